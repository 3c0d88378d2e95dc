// A text that begins as one's own answers: it can be changed, begun again, and printed alone.

import { button, el } from "./dom.js";
import { widget } from "./control.js";
import { printText } from "./paper.js";
import { drawText } from "./text.js";

export function drawSummary(host, prompt, given) {
  const { words = {} } = prompt;
  const text = drawText(host, prompt, {
    ...given,
    changed: (value) => {
      given.changed(value);
      showWays(summary);
    },
  });
  const area = host.querySelector("textarea");
  const summary = { prompt, area, changed: given.changed };
  summary.again = button(words.summary_again, () => beginAgain(summary), "small");
  summary.question = drawQuestion(summary, `${given.id}-again`);
  summary.said = el("p", { class: "summary-said", role: "status" });
  host.append(
    el(
      "div",
      { class: "summary-ways" },
      button(words.print, () => printSummary(summary), "small"),
      summary.again,
    ),
    summary.question,
    summary.said,
  );
  return {
    show(value) {
      text.show(value);
      showWays(summary);
    },
  };
}

// As long as it reads like the answers, there is nothing to begin again.
function showWays({ prompt, area, again, question, said }) {
  again.hidden = area.value === (prompt.begins || "");
  if (again.hidden) question.hidden = true;
  else said.textContent = "";
}

function drawQuestion(summary, id) {
  const { words = {} } = summary.prompt;
  return el(
    "div",
    { class: "summary-question", role: "group", "aria-labelledby": id, hidden: true },
    el("p", { id, tabindex: "-1" }, words.summary_replace),
    el(
      "div",
      { class: "summary-ways" },
      button(words.summary_replace_now, () => replace(summary), "small"),
      button(words.summary_replace_not, () => keepWords(summary), "small"),
    ),
  );
}

// Empty, there are no words to ask about.
function beginAgain(summary) {
  if (!summary.area.value.trim()) return replace(summary);
  summary.question.hidden = false;
  return summary.question.querySelector("p").focus();
}

function replace(summary) {
  const { prompt, area, changed, said } = summary;
  area.focus();
  area.value = prompt.begins || "";
  changed(area.value, true);
  showWays(summary);
  said.textContent = prompt.words?.summary_replaced ?? "";
}

function keepWords({ question, again }) {
  question.hidden = true;
  again.focus();
}

function printSummary({ prompt, area }) {
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
  const title = prompt.words?.summary_print_title;
  printText({ title, when, text: setInParts(area.value, prompt.parts || []) });
}

// A line that still reads like a heading is set as one.
function setInParts(text, parts) {
  const headings = new Set(parts.map(({ say }) => say));
  const set = [];
  let lines = [];
  const close = () => {
    const words = lines.join("\n").trim();
    if (words) set.push(el("p", {}, words));
    lines = [];
  };
  for (const line of text.split("\n")) {
    if (headings.has(line.trim())) {
      close();
      set.push(el("h2", {}, line.trim()));
    } else lines.push(line);
  }
  close();
  return set;
}

export default widget(drawSummary);
