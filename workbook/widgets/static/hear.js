// What Python says to the page.

import { showProblem } from "./blocks.js";
import { askBurnOne, showBurned } from "./burn.js";
import { saveFile } from "./files.js";
import { showKept, showPhrase, showRefused } from "./keep.js";
import { markSaved, showBanner, showLive } from "./live.js";
import { sayLeftRoom } from "./room_bar.js";
import { clearScreen, redraw } from "./redraw.js";
import { hearModel } from "./shell.js";

export const KEY = "second-look.key";

export function listenToPython(page) {
  hearModel(page, redraw, {
    "change:live": () => showLive(page),
    "msg:custom": (message) => HEAR[message.say]?.(page, message),
  });
  page.atEnd(() => {
    clearScreen(page);
    page.pending.stopWaiting();
  });
}

const HEAR = {
  opened(page, { key }) {
    if (page.changing) forgetTab(page);
    if (key === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, key);
    page.dialog?.close();
    if (page.opened) return;
    page.opened = true;
    redraw(page);
  },
  saved(page, { n }) {
    const before = [...page.pending.edits.values()].filter((edit) => n.includes(edit.n));
    page.pending.settle(n);
    page.failure = "";
    showBanner(page);
    for (const edit of before) markSaved(page, edit);
  },
  unsaved(page, { text }) {
    page.failure = text;
    page.pending.fail();
    showBanner(page);
  },
  problem(page, { n, prompt, text }) {
    page.pending.refuse(n);
    const part = page.parts.get(prompt);
    if (!part) return;
    part.refusal = text;
    showProblem(part, text);
  },
  phrase: showPhrase,
  kept: showKept,
  burned: showBurned,
  burn_one: askBurnOne,
  copy: tellParts,
  versions: tellParts,
  left_room: sayLeftRoom,
  file: (_page, file) => saveFile(file),
  told(page, detail) {
    page.dialog?.close();
    if (detail.problem && detail.does === "burn") page.pending.takeUp();
    tellParts(page, detail);
  },
  gone(page, { key }) {
    forgetTab(page);
    page.failure = "";
    HEAR.opened(page, { key });
  },
  refused(page, { text }) {
    page.changing = false;
    showRefused(page, text);
  },
};

// The unsent boxes of the screen hear of their drafts, and a step of keeping hears what was done.
function tellParts(page, detail) {
  for (const { slot } of page.parts.values())
    slot
      .querySelector(".unsent-box, .keeping-step")
      ?.dispatchEvent(new CustomEvent("told", { detail }));
}

// Another journal begins: nothing of the one before stays in the tab.
export function forgetTab(page) {
  page.changing = false;
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith("second-look.")) sessionStorage.removeItem(name);
  page.pending.forget();
}
