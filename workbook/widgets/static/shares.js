// The arithmetic of the responsibility pie: lists of whole percents that always make 100.

export const WHOLE = 100;

// Largest remainder: shares in proportion to the weights, whole, and `whole` in all.
export function share(weights, whole = WHOLE) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const even = weights.map(() => whole / weights.length);
  const exact = sum > 0 ? weights.map((weight) => (weight * whole) / sum) : even;
  const shares = exact.map(Math.floor);
  const left = whole - shares.reduce((total, one) => total + one, 0);
  const order = exact
    .map((one, at) => [one - Math.floor(one), at])
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (let more = 0; more < left; more += 1) shares[order[more % order.length][1]] += 1;
  return shares;
}

export function shareEqually(count) {
  return share(Array(count).fill(1));
}

// One slice is set; what it takes or gives comes from the others in proportion.
export function setShare(shares, at, percent) {
  if (shares.length === 1) return [WHOLE];
  const wanted = clamp(Math.round(percent), 0, WHOLE);
  const others = share(
    shares.filter((_, other) => other !== at),
    WHOLE - wanted,
  );
  return [...others.slice(0, at), wanted, ...others.slice(at)];
}

// The border after slice `at` moves by `delta`: its two neighbours share the change.
export function moveBorder(shares, at, delta) {
  const step = clamp(Math.round(delta), -shares[at], shares[at + 1]);
  const moved = [...shares];
  moved[at] += step;
  moved[at + 1] -= step;
  return moved;
}

// Read an answer {slice id: percent} in the order of the slices; null where there is none.
export function readShares(value, ids) {
  if (!value || !ids.some((id) => value[id] > 0)) return null;
  return share(ids.map((id) => Math.max(0, value[id] || 0)));
}

export function writeShares(shares, ids) {
  return Object.fromEntries(ids.map((id, at) => [id, shares[at]]));
}

function clamp(number, least, most) {
  return Math.min(most, Math.max(least, number));
}
