"""The facts that decide the route, read from the answers wherever they were given."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from workbook.content.conditions import Conditions
from workbook.content.models import Content, Exercise
from workbook.content.prompts import (
    ChoicePrompt,
    ListPrompt,
    ManyPrompt,
    Prompt,
    RowsPrompt,
    SortPrompt,
)
from workbook.content.vocabulary import VALUE_FACTS, YES_NO_FACTS
from workbook.guidance.answers import answer_of, answer_to
from workbook.guidance.sheets import Sheets, written
from workbook.journal import EMPTY, Address, Journal

MOMENTARY = (
    "unanswered",
    "drunk",
    "relief_tonight",
    "both_agreed",
    "choose_acceptance",
    "no_break",
)
"""Facts that are true for a time: the latest answer counts, whatever an earlier one said."""
OF_TODAY = ("drunk", "relief_tonight")
"""Facts that speak of today or tonight: they are over after `OVER`."""
OVER = timedelta(hours=12)
"""Our choice: a night and its morning."""
NEVER: tuple[Any, ...] = ()
"""Before the time of any answer."""
NOT_ASKED = ["(not asked)"]
"""The answer to a prompt that does not apply: it affirms nothing and denies its facts."""


@dataclass(frozen=True)
class Facts:
    """What is known; a fact that nobody was asked about, or that was left open, is missing."""

    known: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, **known: Any) -> "Facts":
        """Make facts from names and values.

        Raises:
            ValueError: a name is no fact.
        """
        unknown = set(known) - {*YES_NO_FACTS, *VALUE_FACTS}
        if unknown:
            raise ValueError(f"not a fact: {', '.join(sorted(unknown))}")
        return cls(
            MappingProxyType({name: value for name, value in known.items() if value is not None})
        )

    def get(self, name: str) -> Any:
        """Return the value of a fact, or None where it is not known."""
        return self.known.get(name)

    def any(self, *names: str) -> bool:
        """Tell whether one of these facts is true."""
        return any(self.known.get(name) is True for name in names)


class Given(NamedTuple):
    """Where a fact was given."""

    fact: str
    value: Any
    exercise: Exercise
    prompt: Prompt
    address: Address


def facts_given(content: Content, journal: Journal) -> tuple[Given, ...]:
    """Return every fact that any answer gives, with the prompt it was given at.

    A prompt that does not apply, because of another answer, denies its facts. Of what is answered
    anew each time, every sheet may give a lasting fact, and only the latest one any other. What
    became of a draft denies nothing: words that stayed here say nothing about others that were
    sent.
    """
    # Most edits change nothing that facts depend on; then they follow as they did before.
    return _given_by(content, journal.only(_behind(content)))


@lru_cache(maxsize=1)
def _behind(content: Content) -> frozenset[tuple[str, str]]:
    """Return the prompts, by exercise, on whose answers it depends which facts are given."""
    giving = ((owner, prompt) for owner in content.exercises for prompt in owner.giving)
    shown = (
        content.resolve(name, owner)
        for owner in content.exercises
        for part in (*owner.steps, *owner.giving)
        for condition in part.show_if
        for leaf in condition.leaves()
        for name in leaf.prompts
    )
    return frozenset((owner.id, prompt.id) for owner, prompt in (*giving, *shown))


@lru_cache(maxsize=1)
def _given_by(content: Content, journal: Journal) -> tuple[Given, ...]:
    return tuple(_given(content, journal))


def _given(content: Content, journal: Journal) -> Iterator[Given]:
    for exercise in content.exercises:
        hidden = {
            step.id
            for step in exercise.steps
            if not _applies(content, journal, exercise, step.show_if)
        }
        for prompt in exercise.giving:
            if isinstance(prompt, RowsPrompt):
                yield from _from_rows(journal, exercise, prompt)
                continue
            if exercise.each_of(prompt):
                found = _from_sheets(content, journal, exercise, prompt)
            else:
                asked = prompt.step not in hidden
                found = _from_prompt(content, journal, exercise, prompt, asked)
            denies = not is_outcome(exercise, prompt.id)
            yield from (given for given in found if denies or given.value is not False)


def read_facts(content: Content, journal: Journal, now: datetime | None = None) -> Facts:
    """Read all facts from the answers.

    A lasting fact is true if any answer affirms it, and false only where the first exercise that
    asks for it was answered so: a "no" given in passing later does not stand in for that question.
    Of values and of what is true for the moment, the latest answer counts. Missed weeks are
    counted. With `now`, what was true of an earlier day holds no more. A draft that was sent, with
    no day given, was sent on the day this was told; a day before the last answer counts no more.
    """
    known: dict[str, Any] = {}
    times: dict[str, Any] = {}
    missed: set[str] = set()
    sent = answered = NEVER
    for given in facts_given(content, journal):
        if given.fact == "week_missed":
            missed |= {given.address.row} if given.value else set()
        elif isinstance(given.value, bool) and given.fact not in MOMENTARY:
            if given.value or given.exercise.id == content.homes[given.fact]:
                known[given.fact] = known.get(given.fact, False) or given.value
        else:
            entry = journal.last(given.address)
            # An answer that was taken back says nothing more.
            order = entry.order if entry and entry.value is not None else NEVER
            if given.fact not in times or order > times[given.fact]:
                over = now and entry and given.fact in OF_TODAY and now - entry.at >= OVER
                known[given.fact] = False if over else given.value
                times[given.fact] = order
            if given.fact == "unanswered" and is_outcome(given.exercise, given.prompt.id):
                sent = max(sent, order)
            elif given.fact == "unanswered" and given.value is False:
                answered = max(answered, order)
    if times.get("sent_on", NEVER) < answered:
        known.pop("sent_on", None)  # that one was answered
    if known.get("unanswered") and "sent_on" not in known and sent > answered:
        known["sent_on"] = sent[0].astimezone(now.tzinfo if now else None).date()
    if since := known.get("change_since"):
        known["weeks_missed"] = _weeks_from(since, missed)
    return Facts.of(**known)


def is_outcome(exercise: Exercise, prompt_id: str) -> bool:
    """Tell whether a prompt asks what became of a draft."""
    return prompt_id in exercise.outcomes


def _weeks_from(since: date, weeks: set[str]) -> int:
    """Count the weeks (by their Mondays) from the one in which a change began."""
    first = since - timedelta(days=since.weekday())
    return sum(date.fromisoformat(week) >= first for week in weeks)


def _applies(
    content: Content,
    journal: Journal,
    exercise: Exercise,
    conditions: Conditions,
    sheets: Sheets | None = None,
) -> bool:
    """Judge by other answers alone: facts must not depend on facts."""

    def look(kind: str, name: str) -> Any:
        owner, prompt = content.resolve(name, exercise)
        own = sheets if owner.id == exercise.id else None
        return answer_to(content, journal, owner, prompt, own)

    return all(
        condition.holds(look)
        for condition in conditions
        if all(leaf.prompt is not None for leaf in condition.leaves())
    )


def _from_prompt(
    content: Content, journal: Journal, exercise: Exercise, prompt: Prompt, asked: bool
) -> Iterator[Given]:
    address = Address(exercise.id, prompt.id)
    applies = asked and _applies(content, journal, exercise, prompt.show_if)
    value = journal.answer(*address) if applies else NOT_ASKED
    for fact, said in _facts_of(content, prompt, value):
        yield Given(fact, said, exercise, prompt, address)


def _from_sheets(
    content: Content, journal: Journal, exercise: Exercise, prompt: Prompt
) -> Iterator[Given]:
    sheets = written(journal, exercise, prompt)
    for sheet in sheets:
        open_sheet: Sheets = dict.fromkeys(("day", "week", "moment"), sheet)
        if not _applies(content, journal, exercise, prompt.show_if, open_sheet):
            continue
        address = Address(exercise.id, prompt.id, sheet)
        for fact, said in _facts_of(content, prompt, journal.answer(*address)):
            lasting = isinstance(said, bool) and fact not in MOMENTARY
            if lasting or sheet == sheets[-1]:
                yield Given(fact, said, exercise, prompt, address)


def _from_rows(
    journal: Journal, exercise: Exercise, prompt: ListPrompt | SortPrompt
) -> Iterator[Given]:
    for row in journal.rows(exercise.id, prompt.id):
        for column in prompt.columns:
            if isinstance(column, ChoicePrompt | ManyPrompt):
                address = Address(exercise.id, f"{prompt.id}.{column.id}", row)
                for fact, said in _of_choices(column, journal.answer(*address)):
                    yield Given(fact, said, exercise, prompt, address)


def _facts_of(content: Content, prompt: Prompt, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        yield from _of_choices(prompt, value)
    if prompt.fact is None or value is NOT_ASKED:
        return
    said = answer_of(content, prompt, value)
    if said is not None:
        yield prompt.fact, date.fromisoformat(said) if prompt.kind == "date" else said


def _of_choices(prompt: ChoicePrompt | ManyPrompt, value: Any) -> Iterator[tuple[str, bool]]:
    if value in EMPTY:
        return
    chosen = value if isinstance(value, list) else [value]
    for fact, choices in prompt.chosen_for.items():
        yield fact, not choices.isdisjoint(chosen)
