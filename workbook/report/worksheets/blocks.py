"""What a sheet of paper is made of, whatever it is printed as."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Heading:
    """A part of a sheet (2), or a question in it (3)."""

    text: str
    level: Literal[2, 3]


@dataclass(frozen=True)
class Paragraph:
    """Something to read; a hint is smaller, a lead stands out."""

    text: str
    tone: Literal["plain", "hint", "lead"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list to read."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Things to mark: one of them, or any."""

    marks: Literal["one", "any"]
    items: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Ruled lines to write on."""

    count: int


@dataclass(frozen=True)
class Numbers:
    """Whole numbers to circle, with both ends named."""

    first: int
    last: int
    low: str
    high: str


@dataclass(frozen=True)
class Grid:
    """A table; an empty cell is there to write in. `widths` are shares of the whole."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: bool = False


@dataclass(frozen=True)
class Circle:
    """An empty circle with a mark for each 10 percent."""

    say: str


@dataclass(frozen=True)
class Box:
    """A frame around what belongs together."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class When:
    """For whom the next thing is meant: lines that begin with words such as "Only if"."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Only:
    """What is meant for one situation alone, which is said first."""

    when: When
    blocks: tuple["Block", ...]


Block = (
    Heading | Paragraph | Bullets | Choices | Lines | Numbers | Grid | Circle | Box | When | Only
)


@dataclass(frozen=True)
class Sheet:
    """One sheet; `name` is that of its files. `notes` are for whoever leads a group."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...] = ()


def in_blocks(text: str) -> Iterator[Block]:
    """Cut a text of the content into paragraphs and lists."""
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        items = tuple(line[2:] for line in lines if line.startswith("- "))
        plain = " ".join(line for line in lines if not line.startswith("- "))
        if plain:
            yield Paragraph(plain)
        if items:
            yield Bullets(items)
