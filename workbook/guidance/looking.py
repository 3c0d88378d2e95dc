"""Look up what conditions test, and tell which prompts and steps are shown."""

from datetime import datetime, timedelta
from typing import Any

from workbook.content.conditions import Lookup, all_hold
from workbook.content.models import Content, Exercise, Step
from workbook.content.prompts import DraftPrompt, Prompt
from workbook.content.showing import ReviewPrompt, RoomPrompt, ThenAndNowPrompt
from workbook.guidance.answers import address_of, answer_to
from workbook.guidance.facts import Facts
from workbook.guidance.progress import PAGE, SEAT
from workbook.guidance.reviewing import earlier
from workbook.guidance.route import Outcome
from workbook.guidance.sheets import Sheets
from workbook.guidance.then_and_now import compare
from workbook.guidance.unsent import is_rested
from workbook.journal import Entry, Journal


def lookup(
    content: Content,
    journal: Journal,
    exercise: Exercise,
    facts: Facts,
    now: datetime,
    sheets: Sheets | None = None,
) -> Lookup:
    """Make the lookup for the conditions of one exercise.

    `now` is the participant's own local time. Without `sheets`, a prompt that is answered anew
    means its latest sheet; so it does in other exercises.
    """

    def answer(name: str) -> Any:
        owner, prompt = content.resolve(name, exercise)
        return answer_to(content, journal, owner, prompt, sheets if owner == exercise else None)

    def history(name: str) -> tuple[Entry, ...]:
        owner, prompt = content.resolve(name, exercise)
        return journal.history(
            address_of(journal, owner, prompt, sheets if owner == exercise else None)
        )

    def look(kind: str, name: str) -> Any:
        if kind == "prompt":
            return answer(name)
        if kind == "fact":
            return facts.get(name)
        if kind == "age":
            return None if answer(name) is None else _hours(history(name)[-1], now)
        if kind == "rested":
            owner, prompt = content.resolve(name, exercise)
            assert isinstance(prompt, DraftPrompt)
            here = sheets if owner == exercise else None
            return is_rested(journal, owner, prompt, now, here)
        if kind == "sittings":
            return len({entry.at.astimezone(now.tzinfo).date() for entry in history(name)})
        if kind == "fall":
            before, after = (answer(one) for one in name.split())
            return before - after if isinstance(before, int) and isinstance(after, int) else None
        if kind == "shows":
            return shows_anything(content, journal, *content.resolve(name, exercise), now)
        return None

    return look


def steps_shown(exercise: Exercise, look: Lookup, outcome: Outcome) -> tuple[Step, ...]:
    """Return the steps that this participant walks through."""
    return tuple(step for step in exercise.steps if is_shown(step, look, outcome))


def is_shown(step: Step, look: Lookup, outcome: Outcome) -> bool:
    """Tell whether this participant walks through a step."""
    return (
        (not step.routes or outcome.opens in step.routes)
        and not set(step.closed_by) & set(outcome.fired)
        and all_hold(step.show_if, look)
    )


def shows_anything(
    content: Content, journal: Journal, exercise: Exercise, prompt: Prompt, now: datetime
) -> bool:
    """Tell whether a review, a comparison or the room of a group has anything to show.

    `now` is the participant's own local time.
    """
    if isinstance(prompt, RoomPrompt):
        return journal.answer(PAGE, SEAT) is not None
    if isinstance(prompt, ReviewPrompt):
        return any(True for _ in earlier(content, journal, exercise, prompt))
    assert isinstance(prompt, ThenAndNowPrompt)
    return any(True for _ in compare(content, journal, exercise, prompt, now))


def _hours(entry: Entry, now: datetime) -> int:
    return (now - entry.at) // timedelta(hours=1)
