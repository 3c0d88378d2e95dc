"""Answers and their addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

EMPTY: tuple[object, ...] = (None, "", [], {})
"""Values that are no answer."""


class Address(NamedTuple):
    """Where an answer belongs.

    `prompt` is the id of a prompt; in rows, `prompt.column` holds the answer of one column, and
    `prompt` alone is False where the row was removed.
    """

    exercise: str
    prompt: str
    row: str = ""

    @property
    def asked(self) -> tuple[str, str]:
        """The exercise and the prompt, without a column."""
        return self.exercise, self.prompt.partition(".")[0]


@dataclass(frozen=True)
class Entry:
    """One answer at one time; `id` is stable, `at` is in UTC, no value means taken back."""

    id: str
    address: Address
    value: Any
    at: datetime

    @property
    def order(self) -> tuple[datetime, str]:
        """Sorts entries in time; the id decides between equals, so that all machines agree."""
        return self.at, self.id
