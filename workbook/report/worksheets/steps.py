"""The steps of an exercise on paper: what is answered anew each day or week is one table."""

from collections.abc import Iterator
from itertools import groupby
from string import ascii_lowercase

from workbook import messages
from workbook.content.models import Content, Exercise, Step
from workbook.content.prompts import ChoicePrompt, ManyPrompt, Prompt, ScalePrompt
from workbook.report.worksheets.blocks import Block, Grid, Only, When
from workbook.report.worksheets.conditions import at, say_when
from workbook.report.worksheets.prompts import FORMS, choices_of, say_after

PAPER = messages.PAPER
COLUMNS = {"day": 7, "week": 4}
"""So many days or weeks stand on one sheet."""
IN_A_CELL = ("choice", "many", "scale", "date")
"""Kinds whose answer is a letter or a number, so that it has room in a narrow column."""


def blocks_of_step(content: Content, exercise: Exercise, step: Step) -> Iterator[Block]:
    """Yield the paper form of all prompts of a step, each introduced where it has a condition."""
    prompts = exercise.prompts_of(step.id)
    for in_cell, group in groupby(prompts, lambda one: _has_cell(step, one)):
        if in_cell and step.each:
            yield from _table(content, exercise, step.each, list(group))
            continue
        for conditions, same in groupby(group, lambda one: one.show_if):
            blocks = [block for one in same for block in _form(content, exercise, step, one)]
            when = say_when(content, exercise, conditions)
            yield from [Only(when, tuple(blocks))] if when.lines and blocks else blocks


def _has_cell(step: Step, prompt: Prompt) -> bool:
    return step.each in COLUMNS and prompt.kind in IN_A_CELL


def _form(content: Content, exercise: Exercise, step: Step, prompt: Prompt) -> Iterator[Block]:
    if step.each in COLUMNS and prompt.kind == "short_text":
        assert step.each is not None
        word, times = messages.PAPER_TIME[step.each], range(1, COLUMNS[step.each] + 1)
        asked = f"{prompt.ask}\n{prompt.hint}".strip()
        yield Grid((word, asked), tuple((str(time), "") for time in times), (2, 11))
        return
    yield from FORMS[prompt.kind](content, exercise, prompt)
    yield from say_after(prompt)


def _table(
    content: Content, exercise: Exercise, each: str, prompts: list[Prompt]
) -> Iterator[Block]:
    """Yield what is answered anew each day or week as one table, with what may follow below."""
    count = COLUMNS[each]
    numbers = tuple(str(number) for number in range(1, count + 1))
    rows = tuple(
        (_in_first_cell(prompt, say_when(content, exercise, prompt.show_if)), *[""] * count)
        for prompt in prompts
    )
    yield Grid((messages.PAPER_TIME[each], *numbers), rows, (20 - count, *[2] * count))
    for prompt in prompts:
        yield from say_after(prompt, at(prompt.ask))


def _in_first_cell(prompt: Prompt, when: When) -> str:
    asked = [*(f"{lead} {what}." for lead, what in when.lines), prompt.ask]
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        choices = choices_of(prompt)
        asked += [f"{letter}) {say}" for letter, say in zip(ascii_lowercase, choices, strict=False)]
    if isinstance(prompt, ManyPrompt):
        asked.append(PAPER["all_that_fit"])
    if isinstance(prompt, ScalePrompt):
        asked += [f"{prompt.min} = {prompt.low}, {prompt.max} = {prompt.high}"]
    return "\n".join(asked)
