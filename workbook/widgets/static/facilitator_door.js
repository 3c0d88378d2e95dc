// The door of the facilitator's page: six words lead in, and then six words of one's own.

import { button, el, fill, paragraphs } from "./dom.js";
import { drawSending, drawTyped, typedIn } from "./field.js";
import { drawSixWords } from "./keep.js";

export function drawDoor(page) {
  const { words } = page;
  const phrase = drawTyped("office-words", words.door_words, {
    hint: words.door_hint,
    refused: "door-refused",
  });
  const form = doorForm("door-refused", [phrase], words.door_enter, () =>
    page.send({ do: "enter", phrase: typedIn(phrase) }),
  );
  return {
    nodes: el(
      "article",
      { class: "screen" },
      el("h1", {}, words.door_title),
      paragraphs(words.door_text),
      form.element,
      el(
        "details",
        { class: "why" },
        el("summary", {}, words.door_none),
        paragraphs(words.door_none_text),
      ),
    ),
    hear: form.hear,
  };
}

// The words are shown until they are written down, then two of them are asked for.
export function drawOwnWords(page) {
  const { words, view } = page;
  const place = el("div", {});
  const show = () => place.replaceChildren(...offeredWords(page, ask));
  const ask = () => {
    const asked = askedWords(page, show);
    page.drawn.hear = asked.hear;
    place.replaceChildren(...asked.nodes);
    place.querySelector("input").focus();
  };
  place.append(...offeredWords(page, ask));
  return {
    nodes: el("article", { class: "screen", id: "own-words" }, el("h1", {}, view.title), place),
    hear: () => {},
  };
}

function offeredWords({ words, view }, written) {
  return [
    el("p", {}, words.words_lead),
    el(
      "div",
      { class: "phrase-card" },
      el("p", { class: "print-only" }, words.words_print_title),
      drawSixWords(view.phrase),
      el("p", {}, words.words_no_way_back),
    ),
    el(
      "div",
      { class: "ways" },
      button(words.words_written, written, "primary"),
      button(words.words_print, () => window.print()),
    ),
  ];
}

function askedWords(page, again) {
  const { words, view } = page;
  const fields = view.ask.map((n) =>
    drawTyped(`own-word-${n}`, fill(words.words_number, { n }), { refused: "words-refused" }),
  );
  const form = doorForm("words-refused", fields, words.words_use, () =>
    page.send({ do: "confirm", words: fields.map(typedIn) }),
  );
  return {
    nodes: [
      el("p", {}, words.words_check),
      form.element,
      el("p", {}, button(words.words_again, again, "quiet")),
    ],
    hear: form.hear,
  };
}

// What was typed stays when it is refused.
function doorForm(id, fields, text, sent) {
  const problem = el("p", { class: "problem", role: "alert", id });
  const enter = el("button", { class: "button primary" }, text);
  const pressed = () => {
    problem.textContent = "";
    sent();
  };
  return {
    element: drawSending(pressed, problem, fields, el("div", { class: "ways" }, enter)),
    hear(message) {
      if (message.say !== "refused") return;
      problem.textContent = message.text;
      fields[0].querySelector("input").focus();
    },
  };
}
