"""What was burned: its ids stay as a decision about the page, so that nothing brings it back."""

from workbook.guidance.progress import PAGE
from workbook.journal import Journal

BURNED = "burned"


def burned_ids(journal: Journal) -> frozenset[str]:
    """Return the ids of all entries that were burned."""
    return frozenset(burned for value in journal.values(PAGE, BURNED) for burned in value)
