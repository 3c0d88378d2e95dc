// Help: the lines come first, and below them the way to ask the person who leads to come.

import { button, el, fill, holdsFocus, whenNew } from "./dom.js";
import { drawSending, drawTyped, typedIn } from "./field.js";
import { drawSaid } from "./outcome.js";

export function drawCalling(step) {
  const { words, body } = step;
  const lines = el("div", { class: "room-lines" });
  const call = el("div", { class: "room-call" });
  body.append(lines, call);
  return (value) => {
    whenNew(lines, value.help, () =>
      lines.replaceChildren(...(value.help ? drawSaid(value.help, words) : [])),
    );
    whenNew(call, [value.in, value.called], () => {
      const focused = holdsFocus(call);
      call.replaceChildren(...(value.in ? drawCall(step, value.called) : []));
      if (focused) call.querySelector("h3")?.focus();
    });
  };
}

function drawCall(step, called) {
  const { words } = step;
  const heading = el("h3", { tabindex: "-1" }, words.room_call);
  if (called)
    return [
      heading,
      el("p", { class: "says" }, fill(words.room_called, called)),
      el("p", {}, button(words.room_call_back, () => step.send({ do: "room_uncall" }))),
    ];
  return [heading, el("p", {}, words.room_call_about), drawCallForm(step)];
}

function drawCallForm({ id, words, send }) {
  const name = drawTyped(`${id}-name`, words.room_call_name, { maxlength: 80 });
  const where = drawTyped(`${id}-where`, words.room_call_where, { maxlength: 200 });
  return drawSending(
    () => send({ do: "room_call", name: typedIn(name), where: typedIn(where) }),
    name,
    where,
    el("p", {}, el("button", { class: "button primary" }, words.room_call_make)),
  );
}
