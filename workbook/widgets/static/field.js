// One line to type, with its label and a hint. Browsers and spelling aids keep out of it.

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

export const typedIn = (field) => field.querySelector("input").value;
