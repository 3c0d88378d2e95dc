"""The unsent box: every draft with its versions, and until when it rests."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

from workbook.content.models import Content, Exercise
from workbook.content.prompts import DraftPrompt
from workbook.guidance.progress import PAGE
from workbook.guidance.sheets import Sheets, row_of
from workbook.journal import Address, Entry, Journal

REST = timedelta(hours=24)
"""A draft lies at least so long after its last change (our choice)."""
PUT_AWAY = "put_away"
"""The decision about the page that puts a draft out of sight."""
MOST_PAIRS = 250_000
"""Pairs of alike words in two versions; beyond that all is gone and all is new."""
Kind = Literal["same", "new", "gone"]


@dataclass(frozen=True)
class Draft:
    """One draft: the entries of its versions, oldest first, and until when it rests."""

    exercise: Exercise
    prompt: DraftPrompt
    address: Address
    versions: tuple[Entry, ...]
    rests_until: datetime
    put_away: bool = False

    @property
    def text(self) -> str:
        """The words as they are now."""
        return self.versions[-1].value or ""

    @property
    def at(self) -> datetime:
        """When the words were last changed."""
        return self.versions[-1].at

    def is_about(self, decision: Entry | None) -> bool:
        """Tell whether a decision is about these words, and not about burned ones before them."""
        return decision is not None and decision.at >= self.versions[0].at


@dataclass(frozen=True)
class Piece:
    """Some words of a version, and whether the version before had them."""

    kind: Kind
    text: str


def drafts(content: Content, journal: Journal) -> Iterator[Draft]:
    """Yield every draft that holds or held any words, the one changed last first."""
    found = [
        draft
        for exercise in content.exercises
        for prompt in exercise.prompts
        if isinstance(prompt, DraftPrompt)
        for draft in drafts_at(journal, exercise, prompt)
    ]
    yield from sorted(found, key=lambda draft: draft.versions[-1].order, reverse=True)


def drafts_at(journal: Journal, exercise: Exercise, prompt: DraftPrompt) -> Iterator[Draft]:
    """Yield the drafts of one prompt: one, or one for each sheet."""
    rows = journal.rows(exercise.id, prompt.id) if exercise.each_of(prompt) else ("",)
    for row in rows:
        draft = draft_at(journal, exercise, prompt, Address(exercise.id, prompt.id, row))
        if draft:
            yield draft


def draft_at(
    journal: Journal, exercise: Exercise, prompt: DraftPrompt, address: Address
) -> Draft | None:
    """Return the draft at an address, or None where nothing was ever written."""
    versions = tuple(
        entry for entry in journal.history(address) if isinstance(entry.value, str | None)
    )
    if not any(entry.value for entry in versions):
        return None
    until = versions[-1].at + rest_of(journal, exercise, prompt, address.row)
    away = journal.last(Address(PAGE, PUT_AWAY, name_of_draft(address)))
    draft = Draft(exercise, prompt, address, versions, until)
    return replace(draft, put_away=draft.is_about(away) and bool(away and away.value))


def name_of_draft(address: Address) -> str:
    """Return under which name a decision about a draft is kept."""
    return f"{address.exercise}.{address.prompt}" + (f"@{address.row}" if address.row else "")


def rest_of(journal: Journal, exercise: Exercise, prompt: DraftPrompt, row: str = "") -> timedelta:
    """Return how long a draft rests: a day, or the days that the participant chose."""
    chosen = beside(journal, exercise, prompt, prompt.rest, row)
    days = chosen.value if chosen else None
    return max(REST, timedelta(days=days)) if isinstance(days, int) else REST


def beside(
    journal: Journal, exercise: Exercise, prompt: DraftPrompt, name: str | None, row: str = ""
) -> Entry | None:
    """Return the last answer to a prompt that a draft names: of its sheet, where both have them."""
    if name is None:
        return None
    asked = exercise.prompt(name)
    if exercise.each_of(asked) != exercise.each_of(prompt):
        row = row_of(journal, exercise, asked)
    return journal.last(Address(exercise.id, name, row))


def is_rested(
    journal: Journal,
    exercise: Exercise,
    prompt: DraftPrompt,
    now: datetime,
    sheets: Sheets | None = None,
) -> bool | None:
    """Tell whether a draft has lain as long as it should; None where there is no draft."""
    row = row_of(journal, exercise, prompt, sheets)
    draft = draft_at(journal, exercise, prompt, Address(exercise.id, prompt.id, row))
    return now >= draft.rests_until if draft and draft.text else None


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two versions word by word; what was taken out stands before what came in."""
    old, new = _words(before), _words(after)
    # Most changes are small: what is alike at both ends need not be compared.
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    pieces = (("same", new[:start]), *middle, ("same", new[len(new) - end :]))
    return tuple(Piece(kind, "".join(words)) for kind, words in pieces if words)


def _words(text: str) -> list[str]:
    """Split a text into words, each with the space before it; joined, they are the text again."""
    return re.findall(r"\s*\S+|\s+", text)


def _alike(old: list[str], new: list[str]) -> int:
    """Count the words at the beginning that are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Kind, list[str]]]:
    here, there = Counter(old), Counter(new)
    if sum(times * there[word] for word, times in here.items()) > MOST_PAIRS:
        yield from (("gone", old), ("new", new))
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            yield "same", new[from_new:to_new]
        else:
            yield "gone", old[from_old:to_old]
            yield "new", new[from_new:to_new]
