"""Tables for spreadsheets, in which no cell can do anything."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from workbook.report.copies.document import readable

QUOTES_AND_SPACES = "(?:[^\\S\\t\\n]|[\"'\u2018\u2019\u201c\u201d\u200b\ufeff])*"
BEGINS = "[=+\\-@\uff0b\uff0d\uff1d\uff20]"
"""What begins a formula, as wide signs too."""
FORMULA = re.compile(
    f"(?:^|(?<=[,;|\\t\\n]))(?={QUOTES_AND_SPACES}{BEGINS})"
    f"|(?:^|(?<=[,;|\\n]))(?={QUOTES_AND_SPACES}\\t)|^(?={QUOTES_AND_SPACES}\\n)"
)
"""Where a cell, or what a spreadsheet may take for the beginning of one, could be a formula.

A file with commas that is opened where cells end in semicolons is split at those within a text.
"""


def harmless(cell: str) -> str:
    """Return a cell with an apostrophe wherever a spreadsheet could begin to run it."""
    return FORMULA.sub("'", cell)


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table that a spreadsheet opens, and that runs nothing there."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([harmless(readable(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")  # without its sign, Excel does not take it for UTF-8
