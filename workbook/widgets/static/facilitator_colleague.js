// A room that a colleague leads: six words that work once, given away and taken up.

import { button, el } from "./dom.js";
import { drawSending, drawTyped, typedIn } from "./field.js";
import { drawSixWords, openDialog } from "./keep.js";

// The words go nowhere but here, once.
export function showOffer(page, { words: six }) {
  const { words } = page;
  openDialog(page, "offer-dialog", words.lead_offer_title, [
    el("p", {}, words.lead_offer_text),
    el("div", { class: "phrase-card" }, drawSixWords(six)),
    el(
      "div",
      { class: "ways" },
      button(words.lead_offer_done, () => page.dialog.close(), "primary"),
    ),
  ]);
}

// What was typed stays when it is refused.
export function drawColleague(page) {
  const { words } = page;
  const problem = el("p", { class: "problem", role: "alert", id: "accept-refused" });
  const field = drawTyped("accept-words", words.lead_accept_words, { refused: problem.id });
  const accept = () => {
    problem.textContent = "";
    page.send({ do: "accept_room", words: typedIn(field) });
  };
  const join = el("button", { class: "button small" }, words.lead_accept_now);
  return {
    element: el(
      "details",
      { class: "colleague" },
      el("summary", {}, words.lead_accept),
      el("p", {}, words.lead_accept_about),
      drawSending(accept, problem, field, el("p", {}, join)),
    ),
    hear(message) {
      if (message.say !== "refused" || message.form !== "accept") return;
      problem.textContent = message.text;
      field.querySelector("input").focus();
    },
  };
}
