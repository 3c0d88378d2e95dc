"""A journal of 400 days, as somebody has it who came back every evening; the same each time."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.browser.journals import LINES, TEXT
from tests.browser.walking import clear_answers, content
from workbook.content.conditions import all_hold
from workbook.content.models import Each, Exercise
from workbook.content.prompts import Column, Prompt, RowsPrompt
from workbook.guidance.progress import DONE, PAGE
from workbook.guidance.sheets import sheet_at
from workbook.journal import Address, Entry
from workbook.pages.keeping import KEPT
from workbook.settings import QUICK_EXIT, Settings
from workbook.web.keeper import SealedKeeper

DAYS, WEEKS, PAUSES = 400, 57, 100
INCIDENTS, CHANGES = 60, 12
VERSIONS = 4
"""So often a long text was gone over, on different days."""
ROWS = {"incidents": INCIDENTS, "changes": CHANGES}
"""How many rows there are of a prompt; of every other, `SOME`."""
SOME = 4
Given = tuple[Address, Any, datetime]


def long_journal(now: datetime) -> tuple[Entry, ...]:
    """Return all entries of a journal that began 400 days before `now` (local), oldest first."""
    chance = Random(DAYS)
    given = sorted(_given(now, chance), key=lambda one: one[2])
    return tuple(
        Entry(f"{chance.getrandbits(128):032x}", address, value, at.astimezone(UTC))
        for address, value, at in given
    )


def seal_long_journal(data: Path, now: datetime) -> tuple[str, str]:
    """Keep it in a store in this data folder; return its key for a tab, and its phrase."""
    database = f"sqlite:///{data / 'journal.sqlite'}"
    keeper = SealedKeeper(Settings("served", database, data, QUICK_EXIT))
    nothing = keeper.open(None)
    keeper.save(long_journal(now), nothing)
    words = keeper.new_phrase()
    keeper.keep(words)
    with closing(sqlite3.connect(data / "journal.sqlite")) as store, store:
        # As if most of it had been kept long ago.
        store.execute("UPDATE records SET day = ?", [f"{now - timedelta(days=DAYS):%Y-%m-%d}"])
    return str(keeper.tab_key), " ".join(words)


def _given(now: datetime, chance: Random) -> Iterator[Given]:
    began = now - timedelta(days=DAYS)
    times = _times(now)
    for exercise in content().exercises:
        for number, prompt in enumerate(exercise.prompts):
            if exercise.each_of(prompt) is None:
                at = began + timedelta(days=number % 30, hours=1)
                yield from _told(exercise, prompt, at, chance)
        for each in dict.fromkeys(step.each for step in exercise.steps if step.each):
            yield from _on_sheets(exercise, each, times[each], chance)
    for exercise in content().way:
        yield Address(PAGE, DONE, exercise.id), True, began + timedelta(days=40)
    yield Address(PAGE, KEPT), True, began


def _times(now: datetime) -> Mapping[Each, Sequence[datetime]]:
    """Return when somebody wrote each day, each week, and every fourth day in a hard hour."""
    return {
        "day": [now - timedelta(days=ago) for ago in reversed(range(DAYS))],
        "week": [now - timedelta(weeks=ago) for ago in reversed(range(WEEKS))],
        "moment": [now - timedelta(days=4 * ago, hours=5) for ago in reversed(range(PAUSES))],
    }


def _told(exercise: Exercise, prompt: Prompt, at: datetime, chance: Random) -> Iterator[Given]:
    """Answer a prompt that is answered once: the start so that nothing speaks against."""
    if exercise == content().way[0]:
        if prompt.id in clear_answers():
            yield Address(exercise.id, prompt.id), clear_answers()[prompt.id], at
    elif isinstance(prompt, RowsPrompt):
        for number in range(ROWS.get(prompt.id, SOME)):
            for column, value in _answers(prompt.columns, at, chance):
                address = Address(exercise.id, f"{prompt.id}.{column}", f"{prompt.id}{number:02}")
                yield address, value, at + timedelta(days=number)
    else:
        times = VERSIONS if prompt.kind in ("text", "draft") else 1
        for number in range(times):
            for _, value in _answers([prompt], at, chance):
                yield Address(exercise.id, prompt.id), value, at + timedelta(days=50 * number)


def _on_sheets(
    exercise: Exercise, each: Each, times: Iterable[datetime], chance: Random
) -> Iterator[Given]:
    asked = [prompt for prompt in exercise.prompts if exercise.each_of(prompt) == each]
    for at in times:
        sheet = sheet_at(each, at)
        for prompt, value in _answers(asked, at, chance):
            yield Address(exercise.id, prompt, sheet), value, at


def _answers(
    asked: Iterable[Prompt | Column], at: datetime, chance: Random
) -> Iterator[tuple[str, Any]]:
    """Answer what is shown beside the answers before it, and give no fact that closes a page."""
    given: dict[str, Any] = {}
    for one in asked:
        if all_hold(one.show_if, lambda _kind, name: given.get(name)):
            value = _value(one, at, chance)
            if value is not None:
                given[one.id] = value
    yield from given.items()


def _value(asked: Prompt | Column, at: datetime, chance: Random) -> Any:
    match asked.kind:
        case "short_text":
            return chance.choice(LINES)
        case "text" | "draft":
            return f"{TEXT} {chance.choice(LINES)}"
        case "date":
            return (at - timedelta(days=1)).date().isoformat()
        case "scale":
            return chance.randint(asked.min, (asked.min + asked.max) // 2)
        case "choice":
            choices = [choice.id for choice in asked.choices if not choice.facts]
            weights = [8, *[1] * (len(choices) - 1)]  # most days are alike
            return chance.choices(choices, weights)[0] if choices else None
        case "many":
            return [choice.id for choice in asked.choices if not choice.facts][:2] or None
    return None
