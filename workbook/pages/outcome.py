"""The outcome of the facts, in words, with the answers behind it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from workbook import messages
from workbook.content.models import HelpLine
from workbook.content.prompts import Column, Prompt, RowsPrompt
from workbook.content.vocabulary import Rule
from workbook.guidance.facts import Given, facts_given, may_give
from workbook.guidance.reviewing import in_days, in_words
from workbook.guidance.route import Outcome
from workbook.guidance.rules import BEHIND, MUST_BE_KNOWN_TO_WRITE, is_night
from workbook.pages.phones import parts_of
from workbook.pages.place import Place


def outcome_in_words(place: Place) -> dict[str, Any]:
    """Return the route, the rules that fired and the help that belongs to it."""
    outcome = place.outcome
    said = place.content.texts.routes[outcome.route]
    adult = outcome.route != outcome.opens
    return {
        **_help_for(place, said.help),
        "text": said.text_adult if adult else said.text,
        "open": said.open_adult if adult else said.open,
        "rules": [_rule(place, rule) for rule in _said(outcome)],
    }


def help_in_short(place: Place) -> dict[str, Any]:
    """Return what stays on every screen: the title, and the lines of the first topic."""
    return _help_for(place, place.content.texts.routes[place.outcome.route].help[:1])


def _help_for(place: Place, topics: tuple[str, ...]) -> dict[str, Any]:
    route = place.outcome.route
    emergency = place.content.emergency.get(place.country, messages.LOCAL_EMERGENCY)
    return {
        "name": route,
        "title": place.content.texts.routes[route].title,
        "help": [help_line(line) for line in lines_for(place, topics)],
        # Where life is in danger, the lines stand before any other word.
        "help_first": route == "help_now",
        "emergency": [part._asdict() for part in parts_of(emergency)],
    }


def _said(outcome: Outcome) -> tuple[Rule, ...]:
    """Leave holds out where a stop decides: what would end them would seem to open contact."""
    return outcome.stops or outcome.fired


def rule_in_words(place: Place, rule: Rule) -> str:
    """Return the sentence of a rule with its time, where it has one."""
    said, time = place.content.texts.rules[rule], _time(place, rule)
    return said.say.format(**time) if time else said.say_undated or said.say


def ending_in_words(place: Place, rule: Rule) -> str:
    """Return what would end a rule, or what helps."""
    said, time = place.content.texts.rules[rule], _time(place, rule)
    return said.ends.format(**time) if time else said.ends_undated or said.ends


def lines_for(place: Place, topics: tuple[str, ...]) -> list[HelpLine]:
    """Return the help lines of the chosen country for these topics, and the directory."""
    lines = [
        line
        for topic in topics
        for line in place.content.help_lines
        if line.country == place.country and line.topic == topic
    ]
    directory = [line for line in place.content.help_lines if line.topic == "directory"]
    return [*lines, *directory] if topics else []


def help_line(line: HelpLine) -> dict[str, Any]:
    """Return what is shown of a help line."""
    note = messages.PLEASE_CHECK if line.status == "PART" else ""
    website = "" if line.website == "-" else line.website
    hours = "" if line.hours in ("", "-", "not stated", "not verified") else line.hours
    return {
        "service": line.service,
        "number": [part._asdict() for part in parts_of(line.number_or_channel)],
        "hours": hours,
        "website": website,
        "note": note,
    }


def _rule(place: Place, rule: Rule) -> dict[str, Any]:
    changes = _open_prompts(place) if rule == "not_answered" else _answers_behind(place, rule)
    return {
        "rule": rule,
        "say": rule_in_words(place, rule),
        "ends": ending_in_words(place, rule),
        "changes": list(changes),
    }


def _time(place: Place, rule: Rule) -> dict[str, str]:
    """Return the time that a rule rests on, or nothing where it rests on none."""
    if rule == "night_or_drunk":
        return {"hour": f"{place.now:%H:%M}"} if is_night(place.now) else {}
    until = place.outcome.until(rule)
    if until is None:
        return {}
    days = (until - place.now.date()).days
    unit = messages.ONE_DAY if days == 1 else messages.DAYS
    midnight = datetime(until.year, until.month, until.day)
    return {"date": in_days(midnight), "days": unit.format(days=days)}


def _answers_behind(place: Place, rule: Rule) -> Iterator[dict[str, str]]:
    seen = set()
    for given in facts_given(place.content, place.journal):
        key = (given.exercise.id, given.prompt.id)
        if given.fact in BEHIND[rule] and given.value is not False and key not in seen:
            seen.add(key)
            yield _change(place, given)


def _open_prompts(place: Place) -> Iterator[dict[str, str]]:
    """Lead to the first prompts that could give the facts still missing."""
    missing = {name for name in MUST_BE_KNOWN_TO_WRITE if place.facts.get(name) is None}
    for exercise in place.content.exercises:
        for prompt in exercise.prompts:
            facts = may_give(prompt)
            answer = place.journal.answer(exercise.id, prompt.id)
            if facts & missing and answer in (None, [], {}):
                missing -= facts
                yield {
                    "exercise": exercise.id,
                    "step": prompt.step,
                    "prompt": prompt.id,
                    "label": messages.ANSWER_THIS.format(ask=prompt.ask),
                    "answer": "",
                }


def _change(place: Place, given: Given) -> dict[str, str]:
    answer = place.journal.answer(*given.address)
    words = str(given.value) if isinstance(answer, dict) else in_words(_asked(given), answer)
    return {
        "exercise": given.exercise.id,
        "step": given.prompt.step,
        "prompt": given.prompt.id,
        "label": given.prompt.ask,
        "answer": words,
    }


def _asked(given: Given) -> Prompt | Column:
    """Return what was asked at the address of a fact: the prompt, or one of its columns."""
    if isinstance(given.prompt, RowsPrompt):
        _, _, name = given.address.prompt.partition(".")
        return next(column for column in given.prompt.columns if column.id == name)
    return given.prompt
