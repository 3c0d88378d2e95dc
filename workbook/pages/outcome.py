"""The outcome of the facts, in words, with the answers behind it."""

from typing import Any

from workbook import messages
from workbook.content.models import Exercise, HelpLine
from workbook.content.prompts import Column, Prompt, RowsPrompt
from workbook.content.vocabulary import RULES, Rule
from workbook.guidance.contradictions import contradictions
from workbook.guidance.facts import Given, facts_given
from workbook.guidance.readiness import Reason, open_questions, reasons, say_ending, say_rule
from workbook.guidance.reviewing import in_words
from workbook.guidance.withdrawn import help_that_stays
from workbook.pages.phones import parts_of
from workbook.pages.place import Place

CHOSEN = "choose_acceptance"
NOT_DOUBTED = ("help_now", "safety_first")
"""Where somebody is in danger, nothing they told is put in doubt."""


def outcome_in_words(place: Place) -> dict[str, Any]:
    """Return the route, the rules that fired and the help that belongs to it."""
    outcome = place.outcome
    said = place.content.texts.routes[outcome.route]
    adult = outcome.route != outcome.opens
    stays = help_that_stays(place.content, place.journal, place.facts)
    return {
        **_help_for(place, tuple(dict.fromkeys((*stays, *said.help)))),
        "withdrawn": messages.WITHDRAWN if stays else "",
        **({"title": said.title_adult} if adult else {}),
        "text": said.text_adult if adult else said.text,
        "open": said.open_adult if adult else said.open,
        "checked": _checked(place),
        "contradictions": [
            {"say": one.say, "changes": [_change(place, given) for given in one.given]}
            for one in contradictions(place.content, place.journal, place.facts)
            if outcome.route not in NOT_DOUBTED
        ],
        "rules": _chosen(place)
        or [
            _rule(place, reason)
            for reason in reasons(place.content, place.journal, outcome, place.now)
        ],
    }


def _checked(place: Place) -> list[str]:
    """Return what was looked at, where nothing was found that speaks against a message."""
    if place.outcome.route != "ready_one_message":
        return []
    return [place.content.texts.rules[rule].checked for rule in RULES]


def help_in_short(place: Place) -> dict[str, Any]:
    """Return what stays on every screen: the title, and the lines of the first topic."""
    return _help_for(place, place.content.texts.routes[place.outcome.route].help[:1])


def help_of_all(place: Place) -> dict[str, Any]:
    """Return the lines of every topic, for whoever asks for help without saying what for."""
    return {**_help_for(place, ("crisis", "abuse", "own_behaviour")), "help_first": True}


def help_about(place: Place, topic: str, title: str, text: str) -> dict[str, Any]:
    """Return the lines of one topic under words of their own."""
    return {**_help_for(place, (topic,)), "title": title, "text": text, "help_first": True}


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


def rule_in_words(place: Place, rule: Rule) -> str:
    """Return the sentence of a rule with its time, where it has one."""
    return say_rule(place.content, place.outcome, rule, place.now)


def ending_in_words(place: Place, rule: Rule) -> str:
    """Return what would end a rule, or what helps."""
    return say_ending(place.content, place.outcome, rule, place.now)


def lines_for(place: Place, topics: tuple[str, ...]) -> list[HelpLine]:
    """Return the help lines of the chosen country for these topics, and the directory."""
    country = place.country
    lines = [
        line
        for topic in topics
        for line in place.content.help_lines
        if line.country == country and line.topic == topic
    ]
    directory = [line for line in place.content.help_lines if line.topic == "directory"]
    return [*lines, *directory] if topics else []


def help_line(line: HelpLine) -> dict[str, Any]:
    """Return what is shown of a help line."""
    note = messages.PLEASE_CHECK if line.status == "PART" else ""
    return {
        "service": line.service,
        "number": [part._asdict() for part in parts_of(line.number_or_channel)],
        "hours": line.hours,
        "website": line.website,
        "note": note,
    }


def _rule(place: Place, reason: Reason) -> dict[str, Any]:
    changes = [_change(place, given) for given in reason.given]
    if reason.rule == "not_answered":
        questions = open_questions(place.content, place.journal, place.facts)
        changes = [_question(exercise, prompt) for exercise, prompt in questions]
    return {
        "rule": reason.rule,
        "say": reason.say,
        "ends": reason.next_step,
        "changes": changes,
    }


def _chosen(place: Place) -> list[dict[str, Any]]:
    """Return the choice to let go where it alone decides: no day that is counted down to."""
    if place.outcome.route != "acceptance" or place.outcome.stops:
        return []
    given = facts_given(place.content, place.journal)
    changes = [_change(place, one) for one in given if one.fact == CHOSEN and one.value is True]
    return [{"rule": CHOSEN, "say": messages.CHOSEN, "ends": "", "changes": changes}]


def _question(exercise: Exercise, prompt: Prompt) -> dict[str, str]:
    return {
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
        "sheet": given.address.row if given.exercise.each_of(given.prompt) else "",
        "label": given.prompt.ask,
        "answer": words,
    }


def _asked(given: Given) -> Prompt | Column:
    """Return what was asked at the address of a fact: the prompt, or one of its columns."""
    if isinstance(given.prompt, RowsPrompt):
        _, _, name = given.address.prompt.partition(".")
        return next(column for column in given.prompt.columns if column.id == name)
    return given.prompt
