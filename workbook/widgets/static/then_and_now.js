// The same thing at two times or more, side by side: on a narrow screen one below the other.

import { el } from "./dom.js";
import { widget } from "./control.js";

export function drawThenAndNow(host, prompt) {
  return {
    show(value) {
      const nothing = el("p", { class: "nothing" }, prompt.empty || "");
      host.replaceChildren(...(value?.length ? value.map(drawCompared) : [nothing]));
    },
  };
}

function drawCompared({ label, said, sides }) {
  return el(
    "div",
    { class: "compared" },
    label ? el("h4", {}, label) : null,
    el(
      "div",
      { class: "sides" },
      sides.map((side) => drawSide(side, said)),
    ),
  );
}

// What a participant wrote is quoted; a sentence of the workbook is not.
function drawSide({ when, lines }, said) {
  const tag = said ? "blockquote" : "p";
  return el(
    "figure",
    { class: "side" },
    el("figcaption", {}, when),
    lines.map((line) => el(tag, {}, line)),
  );
}

export default widget(drawThenAndNow);
