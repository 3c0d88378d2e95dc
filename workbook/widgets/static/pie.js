import { button, el, fill, newId, svg } from "./dom.js";
import { borderPlaces, drawPie, fillOf, patterns, percentAt, smallPie } from "./pie_drawing.js";
import { moveBorder, readShares, setShare, shareEqually, writeShares } from "./shares.js";
import { widget } from "./control.js";
export { moveBorder, readShares, setShare, share, shareEqually, writeShares } from "./shares.js";

const KEY_STEPS = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: -100,
  End: 100,
};

export function drawPieControl(host, prompt, { id, changed }) {
  const ids = prompt.slices.map((slice) => slice.id);
  const pie = {
    host,
    prompt,
    id,
    ids,
    words: prompt.words || {},
    uid: `pie-${newId()}`,
    shares: null,
    handles: [],
    inputs: [],
  };
  pie.own = ids.length - 1;
  pie.set = (shares) => {
    pie.shares = shares;
    update(pie);
    changed(writeShares(shares, ids));
  };
  if (ids.length < 2) {
    host.append(el("p", { class: "nothing" }, pie.words.pie_no_others || ""));
    return { show() {} };
  }
  build(pie);
  return {
    show(value) {
      pie.shares = readShares(value, ids);
      update(pie);
    },
  };
}

function build(pie) {
  pie.canvas = svg("g", {});
  pie.borders = svg("g", {});
  pie.picture = svg(
    "svg",
    {
      viewBox: "-126 -126 252 252",
      class: "pie",
      role: "group",
      "aria-label": pie.words.pie_picture,
    },
    pie.canvas,
    pie.borders,
  );
  pie.equal = button(pie.words.pie_equal, () => {
    pie.set(shareEqually(pie.ids.length));
    pie.inputs[0].focus();
  });
  pie.help = el("p", { class: "hint" }, pie.words.pie_help);
  pie.change = el("div", { class: "before-after" });
  const drawing = el("div", { class: "pie-drawing" }, pie.picture, pie.equal);
  pie.host.append(
    pie.help,
    el("div", { class: "pie-parts" }, drawing, buildTable(pie)),
    pie.change,
  );
  for (let at = 0; at < pie.ids.length - 1; at += 1) addBorder(pie, at);
}

function buildTable(pie) {
  const body = pie.prompt.slices.map((slice, at) => tableRow(pie, slice, at));
  pie.total = el("td", {});
  return el(
    "table",
    { class: "shares" },
    el("caption", {}, pie.words.pie_table),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, pie.words.pie_slice),
        el("th", { scope: "col" }, pie.words.pie_share),
      ),
    ),
    el("tbody", {}, body),
    el("tfoot", {}, el("tr", {}, el("th", { scope: "row" }, pie.words.pie_total), pie.total)),
  );
}

function tableRow(pie, slice, at) {
  const input = el("input", {
    type: "number",
    id: at ? `${pie.id}-${slice.id}` : pie.id,
    min: 0,
    max: 100,
    step: 1,
    inputmode: "numeric",
    "aria-label": fill(pie.words.pie_number, { name: slice.label }),
  });
  // While one number is typed, the others keep the proportions they had before.
  let before = null;
  input.addEventListener("focus", () => (before = pie.shares));
  input.addEventListener("blur", () => update(pie));
  input.addEventListener("input", () => {
    if (input.value === "" || !Number.isFinite(Number(input.value))) return;
    pie.set(setShare(before || pie.ids.map(() => 0), at, Number(input.value)));
  });
  pie.inputs.push(input);
  return el(
    "tr",
    {},
    el(
      "th",
      { scope: "row" },
      el("span", { class: "slice-name" }, swatch(pie, at), el("span", {}, slice.label)),
    ),
    el(
      "td",
      {},
      el("span", { class: "percent" }, input, el("span", { "aria-hidden": "true" }, "%")),
    ),
  );
}

