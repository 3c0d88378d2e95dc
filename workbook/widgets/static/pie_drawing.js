import { svg } from "./dom.js";
import { WHOLE } from "./shares.js";

const RADIUS = 100;
const LABEL = 66;
const ROOM_FOR_LABEL = 5;
// How far out each of several borders at one place sits, so that none hides another.
const STACK = 17;

export function point(percent, radius) {
  const angle = (percent / WHOLE) * 2 * Math.PI;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}

// The share of a full turn, clockwise from the top, at which a place lies.
export function percentAt(x, y) {
  const turn = Math.atan2(x, -y) / (2 * Math.PI);
  return (turn < 0 ? turn + 1 : turn) * WHOLE;
}

export function drawPie(shares, names, uid, own) {
  let from = 0;
  const slices = shares.map((percent, at) => {
    const slice = drawSlice(from, percent, `url(#${uid}-${fillOf(at, own)})`);
    from += percent;
    return slice;
  });
  return svg("g", {}, patterns(uid), slices, drawLabels(shares, names));
}

function drawSlice(from, percent, paint) {
  if (percent >= WHOLE) return svg("circle", { r: RADIUS, class: "slice", fill: paint });
  const [x1, y1] = point(from, RADIUS);
  const [x2, y2] = point(from + percent, RADIUS);
  const far = percent > WHOLE / 2 ? 1 : 0;
  const d = percent ? `M0 0L${x1} ${y1}A${RADIUS} ${RADIUS} 0 ${far} 1 ${x2} ${y2}Z` : "";
  return svg("path", { d, class: "slice", fill: paint });
}

function drawLabels(shares, names) {
  let from = 0;
  return shares.map((percent, at) => {
    const [x, y] = point(from + percent / 2, percent < ROOM_FOR_LABEL ? RADIUS + 14 : LABEL);
    from += percent;
    if (!percent) return svg("g", {});
    return svg(
      "g",
      { class: "label", transform: `translate(${x} ${y})` },
      svg("rect", { x: -13, y: -11, width: 26, height: 22, rx: 11 }),
      svg("text", { "text-anchor": "middle", y: 5 }, names[at]),
    );
  });
}

// Eight fills that differ in colour and in pattern; the own slice is always the last, plain one.
export const FILLS = 8;

export function fillOf(at, own) {
  return at === own ? "own" : `fill-${at % FILLS}`;
}

const MARKS = [
  "M0 12L12 0",
  "M6 6h.01",
  "M0 6H12",
  "M0 0L12 12",
  "M6 0V12",
  "M0 12L12 0M0 0L12 12",
  "M3 3h.01M9 9h.01",
  "M0 6H12M6 0V12",
];

export function patterns(uid) {
  const own = svg(
    "pattern",
    patternOf(`${uid}-own`),
    svg("rect", { width: 12, height: 12, class: "own" }),
  );
  const fills = MARKS.map((d, at) =>
    svg(
      "pattern",
      patternOf(`${uid}-fill-${at}`),
      svg("rect", { width: 12, height: 12, class: `fill-${at}` }),
      svg("path", { d, class: "mark" }),
    ),
  );
  return svg("defs", {}, own, fills);
}

function patternOf(id) {
  return { id, width: 12, height: 12, patternUnits: "userSpaceOnUse" };
}

// Where the handle of each border sits: on the rim, further out where borders meet.
export function borderPlaces(shares) {
  let turn = 0;
  let stacked = 0;
  return shares.slice(0, -1).map((percent, at) => {
    turn += percent;
    stacked = at > 0 && percent < 3 ? stacked + 1 : 0;
    return point(turn, RADIUS + stacked * STACK);
  });
}

// Own part against all others, for "before" and "after".
export function smallPie(percent, uid) {
  const shares = [WHOLE - percent, percent];
  return svg(
    "svg",
    { viewBox: "-104 -104 208 208", class: "small-pie", "aria-hidden": "true" },
    patterns(uid),
    drawSlice(0, shares[0], `url(#${uid}-fill-0)`),
    drawSlice(shares[0], shares[1], `url(#${uid}-own)`),
  );
}
