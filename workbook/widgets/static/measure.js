import { el, holdsFocus } from "./dom.js";
import { tickBox } from "./choice.js";
import { widget } from "./control.js";

export function drawMeasure(host, prompt, { id, changed }) {
  const scores = {};
  const items = prompt.items.map((item, at) => {
    const first = at ? `${id}-${item.id}` : id;
    const radios = prompt.choices.map((say, score) =>
      tickBox(
        "radio",
        score ? `${id}-${item.id}-${score}` : first,
        { id: String(score), say },
        {
          name: `${first}-of`,
          change: () => {
            scores[item.id] = score;
            changed({ ...scores });
          },
        },
      ),
    );
    return el(
      "fieldset",
      { class: "item", "data-item": item.id },
      el("legend", {}, item.ask),
      el("div", { class: "ticks four" }, radios),
    );
  });
  host.append(
    ...[
      prompt.lead ? el("p", { class: "lead" }, prompt.lead) : null,
      ...items,
      limits(prompt),
    ].filter(Boolean),
  );
  return {
    show(value) {
      if (holdsFocus(host) && value) return;
      for (const item of prompt.items) putScore(host, item, value?.[item.id], scores);
    },
  };
}

function putScore(host, item, score, scores) {
  if (score === undefined) delete scores[item.id];
  else scores[item.id] = score;
  for (const radio of host.querySelectorAll(`[data-item="${CSS.escape(item.id)}"] input`))
    radio.checked = radio.value === String(score);
}

function limits(prompt) {
  return el(
    "div",
    { class: "limits" },
    prompt.cannot_tell
      ? el("p", {}, el("strong", {}, `${prompt.words?.measure_limits || ""} `), prompt.cannot_tell)
      : null,
    prompt.notice ? el("p", { class: "notice" }, prompt.notice) : null,
    prompt.source ? el("p", { class: "notice" }, prompt.source) : null,
  );
}

export default widget(drawMeasure);
