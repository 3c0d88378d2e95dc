// Where the participant is: the address, and the place on the screen across a reload.

const PLACE = "second-look.place";
const FRESH_MS = 60000;

export function readAddress(base) {
  const root = new URL(base, window.location.href).pathname.replace(/\/$/, "");
  const rest = window.location.pathname.slice(root.length).replace(/^\//, "");
  const exercise = decodeURIComponent(rest.split("/")[0]) || null;
  const [step, sheet] = decodeURIComponent(window.location.hash.slice(1)).split("@");
  return { exercise, step: step || null, sheet: sheet || null };
}

export function addressOfStep(base, { exercise, step, sheet }) {
  const hash = step ? `#${encodeURIComponent(step)}${sheet ? `@${sheet}` : ""}` : "";
  return `${base.replace(/\/$/, "")}/${encodeURIComponent(exercise)}${hash}`;
}

export function writeAddress(base, place, replace) {
  const now = readAddress(base);
  const parts = ["exercise", "step", "sheet"];
  if (parts.every((part) => (now[part] || "") === (place[part] || ""))) return;
  const address = addressOfStep(base, place);
  window.history[replace ? "replaceState" : "pushState"](null, "", address);
}

// What has the focus, and where its caret stands.
export function readFocus(root) {
  const focused = document.activeElement;
  if (!focused?.id || !root.contains(focused)) return null;
  const [start, end] = caretOf(focused);
  return { id: focused.id, start, end };
}

function caretOf(control) {
  try {
    return [control.selectionStart, control.selectionEnd];
  } catch {
    return [null, null];
  }
}

export function giveFocus(root, { id, start, end }) {
  const control = root.querySelector(`#${CSS.escape(id)}`);
  if (!control) return false;
  const folded = control.closest("details:not([open])")?.querySelector("summary");
  if (folded) folded.focus();
  else {
    if (control.matches(".ask")) control.tabIndex = -1; // where the focus was led to it
    control.focus({ preventScroll: true });
  }
  if (start !== null && start !== undefined) control.setSelectionRange?.(start, end);
  return true;
}

export function storePlace(root, { exercise, step }) {
  const place = { exercise, step, scroll: window.scrollY, focus: readFocus(root), at: Date.now() };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

// The stored place, once, where it is fresh and on this very screen.
export function takePlace({ exercise, step }) {
  const place = JSON.parse(sessionStorage.getItem(PLACE) || "null");
  sessionStorage.removeItem(PLACE);
  const here = place && place.exercise === exercise && place.step === step;
  return here && Date.now() - place.at < FRESH_MS ? place : null;
}

// The participant's own time, with the offset of their place: 2026-11-03T21:05:00+01:00.
export function localTime(now = new Date()) {
  const minutes = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + minutes * 60000).toISOString().slice(0, 19);
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
