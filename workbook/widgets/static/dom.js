// Build elements from plain text. Nothing here ever reads text as HTML.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...children.flat());
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value);
  }
}

// Plain text to paragraphs: a blank line parts them, lines starting "- " make a list.
export function paragraphs(text) {
  return (text || "")
    .split(/\n\s*\n/)
    .filter((block) => block.trim())
    .flatMap(paragraphOrList);
}

function paragraphOrList(block) {
  const found = [];
  for (const line of block.split("\n")) {
    const item = line.match(/^\s*- (.*)$/);
    const last = found.at(-1);
    if (item && last?.tagName === "UL") last.append(el("li", {}, item[1]));
    else if (item) found.push(el("ul", {}, el("li", {}, item[1])));
    else if (last?.tagName === "P") last.append(" ", line.trim());
    else found.push(el("p", {}, line.trim()));
  }
  return found;
}

// Put values into the {places} of a sentence.
export function fill(sentence, values) {
  return (sentence || "").replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

export function button(text, pressed, kind = "secondary") {
  return el("button", { type: "button", class: `button ${kind}`, click: pressed }, text);
}

// Several controls say the same; what each is about is said to those who hear them alone.
export function unseen(about) {
  return el("span", { class: "visually-hidden" }, `: ${about}`);
}

export function aboutButton(text, about, pressed, kind) {
  const made = button(text, pressed, kind);
  made.append(unseen(about));
  return made;
}

// Twelve characters; randomUUID is missing where a page comes by plain http.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function holdsFocus(element) {
  return element.contains(document.activeElement);
}

// Text changes only where it differs, so that nothing is read aloud again.
export function writeText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Draw again only what changed, so that the focus stays where it is.
const drawnFrom = new WeakMap();

export function whenNew(element, content, draw) {
  const now = JSON.stringify(content ?? null);
  if (drawnFrom.get(element) === now) return;
  drawnFrom.set(element, now);
  draw();
}
