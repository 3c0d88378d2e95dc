// The time that is left, counted here from what Python said last; nobody is told each second.

import { el } from "./dom.js";
import { showWhen, writeText } from "./facilitator_parts.js";

const COUNT_EVERY_MS = 500;

export function drawTimeLeft(words) {
  const clock = el("p", { class: "lead-clock", role: "timer", "aria-label": words.lead_time_left });
  const note = el("p", { class: "hint" });
  const node = el("div", { class: "lead-time" }, clock, note);
  let left = null;
  let state = "";
  let since = 0;
  function count() {
    const gone = state === "running" ? (Date.now() - since) / 1000 : 0;
    const seconds = Math.max(0, Math.round((left ?? 0) - gone));
    writeText(clock, inMinutes(seconds));
    const over = seconds === 0 ? words.lead_time_over : "";
    writeText(note, state === "paused" ? words.lead_time_stands : over);
    showWhen(note, note.textContent !== "");
  }
  // It ends with the screen that it stands on.
  let stood = false;
  const counting = setInterval(() => {
    if (stood && !node.isConnected) clearInterval(counting);
    stood ||= node.isConnected;
    if (left !== null) count();
  }, COUNT_EVERY_MS);
  return {
    node,
    show(live) {
      showWhen(node, live.left !== null);
      ({ left, state } = live);
      since = Date.now();
      if (left !== null) count();
    },
  };
}

const inMinutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
