// The unsent box: each draft with its words, its clock and its versions, and what may become of it.

import { el, fill } from "./dom.js";
import { widget } from "./control.js";
import { drawEnds, showCopied } from "./unsent_ends.js";
import { drawVersions, showVersions } from "./unsent_versions.js";

const AT_ONCE = 5; // our choice

export function drawUnsent(host, prompt, { id, ask }) {
  const box = { prompt, words: prompt.words || {}, id, ask, lying: [] };
  box.element = el("div", { class: "unsent-box", told: ({ detail }) => hearOfDraft(box, detail) });
  host.append(box.element);
  return { show: (value) => showDrafts(box, value || []) };
}

function showDrafts(box, drafts) {
  const { prompt, words } = box;
  if (!drafts.length) {
    box.element.replaceChildren(el("p", { class: "nothing" }, prompt.empty || ""));
    return;
  }
  if (prompt.only_words) {
    const texts = drafts.map(({ text }) => text).filter(Boolean);
    box.element.replaceChildren(...texts.map(drawWords));
    return;
  }
  box.lying = drafts.map((draft) => drawLying(box, draft));
  const [out, away] = [false, true].map((value) =>
    box.lying.filter(({ draft }) => draft.put_away === value).map((one) => one.element),
  );
  const summary = el("summary", {}, fill(words.put_away_all, { n: away.length }));
  box.element.replaceChildren(
    ...out.slice(0, AT_ONCE),
    ...foldEarlier(out.slice(AT_ONCE), words),
    ...(away.length ? [el("details", { class: "put-away" }, summary, away)] : []),
  );
}

// The ones changed last are enough for one look.
function foldEarlier(rest, words) {
  if (!rest.length) return [];
  const summary = el("summary", {}, fill(words.earlier_drafts, { n: rest.length }));
  return [el("details", { class: "put-away" }, summary, rest)];
}

function drawWords(text) {
  return el("blockquote", { class: "letter" }, text);
}

function drawLying(box, draft) {
  const { exercise, prompt, sheet } = draft;
  const id = [box.id, exercise, prompt, sheet].join("-");
  const lying = { draft, id, words: box.words, way: box.prompt.way };
  lying.ask = (detail) => box.ask({ ...detail, exercise, prompt, sheet });
  lying.element = el(
    "article",
    { class: "lying", "aria-labelledby": `${id}-title` },
    el("h4", { id: `${id}-title` }, draft.title),
    el("p", { class: "lying-about" }, el("strong", {}, draft.state), " ", draft.when),
    draft.text ? drawWords(draft.text) : null,
    drawMoods(draft.moods || []),
    isSaidAbove(draft) ? el("p", { class: "clock" }, draft.clock) : null,
    draft.versions > 1 ? drawVersions(lying) : null,
    drawEnds(lying),
  );
  return lying;
}

// Where the clock is the reason why a draft cannot be copied, it is said there.
function isSaidAbove({ clock, held }) {
  return clock && !held.includes(clock);
}

function drawMoods(moods) {
  if (!moods.length) return null;
  const pairs = moods.map(({ label, value }) =>
    el("div", {}, el("dt", {}, label), el("dd", {}, value)),
  );
  return el("dl", { class: "moods" }, pairs);
}

function hearOfDraft(box, { say, ...told }) {
  const parts = ["exercise", "prompt", "sheet"];
  const lying = box.lying.find(({ draft }) => parts.every((part) => draft[part] === told[part]));
  if (!lying) return;
  if (say === "versions") showVersions(lying, told.versions);
  else showCopied(lying, told);
}

export default widget(drawUnsent);
