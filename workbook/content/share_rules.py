"""Which answers somebody in a group may share: none that could harm when others see it."""

from collections.abc import Iterable, Iterator

from workbook.content.conditions import Condition
from workbook.content.models import Content, Exercise
from workbook.content.prompts import DraftPrompt, PiePrompt, Prompt, RowsPrompt
from workbook.content.vocabulary import SAFETY_FACTS, SAFETY_ROUTES

KEEPING = ("keeping", "room", "unsent", "sources")
"""An exercise aside that has one of these is about the pages themselves."""
INSTEAD = "Leave share out, or ask it in a prompt of its own."


def share_problems(content: Content, exercise: Exercise) -> Iterator[str]:
    """Yield a sentence for each prompt that is marked with share and may not be."""
    for prompt in exercise.prompts:
        if isinstance(prompt, RowsPrompt):
            for column in prompt.columns:
                if getattr(column, "share", False):
                    yield (
                        f"{prompt.id}.{column.id}.share is true, and a column cannot be shared; "
                        "allowed: choice, many, scale, text and short_text outside of rows."
                    )
    for prompt in exercise.shareable:
        for why in _why_not(content, exercise, prompt):
            yield f"{prompt.id}.share is true, and {why}. {INSTEAD}"


def _why_not(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[str]:
    if prompt.gives:
        yield f"its answers give facts ({', '.join(sorted(prompt.gives))})"
    each = exercise.each_of(prompt)
    if each:
        yield f'its step has each = "{each}"'
    if getattr(prompt, "burn", False):
        yield "it can be burned, so no copy of it may stay"
    if prompt.id in _belonging(exercise):
        yield "it belongs to a draft or a pie"
    if exercise.aside and any(one.kind in KEEPING for one in exercise.prompts):
        yield f"{exercise.id} is about the pages themselves"
    if _is_about_safety(content, exercise, prompt):
        yield "whoever answers it tells something about their safety"


def _belonging(exercise: Exercise) -> set[str]:
    named: set[str | None] = set()
    for prompt in exercise.prompts:
        if isinstance(prompt, DraftPrompt):
            named |= {prompt.outcome, prompt.rest, *(prompt.moods or ())}
        if isinstance(prompt, PiePrompt):
            named.add(prompt.first_guess)
    return {name for name in named if name}


def _is_about_safety(content: Content, exercise: Exercise, prompt: Prompt) -> bool:
    """Tell whether only people of whom a danger is known are asked this."""
    step = next((one for one in exercise.steps if one.id == prompt.step), None)
    routes = (step.routes if step else ()) or exercise.routes
    conditions = (*prompt.show_if, *(step.show_if if step else ()))
    return set(routes) <= {*SAFETY_ROUTES} or any(_of_safety(content, exercise, conditions))


def _of_safety(
    content: Content, exercise: Exercise, conditions: Iterable[Condition]
) -> Iterator[bool]:
    for condition in conditions:
        for leaf in condition.leaves():
            if leaf.is_not is not None or leaf.excludes is not None or leaf.is_ is False:
                continue
            kind, name = leaf.subject
            facts = {name} if kind == "fact" else _given(content, exercise, leaf.prompts)
            yield bool(facts & {*SAFETY_FACTS})


def _given(content: Content, exercise: Exercise, references: Iterable[str]) -> set[str]:
    given: set[str] = set()
    for reference in references:
        try:
            given |= {*content.resolve(reference, exercise)[1].gives}
        except KeyError:  # said elsewhere
            continue
    return given
