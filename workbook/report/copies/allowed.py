"""What may be answered to a prompt, in words for whoever reads the data."""

from collections.abc import Callable

from workbook import messages
from workbook.content.models import Content
from workbook.content.prompts import (
    ChoicePrompt,
    LongText,
    ManyPrompt,
    MeasurePrompt,
    Prompt,
    ScalePrompt,
    ShortTextPrompt,
)

SAYS = messages.COPY_ALLOWED


def allowed_values(content: Content, prompt: Prompt) -> str:
    """Return the allowed values of a prompt in one line.

    Raises:
        KeyError: the prompt takes no answer.
    """
    return ALLOWED[prompt.kind](content, prompt)


def _text(content: Content, prompt: Prompt) -> str:
    assert isinstance(prompt, LongText | ShortTextPrompt)
    return SAYS["text"].format(n=prompt.limit)


def _choices(content: Content, prompt: Prompt) -> str:
    assert isinstance(prompt, ChoicePrompt | ManyPrompt)
    say = "; ".join(f"{choice.id} = {choice.say}" for choice in prompt.offered)
    return SAYS[prompt.kind].format(choices=say)


def _scale(content: Content, prompt: Prompt) -> str:
    assert isinstance(prompt, ScalePrompt)
    ends = {"min": prompt.min, "max": prompt.max, "low": prompt.low, "high": prompt.high}
    return SAYS["scale"].format(**ends)


def _measure(content: Content, prompt: Prompt) -> str:
    assert isinstance(prompt, MeasurePrompt)
    measure = content.measures[prompt.measure]
    items = "; ".join(f"{item.id} = {item.ask}" for item in measure.items)
    scores = "; ".join(f"{score} = {say}" for score, say in enumerate(measure.choices))
    return SAYS["measure"].format(items=items, scores=scores)


def _said(content: Content, prompt: Prompt) -> str:
    return SAYS[prompt.kind]


ALLOWED: dict[str, Callable[[Content, Prompt], str]] = {
    "text": _text,
    "draft": _text,
    "summary": _text,
    "short_text": _text,
    "choice": _choices,
    "many": _choices,
    "scale": _scale,
    "date": _said,
    "rows": _said,
    "sort": _said,
    "measure": _measure,
    "pie": _said,
}
