"""What one participant answered: values in, new values out."""

from workbook.journal.entries import EMPTY, Address, Entry
from workbook.journal.journal import Journal

__all__ = ["EMPTY", "Address", "Entry", "Journal"]
