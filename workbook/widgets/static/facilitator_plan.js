// The form of one plan. It changes its own copy, and all of it is saved with every change.

import { button, el } from "./dom.js";
import { drawMeeting } from "./facilitator_meeting.js";
import { planField, showProblems } from "./facilitator_fields.js";

export function drawPlan(page) {
  const { words, view } = page;
  const form = {
    page,
    words,
    plan: view.plan,
    draft: structuredClone(page.saver.of(view.plan) ?? view.draft),
    exercises: new Map(view.exercises.map((one) => [one.id, one])),
    touched: new Set(),
    all: false, // whether all that is missing is shown, not only where somebody has been
    then: null,
  };
  form.changed = () => page.saver.record(form.plan, form.draft);
  form.title = el("h1", {});
  form.meetings = el("div", { class: "meetings" });
  form.state = el("span", { class: "saved-state" }, words.plan_saved);
  form.redraw = () => redrawMeetings(form);
  form.run = (message) => runMeeting(form, message);
  form.redraw();
  showTitle(form);
  if (page.saver.waiting.has(view.plan)) showPlanState(form, "saving");
  return {
    nodes: [drawForm(form), el("div", { class: "foot plan-foot" }, el("p", { class: "keep-bar" }, form.state))],
    update: () => showProblems(form),
    saving: (state) => showPlanState(form, state),
    hear: (message) => hearOfPlan(form, message),
    left: () => page.saver.waiting.has(form.plan) && page.saver.flush(),
  };
}

function drawForm(form) {
  const { words, draft, page } = form;
  const set = (name) => (value) => {
    draft[name] = value;
    form.changed();
    if (name === "title") showTitle(form);
  };
  const article = el(
    "article",
    { class: "screen plan-form" },
    el("p", {}, button(words.plan_back, () => page.send({ do: "plans" }), "quiet")),
    form.title,
    planField(form, "title", words.plan_title, { value: draft.title, set: set("title"), hint: words.plan_title_hint }),
    el(
      "details",
      { class: "plan-part" },
      el("summary", {}, words.plan_about),
      planField(form, "about", words.plan_about, { value: draft.about, set: set("about"), lines: 4, quiet: true }),
    ),
    el(
      "details",
      { class: "plan-part" },
      el("summary", {}, words.plan_agreed),
      planField(form, "consent", words.plan_consent, { value: draft.consent, set: set("consent"), lines: 8 }),
      planField(form, "ground_rules", words.plan_rules, {
        value: draft.ground_rules,
        set: set("ground_rules"),
        lines: 6,
      }),
    ),
    el("h2", {}, words.plan_meetings),
    form.meetings,
    el("p", {}, button(words.plan_add_meeting, () => addMeeting(form))),
  );
  article.addEventListener("focusout", ({ target }) => {
    page.saver.waiting.size && page.saver.flush();
    const { at } = target.dataset;
    if (!at) return;
    form.touched.add(at);
    showProblems(form);
  });
  return article;
}

function showTitle({ title, draft, words }) {
  title.textContent = draft.title.trim() || words.plan_untitled;
}

function redrawMeetings(form) {
  const opened = form.meetings.querySelectorAll(".meeting[open]");
  form.opened = new Set([form.open ?? 0, ...[...opened].map((one) => Number(one.dataset.meeting))]);
  form.meetings.replaceChildren(
    ...form.draft.meetings.map((meeting, at) => drawMeeting(form, meeting, at)),
    el("p", { class: "problem", "data-problem": "meetings" }),
  );
  showProblems(form);
}

function addMeeting(form) {
  form.draft.meetings.push({ title: "", items: [] });
  form.changed();
  form.open = form.draft.meetings.length - 1;
  form.redraw();
  form.meetings.querySelector(`#plan-meetings-${form.open}-title`).focus();
}

function showPlanState({ state, words, page }, now) {
  const said = { saving: words.plan_saving, saved: words.plan_saved, unsaved: words.plan_unsaved };
  const before = state.dataset.state;
  state.textContent = said[now];
  state.dataset.state = now === "unsaved" ? "failing" : now;
  if (now === "unsaved" && before !== "failing") page.announce(said[now]);
}

// A room is opened from what is saved, so what waits is saved first.
function runMeeting(form, message) {
  const { page } = form;
  form.then = message;
  if (page.saver.waiting.has(form.plan)) page.saver.flush();
  else goAhead(form);
}

function goAhead(form) {
  const { page, then } = form;
  form.then = null;
  if (!page.live().problems?.length) {
    page.send({ ...then, plan: form.plan });
    return;
  }
  form.all = true;
  showProblems(form);
  const first = page.place.querySelector("[data-problem]:not(:empty)");
  for (let one = first; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  const field = page.place.querySelector(`[data-at="${first?.dataset.problem}"]`);
  (field ?? form.title).focus();
}

function hearOfPlan(form, message) {
  if (message.say === "saved" && form.then && !form.page.saver.waiting.has(form.plan)) goAhead(form);
  else if (message.say === "unsaved" || message.say === "trouble") {
    if (form.then) form.page.announce(form.words.plan_wait);
    form.then = null;
    if (message.say === "unsaved") form.state.textContent = message.text;
  } else if (message.say === "told") form.state.textContent = message.text;
}
