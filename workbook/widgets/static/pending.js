// Edits that the store has not acknowledged yet. They live in the tab until it does.

const PENDING = "second-look.pending";
const DEBOUNCE_MS = 300;
const ANSWER_WITHIN_MS = 3000;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;

export class Pending {
  // `send(edit)` passes an edit on; `changed(state)` hears saving, saved, failing or refused.
  // Several notebooks share one tab in JupyterLab: `name` keeps their edits apart.
  constructor(send, changed, name = "") {
    this.key = name ? `${PENDING}.${name}` : PENDING;
    this.send = send;
    this.changed = changed;
    this.retryAfter = FIRST_RETRY_MS;
    this.failing = false;
    this.resting = false;
    const stored = readStored(this.key);
    this.next = stored.next;
    this.edits = new Map(stored.edits.map((edit) => [addressOf(edit), { ...edit, sent: false }]));
  }

  record(edit) {
    if (edit.removed)
      for (const other of this.of(edit.exercise, edit.prompt, edit.sheet))
        if (other.row === edit.row) this.edits.delete(addressOf(other));
    const before = this.edits.get(addressOf(edit));
    if (edit.anew && before && !before.refused) this.setApart(before);
    const kept = before?.anew && !before.refused ? { anew: true } : {};
    const about = { n: this.next, typed: Date.now(), sent: false };
    this.edits.set(addressOf(edit), { ...edit, ...kept, ...about });
    this.next += 1;
    this.store();
    this.tell();
    clearTimeout(this.debounce);
    this.debounce = setTimeout(() => this.flush(), DEBOUNCE_MS);
  }

  // What is begun anew must not take the place of words that wait to be saved.
  setApart(before) {
    this.edits.delete(addressOf(before));
    before.apart = before.n;
    this.edits.set(addressOf(before), before);
  }

  // Send what was not sent. After this, an answer is due within three seconds.
  flush() {
    clearTimeout(this.debounce);
    if (this.resting) return;
    for (const edit of this.edits.values()) {
      if (edit.sent || edit.refused) continue;
      edit.sent = true;
      this.send(message(edit));
    }
    if (this.waiting().length && !this.watch && !this.retry)
      this.watch = setTimeout(() => this.fail(), ANSWER_WITHIN_MS);
  }

  settle(numbers) {
    for (const [address, edit] of this.edits)
      if (numbers.includes(edit.n)) this.edits.delete(address);
    this.store();
    this.stopWaiting();
    this.failing = false;
    this.retryAfter = FIRST_RETRY_MS;
    if (this.waiting().some((edit) => edit.sent)) this.flush();
    this.tell();
  }

  refuse(number) {
    for (const edit of this.edits.values()) if (edit.n === number) edit.refused = true;
    this.store();
    this.stopWaiting();
    this.tell();
  }

  // Not saved: say so, and try again by itself after 2, 4, 8 … 30 seconds.
  fail() {
    if (!this.waiting().length || this.retry) return;
    this.stopWaiting();
    this.failing = true;
    this.retry = setTimeout(() => this.again(), this.retryAfter);
    this.retryAfter = Math.min(LONGEST_RETRY_MS, this.retryAfter * 2);
    this.tell();
  }

  again() {
    this.stopWaiting();
    for (const edit of this.edits.values()) edit.sent = false;
    this.flush();
  }

  // While an example is shown, what waits belongs to one's own pages, and waits on.
  rest(resting) {
    if (this.resting === resting) return;
    this.resting = resting;
    if (resting) this.stopWaiting();
    else this.again();
  }

  // While all burns, nothing that waits is sent, and none of it lies in the tab for a reload.
  holdBack() {
    this.rest(true);
    sessionStorage.removeItem(this.key);
  }

  // The fire has failed: what waited is there as before.
  takeUp() {
    this.store();
    this.rest(false);
  }

  // A text was burned: nothing of it is sent any more.
  drop(exercise, prompt, sheet) {
    this.leaveOut(this.of(exercise, prompt, sheet));
  }

  // All of an exercise was burned.
  dropAll(exercise) {
    this.leaveOut([...this.edits.values()].filter((edit) => edit.exercise === exercise));
  }

  leaveOut(edits) {
    for (const edit of edits) this.edits.delete(addressOf(edit));
    if (!this.waiting().length) {
      this.stopWaiting();
      this.failing = false;
    }
    this.store();
    this.tell();
  }

  // Another journal was opened: what waited belongs to the one before.
  forget() {
    this.stopWaiting();
    this.failing = false;
    this.edits.clear();
    this.store();
  }

  all() {
    for (const edit of this.edits.values()) edit.sent = true;
    return [...this.edits.values()].map(message);
  }

  // The pending edits of one prompt, in the order in which they were typed.
  of(exercise, prompt, sheet = "") {
    return [...this.edits.values()]
      .filter((edit) => edit.exercise === exercise && edit.prompt === prompt)
      .filter((edit) => (edit.sheet || "") === sheet)
      .sort((a, b) => a.n - b.n);
  }

  waiting() {
    return [...this.edits.values()].filter((edit) => !edit.refused);
  }

  stopWaiting() {
    clearTimeout(this.watch);
    clearTimeout(this.retry);
    this.watch = this.retry = null;
  }

  tell() {
    const refused = this.waiting().length < this.edits.size;
    const busy = this.failing ? "failing" : "saving";
    this.changed(this.waiting().length ? busy : refused ? "refused" : "saved");
  }

  store() {
    try {
      const edits = [...this.edits.values()];
      sessionStorage.setItem(this.key, JSON.stringify({ next: this.next, edits }));
    } catch (error) {
      console.warn("The tab cannot hold what is not saved yet.", error);
    }
  }
}

function readStored(key) {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key));
    return stored || { next: 1, edits: [] };
  } catch {
    return { next: 1, edits: [] };
  }
}

function addressOf({ exercise, prompt, row, column, sheet = "", apart = 0 }) {
  return JSON.stringify([exercise, prompt, row, column, sheet, apart]);
}

function message({ typed, sent, refused, apart, ...edit }) {
  return { removed: false, ...edit, age: Date.now() - typed };
}

// What a prompt shows: its saved value with the pending edits on top.
export function withPending(value, edits) {
  let shown = value ?? null;
  for (const edit of edits) shown = edit.row ? withRow(shown || [], edit) : edit.value;
  return shown;
}

function withRow(rows, { row, column, value, removed }) {
  if (removed) return rows.filter((one) => one.row !== row);
  const known = rows.some((one) => one.row === row);
  const all = known ? rows : [...rows, { row, cells: {} }];
  return all.map((one) =>
    one.row === row && column ? { row, cells: { ...one.cells, [column]: value } } : one,
  );
}
