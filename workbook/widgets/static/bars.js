// How many gave which answer: the inside of a table, with a bar at each number.

import { el, fill } from "./dom.js";

// `of` says how many people there are, `heads` name the columns. Unless another `whole` is given,
// the longest bar is a full one, so that small numbers can be told apart.
export function drawBars({ ask, number, bars }, of, heads, whole) {
  const full = whole ?? Math.max(1, ...bars.map((one) => one.number));
  return [
    el("caption", { dir: "auto" }, ask, " ", el("span", {}, fill(of, { n: number }))),
    el("thead", { class: "visually-hidden" }, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, bars.map((one) => drawOneBar(one, full))),
  ];
}

function drawOneBar({ label, number }, full) {
  const bar = el("span", { class: "bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", `${(100 * number) / full}%`);
  return el(
    "tr",
    {},
    el("th", { scope: "row", dir: "auto" }, label),
    el("td", {}, bar, el("span", { class: "count" }, `${number}`)),
  );
}
