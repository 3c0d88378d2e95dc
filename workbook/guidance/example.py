"""The example as a journal, or all that is wrong with what was written into it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from workbook.content.example import EXAMPLE, Example, ExampleEntry, load_example
from workbook.content.loader import load_content
from workbook.content.models import Content, Exercise
from workbook.content.problems import nearest
from workbook.content.prompts import (
    WITHOUT_ANSWER,
    ChoicePrompt,
    Column,
    ManyPrompt,
    Prompt,
    RowsPrompt,
)
from workbook.errors import AnswerProblem, ContentProblems
from workbook.guidance.accepting import accept
from workbook.guidance.progress import DONE, PAGE
from workbook.guidance.sheets import sheet_at
from workbook.journal import Address, Entry, Journal

CARRIED = ("exercise", "days_ago", "on", "time")
"""What an entry may leave out where the entry before says it."""
EVENING = time(19)


def example_journal(content: Content, example: Example, now: datetime) -> Journal:
    """Return the example as a journal, as it stands on this day.

    Raises:
        ContentProblems: an entry is no answer to a prompt of this content.
    """
    reader = _Reader(content, now)
    entries = list(reader.entries(example.entries))
    if reader.problems:
        raise ContentProblems(reader.problems)
    return Journal.of(entries)


def check_example(folder: Path) -> list[str]:
    """List every problem of the example in a content folder, one sentence each.

    While the content itself has problems, only the shape of the example is looked at.
    """
    if not (folder / EXAMPLE).is_file():
        return []
    try:
        example = load_example.__wrapped__(folder)
    except ContentProblems as error:
        return list(error.problems)
    try:
        content = load_content.__wrapped__(folder)
    except ContentProblems:
        return []
    reader = _Reader(content, datetime.now(UTC))
    if example.opens not in _names(content):
        reader.problems.append(_unknown("opens", example.opens, _names(content)))
    for _ in reader.entries(example.entries):
        pass
    return [f"{folder.name}/{EXAMPLE}: {problem}" for problem in reader.problems]


class _Reader:
    """Reads entries and keeps every problem it meets."""

    def __init__(self, content: Content, now: datetime) -> None:
        self.content = content
        self.now = now
        self.problems: list[str] = []

    def entries(self, written: Iterable[ExampleEntry]) -> Iterator[Entry]:
        """Yield an entry for each answer; those of one time keep the order of the file."""
        for number, one in enumerate(_carried(written)):
            try:
                at = self._at(one)
                answers = list(self._answers(one, at))
            except ValueError as problem:
                self.problems.append(f"entries[{number}]{problem}")
                continue
            at = at.astimezone(UTC) + timedelta(milliseconds=number)
            for address, value in answers:
                yield Entry("-".join((f"{number:04}", *address)), address, value, at)

    def _answers(self, one: ExampleEntry, at: datetime) -> Iterator[tuple[Address, Any]]:
        names = _names(self.content)
        if one.exercise not in names:
            raise ValueError("." + _unknown("exercise", one.exercise, names))
        exercise = self.content.exercise(one.exercise)
        if one.done:
            yield Address(PAGE, DONE, exercise.id), True
            return
        prompt = _prompt(exercise, one)
        if not isinstance(prompt, RowsPrompt):
            row = self._sheet(exercise, prompt, one, at)
            yield Address(exercise.id, prompt.id, row), self._value(prompt, one.value)
            return
        cells = {one.column: one.value} if one.column else one.value
        columns = {column.id: column for column in prompt.columns}
        if not one.row or not isinstance(cells, dict):
            raise ValueError(".row and the value of each column are needed for rows.")
        for name, value in cells.items():
            if name not in columns:
                raise ValueError("." + _unknown("column", name, [*columns]))
            address = Address(exercise.id, f"{prompt.id}.{name}", one.row)
            yield address, self._value(columns[name], value)

    def _value(self, prompt: Prompt | Column, value: Any) -> Any:
        if prompt.kind == "date":
            value = self._day(value)
        try:
            accepted = accept(self.content, prompt, value)
        except AnswerProblem as problem:
            raise ValueError(f'.value is "{value}"; {_allowed(prompt, value, problem)}') from None
        if accepted is None:
            raise ValueError(".value is missing or empty; leave the entry out.")
        return accepted

    def _day(self, value: Any) -> Any:
        """Read a day: a fixed one, or how far it is from the day the example is opened."""
        today = self.now.date()
        match value:
            case {"days_ago": int(days), **rest} if not rest:
                return (today - timedelta(days=days)).isoformat()
            case {"in_days": int(days), **rest} if not rest:
                return (today + timedelta(days=days)).isoformat()
            case date():
                return value.isoformat()
        return value

    def _sheet(self, exercise: Exercise, prompt: Prompt, one: ExampleEntry, at: datetime) -> str:
        each = exercise.each_of(prompt)
        if each is None:
            if one.row or one.column or one.sheet is not None:
                raise ValueError(f".prompt {prompt.id} has neither rows nor sheets.")
            return ""
        if isinstance(one.sheet, time):
            at = self._local(at.date(), one.sheet)
        elif one.sheet is not None:
            at = self._local(self.now.date() - timedelta(days=one.sheet), at.time())
        return sheet_at(each, at)

    def _at(self, one: ExampleEntry) -> datetime:
        if (one.days_ago is None) == (one.on is None):
            raise ValueError(" needs either days_ago or on, and not both.")
        day = one.on or self.now.date() - timedelta(days=one.days_ago or 0)
        return self._local(day, one.time or EVENING)

    def _local(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.now.tzinfo)


def _carried(written: Iterable[ExampleEntry]) -> Iterator[ExampleEntry]:
    """Yield each entry with what it leaves out taken from the one before."""
    before: dict[str, Any] = {}
    for one in written:
        said = {name: getattr(one, name) for name in CARRIED if getattr(one, name)}
        if said.keys() & {"days_ago", "on"}:
            before = {name: before[name] for name in before.keys() - {"days_ago", "on"}}
        before = {**before, **said}
        yield one.model_copy(update=before)


def _prompt(exercise: Exercise, one: ExampleEntry) -> Prompt:
    prompts = [prompt.id for prompt in exercise.prompts if prompt.kind not in WITHOUT_ANSWER]
    if one.prompt not in prompts:
        raise ValueError("." + _unknown("prompt", one.prompt, prompts))
    return exercise.prompt(one.prompt)


def _allowed(prompt: Prompt | Column, value: Any, problem: AnswerProblem) -> str:
    if not isinstance(prompt, ChoicePrompt | ManyPrompt):
        return f"{prompt.id} says: {problem}"
    allowed = [choice.id for choice in prompt.offered]
    return f"{prompt.id} allows: {', '.join(allowed)}.{nearest(str(value), allowed)}"


def _names(content: Content) -> list[str]:
    return [exercise.name for exercise in content.exercises]


def _unknown(field: str, found: str, allowed: list[str]) -> str:
    return f'{field} names "{found}"; allowed: {", ".join(allowed)}.{nearest(found, allowed)}'
