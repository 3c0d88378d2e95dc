// After how many days of no use the answers burn by themselves.

import { el } from "./dom.js";
import { tickBox } from "./choice.js";

const CHOICES = { never: null, year: 365, quarter: 90 };

export function drawExpiry(step) {
  const { words, body, id } = step;
  let held = null;
  const radios = Object.entries(CHOICES).map(([name, days], at) =>
    tickBox("radio", at ? `${id}-${at}` : id, { id: name, say: words[`keep_${name}`] }, {
      name: id,
      change: () => step.send({ do: "keep_for", days }),
    }),
  );
  body.append(
    el(
      "fieldset",
      {},
      el("legend", { class: "visually-hidden" }, words.keep_legend),
      el("div", { class: "ticks" }, radios),
    ),
  );
  const mark = () => {
    for (const radio of body.querySelectorAll("input"))
      radio.checked = held !== null && CHOICES[radio.value] === held.days;
  };
  step.told = ({ problem }) => problem && mark();
  return (value) => {
    held = value;
    mark();
  };
}
