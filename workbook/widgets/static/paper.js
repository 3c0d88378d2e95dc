// One text on paper: its title, its date and its words, and nothing else of the page.

import { el } from "./dom.js";

const PRINTS = "prints-second-look";

export function printText({ title, when, text }) {
  putPaperAway();
  const sheet = el(
    "article",
    { class: "second-look paper" },
    el("h1", {}, title),
    el("p", {}, when),
    el("div", { class: "paper-words" }, text),
  );
  document.body.append(sheet);
  document.documentElement.classList.add(PRINTS);
  window.addEventListener("afterprint", putPaperAway, { once: true });
  window.print();
}

function putPaperAway() {
  document.documentElement.classList.remove(PRINTS);
  document.querySelector("body > .paper")?.remove();
}
