// What every page of ours has around it: a line to Python that may be lost, and the header.

import { el } from "./dom.js";
import { wireFrame } from "./frame.js";

// A lost connection must not stop the typing: what is not saved stays pending and is sent again.
export function sendTo(model, content) {
  try {
    model.send(content);
  } catch (error) {
    console.warn("The page could not send.", error);
  }
}

// The header is our own trusted HTML; on the web the template already holds it.
export function drawHeader(page) {
  const header = el("header");
  header.innerHTML = page.model.get("header");
  page.root.prepend(header);
  wireFrame(page.root);
  // JupyterLab takes arrow keys and letters for itself unless what has the focus asks it not to.
  page.root.addEventListener("focusin", ({ target }) =>
    target.setAttribute("data-lm-suppress-shortcuts", "true"),
  );
}
