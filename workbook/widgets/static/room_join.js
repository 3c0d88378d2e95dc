// Coming into a room: the code, what one agrees to, and then what the group does and has shared.

import { button, el, fill, holdsFocus, paragraphs, whenNew, writeText } from "./dom.js";
import { drawSending, drawTyped, typedIn } from "./field.js";
import { tickBox } from "./choice.js";
import { drawRoomShared } from "./room_results.js";

const STAGES = { code: drawCode, consent: drawConsent, in: drawInside };

export function drawComingIn(step) {
  const inside = el("div", { class: "room-join" });
  let stage = "";
  let show = null;
  step.body.append(inside);
  return (value) => {
    const now = value.stage in STAGES ? value.stage : "code";
    if (now !== stage) {
      const focused = holdsFocus(inside);
      stage = now;
      show = STAGES[now](step, inside, value);
      // Where one has come to by an act of one's own, reading goes on.
      if (focused) inside.querySelector("h4, input")?.focus();
    }
    show(value);
  };
}

function drawCode({ id, words, send }, inside) {
  const field = drawTyped(`${id}-code`, words.room_code, {
    hint: words.room_code_hint,
    maxlength: 60,
  });
  const form = drawSending(
    () => send({ do: "room_join", code: typedIn(field) }),
    field,
    el("p", {}, el("button", { class: "button primary" }, words.room_code_open)),
  );
  inside.replaceChildren(form);
  return ({ code }) => {
    const input = field.querySelector("input");
    if (code && !input.value) input.value = code;
  };
}

function drawConsent({ words, send, ask }, inside, value) {
  inside.replaceChildren(
    named(fill(words.room_before, { title: value.title })),
    ...(value.rehearsal ? [el("p", { class: "room-mark" }, words.room_rehearsal)] : []),
    ...paragraphs(value.consent),
    el("h4", {}, words.room_rules),
    el(
      "ul",
      {},
      (value.rules || []).map((rule) => el("li", {}, rule)),
    ),
    el("h4", {}, words.room_seen),
    ...paragraphs(words.room_seen_text),
    el(
      "div",
      { class: "ways" },
      button(words.room_agree, () => send({ do: "room_agree" }), "primary"),
      button(words.room_not_now, () => ask({ do: "room_leave" })),
    ),
  );
  return () => {};
}

function drawInside({ id, words, ask }, inside) {
  const here = el("p", { class: "room-here" });
  const agenda = el("ol", { class: "room-agenda" });
  const shown = el("div", { class: "room-shown" });
  const follow = tickBox(
    "checkbox",
    `${id}-follow`,
    { id: "follow", say: words.room_follow, hint: words.room_follow_about },
    { change: ({ target }) => ask({ do: "room_follow", value: target.checked }) },
  );
  inside.replaceChildren(
    named(words.room_in),
    here,
    follow,
    el("h4", {}, words.room_agenda),
    agenda,
    el("h4", {}, words.room_shown),
    shown,
    el("h4", {}, words.room_leaving),
    ...paragraphs(words.room_leaving_about),
  );
  return (value) => {
    const said = sayHere(words, value.here);
    writeText(here, said);
    follow.querySelector("input").checked = value.follows !== false;
    whenNew(agenda, value.agenda, () =>
      agenda.replaceChildren(...(value.agenda || []).map((stop) => drawStop(words, stop))),
    );
    const { results, said: sentences } = value;
    whenNew(shown, [results, sentences], () =>
      shown.replaceChildren(...drawRoomShared(words, value)),
    );
  };
}

function drawStop(words, { title, minutes, now }) {
  return el(
    "li",
    { "aria-current": now ? "step" : null },
    el("strong", {}, title),
    ` (${fill(words.minutes, { n: minutes })})`,
    now ? el("em", {}, ` ${words.room_agenda_now}`) : null,
  );
}

function named(title) {
  return el("h4", { tabindex: "-1" }, title);
}

export function sayHere(words, here) {
  if (here === undefined) return "";
  return here > 1 ? fill(words.room_here, { n: here }) : words.room_here_one;
}
