// The end of a meeting: the report or none, then the room is closed and what was shared burns.

import { button, el, fill, writeText } from "./dom.js";
import { namedSection, showWhen } from "./facilitator_parts.js";
import { drawCalls } from "./facilitator_calls.js";
import { drawDanger } from "./facilitator_guide.js";
import { rehearsalBanner } from "./facilitator_room.js";
import { openDialog } from "./keep.js";

export function drawLeadEnd(page) {
  const { words, view } = page;
  if (view.closed) return closedNodes(page);
  const calls = drawCalls(page);
  const report = drawReport(page);
  const close = drawClosing(page, report);
  const parts = [calls, report, close];
  const nodes = [
    rehearsalBanner(page),
    calls.node,
    el(
      "div",
      { class: "screen" },
      el("p", { class: "position" }, view.title),
      el("h1", {}, words.lead_end_title),
      el("p", {}, words.lead_end_text),
      report.node,
      close.node,
      el(
        "div",
        { class: "ways" },
        button(words.lead_end_back, () => page.send({ do: "room", room: view.room })),
        drawDanger(page),
      ),
    ),
  ];
  return { nodes, update: () => parts.forEach((part) => part.show(page.live())) };
}

function drawReport(page) {
  const { words } = page;
  const take = (format) => () => page.send({ do: "report", format });
  const declined = el("input", { type: "checkbox", id: "report-declined" });
  const none = el(
    "div",
    { class: "tick" },
    declined,
    el("label", { for: declined.id }, words.lead_report_declined),
  );
  const taken = el("p", { role: "status" });
  return {
    declined,
    node: namedSection(
      "lead-report",
      el("h2", {}, words.lead_report),
      el("p", {}, words.lead_report_about),
      el(
        "div",
        { class: "ways" },
        button(words.lead_report_html, take("html"), "primary"),
        button(words.lead_report_csv, take("csv")),
      ),
      taken,
      none,
    ),
    show({ taken: files }) {
      const said = files.map((name) => fill(words.lead_report_taken, { name })).join(" ");
      writeText(taken, said);
      showWhen(none, files.length === 0);
    },
  };
}

function drawClosing(page, { declined }) {
  const { words } = page;
  const problem = el("p", { class: "problem", role: "alert" });
  const pressed = () => {
    const open = page.live().taken.length || declined.checked;
    writeText(problem, open ? "" : words.lead_close_first);
    if (open) askClose(page, declined.checked);
  };
  declined.addEventListener("change", () => writeText(problem, ""));
  return {
    node: namedSection(
      "lead-closing",
      el("h2", {}, words.lead_close_title),
      el("p", {}, words.lead_close_about),
      el("p", {}, button(words.lead_close_now, pressed, "alarm")),
      problem,
    ),
    show({ said = "" }) {
      if (said) writeText(problem, said);
    },
  };
}

// Closing is the one thing here that nothing undoes.
function askClose(page, declined) {
  const { words } = page;
  const close = () => {
    page.dialog.close();
    page.send({ do: "close", declined });
  };
  openDialog(page, "close-dialog", words.lead_close_sure, [
    el("p", {}, fill(words.lead_close_sure_text, { n: page.live().numbers.here })),
    el(
      "div",
      { class: "ways" },
      button(words.lead_close_yes, close, "alarm"),
      button(words.lead_close_no, () => page.dialog.close()),
    ),
  ]);
}

function closedNodes(page) {
  const { words, view } = page;
  const gone = view.closed === "gone";
  return [
    rehearsalBanner(page),
    el(
      "div",
      { class: "screen" },
      el("h1", {}, gone ? words.lead_gone_title : words.lead_closed_title),
      el("p", {}, gone ? words.lead_gone : words.lead_closed),
      el(
        "div",
        { class: "ways" },
        button(words.lead_plans, () => page.send({ do: "plans" }), "primary"),
      ),
    ),
  ];
}
