// How people come in: the code, the address and its picture, and what they read before they agree.

import { el, fill, paragraphs, writeText } from "./dom.js";
import { showWhen } from "./facilitator_parts.js";
import { drawQr } from "./qr.js";

export function drawComing(page) {
  const { words, view } = page;
  const inside = el(
    "div",
    { class: "lead-coming-in" },
    el("dl", {}, comingLines(words, view)),
    view.qr ? drawQr(view.qr, words.lead_qr) : null,
  );
  const node = el(
    "details",
    { class: "lead-coming", open: true },
    el("summary", {}, words.lead_joining),
    inside,
    view.wall ? el("p", {}, wallWay(words, view)) : null,
    theyRead(words, view),
    el("p", { class: "hint" }, fill(words.lead_numbers_about, { n: view.fresh })),
  );
  let lobby = null;
  return {
    node,
    show({ state }) {
      // Open until the group begins; after that as one leaves it.
      if (lobby !== (state === "lobby")) node.open = lobby = state === "lobby";
    },
  };
}

function comingLines(words, { code, shown_address: address }) {
  const letters = el("dd", { class: "lead-code", translate: "no" }, code);
  if (!address)
    return [el("dt", {}, words.lead_code), letters, el("dd", {}, words.lead_no_address)];
  return [
    el("dt", {}, words.lead_address),
    el("dd", { class: "lead-address", translate: "no" }, address),
    el("dt", {}, words.lead_code),
    letters,
  ];
}

const wallWay = (words, { wall }) =>
  el(
    "a",
    { href: wall, class: "way", target: "_blank", rel: "noopener" },
    words.lead_wall,
    el("span", { class: "hint" }, ` (${words.lead_wall_new})`),
  );

function theyRead(words, { consent, ground_rules: rules }) {
  return el(
    "details",
    {},
    el("summary", {}, words.lead_they_read),
    paragraphs(consent),
    el("h3", {}, words.lead_ground_rules),
    el(
      "ul",
      {},
      rules.map((rule) => el("li", {}, rule)),
    ),
  );
}

// How many there are, never who. They change quietly: nobody is told of each.
export function drawHeadCount(words) {
  const names = {
    joined: words.lead_joined,
    here: words.lead_here,
    on_it: words.lead_on_it,
    done: words.lead_done,
  };
  const lines = Object.entries(names).map(([name, said]) => {
    const number = el("dd", {});
    return { name, number, node: el("div", {}, el("dt", {}, said), number) };
  });
  return {
    node: el("dl", { class: "lead-numbers" }, lines.map(({ node }) => node)),
    show({ numbers }) {
      for (const { name, number, node } of lines) {
        showWhen(node, numbers[name] !== null);
        writeText(number, String(numbers[name] ?? ""));
      }
    },
  };
}
