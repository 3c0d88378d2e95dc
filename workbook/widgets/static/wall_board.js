// What the group shared, on the wall: tables of numbers with a bar each, and sentences. As many as
// fit stand there; the others are turned to by a button or a key, never by themselves.

import { drawBars } from "./bars.js";
import { button, el, fill, writeText } from "./dom.js";

const MANY_BARS = 7;
const TURNS = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };

export class WallBoard {
  constructor(words) {
    this.words = words;
    this.at = 0;
    this.columns = el("div", { class: "wall-columns" });
    this.where = el("p", { class: "wall-page", role: "status" });
    this.back = button(words.wall_page_back, () => this.turn(-1));
    this.on = button(words.wall_page_on, () => this.turn(1));
    this.turning = el("nav", { class: "wall-turning", "aria-label": words.wall_results }, this.back, this.where, this.on);
    this.node = el("section", { class: "wall-board", "aria-label": words.wall_results }, this.columns, this.turning);
    this.stopped = new AbortController();
    document.addEventListener("keydown", (event) => this.pressed(event), { signal: this.stopped.signal });
    this.size = new ResizeObserver(() => this.fit());
    this.size.observe(this.columns);
  }

  stop() {
    this.stopped.abort();
    this.size.disconnect();
  }

  show({ results, said }) {
    const now = JSON.stringify([results, said]);
    if (now === this.shown) return;
    this.shown = now;
    this.node.hidden = !results.length && !said.length;
    this.columns.replaceChildren(
      ...results.map((result) => this.drawNumbers(result)),
      ...said.map((one) => this.drawSaid(one)),
    );
    this.fit();
  }

  drawNumbers(result) {
    const { words } = this;
    const many = result.bars.length > MANY_BARS ? " wall-many" : "";
    const heads = [words.wall_answer, words.wall_number];
    const inside = drawBars(result, words.wall_people, heads, result.number);
    return el("table", { class: `wall-bars${many}` }, inside);
  }

  drawSaid({ ask, texts }) {
    return el(
      "div",
      { class: "wall-said" },
      el("h2", { dir: "auto" }, ask || this.words.wall_said),
      el("ul", {}, texts.map((text) => el("li", { dir: "auto" }, text))),
    );
  }

  // Columns that do not fit stand to the right of those that do; a page is as wide as the place.
  fit() {
    const { columns } = this;
    const gap = parseFloat(getComputedStyle(columns).columnGap) || 0;
    this.step = columns.clientWidth + gap;
    this.pages = Math.max(1, Math.ceil((columns.scrollWidth + gap - 1) / this.step));
    this.turning.hidden = this.pages < 2;
    this.turn(0);
  }

  turn(by) {
    this.at = Math.min(this.pages - 1, Math.max(0, this.at + by));
    this.columns.scrollLeft = this.at * this.step;
    const where = fill(this.words.wall_page, { n: this.at + 1, of: this.pages });
    writeText(this.where, where);
    this.back.setAttribute("aria-disabled", this.at === 0);
    this.on.setAttribute("aria-disabled", this.at === this.pages - 1);
  }

  pressed(event) {
    const by = TURNS[event.key];
    if (!by || this.turning.hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, select")) return;
    event.preventDefault();
    this.turn(by);
  }
}
