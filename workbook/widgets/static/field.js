// Lines to type, each with its label and a hint, and the form around them. Browsers and spelling
// aids keep out of it.

import { el } from "./dom.js";

export function drawTyped(id, label, { hint = null, refused = "", ...attributes } = {}) {
  const described = [hint && `${id}-hint`, refused].filter(Boolean).join(" ");
  return el(
    "div",
    { class: "prompt" },
    el("label", { for: id }, label),
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    el("input", {
      type: "text",
      id,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-describedby": described || null,
      ...attributes,
    }),
  );
}

// `sent` is told when it is sent; what was typed stays until that is answered.
export function drawSending(sent, ...inside) {
  const submit = (event) => {
    event.preventDefault();
    sent(event.target);
  };
  return el("form", { novalidate: true, submit }, ...inside);
}

export const typedIn = (field) => field.querySelector("input").value;
