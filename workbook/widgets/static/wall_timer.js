// The time on the wall: minutes, and seconds only in the last one. It follows the clock.

import { el, fill } from "./dom.js";

const WALL_LOOK_MS = 500;
const LAST_MINUTE = 60;

export class WallTimer {
  constructor(words) {
    this.words = words;
    this.line = el("div", { class: "wall-line", "aria-hidden": "true" }, el("div"));
    this.left = el("p", { class: "wall-left" });
    this.node = el("div", { class: "wall-time" }, this.line, this.left);
    this.until = null;
    this.looking = setInterval(() => this.look(), WALL_LOOK_MS);
  }

  stop() {
    clearInterval(this.looking);
  }

  // Python sends the seconds as they are at that moment, since the two clocks may differ.
  show({ state, now, left }) {
    this.paused = state === "paused";
    this.node.hidden = !now;
    this.until = now ? Date.now() + left * 1000 : null;
    this.whole = now ? now.minutes * 60 : 1;
    this.frozen = left;
    this.look();
  }

  look() {
    if (this.until === null) return;
    const left = this.paused
      ? this.frozen
      : Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    const text = this.paused ? this.words.wall_paused : this.say(left);
    if (this.left.textContent !== text) this.left.textContent = text;
    const part = Math.min(1, left / this.whole);
    this.line.firstChild.style.inlineSize = `${(100 * part).toFixed(1)}%`;
  }

  say(left) {
    if (left === 0) return this.words.wall_time_over;
    if (left < LAST_MINUTE) return fill(this.words.wall_seconds_left, { n: left });
    const n = Math.ceil(left / LAST_MINUTE);
    return n === 1 ? this.words.wall_minute_left : fill(this.words.wall_minutes_left, { n });
  }
}
