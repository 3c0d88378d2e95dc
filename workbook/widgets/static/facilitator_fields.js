// The fields of a plan: each knows its place in it, under which its problems are said.

import { el, writeText } from "./dom.js";

export function planField(form, at, label, { value, set, lines = 0, number = false, hint = "", quiet = false }) {
  const id = `plan-${at.replaceAll(".", "-")}`;
  const described = [hint && `${id}-hint`, `${id}-problem`].filter(Boolean).join(" ");
  const control = el(lines ? "textarea" : "input", {
    id,
    "data-at": at,
    "aria-describedby": described,
    autocomplete: "off",
    ...(lines ? { rows: lines } : { type: number ? "number" : "text" }),
    ...(number ? { inputmode: "numeric", min: 3, max: 120 } : {}),
    input: ({ target }) => set(number ? wholeNumber(target.value) : target.value),
  });
  control.value = value ?? "";
  return el(
    "div",
    { class: number ? "prompt plan-number" : "prompt" },
    el("label", { for: id, class: quiet ? "visually-hidden" : null }, label),
    hint ? el("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    control,
    el("p", { class: "problem", id: `${id}-problem`, "data-problem": at }),
  );
}

function wholeNumber(text) {
  const number = Number.parseInt(text, 10);
  return Number.isSafeInteger(number) && number >= 0 && number <= 10000 ? number : null;
}

// A problem is said where somebody has been, and everywhere once a room was to be opened.
export function showProblems(form) {
  const said = {};
  for (const { at, text } of form.page.live().problems ?? []) said[at] ??= text;
  for (const place of form.page.place.querySelectorAll("[data-problem]")) {
    const at = place.dataset.problem;
    const text = form.all || form.touched.has(at) ? (said[at] ?? "") : "";
    writeText(place, text);
    const field = form.page.place.querySelector(`[data-at="${at}"]`);
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
}
