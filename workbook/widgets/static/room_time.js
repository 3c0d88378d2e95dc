// The time that is left of an exercise, as a page that was told it once goes on counting it.

import { fill } from "./dom.js";

const SECOND_MS = 1000;

// `at` is when the page heard that so many seconds were left; the clocks themselves may differ.
export function secondsLeft({ left, state }, at) {
  const gone = state === "running" ? Math.floor((Date.now() - at) / SECOND_MS) : 0;
  return Math.max(0, left - gone);
}

// With the sentences for none, for seconds, for one minute and for more: it changes each minute, and
// each second only in the last one.
export function sayLeft(n, [over, seconds, minute, minutes]) {
  if (n === 0) return over;
  if (n < 60) return fill(seconds, { n });
  return n <= 60 ? minute : fill(minutes, { n: Math.ceil(n / 60) });
}
