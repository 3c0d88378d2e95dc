"""Look up what conditions test, and tell which prompts and steps are shown."""

from typing import Any

from workbook.content.conditions import Lookup, all_hold
from workbook.content.models import Content, Exercise, Step
from workbook.guidance.answers import answer_to
from workbook.guidance.facts import Facts
from workbook.journal import Journal


def lookup(content: Content, journal: Journal, exercise: Exercise, facts: Facts | None) -> Lookup:
    """Make the lookup for the conditions of one exercise.

    Without facts, a condition on a fact finds None.
    """

    def look(kind: str, name: str) -> Any:
        if kind == "prompt":
            return answer_to(content, journal, *content.resolve(name, exercise))
        if kind == "fact" and facts is not None:
            return facts.get(name)
        return None

    return look


def steps_shown(exercise: Exercise, look: Lookup, route: str) -> tuple[Step, ...]:
    """Return the steps that this participant walks through."""
    return tuple(
        step
        for step in exercise.steps
        if (not step.routes or route in step.routes) and all_hold(step.show_if, look)
    )
