"""How far a participant is, and what is closed for now and why."""

from dataclasses import dataclass
from enum import StrEnum

from workbook.content.models import Content, Exercise
from workbook.content.vocabulary import Rule
from workbook.guidance.route import Outcome
from workbook.journal import EMPTY, Journal

PAGE = "_page"
"""Reserved exercise id: what a participant decided about the page itself."""
ASIDE = "_aside"
"""Reserved exercise id: answers brought in from elsewhere that their prompts do not allow here."""
OFFICE = "_office"
"""Reserved exercise id: what somebody who leads groups keeps, in a journal of its own."""
DONE = "done"
SEAT = "room"
"""Under this name the page keeps the seat in the room of a group, as long as one is in it."""


class State(StrEnum):
    """The state of an exercise."""

    NOT_STARTED = "not_started"
    BEGUN = "begun"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True)
class Closed:
    """Why an exercise is closed: go through `first`, or these rules, or else the route."""

    first: tuple[Exercise, ...] = ()
    rules: tuple[Rule, ...] = ()


def closed(
    content: Content, journal: Journal, exercise: Exercise, outcome: Outcome
) -> Closed | None:
    """Tell why an exercise is closed for now, or None where it is open."""
    if outcome.opens not in exercise.routes:
        return Closed()
    rules = tuple(rule for rule in outcome.fired if rule in exercise.closed_by)
    if rules:
        return Closed(rules=rules)
    before = (*exercise.after, *exercise.after_in.get(outcome.opens, ()))
    needed = (content.exercise(name) for name in before)
    first = tuple(other for other in needed if not is_done(journal, other))
    if first:
        return Closed(first=first)
    if not outcome.told and "safety_first" not in exercise.routes:
        # What is not fit for somebody in danger waits until it is known that nobody is.
        return Closed(rules=("not_answered",))
    return None


def state(content: Content, journal: Journal, exercise: Exercise, outcome: Outcome) -> State:
    """Return the state of an exercise."""
    if closed(content, journal, exercise, outcome):
        return State.CLOSED
    if is_done(journal, exercise):
        return State.DONE
    return State.BEGUN if journal.begun(exercise.id) else State.NOT_STARTED


def is_done(journal: Journal, exercise: Exercise) -> bool:
    """Tell whether the participant said that an exercise is done."""
    return journal.answer(PAGE, DONE, exercise.id) is True


def count_answers(journal: Journal, exercise: str) -> int:
    """Return how many answers of an exercise (its id) hold now; each cell of a row is one."""
    return sum(
        history[-1].value not in EMPTY
        and history[-1].value is not False  # which says that a row was removed
        and (not address.row or address.row in part.rows)
        for (owner, _), part in journal.parts.items()
        if owner == exercise
        for address, history in part.histories.items()
    )
