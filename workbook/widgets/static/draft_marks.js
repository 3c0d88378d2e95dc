// The marks under the words of a draft. They lie behind the text, in a copy of it that shows
// nothing else, so that the words themselves stay the participant's own.

import { el } from "./dom.js";

const LONG = 200; // more characters than one sentence has: marked as lightly as can be

// Findings follow their words through an edit; where the words were changed they are gone.
export function followWords(findings, before, after) {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const to = before.length - same;
  const shift = after.length - before.length;
  return findings.flatMap((one) => {
    if (one.end <= from) return [one];
    if (one.start >= to) return [{ ...one, start: one.start + shift, end: one.end + shift }];
    return [];
  });
}

// Those that the caret or what is selected touches; a finding about one sentence goes before one
// about much of the text.
export function touched(findings, start, end) {
  const all = findings.filter((one) => one.start <= end && one.end >= start);
  const short = all.filter((one) => !isLong(one));
  return short.length ? short : all;
}

function isLong({ start, end }) {
  return end - start > LONG;
}

export function drawMarks(mirror, text, findings, isSeen, isCurrent) {
  const parts = cut(text, findings).map(({ words, about }) => {
    if (!about.length) return words;
    const light = about.every((one) => isSeen(one) || isLong(one));
    const now = about.some(isCurrent);
    return el("span", { class: `found${light ? " light" : ""}${now ? " now" : ""}` }, words);
  });
  // A last line without a letter has no height of its own.
  const last = /(^|\n)$/.test(text) ? "\u200b" : "";
  mirror.replaceChildren(...parts, last);
}

// The text in pieces, each with the findings that are about it; findings may overlap.
function cut(text, findings) {
  const inside = findings.flatMap(({ start, end }) => [start, end]);
  const ends = [...new Set([0, ...inside, text.length])].sort((a, b) => a - b);
  return ends.slice(1).map((end, at) => ({
    words: text.slice(ends[at], end),
    about: findings.filter((one) => one.start < end && one.end > ends[at]),
  }));
}
