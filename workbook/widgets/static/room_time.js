// The time that is left, quietly: it changes each minute, and each second only in the last one.

import { fill } from "./dom.js";

const SECOND_MS = 1000;

// `at` is when the page heard that so many seconds were left.
export function sayLeft(words, { left, state }, at) {
  if (left === null || left === undefined) return "";
  const gone = state === "running" ? Math.floor((Date.now() - at) / SECOND_MS) : 0;
  const now = left - gone;
  if (now <= 0) return words.room_time_over;
  if (now < 60) return fill(words.room_seconds, { n: now });
  const minutes = Math.ceil(now / 60);
  return minutes === 1 ? words.room_minute : fill(words.room_minutes, { n: minutes });
}
