"""Answers in the shapes that charts need: pandas series by the participant's local day.

A day is its number (`date.toordinal`), so that no day anybody may write on is out of bounds.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from workbook.content.models import Exercise
from workbook.content.prompts import ChoicePrompt, Prompt, ScalePrompt
from workbook.content.showing import Mark
from workbook.guidance.reviewing import in_days, in_words
from workbook.guidance.sheets import begun, known_time, written
from workbook.journal import Journal

Days = pd.Series
"""Values by day, oldest first; a day may have several of them."""

LEAST_FOR_LINE = 7
"""No line joins fewer days: a week is the least in which good and bad weekdays even out, and
through two or three points everybody sees a direction that chance alone can make (our choice)."""
WINDOW = 7
"""Days in a rolling median: the day, three before and three after."""
LEAST_IN_WINDOW = 4
"""Of these days, so many have a value: more than half, or it is no middle (our choice)."""
LONGEST_GAP = 7
"""A line never leads over more days than these without a value."""


def answers(journal: Journal, owner: Exercise, prompt: Prompt, now: datetime) -> Days:
    """Return what was answered on every sheet of a prompt, by local day.

    What is no answer to this prompt any more, such as a choice that is gone, is left out.
    """
    each = owner.each_of(prompt)
    assert each
    found = [
        (time.toordinal(), value)
        for sheet in written(journal, owner, prompt)
        for value in [journal.answer(owner.id, prompt.id, sheet)]
        if _is_answer(prompt, value) and (time := known_time(each, sheet, now.tzinfo))
    ]
    return _by_day(found)


def marked(journal: Journal, owner: Exercise, prompt: Prompt, mark: Mark, now: datetime) -> Days:
    """Return in words what is marked, by local day: choices, or the times of moments."""
    each = owner.each_of(prompt)
    if each == "moment":
        times = (known_time(each, sheet, now.tzinfo) for sheet in begun(journal, owner, each))
        return _by_day([(time.toordinal(), f"{time:%H:%M}") for time in times if time])
    chosen = answers(journal, owner, prompt, now)
    chosen = chosen[chosen.isin(mark.of)]
    return chosen.map(lambda value: in_words(prompt, value)) if len(chosen) else chosen


def noted(journal: Journal, owner: Exercise, now: datetime) -> frozenset[int]:
    """Return the days on whose sheet anything was written."""
    days = (known_time("day", sheet, now.tzinfo) for sheet in begun(journal, owner, "day"))
    return frozenset(day.toordinal() for day in days if day)


def lines(values: Days) -> list[Days]:
    """Return the rolling medians of daily values, cut wherever no line may lead.

    They stand on the days that have a value themselves. With too few there is none.
    """
    if len(values) < LEAST_FOR_LINE:
        return []
    every_day = values.astype(float).reindex(range(values.index[0], values.index[-1] + 1))
    middle = every_day.rolling(WINDOW, center=True, min_periods=LEAST_IN_WINDOW).median()
    middle = middle[values.index].dropna()
    part = (middle.index.to_series().diff() > LONGEST_GAP).cumsum()
    return [line for _, line in middle.groupby(part) if len(line) >= LEAST_FOR_LINE]


def rows_by_day(columns: Mapping[str, Days]) -> tuple[tuple[str, ...], ...]:
    """Return a row for each day that has any value: the day in words, then the values."""
    together = {
        name: values.astype(str).groupby(level=0).agg(", ".join)
        for name, values in columns.items()
        if len(values)
    }
    frame = pd.DataFrame(together).sort_index().fillna("")
    frame = frame.reindex(columns=list(columns), fill_value="")
    return tuple((say_day(day), *map(str, row)) for day, *row in frame.itertuples())


def days_of(values: Days) -> list[int]:
    """Return the day of each value."""
    found: list[int] = values.index.tolist()
    return found


def say_day(day: int) -> str:
    """Write a day in words."""
    return in_days(date.fromordinal(day))


def _by_day(found: list[tuple[int, Any]]) -> Days:
    days, values = zip(*found, strict=True) if found else ((), ())
    index = pd.Index(days, dtype="int64", name="day")
    return pd.Series(values, index=index, dtype=object).sort_index(kind="stable")


def _is_answer(prompt: Prompt, value: Any) -> bool:
    if isinstance(prompt, ScalePrompt):
        return type(value) is int and prompt.min <= value <= prompt.max
    return isinstance(prompt, ChoicePrompt) and value in [one.id for one in prompt.choices]
