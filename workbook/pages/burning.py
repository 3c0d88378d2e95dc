"""What was burned: its ids stay as a decision about the page, so that nothing brings it back."""

from collections.abc import Iterable
from datetime import datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.guidance.facts import read_facts
from workbook.guidance.progress import ASIDE, DONE, PAGE, closed
from workbook.guidance.route import route
from workbook.guidance.unsent import name_of_draft
from workbook.journal import Address, Entry, Journal

BURNED = "burned"


def burned_ids(journal: Journal) -> frozenset[str]:
    """Return the ids of all entries that were burned."""
    return frozenset(burned for value in journal.values(PAGE, BURNED) for burned in value)


def burned_at(journal: Journal, address: Address) -> datetime | None:
    """Return when what stood at an address was last burned, alone or with its exercise."""
    names = (name_of_draft(address), address.exercise)
    decisions = (journal.last(Address(PAGE, BURNED, about)) for about in names)
    return max((decision.at for decision in decisions if decision), default=None)


def ids_to_tell(journal: Journal, about: str, burning: Iterable[Entry]) -> list[str]:
    """Return the ids that the decision to burn these entries has to hold, sorted.

    Those of an earlier decision about the same stay in it, and those of decisions that burn.
    """
    ids = set(journal.answer(PAGE, BURNED, about) or ())
    for entry in burning:
        ids.add(entry.id)
        if entry.address[:2] == (PAGE, BURNED):
            ids.update(entry.value)
    return sorted(ids)


def is_of(exercise: str, address: Address) -> bool:
    """Tell whether an address is of an exercise (its id): an answer, or a decision about it.

    Only the decision that all of the exercise was burned is not: it has to stay.
    """
    names = {PAGE: address.row, ASIDE: address.prompt}
    name = names.get(address.exercise, address.exercise)
    if address == Address(PAGE, BURNED, exercise):
        return False
    return name == exercise or name.startswith(f"{exercise}.")


def begun(content: Content, journal: Journal) -> tuple[Exercise, ...]:
    """Return the exercises in which anything was ever written, in their order."""
    there = {prompt if owner == ASIDE else owner for owner, prompt in journal.parts}
    return tuple(exercise for exercise in content.exercises if exercise.id in there)


def say_what_closes(content: Content, journal: Journal, exercise: str, now: datetime) -> str:
    """Say in one sentence which pages close without an exercise (its id); `now` is local time."""
    kept = journal.only([asked for asked in journal.parts if asked[0] != exercise])
    then = _open(content, kept.without(Address(PAGE, DONE, exercise)), now)
    titles = [f"“{title}”" for id, title in _open(content, journal, now).items() if id not in then]
    return messages.BURN_CLOSES.format(titles=", ".join(titles)) if titles else ""


def _open(content: Content, journal: Journal, now: datetime) -> dict[str, str]:
    """Return the titles of the exercises that are open, by id."""
    outcome = route(read_facts(content, journal, now), now)
    return {
        exercise.id: exercise.title
        for exercise in content.exercises
        if not closed(content, journal, exercise, outcome)
    }
