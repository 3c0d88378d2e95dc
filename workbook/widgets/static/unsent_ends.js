// What may become of a draft: ends of equal worth, as buttons of one look.

import { el, aboutButton } from "./dom.js";
import { printText } from "./paper.js";

export function drawEnds(lying) {
  const { draft, words, ask, id } = lying;
  lying.held = el("div", { class: "held" });
  lying.copied = el("div", { class: "copied" });
  lying.said = el("p", { class: "copied-says", role: "status" });
  const mayCopy = draft.text && !draft.held.length;
  lying.copy = mayCopy ? about(lying, words.copy, () => ask({ do: "copy" })) : null;
  if (draft.text) showHeld(lying, draft.held);
  const put = about(lying, draft.put_away ? words.take_out : words.put_away, () =>
    ask({ do: "put_away", value: !draft.put_away }),
  );
  put.id = `${id}-put`; // the focus comes back to it when all is drawn anew
  return el(
    "div",
    { class: "ends-of" },
    el("h5", {}, words.unsent_ends),
    draft.text ? el("p", {}, words.unsent_stays) : null,
    lying.held,
    el(
      "div",
      { class: "end-ways" },
      wayOn(lying, draft.write),
      wayOn(lying, draft.tell),
      lying.copy,
      put,
      draft.text ? about(lying, words.print, () => printText(draft)) : null,
      about(lying, words.burn, () => ask({ do: "burn" })),
    ),
    lying.copied,
    lying.said,
  );
}

// The same buttons stand at every draft: which one this is about is said to screen readers.
function about({ draft }, text, pressed) {
  return aboutButton(text, draft.title, pressed, "small");
}

function wayOn({ way: wayTo, draft }, place) {
  if (!place || !wayTo) return null;
  const element = wayTo(place, place.label, draft.title);
  element.className = "button small";
  return element;
}

function showHeld({ held, words, draft }, reasons) {
  const lead = draft.stays ? null : el("p", { class: "held-lead" }, words.copy_held);
  const said = reasons.map((one) => el("p", {}, one));
  held.replaceChildren(...(reasons.length ? [lead, ...said].filter(Boolean) : []));
}

// The answer to "copy": the words, or why they cannot be copied after all.
export async function showCopied(lying, { text, held }) {
  const { words, said, copied, copy } = lying;
  if (held.length) {
    showHeld(lying, held);
    copy.remove();
    lying.held.tabIndex = -1;
    lying.held.focus();
    return;
  }
  if (await toClipboard(text)) {
    copied.replaceChildren();
    said.textContent = words.copied;
    return;
  }
  const box = el("textarea", { readonly: true, "aria-label": words.copy_box, rows: 4 }, text);
  copied.replaceChildren(box);
  said.textContent = words.copy_by_hand;
  box.focus();
  box.select();
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // a page that came by plain http has no clipboard
  }
}
