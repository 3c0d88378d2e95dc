"""Accept a value as an answer to its prompt, or say calmly what to do instead."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.content.prompts import (
    ChoicePrompt,
    LongText,
    ManyPrompt,
    MeasurePrompt,
    Prompt,
    RowsPrompt,
    ScalePrompt,
    ShortTextPrompt,
)
from workbook.errors import AnswerProblem
from workbook.guidance.shares import are_whole


def accept(content: Content, prompt: Prompt, value: Any) -> Any:
    """Return the answer to keep; an empty one is None.

    Raises:
        AnswerProblem: with the sentence for the participant.
    """
    if value is None or value == "":
        return None
    check = CHECKS.get(prompt.kind)
    if check is None:
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    return check(content, prompt, value)


def column_of(prompt: Prompt, column: str) -> Prompt:
    """Return the column of a rows prompt.

    Raises:
        AnswerProblem: there is no such column.
    """
    if isinstance(prompt, RowsPrompt):
        for found in prompt.columns:
            if found.id == column:
                return found
    raise AnswerProblem(messages.NOT_AN_ANSWER)


def whole_characters(text: str) -> str:
    """Return a text in which the sign for no character stands for half a surrogate pair.

    A browser can send such a half, but nothing that is written as UTF-8 can hold it.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(content: Content, prompt: Prompt, value: Any) -> str:
    assert isinstance(prompt, LongText | ShortTextPrompt)
    if not isinstance(value, str):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    if len(value) > prompt.limit:
        raise AnswerProblem(messages.TOO_LONG.format(over=len(value) - prompt.limit))
    return whole_characters(value)


def _choice(content: Content, prompt: Prompt, value: Any) -> str:
    assert isinstance(prompt, ChoicePrompt)
    if not isinstance(value, str) or value not in [choice.id for choice in prompt.choices]:
        raise AnswerProblem(messages.CHOOSE_ONE)
    return value


def _many(content: Content, prompt: Prompt, value: Any) -> list[str]:
    assert isinstance(prompt, ManyPrompt)
    allowed = [choice.id for choice in prompt.offered]
    none = prompt.none.id if prompt.none else None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    if (none in value and len(value) > 1) or not set(value) <= {*allowed}:
        raise AnswerProblem(messages.CHOOSE_MANY)
    return [one for one in allowed if one in value]


def _scale(content: Content, prompt: Prompt, value: Any) -> int:
    assert isinstance(prompt, ScalePrompt)
    if type(value) is not int or not prompt.min <= value <= prompt.max:
        raise AnswerProblem(messages.CHOOSE_NUMBER.format(low=prompt.min, high=prompt.max))
    return value


def _date(content: Content, prompt: Prompt, value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise AnswerProblem(messages.CHOOSE_DAY) from None


def _measure(content: Content, prompt: Prompt, value: Any) -> dict[str, int]:
    assert isinstance(prompt, MeasurePrompt)
    measure = content.measures[prompt.measure]
    items = {item.id for item in measure.items}
    scores = range(len(measure.choices))
    if not isinstance(value, dict) or not set(value) <= items:
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    if not all(type(score) is int and score in scores for score in value.values()):
        raise AnswerProblem(messages.CHOOSE_ONE)
    return value


def _pie(content: Content, prompt: Prompt, value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or len(value) > 200 or not are_whole(value):
        raise AnswerProblem(messages.SHARES_SUM)
    return value


CHECKS: dict[str, Callable[[Content, Prompt, Any], Any]] = {
    "text": _text,
    "draft": _text,
    "summary": _text,
    "short_text": _text,
    "choice": _choice,
    "many": _many,
    "scale": _scale,
    "date": _date,
    "measure": _measure,
    "pie": _pie,
}