function swatch(pie, at) {
  const uid = `${pie.uid}-${at}`;
  return svg(
    "svg",
    { viewBox: "0 0 30 24", class: "swatch", "aria-hidden": "true" },
    patterns(uid),
    svg("rect", {
      width: 30,
      height: 24,
      rx: 5,
      class: "slice",
      fill: `url(#${uid}-${fillOf(at, pie.own)})`,
    }),
    svg(
      "g",
      { class: "label", transform: "translate(15 12)" },
      svg("rect", { x: -9, y: -9, width: 18, height: 18, rx: 9 }),
      svg("text", { "text-anchor": "middle", y: 5 }, String(at + 1)),
    ),
  );
}

function addBorder(pie, at) {
  const { slices } = pie.prompt;
  const handle = svg(
    "g",
    {
      class: "border",
      role: "slider",
      tabindex: 0,
      "aria-valuemin": 0,
      "aria-label": fill(pie.words.pie_border, { a: slices[at].label, b: slices[at + 1].label }),
      keydown: (event) => {
        const step = KEY_STEPS[event.key];
        if (step === undefined || !pie.shares) return;
        event.preventDefault();
        pie.set(moveBorder(pie.shares, at, step));
      },
      pointerdown: (event) => {
        handle.setPointerCapture(event.pointerId);
        event.preventDefault();
        handle.focus();
      },
      pointermove: (event) => {
        if (handle.hasPointerCapture(event.pointerId)) drag(pie, at, event);
      },
    },
    svg("circle", { r: 24, class: "reach" }),
    svg("circle", { r: 9, class: "knob" }),
  );
  pie.handles.push(handle);
  pie.borders.append(handle);
}

function drag(pie, at, event) {
  const box = pie.picture.getBoundingClientRect();
  const percent = percentAt(
    event.clientX - box.left - box.width / 2,
    event.clientY - box.top - box.height / 2,
  );
  const border = pie.shares.slice(0, at + 1).reduce((sum, one) => sum + one, 0);
  let delta = percent - border;
  // The short way round, so that passing the top does not empty a slice.
  if (delta > 50) delta -= 100;
  if (delta < -50) delta += 100;
  const moved = moveBorder(pie.shares, at, delta);
  if (moved[at] !== pie.shares[at]) pie.set(moved);
}

function update(pie) {
  const { shares } = pie;
  const names = pie.ids.map((_, at) => String(at + 1));
  pie.canvas.replaceChildren(
    shares
      ? drawPie(shares, names, pie.uid, pie.own)
      : svg("circle", { r: 100, class: "no-slices" }),
  );
  pie.borders.style.display = shares ? "" : "none";
  pie.equal.hidden = Boolean(shares);
  pie.inputs.forEach((input, at) => {
    if (document.activeElement !== input || !shares) input.value = shares ? shares[at] : "";
  });
  pie.total.textContent = shares ? "100 %" : "";
  if (shares) updateBorders(pie);
  showChange(pie);
}

function updateBorders(pie) {
  const { shares, words } = pie;
  const { slices } = pie.prompt;
  borderPlaces(shares).forEach(([x, y], at) => {
    const handle = pie.handles[at];
    handle.setAttribute("transform", `translate(${x} ${y})`);
    handle.setAttribute("aria-valuenow", shares[at]);
    handle.setAttribute("aria-valuemax", shares[at] + shares[at + 1]);
    handle.setAttribute(
      "aria-valuetext",
      fill(words.pie_border_now, {
        a: slices[at].label,
        a_percent: shares[at],
        b: slices[at + 1].label,
        b_percent: shares[at + 1],
      }),
    );
  });
}

function showChange(pie) {
  const { shares, words } = pie;
  const before = pie.prompt.first_guess;
  if (!shares || before === null || before === undefined) return pie.change.replaceChildren();
  const after = shares[pie.own];
  const said = after === before ? words.pie_same : words.pie_changed;
  return pie.change.replaceChildren(
    el(
      "figure",
      {},
      smallPie(before, `${pie.uid}-before`),
      el("figcaption", {}, fill(words.pie_before, { n: before })),
    ),
    el(
      "figure",
      {},
      smallPie(after, `${pie.uid}-after`),
      el("figcaption", {}, fill(words.pie_after, { n: after })),
    ),
    el("p", {}, fill(said, { before, after })),
  );
}

export default widget(drawPieControl);
