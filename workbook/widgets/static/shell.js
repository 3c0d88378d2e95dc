// What every page of ours begins with: a line to Python that may be lost, and the header.

import { el } from "./dom.js";
import { wireFrame } from "./frame.js";

const GREET_AGAIN_MS = 5000;

export function beginPage(model) {
  const frame = document.querySelector("[data-workbook-frame]");
  const stop = new AbortController();
  const page = {
    model,
    frame,
    base: frame?.dataset.base ?? null,
    words: model.get("words"),
    stop,
    announcer: el("div", { class: "visually-hidden", role: "status" }),
    live: () => model.get("live"),
    send: (content) => sendTo(model, content),
    atEnd: (callback) => stop.signal.addEventListener("abort", callback),
    on: (target, name, callback) => target.addEventListener(name, callback, { signal: stop.signal }),
  };
  page.announce = (text) => (page.announcer.textContent = text);
  page.atEnd(() => clearTimeout(page.greeting));
  return page;
}

// A lost connection must not stop the typing: what is not saved stays pending and is sent again.
function sendTo(model, content) {
  try {
    model.send(content);
  } catch (error) {
    console.warn("The page could not send.", error);
  }
}

// Until it is answered: a kernel that has just begun may miss the first greeting.
export function greetAgain(page, greet) {
  clearTimeout(page.greeting);
  page.greeting = setTimeout(() => page.opened || greet(page), GREET_AGAIN_MS);
}

// What changes in the same moment is drawn once.
export function hearModel(page, draw, heard) {
  const { model } = page;
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      if (page.opened) draw(page);
    });
  };
  const all = {
    "change:view": soon,
    "change:prompts": soon,
    "change:words": () => (page.words = model.get("words")),
    ...heard,
  };
  for (const [name, callback] of Object.entries(all)) model.on(name, callback);
  page.atEnd(() => {
    for (const [name, callback] of Object.entries(all)) model.off(name, callback);
  });
}

// The header is our own trusted HTML; on the web the template already holds it.
export function drawHeader(page) {
  const header = el("header");
  header.innerHTML = page.model.get("header");
  page.root.prepend(header);
  wireFrame(page.root);
  // JupyterLab takes arrow keys and letters for itself unless what has the focus asks it not to.
  page.root.addEventListener("focusin", ({ target }) =>
    target.setAttribute("data-lm-suppress-shortcuts", "true"),
  );
}
