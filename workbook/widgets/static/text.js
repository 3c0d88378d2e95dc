import { el, fill, holdsFocus } from "./dom.js";
import { widget } from "./control.js";

const NEARLY_FULL = 0.9;
// Screen readers read the count aloud, so it waits for a pause in typing.
const COUNT_AFTER_MS = 500;

export function drawText(host, prompt, { id, describedBy, changed }) {
  let counting = null;
  const area = el("textarea", {
    id,
    "aria-describedby": describedBy,
    rows: prompt.lines || 4,
    input: () => {
      grow(area);
      clearTimeout(counting);
      counting = setTimeout(() => count(room, area, prompt), COUNT_AFTER_MS);
      changed(area.value);
    },
  });
  area.style.setProperty("--rows", prompt.lines || 4);
  const room = el("p", { class: "room", role: "status" });
  host.append(area, room);
  return {
    show(value) {
      if (!holdsFocus(area)) area.value = value ?? "";
      count(room, area, prompt);
      requestAnimationFrame(() => grow(area));
    },
  };
}

// Browsers that cannot size a textarea by its content get a height in pixels.
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight + 4}px`;
}

// Nothing is cut off while typing; near the limit the room left is said.
function count(room, area, prompt) {
  const limit = prompt.limit || 20000;
  const left = limit - [...area.value].length;
  const sentence = left < 0 ? prompt.words?.too_long : prompt.words?.room_left;
  room.textContent = left < limit * (1 - NEARLY_FULL) ? fill(sentence, { n: Math.abs(left) }) : "";
}

export default widget(drawText);
