// The time that is left, counted here from what Python said last; nobody is told each second.

import { el, writeText } from "./dom.js";
import { showWhen } from "./facilitator_parts.js";
import { secondsLeft } from "./room_time.js";

const COUNT_EVERY_MS = 500;

export function drawTimeLeft(words) {
  const clock = el("p", { class: "lead-clock", role: "timer", "aria-label": words.lead_time_left });
  const note = el("p", { class: "hint" });
  const node = el("div", { class: "lead-time" }, clock, note);
  let room = { left: null, state: "" };
  let at = 0;
  function count() {
    const seconds = secondsLeft(room, at);
    writeText(clock, inMinutes(seconds));
    const over = seconds === 0 ? words.lead_time_over : "";
    writeText(note, room.state === "paused" ? words.lead_time_stands : over);
    showWhen(note, note.textContent !== "");
  }
  // It ends with the screen that it stands on.
  let stood = false;
  const counting = setInterval(() => {
    if (stood && !node.isConnected) clearInterval(counting);
    stood ||= node.isConnected;
    if (room.left !== null) count();
  }, COUNT_EVERY_MS);
  return {
    node,
    show(live) {
      showWhen(node, live.left !== null);
      room = live;
      at = Date.now();
      if (room.left !== null) count();
    },
  };
}

const inMinutes = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
