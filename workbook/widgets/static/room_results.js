// What a group has shared: answers added up, and sentences.

import { el, fill } from "./dom.js";

export function drawRoomShared(words, { results, said }) {
  const bars = (results || []).map((result) => drawCounted(words, result));
  if (!bars.length && !said?.length)
    return [el("p", { class: "nothing" }, words.room_shown_none)];
  const sentences = said?.length
    ? [
        el("h5", {}, words.room_said),
        ...said.flatMap(({ ask, texts }) => [
          el("p", { class: "room-said-ask" }, ask),
          el(
            "ul",
            { class: "room-said" },
            texts.map((sentence) => el("li", {}, sentence)),
          ),
        ]),
      ]
    : [];
  return [...bars, ...sentences];
}

function drawCounted(words, { ask, number, bars }) {
  const most = Math.max(1, ...bars.map((bar) => bar.number));
  return el(
    "table",
    { class: "room-bars" },
    el("caption", {}, ask, el("span", {}, ` ${fill(words.room_shown_of, { n: number })}`)),
    el(
      "thead",
      { class: "visually-hidden" },
      el(
        "tr",
        {},
        [words.room_answer, words.room_people].map((name) => el("th", { scope: "col" }, name)),
      ),
    ),
    el(
      "tbody",
      {},
      bars.map(({ label, number: count }) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, label),
          el("td", {}, el("span", {}, `${count}`), drawnBar(count / most)),
        ),
      ),
    ),
  );
}

function drawnBar(share) {
  const bar = el("span", { class: "room-bar-drawn", "aria-hidden": "true" });
  bar.style.setProperty("--share", `${Math.round(100 * share)}%`);
  return bar;
}
