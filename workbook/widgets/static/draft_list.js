// What was found in a draft, as a list beside it: the words, why they may land badly, and what to
// write instead. Entries stay the same elements as long as they are about the same words.

import { button, el, holdsFocus, unseen } from "./dom.js";

const QUOTED = 70;

export function drawFindings(desk) {
  const entries = new Map();
  for (const finding of desk.findings) {
    const entry = desk.entries.get(finding.key) ?? drawEntry(desk, finding);
    entry.seenAs = finding.seenAs;
    entries.set(finding.key, entry);
  }
  const lost = [...desk.entries].some(([key, one]) => !entries.has(key) && holdsFocus(one.element));
  desk.entries = entries;
  place(
    desk.list,
    [...entries.values()].map((one) => one.element),
  );
  desk.list.hidden = desk.keys.hidden = entries.size === 0;
  showSeen(desk);
  if (lost) desk.area.focus({ preventScroll: true });
}

// What stands in its place already is not moved: moving an element would take the focus from it.
function place(list, wanted) {
  for (const one of [...list.children]) if (!wanted.includes(one)) one.remove();
  wanted.forEach((one, at) => {
    if (list.children[at] !== one) list.insertBefore(one, list.children[at] ?? null);
  });
}

function drawEntry(desk, { key, title, why, instead, start, end }) {
  const { words } = desk;
  const quoted = inShort(desk.text.slice(start, end));
  desk.counted += 1;
  const id = `${desk.id}-found-${desk.counted}`;
  const entry = { show: act(words.draft_show, quoted, () => desk.goTo(key)) };
  entry.show.setAttribute("aria-describedby", `${id}-title ${id}-why ${id}-instead`);
  entry.seen = act("", quoted, () => turnSeen(desk, entry));
  entry.element = el(
    "li",
    { class: "finding" },
    el("h4", { id: `${id}-title` }, title),
    el("p", { class: "finding-words" }, `“${quoted}”`),
    el(
      "div",
      { class: "finding-more" },
      el("p", { id: `${id}-why` }, why),
      el("p", { class: "finding-instead", id: `${id}-instead` }, instead),
    ),
    el("div", { class: "finding-ways" }, entry.show, entry.seen),
  );
  return entry;
}

function act(text, about, pressed) {
  const element = button("", pressed, "quiet");
  element.append(
    el("span", {}, text),
    unseen(about),
  );
  return element;
}

function inShort(said) {
  const line = said.replace(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length > QUOTED ? `${signs.slice(0, QUOTED).join("").trimEnd()}…` : line;
}

// What somebody has seen is folded until the sentence changes; nobody but this tab knows of it.
function turnSeen(desk, { seenAs }) {
  if (!desk.seen.delete(seenAs)) desk.seen.add(seenAs);
  showSeen(desk);
  desk.mark();
}

function showSeen(desk) {
  const { words } = desk;
  for (const { element, show, seen, seenAs } of desk.entries.values()) {
    const folded = desk.seen.has(seenAs);
    element.classList.toggle("seen", folded);
    element.querySelector(".finding-more").hidden = show.hidden = folded;
    seen.firstElementChild.textContent = folded ? words.draft_again : words.draft_seen;
  }
}

// The entry of the words in which the caret stands; the list scrolls to it, the page does not.
export function showCurrent(desk) {
  let first = null;
  for (const [key, { element }] of desk.entries) {
    if (!desk.current.has(key)) element.removeAttribute("aria-current");
    else {
      element.setAttribute("aria-current", "true");
      first ??= element;
    }
  }
  if (first && !holdsFocus(desk.eye)) scrollWithin(desk.eye, first);
}

function scrollWithin(box, item) {
  if (box.scrollHeight <= box.clientHeight) return;
  const [outer, inner] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
  const isCut = inner.top < outer.top || inner.height > outer.height;
  if (isCut) box.scrollTop += inner.top - outer.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
}
