"""The kinds of prompt an exercise is made of."""

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbook.content.asking import Ask, Choice, Id, Text
from workbook.content.conditions import Model
from workbook.content.showing import (
    ChartPrompt,
    KeepingPrompt,
    NotePrompt,
    ReviewPrompt,
    RoomPrompt,
    RoutePrompt,
    SourcesPrompt,
    ThenAndNowPrompt,
    TimerPrompt,
    UnsentPrompt,
)
from workbook.content.vocabulary import YesNoFact


class LongText(Ask):
    """A longer answer in one's own words; `limit` in characters.

    With `burn`, the participant may burn what they wrote, with its whole history.
    """

    lines: int = Field(default=4, ge=2, le=20)
    limit: int = Field(default=20_000, ge=1, le=100_000)
    burn: bool = False


class TextPrompt(LongText):
    """A longer answer that is for the workbook only; of one that may `share`, one sentence."""

    kind: Literal["text"]
    share: bool = False


class DraftPrompt(LongText):
    """Words to the former partner: a message that could be sent, or a letter.

    It is read by the draft check as what it is `of`, with the parts of an apology where there are
    `parts`, and lies in the unsent box. The other fields name prompts of the same exercise:
    `outcome` is the choice that tells what became of it, `rest` the scale of days that it is to
    lie (a day at the least), and `moods` are the moods then and at the reading by daylight. What
    `stays` is never meant to be sent.
    """

    kind: Literal["draft"]
    burn: bool = True
    of: Literal["message", "letter"]
    parts: bool = False
    stays: bool = False
    outcome: Id | None = None
    rest: Id | None = None
    moods: tuple[Id, Id] | None = None


class SummaryPart(Model):
    """The answer to one prompt, under a heading."""

    of: str
    say: Text


class SummaryPrompt(LongText):
    """A longer text that begins as earlier answers, part by part, and can be changed."""

    kind: Literal["summary"]
    parts: tuple[SummaryPart, ...] = Field(min_length=1)


class ShortTextPrompt(Ask):
    """A line in one's own words; `limit` in characters."""

    kind: Literal["short_text"]
    share: bool = False
    limit: int = Field(default=200, ge=1, le=2_000)


class _OfChoices(Ask):
    """What is chosen from several."""

    choices: tuple[Choice, ...] = Field(min_length=2)

    @property
    def offered(self) -> tuple[Choice, ...]:
        """All that can be chosen."""
        return self.choices

    @cached_property
    def gives(self) -> frozenset[str]:
        """The facts that answers may give."""
        return super().gives.union(*(choice.facts for choice in self.choices))

    @cached_property
    def chosen_for(self) -> dict[YesNoFact, frozenset[str]]:
        """For each fact that a choice makes true: the choices that do."""
        facts = dict.fromkeys(fact for choice in self.choices for fact in choice.facts)
        return {
            fact: frozenset(choice.id for choice in self.choices if fact in choice.facts)
            for fact in facts
        }


class ChoicePrompt(_OfChoices):
    """One of several."""

    kind: Literal["choice"]
    share: bool = False


class ManyPrompt(_OfChoices):
    """Any of several; `none` stands for none of them."""

    kind: Literal["many"]
    share: bool = False
    none: Choice | None = None

    @property
    def offered(self) -> tuple[Choice, ...]:
        """All that can be chosen, the one for none of them last."""
        return (*self.choices, self.none) if self.none else self.choices


class ScalePrompt(Ask):
    """A whole number between two ends."""

    kind: Literal["scale"]
    share: bool = False
    min: int = 0
    max: int = 10
    low: Text
    high: Text


class DatePrompt(Ask):
    """A day."""

    kind: Literal["date"]


Column = Annotated[
    TextPrompt | ShortTextPrompt | ChoicePrompt | ManyPrompt | ScalePrompt | DatePrompt,
    Field(discriminator="kind"),
]


class RowsPrompt(Ask):
    """Rows that all have the same columns; `row` names one."""

    columns: tuple[Column, ...]
    row: Text
    add: Text

    @cached_property
    def gives(self) -> frozenset[str]:
        """The facts that answers may give."""
        return super().gives.union(*(column.gives for column in self.columns))


class ListPrompt(RowsPrompt):
    """A list of rows; `start` are shown empty."""

    kind: Literal["rows"]
    columns: tuple[Column, ...] = Field(min_length=1)
    start: int = Field(default=1, ge=1, le=5)


class SortPrompt(RowsPrompt):
    """Own lines, each put into one of the piles; `row` names a line.

    They are kept as rows of two columns, `what` and `pile`, which come from the piles.
    """

    kind: Literal["sort"]
    columns: tuple[Column, ...] = Field(default=(), max_length=0, exclude=True)
    piles: tuple[Choice, ...] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _is_kept_as_rows(self) -> Self:
        what = ShortTextPrompt(kind="short_text", id="what", ask=self.row)
        pile = ChoicePrompt(kind="choice", id="pile", ask=self.ask, choices=self.piles)
        # Frozen for everybody else; here it is still being made.
        object.__setattr__(self, "columns", (what, pile))
        return self


class MeasurePrompt(Ask):
    """A published measure, shown word for word."""

    kind: Literal["measure"]
    measure: str


class PiePrompt(Ask):
    """The responsibility pie: other contributors first, one's own slice last."""

    kind: Literal["pie"]
    contributors: str
    label: str
    own: Text
    first_guess: str | None = None


Prompt = Annotated[
    NotePrompt
    | TextPrompt
    | DraftPrompt
    | UnsentPrompt
    | SummaryPrompt
    | ShortTextPrompt
    | ChoicePrompt
    | ManyPrompt
    | ScalePrompt
    | DatePrompt
    | ListPrompt
    | SortPrompt
    | ReviewPrompt
    | MeasurePrompt
    | PiePrompt
    | ChartPrompt
    | ThenAndNowPrompt
    | KeepingPrompt
    | RoomPrompt
    | TimerPrompt
    | RoutePrompt
    | SourcesPrompt,
    Field(discriminator="kind"),
]
PROMPT_MODELS: dict[str, type[Ask]] = {
    "note": NotePrompt,
    "text": TextPrompt,
    "draft": DraftPrompt,
    "unsent": UnsentPrompt,
    "summary": SummaryPrompt,
    "short_text": ShortTextPrompt,
    "choice": ChoicePrompt,
    "many": ManyPrompt,
    "scale": ScalePrompt,
    "date": DatePrompt,
    "rows": ListPrompt,
    "sort": SortPrompt,
    "review": ReviewPrompt,
    "measure": MeasurePrompt,
    "pie": PiePrompt,
    "chart": ChartPrompt,
    "then_and_now": ThenAndNowPrompt,
    "keeping": KeepingPrompt,
    "room": RoomPrompt,
    "timer": TimerPrompt,
    "route": RoutePrompt,
    "sources": SourcesPrompt,
}
SHOWN = ("review", "chart", "then_and_now", "keeping", "room", "timer", "unsent")
"""Kinds that take no answer and are drawn by a control of their own."""
WITHOUT_ANSWER = (*SHOWN, "note", "route", "sources")
