"""Drafts on the screen: what the check found, and how they lie in the unsent box."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workbook import messages
from workbook.content.draft_rules import SignRule, load_draft_rules
from workbook.content.prompts import DraftPrompt
from workbook.content.showing import UnsentPrompt
from workbook.guidance.draft_check import Checked, Finding, check_draft
from workbook.guidance.holding import Held, why_closed, why_held
from workbook.guidance.reviewing import in_words, moment_in_words
from workbook.guidance.unsent import Draft, beside, changes, draft_at, drafts, drafts_at
from workbook.journal import Address, Entry
from workbook.pages.outcome import ending_in_words, help_about, rule_in_words
from workbook.pages.place import Place
from workbook.pages.ways import link

View = dict[str, Any]
NAMED = ("exercise", "prompt", "sheet")
"""How a draft is named between the browser and here."""
MOST_FOUND = 100
"""So many findings are shown at once; a draft with more is hardly read to its end."""


def check(place: Place, prompt: DraftPrompt, text: str, writing: bool = False) -> Checked:
    """Read a draft as what it is, with what the journal knows."""
    return check_draft(text, prompt.of, place.facts, writing)


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
            for one in checked.findings[:MOST_FOUND]
        ],
        "meter": list(_meter(prompt, checked)) if text.strip() else [],
    }


def opened_by(place: Place, findings: Iterable[Finding]) -> View | None:
    """Return the help that words in drafts open at once, that for one's own life first, or None."""
    opening = [one for one in findings if one.opens]
    if not opening:
        return None
    first = min(opening, key=lambda one: one.opens != "crisis")
    rules = load_draft_rules().flags
    opens = next(rule.opens for flag, rule in rules.items() if flag == first.rule)
    assert opens
    return help_about(place, opens.help, opens.title, opens.text)


def unsent_view(place: Place, prompt: UnsentPrompt) -> list[View]:
    """Return the drafts of an unsent prompt, the newest first: those put away come last."""
    found = sorted(_drafts_of(place, prompt), key=lambda one: one.versions[-1].order, reverse=True)
    return [_draft_view(place, one) for one in sorted(found, key=lambda one: one.put_away)]


def versions_view(place: Place, draft: Draft) -> list[View]:
    """Return the versions of a draft, the newest first, each with what had changed."""
    texts = ["", *(entry.value or "" for entry in draft.versions)]
    views = [
        {
            "when": _moment(place, entry.at),
            "text": after,
            "pieces": [[one.kind, one.text] for one in changes(before, after)],
        }
        for entry, before, after in zip(draft.versions, texts, texts[1:], strict=False)
    ]
    return views[::-1]


def draft_of(place: Place, message: Mapping[str, Any]) -> Draft | None:
    """Return the draft that a message of the browser names, or None where there is none."""
    exercise, prompt, sheet = (str(message.get(part) or "") for part in NAMED)
    try:
        owner = place.content.exercise(exercise)
        asked = owner.prompt(prompt)
    except KeyError:
        return None
    if not isinstance(asked, DraftPrompt):
        return None
    return draft_at(place.journal, owner, asked, Address(owner.id, asked.id, sheet))


def named(draft: Draft) -> dict[str, str]:
    """Return how the browser names a draft."""
    return dict(zip(NAMED, draft.address, strict=True))


def said_of_draft(place: Place, draft: Draft, asked: str) -> View:
    """Return what was asked of a draft: to "copy" it where that is open now, or its "versions"."""
    about = {"say": asked, **named(draft)}
    if asked == "versions":
        return {**about, "versions": versions_view(place, draft)}
    held = held_in_words(place, draft)
    return {**about, "text": "" if held else draft.text, "held": held}


def held_in_words(place: Place, draft: Draft) -> list[str]:
    """Say why a draft cannot be copied now; nothing where it can."""
    if not draft.text:
        return [messages.DRAFT_EMPTY]
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
    elif held.closed and held.closed.first:
        titles = ", ".join(exercise.title for exercise in held.closed.first)
        yield messages.GO_THROUGH_FIRST.format(titles=titles)
    else:
        chose = place.outcome.route == "acceptance"
        yield messages.CHOSEN if chose else messages.DRAFT_CLOSED


