// What the parts of the facilitator's screens have in common: they change, and the focus stays.

import { el } from "./dom.js";

// Visibility changes only where it differs, so that nothing is read aloud again.
export function showWhen(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

// A list whose entries keep their elements, by id: what somebody reads or has the focus in stays.
// `draw(item)` gives {node, show}. Where the focus was in an entry that goes, it moves to the next.
export class SteadyList {
  constructor(node, draw, otherwise) {
    Object.assign(this, { node, draw, otherwise, drawn: new Map() });
  }

  show(items) {
    const ids = new Set(items.map((item) => item.id));
    let focus = null;
    for (const [id, { node }] of this.drawn) {
      if (ids.has(id)) continue;
      if (node.contains(document.activeElement)) focus = node.nextElementSibling ?? "last";
      node.remove();
      this.drawn.delete(id);
    }
    items.forEach((item, place) => this.showOne(item, place));
    if (focus) this.moveFocus(focus);
  }

  showOne(item, place) {
    if (!this.drawn.has(item.id)) this.drawn.set(item.id, this.draw(item));
    const { node, show } = this.drawn.get(item.id);
    show?.(item);
    const there = this.node.children[place] ?? null;
    if (there !== node) this.node.insertBefore(node, there);
  }

  moveFocus(next) {
    const entry = next === "last" ? this.node.lastElementChild : next;
    const target = entry?.isConnected && entry.querySelector("button");
    if (target) target.focus();
    else focusHeading(this.otherwise);
  }
}

// A heading takes the focus when what stood below it is gone, and only then.
export function focusHeading(heading) {
  heading.tabIndex = -1;
  heading.addEventListener("blur", () => heading.removeAttribute("tabindex"), { once: true });
  heading.focus();
}

// A section that only its heading names.
export function namedSection(name, heading, ...children) {
  heading.id ||= `${name}-title`;
  return el("section", { class: name, "aria-labelledby": heading.id }, heading, ...children);
}
