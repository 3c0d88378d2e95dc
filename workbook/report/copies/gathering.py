"""From a journal to what a copy holds: the answers of today in the words they were seen in."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from workbook import messages
from workbook.content.models import Content, Each, Exercise
from workbook.content.prompts import (
    WITHOUT_ANSWER,
    DraftPrompt,
    ManyPrompt,
    MeasurePrompt,
    PiePrompt,
    Prompt,
    RowsPrompt,
    ScalePrompt,
    SortPrompt,
    SummaryPrompt,
)
from workbook.guidance.reviewing import in_days, in_words, sheet_in_words
from workbook.guidance.shares import fit
from workbook.guidance.sheets import begun
from workbook.guidance.slices import slices_of
from workbook.guidance.summary import read_summary
from workbook.journal import EMPTY, Address, Entry, Journal
from workbook.report.copies.document import Group, Item, Line, Section, readable


def gather(
    content: Content,
    journal: Journal,
    exercise: Exercise,
    prompts: Collection[str],
    now: datetime | None,
) -> Section | None:
    """Return the answers to these prompts of an exercise, or None where there are none.

    Days are those of the time zone of `now`, else of UTC. Of what is answered anew, each sheet
    comes as one group. A summary that nobody has changed comes as it stands `now`.
    """
    items = tuple(_items(content, journal, exercise, prompts, now))
    return Section(readable(exercise.title), items) if items else None


def lines_of(
    content: Content, journal: Journal, exercise: Exercise, prompt: Prompt, value: Any
) -> tuple[Line, ...]:
    """Return an answer in words: one line, or one for each choice, item or slice."""
    if value in EMPTY:
        return ()
    if isinstance(value, dict) and isinstance(prompt, MeasurePrompt):
        return tuple(_measured(content, prompt, value))
    if isinstance(value, dict) and isinstance(prompt, PiePrompt):
        names = slices_of(content, journal, exercise, prompt)
        return tuple(
            Line(readable(str(names[one])), messages.PERCENT.format(n=share))
            for one, share in _fitted(value, [*names]).items()
        )
    if isinstance(value, list) and isinstance(prompt, ManyPrompt):
        return tuple(Line("", _words(prompt, [one])) for one in value)
    return (Line("", _words(prompt, value)),)


def _items(
    content: Content,
    journal: Journal,
    exercise: Exercise,
    prompts: Collection[str],
    now: datetime | None,
) -> Iterator[Item]:
    zone = now.tzinfo if now else UTC
    asked = [
        one for one in exercise.prompts if one.id in prompts and one.kind not in WITHOUT_ANSWER
    ]
    gathered: set[Each] = set()
    for prompt in asked:
        each = exercise.each_of(prompt)
        if each in gathered:
            continue
        if each:
            gathered.add(each)
            together = [one for one in asked if exercise.each_of(one) == each]
            ask = next(step.title for step in exercise.steps if step.id == prompt.step)
            groups = tuple(_sheets(journal, exercise, each, together, zone))
        elif isinstance(prompt, SortPrompt):
            ask, groups = prompt.ask, tuple(_piles(journal, exercise, prompt))
        elif isinstance(prompt, RowsPrompt):
            ask, groups = prompt.ask, tuple(_rows(journal, exercise, prompt, zone))
        else:
            ask, groups = prompt.ask, tuple(_alone(content, journal, exercise, prompt, zone))
        if isinstance(prompt, SummaryPrompt) and now:
            groups = groups or tuple(_begun(content, journal, exercise, prompt, now))
        if groups:
            yield Item(readable(ask), groups, tuple(map(readable, _notes(content, prompt))))


def _alone(
    content: Content, journal: Journal, exercise: Exercise, prompt: Prompt, zone: tzinfo | None
) -> Iterator[Group]:
    entry = journal.last(Address(exercise.id, prompt.id))
    lines = lines_of(content, journal, exercise, prompt, entry.value) if entry else ()
    if entry and lines:
        yield Group("", _day(entry.at, zone), lines)


def _begun(
    content: Content, journal: Journal, exercise: Exercise, prompt: SummaryPrompt, now: datetime
) -> Iterator[Group]:
    try:
        words = read_summary(content, journal, exercise, prompt, now)
    except (AttributeError, KeyError, TypeError, ValueError):
        return  # an answer from before its prompt was changed says nothing of what is asked now
    if words:
        yield Group("", _day(now, now.tzinfo), (Line("", readable(words)),))


def _rows(
    journal: Journal, exercise: Exercise, prompt: RowsPrompt, zone: tzinfo | None
) -> Iterator[Group]:
    for number, row in enumerate(journal.rows(exercise.id, prompt.id), start=1):
        entries = [
            (column, journal.last(Address(exercise.id, f"{prompt.id}.{column.id}", row)))
            for column in prompt.columns
        ]
        found = [(column, entry) for column, entry in entries if entry and entry.value not in EMPTY]
        if found:
            day = _day(max(entry.at for _, entry in found), zone)
            title = messages.ROW_NUMBER.format(row=prompt.row, number=number)
            yield Group(
                readable(title), day, tuple(_line(column, entry) for column, entry in found)
            )


def _piles(journal: Journal, exercise: Exercise, prompt: SortPrompt) -> Iterator[Group]:
    """Yield each pile with its lines; those in none come last."""
    piles = {pile.id: pile.say for pile in prompt.piles}
    sorted_lines: dict[str, list[Line]] = {pile: [] for pile in [*piles, ""]}
    for row in journal.rows(exercise.id, prompt.id):
        what = journal.answer(exercise.id, f"{prompt.id}.what", row)
        pile = journal.answer(exercise.id, f"{prompt.id}.pile", row)
        if what not in EMPTY:
            where = pile if isinstance(pile, str) and pile in piles else ""
            sorted_lines[where].append(Line("", readable(str(what))))
    for pile, lines in sorted_lines.items():
        if lines:
            title = piles.get(pile, messages.PAGE["sort_unsorted"])
            yield Group(readable(title), "", tuple(lines))


def _sheets(
    journal: Journal, exercise: Exercise, each: Each, asked: list[Prompt], zone: tzinfo | None
) -> Iterator[Group]:
    for sheet in begun(journal, exercise, each):
        entries = [
            (prompt, journal.last(Address(exercise.id, prompt.id, sheet))) for prompt in asked
        ]
        lines = tuple(
            _line(prompt, entry) for prompt, entry in entries if entry and entry.value not in EMPTY
        )
        if lines:
            yield Group(readable(_sheet(each, sheet, zone)), "", lines)


def _sheet(each: Each, sheet: str, zone: tzinfo | None) -> str:
    try:
        return sheet_in_words(each, sheet, zone)
    except ValueError:
        return sheet  # no sheet of ours; its words still are somebody's


def _notes(content: Content, prompt: Prompt) -> Iterator[str]:
    if isinstance(prompt, MeasurePrompt):
        measure = content.measures[prompt.measure]
        yield f"{messages.PAGE['measure_limits']} {measure.cannot_tell}"
        yield measure.notice
    if isinstance(prompt, DraftPrompt):
        yield messages.COPY["draft"]


def _measured(content: Content, prompt: MeasurePrompt, value: dict[str, Any]) -> Iterator[Line]:
    measure = content.measures[prompt.measure]
    for item in measure.items:
        score = value.get(item.id)
        if isinstance(score, int) and 0 <= score < len(measure.choices):
            yield Line(readable(item.ask), readable(measure.choices[score]))


def _fitted(value: dict[str, Any], names: list[str]) -> dict[str, int]:
    return fit({one: share for one, share in value.items() if isinstance(share, int)}, names)


def _line(prompt: Prompt, entry: Entry) -> Line:
    return Line(readable(prompt.ask), _words(prompt, entry.value))


def _words(prompt: Prompt, value: Any) -> str:
    if isinstance(prompt, ScalePrompt):
        ends = prompt.model_dump(include={"min", "max", "low", "high"})
        return readable(messages.SCALE.format(n=value, **ends))
    try:
        return readable(in_words(prompt, value))
    except (TypeError, ValueError):
        return readable(str(value))  # an answer from before its prompt was changed


def _day(at: datetime, zone: tzinfo | None) -> str:
    return in_days(at.astimezone(zone))
