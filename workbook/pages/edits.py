"""An edit as the browser sends it: where it belongs, and what may be kept of it."""

from datetime import datetime, timedelta
from typing import Any

from workbook.content.models import Content, Exercise
from workbook.content.prompts import LongText, Prompt, RowsPrompt
from workbook.errors import AnswerProblem
from workbook.guidance.accepting import accept, column_of
from workbook.guidance.sheets import is_open
from workbook.journal import Address

OLDEST_MS = 10 * 365 * 24 * 3600 * 1000
"""No tab lies open for longer than ten years."""


def read_edit(content: Content, edit: dict[str, Any], now: datetime) -> tuple[Address, Any]:
    """Return where an edit belongs, and the answer to keep there; `now` is local time.

    Raises:
        AnswerProblem: there is no such place, or the value is no answer to its prompt.
    """
    try:
        exercise = content.exercise(str(edit.get("exercise")))
        prompt = exercise.prompt(str(edit.get("prompt")))
    except KeyError:
        raise AnswerProblem("") from None
    row, column = edit.get("row") or "", edit.get("column") or ""
    if not isinstance(row, str) or not isinstance(column, str) or len(row) > 64:
        raise AnswerProblem("")
    if not isinstance(prompt, RowsPrompt):
        sheet = _sheet(exercise, prompt, edit.get("sheet") or "", now)
        return Address(exercise.id, prompt.id, sheet), accept(content, prompt, edit.get("value"))
    if not row:
        raise AnswerProblem("")
    if not column:
        return Address(exercise.id, prompt.id, row), not edit.get("removed")
    value = accept(content, column_of(prompt, column), edit.get("value"))
    return Address(exercise.id, f"{prompt.id}.{column}", row), value


def read_age(edit: dict[str, Any]) -> timedelta:
    """Return how long an edit has waited in its tab; it says so in milliseconds."""
    age = edit.get("age")
    waited = age if isinstance(age, int | float) and age > 0 else 0
    return timedelta(milliseconds=min(waited, OLDEST_MS))


def may_burn(content: Content, address: Address) -> bool:
    """Tell whether what is written at an address may be burned."""
    texts = [
        prompt.id
        for prompt in content.exercise(address.exercise).prompts
        if isinstance(prompt, LongText) and prompt.burn
    ]
    return address.prompt in texts


def _sheet(exercise: Exercise, prompt: Prompt, sheet: Any, now: datetime) -> str:
    each = exercise.each_of(prompt)
    if each is None:
        return ""
    if not isinstance(sheet, str) or not is_open(each, sheet, now):
        raise AnswerProblem("")
    return sheet
