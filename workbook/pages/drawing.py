"""What a control needs to draw a prompt: its fields and its answer."""

from dataclasses import asdict
from typing import Any

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import (
    SHOWN,
    WITHOUT_ANSWER,
    ChoicePrompt,
    ListPrompt,
    MeasurePrompt,
    PiePrompt,
    Prompt,
    RowsPrompt,
    SummaryPrompt,
)
from workbook.content.showing import ChartPrompt, ReviewPrompt, ThenAndNowPrompt, UnsentPrompt
from workbook.guidance.answers import answer_to
from workbook.guidance.reviewing import earlier, in_days
from workbook.guidance.shares import fit
from workbook.guidance.slices import slices_of
from workbook.guidance.summary import begin_summary, read_summary
from workbook.journal import Journal
from workbook.pages.comparing import compared_view
from workbook.pages.drafts import unsent_view
from workbook.pages.place import Place
from workbook.pages.sheet import name_sheet

GROUPS = ("many", "measure", "pie", "rows", "scale", "sort")
LONG_LIST = 10
"""More choices than this are drawn as one list to pull down."""
HIDDEN = {"fact", "then", "step", "show_if"}


def is_group(prompt: Prompt) -> bool:
    """Tell whether a legend names several controls, rather than a label one."""
    if isinstance(prompt, ChoicePrompt):
        return len(prompt.choices) <= LONG_LIST
    return prompt.kind in GROUPS


def has_control(prompt: Prompt) -> bool:
    """Tell whether a widget draws this prompt; notes and the route are drawn by the page."""
    return prompt.kind not in WITHOUT_ANSWER or prompt.kind in SHOWN


def draw(place: Place, prompt: Prompt) -> dict[str, Any]:
    """Return the fields that a control draws."""
    fields: dict[str, Any] = prompt.model_dump(by_alias=True, exclude_none=True, exclude=HIDDEN)
    none = [fields["none"]] if fields.get("none") else []
    for choice in [*fields.get("choices", ()), *fields.get("piles", ()), *none]:
        choice.pop("facts", None)
    if isinstance(prompt, ListPrompt):
        for column, drawn in zip(prompt.columns, fields["columns"], strict=True):
            for choice in drawn.get("choices", ()):
                choice.pop("facts", None)
            drawn.pop("then", None)
            drawn["show_if"] = [
                condition.model_dump(by_alias=True, exclude_none=True)
                for condition in column.show_if
            ]
    if isinstance(prompt, MeasurePrompt):
        fields |= place.content.measures[prompt.measure].model_dump(
            include={"title", "lead", "choices", "items", "notice", "cannot_tell"}
        )
    if isinstance(prompt, PiePrompt):
        fields |= {"slices": _slices(place, prompt), "first_guess": _first_guess(place, prompt)}
    if isinstance(prompt, SummaryPrompt):
        fields |= {"begins": begin_summary(*_before(place), prompt, place.now)}
    return fields


def value_of(place: Place, prompt: Prompt) -> Any:
    """Return the answer as the control of this prompt shows it, or None."""
    if isinstance(prompt, ReviewPrompt):
        return _earlier(place, prompt)
    if isinstance(prompt, UnsentPrompt):
        return unsent_view(place, prompt)
    if isinstance(prompt, ThenAndNowPrompt):
        return compared_view(place, prompt)
    if isinstance(prompt, SummaryPrompt):
        return read_summary(*_before(place), prompt, place.now)
    if isinstance(prompt, ChartPrompt):
        return _chart(place, prompt)
    if isinstance(prompt, RowsPrompt):
        return _rows(place, prompt)
    answer = place.journal.answer(*place.address(prompt))
    if isinstance(prompt, PiePrompt):
        return fit(answer or {}, [one["id"] for one in _slices(place, prompt)]) or None
    return answer


def _before(place: Place) -> tuple[Content, Journal, Exercise]:
    return place.content, place.journal, place.exercise


def _rows(place: Place, prompt: RowsPrompt) -> list[dict[str, Any]]:
    exercise = place.exercise.id
    rows = []
    for row in place.journal.rows(exercise, prompt.id):
        answers = {
            column.id: place.journal.answer(exercise, f"{prompt.id}.{column.id}", row)
            for column in prompt.columns
        }
        cells = {column: value for column, value in answers.items() if value is not None}
        rows.append({"row": row, "cells": cells})
    return rows


def _slices(place: Place, prompt: PiePrompt) -> list[dict[str, str]]:
    names = slices_of(place.content, place.journal, place.exercise, prompt)
    return [{"id": one, "label": name} for one, name in names.items()]


def _chart(place: Place, prompt: ChartPrompt) -> dict[str, Any] | None:
    # Pandas and matplotlib come only where a chart is drawn.
    from workbook.report.charts.drawing import draw_chart

    chart = draw_chart(place.content, place.journal, place.exercise, prompt, place.now)
    return asdict(chart) if chart else None


def _first_guess(place: Place, prompt: PiePrompt) -> int | None:
    if prompt.first_guess is None:
        return None
    guess = answer_to(
        place.content, place.journal, *place.content.resolve(prompt.first_guess, place.exercise)
    )
    return guess if isinstance(guess, int) else None


def _earlier(place: Place, prompt: ReviewPrompt) -> list[dict[str, Any]]:
    return [
        {
            "when": name_sheet(place, found.each, found.sheet)
            if found.each
            else messages.YOU_WROTE.format(day=in_days(found.at.astimezone(place.now.tzinfo))),
            "label": found.ask,
            "lines": [{"label": label, "text": text} for label, text in found.lines],
        }
        for found in earlier(place.content, place.journal, place.exercise, prompt)
    ]
