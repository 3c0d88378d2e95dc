"""What conditions and facts see of an answer."""

from typing import Any

from workbook.content.models import Content, Exercise
from workbook.content.prompts import MeasurePrompt, Prompt, RowsPrompt
from workbook.journal import Journal


def answer_to(content: Content, journal: Journal, exercise: Exercise, prompt: Prompt) -> Any:
    """Return what a condition sees of a prompt; None where it has no answer."""
    if isinstance(prompt, RowsPrompt):
        return journal.rows(exercise.id, prompt.id) or None
    return answer_of(content, prompt, journal.answer(exercise.id, prompt.id))


def answer_of(content: Content, prompt: Prompt, value: Any) -> Any:
    """Return a value as conditions see it: a full measure as its sum, an empty answer as None."""
    if value in (None, [], {}, ""):
        return None
    if isinstance(prompt, MeasurePrompt):
        items = content.measures[prompt.measure].items
        return sum(value.values()) if len(value) == len(items) else None
    return value
