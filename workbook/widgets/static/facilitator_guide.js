// The guide of the moment: what the exercise is for, how to open it, what to watch for.

import { button, el, fill, paragraphs, writeText } from "./dom.js";
import { openDialog } from "./keep.js";

// As in facilitator.css.
const GUIDE_BESIDE = "(min-width: 64rem)";

export function drawGuide(page) {
  const { words, view } = page;
  const heading = el("h2", {}, words.lead_guide);
  const body = el("div", {});
  const node = el("details", { class: "lead-guide" }, el("summary", {}, heading), body);
  // Beside the rest it is open; where it stands above the rest, it opens on demand.
  node.open = matchMedia(GUIDE_BESIDE).matches;
  let shown;
  return {
    node,
    show({ state, at }) {
      const place = guidePlace(state, at, view.agenda.length);
      writeText(heading, guideTitle(words, state, view.agenda[place]));
      if (place === shown) return;
      shown = place;
      body.replaceChildren(...guideOf(words, view.agenda[place]));
      node.scrollTop = 0;
    },
  };
}

// Before the first exercise its guide is what one reads; after the last one, how to close it.
const guidePlace = (state, at, length) =>
  state === "lobby" ? 0 : Math.min(Math.max(at, 0), length - 1);

function guideTitle(words, state, { title }) {
  return fill(state === "lobby" ? words.lead_guide_first : words.lead_guide_of, { title });
}

function guideOf(words, { guide, notes }) {
  const own = notes ? guidePart(words.lead_notes, paragraphs(notes)) : [];
  if (!guide) return [el("p", {}, words.lead_guide_none), ...own];
  const questions = guide.questions.map((question) => el("li", {}, question));
  return [
    ...own,
    ...guidePart(words.lead_purpose, paragraphs(guide.purpose)),
    ...guidePart(words.lead_open, paragraphs(guide.open)),
    ...guidePart(words.lead_questions, [el("ol", {}, questions)]),
    ...guidePart(words.lead_watch_for, paragraphs(guide.watch_for)),
    ...guidePart(words.lead_danger, paragraphs(guide.disclosure)),
    ...guidePart(words.lead_close, paragraphs(guide.close)),
  ];
}

const guidePart = (title, inside) => [el("h3", {}, title), ...inside];

// One press away wherever one has scrolled to.
export function drawDanger(page) {
  const { words, view } = page;
  return button(
    words.lead_danger,
    () => {
      openDialog(page, "danger-dialog", words.lead_danger, [
        ...paragraphs(words.lead_danger_always),
        ...(view.agenda ? dangerHere(page) : []),
        el(
          "div",
          { class: "ways" },
          button(words.lead_danger_done, () => page.dialog.close(), "primary"),
        ),
      ]);
    },
    "alarm small",
  );
}

function dangerHere({ words, view, live }) {
  const { state, at } = live();
  const { title, guide } = view.agenda[guidePlace(state, at, view.agenda.length)];
  if (!guide) return [];
  return [el("h3", {}, `${words.lead_danger_here}: ${title}`), ...paragraphs(guide.disclosure)];
}
