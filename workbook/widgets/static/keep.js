// Keeping, opening, closing and locking the answers: the bar below, and its dialogs.

import { button, el, fill } from "./dom.js";
import { leaveExample, openExample } from "./example.js";
import { drawSending, drawTyped, typedIn } from "./field.js";

export function drawKeeping(page) {
  const { words } = page;
  page.banner = el("p", { class: "banner", role: "status" });
  page.saved = el("span", { class: "saved-state" });
  page.where = el("span", { class: "where" });
  page.mainAct = el("span", { class: "main-act" });
  page.foot = el(
    "div",
    { class: "foot", role: "region", "aria-label": words.your_answers },
    page.banner,
    el("div", { class: "keep-bar" }, page.where, page.mainAct, page.saved),
  );
  page.journal = el("section", { class: "journal" });
}

export function showKeeping(page, keep) {
  const acts = actsOf(page, keep);
  const named = keep.state === "example" ? page.words.example_bar : page.words.your_answers;
  page.foot.setAttribute("aria-label", named);
  page.where.textContent = keep.say || "";
  page.mainAct.replaceChildren(
    ...acts.slice(0, 1).map(([text, act]) => button(text, act, "small")),
  );
  page.journal.replaceChildren(
    el("h2", {}, page.words.your_answers),
    ...acts
      .slice(1)
      .map(([text, act, about]) =>
        el("div", {}, button(text, act, "secondary small"), el("p", { class: "hint" }, about)),
      ),
    ...(keep.all ? [page.way(keep.all, page.words.all_answers)] : []),
  );
  page.journal.hidden = acts.length < 2;
}

function actsOf(page, keep) {
  const { words } = page;
  if (keep.state === "example") return [[words.example_leave, () => leaveExample(page)]];
  const acts = [
    keep.can_keep && [words.keep, () => page.send({ do: "keep" }), words.keep_about],
    keep.can_close && [words.close, () => closeJournal(page, "close"), words.close_about],
    keep.can_lock && [words.lock, () => closeJournal(page, "lock"), words.lock_about],
    keep.can_open && [words.open, () => askPhrase(page), words.open_about],
    [words.example, () => openExample(page), words.example_about],
  ];
  return acts.filter(Boolean);
}

// Nothing is closed while words wait to be saved.
function closeJournal(page, act) {
  if (!mayChange(page)) page.showNotice(page.words.close_unsaved);
  else page.send({ do: act });
}

function mayChange(page) {
  page.pending.flush();
  page.changing = !page.pending.failing;
  return page.changing;
}

export function openDialog(page, name, title, inside) {
  page.dialog?.remove();
  const heading = el("h2", { id: `dialog-${name}`, tabindex: "-1" }, title);
  page.dialog = el(
    "dialog",
    { class: `dialog ${name}`, "aria-labelledby": heading.id },
    heading,
    inside,
  );
  page.dialog.addEventListener("close", (event) => event.target.remove());
  page.root.append(page.dialog);
  page.dialog.showModal();
  heading.focus();
}

export function drawSixWords(six) {
  return el(
    "ol",
    { class: "phrase" },
    six.map((word) => el("li", {}, word)),
  );
}

// With `change`, these words take the place of earlier ones.
export function showPhrase(page, offer) {
  const { words } = page;
  const card = el(
    "div",
    { class: "phrase-card" },
    el("p", { class: "print-only" }, words.phrase_print_title),
    drawSixWords(offer.words),
    el("p", {}, words.phrase_no_way_back),
  );
  openDialog(page, "phrase-dialog", words.phrase_title, [
    el("p", {}, words.phrase_lead),
    card,
    el(
      "div",
      { class: "ways" },
      button(words.phrase_print, () => window.print()),
      button(words.phrase_written, () => confirmPhrase(page, offer), "primary"),
    ),
    el(
      "p",
      {},
      button(words.phrase_stop, () => page.dialog.close(), "quiet"),
    ),
  ]);
}

function confirmPhrase(page, offer) {
  const { words } = page;
  const { ask, change } = offer;
  const fields = ask.map((position) =>
    drawTyped(`word-${position}`, fill(words.phrase_word, { n: position }), { refused: "refused" }),
  );
  const form = answerForm(change ? words.words_use : words.phrase_confirm, fields, () =>
    page.send({ do: change ? "change_words" : "confirm", words: fields.map(typedIn) }),
  );
  openDialog(page, "confirm-dialog", words.phrase_check_title, [
    el("p", {}, words.phrase_check_lead),
    form,
    el(
      "p",
      {},
      button(words.phrase_again, () => showPhrase(page, offer), "quiet"),
    ),
  ]);
  form.querySelector("input").focus();
}

export function showKept(page) {
  openDialog(page, "kept-dialog", page.words.kept_title, [
    el("p", {}, page.words.kept_text),
    el(
      "div",
      { class: "ways" },
      button(page.words.kept_done, () => page.dialog.close(), "primary"),
    ),
  ]);
}

function askPhrase(page) {
  const { words } = page;
  const phrase = drawTyped("phrase-typed", words.open_phrase, {
    hint: words.open_hint,
    refused: "refused",
  });
  const bring = el("input", { type: "checkbox", id: "phrase-bring", checked: true });
  const bringing = el(
    "div",
    { class: "tick" },
    bring,
    el("label", { for: "phrase-bring" }, words.open_bring),
  );
  const hasOwn = page.live().keep?.state === "tab";
  const form = answerForm(words.open, [phrase, ...(hasOwn ? [bringing] : [])], () => {
    if (!mayChange(page)) showRefused(page, words.close_unsaved);
    else
      page.send({ do: "open", phrase: typedIn(phrase), bring: bring.checked });
  });
  openDialog(page, "open-dialog", words.open_title, [
    form,
    el(
      "p",
      {},
      button(words.cancel, () => page.dialog.close(), "quiet"),
    ),
  ]);
  form.querySelector("input").focus();
}

function answerForm(text, fields, sent) {
  return drawSending(
    (form) => {
      form.querySelector(".problem").textContent = "";
      sent();
    },
    el("p", { class: "problem", role: "alert", id: "refused" }),
    fields,
    el("div", { class: "ways" }, el("button", { class: "button primary" }, text)),
  );
}

export function showRefused(page, text) {
  const problem = page.dialog?.querySelector(".problem");
  if (problem) problem.textContent = text;
  page.dialog?.querySelector(".waits")?.replaceChildren();
  page.dialog?.querySelector("input")?.focus();
}
