"""What a chart is to those who show it: a picture, the same in words, and the table behind it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Every value that is drawn, in words; an empty cell is a value that is not there."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A picture (`svg`), what is seen in it (`alt`), and what was done to the numbers (`notes`).

    Where there is one value alone, `svg` is empty: the sentence says it all.
    """

    svg: str
    alt: str
    table: Table
    notes: tuple[str, ...] = ()
