// One screen of an exercise: title, opening, blocks, ending and the ways on.

import { button, el, fill, paragraphs } from "./dom.js";
import { drawBlock } from "./blocks.js";
import { drawExampleAbout, drawExampleOffer } from "./example.js";
import { drawOpen, drawSaid } from "./outcome.js";
import { drawSheet } from "./sheet.js";

export function drawScreen(page, view) {
  page.ways = el("div", { class: "ways" });
  const about = view.opening && view.example;
  const later = !view.opening && view.step_title;
  return el(
    "article",
    { class: later ? "screen later-step" : "screen" },
    ...[
      view.position ? el("p", { class: "position" }, view.position) : null,
      el("h1", { tabindex: "-1", "aria-describedby": about && "example-about" }, view.title),
      about ? drawExampleAbout(about) : null,
      view.opening ? drawOpening(page, view.opening) : null,
      offersExample(view) ? drawExampleOffer(page) : null,
      view.parts?.length ? drawStraightWays(page, view.parts) : null,
      view.closed ? drawClosed(page, view.closed) : null,
      view.step_title ? el("h2", { class: "step-title" }, view.step_title) : null,
      view.step_text ? el("div", { class: "step-text" }, paragraphs(view.step_text)) : null,
      view.sheet ? drawSheet(page, view) : null,
      ...(view.blocks || []).map((block) => drawBlock(page, block)),
      view.ending ? drawEnding(page, view.ending) : null,
      view.share ? el("p", { class: "share-way" }, page.way(view.share, view.share.label)) : null,
      page.ways,
    ].filter(Boolean),
  );
}

// Where everybody begins.
function offersExample({ opening, example, list }) {
  return opening && !example && list?.[0]?.current;
}

function drawOpening({ words }, opening) {
  const facts = [
    [words.goal, opening.goal],
    [words.time, fill(words.minutes, { n: opening.minutes })],
    [words.not_for, opening.not_for],
  ].filter(([, text]) => text);
  const care = [opening.caution, opening.stop_rule].filter(Boolean);
  // What somebody opens in a hurry begins with the first question.
  const [tag, about, heading] = opening.folded
    ? ["details", { class: "why" }, el("summary", {}, words.opening)]
    : ["section", { class: "about-exercise", "aria-label": words.opening }, null];
  return el(
    tag,
    about,
    heading,
    el(
      "dl",
      {},
      facts.map(([name, text]) =>
        el("div", {}, el("dt", {}, name), el("dd", {}, paragraphs(text))),
      ),
    ),
    care.length
      ? el("div", { class: "care" }, el("h2", {}, words.care), care.flatMap(paragraphs))
      : null,
    drawWhy(words, opening.why || []),
  );
}

function drawWhy(words, evidence) {
  if (!evidence.length) return null;
  return el(
    "details",
    { class: "why" },
    el("summary", {}, words.why),
    evidence.map(({ says, caveat, source }) =>
      el(
        "div",
        { class: "evidence" },
        el("p", {}, says),
        caveat ? el("p", {}, el("strong", {}, `${words.caveat} `), caveat) : null,
        source ? el("p", { class: "source" }, `${words.source} ${source}`) : null,
      ),
    ),
  );
}

// Whoever comes for one thing is there with one press.
function drawStraightWays(page, parts) {
  return el(
    "nav",
    { class: "parts", "aria-labelledby": "parts" },
    el("h2", { id: "parts" }, page.words.parts),
    el(
      "ul",
      {},
      parts.map((part) => el("li", {}, page.way(part, part.label))),
    ),
  );
}

function drawClosed(page, closed) {
  const { words } = page;
  return el(
    "section",
    { class: "closed" },
    el("h2", {}, closed.title),
    closed.said ? el("p", { class: "says", role: "status" }, closed.said) : null,
    drawSaid(closed, words, [
      el("h3", {}, words.closed_why),
      el(
        "ul",
        {},
        closed.why.map((why) => el("li", {}, why)),
      ),
    ]),
    drawOpen(closed, words),
    // It may lie before this one, so it is named and not called the next.
    closed.go ? el("div", { class: "ways" }, way(page, closed.go, "primary")) : null,
  );
}

function drawEnding({ words }, ending) {
  return el(
    "section",
    { class: "ending" },
    el("h2", {}, words.small_step),
    paragraphs(ending.small_step),
    ending.rest ? el("div", { class: "rest" }, paragraphs(ending.rest)) : null,
  );
}

// The ways on; once the exercise is done, a sentence stands in place of its last button.
export function drawWays(page, { previous, next, finish, exercise, done }) {
  const finishing =
    finish && !done
      ? button(
          finish.label,
          () => {
            page.pending.flush();
            page.moving = { pressed: true };
            page.send({ do: "finish", exercise });
          },
          "primary",
        )
      : null;
  return [
    finish && done ? el("p", { class: "finished", tabindex: "-1" }, page.words.finished) : null,
    finishing,
    next ? way(page, next, finish ? "secondary" : "primary", page.words.next) : null,
    previous ? way(page, previous, "quiet", page.words.previous) : null,
  ].filter(Boolean);
}

function way(page, place, kind, sentence = "{title}") {
  const element = page.way(place, fill(sentence, { title: place.label }));
  element.className = `button ${kind}`;
  return element;
}

export function drawList(page, list) {
  const { words } = page;
  return (list || []).map((item, at) => {
    const title = page.way({ exercise: item.id, step: null }, item.title);
    title.classList.add("title");
    if (item.current) title.setAttribute("aria-current", "page");
    return el(
      "li",
      { class: `task ${item.state}` },
      el("span", { class: "number", "aria-hidden": "true" }, `${at + 1}`),
      el(
        "div",
        {},
        title,
        drawState(words, item),
        item.why ? el("p", { class: "because" }, item.why) : null,
      ),
    );
  });
}

// How long it takes is worth a line until one has begun.
function drawState(words, { state, state_label, minutes }) {
  const ahead = state === "not_started";
  return el(
    "p",
    { class: "about" },
    el("span", { class: ahead ? "visually-hidden" : "" }, state_label),
    ahead ? [" ", fill(words.minutes, { n: minutes })] : null,
  );
}

export function drawBesides(page, besides) {
  return besides.map(({ label, current, ...place }) => {
    const link = page.way(place, label);
    if (current) link.setAttribute("aria-current", "page");
    return el("li", {}, link);
  });
}
