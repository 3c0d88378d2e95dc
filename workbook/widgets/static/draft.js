// Words to the former partner, and beside them what a friend would say before they are sent.
// Nothing waits for that: the text is typed and saved like any other.

import { button, el, writeText } from "./dom.js";
import { Asking } from "./draft_asking.js";
import { followCaret, goBetween, goToWords, markWords } from "./draft_caret.js";
import { drawFindings } from "./draft_list.js";
import { followWords } from "./draft_marks.js";
import { printText } from "./paper.js";
import { drawText } from "./text.js";
import { widget } from "./control.js";

const SAID_AFTER_MS = 1000; // what was found is read aloud in a pause, not between two words

export function drawDraft(host, prompt, { id, describedBy, changed, ask }) {
  const desk = layDesk(prompt, id);
  const text = drawText(desk.field, prompt, {
    id,
    describedBy,
    changed: (value) => {
      changed(value);
      notice(desk);
    },
  });
  desk.area = desk.field.querySelector("textarea");
  desk.area.setAttribute("aria-keyshortcuts", "F6");
  desk.area.before(desk.mirror);
  desk.asking = new Asking(
    () => desk.area.value,
    (question) => ask({ do: "check", ...question }),
  );
  host.append(desk.element);
  const stop = new AbortController();
  listenToHands(desk, stop.signal);
  return {
    show(value) {
      text.show(value);
      notice(desk);
    },
    check: (checked) => hearChecked(desk, checked),
    stop() {
      stop.abort();
      desk.asking.stop();
      clearTimeout(desk.saying);
    },
  };
}

function layDesk(prompt, id) {
  const words = prompt.words || {};
  const desk = { id, words, text: null, findings: [], current: new Set(), seen: new Set() };
  desk.entries = new Map();
  desk.counted = 0;
  desk.mirror = el("div", { class: "draft-mirror", "aria-hidden": "true" });
  desk.field = el("div", { class: "draft-field" });
  desk.heading = el("h3", {}, words.draft_eye);
  desk.says = el("p", { class: "draft-says", "aria-hidden": "true" });
  desk.aloud = el("p", { class: "visually-hidden", role: "status" });
  desk.list = el("ol", { class: "findings" });
  desk.keys = el("p", { class: "hint draft-keys" }, words.draft_keys);
  desk.eye = el(
    "div",
    { class: "draft-eye" },
    [desk.heading, desk.says, desk.aloud, desk.keys, desk.list],
  );
  desk.meter = el("div", { class: "meter" });
  desk.meterTitle = prompt.parts ? words.draft_meter : words.draft_ease;
  desk.print = button(words.print, () => printDraft(desk, prompt.ask), "quiet");
  desk.marked = el("p", { class: "visually-hidden", role: "status" });
  desk.foot = el("div", { class: "draft-foot" }, desk.print, desk.marked);
  desk.element = el("div", { class: "draft-desk" }, desk.field, desk.eye, desk.meter, desk.foot);
  desk.goTo = (key) => goToWords(desk, key);
  desk.mark = () => markWords(desk);
  return desk;
}

function listenToHands(desk, signal) {
  const between = (event) => {
    const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    if (event.key === "F6" && plain && goBetween(desk)) event.preventDefault();
  };
  desk.element.addEventListener("keydown", between, { signal });
  document.addEventListener("selectionchange", () => followCaret(desk), { signal });
  desk.area.addEventListener("focus", () => followCaret(desk), { signal });
}

// Called whenever the text may be another one than before.
function notice(desk) {
  const { area, text: before } = desk;
  const text = area.value;
  if (text === before) return;
  desk.text = text;
  desk.typedAt = before === null ? 0 : Date.now();
  desk.findings = followWords(desk.findings, before ?? "", text);
  markWords(desk);
  if (!text.trim()) showFound(desk, {});
  desk.print.hidden = !text.trim();
  if (before === null) desk.asking.text = text;
  else {
    sayAloud(desk, desk.says.textContent);
    desk.asking.soon();
  }
}

// The answer to an earlier question says nothing of the words as they are now.
function hearChecked(desk, { n, ...checked }) {
  if (n !== desk.asking.n) return;
  const { text: read } = desk.asking;
  const many = new Map();
  desk.findings = (checked.findings || []).map((one) => {
    const words = `${one.rule}\n${read.slice(one.start, one.end)}`;
    many.set(words, (many.get(words) ?? 0) + 1);
    return { ...one, key: `${many.get(words)} ${words}`, seenAs: sentenceOf(read, one) };
  });
  desk.findings = followWords(desk.findings, read, desk.text);
  showFound(desk, desk.text.trim() ? checked : {});
  desk.asking.answered();
}

function showFound(desk, { says = "", meter = [] }) {
  if (!says) desk.findings = [];
  desk.heading.hidden = !says;
  desk.says.textContent = says;
  sayAloud(desk, says);
  drawFindings(desk);
  markWords(desk);
  const title = el("h3", {}, desk.meterTitle);
  const lines = meter.map((line) => el("li", {}, line));
  desk.meter.replaceChildren(...(meter.length ? [title, el("ul", {}, lines)] : []));
}

// Once in a pause, and only what is new; what was found when the page opened is there to be read.
function sayAloud(desk, says) {
  const say = () => {
    writeText(desk.aloud, says);
  };
  clearTimeout(desk.saying);
  if (desk.typedAt) desk.saying = setTimeout(say, SAID_AFTER_MS);
  else say();
}

// The same words in the same sentence are the same finding, wherever the sentence stands.
function sentenceOf(text, { rule, start, end }) {
  let [from, to] = [start, end];
  while (from > 0 && !/[.!?\n]/.test(text[from - 1])) from -= 1;
  while (to < text.length && !/[.!?\n]/.test(text[to - 1])) to += 1;
  return `${rule}\n${text.slice(from, to).trim()}`;
}

function printDraft(desk, title) {
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
  printText({ title, when, text: desk.area.value });
}

export default widget(drawDraft);
