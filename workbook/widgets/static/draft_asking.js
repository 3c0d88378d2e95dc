// When a draft is read: soon after the last key, now and then while somebody types on, and never
// a second time before there is an answer to the first.

const AFTER_KEY_MS = 120;
const TYPING_ON_MS = 400;
const NO_ANSWER_MS = 3000;
// After so long a pause, the line that was begun last is read as a whole one.
const PAUSE_MS = 1500;

export class Asking {
  // `read()` gives the text as it is now, `ask({ text, n, writing })` passes a question on.
  constructor(read, ask) {
    this.read = read;
    this.ask = ask;
    this.n = 0;
    this.since = null;
    this.waiting = null;
  }

  soon() {
    this.since ??= Date.now();
    const left = this.since + TYPING_ON_MS - Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), Math.max(0, Math.min(AFTER_KEY_MS, left)));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.now(), PAUSE_MS);
    this.typed = Date.now();
  }

  now() {
    this.since = null;
    this.due = this.waiting !== null;
    if (this.due) return;
    // Not a number of an earlier control on this page: the answer to that one may still come.
    this.n = Math.max(this.n + 1, Math.floor(performance.now()));
    this.text = this.read();
    this.waiting = setTimeout(() => this.answered(), NO_ANSWER_MS);
    this.ask({ text: this.text, n: this.n, writing: Date.now() - this.typed < PAUSE_MS });
  }

  answered() {
    clearTimeout(this.waiting);
    this.waiting = null;
    if (this.due) this.now();
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.pause);
    clearTimeout(this.waiting);
  }
}
