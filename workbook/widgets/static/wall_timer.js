// The time on the wall: minutes, and seconds only in the last one. It follows the clock.

import { el, writeText } from "./dom.js";
import { sayLeft, secondsLeft } from "./room_time.js";

const WALL_LOOK_MS = 500;

export class WallTimer {
  constructor(words) {
    this.words = words;
    this.line = el("div", { class: "wall-line", "aria-hidden": "true" }, el("div"));
    this.left = el("p", { class: "wall-left" });
    this.node = el("div", { class: "wall-time" }, this.line, this.left);
    this.looking = setInterval(() => this.look(), WALL_LOOK_MS);
  }

  stop() {
    clearInterval(this.looking);
  }

  show(room) {
    this.room = room;
    this.at = Date.now();
    this.node.hidden = !room.now;
    this.look();
  }

  look() {
    if (!this.room?.now) return;
    const { words } = this;
    const { state, now } = this.room;
    const left = secondsLeft(this.room, this.at);
    const says = [
      words.wall_time_over,
      words.wall_seconds_left,
      words.wall_minute_left,
      words.wall_minutes_left,
    ];
    writeText(this.left, state === "paused" ? words.wall_paused : sayLeft(left, says));
    const part = Math.min(1, left / (60 * now.minutes));
    this.line.firstChild.style.inlineSize = `${(100 * part).toFixed(1)}%`;
  }
}
