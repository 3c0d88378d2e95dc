// What a facilitator's tab holds: the key of their office, and plans that are not saved yet.

export const OFFICE = "second-look.office";
const UNSAVED_PLANS = "second-look.office.plans";
const PAUSE_IN_TYPING_MS = 300;
const TRY_SAVING_MS = 3000;

export function forgetOffice() {
  for (const name of [OFFICE, UNSAVED_PLANS]) sessionStorage.removeItem(name);
}

// Every change of a plan waits here until Python has saved it; a reload finds it again.
export class PlanSaver {
  constructor(send, say) {
    this.send = send;
    this.say = say;
    this.waiting = new Map(JSON.parse(sessionStorage.getItem(UNSAVED_PLANS) || "[]"));
  }

  all() {
    return [...this.waiting].map(([plan, { draft, n }]) => ({ plan, draft, n }));
  }

  of(plan) {
    return this.waiting.get(plan)?.draft;
  }

  record(plan, draft) {
    const last = Math.max(0, ...this.all().map(({ n }) => n));
    this.waiting.set(plan, { draft, n: Math.max(Date.now(), last + 1) });
    this.store();
    this.say("saving");
    clearTimeout(this.due);
    this.due = setTimeout(() => this.flush(), PAUSE_IN_TYPING_MS);
  }

  flush() {
    clearTimeout(this.due);
    for (const one of this.all()) this.send({ do: "plan_save", ...one });
    // Should the answer not come, it is tried again.
    if (this.waiting.size) this.due = setTimeout(() => this.flush(), TRY_SAVING_MS);
  }

  settle(number) {
    for (const [plan, { n }] of this.waiting) if (n === number) this.waiting.delete(plan);
    this.store();
    if (this.waiting.size) return;
    clearTimeout(this.due);
    this.say("saved");
  }

  fail() {
    if (this.waiting.size) this.say("unsaved");
  }

  stop() {
    clearTimeout(this.due);
  }

  store() {
    if (this.waiting.size)
      sessionStorage.setItem(UNSAVED_PLANS, JSON.stringify([...this.waiting]));
    else sessionStorage.removeItem(UNSAVED_PLANS);
  }
}
