// New six words in place of the old ones; the dialogs are those of keeping.

import { button, el, paragraphs } from "./dom.js";
import { drawNotKept } from "./copies.js";

export function drawNewWords(step) {
  const { words, body } = step;
  const change = () => [
    ...paragraphs(words.words_change_about),
    el("p", {}, button(words.words_change, () => step.ask({ do: "new_words" }))),
  ];
  let shown = "";
  return (value) => {
    if (!value || shown === JSON.stringify(value)) return;
    shown = JSON.stringify(value);
    const inside = value.kept ? change() : drawNotKept(step, value);
    body.replaceChildren(...inside.filter(Boolean));
  };
}
