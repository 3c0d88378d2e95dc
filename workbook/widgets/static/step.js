// One thing to do in a step: it is asked for here, done by Python, and said here.

import { el } from "./dom.js";

// `step` is what `draw` draws with: refuse(sentence) says why something cannot be done, and
// send(message) passes it on to Python, whose answer is said in the same place. What a dialog
// answers goes by ask(message). What is said is only for the step that `does` it.
export function drawStep(host, { prompt, id, ask, does, waits }, draw) {
  const problem = el("p", { class: "problem", role: "alert" });
  const says = el("p", { class: "keeping-says", role: "status" });
  const words = prompt.words || {};
  const step = { id, words, ask, way: prompt.way, body: el("div", { class: "keeping-body" }) };
  // What was pressed may stand far above, and a bar may lie over the end of the screen.
  const show = (refused, said) => {
    problem.textContent = refused;
    says.textContent = said;
    if (refused || said) (refused ? problem : says).scrollIntoView({ block: "nearest" });
  };
  step.refuse = (sentence = "") => show(sentence, "");
  step.send = (message) => {
    step.refuse();
    says.textContent = waits || "";
    ask(message);
  };
  const told = ({ detail }) => {
    if (detail.does !== does) return;
    show(detail.problem || "", detail.text || "");
    step.told?.(detail);
  };
  host.append(el("div", { class: "keeping-step", told }, step.body, problem, says));
  return { show: draw(step) };
}
