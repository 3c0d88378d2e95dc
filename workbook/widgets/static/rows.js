import { button, el, fill, holdsFocus, newId } from "./dom.js";
import { drawChoice, drawSelect } from "./choice.js";
import { drawDate } from "./date.js";
import { drawMany } from "./many.js";
import { drawScale } from "./scale.js";
import { drawShortText } from "./short_text.js";
import { drawText } from "./text.js";
import { widget } from "./control.js";

const MANY_CHOICES = 6;
const DRAW = {
  short_text: drawShortText,
  text: drawText,
  choice: (host, column, about) =>
    (column.choices.length > MANY_CHOICES ? drawSelect : drawChoice)(host, column, about),
  many: drawMany,
  scale: drawScale,
  date: drawDate,
};

export function drawRows(host, prompt, { id, tell }) {
  const list = el("div", { class: "rows" });
  const table = { host, prompt, id, tell, list, rows: [] };
  const add = button(prompt.add, () => {
    const row = addRow(table, newId());
    number(table);
    row.element.querySelector("input, textarea, select")?.focus();
  });
  add.classList.add("add");
  host.append(list, add);
  return { show: (value) => showRows(table, value || []) };
}

// Rows that only this screen knows stay while they are empty or have the focus.
function showRows(table, value) {
  const kept = new Set(value.map((row) => row.row));
  for (const row of [...table.rows]) {
    const written = Object.keys(row.cells).length > 0;
    if (!kept.has(row.id) && written && !holdsFocus(row.element)) dropRow(table, row);
  }
  for (const { row: id, cells } of value) {
    let row = table.rows.find((one) => one.id === id);
    if (!row) {
      const spare = table.rows.find((one) => isUntouched(one));
      row = addRow(table, id, spare?.element);
      if (spare) dropRow(table, spare);
    }
    row.cells = { ...cells };
    for (const [column, control] of Object.entries(row.controls))
      control.show(cells[column] ?? null);
    showColumns(table, row);
  }
  const wanted = (table.prompt.start ?? 1) - table.rows.length;
  if (!table.drawn) for (let more = 0; more < wanted; more += 1) addRow(table, newId());
  table.drawn = true;
  number(table);
}

function isUntouched(row) {
  return Object.keys(row.cells).length === 0 && !holdsFocus(row.element);
}

function addRow(table, id, before = null) {
  const row = { id, cells: {}, controls: {}, frames: {} };
  const remove = button("", () => removeRow(table, row), "quiet");
  row.legend = el("legend", {});
  row.remove = remove;
  row.element = el("fieldset", { class: "row", "data-row": id }, row.legend);
  for (const column of table.prompt.columns) drawCell(table, row, column);
  row.element.append(remove);
  table.list.insertBefore(row.element, before);
  const at = before ? table.rows.findIndex((one) => one.element === before) : table.rows.length;
  table.rows.splice(at, 0, row);
  showColumns(table, row);
  return row;
}

function dropRow(table, row) {
  row.element.remove();
  table.rows = table.rows.filter((one) => one !== row);
}

function drawCell(table, row, column) {
  const id = `${table.id}-${row.id}-${column.id}`;
  const group = isGroup(column);
  const hint = column.hint ? el("p", { class: "hint", id: `${id}-hint` }, column.hint) : null;
  const frame = group
    ? el(
        "fieldset",
        { class: "cell", "aria-describedby": hint && hint.id },
        el("legend", {}, column.ask),
        hint,
      )
    : el("div", { class: "cell" }, el("label", { for: id }, column.ask), hint);
  const host = el("div");
  const says = el("p", { class: "says", role: "status", "data-says": `${row.id}/${column.id}` });
  frame.append(host, says);
  row.frames[column.id] = frame;
  row.element.append(frame);
  row.controls[column.id] = DRAW[column.kind](
    host,
    { words: table.prompt.words, ...column },
    {
      id,
      describedBy: hint && hint.id,
      changed: (value) => {
        row.cells[column.id] = value;
        showColumns(table, row);
        table.tell({ row: row.id, column: column.id, value });
      },
    },
  );
  row.controls[column.id].show(null);
}

function isGroup(column) {
  return (
    column.kind === "many" || (column.kind === "choice" && column.choices.length <= MANY_CHOICES)
  );
}

// Names and numbers follow the order on the screen: "Moment 1", "Moment 2", …
function number(table) {
  table.rows.forEach((row, at) => {
    const name = `${table.prompt.row || ""} ${at + 1}`.trim();
    row.legend.textContent = name;
    row.remove.textContent = fill(table.prompt.words?.remove_row, { row: name });
  });
}

function removeRow(table, row) {
  const name = row.legend.textContent;
  const next = table.rows[table.rows.indexOf(row) + 1] || null;
  const line = el("p", { class: "removed", role: "status" });
  const undo = button(
    table.prompt.words?.undo || "",
    () => {
      line.remove();
      // The row first: telling of it makes the page show all rows that it knows.
      const back = addRow(table, row.id, next && next.element.isConnected ? next.element : null);
      table.tell({ row: row.id, column: "", value: true });
      for (const [column, value] of Object.entries(row.cells)) {
        back.cells[column] = value;
        back.controls[column]?.show(value);
        table.tell({ row: row.id, column, value });
      }
      showColumns(table, back);
      number(table);
      back.element.querySelector("input, textarea, select")?.focus();
    },
    "quiet",
  );
  line.append(el("span", {}, fill(table.prompt.words?.row_removed, { row: name })), " ", undo);
  row.element.before(line);
  dropRow(table, row);
  number(table);
  undo.focus();
  if (Object.keys(row.cells).length)
    table.tell({ row: row.id, column: "", value: null, removed: true });
}

function showColumns(table, row) {
  for (const column of table.prompt.columns)
    row.frames[column.id].hidden = !holds(column.show_if, row.cells);
}

// A condition on sibling columns: one, a list that must all hold, or { any: [...] }.
export function holds(condition, cells) {
  if (!condition) return true;
  if (Array.isArray(condition)) return condition.every((one) => holds(one, cells));
  if (condition.any) return condition.any.some((one) => holds(one, cells));
  const value = cells[condition.column] ?? null;
  const answered = value !== null && value !== "" && value.length !== 0;
  if ("answered" in condition) return answered === condition.answered;
  if ("is_not" in condition) return value !== condition.is_not;
  if ("is" in condition) return value === condition.is;
  if ("any_of" in condition) return condition.any_of.includes(value);
  if ("includes" in condition) return (value || []).includes(condition.includes);
  if ("at_least" in condition) return answered && value >= condition.at_least;
  return answered && value <= condition.at_most;
}

export default widget(drawRows);
