import { el, holdsFocus } from "./dom.js";
import { widget } from "./control.js";
import { grow } from "./text.js";

// One line that grows when it is long, so that all of it can be read on a narrow screen.
export function drawShortText(host, prompt, { id, describedBy, changed }) {
  const line = el("textarea", {
    id,
    rows: 1,
    class: "one-line",
    "aria-describedby": describedBy,
    keydown: (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    },
    input: () => {
      grow(line);
      changed(line.value);
    },
  });
  host.append(line);
  return {
    show(value) {
      if (!holdsFocus(line)) line.value = value ?? "";
      requestAnimationFrame(() => grow(line));
    },
  };
}

export default widget(drawShortText);
