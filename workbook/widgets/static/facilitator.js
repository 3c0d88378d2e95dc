// The facilitator's page: one screen at a time, each drawn by a module of its own.
//
// A screen is `drawX(page)`. It returns what stands in `page.place`: elements, or `{ nodes, update,
// hear, left }`, where `update()` is called when only `live` has changed, `hear(message)` with what
// Python says to the screen, and `left()` before another one is drawn.

import { el, writeText } from "./dom.js";
import { saveFile } from "./files.js";
import { drawCallsElsewhere } from "./facilitator_calls.js";
import { drawDoor, drawOwnWords } from "./facilitator_door.js";
import { drawPlan } from "./facilitator_plan.js";
import { drawLeadEnd } from "./facilitator_end.js";
import { OFFICE, PlanSaver, forgetOffice } from "./facilitator_keeping.js";
import { drawPlans } from "./facilitator_plans.js";
import { drawLeading } from "./facilitator_room.js";
import { giveFocus, localTime, readFocus } from "./place.js";
import { beginPage, drawHeader, greetAgain, hearModel } from "./shell.js";
import { drawWall } from "./wall.js";

const SCREENS = {
  door: drawDoor,
  words: drawOwnWords,
  plans: drawPlans,
  plan: drawPlan,
  room: drawLeading,
  end: drawLeadEnd,
  wall: drawWall,
};

const SIGN_EACH_MS = 10000;

function render({ model, el: host }) {
  const page = makeOffice(model);
  drawOffice(page);
  host.append(page.root);
  hearPython(page);
  hearBrowser(page);
  greetOffice(page);
  return () => page.stop.abort();
}

function makeOffice(model) {
  const page = beginPage(model);
  Object.assign(page, { view: model.get("view"), drawn: {} });
  page.saver = new PlanSaver(page.send, (state) => page.drawn.saving?.(state));
  return page;
}

function drawOffice(page) {
  page.banner = el("p", { class: "banner", role: "status" });
  page.place = el(
    "div",
    { class: "place" },
    el("p", { class: "waiting" }, page.words.opening),
  );
  page.elsewhere = drawCallsElsewhere(page);
  page.layout = el("div", { class: "layout" }, page.elsewhere.node, page.place);
  page.root = el(
    "div",
    { class: "second-look page facilitator" },
    page.banner,
    page.layout,
    page.announcer,
  );
  if (!page.frame) drawHeader(page);
}

function greetOffice(page) {
  page.send({
    do: "hello",
    key: sessionStorage.getItem(OFFICE),
    now: localTime(),
    address: page.frame ? `${location.origin}${page.base}` : null,
    wall: page.frame ? wallOf(location.hash) : null,
    at: page.frame ? (history.state?.office ?? null) : null,
    pending: page.saver.all(),
  });
  greetAgain(page, greetOffice);
}

function wallOf(hash) {
  return new URLSearchParams(hash.slice(1)).get("wall");
}

function hearPython(page) {
  hearModel(page, drawView, {
    // What belongs to another screen is shown with that one.
    "change:live": () => {
      const isHere = page.opened && page.model.get("view") === page.view;
      (isHere ? drawLive : drawBanner)(page);
    },
    "msg:custom": (message) => hearMessage(page, message),
  });
  page.atEnd(() => {
    clearInterval(page.signs);
    page.saver.stop();
    page.drawn.left?.();
  });
}

function hearMessage(page, message) {
  if (message.say === "file") saveFile(message);
  else if (message.say === "opened") {
    if (message.key === null) sessionStorage.removeItem(OFFICE);
    else sessionStorage.setItem(OFFICE, message.key);
    if (page.opened) return;
    page.opened = true;
    drawView(page);
  } else {
    if (message.say === "told") page.announce(message.text);
    if (message.say === "saved") page.saver.settle(message.n);
    if (message.say === "trouble" || message.say === "unsaved") page.saver.fail();
    page.drawn.hear?.(message);
  }
}

function hearBrowser(page) {
  const { on } = page;
  const sign = () => {
    if (page.opened && page.view.ticks) page.send({ do: "here" });
  };
  page.signs = setInterval(sign, SIGN_EACH_MS);
  on(document, "visibilitychange", sign);
  on(window, "workbook:leaving", () => {
    page.saver.flush();
    page.saver.stop();
    forgetOffice();
  });
  on(window, "pagehide", () => page.saver.flush());
  on(window, "workbook:connection", ({ detail }) => {
    page.offline = !detail.connected;
    if (detail.connected) page.saver.flush();
    else page.saver.fail();
    drawBanner(page);
    sign();
  });
  if (!page.frame) return;
  on(window, "popstate", ({ state }) => {
    if (state?.office) page.send({ do: "back_to", at: state.office });
  });
  on(window, "hashchange", () => wallOf(location.hash) && greetOffice(page));
}

// A new screen begins at its top with the focus on its title; the same one keeps both.
function drawView(page) {
  const view = page.model.get("view");
  if (!view.screen) return;
  const at = JSON.stringify(view.at ?? view.screen);
  const same = page.shownAt === at;
  const first = page.shownAt === undefined;
  const focus = same ? readFocus(page.root) : null;
  page.drawn.left?.();
  page.view = view;
  page.shownAt = at;
  page.root.dataset.screen = view.screen;
  if (page.frame) page.frame.dataset.screen = view.screen;
  const drawn = (SCREENS[view.screen] ?? drawNothing)(page);
  page.drawn = drawn.nodes ? drawn : { nodes: drawn };
  page.place.replaceChildren(...[page.drawn.nodes].flat().filter(Boolean));
  page.place.querySelector("h1")?.setAttribute("tabindex", "-1");
  if (page.frame) writeState(page, view, first || same);
  drawLive(page);
  if (focus) giveFocus(page.root, focus);
  else if (!same) arriveAt(page, first);
}

function arriveAt(page, first) {
  page.place.querySelector("h1")?.focus({ preventScroll: true });
  if (page.frame) window.scrollTo(0, 0);
  else if (!first) page.root.scrollIntoView({ block: "start" });
}

// Back and forward lead to the screens one has seen; the address itself tells none of them.
function writeState(page, view, replace) {
  const now = history.state?.office;
  if (JSON.stringify(now) === JSON.stringify(view.at)) return;
  history[replace || !now ? "replaceState" : "pushState"]({ office: view.at }, "");
}

function drawLive(page) {
  drawBanner(page);
  page.elsewhere.show(page.live());
  if (page.view !== page.model.get("view")) return; // another screen is about to be drawn
  page.drawn.update?.();
}

// On the web the template's own banner says that the connection is gone.
function drawBanner(page) {
  const said = page.offline && page.frame ? "" : page.live().notice || "";
  writeText(page.banner, said);
}

function drawNothing({ words }) {
  return el("article", { class: "screen" }, el("h1", {}, words.no_screen), el("p", {}, words.no_screen_text));
}

export default { render };
