// The outcome of the start: the route, the answers behind it, what is open and where help is.

import { el, fill, paragraphs } from "./dom.js";

export function drawOutcome(page, outcome) {
  if (!outcome) return [];
  const { words } = page;
  return [
    el("h2", {}, outcome.title),
    ...paragraphs(outcome.text),
    ...drawHelp(outcome, words),
    ...titled(
      words.route_rules,
      (outcome.rules || []).map((rule) => drawRule(page, rule)),
    ),
    ...(outcome.open
      ? [
          el(
            "div",
            { class: "open-instead" },
            el("h3", {}, words.route_open),
            paragraphs(outcome.open),
          ),
        ]
      : []),
  ];
}

function titled(title, items) {
  if (!items.length) return [];
  return [el("h3", {}, title), el("ul", { class: "rules" }, items)];
}

function drawRule(page, { say, ends, changes }) {
  return el(
    "li",
    {},
    el("p", {}, say),
    ends ? el("p", { class: "ends" }, ends) : null,
    (changes || []).map((change) => drawChange(page, change)),
  );
}

// The answer behind a rule, and the way back to it; without one, the way to the open prompt.
function drawChange(page, { answer, label, ...place }) {
  if (!answer) return el("div", { class: "behind" }, page.way(place, label));
  return el(
    "div",
    { class: "behind" },
    el("p", {}, `${label} `, el("strong", {}, answer)),
    page.way(place, page.words.change_answer, label),
  );
}

// Nothing where no help belongs; else the emergency number first.
export function drawHelp({ help: lines, emergency }, words) {
  if (!lines?.length) return [];
  const items = lines.map((line) => {
    const about = [line.hours, line.website, line.note].filter((part) => part && part !== "-");
    return el(
      "div",
      {},
      el("dt", {}, line.service),
      el("dd", {}, el("strong", {}, line.number)),
      about.map((part) => el("dd", {}, part)),
    );
  });
  return [
    el("h3", {}, words.route_help),
    el("p", { class: "emergency" }, fill(words.route_emergency, { number: emergency })),
    el("dl", { class: "lines" }, items),
  ];
}
