"""Check that a chart draws only what can be drawn."""

from collections.abc import Callable, Iterator

from workbook.content.models import Content, Exercise
from workbook.content.problems import nearest
from workbook.content.prompts import ChoicePrompt, Prompt
from workbook.content.showing import ChartPrompt

Fits = Callable[[Exercise, Prompt], bool]


def chart_problems(content: Content, exercise: Exercise, chart: ChartPrompt) -> Iterator[str]:
    """Yield one sentence for each prompt that a chart cannot draw; all of them exist."""
    what, fits = _DRAWN[chart.draws]
    for name in chart.of:
        yield from _fitting(content, exercise, f"{chart.id}.of", name, what, fits)
    if chart.draws in _ONE and len(chart.of) > 1:
        yield f"{chart.id}.of names {len(chart.of)} prompts; allowed in {chart.draws}: one."
    if chart.marks and chart.draws not in _WITH_MARKS:
        allowed = ", ".join(_WITH_MARKS)
        yield f"{chart.id}.marks cannot be drawn in {chart.draws}; allowed in: {allowed}."
        return
    for name, mark in chart.marks.items():
        where = f"{chart.id}.marks"
        problems = list(_fitting(content, exercise, where, name, *_MARKED))
        yield from problems
        _, prompt = content.resolve(name, exercise)
        choices = [one.id for one in prompt.choices] if isinstance(prompt, ChoicePrompt) else []
        for one in () if problems else mark.of:
            if one not in choices:
                allowed, said = ", ".join(choices) or "none", nearest(one, choices)
                yield f'{where}: {name} marks "{one}"; allowed: {allowed}.{said}'


def _fitting(
    content: Content, exercise: Exercise, where: str, name: str, what: str, fits: Fits
) -> Iterator[str]:
    if fits(*content.resolve(name, exercise)):
        return
    allowed = [
        f"{owner.name}.{prompt.id}"
        for owner in content.exercises
        for prompt in owner.prompts
        if fits(owner, prompt)
    ]
    said = nearest(name, allowed)
    yield f'{where} names "{name}", which is not {what}; allowed: {", ".join(allowed)}.{said}'


def _is_scale_of_days(owner: Exercise, prompt: Prompt) -> bool:
    return prompt.kind == "scale" and owner.each_of(prompt) in ("day", "moment")


def _is_of_days(owner: Exercise, prompt: Prompt) -> bool:
    return owner.each_of(prompt) == "day"


def _is_share(owner: Exercise, prompt: Prompt) -> bool:
    if prompt.kind == "scale":
        return owner.each_of(prompt) is None and (prompt.min, prompt.max) == (0, 100)
    return prompt.kind == "pie"


def _is_of_weeks(owner: Exercise, prompt: Prompt) -> bool:
    return prompt.kind == "choice" and owner.each_of(prompt) == "week"


def _can_be_marked(owner: Exercise, prompt: Prompt) -> bool:
    each = owner.each_of(prompt)
    return each == "moment" or (each == "day" and prompt.kind == "choice")


_DRAWN: dict[str, tuple[str, Fits]] = {
    "days": ("a scale that is answered each day or each moment", _is_scale_of_days),
    "calendar": ("answered each day", _is_of_days),
    "pie": ("a pie, or a scale from 0 to 100", _is_share),
    "weeks": ("a choice that is answered each week", _is_of_weeks),
}
_MARKED = ("a choice of each day, or answered each moment", _can_be_marked)
_ONE = ("calendar", "weeks")
_WITH_MARKS = ("days", "calendar")
