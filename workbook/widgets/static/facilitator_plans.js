// The list of open rooms and plans, and the ways to begin a plan.

import { button, el, fill, paragraphs, aboutButton } from "./dom.js";
import { drawTyped } from "./field.js";
import { drawColleague } from "./facilitator_colleague.js";
import { OFFICE } from "./facilitator_keeping.js";
import { openDialog } from "./keep.js";

const LARGEST_PLAN = 200000; // bytes, as in workbook/content/sessions.py

export function drawPlans(page) {
  const { words, view } = page;
  const bring = drawBringPlan(page);
  const colleague = drawColleague(page);
  return {
    nodes: el(
      "article",
      { class: "screen" },
      el("h1", {}, words.plans_title),
      el("p", {}, words.plans_lead),
      el("p", { class: "told" }),
      view.rooms.length ? drawRooms(page) : null,
      colleague.element,
      el(
        "section",
        { class: "plan-list", "aria-labelledby": "plans-own" },
        el("h2", { id: "plans-own" }, words.plans_own),
        view.plans.length
          ? el("ul", {}, view.plans.map((plan) => drawOwnPlan(page, plan)))
          : el("p", { class: "nothing" }, words.plans_none),
      ),
      drawTemplates(page),
      bring.element,
      view.can_leave ? drawLeave(page) : null,
    ),
    hear(message) {
      if (message.say === "told") tellAtPlan(page, message);
      else bring.hear(message);
      colleague.hear(message);
    },
  };
}

// It is said aloud by the page; who sees it finds it where they pressed.
function tellAtPlan({ place }, { plan, text }) {
  for (const one of place.querySelectorAll(".told")) one.textContent = "";
  (place.querySelector(`[data-told="${plan}"]`) ?? place.querySelector(".told")).textContent = text;
}

function drawRooms({ words, view, send }) {
  return el(
    "section",
    { class: "room-list", "aria-labelledby": "plans-rooms" },
    el("h2", { id: "plans-rooms" }, words.plans_rooms),
    el(
      "ul",
      {},
      view.rooms.map(({ room, title, rehearsal }) =>
        el(
          "li",
          { class: "plan-card" },
          el("h3", {}, title),
          rehearsal ? el("p", { class: "hint" }, words.plans_rehearsal) : null,
          el("p", {}, aboutButton(words.plans_room_go, title, () => send({ do: "room", room }), "primary")),
        ),
      ),
    ),
  );
}

function drawOwnPlan(page, plan) {
  const { words, send } = page;
  const act = (text, does, kind) => {
    const made = aboutButton(text, plan.title, () => send({ do: does, plan: plan.id }), kind);
    made.id = `${does}-${plan.id}`; // so that the focus stays there when the list is drawn anew
    return made;
  };
  return el(
    "li",
    { class: "plan-card" },
    el("h3", {}, plan.title),
    el("p", { class: "hint" }, plan.finished ? sizeOf(words, plan) : words.plans_unfinished),
    el(
      "div",
      { class: "plan-acts" },
      act(words.plans_open, "plan_open", "small"),
      act(words.plans_copy, "plan_copy", "quiet"),
      act(words.plans_take, "plan_take", "quiet"),
      aboutButton(words.plans_drop, plan.title, () => askDrop(page, plan), "quiet"),
    ),
    el("p", { class: "told", "data-told": plan.id }),
  );
}

function sizeOf(words, { meetings, minutes }) {
  return fill(meetings === 1 ? words.plans_meeting : words.plans_meetings, { n: meetings, minutes });
}

function askDrop(page, plan) {
  const { words } = page;
  const drop = () => {
    page.dialog.close();
    page.send({ do: "plan_drop", plan: plan.id });
    page.place.querySelector("h1").focus();
  };
  openDialog(page, "drop-dialog", words.plans_drop_title, [
    el("p", {}, fill(words.plans_drop_text, { title: plan.title })),
    el(
      "div",
      { class: "ways" },
      button(words.plans_drop_now, drop, "primary"),
      button(words.plans_drop_not, () => page.dialog.close()),
    ),
  ]);
}

function drawTemplates({ words, view, send }) {
  return el(
    "section",
    { class: "plan-list", "aria-labelledby": "plans-new" },
    el("h2", { id: "plans-new" }, words.plans_new),
    el("p", {}, words.plans_new_lead),
    el(
      "ul",
      {},
      view.templates.map((plan) =>
        el(
          "li",
          { class: "plan-card" },
          el("h3", {}, plan.title),
          el("p", { class: "hint" }, sizeOf(words, plan)),
          plan.about ? el("details", {}, el("summary", {}, words.plan_about), paragraphs(plan.about)) : null,
          el(
            "p",
            {},
            aboutButton(words.plans_begin, plan.title, () => send({ do: "plan_new", template: plan.id }), "small"),
          ),
        ),
      ),
    ),
  );
}

function drawBringPlan({ words, send }) {
  const file = drawTyped("plan-file", words.plans_bring, {
    hint: words.plans_bring_hint,
    refused: "plan-problems",
    type: "file",
    accept: ".toml,text/plain",
  });
  const chosen = file.querySelector("input");
  const problems = el("div", { class: "plan-problems", id: "plan-problems", role: "alert" });
  const refuse = (...said) => problems.replaceChildren(el("p", { class: "problem" }, ...said));
  const bring = async () => {
    problems.replaceChildren();
    const [one] = chosen.files;
    if (!one) refuse(words.plans_bring_choose);
    else if (one.size > LARGEST_PLAN) refuse(words.plans_bring_large);
    else
      try {
        send({ do: "plan_bring", text: await one.text() });
      } catch {
        refuse(words.plans_bring_unread); // it was moved or changed since it was chosen
      }
  };
  return {
    element: el(
      "section",
      { class: "plan-bring" },
      file,
      problems,
      el("p", {}, button(words.plans_bring_now, bring, "small")),
    ),
    hear(message) {
      if (message.say !== "problems") return;
      problems.replaceChildren(
        el("p", { class: "problem" }, words.plans_bring_problems),
        el("ul", {}, message.problems.map((one) => el("li", {}, one))),
      );
    },
  };
}

function drawLeave({ words, send }) {
  const leave = () => {
    sessionStorage.removeItem(OFFICE);
    send({ do: "leave" });
  };
  return el(
    "section",
    { class: "leave" },
    el("p", {}, button(words.plans_leave, leave, "small")),
    el("p", { class: "hint" }, words.plans_leave_hint),
  );
}
