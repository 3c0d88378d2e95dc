"""The kinds of prompt an exercise is made of."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from workbook.content.conditions import Conditions, Model, Test
from workbook.content.vocabulary import ValueFact, YesNoFact

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


def _as_tuple(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ShowIf = Annotated[Conditions, BeforeValidator(_as_tuple)]


def slug(text: str) -> str:
    """Make an id of a plain string: lower case, with underscores."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")


class Choice(Model):
    """One thing to choose; choosing it makes its facts true."""

    id: Id
    say: Text
    hint: str = ""
    facts: tuple[YesNoFact, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"id": slug(value), "say": value}
        return value


class Then(Test):
    """A human sentence after a hard answer."""

    say: Text


class _Ask(Model):
    """What every prompt has."""

    id: Id
    step: str = ""
    ask: Text
    hint: str = ""
    show_if: ShowIf = ()
    then: tuple[Then, ...] = ()
    fact: ValueFact | None = None


class NotePrompt(_Ask):
    """Something to read."""

    kind: Literal["note"]
    ask: str = ""
    text: Text


class TextPrompt(_Ask):
    """A longer answer in one's own words; `limit` in characters."""

    kind: Literal["text"]
    lines: int = Field(default=4, ge=2, le=20)
    limit: int = Field(default=20_000, ge=1, le=100_000)


class ShortTextPrompt(_Ask):
    """A line in one's own words; `limit` in characters."""

    kind: Literal["short_text"]
    limit: int = Field(default=200, ge=1, le=2_000)


class ChoicePrompt(_Ask):
    """One of several."""

    kind: Literal["choice"]
    choices: tuple[Choice, ...] = Field(min_length=2)


class ManyPrompt(_Ask):
    """Any of several; `none` stands for none of them."""

    kind: Literal["many"]
    choices: tuple[Choice, ...] = Field(min_length=2)
    none: Choice | None = None


class ScalePrompt(_Ask):
    """A whole number between two ends."""

    kind: Literal["scale"]
    min: int = 0
    max: int = 10
    low: Text
    high: Text


class DatePrompt(_Ask):
    """A day."""

    kind: Literal["date"]


Column = Annotated[
    TextPrompt | ShortTextPrompt | ChoicePrompt | ManyPrompt | ScalePrompt | DatePrompt,
    Field(discriminator="kind"),
]


class RowsPrompt(_Ask):
    """A list of rows, each with the same columns; `row` names one, `start` are shown empty."""

    kind: Literal["rows"]
    columns: tuple[Column, ...] = Field(min_length=1)
    row: Text
    add: Text
    start: int = Field(default=1, ge=1, le=5)


class ReviewPrompt(_Ask):
    """Earlier answers, to read again."""

    kind: Literal["review"]
    of: tuple[str, ...] = Field(min_length=1)
    empty: Text
    where: ShowIf = ()
    columns: tuple[str, ...] = ()


class MeasurePrompt(_Ask):
    """A published measure, shown word for word."""

    kind: Literal["measure"]
    measure: str


class PiePrompt(_Ask):
    """The responsibility pie: other contributors first, one's own slice last."""

    kind: Literal["pie"]
    contributors: str
    label: str
    own: Text
    first_guess: str | None = None


class RoutePrompt(_Ask):
    """Where the facts lead, with the answers behind it."""

    kind: Literal["route"]
    ask: str = ""


Prompt = Annotated[
    NotePrompt
    | TextPrompt
    | ShortTextPrompt
    | ChoicePrompt
    | ManyPrompt
    | ScalePrompt
    | DatePrompt
    | RowsPrompt
    | ReviewPrompt
    | MeasurePrompt
    | PiePrompt
    | RoutePrompt,
    Field(discriminator="kind"),
]
PROMPT_MODELS: dict[str, type[_Ask]] = {
    "note": NotePrompt,
    "text": TextPrompt,
    "short_text": ShortTextPrompt,
    "choice": ChoicePrompt,
    "many": ManyPrompt,
    "scale": ScalePrompt,
    "date": DatePrompt,
    "rows": RowsPrompt,
    "review": ReviewPrompt,
    "measure": MeasurePrompt,
    "pie": PiePrompt,
    "route": RoutePrompt,
}
WITHOUT_ANSWER = ("note", "review", "route")
