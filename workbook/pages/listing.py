"""The list of exercises, and why one is closed."""

from typing import Any

from workbook import messages
from workbook.content.models import Exercise
from workbook.guidance.progress import Closed, State, closed, state
from workbook.pages.outcome import ending_in_words, outcome_in_words, rule_in_words
from workbook.pages.place import Place
from workbook.pages.ways import link


def exercise_list(place: Place) -> list[dict[str, Any]]:
    """Return all exercises with their states."""
    return [_in_list(place, exercise) for exercise in place.content.way]


def besides(place: Place) -> list[dict[str, Any]]:
    """Return what is wanted at any time: exercises aside, and the notes for each day."""
    days = [
        (exercise, step)
        for exercise in place.content.way
        if any(step.each == "day" for step in exercise.steps)
        and not closed(place.content, place.journal, exercise, place.outcome)
        for step in place.steps_of(exercise)
        if step.each == "day"
    ]
    return [
        *(
            {**link(exercise, step, step.title), "current": step == place.step}
            for exercise, step in days
        ),
        *(
            {"exercise": one.id, "step": "", "label": one.title, "current": one == place.exercise}
            for one in place.content.aside
        ),
    ]


def _in_list(place: Place, exercise: Exercise) -> dict[str, Any]:
    found = state(place.content, place.journal, exercise, place.outcome)
    why = closed(place.content, place.journal, exercise, place.outcome)
    return {
        "id": exercise.id,
        "title": exercise.title,
        "minutes": exercise.minutes,
        "state": found.value,
        "state_label": messages.STATES[found],
        "why": _why(place, exercise, why)[0] if why and found is State.CLOSED else "",
        "current": exercise == place.exercise,
    }


def _why(place: Place, exercise: Exercise, why: Closed) -> list[str]:
    if why.first:
        titles = ", ".join(exercise.title for exercise in why.first)
        return [messages.GO_THROUGH_FIRST.format(titles=titles)]
    if why.rules:
        return [rule_in_words(place, rule) for rule in why.rules]
    if place.outcome.stops:
        return [rule_in_words(place, rule) for rule in place.outcome.stops]
    if exercise.opens_when and place.outcome.route in ("wait", "ready_one_message"):
        holds = (rule_in_words(place, hold.rule) for hold in place.outcome.holds)
        return [exercise.opens_when, *holds]
    return [place.content.texts.routes[place.outcome.route].title]


def closed_view(place: Place, why: Closed) -> dict[str, Any]:
    """Return what stands in place of a closed exercise: why, what helps and the way on."""
    said = outcome_in_words(place)
    text, open_instead = said["text"], said["open"]
    if why.rules:
        # What closes this page passes; the words of the route speak of contact.
        text = "\n\n".join(ending_in_words(place, rule) for rule in why.rules)
        open_instead = ""
    elif why.first:
        text, open_instead = messages.FIRST_THINGS, ""
    first = why.first[0] if why.first else place.content.exercises[0]
    return {
        "title": messages.CLOSED_FOR_NOW,
        "text": text,
        "why": _why(place, place.exercise, why),
        "open": open_instead,
        "go": link(first, first.steps[0], first.title),
        "help": [] if why.first else said["help"],
        "help_first": said["help_first"],
        "withdrawn": "" if why.first else said["withdrawn"],
        "emergency": said["emergency"],
    }
