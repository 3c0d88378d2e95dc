// Burn the whole journal: what goes and what stays elsewhere, one tick, one button.

import { button, el, paragraphs } from "./dom.js";
import { tickBox } from "./choice.js";

export function drawBurning(step) {
  const { words, body, id } = step;
  const tick = tickBox("checkbox", id, { id: "sure", say: words.burn_all_sure }, {});
  const burn = button(words.burn_all, () => {
    if (tick.querySelector("input").checked) step.send({ do: "burn_all", sure: true });
    else step.refuse(words.burn_all_tick);
  });
  body.append(
    el("h4", {}, words.burn_all_goes),
    ...paragraphs(words.burn_all_goes_text),
    el("h4", {}, words.burn_all_stays),
    ...paragraphs(words.burn_all_stays_text),
    tick,
    el("p", {}, burn),
  );
  return () => {};
}
