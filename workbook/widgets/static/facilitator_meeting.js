// One meeting of a plan: its exercises in order, and what it can be opened for.

import { tickBox } from "./choice.js";
import { button, el, fill, aboutButton } from "./dom.js";
import { planField } from "./facilitator_fields.js";

export function drawMeeting(form, meeting, at) {
  const { words, draft } = form;
  const place = `meetings.${at}`;
  const only = draft.meetings.length === 1;
  const name = only ? words.plan_meeting_one : fill(words.plan_meeting, { n: at + 1 });
  const about = el("span", { class: "meeting-title" }, meeting.title);
  const set = (value) => {
    meeting.title = about.textContent = value;
    form.changed();
  };
  const open = only || form.opened.has(at);
  return el(
    "details",
    { class: "meeting", open, "data-meeting": at },
    el("summary", {}, `${name} `, about),
    planField(form, `${place}.title`, words.plan_meeting_title, { value: meeting.title, set }),
    el("p", { class: "hint" }, sumOf(words, meeting)),
    meeting.items.length
      ? el("ol", { class: "plan-items" }, meeting.items.map((item, n) => drawPlanItem(form, meeting, at, item, n)))
      : el("p", { class: "nothing" }, words.plan_no_items),
    el("p", { class: "problem", "data-problem": `${place}.items` }),
    drawUndo(form, at),
    drawAdding(form, meeting, at),
    drawRunning(form, meeting, at),
  );
}

function sumOf(words, { items }) {
  const minutes = items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  return fill(words.plan_minutes_all, { n: items.length, minutes });
}

function drawPlanItem(form, meeting, at, item, n) {
  const { words } = form;
  const place = `meetings.${at}.items.${n}`;
  const exercise = form.exercises.get(item.exercise);
  const title = exercise?.title ?? item.exercise;
  const notes = (value) => {
    item.notes = value;
    form.changed();
  };
  const minutes = (value) => {
    item.minutes = value;
    form.changed();
    form.meetings.querySelector(`[data-meeting="${at}"] > .hint`).textContent = sumOf(words, meeting);
  };
  const move = (by) => moveItem(form, meeting, at, n, by);
  return el(
    "li",
    { class: "plan-item", "data-item": n },
    el(
      "fieldset",
      {},
      el("legend", {}, `${n + 1}. ${title}`),
      el("p", { class: "problem", "data-problem": `${place}.exercise` }),
      planField(form, `${place}.minutes`, words.plan_minutes, { value: item.minutes, set: minutes, number: true }),
      el(
        "details",
        { open: Boolean(item.notes) },
        el("summary", {}, words.plan_notes),
        planField(form, `${place}.notes`, words.plan_notes, { value: item.notes, set: notes, lines: 3, quiet: true }),
      ),
      drawItemSharing(form, item, exercise, place),
      el(
        "div",
        { class: "plan-acts" },
        n > 0 ? moving(words.plan_up, title, () => move(-1), "up") : null,
        n < meeting.items.length - 1 ? moving(words.plan_down, title, () => move(1), "down") : null,
        aboutButton(words.plan_remove, title, () => removeItem(form, meeting, at, n), "quiet"),
      ),
    ),
  );
}

function moving(text, title, pressed, way) {
  const made = aboutButton(text, title, pressed, "quiet");
  made.dataset.moves = way;
  return made;
}

// Nothing chosen means all that can be shared, so that it stays so when an exercise gains more.
function drawItemSharing(form, item, exercise, place) {
  const { words } = form;
  const of = exercise?.share ?? [];
  if (!of.length) return el("p", { class: "hint" }, words.plan_share_none);
  const chosen = new Set(item.share ?? of.map(({ id }) => id));
  const summary = el("summary", {});
  const recount = () => (summary.textContent = fill(words.plan_share, { n: chosen.size, of: of.length }));
  const id = `plan-${place.replaceAll(".", "-")}-share`;
  const ticks = of.map((one, n) =>
    tickBox("checkbox", `${id}-${n}`, { id: one.id, say: one.ask }, {
      checked: chosen.has(one.id),
      change: ({ target }) => {
        chosen[target.checked ? "add" : "delete"](one.id);
        const all = of.every((other) => chosen.has(other.id));
        item.share = all ? null : of.map((other) => other.id).filter((other) => chosen.has(other));
        recount();
        form.changed();
      },
    }),
  );
  recount();
  const legend = el("legend", { class: "visually-hidden" }, exercise.title);
  return el(
    "details",
    {},
    summary,
    el("p", { class: "hint" }, words.plan_share_hint),
    el("fieldset", {}, legend, el("div", { class: "ticks" }, ticks)),
  );
}

