// Burning one text or one exercise: asked once, then it is gone with its whole history.

import { button, el, fill } from "./dom.js";
import { openDialog, showRefused } from "./keep.js";

const SLOW_MS = 5000;

// `text` says which one: its exercise, prompt and sheet.
export function askBurn(page, text) {
  const { words } = page;
  ask(page, words.burn_title, [words.burn_text], () => burn(page, text));
}

// `closes` is the sentence about other pages that close without it.
export function askBurnOne(page, { exercise, title, closes }) {
  const { words } = page;
  const says = [words.burn_one_text, closes].filter(Boolean);
  ask(page, fill(words.burn_one_title, { title }), says, () => {
    waitFor(page);
    page.pending.dropAll(exercise);
    page.send({ do: "burn_one", exercise, sure: true });
  });
}

function ask(page, title, says, burnNow) {
  const { words } = page;
  openDialog(page, "burn-dialog", title, [
    ...says.map((text) => el("p", {}, text)),
    el("p", { class: "waits", role: "status" }),
    el("p", { class: "problem", role: "alert" }),
    el(
      "div",
      { class: "ways" },
      button(words.burn_now, burnNow, "primary"),
      button(words.burn_not, () => page.dialog.close()),
    ),
  ]);
}

// What waits in the tab goes first, so that nothing of it is sent after the fire.
function burn(page, { exercise, prompt, sheet }) {
  waitFor(page);
  page.pending.drop(exercise, prompt, sheet);
  page.send({ do: "burn", exercise, prompt, sheet });
}

function waitFor(page) {
  const { dialog, words } = page;
  showRefused(page, "");
  dialog.querySelector(".waits").textContent = words.burn_waits;
  setTimeout(() => {
    if (dialog.isConnected && dialog === page.dialog) showWaits(page, words.burn_slow);
  }, SLOW_MS);
}

function showWaits(page, text) {
  const line = page.dialog.querySelector(".waits");
  if (line?.textContent) line.textContent = text;
}

export function showBurned(page, { exercise, prompt, sheet, elsewhere }) {
  const { words } = page;
  page.pending.drop(exercise, prompt, sheet);
  openDialog(page, "burned-dialog", words.burned, [
    el("p", {}, elsewhere ? words.burned_elsewhere : words.burned_text),
    el(
      "div",
      { class: "ways" },
      button(words.burned_done, () => page.dialog.close(), "primary"),
    ),
  ]);
  page.dialog.addEventListener("close", () => focusPlace(page, { exercise, prompt, sheet }));
}

// Back to the empty page, or to the box in which the text lay.
function focusPlace(page, { exercise, prompt, sheet }) {
  const { shown } = page;
  const isHere = shown.exercise === exercise && shown.sheet === (sheet || "");
  const here = isHere && page.parts.get(prompt)?.slot.querySelector("textarea");
  const box = page.place.querySelector(".block.unsent .ask");
  if (box) box.tabIndex = -1;
  (here || box)?.focus();
}
