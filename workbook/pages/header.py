"""The header of every page: help and the quick exit, before any kernel and without a script."""

from functools import cache
from html import escape
from itertools import groupby

from workbook import messages
from workbook.content.loader import load_content
from workbook.content.models import Content, HelpLine
from workbook.pages.outcome import help_line
from workbook.pages.phones import Part, parts_of
from workbook.settings import QUICK_EXIT

PAUSE = "pause"
"""The exercise that every page leads to at once."""


@cache
def header_html(exit_url: str = QUICK_EXIT, base: str = "/") -> str:
    """Return trusted HTML: skip link, pause, quick exit and help by country, of our own files."""
    content = load_content()
    words = {name: escape(text) for name, text in messages.HEADER.items()}
    directory = [line for line in content.help_lines if line.topic == "directory"]
    return (
        f'<a class="skip" href="#main">{words["skip"]}</a>'
        f'<p class="brand">{words["brand"]}</p>'
        f"{_pause(content, base)}"
        f'<a class="quick-exit" data-quick-exit href="{escape(exit_url)}" rel="noreferrer"'
        f' title="{words["exit_hint"]}">{words["exit"]}</a>'
        f'<details class="help" id="help"><summary>{words["help"]}</summary>'
        f'<div class="help-panel"><p class="help-first">{words["danger"]}</p>'
        f"<p>{words['anywhere']}</p>{_lines(directory)}"
        f"{''.join(_country(content, country) for country in content.emergency)}"
        f'<p class="help-exit">{words["exit_limits"]}</p></div></details>'
    )


def _pause(content: Content, base: str) -> str:
    if PAUSE not in (exercise.id for exercise in content.aside):
        return ""
    return (
        f'<a class="pause-link" href="{escape(base)}{PAUSE}" data-exercise="{PAUSE}">'
        f"{escape(messages.HEADER['pause'])}</a>"
    )


def _country(content: Content, country: str) -> str:
    lines = [line for line in content.help_lines if line.country == country]
    number = _called(parts_of(content.emergency[country]))
    emergency = escape(messages.HEADER["emergency"]).format(number=number)
    topics = "".join(
        f"<h3>{escape(messages.TOPICS[topic])}</h3>{_lines(list(group))}"
        for topic, group in groupby(
            sorted(lines, key=lambda line: [*messages.TOPICS].index(line.topic)),
            key=lambda line: line.topic,
        )
    )
    name = escape(country)
    return (
        f'<details data-country="{name}"><summary>{name}</summary>'
        f"<p>{emergency}</p>{topics}</details>"
    )


def _lines(lines: list[HelpLine]) -> str:
    return f"<dl>{''.join(_line(line) for line in lines)}</dl>" if lines else ""


def _line(line: HelpLine) -> str:
    said = help_line(line)
    number = _called(parts_of(line.number_or_channel))
    about = [escape(said[name]) for name in ("hours", "website", "note") if said[name]]
    parts = [f"<strong>{number}</strong>", *about]
    return f"<dt>{escape(said['service'])}</dt><dd>{' · '.join(parts)}</dd>"


def _called(parts: tuple[Part, ...]) -> str:
    """Return the words of a channel, with its numbers as links that dial them."""
    return "".join(
        f'<a href="tel:{part.dials}">{escape(part.text)}</a>' if part.dials else escape(part.text)
        for part in parts
    )
