// The blocks of a screen: notes, the outcome, and prompts with everything around their control.

import { askBurn } from "./burn.js";
import { el, paragraphs, aboutButton } from "./dom.js";
import { drawSources } from "./sources.js";

const CAN_TAKE_BACK = ["choice", "scale", "measure", "pie"];
const WITHOUT_ANSWER = ["chart", "keeping", "review", "room", "then_and_now", "timer", "unsent"];

export function drawBlock(page, block) {
  if (block.kind === "note") return drawNote(block);
  if (block.kind === "route") {
    page.outcome = el("section", { class: "outcome", "data-block": block.id });
    return page.outcome;
  }
  if (block.kind === "sources") return drawSources(page, block);
  return drawPrompt(page, block);
}

function drawNote({ id, title, text }) {
  return el(
    "section",
    { class: "note", "data-block": id },
    title ? el("h3", {}, title) : null,
    paragraphs(text),
  );
}

function drawPrompt(page, block) {
  const { words } = page;
  const part = { block, slot: el("div", { class: "control" }) };
  part.problem = el("p", { class: "problem", role: "alert", id: `problem-${block.id}` });
  part.says = el("p", { class: "says", role: "status" });
  part.mark = el("span", { class: "mark-saved", "aria-hidden": "true" });
  part.aside = quiet(words.not_now, block.ask, () => setAside(page, part, true));
  part.takeBack = quiet(words.take_back, block.ask, () => page.answer(part, null));
  part.takeBack.hidden = true;
  part.burn = quiet(words.burn, block.ask, () => {
    const { exercise, sheet } = page.shown;
    askBurn(page, { exercise, prompt: block.id, sheet });
  });
  part.burn.hidden = true;
  part.line = el(
    "div",
    { class: "later-line", hidden: true },
    el("p", {}, block.ask),
    quiet(words.answer_now, block.ask, () => setAside(page, part, false)),
  );
  const answered = !WITHOUT_ANSWER.includes(block.prompt_kind);
  part.frame = drawFrame(block, [
    part.slot,
    ...(answered
      ? [
          part.problem,
          part.says,
          el("div", { class: "prompt-foot" }, part.aside, part.takeBack, part.burn, part.mark),
        ]
      : []),
  ]);
  page.parts.set(block.id, part);
  return el(
    "div",
    { class: `block ${block.prompt_kind}`, "data-block": block.id },
    part.line,
    part.frame,
  );
}

// A group is a fieldset with a legend, a single control a label that names it.
function drawFrame(block, inside) {
  const hint = block.hint ? el("p", { class: "hint", id: `hint-${block.id}` }, block.hint) : null;
  const around = { class: "prompt", id: `prompt-${block.id}` };
  if (block.group)
    return el(
      "fieldset",
      { ...around, "aria-describedby": hint && hint.id },
      el("legend", {}, block.ask),
      hint,
      inside,
    );
  const name = WITHOUT_ANSWER.includes(block.prompt_kind)
    ? el("h3", { class: "ask", id: `ask-${block.id}` }, block.ask)
    : el("label", { for: `answer-${block.id}` }, block.ask);
  return el("div", around, name, hint, inside);
}

function quiet(text, about, pressed) {
  return aboutButton(text, about, pressed, "quiet");
}

function setAside(page, part, value) {
  page.pending.flush();
  page.send({ do: "later", prompt: part.block.id, value });
  showAside(part, value);
  if (value) part.line.querySelector("button").focus();
  else focusPrompt(part);
}

export function showAside(part, aside) {
  part.line.hidden = !aside;
  part.frame.hidden = aside;
}

export function focusPrompt(part) {
  const control = part.slot.querySelector("input, textarea, select, button, [tabindex]");
  control?.focus();
  part.frame.scrollIntoView({ block: "center" });
}

export function showProblem(part, sentence) {
  part.problem.textContent = sentence || "";
  const { block } = part;
  const about = [block.hint && `hint-${block.id}`, sentence && `problem-${block.id}`]
    .filter(Boolean)
    .join(" ");
  const control = block.group
    ? part.frame
    : part.slot.querySelector(`#${CSS.escape(`answer-${block.id}`)}`);
  if (!control) return;
  if (about) control.setAttribute("aria-describedby", about);
  else control.removeAttribute("aria-describedby");
  if (!block.group) control.setAttribute("aria-invalid", sentence ? "true" : "false");
}

export function showTakeBack(part, value) {
  const answered = value !== null && value !== undefined && value !== "";
  part.takeBack.hidden = !answered || !CAN_TAKE_BACK.includes(part.block.prompt_kind);
}

// Children draw themselves a moment later; wait until there is something to see.
export function drawn(slot) {
  const there = () => slot.querySelector("input, textarea, select, p, figure, button");
  if (there()) return Promise.resolve();
  return new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!there()) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(slot, { childList: true, subtree: true });
  });
}
