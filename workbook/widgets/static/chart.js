import { el } from "./dom.js";
import { widget } from "./control.js";

// A picture has the sentence as its name; without one, the sentence stands in its place.
export function drawChart(host, prompt) {
  return {
    show(value) {
      if (!value) {
        host.replaceChildren(el("p", { class: "nothing" }, prompt.empty || ""));
        return;
      }
      host.replaceChildren(
        el(
          "figure",
          { class: "chart-picture" },
          value.svg ? drawPicture(value) : el("p", {}, value.alt),
          value.notes.length
            ? el(
                "figcaption",
                {},
                value.notes.map((note) => el("span", {}, note)),
              )
            : null,
        ),
        drawBehind(prompt, value.table),
      );
    },
  };
}

// As an image it is a document of its own, which can reach nothing and run nothing.
function drawPicture({ svg, alt }) {
  return el("img", { alt, src: `data:image/svg+xml,${encodeURIComponent(svg)}` });
}

function drawBehind(prompt, { columns, rows }) {
  const id = `numbers-${prompt.id}`;
  return el(
    "details",
    { class: "numbers" },
    el("summary", {}, prompt.words?.chart_numbers || ""),
    // It may be wider and longer than its place, so that it has to be reached by keys.
    el(
      "div",
      { class: "numbers-table", role: "region", tabindex: "0", "aria-labelledby": id },
      el(
        "table",
        {},
        el("caption", { id }, prompt.ask),
        el("thead", {}, el("tr", {}, columns.map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, rows.map(drawRow)),
      ),
    ),
  );
}

function drawRow([first, ...cells]) {
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, first),
    cells.map((cell) => el("td", {}, cell)),
  );
}

export default widget(drawChart);
