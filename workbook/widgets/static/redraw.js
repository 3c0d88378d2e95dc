// A new screen, and the controls in it: each shows what is saved with what waits on top.

import { drawn, focusPrompt, showProblem, showTakeBack } from "./blocks.js";
import { makeReadOnly, writeExamplePlace } from "./example.js";
import { showLive } from "./live.js";
import { withPending } from "./pending.js";
import { giveFocus, readFocus, takePlace, writeAddress } from "./place.js";
import { drawScreen } from "./screen.js";

export async function redraw(page) {
  const view = page.model.get("view");
  if (!view.title) return;
  const sheet = view.sheet?.sheet || "";
  const same =
    page.shown?.exercise === view.exercise &&
    page.shown.step === view.step &&
    page.shown.sheet === sheet &&
    page.shown.example === Boolean(view.example);
  const focus = readFocus(page.root);
  const first = !page.shown;
  const isBack = page.shown?.example && !view.example;
  clearScreen(page);
  page.shown = {
    exercise: view.exercise,
    step: view.step,
    sheet,
    example: Boolean(view.example),
  };
  page.root.classList.toggle("in-example", page.shown.example);
  page.pending.rest(page.shown.example);
  page.announcedSaved = false;
  // The controls come a moment later; until then the page keeps its height, and its scroll.
  page.place.style.minHeight = same ? `${page.place.offsetHeight}px` : "";
  page.place.replaceChildren(page.urgent, drawScreen(page, view));
  page.answered = null;
  // A sheet of the past is part of the address; that of now is not, for it will be another.
  const past = view.sheet && !view.sheet.current && view.sheet.sheet;
  if (page.frame && page.shown.example) writeExamplePlace(page.shown, !page.moving?.pressed);
  else if (page.frame && view.exercise)
    writeAddress(page.base, { ...page.shown, sheet: past }, !page.moving?.pressed);
  showLive(page);
  const parts = [...page.parts.values()];
  const all = Promise.all(parts.map((part) => mount(page, part)));
  if (!first && !same) arrive(page, view);
  await all;
  page.place.style.minHeight = "";
  if (parts.some((part) => page.parts.get(part.block.id) !== part)) return;
  if (first) restorePlace(page);
  else if (isBack && page.frame && !page.moving?.pressed) window.scrollTo(0, page.leftAt);
  else if (page.moving?.prompt) focusWanted(page);
  else if (same && focus) giveFocus(page.root, focus);
  page.moving = null;
}

export function clearScreen(page) {
  for (const part of page.parts.values()) {
    part.model?.off("change:value", part.overlay);
    part.view?.remove();
  }
  page.parts = new Map();
  page.outcome = null;
}

// A new screen: to its top, with the focus on its title, and its step said once.
function arrive(page, view) {
  const title = page.place.querySelector("h1");
  title.focus({ preventScroll: true });
  if (page.frame) window.scrollTo(0, 0);
  else page.root.scrollIntoView({ block: "start" });
  if (!page.wide) page.menu.open = false;
  page.announce([view.position, view.step_title].filter(Boolean).join(": "));
}

function restorePlace(page) {
  const place = page.frame && takePlace(page.shown);
  if (!place) return;
  if (place.focus) giveFocus(page.root, place.focus);
  window.scrollTo(0, place.scroll);
}

function focusWanted(page) {
  const part = page.parts.get(page.moving.prompt);
  if (part) focusPrompt(part);
}

async function mount(page, part) {
  const reference = page.model.get("prompts")[part.block.child];
  if (!reference) return;
  const manager = page.model.widget_manager;
  part.model = await manager.get_model(reference.slice("IPY_MODEL_".length));
  const prompt = part.model.get("prompt");
  prompt.words ??= page.words;
  prompt.way ??= page.way;
  const view = await manager.create_view(part.model);
  if (page.parts.get(part.block.id) !== part) {
    view.remove();
    return;
  }
  part.view = view;
  part.overlay = () => overlay(page, part);
  overlay(page, part);
  part.model.on("change:value", part.overlay);
  part.slot.replaceChildren(view.el);
  await drawn(part.slot);
  if (page.shown.example) makeReadOnly(part.slot);
  showProblem(part, part.problem.textContent);
}

export function record(page, { prompt, row = "", column = "", value = null, ...how }) {
  const { exercise, sheet } = page.shown;
  const { removed = false, anew } = how;
  const edit = { exercise, prompt, row, column, value, removed, sheet };
  page.pending.record(anew ? { ...edit, anew } : edit);
}

export function answerFor(page, part, value) {
  record(page, { prompt: part.block.id, value });
  overlay(page, part);
  part.slot.querySelector("input, button")?.focus();
}

// What is not saved yet is shown over what is: nothing typed leaves the screen.
export function overlay(page, part) {
  if (!part?.model) return;
  const { exercise, sheet, example } = page.shown;
  const edits = example ? [] : page.pending.of(exercise, part.block.id, sheet);
  const value = part.model.get("value");
  const shown = withPending(value, edits);
  showTakeBack(part, shown);
  if (JSON.stringify(shown) !== JSON.stringify(value)) part.model.set("value", shown);
}
