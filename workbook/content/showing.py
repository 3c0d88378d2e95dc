"""The kinds of prompt that show something and take no answer."""

from typing import Literal, Self

from pydantic import Field, model_validator

from workbook.content.asking import Ask, Id, ShowIf, Text
from workbook.content.conditions import Model


class NotePrompt(Ask):
    """Something to read."""

    kind: Literal["note"]
    ask: str = ""
    text: Text


class UnsentPrompt(Ask):
    """Drafts as they lie in the unsent box: those it is `of`, or all there are.

    With `only_words`, each is shown as somebody would get it, with nothing around it.
    """

    kind: Literal["unsent"]
    of: tuple[str, ...] = ()
    only_words: bool = False
    empty: Text


class ReviewPrompt(Ask):
    """Earlier answers, to read again."""

    kind: Literal["review"]
    of: tuple[str, ...] = Field(min_length=1)
    empty: Text
    where: ShowIf = ()
    columns: tuple[str, ...] = ()


class TimerPrompt(Ask):
    """A quiet time with a slow breath, the `lines` shown one after another."""

    kind: Literal["timer"]
    minutes: int = Field(ge=1, le=30)
    lines: tuple[Text, ...] = ()


class RoutePrompt(Ask):
    """Where the facts lead, with the answers behind it."""

    kind: Literal["route"]
    ask: str = ""


class SourcesPrompt(Ask):
    """Where this workbook comes from: every step of the advice, and what became of it."""

    kind: Literal["sources"]
    ask: str = ""


class Mark(Model):
    """What is marked on its day, and the `name` of the mark.

    Of a choice, those in `of` are marked; of what is answered each moment, every moment is.
    """

    name: Text
    of: tuple[Id, ...] = ()


class ChartPrompt(Ask):
    """A picture of earlier answers, with the table behind it.

    `of` names the prompts that are drawn, each with what it is called in the picture, and `marks`
    those that are marked on their day. What can be drawn depends on `draws`:

    - `days`: scales that are answered each day, in panels of their own; one that is answered each
      moment is drawn into the panel before it. May have `marks`.
    - `calendar`: the days of the own break, and on which of them something was noted on the sheet
      of the prompt. May have `marks`.
    - `pie`: scales from 0 to 100 and responsibility pies, side by side.
    - `weeks`: one choice that is answered each week, its choices from most to least.
    """

    kind: Literal["chart"]
    draws: Literal["days", "calendar", "pie", "weeks"]
    of: dict[str, Text] = Field(min_length=1)
    marks: dict[str, Mark] = Field(default_factory=dict)
    empty: Text


class ThenAndNowPrompt(Ask):
    """Earlier answers side by side with those of today.

    `shows` is `changes` for prompts whose answer is another one than at first, `this_day` for what
    was written on this day some months or a year ago, and `reasons` for what spoke for waiting
    when the prompts in `of` were first answered, and now; `none_left` is said where nothing does.
    """

    kind: Literal["then_and_now"]
    shows: Literal["changes", "this_day", "reasons"]
    of: tuple[str, ...] = Field(min_length=1)
    empty: Text
    none_left: str = ""

    @model_validator(mode="after")
    def _says_what_no_reason_means(self) -> Self:
        if (self.shows == "reasons") != bool(self.none_left):
            raise ValueError('none_left is needed with shows = "reasons", and only there')
        return self


class KeepingPrompt(Ask):
    """One thing a participant can do with all their answers, or burn those of one exercise."""

    kind: Literal["keeping"]
    does: Literal["copy", "share", "bring", "phrase", "expiry", "burn_one", "burn"]


class RoomPrompt(Ask):
    """One thing a participant can do in the room of a group: join it, share, or call for help."""

    kind: Literal["room"]
    does: Literal["join", "share", "call"]
