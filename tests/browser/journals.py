"""Journals that are filled before a tab opens them, so that any screen can be seen at once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from tests.browser.walking import clear_answers, content, days_ago, here_at_noon
from tests.server import Server
from workbook.content.models import Exercise
from workbook.content.prompts import Column, Prompt, RowsPrompt
from workbook.guidance.progress import DONE, PAGE
from workbook.guidance.sheets import sheet_at
from workbook.journal import Address, Entry, Journal
from workbook.settings import QUICK_EXIT, Settings
from workbook.vault import new_id
from workbook.web.keeper import SealedKeeper

Answers = Mapping[str, Mapping[str, Any]]
"""By exercise, then by prompt; rows are a list of what stands in their columns."""

LONG_AGO = timedelta(days=8)  # so that nights and days of waiting are over
SHEETS = 12  # so many that a review of them is folded
LINES = (
    "I sold the boat without asking.",
    "On Sunday we walked to the lock and back, and nobody said a word about the winter.",
    "Night shifts",
    "Entschuldigungsbriefentwurfsschreibtischschublade",
    "Maybe it was easier to pack than to wait for me at the door once more.",
    "I call my aunt and ask about the beans.",
)
TEXT = """The kitchen was cold, and the kettle took its time. We had both been up since five.

I said that it was nothing. You stood there with your coat on, and I went on drying the same cup."""


def keeper(server: Server) -> SealedKeeper:
    """Open the store of a server from outside."""
    database = f"sqlite:///{server.data / 'journal.sqlite'}"
    return SealedKeeper(Settings("served", database, server.data, QUICK_EXIT))


def write_journal(
    server: Server,
    answers: Answers,
    done: Iterable[str] = (),
    later: Iterable[Entry] = (),
    ago: timedelta = LONG_AGO,
) -> str:
    """Save a journal and return the key that opens it in a tab."""
    kept = keeper(server)
    nothing = kept.open(None)
    kept.save([*entries(answers, done, ago), *later], nothing)
    return str(kept.tab_key)


def said(exercise: str, prompt: str, value: Any, ago: timedelta, sheet: str = "") -> Entry:
    """Return one answer as it was given some time ago."""
    at = datetime.now(UTC).replace(microsecond=0) - ago
    return Entry(new_id(), Address(exercise, prompt, sheet), value, at)


def entries(
    answers: Answers, done: Iterable[str] = (), ago: timedelta = LONG_AGO
) -> Iterator[Entry]:
    """Yield an entry for each answer, as if given some days ago."""
    at = datetime.now(UTC).replace(microsecond=0) - ago
    given = [
        (address, value)
        for exercise_id, mine in answers.items()
        for prompt_id, answer in mine.items()
        for address, value in _addressed(content().exercise(exercise_id), prompt_id, answer)
    ]
    given += [(Address(PAGE, DONE, content().exercise(name).id), True) for name in done]
    for number, (address, value) in enumerate(given):
        time = at + timedelta(milliseconds=number)
        yield Entry(new_id(), address, value, time)


def journal_of(answers: Answers, done: Iterable[str] = (), later: Iterable[Entry] = ()) -> Journal:
    """Return the same journal without a store."""
    return Journal.of([*entries(answers, done), *later])


def all_answered(**more: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Answer whatever can be answered so that nothing speaks against; `more` by exercise."""
    given = {}
    lines = cycle(LINES)
    for exercise in content().exercises:
        own = {prompt.id: _some_answer(prompt, lines) for prompt in exercise.prompts}
        if exercise == content().way[0]:
            own = clear_answers()
        given[exercise.id] = {**own, **more.get(exercise.name, {})}
    return {
        name: {prompt: answer for prompt, answer in mine.items() if answer is not None}
        for name, mine in given.items()
    }


def _addressed(exercise: Exercise, prompt_id: str, answer: Any) -> Iterator[tuple[Address, Any]]:
    prompt = exercise.prompt(prompt_id)
    each = exercise.each_of(prompt)
    if isinstance(prompt, RowsPrompt):
        for number, cells in enumerate(answer, start=1):
            for column, value in cells.items():
                yield Address(exercise.id, f"{prompt_id}.{column}", f"{prompt_id}{number}"), value
    elif each:
        apart = {"day": timedelta(days=1), "week": timedelta(weeks=1), "moment": timedelta(days=1)}
        for ago in reversed(range(SHEETS)):
            sheet = sheet_at(each, here_at_noon() - ago * apart[each])
            yield Address(exercise.id, prompt_id, sheet), answer
    else:
        yield Address(exercise.id, prompt_id), answer


def _some_answer(prompt: Prompt, lines: Iterator[str]) -> Any:
    if prompt.kind == "rows":
        return [
            {column.id: _some_value(column, lines) for column in prompt.columns} for _ in range(2)
        ]
    if prompt.kind == "sort":
        piles = [*(pile.id for pile in prompt.piles), None]
        return [
            {"what": next(lines), **({"pile": pile} if pile else {})} for pile in [*piles, *piles]
        ]
    if prompt.kind == "pie":
        return {f"{prompt.contributors}1": 45, f"{prompt.contributors}2": 30, "own": 25}
    if prompt.kind == "measure":
        items = content().measures[prompt.measure].items
        return {item.id: 0 for item in items}
    return _some_value(prompt, lines)


def _some_value(asked: Prompt | Column, lines: Iterator[str]) -> Any:
    match asked.kind:
        case "short_text":
            return next(lines)
        case "text" | "draft" | "summary":
            return TEXT
        case "date":
            return days_ago(60)
        case "scale":
            return (asked.min + asked.max) // 2
        case "choice":
            return next((choice.id for choice in asked.choices if not choice.facts), None)
        case "many":
            return [choice.id for choice in asked.choices if not choice.facts][:3] or None
    return None
