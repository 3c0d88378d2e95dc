// The quiet bar of a group session: what the group does now, the time, and the ways that are open.

import { button, el, fill, holdsFocus, whenNew, writeText } from "./dom.js";
import { sayHere } from "./room_join.js";
import { sayLeft, secondsLeft } from "./room_time.js";

const SIGN_EVERY_MS = 10000;
const LOOK_AT_CLOCK_MS = 1000;
const OWN_TIME = "pause"; // the exercise that nobody is taken away from

export function drawRoomBar(page) {
  const { words } = page;
  const bar = { at: 0, source: null, seen: undefined, waits: false, said: "" };
  bar.title = el("p", { class: "room-title" });
  bar.state = el("p", { class: "room-state", tabindex: "-1" });
  bar.left = el("span", { class: "room-left", role: "timer" });
  bar.there = el("span", { class: "room-there" });
  bar.links = el("span", { class: "room-links" });
  bar.pass = button(words.room_pass, () => page.send({ do: "room_pass" }), "quiet");
  bar.leave = button("", () => page.send({ do: "room_leave" }), "quiet");
  bar.acts = el("div", { class: "room-acts" }, bar.pass, bar.links, bar.leave);
  bar.element = el(
    "section",
    { class: "room-bar", "aria-label": words.room_bar, hidden: true },
    bar.title,
    el("div", { class: "room-now" }, bar.state, bar.left, bar.there),
    bar.acts,
  );
  page.roomBar = bar;
  const sign = setInterval(() => giveSign(page), SIGN_EVERY_MS);
  const clock = setInterval(() => showLeftTime(page), LOOK_AT_CLOCK_MS);
  const back = () => document.visibilityState === "visible" && giveSign(page);
  page.on(document, "visibilitychange", back);
  page.atEnd(() => {
    clearInterval(sign);
    clearInterval(clock);
  });
}

// As long as it comes, the seat counts as taken; whoever leaves just stops giving it.
function giveSign(page) {
  const { room } = page.live();
  if (page.opened && room && room.state !== "gone") page.send({ do: "room_here" });
}

export function showRoom(page) {
  const { roomBar: bar } = page;
  const room = page.live().room || null;
  const focused = holdsFocus(bar.element);
  const isNew = room && !bar.source;
  if (bar.source !== room) {
    bar.source = room;
    bar.at = Date.now();
  }
  const screen = JSON.stringify(page.shown);
  if (bar.said && bar.saidOn !== screen) bar.said = "";
  bar.element.hidden = !room && !bar.said;
  bar.acts.hidden = !room;
  if (room) showInRoom(page, room);
  else showOutside(bar);
  if (isNew) giveSign(page);
  // What is hidden keeps the focus for a moment more.
  if (!focused || (holdsFocus(bar.element) && document.activeElement.checkVisibility())) return;
  if (room) bar.state.focus();
  else page.place.querySelector("h1")?.focus();
}

export function sayLeftRoom(page, { text }) {
  page.roomBar.said = text;
  page.roomBar.saidOn = JSON.stringify(page.shown);
  page.announce(text);
}

function showOutside(bar) {
  bar.seen = undefined;
  bar.waits = false;
  whenNew(bar.title, null, () => bar.title.replaceChildren());
  whenNew(bar.there, null, () => bar.there.replaceChildren());
  bar.state.textContent = bar.said;
  bar.left.textContent = "";
}

function showInRoom(page, room) {
  const { roomBar: bar, words } = page;
  const { now, state, ways = {} } = room;
  const gone = state === "gone";
  if (gone && bar.seen !== "gone") page.announce(room.text);
  goAlong(page, room);
  bar.seen = gone ? "gone" : (now?.at ?? -1);
  whenNew(bar.title, [room.title, room.rehearsal], () =>
    bar.title.replaceChildren(
      room.title || "",
      ...(room.rehearsal ? [" ", el("span", { class: "room-mark" }, words.room_rehearsal)] : []),
    ),
  );
  const said = sayState(words, room, bar.waits);
  writeText(bar.state, said);
  showLeftTime(page);
  const there = now && !room.on_it ? now : null;
  whenNew(bar.there, there, () => bar.there.replaceChildren(...drawThere(page, there)));
  bar.pass.hidden = !now || room.passed;
  const sees = room.results?.length || room.said?.length;
  whenNew(bar.links, [ways, sees ? 1 : 0], () =>
    bar.links.replaceChildren(...drawRoomLinks(page, ways, sees)),
  );
  bar.leave.textContent = gone ? words.room_gone_done : words.room_leave;
}

function sayState(words, { state, away, now, passed, closed, here, text }, waits) {
  if (state === "gone") return text;
  if (away) return words.room_away;
  if (state === "over") return words.room_over;
  if (!now) return `${words.room_lobby} ${sayHere(words, here)}`;
  return [
    fill(waits ? words.room_goes_on : words.room_now, now),
    state === "paused" ? words.room_paused : "",
    passed ? words.room_passed : closed ? words.room_closed : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function drawThere(page, now) {
  if (!now) return [];
  return [page.way({ exercise: now.exercise, step: null }, page.words.room_go, now.title)];
}

function drawRoomLinks(page, { share, call, join }, sees) {
  const { words } = page;
  const room = sees ? words.room_see : words.room_room;
  return [
    [share, words.room_share],
    [call, words.room_help],
    [join, room],
  ]
    .filter(([way]) => way)
    .map(([way, text]) => page.way(way, text));
}

function showLeftTime({ roomBar: bar, words }) {
  const says = [words.room_time_over, words.room_seconds, words.room_minute, words.room_minutes];
  const counts = bar.source?.now && !bar.source.away;
  const said = counts ? sayLeft(secondsLeft(bar.source, bar.at), says) : "";
  writeText(bar.left, said);
}

// When the group moves on, whoever follows goes there, but nobody who is just doing something.
function goAlong(page, room) {
  const { roomBar: bar, words } = page;
  const { now } = room;
  if (!now || room.on_it) bar.waits = false;
  if (!now || bar.seen === undefined || bar.seen === now.at) return;
  page.announce(fill(words.room_goes_on, now));
  if (room.on_it) return;
  bar.waits = !(room.follows && isFree(page, room));
  if (!bar.waits) page.go({ exercise: now.exercise, step: null });
}

function isFree(page, { ways }) {
  const { shown } = page;
  const own = [ways.share, ways.call].some(
    (way) => way?.exercise === shown.exercise && way.step === shown.step,
  );
  const help = (page.frame ? document : page.root).querySelector("details.help[open]");
  return !(
    own ||
    help ||
    shown.exercise === OWN_TIME ||
    page.live().urgent ||
    page.dialog?.open ||
    isTyping(page)
  );
}

function isTyping({ place }) {
  const focused = document.activeElement;
  if (!focused || !place.contains(focused) || focused.closest(".room-join")) return false;
  return focused.matches("input, textarea, select, [role=slider]");
}
