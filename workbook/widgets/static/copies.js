// A copy to take along: sealed for this workbook, or readable by anyone.

import { button, el, fill } from "./dom.js";
import { tickBox } from "./choice.js";

const readable = (words) => [
  ["html", words.copy_html, words.copy_html_about],
  ["word", words.copy_word, words.copy_word_about],
  ["markdown", words.copy_markdown, words.copy_markdown_about],
  ["data", words.copy_data, words.copy_data_about],
];

export function drawCopies(step) {
  const { words, body } = step;
  const left = new Set();
  let shown = "";
  return (value) => {
    if (!value || shown === JSON.stringify(value)) return;
    shown = JSON.stringify(value);
    const { exercises } = value;
    body.replaceChildren(
      ...(exercises.length || value.kept
        ? [drawSealed(step, value), exercises.length ? drawReadable(step, exercises, left) : ""]
        : [el("p", { class: "nothing" }, words.copy_nothing)]),
    );
  };
}

function drawSealed(step, value) {
  const { words } = step;
  return drawKind(
    words.copy_sealed,
    el("p", {}, words.copy_sealed_about),
    value.kept
      ? button(words.copy_sealed_make, () => step.send({ do: "take", format: "sealed" }))
      : drawNotKept(step, value),
  );
}

// Only six words lock a copy; who has none is led to them.
export function drawNotKept({ words, ask }, { can_keep }) {
  const keep = button(words.keep, () => ask({ do: "keep" }));
  return [
    el("p", { class: "nothing" }, can_keep ? words.words_none : words.words_none_young),
    can_keep ? keep : null,
  ];
}

function drawReadable(step, exercises, left) {
  const { words, send, refuse } = step;
  const take = (format) => {
    const chosen = exercises.map((one) => one.id).filter((one) => !left.has(one));
    if (chosen.length) send({ do: "take", format, exercises: chosen });
    else refuse(words.copy_choose);
  };
  const kinds = readable(words).map(([format, text, about]) =>
    el(
      "li",
      {},
      button(text, () => take(format), "small"),
      el("p", { class: "hint" }, about),
    ),
  );
  return drawKind(
    words.copy_readable,
    el("p", {}, words.copy_readable_about),
    drawExercises(step, exercises, left),
    el("ul", { class: "copy-kinds" }, kinds),
  );
}

// All go in until somebody looks and leaves one out.
function drawExercises({ words, id }, exercises, left) {
  const summary = el("summary", {});
  const recount = () => {
    const of = exercises.length;
    summary.textContent = fill(words.copy_which, { n: of - left.size, of });
  };
  const ticks = exercises.map((one, at) =>
    tickBox("checkbox", at ? `${id}-${at}` : id, one, {
      checked: !left.has(one.id),
      change: ({ target }) => {
        if (target.checked) left.delete(one.id);
        else left.add(one.id);
        recount();
      },
    }),
  );
  recount();
  const legend = el("legend", { class: "visually-hidden" }, words.exercises);
  return el("details", {}, summary, el("fieldset", {}, legend, el("div", { class: "ticks" }, ticks)));
}

function drawKind(title, ...inside) {
  return el("section", { class: "copy-kind" }, el("h4", {}, title), ...inside);
}
