// A QR code as a picture of its own: black on white in the dark as well, since a camera wants that.

import { svg } from "./dom.js";

// The white around it, in modules; with less of it some cameras find nothing.
const QR_QUIET = 4;

export function drawQr(rows, label) {
  const size = rows.length + 2 * QR_QUIET;
  return svg(
    "svg",
    { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label },
    svg("rect", { width: size, height: size, fill: "#fff" }),
    svg("path", { d: rows.map(qrRow).join(""), fill: "#000", "shape-rendering": "crispEdges" }),
  );
}

// Black modules side by side are one bar, so that no hairline stands between them.
function qrRow(row, y) {
  return [...row.matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index + QR_QUIET} ${y + QR_QUIET}h${run.length}v1h-${run.length}z`)
    .join("");
}
