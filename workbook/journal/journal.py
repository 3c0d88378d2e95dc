"""The journal: every answer with its history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from workbook.journal.entries import Address, Entry

ONE_EDIT = timedelta(minutes=5)
"""Changes to one answer within this time are one entry of the history (our choice)."""


@dataclass(frozen=True)
class Journal:
    """Frozen; `put` makes a new journal. Entries of one address are sorted by time."""

    histories: Mapping[Address, tuple[Entry, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Journal":
        """Make a journal of entries in any order; of two with one id, the later counts."""
        by_id: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.order):
            by_id[entry.id] = entry
        histories: dict[Address, list[Entry]] = {}
        for entry in sorted(by_id.values(), key=lambda entry: entry.order):
            histories.setdefault(entry.address, []).append(entry)
        return cls({address: tuple(history) for address, history in histories.items()})

    def put(self, entry: Entry) -> "Journal":
        """Return a journal with this entry, in place of an earlier one of the same id."""
        kept = [old for old in self.history(entry.address) if old.id != entry.id]
        history = tuple(sorted([*kept, entry], key=lambda entry: entry.order))
        return Journal({**self.histories, entry.address: history})

    def without(self, address: Address) -> "Journal":
        """Return a journal in which nothing was ever written at an address."""
        return Journal({other: kept for other, kept in self.histories.items() if other != address})

    def until(self, at: datetime) -> "Journal":
        """Return the journal as it was at a time; what was written at that very moment is in it."""
        before = {
            address: tuple(entry for entry in history if entry.at <= at)
            for address, history in self.histories.items()
        }
        return Journal({address: history for address, history in before.items() if history})

    def history(self, address: Address) -> tuple[Entry, ...]:
        """Return all entries of an address, oldest first."""
        return self.histories.get(address, ())

    def last(self, address: Address) -> Entry | None:
        """Return the entry that holds now."""
        history = self.history(address)
        return history[-1] if history else None

    def answer(self, exercise: str, prompt: str, row: str = "") -> Any:
        """Return the answer that holds now, or None."""
        entry = self.last(Address(exercise, prompt, row))
        return entry.value if entry else None

    def values(self, exercise: str, prompt: str) -> Iterator[Any]:
        """Yield every value an address of this prompt ever had, in all its rows."""
        for address, history in self.histories.items():
            if (address.exercise, address.prompt) == (exercise, prompt):
                yield from (entry.value for entry in history)

    def rows(self, exercise: str, prompt: str) -> tuple[str, ...]:
        """Return the ids of the rows that are there, in the order they were begun."""
        return self._rows.get((exercise, prompt), ())

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        begun: dict[tuple[str, str], dict[str, datetime]] = {}
        gone: set[tuple[str, str, str]] = set()
        for address, history in self.histories.items():
            if not address.row:
                continue
            own, _, _column = address.prompt.partition(".")
            rows = begun.setdefault((address.exercise, own), {})
            rows[address.row] = min(history[0].at, rows.get(address.row, history[0].at))
            if address.prompt == own and history[-1].value is False:
                gone.add(address)
        return {
            (exercise, own): tuple(
                row
                for row in sorted(rows, key=lambda row: (rows[row], row))
                if (exercise, own, row) not in gone
            )
            for (exercise, own), rows in begun.items()
        }

    def entries(self) -> Iterator[Entry]:
        """Yield every entry of every address."""
        for history in self.histories.values():
            yield from history

    def begun(self, exercise: str) -> bool:
        """Tell whether any prompt of an exercise has an answer."""
        return any(
            address.exercise == exercise and history[-1].value is not None
            for address, history in self.histories.items()
        )


def continues(previous: Entry | None, value: Any, at: datetime, ids: Iterable[str]) -> bool:
    """Tell whether a new value is still the same edit as the entry before it.

    Only edits of the present visit (`ids`) are continued, within five minutes, and never one
    that takes away more than half of a text: what was there stays in the history.
    """
    if previous is None or previous.id not in ids or not previous.at <= at < previous.at + ONE_EDIT:
        return False
    if isinstance(previous.value, str):
        return isinstance(value, str) and len(value) * 2 >= len(previous.value)
    return True
