// Who asks the facilitator to come: on top of everything, and said at once.

import { button, el, fill } from "./dom.js";
import { SteadyList, namedSection, showWhen } from "./facilitator_parts.js";

export function drawCalls(page) {
  const { words } = page;
  const done = (call) => [words.lead_call_done, () => page.send({ do: "call_done", id: call.id })];
  return drawCallList(page, "lead-calls", done);
}

// The same for the rooms that are not on screen: the way there in place of what is done there.
export function drawCallsElsewhere(page) {
  const go = ({ room }) => [page.words.plans_room_go, () => page.send({ do: "room", room })];
  const { node, show } = drawCallList(page, "calls-elsewhere", go);
  return {
    node,
    show({ calls_elsewhere: calls }) {
      showWhen(node, Boolean(calls)); // at the door and on the wall there is no such place
      show({ calls: calls ?? [] });
    },
  };
}

function drawCallList(page, name, act) {
  const { words } = page;
  const heading = el("h2", { id: `${name}-title` }, words.lead_calls);
  const list = el("ul", {});
  const node = namedSection(name, heading, list);
  showWhen(node, false);
  // It stands outside of what is hidden: only what is there already is read aloud.
  const said = el("p", { class: "visually-hidden", role: "alert" });
  const calls = new SteadyList(list, (call) => ({ node: callEntry(words, call, act(call)) }), heading);
  let known = new Set();
  return {
    node: el("div", { class: "lead-calling" }, said, node),
    show(live) {
      showWhen(node, live.calls.length > 0);
      calls.show(live.calls);
      const fresh = live.calls.filter(({ id }) => !known.has(id));
      known = new Set(live.calls.map(({ id }) => id));
      if (fresh.length) said.textContent = fresh.map((call) => callSentence(words, call)).join(" ");
    },
  };
}

function callEntry(words, call, [text, pressed]) {
  const about = `call-${call.id}`;
  const done = button(text, pressed, "primary small");
  done.setAttribute("aria-describedby", about);
  const where = call.where && el("p", { dir: "auto" }, fill(words.lead_call_where, call));
  const who = el("p", { class: "call-who", dir: "auto", id: about }, callName(words, call));
  const title = call.title && el("p", { class: "hint", dir: "auto" }, call.title);
  return el("li", {}, el("div", {}, who, where || null, title || null), done);
}

const callName = (words, call) =>
  call.name ? fill(words.lead_call, call) : words.lead_call_nameless;

function callSentence(words, call) {
  const where = call.where ? ` ${fill(words.lead_call_where, call)}` : "";
  return `${callName(words, call)}${where}`;
}
