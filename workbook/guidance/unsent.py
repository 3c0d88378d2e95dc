"""The unsent box: every draft with its versions, its clock, and whether it may be copied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

from workbook.content.models import Content, Exercise
from workbook.content.prompts import DraftPrompt
from workbook.content.vocabulary import Route, Rule
from workbook.guidance.draft_check import Finding, check_draft
from workbook.guidance.facts import Facts
from workbook.guidance.progress import PAGE, Closed, closed
from workbook.guidance.route import Outcome
from workbook.guidance.sheets import Sheets, row_of
from workbook.journal import Address, Entry, Journal

REST = timedelta(hours=24)
"""A draft lies at least so long after its last change (our choice)."""
CONTACT: tuple[Route, ...] = ("slow_rebuild", "ready_one_message")
"""The routes on which a word to the former partner is open."""
PUT_AWAY = "put_away"
"""The decision about the page that puts a draft out of sight."""
MOST_PIECES = 4_000
"""Words of a version that are compared one by one; longer ones are compared line by line."""


@dataclass(frozen=True)
class Draft:
    """One draft: the entries of its versions, oldest first, and until when it rests."""

    exercise: Exercise
    prompt: DraftPrompt
    address: Address
    versions: tuple[Entry, ...]
    rests_until: datetime
    put_away: bool

    @property
    def text(self) -> str:
        """The words as they are now."""
        return self.versions[-1].value or ""

    @property
    def at(self) -> datetime:
        """When the words were last changed."""
        return self.versions[-1].at


@dataclass(frozen=True)
class Held:
    """Why a draft cannot be copied now.

    It stays here for good, or contact is `closed` by rules, or it rests until a time, or a sentence
    in it needs care first.
    """

    stays: bool = False
    closed: Closed | None = None
    rules: tuple[Rule, ...] = ()
    until: datetime | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class Piece:
    """Some words of a version, and whether the version before had them."""

    kind: Literal["same", "new", "gone"]
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
    versions = journal.history(address)
    if not any(entry.value for entry in versions):
        return None
    return Draft(
        exercise,
        prompt,
        address,
        versions,
        versions[-1].at + rest_of(journal, exercise, prompt, address.row),
        journal.answer(PAGE, PUT_AWAY, name_of_draft(address)) is True,
    )


def name_of_draft(address: Address) -> str:
    """Return under which name a decision about a draft is kept."""
    return f"{address.exercise}.{address.prompt}" + (f"@{address.row}" if address.row else "")


def rest_of(journal: Journal, exercise: Exercise, prompt: DraftPrompt, row: str = "") -> timedelta:
    """Return how long a draft rests: a day, or the days that the participant chose."""
    days = journal.answer(exercise.id, prompt.rest, row) if prompt.rest else None
    return max(REST, timedelta(days=days)) if isinstance(days, int) else REST


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


def why_held(
    content: Content,
    journal: Journal,
    draft: Draft,
    facts: Facts,
    outcome: Outcome,
    now: datetime,
) -> Held | None:
    """Tell why a draft cannot be copied now, or None where it can."""
    if draft.prompt.stays:
        return Held(stays=True)
    if outcome.route not in CONTACT:
        return Held(rules=outcome.stops or outcome.fired)
    why = closed(content, journal, draft.exercise, outcome)
    if why:
        return Held(closed=why, rules=why.rules)
    if now < draft.rests_until:
        return Held(until=draft.rests_until)
    checked = check_draft(draft.text, draft.prompt.of, facts)
    grave = next((finding for finding in checked.findings if finding.opens or finding.stops), None)
    return Held(finding=grave) if grave else None


def changes(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two versions word by word; what was taken out stands before what came in."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[from_new:to_new])))
            continue
        gone, come = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        pieces += [Piece("gone", gone)] * bool(gone) + [Piece("new", come)] * bool(come)
    return tuple(pieces)


def _words(text: str) -> list[str]:
    words = re.findall(r"\S+\s*|\s+", text)
    return words if len(words) <= MOST_PIECES else text.splitlines(keepends=True)
