// The page shell: one screen, the list of exercises, what is saved and where it is kept.

import { showProblem } from "./blocks.js";
import { askBurn } from "./burn.js";
import { el, unseen } from "./dom.js";
import { goToOwn } from "./example.js";
import { KEY, forgetTab, listenToPython } from "./hear.js";
import { drawKeeping } from "./keep.js";
import { showBanner, showSaving } from "./live.js";
import { Pending } from "./pending.js";
import { addressOfStep, localTime, readAddress, storePlace } from "./place.js";
import { drawRoomBar } from "./room_bar.js";
import { answerFor, overlay, record } from "./redraw.js";
import { beginPage, drawHeader, greetAgain } from "./shell.js";
export { wireFrame } from "./frame.js";

// From this width on the list stands beside the screen.
const WIDE_PX = 1040;

function render({ model, el: host }) {
  const page = makePage(model);
  drawShell(page);
  host.append(page.root);
  listenToPython(page);
  listenToBrowser(page);
  greet(page);
  return () => page.stop.abort();
}

function makePage(model) {
  const page = beginPage(model);
  Object.assign(page, { parts: new Map(), moving: null, shown: null });
  page.pending = new Pending(
    (edit) => page.send({ do: "edit", ...edit }),
    (state) => showSaving(page, state),
    page.frame ? "" : model.get("view").exercise,
  );
  page.way = (place, text, about) => wayTo(page, place, text, about);
  page.go = (place) => go(page, place);
  page.answer = (part, value) => answerFor(page, part, value);
  page.showNotice = (text) => {
    page.notice = text;
    showBanner(page);
  };
  return page;
}

function drawShell(page) {
  page.list = el("ol", { class: "task-list" });
  page.besides = el("ul", { class: "besides", "aria-label": page.words.besides });
  page.menu = el(
    "details",
    { class: "menu" },
    el("summary", {}, page.words.exercises),
    page.list,
    page.besides,
  );
  page.nav = el("nav", { class: "exercises", "aria-label": page.words.exercises }, page.menu);
  page.urgent = el("section", { class: "urgent", hidden: true });
  page.place = el(
    "div",
    { class: "place" },
    el("p", { class: "waiting" }, page.words.opening_page),
  );
  drawKeeping(page);
  drawRoomBar(page);
  page.layout = el("div", { class: "layout" }, page.nav, page.place, page.journal);
  page.nav.hidden = page.journal.hidden = true;
  const parts = [page.roomBar.element, page.layout, page.foot];
  page.root = el("div", { class: "second-look page" }, ...parts, page.announcer);
  if (!page.frame) drawHeader(page);
}

function greet(page) {
  const place = page.frame ? readAddress(page.base) : { exercise: null, step: null };
  page.send({
    do: "hello",
    key: sessionStorage.getItem(KEY),
    now: localTime(),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...place,
    pending: page.pending.all(),
  });
  page.pending.flush();
  greetAgain(page, greet);
}

function listenToBrowser(page) {
  const { on } = page;
  on(page.root, "answer", ({ detail }) => answered(page, detail));
  on(page.root, "ask", ({ detail }) => asked(page, detail));
  on(page.root, "focusout", () => page.pending.flush());
  on(window, "pagehide", () => leave(page));
  on(window, "workbook:leaving", () => quickExit(page));
  on(document, "visibilitychange", () => {
    if (document.visibilityState === "hidden") leave(page);
    else page.send({ do: "refresh", now: localTime() });
  });
  on(window, "workbook:connection", ({ detail }) => {
    page.offline = !detail.connected;
    if (detail.connected) page.pending.again();
    showBanner(page);
  });
  on(window, "workbook:country", ({ detail }) => {
    if (detail.country !== page.live().country) page.send({ do: "country", value: detail.country });
  });
  if (page.frame) on(window, "popstate", ({ state }) => travelled(page, state?.example));
  for (const link of (page.frame ? document : page.root).querySelectorAll("a[data-exercise]"))
    on(link, "click", (event) => follow(page, event, { exercise: link.dataset.exercise, step: null }));
  const size = new ResizeObserver(() => fitMenu(page));
  size.observe(page.root);
  page.atEnd(() => size.disconnect());
}

function answered(page, detail) {
  const part = page.parts.get(detail.prompt);
  if (!part || page.shown.example) return;
  page.answered = part;
  record(page, detail);
  overlay(page, part);
  if (part.refusal) showProblem(part, (part.refusal = ""));
}

// What a control asks for: a draft to be read, copied, put away or burned, its versions, or something
// to be done with all answers. Python must know the words as they are now; only what is read while
// somebody types comes with its own. Of what burns, nothing is sent before it is known how it went.
function asked(page, detail) {
  if (!page.opened || page.shown.example) return;
  if (detail.do === "burn_all") page.pending.holdBack();
  else if (detail.do !== "check") page.pending.flush();
  if (detail.do === "burn") askBurn(page, detail);
  else page.send(detail);
  const { words } = page;
  if (detail.do === "put_away") page.announce(detail.value ? words.is_put_away : words.is_taken_out);
}

function leave(page) {
  page.pending.flush();
  if (page.frame && page.shown) storePlace(page.root, page.shown);
}

// Whoever presses Back must not find answers that a phrase opens; other ones would be lost.
function quickExit(page) {
  page.pending.flush();
  const { keep } = page.live();
  if (keep?.can_close || keep?.exit_closes) forgetTab(page);
}

// Beside the screen the list is open; above it, on a narrow one, it opens on demand.
function fitMenu(page) {
  const wide = page.root.clientWidth >= WIDE_PX;
  if (page.wide === wide) return;
  page.wide = wide;
  page.menu.open = wide;
  page.root.classList.toggle("wide", wide);
}

// Where there are addresses a way is a link, so that it can be opened like any other.
function wayTo(page, place, text, about = "") {
  const hidden = about ? unseen(about) : "";
  const pressed = (event) => follow(page, event, place);
  if (!page.frame)
    return el("button", { type: "button", class: "way", click: pressed }, text, hidden);
  const href = addressOfStep(page.base, place);
  return el("a", { href, class: "way", click: pressed }, text, hidden);
}

function follow(page, event, place) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (page.frame && !page.opened) return; // the link itself leads there
  event.preventDefault();
  go(page, place);
}

// Back and forward lead through the example as well, and out of it.
function travelled(page, example) {
  if (!page.shown?.example) go(page, readAddress(page.base), false);
  else if (example) go(page, example, false);
  else goToOwn(page);
}

// Back and forward have written the address already; a way that was pressed adds to the history.
function go(page, { exercise, step, prompt = null, sheet = null }, pressed = true) {
  page.pending.flush();
  page.moving = { prompt, pressed };
  page.send({ do: "go", exercise, step, ...(prompt && { prompt }), ...(sheet && { sheet }) });
}

export default { render };
