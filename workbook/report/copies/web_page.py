"""A copy as one web page that needs nothing else, reads well on a screen and prints well."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from workbook.report.copies.document import Document, Group, Item, Line, Section, paragraphs
from workbook.report.html_page import write_html


def write_page(document: Document) -> str:
    """Return a document as a whole web page."""
    return write_html(document.title, write_body(document), style())


def write_body(document: Document) -> str:
    """Return what stands in the page of a document."""
    return "\n".join(_body(document))


def _body(document: Document) -> Iterator[str]:
    yield f'<header class="{"cover" if document.has_cover else "top"}">'
    yield f'<h1 tabindex="-1">{escape(document.title)}</h1>'
    yield _terms(document.facts)
    yield from (f"<p>{escape(sentence)}</p>" for sentence in document.lead)
    yield "</header>"
    yield from map(_section, document.sections)


def _section(section: Section) -> str:
    items = "\n".join(map(_item, section.items))
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{items}\n</section>"


def _item(item: Item) -> str:
    groups = "\n".join(map(_group, item.groups))
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in item.notes)
    return f'<div class="item">\n<h3>{escape(item.ask)}</h3>\n{groups}\n{notes}</div>'


def _group(group: Group) -> str:
    title = f'<h4 dir="auto">{escape(group.title)}</h4>' if group.title else ""
    day = f'<p class="day">{escape(group.day)}</p>' if group.day else ""
    return f'<div class="group">{title}{day}{_lines(group.lines)}</div>'


def _lines(lines: tuple[Line, ...]) -> str:
    if all(line.label for line in lines):
        return _terms(lines)
    if len(lines) > 1:
        items = (f"<li>{_paragraphs(line.words)}</li>" for line in lines)
        return f"<ul>{''.join(items)}</ul>"
    return _paragraphs(lines[0].words)


def _terms(lines: tuple[Line, ...]) -> str:
    terms = "".join(
        f'<dt dir="auto">{escape(line.label)}</dt><dd>{_paragraphs(line.words)}</dd>'
        for line in lines
    )
    return f"<dl>{terms}</dl>" if lines else ""


def _paragraphs(text: str) -> str:
    return "".join(
        f'<p dir="auto">{"<br>".join(map(escape, lines))}</p>' for lines in paragraphs(text)
    )


@cache
def style() -> str:
    """Return the style of copies."""
    return Path(__file__).with_name("web_page.css").read_text("utf-8")
