// Own lines, each put into one of the piles. A line is a row with two cells: what, and its pile.

import { button, el, fill, newId } from "./dom.js";
import { drawShortText } from "./short_text.js";
import { grow } from "./text.js";
import { widget } from "./control.js";

const UNSORTED = "";

export function drawSort(host, prompt, { id, tell }) {
  const sort = { prompt, id, tell, words: prompt.words || {}, lines: [], lists: new Map() };
  sort.next = newId();
  sort.said = el("p", { class: "sort-said", role: "status" });
  host.append(
    drawField(sort),
    drawPile(sort, { id: UNSORTED, say: sort.words.sort_unsorted }, "unsorted"),
    sort.said,
    el(
      "div",
      { class: "piles" },
      prompt.piles.map((pile) => drawPile(sort, pile, "pile")),
    ),
  );
  return { show: (value) => showLines(sort, value || []) };
}

// The next line is a row from its first letter on, so that a reload loses nothing.
function drawField(sort) {
  const { id, words, prompt } = sort;
  const place = el("div", { class: "sort-field" });
  drawShortText(place, {}, { id, changed: (what) => writeNext(sort, what) });
  const field = place.querySelector("textarea");
  function add() {
    const what = field.value;
    field.value = "";
    grow(field);
    field.focus();
    if (what.trim()) addNext(sort, what);
  }
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) add();
  });
  place.append(button(prompt.add, add));
  return el("div", { class: "add" }, el("label", { for: id }, words.sort_write), place);
}

function writeNext(sort, what) {
  const { next: row, tell } = sort;
  if (what.trim()) tell({ row, column: "what", value: what });
  else if (sort.begun) {
    sort.next = newId();
    tell({ row, column: "", value: null, removed: true });
  }
  sort.begun = Boolean(what.trim());
}

function addNext(sort, what) {
  const line = addLine(sort, sort.next);
  sort.next = newId();
  sort.begun = false;
  line.cells = { what };
  showLine(sort, line);
  sayOf(sort, sort.words.sort_added, line);
}

function drawPile(sort, pile, kind) {
  const title = el("h3", { id: `${sort.id}-pile-${pile.id}` }, pile.say);
  const list = el("ul");
  sort.lists.set(pile.id, list);
  return el(
    "div",
    { class: kind, role: "group", "aria-labelledby": title.id },
    title,
    pile.hint ? el("p", { class: "hint" }, pile.hint) : null,
    list,
    el("p", { class: "nothing" }, sort.words.sort_nothing),
  );
}

function showLines(sort, value) {
  const rows = value.filter(({ row }) => row !== sort.next);
  for (const line of [...sort.lines])
    if (!rows.some(({ row }) => row === line.id)) dropLine(sort, line);
  for (const { row, cells } of rows) {
    const line = sort.lines.find((one) => one.id === row) ?? addLine(sort, row);
    line.cells = { ...cells };
    showLine(sort, line);
  }
}

function addLine(sort, id) {
  const { words } = sort;
  const line = { id, cells: {}, open: false, shown: el("p", { class: "sort-words" }) };
  line.change = button("", (event) => openLine(sort, line, !line.open, event), "quiet");
  line.change.id = `${sort.id}-${id}-change`;
  line.moves = sort.prompt.piles.map((pile) => ({
    pile,
    button: button(pile.say, (event) => moveLine(sort, line, pile, event), "secondary small"),
  }));
  line.remove = button(words.sort_remove, () => removeLine(sort, line), "quiet");
  line.choose = el(
    "div",
    { class: "sort-moves" },
    el("span", { "aria-hidden": "true" }, words.sort_move),
    line.moves.map((move) => move.button),
  );
  line.element = el(
    "li",
    { class: "sort-line", "data-row": id },
    line.shown,
    drawEditor(sort, line),
    line.choose,
    line.change,
    line.remove,
  );
  sort.lines.push(line);
  return line;
}

