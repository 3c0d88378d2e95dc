"""Drafts on the screen: what the check found, and how they lie in the unsent box."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from workbook import messages
from workbook.content.draft_rules import PARTS, load_draft_rules
from workbook.content.prompts import DraftPrompt, UnsentPrompt
from workbook.guidance.answers import answer_to
from workbook.guidance.draft_check import Checked, Finding, check_draft
from workbook.guidance.progress import closed
from workbook.guidance.reviewing import in_days, in_words
from workbook.guidance.sheets import Sheets
from workbook.guidance.unsent import Draft, Held, changes, draft_at, drafts, drafts_at, why_held
from workbook.journal import Address
from workbook.pages.outcome import ending_in_words, help_about, rule_in_words
from workbook.pages.place import Place
from workbook.pages.ways import link

View = dict[str, Any]


def check(place: Place, prompt: DraftPrompt, text: str) -> Checked:
    """Read a draft as what it is, with what the journal knows."""
    return check_draft(text, prompt.of, place.facts)


def checked_view(prompt: DraftPrompt, text: str, checked: Checked, number: int = 0) -> View:
    """Return what was found in words; `number` is that of the question, spans are in UTF-16."""
    at = _in_utf16(text, checked.findings)
    count = len(checked.findings)
    said = messages.DRAFT_FOUND.get(count, messages.DRAFT_FOUND_MANY).format(n=count)
    return {
        "n": number,
        "says": said if text.strip() else "",
        "findings": [
            {
                "rule": one.rule,
                "title": one.title,
                "why": one.why,
                "instead": one.instead,
                "start": at[one.start],
                "end": at[one.end],
            }
            for one in checked.findings
        ],
        "meter": list(_meter(prompt, checked)) if text.strip() else [],
    }


def opened_by(place: Place, checked: Checked) -> View | None:
    """Return the help that words in a draft open at once, or None."""
    first = next((one for one in checked.findings if one.opens), None)
    if first is None or first.opens is None:
        return None
    rules = load_draft_rules().flags
    opens = next(rule.opens for flag, rule in rules.items() if flag == first.rule)
    assert opens
    return help_about(place, opens.help, opens.title, opens.text)


def unsent_view(place: Place, prompt: UnsentPrompt) -> list[View]:
    """Return the drafts of an unsent prompt: those put away come last."""
    found = list(_drafts_of(place, prompt))
    return [_draft_view(place, one) for one in sorted(found, key=lambda one: one.put_away)]


def versions_view(place: Place, draft: Draft) -> list[View]:
    """Return the versions of a draft, the newest first, each with what had changed."""
    versions = [entry for entry in draft.versions if isinstance(entry.value, str | None)]
    texts = ["", *(entry.value or "" for entry in versions)]
    views = [
        {
            "when": _moment(place, entry.at),
            "text": after,
            "pieces": [[one.kind, one.text] for one in changes(before, after)],
        }
        for entry, before, after in zip(versions, texts, texts[1:], strict=False)
    ]
    return views[::-1]


def draft_of(place: Place, exercise: str, prompt: str, sheet: str) -> Draft | None:
    """Return the draft that the browser names, or None where there is none."""
    try:
        owner = place.content.exercise(exercise)
        asked = owner.prompt(prompt)
    except KeyError:
        return None
    if not isinstance(asked, DraftPrompt):
        return None
    return draft_at(place.journal, owner, asked, Address(owner.id, asked.id, sheet))


def held_in_words(place: Place, draft: Draft) -> list[str]:
    """Say why a draft cannot be copied now; nothing where it can."""
    held = why_held(place.content, place.journal, draft, place.facts, place.outcome, place.now)
    return list(_held(place, held)) if held else []


def _held(place: Place, held: Held) -> Iterator[str]:
    if held.stays:
        yield messages.DRAFT_STAYS
    elif held.until:
        yield messages.DRAFT_RESTS.format(time=_moment(place, held.until))
    elif held.finding:
        yield messages.DRAFT_GRAVE.format(title=held.finding.title)
    elif held.rules:
        for rule in held.rules:
            yield f"{rule_in_words(place, rule)} {ending_in_words(place, rule)}"
    else:
        yield messages.DRAFT_CLOSED


def _drafts_of(place: Place, prompt: UnsentPrompt) -> Iterator[Draft]:
    if not prompt.of:
        yield from drafts(place.content, place.journal)
    for reference in prompt.of:
        owner, asked = place.content.resolve(reference, place.exercise)
        if isinstance(asked, DraftPrompt):
            yield from drafts_at(place.journal, owner, asked)


def _draft_view(place: Place, draft: Draft) -> View:
    exercise, prompt, address = draft.exercise, draft.prompt, draft.address
    step = next(step for step in exercise.steps if step.id == prompt.step)
    held = held_in_words(place, draft)
    is_open = not closed(place.content, place.journal, exercise, place.outcome)
    here = place.exercise == exercise and place.step == step
    return {
        "exercise": exercise.id,
        "prompt": prompt.id,
        "sheet": address.row,
        "title": messages.DRAFT_TITLE.format(ask=prompt.ask, title=exercise.title),
        "text": draft.text,
        "when": messages.DRAFT_CHANGED.format(time=_moment(place, draft.at)),
        "versions": len(draft.versions),
        "state": _state(place, draft),
        "put_away": draft.put_away,
        "moods": list(_moods(place, draft)),
        "clock": "" if prompt.stays or not draft.text else _clock(place, draft),
        "held": held,
        "stays": prompt.stays,
        "write": link(exercise, step, messages.DRAFT_WRITE) if is_open and not here else None,
        "tell": _tell(place, draft),
    }


def _clock(place: Place, draft: Draft) -> str:
    if place.now >= draft.rests_until:
        return messages.DRAFT_RESTED
    return messages.DRAFT_RESTS.format(time=_moment(place, draft.rests_until))


def _state(place: Place, draft: Draft) -> str:
    """Say what became of a draft; as long as nothing was told, it is unsent."""
    if not draft.text:
        return messages.DRAFT_EMPTY
    told = _told(place, draft)
    return told or messages.DRAFT_UNSENT


def _told(place: Place, draft: Draft) -> str:
    if draft.prompt.outcome is None:
        return ""
    asked = draft.exercise.prompt(draft.prompt.outcome)
    value = place.journal.answer(draft.exercise.id, asked.id, draft.address.row)
    return in_words(asked, value) if value else ""


def _tell(place: Place, draft: Draft) -> View | None:
    """Return the way to where it is told what became of a draft."""
    if draft.prompt.outcome is None or not draft.text:
        return None
    asked = draft.exercise.prompt(draft.prompt.outcome)
    if place.exercise == draft.exercise and place.step.id == asked.step:
        return None
    step = next(step for step in draft.exercise.steps if step.id == asked.step)
    return {**link(draft.exercise, step, messages.DRAFT_TELL), "prompt": asked.id}


def _moods(place: Place, draft: Draft) -> Iterator[View]:
    each = draft.exercise.each_of(draft.prompt)
    sheets: Sheets | None = {each: draft.address.row} if each else None
    names = (messages.MOOD_THEN, messages.MOOD_NOW)
    for label, name in zip(names, draft.prompt.moods or (), strict=False):
        asked = draft.exercise.prompt(name)
        value = answer_to(place.content, place.journal, draft.exercise, asked, sheets)
        if value is not None:
            yield {"label": label, "value": messages.OF_TEN.format(n=value)}


def _moment(place: Place, at: datetime) -> str:
    local = at.astimezone(place.now.tzinfo)
    return messages.MOMENT.format(day=in_days(local), time=f"{local:%H:%M}")


def _meter(prompt: DraftPrompt, checked: Checked) -> Iterator[str]:
    """Say in words which parts of an apology are there, and which are not yet."""
    if not prompt.parts:
        return
    signs = load_draft_rules().parts
    for part in PARTS:
        if part in checked.parts:
            yield signs[part].there
    for part in PARTS:
        if part not in checked.parts:
            yield signs[part].missing


def _in_utf16(text: str, findings: tuple[Finding, ...]) -> dict[int, int]:
    """Return for each end of a span the place where a browser, which counts UTF-16, has it."""
    ends = {end for one in findings for end in (one.start, one.end)}
    return {end: len(text[:end].encode("utf-16-le", "surrogatepass")) // 2 for end in ends}
