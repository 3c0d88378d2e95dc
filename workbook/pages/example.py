"""The example: the pages of an invented person, to look at and never to change."""

from collections.abc import Collection, Sequence

from workbook.content.example import load_example
from workbook.content.models import Each, Exercise
from workbook.guidance.example import example_journal
from workbook.guidance.progress import PAGE
from workbook.guidance.sheets import begun
from workbook.journal import Address, Entry, Journal
from workbook.pages.gate import Where
from workbook.pages.place import COUNTRY
from workbook.pages.visit import Visit

NOON = 12
"""By day, so that nothing in the example is closed for the night."""


class ExampleGate:
    """Implements `workbook.pages.gate.Gate` in memory: one journal is read, nothing is saved."""

    tab_key: str | None = None
    set_aside = False
    read_only = True
    where: Where = "tab"
    keep_days: int | None = None

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def new_id(self) -> str:
        """Return no id, since nothing is written."""
        return ""

    def open(self, tab_key: str | None) -> Journal:
        """Open the journal of the example."""
        return self._journal

    def open_with_phrase(self, text: str) -> Journal | None:
        """Open nothing."""
        return None

    def save(self, entries: Sequence[Entry], journal: Journal) -> None:
        """Save nothing."""

    def reload(self) -> Journal:
        """Read the journal of the example again."""
        return self._journal

    def recent(self) -> tuple[Entry, ...]:
        """Return nothing."""
        return ()

    def burn(self, entries: Collection[str]) -> None:
        """Remove nothing."""

    def burned(self) -> frozenset[str]:
        """Return nothing."""
        return frozenset()

    def new_phrase(self) -> tuple[str, ...]:
        """Return no words."""
        return ()

    def keep(self, words: Sequence[str]) -> None:
        """Keep nothing."""

    def change_phrase(self, words: Sequence[str]) -> None:
        """Change nothing."""

    def sealed_copy(self, journal: Journal) -> bytes:
        """Return no file."""
        return b""

    def open_copy(self, body: bytes, phrase: str) -> tuple[Entry, ...]:
        """Open nothing."""
        return ()

    def burn_journal(self) -> None:
        """Burn nothing."""

    def keep_for(self, days: int | None) -> None:
        """Change nothing."""

    def close(self) -> None:
        """Forget nothing."""

    def lock(self) -> None:
        """Forget nothing."""


class ExampleVisit(Visit):
    """A visit on which the latest written sheet lies open: here, nobody begins that of today."""

    def open_sheets(self, exercise: Exercise) -> dict[Each, str]:
        """Return the latest sheets, and those of today where nothing was written."""
        sheets = super().open_sheets(exercise)
        for each in sheets:
            if written := begun(self.journal, exercise, each):
                sheets[each] = written[-1]
        return sheets


def visit_example(visit: Visit) -> Visit:
    """Begin a visit to the example, on the participant's own day.

    Raises:
        ContentProblems: the example cannot be read.
    """
    example = load_example()
    now = visit.now().replace(hour=NOON, minute=0, second=0, microsecond=0)
    journal = example_journal(visit.content, example, now)
    country = visit.place().country
    if country:
        # Who looks may need help; so it is that of their own country.
        journal = journal.put(Entry(COUNTRY, Address(PAGE, COUNTRY), country, now))
    gate = ExampleGate(journal)
    beside = ExampleVisit(visit.content, visit.content.exercise(example.opens), gate)
    beside.set_clock(now.isoformat())
    beside.take_up(gate.open(None))
    return beside
