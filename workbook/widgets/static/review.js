import { el } from "./dom.js";
import { widget } from "./control.js";

export function drawReview(host, prompt) {
  return {
    show(value) {
      const earlier = (value || []).map((answer) =>
        el(
          "figure",
          { class: "earlier" },
          el(
            "figcaption",
            {},
            answer.label ? el("strong", {}, answer.label) : null,
            answer.when ? el("span", { class: "when" }, answer.when) : null,
          ),
          wrote(answer),
        ),
      );
      const nothing = el("p", { class: "nothing" }, prompt.empty || "");
      host.replaceChildren(...(earlier.length ? earlier : [nothing]));
    },
  };
}

function wrote(answer) {
  return answer.lines.map(({ label, text }) =>
    el(
      "div",
      { class: "line" },
      label && label !== answer.label ? el("span", { class: "line-label" }, label) : null,
      el("blockquote", {}, text),
    ),
  );
}

export default widget(drawReview);
