"""A copy to read, before it has a format: what each renderer turns into a file."""

import re
from dataclasses import dataclass

from workbook.guidance.accepting import whole_characters

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 forbids or advises against: control characters and code points of no character."""


@dataclass(frozen=True)
class Line:
    """Some words, under a label where they need one."""

    label: str
    words: str

    @property
    def in_one(self) -> str:
        """The words, after their label where they have one."""
        return f"{self.label}: {self.words}" if self.label else self.words


@dataclass(frozen=True)
class Group:
    """Lines that belong together: one answer, one row, or one sheet; `day` is when they changed."""

    title: str
    day: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Item:
    """What was asked, and all that was answered to it."""

    ask: str
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """The answers of one exercise."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """A whole copy; `facts` and `lead` stand at its beginning, as a page of their own on a cover.

    Every text in it is readable: it holds no character that a format could stumble over.
    """

    title: str
    facts: tuple[Line, ...]
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    has_cover: bool = False


def readable(text: str) -> str:
    """Return a text as it can be written into any format.

    Lines end in one way only, and what is no character is shown as the sign for that.
    """
    in_lines = LINE_ENDS.sub("\n", whole_characters(text))
    return UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", in_lines)


def paragraphs(text: str) -> list[list[str]]:
    """Split a text into paragraphs, and those into lines."""
    parts = re.split(r"\n[ \t]*\n\s*", text.strip())
    return [[line.rstrip() for line in part.split("\n")] for part in parts if part.strip()]
