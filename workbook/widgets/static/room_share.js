// Sharing with a group, item by item: nothing is ticked at first, and each shows what others see.

import { button, el, fill, holdsFocus, whenNew, aboutButton, unseen } from "./dom.js";
import { tickBox } from "./choice.js";

export function drawOffering(step) {
  const { words, body } = step;
  step.chosen = new Set();
  step.typed = new Map();
  const outside = el(
    "p",
    {},
    words.room_join_first,
    " ",
    step.way?.({ exercise: "join", step: "code" }, words.room_join_way),
  );
  const offers = el("div", { class: "room-offers" });
  const given = el("div", { class: "room-given" });
  body.append(outside, offers, given);
  return (value) => {
    const focused = holdsFocus(body);
    outside.hidden = value.in !== false;
    offers.hidden = given.hidden = !value.in;
    whenNew(offers, [value.groups, !value.shared?.length], () => offers.replaceChildren(...drawOffers(step, value)));
    whenNew(given, value.shared, () => given.replaceChildren(...drawGiven(step, value.shared)));
    // What was pressed may be gone with what it was about.
    if (focused && !holdsFocus(body)) body.querySelector("h4, input")?.focus();
  };
}

function drawOffers(step, { groups = [], shared = [], limit }) {
  const { words, chosen, typed } = step;
  const known = new Set(groups.flatMap(({ items }) => items.map(({ prompt }) => prompt)));
  for (const one of chosen) if (!known.has(one)) chosen.delete(one);
  if (!groups.length)
    return shared.length ? [] : [el("p", { class: "nothing" }, words.room_offer_none)];
  const share = () => {
    if (!chosen.size) return step.refuse(words.room_offer_choose);
    const items = [...chosen].map((prompt) =>
      typed.has(prompt) ? { prompt, text: typed.get(prompt) } : { prompt },
    );
    return step.send({ do: "room_share", items });
  };
  return [
    ...groups.map(({ title, items }) =>
      el(
        "fieldset",
        { class: "room-offer-group" },
        el("legend", {}, fill(words.room_offer_of, { title })),
        items.map((item) => drawOffer(step, item, limit)),
      ),
    ),
    el("p", {}, button(words.room_offer_make, share, "primary")),
  ];
}

function drawOffer(step, item, limit) {
  const { words, chosen, typed } = step;
  const { prompt, ask, sentence, shown } = item;
  const id = `${step.id}-${prompt.replace(/\W/g, "-")}`;
  const hint = sentence ? "" : `${words.room_offer_shows} ${shown.map((one) => `“${one}”`).join(", ")}`;
  const tick = tickBox("checkbox", id, { id: prompt, say: ask, hint }, {
    checked: chosen.has(prompt),
    change: ({ target }) => (target.checked ? chosen.add(prompt) : chosen.delete(prompt)),
  });
  if (!sentence) return tick;
  if (!typed.has(prompt)) typed.set(prompt, shown[0] || "");
  const text = el("textarea", {
    id: `${id}-text`,
    rows: 2,
    maxlength: limit,
    "aria-describedby": `${id}-text-hint`,
    input: ({ target }) => typed.set(prompt, target.value),
  });
  text.value = typed.get(prompt);
  return el(
    "div",
    { class: "room-sentence" },
    tick,
    el(
      "label",
      { for: text.id },
      words.room_offer_edit,
      unseen(ask),
    ),
    el("p", { class: "hint", id: `${id}-text-hint` }, fill(words.room_offer_hint, { n: limit })),
    text,
  );
}

function drawGiven(step, shared = []) {
  const { words } = step;
  if (!shared.length) return [];
  return [
    el("h4", { tabindex: "-1" }, words.room_shared),
    el("p", {}, words.room_shared_about),
    el(
      "ul",
      { class: "room-shared" },
      shared.map(({ prompt, ask, shown }) => {
        const takeBack = () => step.send({ do: "room_withdraw", prompt });
        return el(
          "li",
          {},
          el("div", {}, el("p", {}, ask), el("p", { class: "room-words" }, shown.join(", "))),
          aboutButton(words.room_take_back, ask, takeBack, "secondary small"),
        );
      }),
    ),
  ];
}
