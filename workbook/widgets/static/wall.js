// The wall: what a projector shows of a room. It moves only when the room moves, or when somebody
// turns a page of it. The same elements are the group's minutes on paper, without the code.

import { el, fill, writeText } from "./dom.js";
import { drawSending } from "./field.js";
import { drawQr } from "./qr.js";
import { WallBoard } from "./wall_board.js";
import { WallTimer } from "./wall_timer.js";

export function drawWall(page) {
  const { room } = page.view;
  return room ? drawRoomOnWall(page, room) : drawWallDoor(page);
}

function drawRoomOnWall(page, room) {
  const { words } = page;
  const wall = {
    here: el("p", { class: "wall-here" }),
    place: el("p", { class: "wall-place" }),
    now: el("p", { class: "wall-now" }),
    timer: new WallTimer(words),
    board: new WallBoard(words),
  };
  const rehearsal = room.rehearsal ? el("p", { class: "wall-rehearsal" }, words.wall_rehearsal) : null;
  wall.node = el(
    "article",
    { class: "wall" },
    rehearsal,
    el(
      "header",
      { class: "wall-top" },
      el("div", { class: "wall-names" }, el("h1", {}, room.title), wall.place, wall.now, wall.timer.node),
      drawJoining(words, room, wall.here),
    ),
    drawMinutes(words, room),
    wall.board.node,
  );
  if (page.frame) history.replaceState(history.state, "", `#wall=${room.plain_code}`);
  return {
    nodes: wall.node,
    update: () => updateWall(page, wall),
    left: () => {
      wall.timer.stop();
      wall.board.stop();
    },
  };
}

// How to join: large in the lobby, small in a corner later; the style sets the size.
function drawJoining(words, room, here) {
  return el(
    "section",
    { class: "wall-join", "aria-label": words.wall_code },
    room.qr ? drawQr(room.qr, words.wall_qr) : null,
    el(
      "div",
      { class: "wall-way" },
      room.address ? el("p", { class: "wall-say" }, words.wall_join) : null,
      room.address ? el("p", { class: "wall-address" }, room.address) : null,
      el("p", { class: "wall-say" }, room.address ? words.wall_join_code : words.wall_join_code_only),
      el("p", { class: "wall-code" }, room.code),
      here,
    ),
  );
}

function updateWall(page, wall) {
  const { room } = page.live();
  if (!room) return;
  const { words } = page;
  const { now, state } = room;
  wall.node.dataset.state = state;
  wall.node.dataset.board = room.results.length + room.said.length > 0;
  writeOn(wall.here, fill(words.wall_here, { n: room.here }));
  const of = page.view.room.agenda.length;
  writeOn(wall.place, now ? fill(words.wall_place, { n: now.at + 1, of }) : "");
  const title = now?.title ?? (state === "over" ? words.wall_over : words.wall_lobby);
  if (wall.now.textContent && wall.now.textContent !== title) page.announce(title);
  writeOn(wall.now, title);
  wall.timer.show(room);
  wall.board.show(room);
}

function writeOn(element, text) {
  writeText(element, text);
  element.hidden = !text;
}

// Only on paper: the day, and the agenda with its minutes.
function drawMinutes(words, { day, agenda }) {
  return el(
    "section",
    { class: "wall-minutes" },
    el("p", {}, day),
    el(
      "table",
      {},
      el("caption", {}, words.wall_agenda),
      el(
        "thead",
        {},
        el("tr", {}, el("th", { scope: "col" }, words.wall_exercise), el("th", { scope: "col" }, words.wall_minutes)),
      ),
      el(
        "tbody",
        {},
        agenda.map(({ title, minutes }) =>
          el("tr", {}, el("th", { scope: "row", dir: "auto" }, title), el("td", {}, minutes)),
        ),
      ),
    ),
  );
}

function drawWallDoor(page) {
  const { words, view } = page;
  if (view.gone) return el("article", { class: "wall-gone" }, el("h1", {}, view.said));
  const field = el("input", {
    id: "wall-code",
    class: "input",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
  });
  const open = () => page.send({ do: "wall_open", code: field.value });
  return el(
    "article",
    { class: "screen wall-door" },
    el("h1", {}, words.wall_title),
    el("p", { role: "status" }, view.said),
    drawSending(
      open,
      el("div", { class: "prompt" }, el("label", { for: "wall-code" }, words.wall_code), field),
      el("button", { class: "button primary" }, words.wall_open),
    ),
  );
}
