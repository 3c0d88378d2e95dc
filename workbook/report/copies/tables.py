"""All answers as data: a table for spreadsheets, the same as JSON, and what each thing means."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import WITHOUT_ANSWER, PiePrompt, Prompt, RowsPrompt
from workbook.guidance.progress import PAGE
from workbook.journal import Entry, Journal
from workbook.report.copies.allowed import allowed_values
from workbook.report.copies.gathering import lines_of
from workbook.report.csv_file import write_csv

COLUMNS = ("id", "exercise", "prompt", "row", "at", "holds", "question", "answer", "value")
DICTIONARY = ("exercise", "title", "prompt", "answered", "question", "kind", "allowed")


def write_tables(
    content: Content, journal: Journal, exercises: Collection[str], all_of_it: bool
) -> bytes:
    """Return a zip file with the answers to these exercises, earlier ones too.

    With `all_of_it`, answers under ids that this version of the workbook does not know are in it
    as well. What was removed or burned is not, nor what was decided about the page itself.
    """
    entries = list(_entries(content, journal, exercises, all_of_it))
    files = {
        "answers.csv": write_csv(COLUMNS, _rows(content, journal, entries)),
        "answers.json": _json(journal, entries),
        "dictionary.csv": write_csv(DICTIONARY, _dictionary(content)),
        "read_me.txt": _read_me(entries),
    }
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
        for name, body in files.items():
            zipped.writestr(name, body)
    return archive.getvalue()


def _entries(
    content: Content, journal: Journal, exercises: Collection[str], all_of_it: bool
) -> Iterator[Entry]:
    known = {exercise.id for exercise in content.exercises}
    there: dict[tuple[str, str], frozenset[str]] = {}
    for entry in sorted(journal.entries(), key=lambda entry: entry.order):
        exercise, prompt, row = entry.address
        wanted = exercise in exercises if exercise in known else all_of_it
        if exercise == PAGE or not wanted:
            continue
        rows = exercise, prompt.partition(".")[0]
        if row and row not in there.setdefault(rows, frozenset(journal.rows(*rows))):
            continue  # it was removed
        yield entry


def _json(journal: Journal, entries: Iterable[Entry]) -> bytes:
    answers = [
        {
            "id": entry.id,
            **entry.address._asdict(),
            "at": _time(entry.at),
            "holds": _holds(journal, entry),
            "value": entry.value,
        }
        for entry in entries
    ]
    # Lone surrogates can be typed; JSON escapes keep them, UTF-8 would not.
    return json.dumps({"format": 1, "answers": answers}, ensure_ascii=True, indent=1).encode()


def _rows(content: Content, journal: Journal, entries: Iterable[Entry]) -> Iterator[list[str]]:
    for entry in entries:
        holds = _holds(journal, entry)
        question, answer = _in_words(content, journal, entry, holds)
        yield [
            entry.id,
            *entry.address,
            _time(entry.at),
            "yes" if holds else "no",
            question,
            answer,
            json.dumps(entry.value, ensure_ascii=True),
        ]


def _in_words(content: Content, journal: Journal, entry: Entry, holds: bool) -> tuple[str, str]:
    """Return what was asked and answered; nothing where this version does not know the prompt."""
    try:
        exercise, asked = _asked(content, entry)
    except KeyError:
        return "", ""
    question = " / ".join(one.ask for one in asked)
    if isinstance(asked[-1], PiePrompt) and not holds:
        return question, ""  # the slices it had then have no names now
    lines = lines_of(content, journal, exercise, asked[-1], entry.value)
    return question, "; ".join(line.in_one for line in lines)


def _asked(content: Content, entry: Entry) -> tuple[Exercise, list[Prompt]]:
    exercise = content.exercise(entry.address.exercise)
    name, _, column = entry.address.prompt.partition(".")
    prompt = exercise.prompt(name)
    if not column:
        return exercise, [prompt]
    columns = prompt.columns if isinstance(prompt, RowsPrompt) else ()
    found = {one.id: one for one in columns}
    return exercise, [prompt, found[column]]


def _dictionary(content: Content) -> Iterator[list[str]]:
    for name, meaning in messages.COPY_COLUMNS.items():
        yield ["", "", name, "", meaning, "", ""]
    for exercise in content.exercises:
        for prompt in exercise.prompts:
            if prompt.kind in WITHOUT_ANSWER:
                continue
            each = exercise.each_of(prompt)
            columns = prompt.columns if isinstance(prompt, RowsPrompt) else ()
            often = messages.COPY_OFTEN["row" if columns else each or "once"]
            start = [exercise.id, exercise.title]
            yield [*start, prompt.id, often, *_meaning(content, prompt)]
            for column in columns:
                yield [*start, f"{prompt.id}.{column.id}", often, *_meaning(content, column)]


def _meaning(content: Content, prompt: Prompt) -> list[str]:
    return [prompt.ask, prompt.kind, allowed_values(content, prompt)]


def _read_me(entries: list[Entry]) -> bytes:
    empty = [] if entries else [messages.COPY["empty"]]
    return "".join(f"{said}\r\n" for said in [*empty, *messages.COPY_DATA.values()]).encode()


def _holds(journal: Journal, entry: Entry) -> bool:
    return journal.last(entry.address) == entry


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
