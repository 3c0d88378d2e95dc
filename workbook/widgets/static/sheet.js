// Which day, week or time a step is filled in for, and the ways to the others.

import { el } from "./dom.js";

export function drawSheet(page, { exercise, step, sheet }) {
  return el(
    "nav",
    { class: "sheet", "aria-label": page.words.sheet },
    el(
      "div",
      {},
      el("p", {}, el("strong", {}, sheet.label)),
      sheet.note ? el("p", { class: "sheet-note" }, sheet.note) : null,
    ),
    el(
      "div",
      { class: "sheet-ways" },
      sheet.ways.map((one) => {
        const way = page.way({ exercise, step, sheet: one.sheet }, one.label);
        way.className = "button quiet";
        return way;
      }),
    ),
  );
}
