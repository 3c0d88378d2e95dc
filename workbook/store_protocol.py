"""What every store offers, wherever it keeps its journals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from workbook.store_rooms_protocol import Rooms
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
    nothing. One that names a journal which was burned raises it with reason "burned", so that no
    tab brings it back; only `burn` does its work again. `set_aside` is where this store's opening
    moved a damaged file, else None.
    """

    set_aside: Path | None

    @property
    def rooms(self) -> Rooms:
        """The rooms of groups, in the same place."""

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""

    def add_wrap(self, journal: str, kind: Kind, wrap: Wrap) -> bool:
        """Let one more secret open a journal; False when it opens one already."""

    def remove_wrap(self, lookup: str) -> None:
        """Let a secret open its journal no more."""

    def find_wrap(self, lookup: str) -> Wrap | None:
        """The wrap of a secret, if it has one."""

    def find_wraps(self, journal: str, kind: Kind) -> list[Wrap]:
        """All wraps of this kind that open a journal, by lookup."""

    def replace_wraps(self, journal: str, wraps: Sequence[tuple[Kind, Wrap]]) -> None:
        """Let these secrets open a journal, and no others that did, and overwrite their wraps.

        It is done also where another process keeps SQLite's log in use: then the log holds the
        sealed bytes of a removed wrap until it is written over.

        Raises:
            StoreUnavailable: with reason "gone" also when there is no such journal, or one of the
                secrets opens another.
        """

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids.

        What was burned stays burned: a record with such an id is passed over.

        Raises:
            StoreUnavailable: with reason "gone" also when there is no such journal.
        """

    def records(self, journal: str, since: str = "") -> list[SealedRecord]:
        """Everything kept of a journal, by record id; or what was put on a day (UTC) or later."""

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again.

        Raises:
            StoreUnavailable: with reason "locked" also when they are emptied, but another process
                keeps SQLite's log in use; burning again finishes it.
        """

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""

    def touch(self, journal: str) -> None:
        """Note the day on which a journal is used; on a day when that is known, nothing is written.

        Nothing is done for a journal that there is not.
        """

    def keep_for(self, journal: str, days: int | None) -> None:
        """Let a journal be burned after more than so many days of no use; None: never."""

    def keep_days(self, journal: str) -> int | None:
        """After how many days of no use a journal is burned; None: never, or no such journal."""

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were.

        Its id stays, with the day, in a list of those that never come back. What PostgreSQL cannot
        overwrite is told at `store_postgres.clear_away`.

        Raises:
            StoreUnavailable: with reason "locked" when the journal is deleted, but another process
                keeps SQLite's log in use; burning again finishes it.
        """

    def close(self) -> None:
        """Let go of the store; the next use opens it again."""
