"""Reasons to wait: each rule that fired, in words, with the answers behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import Prompt
from workbook.content.vocabulary import Rule
from workbook.guidance.answers import answer_to
from workbook.guidance.facts import Facts, Given, facts_given, read_facts
from workbook.guidance.reviewing import in_days
from workbook.guidance.route import Outcome, route
from workbook.guidance.rules import BEHIND, MUST_BE_KNOWN_TO_WRITE, is_night
from workbook.journal import Journal


@dataclass(frozen=True)
class Reason:
    """Why to wait, what would end it, the day it ends where that is known, and the answers."""

    rule: Rule
    say: str
    next_step: str
    until: date | None
    given: tuple[Given, ...]


def reasons_to_wait(content: Content, journal: Journal, now: datetime) -> tuple[Reason, ...]:
    """Return every reason not to write today; `now` is the participant's own local time.

    Where a hard stop decides, the soft holds are left out: what would end them would read like a
    way to open contact. With no reason left, one message is open.
    """
    facts = read_facts(content, journal, now)
    return reasons(content, journal, route(facts, now), now)


def reasons(
    content: Content, journal: Journal, outcome: Outcome, now: datetime
) -> tuple[Reason, ...]:
    """Return the reasons behind an outcome."""
    told = facts_given(content, journal)
    return tuple(
        Reason(
            rule,
            say_rule(content, outcome, rule, now),
            say_ending(content, outcome, rule, now),
            outcome.until(rule),
            tuple(_behind(rule, told)),
        )
        for rule in outcome.stops or outcome.fired
    )


def say_rule(content: Content, outcome: Outcome, rule: Rule, now: datetime) -> str:
    """Return the sentence of a rule with its time, where it has one."""
    said, time = content.texts.rules[rule], _time(outcome, rule, now)
    return said.say.format(**time) if time else said.say_undated or said.say


def say_ending(content: Content, outcome: Outcome, rule: Rule, now: datetime) -> str:
    """Return what would end a rule, or what helps."""
    if rule == "unanswered" and rule in outcome.stops:
        return messages.SILENCE
    said, time = content.texts.rules[rule], _time(outcome, rule, now)
    return said.ends.format(**time) if time else said.ends_undated or said.ends


def open_questions(
    content: Content, journal: Journal, facts: Facts
) -> Iterator[tuple[Exercise, Prompt]]:
    """Yield the first prompts that could give the facts still missing for a message."""
    missing = {name for name in MUST_BE_KNOWN_TO_WRITE if facts.get(name) is None}
    for exercise in content.exercises:
        for prompt in exercise.giving:
            found = prompt.gives & missing
            if found and answer_to(content, journal, exercise, prompt) is None:
                missing -= found
                yield exercise, prompt


def _behind(rule: Rule, told: tuple[Given, ...]) -> Iterator[Given]:
    seen = set()
    for given in told:
        key = (given.exercise.id, given.prompt.id)
        if given.fact in BEHIND[rule] and given.value is not False and key not in seen:
            seen.add(key)
            yield given


def _time(outcome: Outcome, rule: Rule, now: datetime) -> dict[str, str]:
    """Return the time that a rule rests on, or nothing where it rests on none."""
    if rule == "night_or_drunk":
        return {"hour": f"{now:%H:%M}"} if is_night(now) else {}
    until = outcome.until(rule)
    if until is None:
        return {}
    days = (until - now.date()).days
    unit = messages.ONE_DAY if days == 1 else messages.DAYS
    return {"date": in_days(until), "days": unit.format(days=days)}
