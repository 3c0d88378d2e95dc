"""A part of a journal: all that was answered at one prompt.

A journal that changes keeps all its other parts as they are, with what was worked out from them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from workbook.journal.entries import EMPTY, Address, Entry


@dataclass(frozen=True)
class Part:
    """One prompt with its columns, in all its rows. Entries of one address are sorted by time."""

    histories: Mapping[Address, tuple[Entry, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, histories: Mapping[Address, Sequence[Entry]]) -> "Part":
        """Make a part of entries that are sorted by time."""
        return cls({address: tuple(history) for address, history in histories.items()})

    def put(self, entry: Entry) -> "Part":
        """Return a part with this entry, in place of an earlier one of the same id."""
        history = self.histories.get(entry.address, ())
        kept = [old for old in history if old.id != entry.id]
        changed = tuple(sorted([*kept, entry], key=lambda entry: entry.order))
        return Part({**self.histories, entry.address: changed})

    def without(self, gone: Collection[Address]) -> "Part":
        """Return a part in which nothing was ever written at these addresses."""
        kept = {one: history for one, history in self.histories.items() if one not in gone}
        return Part(kept)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows that are there, in the order they were begun."""
        begun: dict[str, datetime] = {}
        for address, history in self.histories.items():
            if address.row:
                begun[address.row] = min(history[0].at, begun.get(address.row, history[0].at))
        there = (row for row in begun if self._own.get(row) is not False)
        return tuple(sorted(there, key=lambda row: (begun[row], row)))

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The ids of the rows that hold an answer to the prompt itself, sorted."""
        return tuple(sorted(row for row in self.rows if self._own.get(row) not in EMPTY))

    @cached_property
    def begun(self) -> bool:
        """Whether anything is answered in any row."""
        return any(history[-1].value is not None for history in self.histories.values())

    @cached_property
    def _own(self) -> Mapping[str, object]:
        """The answers to the prompt itself, not to its columns, by row."""
        return {
            address.row: history[-1].value
            for address, history in self.histories.items()
            if address.prompt == address.asked[1]
        }


NOTHING = Part()
"""A prompt at which nothing was ever answered."""
