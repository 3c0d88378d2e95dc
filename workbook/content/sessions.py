"""The models of a plan for a group: its meetings, and the exercises of each."""

from typing import Annotated

from pydantic import Field

from workbook.content.asking import Text
from workbook.content.conditions import Model

Line = Annotated[str, Field(min_length=1, max_length=300)]


class SessionItem(Model):
    """One exercise of a meeting, by id or name, with its minutes and the facilitator's own notes.

    `share` are the ids of the prompts of which answers may be shared; None: all that can be.
    """

    exercise: Text
    minutes: int = Field(ge=3, le=120)
    notes: str = Field(default="", max_length=4000)
    share: tuple[str, ...] | None = None


class Meeting(Model):
    """What a group does at one time."""

    title: Line
    items: tuple[SessionItem, ...] = Field(min_length=1, max_length=20)

    @property
    def minutes(self) -> int:
        """The minutes of all its exercises."""
        return sum(item.minutes for item in self.items)


class Session(Model):
    """A plan: what those who come agree to, how they treat each other, and the meetings."""

    title: Line
    about: str = Field(default="", max_length=4000)
    consent: Text = Field(max_length=4000)
    ground_rules: tuple[Line, ...] = Field(min_length=1, max_length=20)
    meetings: tuple[Meeting, ...] = Field(min_length=1, max_length=20)
