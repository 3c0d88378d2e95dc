// What the group shared: answers added up, and sentences to read before anybody sees them.

import { drawBars } from "./bars.js";
import { button, el, holdsFocus, writeText } from "./dom.js";
import {
  SteadyList,
  focusHeading,
  namedSection,
  showWhen,
} from "./facilitator_parts.js";

export function drawShared(page) {
  const { words } = page;
  const heading = el("h2", {}, words.lead_shared);
  const none = el("p", { class: "hint" }, words.lead_shared_none);
  const list = el("ul", { class: "plain" });
  const shared = new SteadyList(list, (bars) => sharedEntry(page, bars), heading);
  const gather = el(
    "div",
    { class: "lead-gather" },
    el("p", {}, words.lead_gather_about),
    button(words.lead_gather, () => page.send({ do: "gather" }), "small"),
  );
  return {
    node: namedSection("lead-shared", heading, none, gather, list),
    show(live) {
      const held = holdsFocus(gather);
      showWhen(gather, live.is_enough);
      if (held && !live.is_enough) {
        focusHeading(heading);
        page.announce(words.lead_gathered);
      }
      showWhen(none, live.shared.length === 0 && !live.is_enough);
      shared.show(live.shared.map((bars) => ({ ...bars, id: bars.prompt })));
    },
  };
}

// The button stays while the numbers above it change.
function sharedEntry(page, { prompt }) {
  const { words } = page;
  const table = el("table", { class: "lead-bars" });
  const state = el("p", { class: "hint" });
  const act = button("", () => page.send({ do: act.dataset.do, prompt }), "small");
  let drawn = "";
  return {
    node: el("li", {}, table, state, el("p", {}, act)),
    show(bars) {
      const { ask, number, released } = bars;
      const now = JSON.stringify([ask, number, bars.bars]);
      if (now !== drawn) {
        const heads = [words.lead_answer, words.lead_people];
        table.replaceChildren(...drawBars(bars, words.lead_shared_of, heads));
      }
      drawn = now;
      writeText(state, released ? words.lead_is_released : "");
      act.dataset.do = released ? "unrelease" : "release";
      writeText(act, released ? words.lead_unrelease : words.lead_release);
      act.setAttribute("aria-label", `${act.textContent}: ${ask}`);
    },
  };
}

export function drawToRead(page) {
  const { words } = page;
  const toWall = [words.lead_to_wall, "wall", words.lead_said_to_wall];
  const aside = [words.lead_aside, "aside", words.lead_said_aside];
  return sentenceSection(page, "queue", words.lead_review, words.lead_review_none, [toWall, aside]);
}

export function drawOnWall(page) {
  const { words } = page;
  const off = [words.lead_off_wall, "queue", words.lead_said_off_wall];
  return sentenceSection(page, "on_wall", words.lead_on_wall, words.lead_on_wall_none, [off]);
}

// Nobody is told that something was left aside; it can be read again.
export function drawSetAside(page) {
  const { words } = page;
  const again = [words.lead_read_again, "queue", words.lead_said_again];
  return sentenceSection(page, "aside", words.lead_set_aside, "", [again]);
}

// `acts` are what can be done with a sentence: the button, where it goes, what is said then.
function sentenceSection(page, part, title, otherwise, acts) {
  const heading = el("h2", {}, title);
  const about = part === "queue" ? el("p", { class: "hint" }, page.words.lead_review_about) : null;
  const none = el("p", { class: "hint" }, otherwise);
  const list = el("ul", { class: "plain" });
  // What came of a press is said when it has come about.
  const moved = new Map();
  const move = (id, to, said) => {
    moved.set(id, said);
    page.send({ do: "sentence", id, to });
  };
  const draw = (sentence) => ({ node: sentenceEntry(part, sentence, acts, move) });
  const sentences = new SteadyList(list, draw, heading);
  const node = namedSection(`lead-${part.replace("_", "-")}`, heading, about, none, list);
  return {
    node,
    show(live) {
      const there = live[part].length > 0;
      showWhen(none, !there && otherwise !== "");
      showWhen(node, there || otherwise !== "");
      if (about) showWhen(about, there);
      sentences.show(live[part]);
      for (const [id, said] of moved) {
        if (live[part].some((sentence) => sentence.id === id)) continue;
        moved.delete(id);
        page.announce(said);
      }
    },
  };
}

function sentenceEntry(part, { id, ask, text }, acts, move) {
  const named = `${part}-${id}`;
  const buttons = acts.map(([label, to, said]) => {
    const act = button(label, () => move(id, to, said), "small");
    act.setAttribute("aria-describedby", named);
    return act;
  });
  return el(
    "li",
    { class: "lead-sentence" },
    el("p", { class: "hint", dir: "auto" }, ask),
    el("blockquote", { id: named, dir: "auto" }, text),
    el("div", { class: "ways" }, buttons),
  );
}
