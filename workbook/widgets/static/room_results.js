// What a group has shared: answers added up, and sentences.

import { drawBars } from "./bars.js";
import { el } from "./dom.js";

export function drawRoomShared(words, { results, said }) {
  const heads = [words.room_answer, words.room_people];
  const bars = (results || []).map((result) =>
    el("table", { class: "room-bars" }, drawBars(result, words.room_shown_of, heads)),
  );
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
