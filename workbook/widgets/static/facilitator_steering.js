// What is on now, the time that is left, and the way on; beside it the agenda.

import { button, el, fill, writeText } from "./dom.js";
import { drawHeadCount } from "./facilitator_coming.js";
import { namedSection, showWhen } from "./facilitator_parts.js";
import { drawTimeLeft } from "./facilitator_time.js";

const MORE_MINUTES = 2;

export function drawSteering(page) {
  const { words } = page;
  const state = el("p", { class: "position" });
  const heading = el("h2", {});
  const text = el("p", {});
  const time = drawTimeLeft(words);
  const count = drawHeadCount(words);
  const figures = el("div", { class: "lead-figures" }, time.node, count.node);
  const acts = steeringActs(page);
  const row = el("div", { class: "ways lead-acts" }, Object.values(acts));
  let before = null;
  const node = namedSection("lead-now", heading, figures, text, row);
  node.prepend(state);
  return {
    node,
    show(live) {
      const focused = document.activeElement;
      const held = row.contains(focused);
      const title = steeringTitle(page, live);
      const said = steeringState(words, live.state);
      writeText(heading, title);
      writeText(state, said);
      showWhen(state, said !== title);
      const says = { lobby: words.lead_lobby_text, over: words.lead_over_text };
      writeText(text, says[live.state] || "");
      showWhen(text, text.textContent !== "");
      time.show(live);
      count.show(live);
      showActs(page, acts, live);
      if (held && focused.hidden) row.querySelector("button:not([hidden])")?.focus();
      const place = `${live.state} ${live.at}`;
      if (before !== null && place !== before) page.announce(steeringSays(page, live));
      before = place;
    },
  };
}

function steeringTitle({ view, words }, { state, at }) {
  const inside = state === "running" || state === "paused";
  return inside ? view.agenda[at].title : steeringState(words, state);
}

function steeringSays({ view, words }, { state, at }) {
  if (state === "running") return fill(words.lead_now_on, view.agenda[at]);
  return steeringState(words, state);
}

function steeringState(words, state) {
  const said = {
    lobby: words.lead_lobby,
    running: words.lead_running,
    paused: words.lead_paused,
    over: words.lead_over,
  };
  return said[state];
}

// Where somebody else has moved on in the same moment, `at` keeps two presses from adding up.
function steeringActs(page) {
  const { words } = page;
  const steer = (to, more = {}) => () => {
    const { state, at } = page.live();
    page.send({ do: "steer", to, at, state, ...more });
  };
  return {
    start: button("", steer("next"), "primary"),
    resume: button(words.lead_go_on, steer("resume"), "primary"),
    next: button("", steer("next"), "primary"),
    end: button(words.lead_to_end, () => page.send({ do: "end" }), "primary"),
    pause: button(words.lead_pause, steer("pause")),
    extend: button(words.lead_extend, steer("extend", { minutes: MORE_MINUTES })),
    minute: button(words.lead_pass_minute, () => page.send({ do: "pass_minute" })),
    back: button("", steer("back"), "quiet"),
  };
}

function showActs({ view, words }, acts, { state, at }) {
  const { agenda } = view;
  const running = state === "running";
  const inside = running || state === "paused";
  const following = agenda[at + 1];
  writeText(acts.start, fill(words.lead_start, agenda[0]));
  writeText(acts.next, following ? fill(words.lead_next, following) : words.lead_last);
  const former = state === "over" ? agenda[at] : agenda[at - 1];
  writeText(acts.back, former ? fill(words.lead_back, former) : words.lead_back_lobby);
  acts.next.classList.toggle("primary", running);
  showWhen(acts.start, state === "lobby");
  showWhen(acts.resume, state === "paused");
  showWhen(acts.next, inside);
  showWhen(acts.end, state === "over");
  showWhen(acts.pause, running);
  showWhen(acts.extend, inside);
  showWhen(acts.minute, view.rehearsal && running);
  showWhen(acts.back, state !== "lobby");
}

export function drawAgenda({ view, words }) {
  const entries = view.agenda.map(({ title, minutes }) => {
    const mark = el("span", { class: "lead-agenda-mark" });
    const time = fill(words.lead_minutes, { n: minutes });
    return { mark, node: el("li", {}, title, " ", el("span", { class: "hint" }, time), mark) };
  });
  const heading = el("h2", {}, words.lead_agenda);
  const list = el("ol", { class: "lead-agenda" }, entries.map(({ node }) => node));
  return {
    node: namedSection("lead-plan", heading, list),
    show({ state, at }) {
      entries.forEach(({ node, mark }, place) => {
        const present = place === at && state !== "over";
        const behind = state === "over" || place < at;
        node.classList.toggle("present", present);
        node.classList.toggle("behind-us", behind);
        if (present) node.setAttribute("aria-current", "step");
        else node.removeAttribute("aria-current");
        const said = present ? words.lead_agenda_now : behind ? words.lead_agenda_done : "";
        writeText(mark, said && ` (${said})`);
      });
    },
  };
}
