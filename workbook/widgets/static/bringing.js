// Bring in a sealed copy: its file and its six words.

import { button, el } from "./dom.js";
import { drawTyped, typedIn } from "./field.js";

const LARGEST_FILE = 4 * 2 ** 20; // bytes; workbook/sealed_file.py takes no more

export function drawBringing(step) {
  const { words, body, id } = step;
  const file = drawTyped(id, words.bring_file, { hint: words.bring_file_hint, type: "file" });
  const phrase = drawTyped(`${id}-phrase`, words.bring_phrase, { hint: words.open_hint });
  const bring = button(words.bring_in, () => bringIn(step, chosen.files[0], typedIn(phrase)));
  const chosen = file.querySelector("input");
  body.append(file, phrase, el("p", {}, bring));
  step.told = ({ text }) => {
    if (!text) return;
    chosen.value = phrase.querySelector("input").value = "";
  };
  return () => {};
}

async function bringIn({ words, refuse, send }, file, phrase) {
  if (!file) return refuse(words.bring_choose);
  if (file.size > LARGEST_FILE) return refuse(words.bring_too_large);
  if (!phrase.trim()) return refuse(words.bring_words);
  try {
    return send({ do: "bring", phrase, body: await inBase64(file) });
  } catch {
    return refuse(words.bring_unreadable); // it was moved or changed since it was chosen
  }
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] || "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
