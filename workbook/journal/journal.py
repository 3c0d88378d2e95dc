"""The journal: every answer with its history."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from workbook.journal.entries import Address, Entry
from workbook.journal.parts import NOTHING, Part

ONE_EDIT = timedelta(minutes=5)
"""Changes to one answer within this time are one entry of the history (our choice)."""


@dataclass(frozen=True)
class Journal:
    """Frozen; `put` makes a new journal. The parts are by exercise and prompt."""

    parts: Mapping[tuple[str, str], Part] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Journal":
        """Make a journal of entries in any order; of two with one id, the later counts."""
        by_id: dict[str, Entry] = {}
        for entry in sorted(entries, key=_order):
            by_id.pop(entry.id, None)  # so that it comes in again at its own time
            by_id[entry.id] = entry
        parts: dict[tuple[str, str], dict[Address, list[Entry]]] = {}
        for entry in by_id.values():
            part = parts.setdefault(entry.address.asked, {})
            part.setdefault(entry.address, []).append(entry)
        return cls({asked: Part.of(histories) for asked, histories in parts.items()})

    def __hash__(self) -> int:
        return hash(frozenset(self.parts))

    def only(self, asked: Collection[tuple[str, str]]) -> "Journal":
        """Return a journal of these prompts, by exercise, and nothing else."""
        return Journal({name: part for name, part in self.parts.items() if name in asked})

    def put(self, entry: Entry) -> "Journal":
        """Return a journal with this entry, in place of an earlier one of the same id."""
        asked = entry.address.asked
        return Journal({**self.parts, asked: self._part(asked).put(entry)})

    def without(self, *addresses: Address) -> "Journal":
        """Return a journal in which nothing was ever written at these addresses."""
        gone = frozenset(addresses)
        changed = {asked: self._part(asked).without(gone) for asked in {one.asked for one in gone}}
        kept = {**self.parts, **changed}
        return Journal({asked: part for asked, part in kept.items() if part.histories})

    def until(self, at: datetime) -> "Journal":
        """Return the journal as it was at a time; what was written at that very moment is in it."""
        return Journal.of(entry for entry in self.entries() if entry.at <= at)

    @property
    def histories(self) -> Mapping[Address, tuple[Entry, ...]]:
        """All entries of each address, oldest first."""
        return {
            address: history
            for part in self.parts.values()
            for address, history in part.histories.items()
        }

    def history(self, address: Address) -> tuple[Entry, ...]:
        """Return all entries of an address, oldest first."""
        return self._part(address.asked).histories.get(address, ())

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
        part = self._part(Address(exercise, prompt).asked)
        for address, history in part.histories.items():
            if address.prompt == prompt:
                yield from (entry.value for entry in history)

    def rows(self, exercise: str, prompt: str) -> tuple[str, ...]:
        """Return the ids of the rows that are there, in the order they were begun."""
        return self._part((exercise, prompt)).rows

    def filled(self, exercise: str, prompt: str) -> tuple[str, ...]:
        """Return the ids of the rows that hold an answer to the prompt itself, sorted."""
        return self._part((exercise, prompt)).filled

    def entries(self) -> Iterator[Entry]:
        """Yield every entry of every address."""
        for part in self.parts.values():
            for history in part.histories.values():
                yield from history

    def begun(self, exercise: str) -> bool:
        """Tell whether any prompt of an exercise has an answer."""
        return any(part.begun for (owner, _), part in self.parts.items() if owner == exercise)

    def _part(self, asked: tuple[str, str]) -> Part:
        return self.parts.get(asked, NOTHING)


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


def _order(entry: Entry) -> tuple[datetime, str]:
    return entry.order
