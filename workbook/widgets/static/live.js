// What may change while a screen stays: folded prompts, sentences, the list, what is saved.

import { holdsFocus, whenNew, writeText } from "./dom.js";
import { drawn, showAside, showProblem } from "./blocks.js";
import { openCountry } from "./frame.js";
import { showKeeping } from "./keep.js";
import { drawOutcome, drawUrgent } from "./outcome.js";
import { showRoom } from "./room_bar.js";
import { drawBesides, drawList, drawWays } from "./screen.js";

export function showSaving(page, state) {
  const { words } = page;
  const said = {
    saving: words.saving,
    saved: words.saved,
    failing: words.not_saved,
    refused: words.one_refused,
  };
  page.saved.textContent = said[state];
  page.saved.dataset.state = state;
  if (state === "saving") for (const part of page.parts.values()) part.mark.textContent = "";
  // Said aloud once a screen, and after trouble; the banner says the trouble.
  if (state === "saved" && !page.announcedSaved) page.announce(words.saved);
  page.announcedSaved = state === "saved" || (page.announcedSaved && state === "saving");
  if (page.root) showBanner(page);
}

export function markSaved(page, edit) {
  const part = page.parts.get(edit.prompt);
  if (!part || edit.exercise !== page.shown.exercise) return;
  part.mark.textContent = page.words.saved;
}

export function showBanner(page) {
  const { words } = page;
  const trouble = page.pending?.failing ? page.failure || words.not_saved_banner : "";
  const notice = page.notice || page.live().notice || "";
  // On the web the template's own banner says that the connection is gone.
  const first = page.opened ? (!page.offline && trouble) || notice : notice || page.failure || "";
  writeText(page.banner, first);
}

export function showLive(page) {
  const live = page.live();
  if (!page.shown) return showBanner(page);
  const visible = live.visible && new Set(live.visible);
  for (const block of page.place.querySelectorAll("[data-block]"))
    block.hidden = Boolean(visible) && !visible.has(block.dataset.block);
  for (const [id, part] of page.parts) {
    showAside(part, (live.later || []).includes(id));
    part.burn.hidden = !(live.written || []).includes(id);
    writeText(part.says, live.says?.[id] ?? "");
    if (part.block.prompt_kind === "rows") sayInRows(part, live.says || {});
    const problem = live.problems?.[id] || part.refusal || "";
    if (part.problem.textContent !== problem) showProblem(part, problem);
  }
  const view = page.model.get("view");
  if (page.outcome)
    whenNew(page.outcome, live.route, () =>
      page.outcome.replaceChildren(...drawOutcome(page, live.route)),
    );
  const urgent = live.urgent || view.urgent;
  whenNew(page.urgent, urgent, () => showUrgent(page, urgent));
  const list = live.list || view.list || [];
  const ways = {
    ...view,
    previous: "previous" in live ? live.previous : view.previous,
    next: "next" in live ? live.next : view.next,
    done: list.some((item) => item.current && item.state === "done"),
  };
  whenNew(page.ways, ways, () => {
    const focused = holdsFocus(page.ways);
    page.ways.replaceChildren(...drawWays(page, ways));
    if (focused) page.ways.firstElementChild?.focus();
  });
  whenNew(page.list, list, () => page.list.replaceChildren(...drawList(page, list)));
  whenNew(page.besides, view.besides, () =>
    page.besides.replaceChildren(...drawBesides(page, view.besides || [])),
  );
  page.nav.hidden = list.length === 0;
  const keep = live.keep || view.kept || {};
  whenNew(page.foot, keep, () => showKeeping(page, keep));
  page.notice = "";
  showBanner(page);
  showRoom(page);
  // Only a new answer: between it and the last one, another country may be open to be read.
  const frame = page.frame ? document : page.root;
  whenNew(page.root, live.country, () => openCountry(frame, live.country));
}

// A sentence about one cell stands under it; on a new screen the rows come a moment later.
async function sayInRows({ block, slot }, says) {
  await drawn(slot);
  for (const place of slot.querySelectorAll("[data-says]"))
    writeText(place, says[`${block.id}/${place.dataset.says}`] ?? "");
}

// Help stands where the answer was given; on a new screen it comes first.
function showUrgent(page, urgent) {
  page.urgent.hidden = !urgent;
  page.urgent.replaceChildren(...drawUrgent(page, urgent));
  if (!urgent) return;
  const block = page.answered?.frame.parentElement;
  if (block) {
    block.after(page.urgent);
    // The lines as far as there is room, and the title above them.
    for (const part of ["dl", "h2"])
      page.urgent.querySelector(part)?.scrollIntoView({ block: "nearest" });
  }
  page.announce(urgent.title);
}
