"""A copy as Markdown: easy to read as it is, and nothing that was written counts as a mark."""

import re
from collections.abc import Iterator

from workbook.report.copies.document import Document, Group, Item, Line, paragraphs

MARKS = re.compile(r"([\\`*_\[\]~|])")
"""What is a mark anywhere in a line (CommonMark 0.31 and GitHub's tables and struck words)."""
AT_THE_START = re.compile(r"^(?:([#+=-])|(\d{1,9})([.)]))", re.MULTILINE)
"""What is a mark only where a line begins with it: headings, lists, rules."""


def write_markdown(document: Document) -> str:
    """Return a document as Markdown."""
    return "\n\n".join(_blocks(document)) + "\n"


def escape(text: str) -> str:
    """Return words of one line or more as words, whatever they look like."""
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    trimmed = "\n".join(line.strip() for line in MARKS.sub(r"\\\1", entities).split("\n"))
    return AT_THE_START.sub(_escaped, trimmed)


def _escaped(found: re.Match[str]) -> str:
    mark, number, after = found.groups()
    return f"\\{mark}" if mark else f"{number}\\{after}"


def _blocks(document: Document) -> Iterator[str]:
    yield f"# {escape(document.title)}"
    yield from (_labelled(fact) for fact in document.facts)
    yield from (escape(sentence) for sentence in document.lead)
    for section in document.sections:
        yield f"## {_in_one_line(section.title)}"
        for item in section.items:
            yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    yield f"### {_in_one_line(item.ask)}"
    for group in item.groups:
        yield from _group(group)
    yield from (f"*{_in_one_line(note)}*" for note in item.notes)


def _group(group: Group) -> Iterator[str]:
    if group.title:
        yield f"#### {_in_one_line(group.title)}"
    if group.day:
        yield f"*{group.day}*"
    if len(group.lines) > 1 and not any(line.label for line in group.lines):
        yield "\n".join(f"- {_in_one_line(line.words)}" for line in group.lines)
        return
    for line in group.lines:
        yield _labelled(line) if line.label else _paragraphs(line.words)


def _labelled(line: Line) -> str:
    words = _paragraphs(line.words)
    between = "\n\n" if "\n" in words else " "
    return f"**{_in_one_line(line.label)}**{between}{words}"


def _paragraphs(text: str) -> str:
    # Two spaces at its end keep a line a line of its own.
    return "\n\n".join("  \n".join(map(escape, lines)) for lines in paragraphs(text))


def _in_one_line(text: str) -> str:
    return escape(" ".join(text.split()))
