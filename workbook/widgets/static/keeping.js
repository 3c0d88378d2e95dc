// One thing to do with all the answers: it is asked for here, done by Python, and said here.

import { el } from "./dom.js";
import { widget } from "./control.js";
import { drawBringing } from "./bringing.js";
import { drawBurning } from "./burning.js";
import { drawBurningOne } from "./burning_one.js";
import { drawCopies } from "./copies.js";
import { drawExpiry } from "./expiry.js";
import { drawNewWords } from "./new_words.js";
import { drawSharing } from "./sharing.js";

const DO = {
  copy: drawCopies,
  share: drawSharing,
  bring: drawBringing,
  phrase: drawNewWords,
  expiry: drawExpiry,
  burn_one: drawBurningOne,
  burn: drawBurning,
};

// `step` is what each of them draws with: refuse(sentence) says why something cannot be done, and
// send(message) passes it on to Python, whose answer is said in the same place. What a dialog
// answers goes by ask(message).
export function drawKeepingStep(host, prompt, { id, ask }) {
  const words = prompt.words || {};
  const problem = el("p", { class: "problem", role: "alert" });
  const says = el("p", { class: "keeping-says", role: "status" });
  const step = { id, words, ask, body: el("div", { class: "keeping-body" }) };
  // What was pressed may stand far above, and a bar may lie over the end of the screen.
  const show = (refused, said) => {
    problem.textContent = refused;
    says.textContent = said;
    if (refused || said) (refused ? problem : says).scrollIntoView({ block: "nearest" });
  };
  step.refuse = (sentence = "") => show(sentence, "");
  step.send = (message) => {
    step.refuse();
    says.textContent = words.burn_waits || "";
    ask(message);
  };
  const told = ({ detail }) => {
    if (detail.does !== prompt.does) return;
    show(detail.problem || "", detail.text || "");
    step.told?.(detail);
  };
  host.append(el("div", { class: "keeping-step", told }, step.body, problem, says));
  return { show: DO[prompt.does](step) };
}

export default widget(drawKeepingStep);
