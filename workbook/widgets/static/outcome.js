// The outcome of the start: the route, the answers behind it, what is open and where help is.

import { el, paragraphs } from "./dom.js";

export function drawOutcome(page, outcome) {
  if (!outcome) return [];
  const { words } = page;
  return [
    el("h2", {}, outcome.title),
    ...drawSaid(outcome, words),
    ...titled(
      words.contradictions,
      (outcome.contradictions || []).map((one) => drawRule(page, one)),
    ),
    ...titled(
      words.route_checked,
      (outcome.checked || []).map((said) => el("li", {}, said)),
      "checked",
    ),
    ...titled(
      words.route_rules,
      (outcome.rules || []).map((rule) => drawRule(page, rule)),
    ),
    ...drawOpen(outcome, words),
  ];
}

// Help that an answer or some words have opened: why it is here, and the lines at once.
export function drawUrgent(page, urgent) {
  if (!urgent) return [];
  const [title, ...help] = drawOutcome(page, { ...urgent, text: "" });
  return [title, ...paragraphs(urgent.text), ...help];
}

// What is said and why, and the lines: these come first where life is in danger.
export function drawSaid({ text, help_first, withdrawn, ...said }, words, why = []) {
  const stays = withdrawn ? [el("p", { class: "says" }, withdrawn)] : [];
  const help = [...stays, ...drawHelp(said, words)];
  const told = [...paragraphs(text), ...why];
  return help_first ? [...help, ...told] : [...told, ...help];
}

export function drawOpen({ open }, words) {
  if (!open) return [];
  return [
    el("div", { class: "open-instead" }, el("h3", {}, words.route_open), paragraphs(open)),
  ];
}

function titled(title, items, kind = "rules") {
  if (!items.length) return [];
  return [el("h3", {}, title), el("ul", { class: kind }, items)];
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
function drawHelp({ help: lines, emergency }, words) {
  if (!lines?.length) return [];
  const items = lines.map((line) => {
    const about = [line.hours, line.website, line.note].filter((part) => part && part !== "-");
    return el(
      "div",
      {},
      el("dt", {}, line.service),
      el("dd", {}, el("strong", {}, drawNumbers(line.number))),
      about.map((part) => el("dd", {}, part)),
    );
  });
  const [before, after] = words.route_emergency.split("{number}");
  return [
    el("h3", {}, words.route_help),
    el("p", { class: "emergency" }, before, drawNumbers(emergency), after),
    el("dl", { class: "lines" }, items),
  ];
}

// A number that can be called is a link that dials it.
function drawNumbers(parts) {
  return parts.map(({ text, dials }) => (dials ? el("a", { href: `tel:${dials}` }, text) : text));
}
