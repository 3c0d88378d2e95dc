// How a draft changed: every version with its day, what came in and what was taken out.

import { el, fill } from "./dom.js";

const SHOWN_VERSIONS = 8;

export function drawVersions(lying) {
  const { words, draft, ask } = lying;
  lying.versions = el("div", {}, el("p", {}, words.burn_waits));
  const element = el(
    "details",
    { class: "versions" },
    el("summary", {}, fill(words.versions, { n: draft.versions - 1 })),
    lying.versions,
  );
  element.addEventListener("toggle", () => {
    if (element.open && !lying.hasVersions) ask({ do: "versions" });
  });
  return element;
}

export function showVersions(lying, all) {
  const { versions, words } = lying;
  lying.hasVersions = true;
  const items = all.map((one, at) => drawVersion(words, one, at === 0, at === all.length - 1));
  const rest = items.splice(SHOWN_VERSIONS);
  versions.replaceChildren(
    el("ol", {}, items),
    rest.length
      ? el(
          "details",
          { class: "fold" },
          el("summary", {}, fill(words.review_rest, { n: rest.length })),
          el("ol", {}, rest),
        )
      : "",
  );
}

function drawVersion(words, { when, text, pieces }, isLast, isFirst) {
  const note = (isLast && words.version_now) || (isFirst && words.version_first) || "";
  const changed = isFirst ? text : pieces.map((piece) => drawPiece(words, piece));
  return el(
    "li",
    {},
    el("p", { class: "version-when" }, el("strong", {}, when), note ? ` · ${note}` : ""),
    el("blockquote", { class: "letter" }, changed),
    isFirst || isLast || !text
      ? null
      : el(
          "details",
          { class: "version-plain" },
          el("summary", {}, words.version_plain),
          el("blockquote", { class: "letter" }, text),
        ),
  );
}

function drawPiece(words, [kind, said]) {
  if (kind === "same") return said;
  const [tag, name] = kind === "new" ? ["ins", words.version_new] : ["del", words.version_gone];
  return el(tag, {}, el("span", { class: "visually-hidden" }, `${name}: `), said);
}
