import { el, holdsFocus } from "./dom.js";
import { fewAndShort, tickBox } from "./choice.js";
import { widget } from "./control.js";

export function drawMany(host, prompt, { id, changed }) {
  const none = prompt.none || null;
  const choices = none ? [...prompt.choices, none] : prompt.choices;
  const boxes = choices.map((choice, at) =>
    tickBox("checkbox", at ? `${id}-${at}` : id, choice, { change: ticked }),
  );
  if (none) boxes.splice(-1, 0, el("p", { class: "or" }, prompt.words?.or || ""));
  host.append(el("div", { class: none ? "ticks" : fewAndShort(choices) }, boxes));
  const inputs = [...host.querySelectorAll("input")];

  function ticked(event) {
    const one = event.target;
    for (const other of inputs) {
      const clash = none && (one.value === none.id) !== (other.value === none.id);
      if (one.checked && clash) other.checked = false;
    }
    changed(inputs.filter((input) => input.checked).map((input) => input.value));
  }
  return {
    show(value) {
      if (holdsFocus(host)) return;
      for (const input of inputs) input.checked = (value || []).includes(input.value);
    },
  };
}

export default widget(drawMany);
