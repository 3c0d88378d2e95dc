"""What was written then, beside what is written now."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from workbook.content.models import Content, Each, Exercise
from workbook.content.prompts import Prompt
from workbook.content.showing import ThenAndNowPrompt
from workbook.guidance.facts import read_facts
from workbook.guidance.readiness import say_rule
from workbook.guidance.reviewing import in_words
from workbook.guidance.route import route
from workbook.guidance.sheets import known_time, written
from workbook.journal import EMPTY, Address, Entry, Journal

When = Literal["year", "half_year", "quarter", "month", "then", "now"]
MONTHS_AGO: dict[When, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
NEAR = timedelta(days=3)
"""So far from the day itself something may have been written (our choice)."""


@dataclass(frozen=True)
class Side:
    """What stood there at one time; of what is answered each week, the day is its Monday."""

    when: When
    day: date
    lines: tuple[str, ...]
    each: Each | None = None


@dataclass(frozen=True)
class Comparison:
    """The same thing at two times or more, the earliest first; `ask` is empty for reasons."""

    ask: str
    sides: tuple[Side, ...]


def compare(
    content: Content, journal: Journal, exercise: Exercise, shown: ThenAndNowPrompt, now: datetime
) -> Iterator[Comparison]:
    """Yield what a prompt shows side by side; `now` is the participant's own local time."""
    yield from SHOWS[shown.shows](content, journal, exercise, shown, now)


def _changes(
    content: Content, journal: Journal, exercise: Exercise, shown: ThenAndNowPrompt, now: datetime
) -> Iterator[Comparison]:
    for owner, asked in _asked(content, exercise, shown):
        by_day = _by_day(journal.history(Address(owner.id, asked.id)), now)
        first = next((day for day, value in by_day.items() if value not in EMPTY), None)
        last = max(by_day, default=None)
        if first is None or last is None or by_day[last] in EMPTY:
            continue
        then, today = (in_words(asked, by_day[day]) for day in (first, last))
        if then != today:
            sides = Side("then", first, (then,)), Side("now", last, (today,))
            yield Comparison(asked.ask, sides)


def _this_day(
    content: Content, journal: Journal, exercise: Exercise, shown: ThenAndNowPrompt, now: datetime
) -> Iterator[Comparison]:
    for owner, asked in _asked(content, exercise, shown):
        each = owner.each_of(asked)
        texts = _texts(journal, owner, asked, now)
        days = {when: nearest(texts, now.date(), months) for when, months in MONTHS_AGO.items()}
        then = [Side(when, day, (texts[day],), each) for when, day in days.items() if day]
        if not then:
            continue
        last = max(texts)
        today = [] if last in days.values() else [Side("now", last, (texts[last],), each)]
        yield Comparison(asked.ask, (*then, *today))


def _reasons(
    content: Content, journal: Journal, exercise: Exercise, shown: ThenAndNowPrompt, now: datetime
) -> Iterator[Comparison]:
    answered = [
        entry.at
        for owner, asked in _asked(content, exercise, shown)
        for entry in journal.history(Address(owner.id, asked.id))
        if entry.value not in EMPTY
    ]
    then = min(answered).astimezone(now.tzinfo) if answered else now
    if then.date() >= now.date():
        return
    before = _say_reasons(content, journal.until(then), then)
    today = _say_reasons(content, journal, now)
    # Where a hard stop decides, nothing is compared: it would read like one that ran out.
    if before is not None and today is not None:
        today = today or (shown.none_left,)
        yield Comparison("", (Side("then", then.date(), before), Side("now", now.date(), today)))


SHOWS: dict[str, Callable[..., Iterator[Comparison]]] = {
    "changes": _changes,
    "this_day": _this_day,
    "reasons": _reasons,
}


def nearest(days: Mapping[date, Any], today: date, months: int) -> date | None:
    """Return the day of these that is nearest to the one so many months ago, or None."""
    wanted = months_before(today, months)
    near = [day for day in days if abs(day - wanted) <= NEAR]
    return min(near, key=lambda day: (abs(day - wanted), day), default=None)


def months_before(day: date, months: int) -> date:
    """Return the same day some months ago; in a shorter month, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _asked(
    content: Content, exercise: Exercise, shown: ThenAndNowPrompt
) -> Iterator[tuple[Exercise, Prompt]]:
    return (content.resolve(reference, exercise) for reference in shown.of)


def _by_day(history: tuple[Entry, ...], now: datetime) -> dict[date, Any]:
    """Return what stood there at the end of each local day on which it was changed."""
    return {entry.at.astimezone(now.tzinfo).date(): entry.value for entry in history}


def _texts(journal: Journal, owner: Exercise, asked: Prompt, now: datetime) -> dict[date, str]:
    """Return what was written at a prompt by day; of several moments of one day, the last."""
    each = owner.each_of(asked)
    if each is None:
        found = _by_day(journal.history(Address(owner.id, asked.id)), now)
        return {day: text for day, text in found.items() if text not in EMPTY}
    return {
        day: str(journal.answer(owner.id, asked.id, sheet))
        for sheet in written(journal, owner, asked)
        if (day := _day_of(each, sheet, now))
    }


def _day_of(each: Each, sheet: str, now: datetime) -> date | None:
    time = known_time(each, sheet, now.tzinfo)
    return time.date() if isinstance(time, datetime) else time


def _say_reasons(content: Content, journal: Journal, at: datetime) -> tuple[str, ...] | None:
    """Return the sentences of all reasons to wait at a time, or None where a hard stop decides."""
    outcome = route(read_facts(content, journal, at), at)
    if outcome.stops:
        return None
    return tuple(say_rule(content, outcome, rule, at) for rule in outcome.fired)
