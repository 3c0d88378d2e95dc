// A quiet time with a slow breath. All of it follows the clock and no count of ticks, so that it
// is right again the moment somebody looks, however long the tab lay in the background.

import { button, el, fill, holdsFocus, writeText } from "./dom.js";
import { widget } from "./control.js";

const IN_MS = 4000;
const OUT_MS = 6000;
const MINUTE_MS = 60000;
const LOOK_EVERY_MS = 200;

export function drawTimer(host, prompt, { id }) {
  const words = prompt.words || {};
  const timer = { words, lines: prompt.lines || [], total: prompt.minutes * MINUTE_MS };
  timer.breath = el("p", { class: "breath-word" });
  timer.left = el("p", { class: "timer-left", role: "status" });
  timer.main = button("", () => pressTimer(timer), "primary");
  timer.main.id = `timer-${id}`;
  timer.stop = button(words.timer_stop, () => finishTimer(timer, words.timer_stopped), "quiet");
  // All sentences lie in one place, so that it keeps its height; what is read aloud is apart.
  timer.sentences = new Map(
    [words.timer_ready, ...timer.lines, words.timer_over, words.timer_stopped].map((text) => [
      text,
      el("p", {}, text),
    ]),
  );
  timer.said = el("div", { class: "visually-hidden", role: "status" });
  timer.element = el(
    "div",
    { class: "quiet-time" },
    el(
      "div",
      { class: "breath" },
      el("div", { class: "breath-ring" }),
      el("div", { class: "breath-disc" }),
      timer.breath,
    ),
    el("div", { class: "timer-lines", "aria-hidden": "true" }, [...timer.sentences.values()]),
    timer.said,
    timer.left,
    el("div", { class: "timer-ways" }, timer.main, timer.stop),
  );
  host.append(timer.element);
  resetTimer(timer);
  showState(timer, words.timer_start, "");
  showSentence(timer, words.timer_ready);
  showLeft(timer);
  return { show() {}, stop: () => clearInterval(timer.looking) };
}

function resetTimer(timer) {
  timer.gone = 0;
  timer.since = null;
}

function pressTimer(timer) {
  const { words } = timer;
  if (timer.since === null) {
    timer.since = Date.now();
    showState(timer, words.timer_pause, "");
    lookAtClock(timer);
    timer.looking = setInterval(() => lookAtClock(timer), LOOK_EVERY_MS);
  } else {
    timer.gone = goneBy(timer);
    restTimer(timer);
    showState(timer, words.timer_go_on, words.timer_paused);
  }
}

function restTimer(timer) {
  clearInterval(timer.looking);
  timer.since = null;
  timer.element.dataset.breath = "";
}

function goneBy(timer) {
  return timer.gone + (timer.since === null ? 0 : Math.max(0, Date.now() - timer.since));
}

function lookAtClock(timer) {
  const { words, lines, total } = timer;
  const gone = goneBy(timer);
  if (gone >= total) return finishTimer(timer, words.timer_over);
  showBreath(timer);
  showLeft(timer);
  showSentence(timer, lines[Math.floor((gone / total) * lines.length)] ?? "");
}

// Every start begins with a breath in; the disc moves for as long as that part still takes.
function showBreath(timer) {
  const { words, element, breath } = timer;
  const at = (Date.now() - timer.since) % (IN_MS + OUT_MS);
  const part = at < IN_MS ? "in" : "out";
  if (element.dataset.breath === part) return;
  element.dataset.breath = part;
  element.style.setProperty("--breath", `${(part === "in" ? IN_MS : IN_MS + OUT_MS) - at}ms`);
  breath.textContent = part === "in" ? words.timer_in : words.timer_out;
}

// Set only when it changes: it is read aloud each time.
function showLeft(timer) {
  const minutes = Math.ceil((timer.total - goneBy(timer)) / MINUTE_MS);
  const sentence = fill(timer.words.timer_left, { n: minutes });
  writeText(timer.left, sentence);
}

function showSentence(timer, sentence) {
  if (timer.said.textContent === sentence) return;
  timer.said.textContent = sentence;
  for (const [text, element] of timer.sentences) element.classList.toggle("now", text === sentence);
}

function showState(timer, act, word) {
  timer.main.textContent = act;
  timer.main.classList.toggle("primary", timer.since === null && act !== timer.words.timer_again);
  timer.stop.hidden = timer.since === null && timer.gone === 0;
  timer.breath.textContent = word;
}

function finishTimer(timer, sentence) {
  const { words } = timer;
  restTimer(timer);
  resetTimer(timer);
  showSentence(timer, sentence);
  timer.left.textContent = "";
  if (holdsFocus(timer.stop)) timer.main.focus();
  showState(timer, words.timer_again, "");
}

export default widget(drawTimer);
