// Where this workbook comes from: the steps of each article, and where they went.

import { el } from "./dom.js";

export function drawSources(page, { id, articles }) {
  return el(
    "div",
    { class: "sources", "data-block": id },
    articles.map(({ title, rows }) =>
      el(
        "details",
        {},
        el("summary", {}, title),
        el(
          "ul",
          {},
          rows.map((row) => drawSource(page, row)),
        ),
      ),
    ),
  );
}

function drawSource(page, { step, treatment, left_out, where }) {
  return el(
    "li",
    {},
    el("p", {}, step),
    left_out ? el("p", {}, left_out) : null,
    el(
      "p",
      { class: "source-place" },
      el("span", { class: "treatment" }, treatment),
      where ? [" ", page.way(where, where.label, step)] : null,
    ),
  );
}
