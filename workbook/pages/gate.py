"""What a page needs of the place where journals are kept; the web layer provides it."""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from workbook.journal import Entry, Journal

Where = Literal["tab", "keyring", "file", "locked"]
"""What opens the journal: a key in this tab, this computer, or nothing until a phrase does."""


class Gate(Protocol):
    """Opens, keeps and closes one journal. Any method may raise StoreUnavailable.

    The reason is "burned" when another tab has burned the whole journal, or its time was over.
    """

    tab_key: str | None
    """What the tab must hold to open the journal again after a reload."""
    set_aside: bool
    """Whether a damaged store was put aside."""
    read_only: bool
    """Whether this is an example, in which nothing can be changed or saved."""

    @property
    def where(self) -> Where:
        """Return what opens the journal."""

    def new_id(self) -> str:
        """Return a random id for an entry."""

    def open(self, tab_key: str | None) -> Journal:
        """Open the journal that this tab or this computer holds, or begin one."""

    def open_with_phrase(self, text: str) -> Journal | None:
        """Open the journal of a key phrase; None where the words open nothing.

        Raises:
            PhraseProblem: the text is no key phrase.
        """

    def save(self, entries: Sequence[Entry], journal: Journal) -> None:
        """Save entries so that they last; `journal` is all there is, should the store be lost.

        Entries that were burned are passed over.
        """

    def reload(self) -> Journal:
        """Read what this and other tabs have saved."""

    def recent(self) -> tuple[Entry, ...]:
        """Read what was saved since the day before anything was last read."""

    def burn(self, entries: Collection[str]) -> None:
        """Remove entries for good, by their ids, and never save any of them again."""

    def burned(self) -> frozenset[str]:
        """Return the ids of all entries that this and other tabs have burned."""

    def new_phrase(self) -> tuple[str, ...]:
        """Return six random words."""

    def keep(self, words: Sequence[str]) -> None:
        """Let a key phrase open this journal."""

    def change_phrase(self, words: Sequence[str]) -> None:
        """Let these words open this journal, no earlier ones, and no other tab by its own key."""

    def sealed_copy(self, journal: Journal) -> bytes:
        """Return a sealed file of this journal, which its phrase opens wherever this runs.

        Raises:
            SealedFileProblem: it is too large for a file.
        """

    def open_copy(self, body: bytes, phrase: str) -> tuple[Entry, ...]:
        """Return the entries of a sealed file; nothing here is changed by it.

        Raises:
            PhraseProblem: the text is no key phrase.
            SealedFileProblem: it is no such file, or these words do not open it.
        """

    def burn_journal(self) -> None:
        """Burn this journal with all that opens it, and go on with a new one that is empty."""

    @property
    def keep_days(self) -> int | None:
        """After how many days of no use the journal is burned by itself; None: never."""

    def keep_for(self, days: int | None) -> None:
        """Let the journal be burned by itself after more than so many days of no use."""

    def close(self) -> None:
        """Forget the journal in this tab; what was kept opens by phrase."""

    def lock(self) -> None:
        """Forget the journal on this computer; what was kept opens by phrase."""
