"""One screen as data: what stays while it is shown, and what may change under the hands."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from workbook import messages
from workbook.content.models import Exercise
from workbook.content.prompts import Column, Prompt, RowsPrompt
from workbook.content.showing import NotePrompt, RoomPrompt
from workbook.guidance.answers import answer_of, answer_to
from workbook.guidance.progress import DONE
from workbook.pages.drawing import has_control, is_group
from workbook.pages.listing import besides, closed_view, exercise_list
from workbook.pages.origins import origins
from workbook.pages.outcome import help_in_short, outcome_in_words
from workbook.pages.place import Place
from workbook.pages.sheet import sheet_view
from workbook.pages.ways import Way, beyond, link, neighbour

GONE = "gone"
"""Stands for a step where all answers were burned."""


def view(place: Place) -> dict[str, Any]:
    """Return what stays while a screen is shown."""
    exercise, step = place.exercise, place.step
    shared = {
        "exercise": exercise.id,
        "title": exercise.title,
        "list": exercise_list(place),
        "besides": besides(place),
    }
    if place.closed:
        return {**shared, "step": "", "closed": closed_view(place, place.closed)}
    if place.correcting:
        return {**shared, **_correction(place)}
    first = step == place.steps[0]
    last = step == place.steps[-1] and not _is_door(place)
    return {
        **shared,
        "step": step.id,
        "step_title": step.title,
        "step_text": step.text,
        "sheet": sheet_view(place),
        "position": _position(place),
        "opening": _opening(exercise) if first else None,
        "parts": _parts(place) if first and exercise.any_order else [],
        "blocks": _blocks(place),
        "ending": {"small_step": exercise.small_step, "rest": exercise.rest} if last else None,
        "finish": {"label": messages.FINISH} if last else None,
        "previous": neighbour(place, -1),
        "next": neighbour(place, +1),
        "closed": None,
    }


def _is_door(place: Place) -> bool:
    """Tell whether this step lets one into a room: before that, nothing is there to be ended."""
    return any(isinstance(one, RoomPrompt) and one.does == "join" for one in place.prompts)


def live(
    place: Place, keep: dict[str, Any], notice: str = "", opened: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return what may change while a screen is shown; `opened` is help that a draft has opened."""
    visible = place.visible()
    shows_route = any(prompt.kind == "route" and prompt.id in visible for prompt in place.prompts)
    # A closed page and the outcome say it themselves.
    urgent = place.outcome.route == "help_now" and not (shows_route or place.closed)
    return {
        "visible": visible,
        "later": place.later(),
        "written": place.written(),
        "says": {about: said for about, said in _says(place) if said},
        "problems": {},
        "route": outcome_in_words(place) if shows_route else None,
        "urgent": help_in_short(place) if urgent else opened,
        "list": exercise_list(place),
        "keep": keep,
        "notice": notice,
        "country": place.country,
        # Answers on this screen may open or close the steps around it.
        "previous": None if place.closed or place.correcting else neighbour(place, -1),
        "next": None if place.closed else _next(place),
    }


def _position(place: Place) -> str:
    """Say the number of the step; of how many, only where no answer ahead can add some."""
    number, of = place.steps.index(place.step) + 1, len(place.steps)
    said = messages.STEP_ALONE if _may_grow(place) else messages.STEP
    return said.format(number=number, of=of) if of > 1 else ""


def _may_grow(place: Place) -> bool:
    ids = [step.id for step in place.exercise.steps]
    ahead = set(ids[ids.index(place.step.id) :])
    hidden = [step for step in place.exercise.steps if step not in place.steps]
    asked = (
        place.content.resolve(name, place.exercise)
        for step in hidden
        if not step.routes or place.outcome.opens in step.routes
        for condition in step.show_if
        for leaf in condition.leaves()
        for name in leaf.prompts
    )
    return any(owner == place.exercise and prompt.step in ahead for owner, prompt in asked)


def _correction(place: Place) -> dict[str, Any]:
    """Return the one prompt whose answer may be corrected, and the way back to the outcome."""
    return {
        "step": place.step.id,
        "step_title": messages.CORRECT_TITLE,
        "step_text": messages.CORRECT_TEXT,
        "sheet": sheet_view(place),
        "blocks": _blocks(place),
        "previous": None,
        "next": _next(place),
        "closed": None,
    }