def _drafts_of(place: Place, prompt: UnsentPrompt) -> Iterator[Draft]:
    if not prompt.of:
        yield from drafts(place.content, place.journal)
    for reference in prompt.of:
        owner, asked = place.content.resolve(reference, place.exercise)
        if isinstance(asked, DraftPrompt):
            yield from drafts_at(place.journal, owner, asked)


def _draft_view(place: Place, draft: Draft) -> View:
    prompt = draft.prompt
    return {
        **named(draft),
        "title": messages.DRAFT_TITLE.format(ask=prompt.ask, title=draft.exercise.title),
        "text": draft.text,
        "when": messages.DRAFT_CHANGED.format(time=_moment(place, draft.at)),
        "versions": len(draft.versions),
        "state": _state(place, draft),
        "put_away": draft.put_away,
        "moods": list(_moods(place, draft)),
        "clock": "" if prompt.stays or not draft.text else _clock(place, draft),
        "held": held_in_words(place, draft),
        "stays": prompt.stays,
        "write": _write(place, draft),
        "tell": _tell(place, draft),
    }


def _write(place: Place, draft: Draft) -> View | None:
    """Return the way to where a draft can be written on, or None here and where it is closed."""
    facts, outcome = place.facts, place.outcome
    if why_closed(place.content, place.journal, draft, facts, outcome, place.now):
        return None
    return _way(place, draft, draft.prompt.id, messages.DRAFT_WRITE)


def _way(place: Place, draft: Draft, name: str, label: str) -> View | None:
    """Return the way to a prompt on the sheet of a draft, or None where one stands there."""
    exercise = draft.exercise
    asked = exercise.prompt(name)
    step = next(step for step in exercise.steps if step.id == asked.step)
    sheet = draft.address.row if step.each == exercise.each_of(draft.prompt) else ""
    if place.exercise == exercise and place.step == step and sheet in ("", place.sheet):
        return None
    return {**link(exercise, step, label), **({"sheet": sheet} if sheet else {})}


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
    name = draft.prompt.outcome
    told = _beside(place, draft, name)
    if name is None or told is None or not told.value or not draft.is_about(told):
        return ""
    return in_words(draft.exercise.prompt(name), told.value)


def _tell(place: Place, draft: Draft) -> View | None:
    """Return the way to where it is told what became of a draft."""
    name = draft.prompt.outcome
    if name is None or not draft.text:
        return None
    way = _way(place, draft, name, messages.DRAFT_TELL)
    return {**way, "prompt": name} if way else None


def _moods(place: Place, draft: Draft) -> Iterator[View]:
    labels = (messages.MOOD_THEN, messages.MOOD_NOW)
    for label, name in zip(labels, draft.prompt.moods or (), strict=False):
        mood = _beside(place, draft, name)
        if mood and mood.value is not None:
            most = getattr(draft.exercise.prompt(name), "max", None)
            yield {"label": label, "value": messages.MOOD_OF.format(n=mood.value, most=most)}


def _beside(place: Place, draft: Draft, name: str | None) -> Entry | None:
    return beside(place.journal, draft.exercise, draft.prompt, name, draft.address.row)


def _moment(place: Place, at: datetime) -> str:
    return moment_in_words(at.astimezone(place.now.tzinfo))


def _meter(prompt: DraftPrompt, checked: Checked) -> Iterator[str]:
    """Say in words what an apology, or a message, has of what it needs, and what not yet."""
    rules = load_draft_rules()
    signs: list[tuple[str, SignRule]] = []
    if prompt.parts:
        signs = [*rules.parts.items()]
    elif prompt.of == "message" and not prompt.stays:
        signs = [*rules.qualities.items()]
    found = {*checked.parts, *checked.qualities}
    yield from (sign.there for name, sign in signs if name in found)
    yield from (sign.missing for name, sign in signs if name not in found)


def _in_utf16(text: str, findings: tuple[Finding, ...]) -> dict[int, int]:
    """Return for each end of a span the place where a browser, which counts UTF-16, has it."""
    at = counted = 0
    places = {}
    for end in sorted({end for one in findings for end in (one.start, one.end)}):
        counted += len(text[at:end].encode("utf-16-le", "surrogatepass")) // 2
        places[end], at = counted, end
    return places
