"""Earlier answers, gathered to be read again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from workbook import messages
from workbook.content.conditions import all_hold
from workbook.content.models import Content, Each, Exercise
from workbook.content.prompts import ChoicePrompt, ManyPrompt, Prompt, RowsPrompt
from workbook.content.showing import ReviewPrompt
from workbook.guidance.sheets import begun, local_time
from workbook.journal import EMPTY, Address, Journal

SHEETS_SHOWN = 30
"""So many sheets are shown to read again, the newest (our choice)."""


@dataclass(frozen=True)
class Earlier:
    """Something written before: when, at which prompt, and its lines (label, words).

    What is answered anew each time belongs to a `sheet` instead of the time it was written.
    """

    at: datetime
    ask: str
    lines: tuple[tuple[str, str], ...]
    each: Each | None = None
    sheet: str = ""


def earlier(
    content: Content, journal: Journal, exercise: Exercise, review: ReviewPrompt
) -> Iterator[Earlier]:
    """Yield the answers that a review shows, in the order of its references and of the rows.

    Of what is answered anew each time, everything on one sheet comes together, the newest first.
    """
    asked = [content.resolve(reference, exercise) for reference in review.of]
    shown: set[tuple[str, Each]] = set()
    for owner, prompt in asked:
        each = owner.each_of(prompt)
        if each:
            if (owner.id, each) not in shown:
                yield from _sheets(journal, owner, each, [one for by, one in asked if by == owner])
            shown.add((owner.id, each))
            continue
        if isinstance(prompt, RowsPrompt):
            yield from _rows(journal, owner, prompt, review)
            continue
        entry = journal.last(Address(owner.id, prompt.id))
        if entry and entry.value not in EMPTY:
            yield Earlier(entry.at, prompt.ask, (("", in_words(prompt, entry.value)),))


def rows_where(
    journal: Journal, owner: Exercise, prompt: RowsPrompt, review: ReviewPrompt
) -> Iterator[str]:
    """Yield the ids of the rows that a review's conditions let through."""
    for row in journal.rows(owner.id, prompt.id):

        def look(kind: str, name: str, row: str = row) -> Any:
            return (
                journal.answer(owner.id, f"{prompt.id}.{name}", row) if kind == "column" else None
            )

        if all_hold(review.where, look):
            yield row


def _sheets(
    journal: Journal, owner: Exercise, each: Each, asked: list[Prompt]
) -> Iterator[Earlier]:
    for sheet in reversed(begun(journal, owner, each)[-SHEETS_SHOWN:]):
        lines, times = [], []
        for prompt in asked:
            entry = journal.last(Address(owner.id, prompt.id, sheet))
            if entry and entry.value not in EMPTY:
                lines.append((prompt.ask, in_words(prompt, entry.value)))
                times.append(entry.at)
        if lines:
            yield Earlier(max(times), "", tuple(lines), each, sheet)


def _rows(
    journal: Journal, owner: Exercise, prompt: RowsPrompt, review: ReviewPrompt
) -> Iterator[Earlier]:
    columns = [
        column for column in prompt.columns if not review.columns or column.id in review.columns
    ]
    for row in rows_where(journal, owner, prompt, review):
        lines, times = [], []
        for column in columns:
            entry = journal.last(Address(owner.id, f"{prompt.id}.{column.id}", row))
            if entry and entry.value not in EMPTY:
                lines.append((column.ask, in_words(column, entry.value)))
                times.append(entry.at)
        if lines:
            yield Earlier(max(times), prompt.row, tuple(lines))


def in_words(prompt: Prompt, value: Any) -> str:
    """Write an answer as the participant saw it."""
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        say = {choice.id: choice.say for choice in prompt.offered}
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(say.get(one, str(one)) for one in chosen)
    if prompt.kind == "date":
        return in_days(datetime.fromisoformat(value))
    return str(value)


def in_days(day: date) -> str:
    """Write a day in words: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def moment_in_words(time: datetime) -> str:
    """Write a day with the time of day in words."""
    return messages.MOMENT.format(day=in_days(time), time=f"{time:%H:%M}")


def sheet_in_words(each: Each, sheet: str, zone: tzinfo | None) -> str:
    """Name a sheet by its day, its week or its time, as a clock in the time zone has it.

    Raises:
        ValueError: it is the name of no such sheet.
    """
    time = local_time(each, sheet, zone)
    if isinstance(time, datetime):
        return moment_in_words(time)
    day = in_days(time)
    return messages.WEEK_OF.format(day=day) if each == "week" else f"{time:%A}, {day}"
