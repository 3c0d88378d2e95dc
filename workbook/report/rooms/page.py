"""The report of a room as one web page that needs nothing else and prints well."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from workbook import messages
from workbook.report.copies import web_page
from workbook.report.copies.document import readable
from workbook.report.html_page import write_html
from workbook.report.rooms.document import Part, Result, RoomReport, Said

SAY = messages.ROOM_REPORT
BAR_UNITS = 100
"""How long the bar of all people is; the style says how long that is on paper."""


def report_html(report: RoomReport) -> str:
    """Return a report as a whole web page."""
    return write_html(titled(report), "\n".join(_inside(report)), _style())


def titled(report: RoomReport) -> str:
    """Return the title of a report; that of a rehearsal says so."""
    title = readable(report.title)
    return SAY["rehearsal_title"].format(title=title) if report.rehearsal else title


def _inside(report: RoomReport) -> Iterator[str]:
    yield '<header class="top">'
    yield f'<h1 tabindex="-1" dir="auto">{escape(titled(report))}</h1>'
    facts = {SAY["day"]: report.day, SAY["joined"]: str(report.joined)}
    yield f"<dl>{''.join(_fact(*fact) for fact in facts.items())}</dl>"
    if report.rehearsal:
        yield f"<p>{_words(SAY['rehearsal'])}</p>"
    yield f"<p>{_words(SAY['about'])}</p>"
    yield "</header>"
    yield f"<section>\n<h2>{_words(SAY['agenda'])}</h2>\n{_agenda(report)}\n</section>"
    shared = [part for part in report.parts if part.results or part.said]
    yield from map(_part, shared)
    if not shared:
        yield f"<section>\n<p>{_words(SAY['nothing'])}</p>\n</section>"


def _fact(label: str, words: str) -> str:
    return f"<dt>{_words(label)}</dt><dd><p>{_words(words)}</p></dd>"


def _agenda(report: RoomReport) -> str:
    head = _row("th", [SAY["exercise"], SAY["minutes"]])
    rows = "".join(
        f'<tr><th scope="row" dir="auto">{_words(part.title)}</th><td>{part.minutes}</td></tr>'
        for part in report.parts
    )
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _part(part: Part) -> str:
    inside = "\n".join([*map(_result, part.results), *map(_said, part.said)])
    return f'<section>\n<h2 dir="auto">{_words(part.title)}</h2>\n{inside}\n</section>'


def _result(result: Result) -> str:
    head = _row("th", [SAY["answer"], SAY["people"], SAY["share"]])
    rows = "".join(_answer(label, number, result.people) for label, number in result.answers)
    several = f'<p class="note">{_words(SAY["several"])}</p>' if result.takes_several else ""
    return (
        f'<div class="item"><h3 dir="auto">{_words(result.ask)}</h3>'
        f"<p>{_words(SAY['shared'].format(n=result.people))}</p>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{several}</div>"
    )


def _answer(label: str, number: int, people: int) -> str:
    part = number / people if people else 0
    # A picture, since browsers leave colours behind the text away when they print.
    bar = (
        f'<svg class="bar" viewBox="0 0 {BAR_UNITS} 8" aria-hidden="true">'
        f'<rect width="{part * BAR_UNITS:.1f}" height="8" rx="1"></rect></svg>'
    )
    return (
        f'<tr><th scope="row" dir="auto">{_words(label)}</th><td>{number}</td>'
        f"<td>{bar} {part:.0%}</td></tr>"
    )


def _said(said: Said) -> str:
    items = "".join(f'<li dir="auto">{_words(one)}</li>' for one in said.sentences)
    about = _words(SAY["sentences"])
    return (
        f'<div class="item"><h3 dir="auto">{_words(said.ask)}</h3><p>{about}</p>'
        f"<ul>{items}</ul></div>"
    )


def _row(tag: str, cells: list[str]) -> str:
    inside = "".join(f'<{tag} scope="col">{_words(cell)}</{tag}>' for cell in cells)
    return f"<tr>{inside}</tr>"


def _words(text: str) -> str:
    return escape(readable(text))


@cache
def _style() -> str:
    return web_page.style() + Path(__file__).with_name("page.css").read_text("utf-8")
