import { el, fill, holdsFocus } from "./dom.js";
import { widget } from "./control.js";

export function drawScale(host, prompt, { id, describedBy, changed }) {
  const { min = 0, max = 10, low = "", high = "", words = {} } = prompt;
  const parts = drawParts(host, { min, max, low, high, ...prompt }, { id, describedBy });
  const { range, number, said } = parts;

  // Until something is chosen the range has no visible thumb and says so.
  function put(value) {
    const empty = value === null || value === undefined;
    range.classList.toggle("empty", empty);
    range.value = empty ? (min + max) / 2 : value;
    range.setAttribute("aria-valuetext", empty ? words.scale_empty : spoken(value));
    if (document.activeElement !== number) number.value = empty ? "" : value;
    said.textContent = empty ? words.scale_empty : value;
    said.classList.toggle("empty", empty);
  }
  function spoken(value) {
    const end = value === min ? low : value === max ? high : "";
    return end ? `${value}, ${end}` : `${value}`;
  }
  function choose(value) {
    put(value);
    changed(value);
  }
  listen(range, number, { min, max, choose, changed });
  return {
    show(value) {
      if (!holdsFocus(host) || value === null) put(value);
    },
  };
}

function drawParts(host, { min, max, low, high, ask, words }, { id, describedBy }) {
  const name = { "aria-label": ask, "aria-describedby": describedBy };
  const range = el("input", { type: "range", id, min, max, ...name });
  const numberId = `${id}-number`;
  const digits = { min, max, step: 1, inputmode: "numeric" };
  const number = el("input", { type: "number", id: numberId, ...digits });
  const typed = el("label", { for: numberId }, fill(words?.scale_number, { min, max }));
  // For eyes only: the range itself tells its value and its ends.
  const said = el("p", { class: "said", "aria-hidden": "true" });
  const ends = el(
    "div",
    { class: "ends", "aria-hidden": "true" },
    el("span", {}, el("strong", {}, min), ` ${low}`),
    el("span", {}, `${high} `, el("strong", {}, max)),
  );
  const byNumber = el("div", { class: "by-number" }, typed, number);
  host.append(el("div", { class: "scale" }, said, range, ends, byNumber));
  return { range, number, said };
}

function listen(range, number, { min, max, choose, changed }) {
  range.addEventListener("input", () => choose(Number(range.value)));
  // A press in the very middle changes nothing and so makes no input event.
  range.addEventListener("click", () => {
    if (range.classList.contains("empty")) choose(Number(range.value));
  });
  range.addEventListener("keydown", (event) => {
    const press = event.key === " " || event.key === "Enter";
    if (press && range.classList.contains("empty")) choose(Number(range.value));
  });
  number.addEventListener("input", () => {
    const value = Number(number.value);
    if (number.value === "") choose(null);
    else if (Number.isInteger(value) && value >= min && value <= max) choose(value);
    else changed(value); // is refused, with a sentence that says what to do
  });
}

export default widget(drawScale);
