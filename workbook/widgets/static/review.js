import { el, fill } from "./dom.js";
import { widget } from "./control.js";

const SHOWN = 7; // our choice; a few more than these are shown as well, a long rest is folded
const FOLDED_FROM = 10;

export function drawReview(host, prompt) {
  return {
    show(value) {
      const answers = value || [];
      const alike = haveOneQuestion(prompt, answers);
      const earlier = answers.map((answer, at) => drawEarlier(answer, answers[at - 1], alike));
      const nothing = el("p", { class: "nothing" }, prompt.empty || "");
      host.replaceChildren(...(earlier.length ? fold(earlier, prompt.words) : [nothing]));
    },
  };
}

// Where all answer the same question, the title of the review says which.
function haveOneQuestion({ of = [] }, answers) {
  const asked = answers.flatMap(({ lines }) => lines.map(({ label }) => label));
  return of.length === 1 && asked.length === answers.length && new Set(asked).size === 1;
}

// A day is said once, above all that was written on it.
function drawEarlier({ when, label, lines }, before, alike) {
  const day = when && when !== before?.when ? el("span", { class: "when" }, when) : null;
  const name = label && !alike ? el("strong", {}, label) : null;
  return el(
    "figure",
    { class: "earlier" },
    day || name ? el("figcaption", {}, day, name) : null,
    lines.map((line) => drawLine(line, alike ? line.label : label)),
  );
}

function drawLine({ label, text }, known) {
  return el(
    "div",
    { class: "line" },
    label && label !== known ? el("span", { class: "line-label" }, label) : null,
    el("blockquote", {}, text),
  );
}

function fold(earlier, words) {
  if (earlier.length < FOLDED_FROM) return earlier;
  const rest = earlier.slice(SHOWN);
  const summary = el("summary", {}, fill(words?.review_rest || "", { n: rest.length }));
  return [...earlier.slice(0, SHOWN), el("details", { class: "fold" }, summary, rest)];
}

export default widget(drawReview);
