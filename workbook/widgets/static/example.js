// The example: the pages of an invented person, to look at; one's own wait where they were.

import { button, el } from "./dom.js";
import { localTime } from "./place.js";

const FORGOTTEN_AFTER_MS = 500;

export function drawExampleOffer(page) {
  const { words } = page;
  return el(
    "div",
    { class: "example-offer" },
    button(words.example, () => openExample(page), "secondary small"),
    el("p", { class: "hint" }, words.example_about),
  );
}

export function drawExampleAbout(about) {
  return el("p", { class: "example-about", id: "example-about" }, about);
}

// Nothing is left behind while words wait to be saved.
export function openExample(page) {
  page.pending.flush();
  if (page.pending.failing) return page.showNotice(page.words.example_unsaved);
  page.leftAt = window.scrollY;
  page.moving = { pressed: true };
  return page.send({ do: "example" });
}

// On the web the steps that were gone in the example are taken back from the history first; a
// browser that has forgotten some of them takes back none.
export function leaveExample(page) {
  const { depth } = window.history.state ?? {};
  if (!page.frame || !depth) return goToOwn(page);
  page.leaving = setTimeout(() => goToOwn(page), FORGOTTEN_AFTER_MS);
  return window.history.go(-depth);
}

export function goToOwn(page) {
  clearTimeout(page.leaving);
  page.moving = { pressed: false };
  page.send({ do: "own", now: localTime() });
}

// The example has no addresses of its own: a reload leads back to one's own pages.
export function writeExamplePlace({ exercise, step, sheet }, replace) {
  const { depth = 0, example } = window.history.state ?? {};
  if (example?.exercise === exercise && example.step === step && example.sheet === sheet) return;
  const state = { example: { exercise, step, sheet }, depth: replace && depth ? depth : depth + 1 };
  window.history[replace && depth ? "replaceState" : "pushState"](state, "");
}

// Controls are read and never changed; what is written in a box can still be marked and scrolled.
export function makeReadOnly(slot) {
  for (const control of slot.querySelectorAll("input, textarea, select, button"))
    if (control.matches("textarea, [type=text], [type=number], [type=date]"))
      control.readOnly = true;
    else control.disabled = true;
  for (const handle of slot.querySelectorAll("[role=slider]")) {
    handle.setAttribute("aria-disabled", "true");
    handle.removeAttribute("tabindex");
  }
}
