"""What is marked on its day, such as a slip."""

from collections.abc import Iterator
from datetime import datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.charts.canvas import Colour
from workbook.report.charts.frames import Days, days_of, marked, say_day

SAYS = messages.CHART
NAMED = 5
"""So many marked days are said one by one; more are counted (our choice)."""
STYLES: tuple[tuple[str, Colour], ...] = (("x", "ink"), ("^", "soft-ink"), ("d", "edge"))
"""The shape and the colour of each kind of mark."""


def style_of(number: int) -> tuple[str, Colour]:
    """Return the style of the first, the second, … kind of mark, counted from 0."""
    return STYLES[number % len(STYLES)]


def marks_of(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> dict[str, Days]:
    """Return what is marked, by the name of its mark."""
    return {
        mark.name: marked(journal, *content.resolve(reference, exercise), mark, now)
        for reference, mark in prompt.marks.items()
    }


def say_marks(marks: dict[str, Days]) -> Iterator[str]:
    """Yield a sentence for each kind of mark that there is."""
    for name, found in marks.items():
        days = sorted({*days_of(found)})
        if 0 < len(days) <= NAMED:
            yield SAYS["marked"].format(name=name, days="; ".join(map(say_day, days)))
        elif days:
            yield SAYS["marked_many"].format(name=name, n=len(days))
