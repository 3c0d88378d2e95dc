// After how many days of no use the answers burn by themselves.

import { el } from "./dom.js";
import { tickBox } from "./choice.js";

const choices = (words) => [
  { id: "never", days: null, say: words.keep_never },
  { id: "year", days: 365, say: words.keep_year },
  { id: "quarter", days: 90, say: words.keep_quarter },
];

export function drawExpiry(step) {
  const { words, body, id } = step;
  let held = null;
  const radios = choices(words).map((choice, at) =>
    tickBox("radio", at ? `${id}-${at}` : id, choice, {
      name: id,
      change: () => step.send({ do: "keep_for", days: choice.days }),
    }),
  );
  const inTab = el("p", { class: "hint", hidden: true }, words.keep_tab);
  body.append(
    inTab,
    el(
      "fieldset",
      {},
      el("legend", { class: "visually-hidden" }, words.keep_legend),
      el("div", { class: "ticks" }, radios),
    ),
  );
  const mark = () => {
    for (const { id: name, days } of choices(words))
      body.querySelector(`[value=${name}]`).checked = held !== null && held.days === days;
  };
  step.told = ({ problem }) => problem && mark();
  return (value) => {
    held = value;
    inTab.hidden = !value?.tab;
    mark();
  };
}
