import { el, holdsFocus, newId } from "./dom.js";
import { widget } from "./control.js";

const LONG_LIST = 10; // choices; pages/drawing.py labels a longer list as one control

export function drawChoice(host, prompt, about) {
  return (prompt.choices.length > LONG_LIST ? drawSelect : drawRadios)(host, prompt, about);
}

function drawRadios(host, prompt, { id, changed }) {
  const name = `${id}-${newId()}`;
  const radios = prompt.choices.map((choice, at) =>
    tickBox("radio", at ? `${id}-${at}` : id, choice, { name, change: () => changed(choice.id) }),
  );
  host.append(el("div", { class: fewAndShort(prompt.choices) }, radios));
  return {
    show(value) {
      if (holdsFocus(host) && value !== null) return;
      for (const radio of host.querySelectorAll("input")) radio.checked = radio.value === value;
    },
  };
}

// One radio or checkbox with its label, and a hint below where the choice has one.
export function tickBox(type, id, choice, attributes) {
  const hintId = choice.hint ? `${id}-hint` : null;
  const input = el("input", {
    type,
    id,
    value: choice.id,
    "aria-describedby": hintId,
    ...attributes,
  });
  const hint = choice.hint ? el("span", { class: "hint", id: hintId }, choice.hint) : null;
  return el("div", { class: "tick" }, input, el("label", { for: id }, choice.say), hint);
}

// Up to three short choices stand beside each other.
export function fewAndShort(choices) {
  const short = choices.every((choice) => choice.say.length <= 16 && !choice.hint);
  return short && choices.length <= 3 ? "ticks beside" : "ticks";
}

// A long list is a select, which takes less room.
export function drawSelect(host, prompt, { id, describedBy, changed }) {
  const options = prompt.choices.map((choice) => el("option", { value: choice.id }, choice.say));
  const select = el(
    "select",
    { id, "aria-describedby": describedBy, change: () => changed(select.value || null) },
    el("option", { value: "" }, prompt.words?.choose_one || ""),
    options,
  );
  host.append(select);
  return {
    show(value) {
      if (!holdsFocus(select)) select.value = value ?? "";
    },
  };
}

export default widget(drawChoice);
