// Help: the lines come first, and below them the way to ask the person who leads to come.

import { button, el, fill, holdsFocus, whenNew, writeText } from "./dom.js";
import { drawSending, drawTyped, typedIn } from "./field.js";
import { drawSaid } from "./outcome.js";

export function drawCalling(step) {
  const { words, body } = step;
  const lines = el("div", { class: "room-lines" });
  const heading = el("h3", { tabindex: "-1" }, words.room_call);
  // It is there before it says anything, so that what it says is read aloud.
  const state = el("p", { class: "room-call-state", role: "status", dir: "auto" });
  const way = el("div", {});
  const call = el("div", { class: "room-call" }, heading, state, way);
  body.append(lines, call);
  return (value) => {
    whenNew(lines, value.help, () =>
      lines.replaceChildren(...(value.help ? drawSaid(value.help, words) : [])),
    );
    call.hidden = !value.in;
    whenNew(call, [value.in, value.called], () => {
      const focused = holdsFocus(call);
      const said = value.in ? sayCalled(words, value.called) : "";
      writeText(state, said);
      state.classList.toggle("says", said !== "");
      way.replaceChildren(...(value.in ? drawCall(step, value.called) : []));
      if (value.called?.stands === "answered") step.refuse(); // what was said of the call is past
      if (focused && !holdsFocus(call)) heading.focus();
    });
  };
}

function sayCalled(words, called) {
  if (!called) return "";
  if (called.stands === "answered") return words.room_call_answered;
  const wrote = fill(called.where ? words.room_called_at : words.room_called_as, called);
  const waits = called.stands === "waits" ? words.room_call_waits : "";
  return [words.room_called, wrote, waits].filter(Boolean).join(" ");
}

function drawCall(step, called) {
  const { words } = step;
  if (called?.stands === "answered") return [drawCallForm(step, called, words.room_call_again)];
  if (called)
    return [el("p", {}, button(words.room_call_back, () => step.send({ do: "room_uncall" })))];
  return [el("p", {}, words.room_call_about), drawCallForm(step, {}, words.room_call_make)];
}

// Who asks once more finds what they typed before.
function drawCallForm({ id, words, send }, called, make) {
  const name = drawTyped(`${id}-name`, words.room_call_name, { maxlength: 80 });
  const where = drawTyped(`${id}-where`, words.room_call_where, { maxlength: 200 });
  name.querySelector("input").value = called.name ?? "";
  where.querySelector("input").value = called.where ?? "";
  return drawSending(
    () => send({ do: "room_call", name: typedIn(name), where: typedIn(where) }),
    name,
    where,
    el("p", {}, el("button", { class: "button primary" }, make)),
  );
}