function drawEditor(sort, line) {
  const id = `${sort.id}-${line.id}`;
  const place = el("div");
  const changed = (what) => {
    line.cells.what = what;
    sort.tell({ row: line.id, column: "what", value: what });
  };
  line.text = drawShortText(place, {}, { id, changed });
  line.editor = el(
    "div",
    {
      class: "sort-editor",
      keydown: (event) => {
        if (event.key === "Enter" && !event.isComposing) openLine(sort, line, false, event);
      },
    },
    el("label", { for: id, class: "visually-hidden" }, sort.prompt.row),
    place,
  );
  return line.editor;
}

function showLine(sort, line) {
  const { words } = sort;
  const pile = sort.lists.has(line.cells.pile) ? line.cells.pile : UNSORTED;
  const list = sort.lists.get(pile);
  if (line.element.parentElement !== list) list.append(line.element);
  line.element.classList.toggle("open", line.open);
  line.shown.textContent = nameOf(sort, line);
  line.shown.hidden = line.open;
  line.editor.hidden = line.remove.hidden = !line.open;
  line.choose.hidden = pile !== UNSORTED && !line.open;
  for (const move of line.moves) move.button.hidden = move.pile.id === pile;
  line.change.textContent = line.open ? words.sort_done : words.sort_change;
  nameButtons(sort, line);
  line.text.show(line.cells.what ?? null);
}

// Read aloud, each button says which line it is about.
function nameButtons({ words, prompt }, line) {
  const name = (element, sentence, pile = "") =>
    element.setAttribute("aria-label", fill(sentence, { line: nameOf({ prompt }, line), pile }));
  name(line.change, line.open ? words.sort_done_line : words.sort_change_line);
  name(line.remove, words.sort_remove_line);
  for (const move of line.moves) name(move.button, words.sort_move_line, move.pile.say);
}

// Without words a line has the name of all of them.
function nameOf(sort, line) {
  return line.cells.what?.trim() || sort.prompt.row;
}

function sayOf(sort, sentence, line, pile = "") {
  sort.said.textContent = fill(sentence, { line: nameOf(sort, line), pile });
}

// Keys lead on to the words; a finger would call up the keyboard of a phone over the buttons.
function openLine(sort, line, open, { detail }) {
  line.open = open;
  showLine(sort, line);
  const byKeys = detail === 0;
  (open && byKeys ? line.editor.querySelector("textarea") : line.change).focus();
}

// The focus stays with the line. The page follows it only for keys: a finger is on the next line.
function moveLine(sort, line, pile, event) {
  line.open = false;
  line.cells.pile = pile.id;
  sort.tell({ row: line.id, column: "pile", value: pile.id });
  showLine(sort, line);
  line.change.focus({ preventScroll: event.detail > 0 });
  sayOf(sort, sort.words.sort_moved, line, pile.say);
}

function dropLine(sort, line) {
  line.element.remove();
  sort.lines = sort.lines.filter((one) => one !== line);
}

function removeLine(sort, line) {
  const { words, tell } = sort;
  const sentence = el(
    "span",
    { id: `${sort.id}-${line.id}-removed` },
    fill(words.sort_removed, { line: nameOf(sort, line) }),
  );
  const undo = button(words.undo, () => bringBack(sort, line, place), "quiet");
  undo.setAttribute("aria-describedby", sentence.id);
  const place = el("li", { class: "removed" }, sentence, " ", undo);
  line.element.before(place);
  dropLine(sort, line);
  sort.said.textContent = "";
  undo.focus();
  tell({ row: line.id, column: "", value: null, removed: true });
}

function bringBack(sort, { id, cells }, place) {
  // The row first: telling of it makes the page show all rows that it knows.
  sort.tell({ row: id, column: "", value: true });
  for (const [column, value] of Object.entries(cells)) sort.tell({ row: id, column, value });
  const line = sort.lines.find((one) => one.id === id) ?? addLine(sort, id);
  line.cells = { ...cells };
  showLine(sort, line);
  place.replaceWith(line.element);
  line.change.focus();
}

export default widget(drawSort);
