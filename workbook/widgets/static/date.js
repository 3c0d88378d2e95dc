import { el, holdsFocus } from "./dom.js";
import { widget } from "./control.js";

export function drawDate(host, prompt, { id, describedBy, changed }) {
  const day = el("input", {
    type: "date",
    id,
    "aria-describedby": describedBy,
    change: () => changed(day.value || null),
  });
  host.append(day);
  return {
    show(value) {
      if (!holdsFocus(day)) day.value = value ?? "";
    },
  };
}

export default widget(drawDate);