// The focus stays on the exercise that was moved.
function moveItem(form, meeting, at, n, by) {
  const { items } = meeting;
  [items[n], items[n + by]] = [items[n + by], items[n]];
  redrawAt(form, at);
  const moved = itemAt(form, at, n + by);
  (moved.querySelector(`[data-moves=${by < 0 ? "up" : "down"}]`) ?? moved.querySelector("[data-moves]")).focus();
  sayItem(form, form.words.plan_moved, items[n + by], n + by);
}

function removeItem(form, meeting, at, n) {
  const [item] = meeting.items.splice(n, 1);
  form.removed = { at, n, item };
  redrawAt(form, at);
  form.meetings.querySelector(".plan-undo button").focus();
  sayItem(form, form.words.plan_removed, item, n);
}

function drawUndo(form, at) {
  const { words, removed } = form;
  if (removed?.at !== at) return null;
  const title = form.exercises.get(removed.item.exercise)?.title ?? removed.item.exercise;
  const undo = () => {
    form.draft.meetings[at].items.splice(removed.n, 0, removed.item);
    form.removed = null;
    redrawAt(form, at);
    itemAt(form, at, removed.n).querySelector("input").focus();
  };
  return el(
    "p",
    { class: "plan-undo" },
    `${fill(words.plan_removed, { title })} `,
    aboutButton(words.plan_undo, title, undo, "quiet"),
  );
}

function drawAdding(form, meeting, at) {
  const { words } = form;
  const id = `plan-add-${at}`;
  const options = [...form.exercises.values()].map((one) => el("option", { value: one.id }, one.title));
  const select = el("select", { id }, el("option", { value: "" }, words.plan_add_choose), options);
  const add = () => {
    const exercise = form.exercises.get(select.value);
    if (!exercise) return select.focus();
    const item = { exercise: exercise.id, minutes: exercise.minutes, notes: "", share: null };
    meeting.items.push(item);
    redrawAt(form, at);
    form.meetings.querySelector(`#${id}`).focus();
    return sayItem(form, words.plan_added, item, meeting.items.length - 1);
  };
  return el(
    "div",
    { class: "prompt plan-adding" },
    el("label", { for: id }, words.plan_add),
    el("div", { class: "plan-add-line" }, select, button(words.plan_add_now, add, "small")),
  );
}

function drawRunning(form, meeting, at) {
  const { words, run } = form;
  const title = meeting.title || String(at + 1);
  const remove = () => {
    form.draft.meetings.splice(at, 1);
    form.open = Math.max(0, at - 1);
    form.removed = null;
    form.changed();
    form.meetings.replaceChildren(); // the numbers of those that were open say nothing any more
    form.redraw();
    form.meetings.querySelector(`[data-meeting="${form.open}"] > summary`).focus();
  };
  return el(
    "div",
    { class: "plan-running" },
    aboutButton(words.plan_run, title, () => run({ do: "open_room", meeting: at, rehearsal: false }), "primary"),
    aboutButton(words.plan_rehearse, title, () => run({ do: "open_room", meeting: at, rehearsal: true }), "secondary"),
    aboutButton(words.plan_guide, title, () => run({ do: "plan_guide", meeting: at }), "quiet"),
    form.draft.meetings.length > 1 ? aboutButton(words.plan_remove_meeting, title, remove, "quiet") : null,
  );
}

function redrawAt(form, at) {
  if (form.removed && form.removed.at !== at) form.removed = null;
  form.open = at;
  form.changed();
  form.redraw();
}

function itemAt(form, at, n) {
  return form.meetings.querySelector(`[data-meeting="${at}"] [data-item="${n}"]`);
}

function sayItem(form, sentence, item, n) {
  const title = form.exercises.get(item.exercise)?.title ?? item.exercise;
  form.page.announce(fill(sentence, { title, n: n + 1 }));
}
