"""What conditions and facts see of an answer."""

from typing import Any

from workbook.content.models import Content, Exercise
from workbook.content.prompts import MeasurePrompt, Prompt, RowsPrompt
from workbook.guidance.sheets import Sheets, row_of
from workbook.journal import EMPTY, Address, Journal


def address_of(
    journal: Journal, exercise: Exercise, prompt: Prompt, sheets: Sheets | None = None
) -> Address:
    """Return where the answer to a prompt is: on an open sheet, else on the latest one."""
    return Address(exercise.id, prompt.id, row_of(journal, exercise, prompt, sheets))


def answer_to(
    content: Content,
    journal: Journal,
    exercise: Exercise,
    prompt: Prompt,
    sheets: Sheets | None = None,
) -> Any:
    """Return what a condition sees of a prompt; None where it has no answer."""
    if isinstance(prompt, RowsPrompt):
        return journal.rows(exercise.id, prompt.id) or None
    address = address_of(journal, exercise, prompt, sheets)
    return answer_of(content, prompt, journal.answer(*address))


def answer_of(content: Content, prompt: Prompt, value: Any) -> Any:
    """Return a value as conditions see it: a full measure as its sum, an empty answer as None."""
    if value in EMPTY:
        return None
    if isinstance(prompt, MeasurePrompt):
        items = content.measures[prompt.measure].items
        return sum(value.values()) if len(value) == len(items) else None
    return value
