// Burn one exercise: choose it; Python then knows what to ask before it goes.

import { button, el, holdsFocus } from "./dom.js";
import { tickBox } from "./choice.js";

export function drawBurningOne(step) {
  const { words, body, id } = step;
  const list = el("div", { class: "ticks" });
  const nothing = el("p", { class: "nothing", tabindex: "-1" }, words.burn_one_nothing);
  const choices = el("fieldset", {}, el("legend", { class: "visually-hidden" }, words.exercises), list);
  let shown = "";
  const chosen = () => list.querySelector(":checked")?.value;
  const burn = button(words.burn_one, () => {
    step.refuse(chosen() ? "" : words.burn_one_choose);
    if (chosen()) step.ask({ do: "burn_one", exercise: chosen() });
  });
  const ways = el("p", {}, burn);
  return (value) => {
    if (!value || shown === JSON.stringify(value)) return;
    shown = JSON.stringify(value);
    const { exercises } = value;
    const ticked = chosen();
    list.replaceChildren(
      ...exercises.map((one, at) =>
        tickBox("radio", at ? `${id}-${at}` : id, one, { name: id, checked: one.id === ticked }),
      ),
    );
    const had = holdsFocus(body);
    body.replaceChildren(...(exercises.length ? [choices, ways] : [nothing]));
    if (had) (exercises.length ? burn : nothing).focus();
  };
}
