"""What every store offers, wherever it keeps its journals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from workbook.vault import Wrap

Kind = Literal["tab", "phrase", "own"]


@dataclass(frozen=True)
class SealedRecord:
    """One record as the store sees it: its id, the version of its format, and sealed bytes."""

    record: str
    format: int
    sealed: bytes


class Store(Protocol):
    """Sealed journals and the wraps that open them.

    Every method raises `StoreUnavailable` when the store cannot be used, and changes all or
    nothing. `set_aside` is where this store's opening moved a damaged file, else None.
    """

    set_aside: Path | None

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""

    def add_wrap(self, journal: str, kind: Kind, wrap: Wrap) -> bool:
        """Let one more secret open a journal; False when it opens one already."""

    def remove_wrap(self, lookup: str) -> None:
        """Let a secret open its journal no more."""

    def find_wrap(self, lookup: str) -> Wrap | None:
        """The wrap of a secret, if it has one."""

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids.

        What was burned stays burned: a record with such an id is passed over.

        Raises:
            StoreUnavailable: with reason "gone" also when the journal was burned.
        """

    def records(self, journal: str) -> list[SealedRecord]:
        """Everything kept of a journal, by record id."""

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again.

        Raises:
            StoreUnavailable: with reason "locked" also when they are emptied, but another process
                keeps SQLite's log in use; burning again finishes it.
        """

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were.

        What PostgreSQL cannot overwrite is told at `store_postgres.clear_away`.

        Raises:
            StoreUnavailable: with reason "locked" when the journal is deleted, but another process
                keeps SQLite's log in use; burning again finishes it.
        """

    def close(self) -> None:
        """Let go of the store; the next use opens it again."""
