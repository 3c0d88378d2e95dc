"""The widgets that take an answer, one class for each prompt kind.

A widget draws one prompt (`prompt`) and shows one answer (`value`, None where there is none). It
never saves: the browser tells the page of every change, and the page tells Python.
"""

from datetime import date
from typing import Any

import traitlets as t

from workbook.widgets.kit import Control
from workbook.widgets.modules import give_module


def module(name: str) -> t.Unicode[str, str | bytes]:
    """Give the browser module of a widget as the trait that anywidget sends."""
    return t.Unicode(give_module(name)).tag(sync=True)


class Text(Control):
    """A long answer in the participant's words."""

    _esm = module("text.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)


class Draft(Control):
    """Words to the former partner; `checked` is what was found in them, with its places."""

    _esm = module("draft.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)
    checked = t.Dict().tag(sync=True)


class Unsent(Control):
    """Drafts as they lie in the unsent box; the value is a list of them."""

    _esm = module("unsent.js")
    prompt = t.Dict().tag(sync=True)
    value = t.List(t.Dict(key_trait=t.Unicode()), None, allow_none=True).tag(sync=True)


class Summary(Control):
    """A long answer that began as earlier ones, and can be begun again and printed."""

    _esm = module("summary.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)


class ShortText(Control):
    """One line in the participant's words."""

    _esm = module("short_text.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)


class Choice(Control):
    """One choice of several; the value is its id."""

    _esm = module("choice.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)


class Many(Control):
    """Any number of choices; the value is the list of their ids."""

    _esm = module("many.js")
    prompt = t.Dict().tag(sync=True)
    value = t.List(t.Unicode(), None, allow_none=True).tag(sync=True)


class Scale(Control):
    """A whole number between two named ends."""

    _esm = module("scale.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Int(None, allow_none=True).tag(sync=True)


class Date(Control):
    """A day, written YYYY-MM-DD."""

    _esm = module("date.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Unicode(None, allow_none=True).tag(sync=True)

    @t.validate("value")
    def _is_a_day(self, proposal: dict[str, Any]) -> str | None:
        day: str | None = proposal["value"]
        if day is not None:
            try:
                date.fromisoformat(day)
            except ValueError as error:
                raise t.TraitError(f'"{day}" is not a day written YYYY-MM-DD.') from error
        return day


class Rows(Control):
    """A list of rows; the value is [{"row": row id, "cells": {column id: answer}}, …]."""

    _esm = module("rows.js")
    prompt = t.Dict().tag(sync=True)
    value = t.List(
        t.Dict(per_key_traits={"row": t.Unicode(), "cells": t.Dict(key_trait=t.Unicode())}),
        None,
        allow_none=True,
    ).tag(sync=True)


class Sort(Rows):
    """Lines in piles; the value is the one of rows, with the cells `what` and `pile`."""

    _esm = module("sort.js")


class Measure(Control):
    """The items of a published measure; the value is {item id: score}."""

    _esm = module("measure.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Dict(t.Int(), t.Unicode(), default_value=None, allow_none=True).tag(sync=True)


class Pie(Control):
    """The responsibility pie; the value is {slice id: whole percent}, 100 in all."""

    _esm = module("pie.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Dict(t.Int(), t.Unicode(), default_value=None, allow_none=True).tag(sync=True)


class Review(Control):
    """Earlier answers to look at; the value is [{"when", "label", "text" or "lines"}, …]."""

    _esm = module("review.js")
    prompt = t.Dict().tag(sync=True)
    value = t.List(t.Dict(key_trait=t.Unicode()), None, allow_none=True).tag(sync=True)


class ThenAndNow(Control):
    """Earlier answers beside those of now; the value is [{"label", "said", "sides"}, …]."""

    _esm = module("then_and_now.js")
    prompt = t.Dict().tag(sync=True)
    value = t.List(t.Dict(key_trait=t.Unicode()), None, allow_none=True).tag(sync=True)


class Chart(Control):
    """A picture of earlier answers; the value is a chart of the report, as a dictionary."""

    _esm = module("chart.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Dict(key_trait=t.Unicode(), default_value=None, allow_none=True).tag(sync=True)


class Timer(Control):
    """A quiet time with a slow breath; it keeps no answer."""

    _esm = module("timer.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Enum((), None, allow_none=True).tag(sync=True)


class Keeping(Control):
    """One thing to do with all answers; the value is what there is to choose from."""

    _esm = module("keeping.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Dict(key_trait=t.Unicode(), default_value=None, allow_none=True).tag(sync=True)


class Room(Control):
    """One thing to do in the room of a group; the value is how it stands for the participant."""

    _esm = module("room.js")
    prompt = t.Dict().tag(sync=True)
    value = t.Dict(key_trait=t.Unicode(), default_value=None, allow_none=True).tag(sync=True)
