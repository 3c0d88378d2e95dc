// The caret in a draft, and the ways between the words and what was found in them.

import { fill, holdsFocus } from "./dom.js";
import { showCurrent } from "./draft_list.js";
import { drawMarks, touched } from "./draft_marks.js";

const NO_TYPING_MS = 1000;

export function markWords(desk) {
  desk.current = new Set(underCaret(desk).map((one) => one.key));
  const isSeen = (one) => desk.seen.has(one.seenAs);
  const isCurrent = (one) => desk.current.has(one.key);
  drawMarks(desk.mirror, desk.text, desk.findings, isSeen, isCurrent);
  showCurrent(desk);
}

function underCaret({ area, findings }) {
  if (!holdsFocus(area)) return [];
  return touched(findings, area.selectionStart, area.selectionEnd);
}

// Where the caret goes by itself, without typing, a screen reader hears that the place is marked.
export function followCaret(desk) {
  const { area, current } = desk;
  if (desk.text !== area.value) return;
  const now = underCaret(desk);
  const [entered] = now.filter((one) => !current.has(one.key));
  if (!entered && now.length === current.size) return;
  markWords(desk);
  if (entered && Date.now() - desk.typedAt > NO_TYPING_MS)
    desk.marked.textContent = fill(desk.words.draft_marked, { title: entered.title });
}

export function goToWords(desk, key) {
  const finding = desk.findings.find((one) => one.key === key);
  desk.area.focus({ preventScroll: true });
  if (finding) desk.area.setSelectionRange(finding.start, finding.end);
  followCaret(desk);
  desk.mirror.querySelector(".now")?.scrollIntoView({ block: "nearest" });
}

// From the text to the next finding in the list, and from the list back to where the caret was.
export function goBetween(desk) {
  const { area, entries, findings } = desk;
  if (!entries.size) return false;
  if (!holdsFocus(area)) area.focus();
  else {
    const at = area.selectionStart;
    const [here] = touched(findings, at, area.selectionEnd);
    const ahead = findings.filter((one) => one.start >= at).sort((a, b) => a.start - b.start);
    const next = here ?? ahead[0];
    const { show, seen } = entries.get(next?.key) ?? entries.values().next().value;
    (show.hidden ? seen : show).focus();
  }
  return true;
}
