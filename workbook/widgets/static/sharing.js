// A copy for somebody who helps: answer by answer, the exact words beside each, all off at first.

import { button, el, fill } from "./dom.js";
import { drawTyped, typedIn } from "./field.js";
import { tickBox } from "./choice.js";

const TOO_SHORT = 10; // characters of a password; our choice, as is the next
const LONG_ENOUGH = 20;

export function drawSharing(step) {
  const { words, body, id } = step;
  const chosen = new Set();
  const list = el("div", { class: "share-list" });
  const count = el("p", { class: "share-count", role: "status" });
  const to = drawTyped(`${id}-to`, words.share_to, { hint: words.share_to_hint, maxlength: 100 });
  const strength = el("p", { class: "hint", role: "status" });
  const password = drawTyped(`${id}-password`, words.share_password, {
    hint: words.share_password_hint,
    maxlength: 200,
    input: ({ target }) => (strength.textContent = strengthOf(target.value, words)),
  });
  const recount = () => (count.textContent = fill(words.share_count, { n: chosen.size }));
  const make = button(words.share_make, () => {
    if (!chosen.size) return step.refuse(words.share_choose);
    return step.send({
      do: "share",
      items: [...chosen],
      to: typedIn(to),
      password: typedIn(password),
    });
  });
  body.append(list);
  let shown = "";
  return (value) => {
    const items = value?.items || [];
    if (shown === JSON.stringify(items)) return;
    shown = JSON.stringify(items);
    const known = new Set(items.map((item) => item.id));
    for (const one of chosen) if (!known.has(one)) chosen.delete(one);
    list.replaceChildren(...drawItems(step, items, chosen, recount));
    if (!items.length) return body.replaceChildren(list);
    recount();
    return make.isConnected || body.append(count, to, password, strength, el("p", {}, make));
  };
}

function drawItems({ words, id }, items, chosen, changed) {
  if (!items.length) return [el("p", { class: "nothing" }, words.copy_nothing)];
  const titles = [...new Set(items.map((item) => item.exercise))];
  return titles.map((title) => {
    const own = items.filter((item) => item.exercise === title);
    const ticks = own.map((item) => drawItem(`${id}-${item.id}`, item, chosen, changed));
    return el(
      "details",
      { class: "share-exercise", open: titles.length === 1 },
      el("summary", {}, fill(words.share_exercise, { title, n: own.length })),
      el("fieldset", {}, el("legend", { class: "visually-hidden" }, title), ticks),
    );
  });
}

function drawItem(id, item, chosen, changed) {
  const choice = { id: item.id, say: item.ask, hint: item.preview };
  return tickBox("checkbox", id, choice, {
    checked: chosen.has(item.id),
    change: ({ target }) => {
      if (target.checked) chosen.add(item.id);
      else chosen.delete(item.id);
      changed();
    },
  });
}

// A plain word, no number: length counts most, and a few signs over and over are soon guessed.
function strengthOf(password, words) {
  if (!password) return "";
  const signs = new Set(password).size;
  if (password.length < TOO_SHORT || signs < 6 || /^\d+$/.test(password)) return words.password_weak;
  return password.length < LONG_ENOUGH || signs < 9 ? words.password_fair : words.password_strong;
}
