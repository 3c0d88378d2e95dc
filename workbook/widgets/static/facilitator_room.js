// The room on the facilitator's screen: for a laptop that stands beside the group.

import { button, el, writeText } from "./dom.js";
import { drawCalls } from "./facilitator_calls.js";
import { showOffer } from "./facilitator_colleague.js";
import { drawComing } from "./facilitator_coming.js";
import { drawDanger, drawGuide } from "./facilitator_guide.js";
import { drawOnWall, drawToRead, drawSetAside, drawShared } from "./facilitator_review.js";
import { drawAgenda, drawSteering } from "./facilitator_steering.js";

// What stands below the present exercise and the way on.
const REST = [
  drawComing,
  drawAgenda,
  drawShared,
  drawToRead,
  drawOnWall,
  drawSetAside,
];

export function drawLeading(page) {
  const { words, view } = page;
  const calls = drawCalls(page);
  const now = drawSteering(page);
  const rest = REST.map((draw) => draw(page));
  const guide = drawGuide(page);
  const said = drawAnswer();
  const parts = [calls, said, now, guide, ...rest];
  const nodes = [
    rehearsalBanner(page),
    el("h1", {}, view.title),
    calls.node,
    said.node,
    el(
      "div",
      { class: "lead-columns" },
      now.node,
      guide.node,
      el(
        "div",
        { class: "lead-rest" },
        rest.map(({ node }) => node),
      ),
    ),
    el(
      "div",
      { class: "lead-foot" },
      drawDanger(page),
      button(words.lead_offer, () => page.send({ do: "offer_room" }), "small"),
      button(words.lead_plans, () => page.send({ do: "plans" }), "small"),
      button(words.lead_end, () => page.send({ do: "end" }), "small"),
    ),
  ];
  return {
    nodes,
    update: () => parts.forEach((part) => part.show(page.live())),
    hear: (message) => message.say === "offer" && showOffer(page, message),
  };
}

// What Python answers to what was done last, where it could not be done.
function drawAnswer() {
  const node = el("p", { class: "lead-answer", role: "status" });
  return { node, show: ({ said }) => writeText(node, said || "") };
}

// On every screen of a rehearsal, so that nobody takes its numbers for people.
export function rehearsalBanner({ words, view }) {
  if (!view.rehearsal) return null;
  return el(
    "div",
    { class: "lead-rehearsal" },
    el("p", {}, el("strong", {}, words.lead_rehearsal)),
    el("p", {}, words.lead_rehearsal_more),
  );
}