def _next(place: Place) -> dict[str, str] | None:
    if not place.correcting:
        return neighbour(place, +1)
    start = place.content.exercises[0]
    outcome = [prompt.step for prompt in start.prompts if prompt.kind == "route"][-1]
    step = next(step for step in start.steps if step.id == outcome)
    return link(start, step, step.title)


def done_view(place: Place) -> dict[str, Any]:
    """Return the screen after an exercise: one small step, and leave to stop here."""
    exercise = place.exercise
    back = place.steps[-1]
    return {
        "exercise": exercise.id,
        "step": DONE,
        "title": messages.DONE_TITLE,
        "list": exercise_list(place),
        "besides": besides(place),
        "step_text": messages.DONE_TEXT,
        "blocks": [],
        "ending": {"small_step": exercise.small_step, "rest": exercise.rest},
        "urgent": help_in_short(place) if place.outcome.route == "help_now" else None,
        "previous": link(exercise, back, back.title),
        "next": beyond(place, +1),
        "closed": None,
    }


def gone_view(place: Place, text: str) -> dict[str, Any]:
    """Return the empty screen after all answers were burned, and the way to begin anew."""
    start = place.content.exercises[0]
    return {
        "exercise": start.id,
        "step": GONE,
        "title": messages.GONE_TITLE,
        "list": exercise_list(place),
        "besides": besides(place),
        "step_text": text,
        "blocks": [],
        "previous": None,
        "next": link(start, start.steps[0], start.title),
        "closed": None,
    }


def _opening(exercise: Exercise) -> dict[str, Any]:
    return {
        "goal": exercise.goal,
        "minutes": exercise.minutes,
        "not_for": exercise.not_for,
        "caution": exercise.caution,
        "stop_rule": exercise.stop_rule,
        "folded": exercise.aside,
        "why": [evidence.model_dump() for evidence in exercise.evidence],
    }


def _parts(place: Place) -> list[Way]:
    """Return the ways to the steps after the first, for whoever needs only one of them."""
    return [link(place.exercise, step, step.title) for step in place.steps[1:]]


def _blocks(place: Place) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    child = 0
    for prompt in place.prompts:
        if isinstance(prompt, NotePrompt):
            blocks.append(
                {"kind": "note", "id": prompt.id, "title": prompt.ask, "text": prompt.text}
            )
        elif prompt.kind == "sources":
            blocks.append({"kind": "sources", "id": prompt.id, "articles": origins(place)})
        elif not has_control(prompt):
            blocks.append({"kind": "route", "id": prompt.id, "title": prompt.ask})
        else:
            blocks.append(
                {
                    "kind": "prompt",
                    "id": prompt.id,
                    "prompt_kind": prompt.kind,
                    "group": is_group(prompt),
                    "ask": prompt.ask,
                    "hint": prompt.hint,
                    "burn": getattr(prompt, "burn", False),
                    "child": child,
                }
            )
            child += 1
    return blocks


def _says(place: Place) -> Iterator[tuple[str, str]]:
    """Yield what is said to each answer: by prompt, and in rows by prompt/row/column."""
    content, journal, exercise = place.content, place.journal, place.exercise
    for prompt in place.prompts:
        answer = answer_to(content, journal, exercise, prompt, place.sheets)
        yield prompt.id, _then(prompt, answer)
        if isinstance(prompt, RowsPrompt):
            for row, column in product(journal.rows(exercise.id, prompt.id), prompt.columns):
                value = journal.answer(exercise.id, f"{prompt.id}.{column.id}", row)
                said = _then(column, answer_of(content, column, value))
                yield f"{prompt.id}/{row}/{column.id}", said


def said_to(place: Place, prompt_id: str, row: str = "", column: str = "") -> str:
    """Return the sentence after an answer of this exercise, wherever it stands in it."""
    prompt = place.exercise.prompt(prompt_id)
    if not (isinstance(prompt, RowsPrompt) and column):
        return _then(
            prompt,
            answer_to(place.content, place.journal, place.exercise, prompt, place.sheets),
        )
    asked = next(one for one in prompt.columns if one.id == column)
    value = place.journal.answer(place.exercise.id, f"{prompt_id}.{column}", row)
    return _then(asked, answer_of(place.content, asked, value))


def _then(asked: Prompt | Column, answer: Any) -> str:
    return next((then.say for then in asked.then if then.passes(answer)), "")
