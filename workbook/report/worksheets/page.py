"""A sheet as one HTML file: with its own style, no script, and nothing from elsewhere."""

import math
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from workbook import messages
from workbook.report.html_page import write_html
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Choices,
    Circle,
    Grid,
    Heading,
    Lines,
    Numbers,
    Only,
    Paragraph,
    Sheet,
    When,
)

MARKS = {"one": "○", "any": "☐"}
RADIUS = 96


def sheet_page(sheet: Sheet, large: bool = False) -> str:
    """Return a sheet as HTML, for the screen and to print; with `large` in 18 points."""
    notes = f'<div class="notes">{_all(sheet.notes)}</div>' if sheet.notes else ""
    return _page(sheet.title, f"{_all(sheet.blocks)}{notes}", large)


def index_page(sheets: Iterable[Sheet], first: str, large: bool = False, ending: str = "") -> str:
    """Return the list of all sheets; `ending` is what their file names have after the name."""
    lines = "".join(
        f'<li>{escape(sheet.title)}: <a href="{sheet.name}{ending}.html">'
        f"{_said('as_page')}</a>, "
        f'<a href="{sheet.name}{ending}.pdf">{_said("as_pdf")}</a></li>'
        for sheet in sheets
    )
    text = escape(messages.PAPER["sheets_text"].format(first=first))
    return _page(messages.PAPER["sheets"], f"<p>{text}</p><ul>{lines}</ul>", large)


def _page(title: str, inside: str, large: bool) -> str:
    whole = f"<h1>{escape(title)}</h1>\n{inside}"
    return write_html(title, whole, _style(), kind="large" if large else "")


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _said(name: str) -> str:
    return escape(messages.PAPER[name])


def _all(blocks: Iterable[Block]) -> str:
    return "\n".join(DRAWN[type(block)](block) for block in blocks)


def _heading(block: Heading) -> str:
    return f"<h{block.level}>{escape(block.text)}</h{block.level}>"


def _paragraph(block: Paragraph) -> str:
    tone = "" if block.tone == "plain" else f' class="{block.tone}"'
    return f"<p{tone}>{escape(block.text)}</p>"


def _bullets(block: Bullets) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"


def _choices(block: Choices) -> str:
    mark = f"<span>{MARKS[block.marks]}</span>"
    items = "".join(f"<li>{mark}{escape(item)}</li>" for item in block.items)
    return f'<ul class="marks">{items}</ul>'


def _lines(block: Lines) -> str:
    return '<div class="line"></div>' * block.count


def _numbers(block: Numbers) -> str:
    numbers = "".join(f"<span>{one}</span>" for one in range(block.first, block.last + 1))
    low, high = (f"{block.first}: {block.low}", f"{block.last}: {block.high}")
    return (
        f'<div class="scale"><p class="numbers">{numbers}</p>'
        f'<p class="ends"><span>{escape(low)}</span><span>{escape(high)}</span></p></div>'
    )


def _grid(block: Grid) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.head)
    rows = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in block.rows)
    name = ' class="tall"' if block.tall else ""
    return (
        f'<div class="wide" role="group" tabindex="0" aria-label="{escape(block.head[0])}">'
        f"<table{name}><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def _circle(block: Circle) -> str:
    marks = "".join(
        f'<path d="M{100 + inner * x:.1f} {100 + inner * y:.1f}'
        f'L{100 + RADIUS * x:.1f} {100 + RADIUS * y:.1f}"/>'
        for x, y, inner in circle_marks()
    )
    return (
        f'<svg viewBox="0 0 200 200" role="img" aria-label="{escape(block.say)}">'
        f'<circle cx="100" cy="100" r="{RADIUS}"/><circle cx="100" cy="100" r="1"/>{marks}</svg>'
    )


def circle_marks() -> list[tuple[float, float, float]]:
    """Return the direction of each mark, clockwise from the top, and where it begins (of 96)."""
    turns = [math.tau * number / 10 for number in range(10)]
    return [(math.sin(turn), -math.cos(turn), RADIUS - 12) for turn in turns]


def _box(block: Box) -> str:
    title = f'<p class="title">{escape(block.title)}</p>'
    return f'<div class="box">{title}{_all(block.blocks)}</div>'


def _only(block: Only) -> str:
    return f'<div class="only">{_when(block.when)}{_all(block.blocks)}</div>'


def _when(block: When) -> str:
    return "".join(
        f'<p class="when"><strong>{escape(lead)}</strong> {escape(what)}.</p>'
        for lead, what in block.lines
    )


DRAWN: dict[type[Block], Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Choices: _choices,
    Lines: _lines,
    Numbers: _numbers,
    Grid: _grid,
    Circle: _circle,
    Box: _box,
    When: _when,
    Only: _only,
}
