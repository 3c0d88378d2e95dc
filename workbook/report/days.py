"""Scales over the days, with what is marked on its day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import ScalePrompt
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.canvas import WIDTH, Canvas, Colour, canvas
from workbook.report.frames import Days, answers, lines, marked, rows_by_day, say_day
from workbook.report.picture import Chart, Table

SAYS = messages.CHART
LEFT, RIGHT = 30, WIDTH - 8
KEY, PANEL, STRIP, GAP = 23, 100, 26, 20
DAY_LABELS = 4
MANY_DAYS = 120
"""From so many days on, the marks of days are smaller."""
SHAPES: tuple[tuple[str, Colour], ...] = (("o", "accent"), ("s", "warm"), ("D", "ink"))
OF_MARKS: tuple[tuple[str, Colour], ...] = (("x", "ink"), ("^", "soft-ink"), ("d", "edge"))
MARKS_NAMED = 5
"""So many marked days are said one by one; more are counted (our choice)."""


@dataclass(frozen=True)
class Scale:
    """A scale and its values; one of moments stands in the panel of the one before it."""

    name: str
    prompt: ScalePrompt
    values: Days
    beside: "Scale | None" = None


def draw_days(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> Chart | None:
    """Draw scales over the days; None where nothing was noted."""
    scales: list[Scale] = []
    columns: dict[str, Days] = {}
    for reference, name in prompt.of.items():
        owner, asked = content.resolve(reference, exercise)
        assert isinstance(asked, ScalePrompt)
        columns[name] = answers(journal, owner, asked, now)
        scale = Scale(name, asked, columns[name])
        if owner.each_of(asked) == "moment" and scales:
            scales[-1] = replace(scales[-1], beside=scale)
        else:
            scales.append(scale)
    marks = marks_of(content, journal, exercise, prompt, now)
    if not any(map(len, columns.values())):
        return None
    rows = rows_by_day(columns | marks)
    alt = " ".join([*_say_values(columns), *say_marks(marks)])
    table = Table((SAYS["day"], *columns, *marks), rows)
    svg = _paint(scales, marks) if len(rows) > 1 else ""
    return Chart(svg, alt, table, tuple(_notes(scales)) if svg else ())


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
        days = sorted({*found.index})
        if 0 < len(days) <= MARKS_NAMED:
            yield SAYS["marked"].format(name=name, days="; ".join(map(say_day, days)))
        elif days:
            yield SAYS["marked_many"].format(name=name, n=len(days))


def _say_values(columns: dict[str, Days]) -> Iterator[str]:
    for name, values in columns.items():
        if not len(values):
            continue
        several = "days" if values.index.is_unique else "times"
        yield SAYS["value" if len(values) == 1 else several].format(
            name=name,
            n=len(values),
            first=say_day(values.index[0]),
            last=say_day(values.index[-1]),
            low=values.min(),
            high=values.max(),
        )


def _notes(scales: Sequence[Scale]) -> Iterator[str]:
    for scale in scales:
        asked = scale.prompt
        yield SAYS["ends"].format(
            name=scale.name, min=asked.min, max=asked.max, low=asked.low, high=asked.high
        )
    yield SAYS["smoothed" if any(lines(scale.values) for scale in scales) else "no_line"]


def _paint(scales: Sequence[Scale], marks: dict[str, Days]) -> str:
    shown = [scale for scale in scales if len(scale.values) or _is_beside(scale)]
    strips = {name: found for name, found in marks.items() if len(found)}
    keys = sum(1 + _is_beside(scale) for scale in shown) + len(strips)
    height = keys * KEY + len(shown) * (PANEL + GAP) + len(strips) * STRIP + KEY
    span = _Span.over([*(one.values for one in shown), *_beside(shown), *strips.values()])
    with canvas(height) as on:
        y = 0.0
        for number, scale in enumerate(shown):
            y = _panel(on, span, y, scale, number)
        for (name, found), style in zip(strips.items(), OF_MARKS, strict=False):
            y = _strip(on, span, y, name, found, style)
        _label_days(on, span, y + KEY - 8)
        return on.svg()


@dataclass(frozen=True)
class _Span:
    """The days a picture covers, from its left to its right."""

    first: int
    last: int

    @classmethod
    def over(cls, values: Sequence[Days]) -> "_Span":
        days = [day for found in values if len(found) for day in (found.index[0], found.index[-1])]
        return cls(int(min(days)), int(max(days)))

    def at(self, days: Sequence[float]) -> list[float]:
        """Return where days lie from left to right."""
        width = max(1, self.last - self.first)
        return [LEFT + 8 + (day - self.first) / width * (RIGHT - LEFT - 16) for day in days]

    @property
    def size(self) -> float:
        return 6 if self.last - self.first < MANY_DAYS else 3.5


def _panel(on: Canvas, span: _Span, top: float, scale: Scale, number: int) -> float:
    shape, colour = SHAPES[number % len(SHAPES)]
    y = _key(on, top, scale.name, (shape, colour), strong=True)
    if scale.beside and _is_beside(scale):
        y = _key(on, y, scale.beside.name, ("^", colour), hollow=True)
    y += 10
    asked = scale.prompt

    def up(values: Days) -> list[float]:
        return [y + (asked.max - value) / (asked.max - asked.min) * PANEL for value in values]

    for value in (asked.min, (asked.min + asked.max) // 2, asked.max):
        (level,) = up([value])
        on.line((LEFT, RIGHT), (level, level), "line")
        on.text(LEFT - 8, level + 5, str(value), colour="soft-ink", align="right")
    for line, part in zip(lines(scale.values), count(1), strict=False):
        dashes = None if number == 0 else (4.0, 1.5)
        name = f"line-{number}-{part}"
        on.line(span.at(line.index), up(line), colour, width=2.5, dashes=dashes, name=name)
    on.marks(span.at(scale.values.index), up(scale.values), shape, colour, size=span.size)
    if scale.beside:
        beside = scale.beside.values
        on.marks(span.at(beside.index), up(beside), "^", colour, size=span.size + 3, hollow=True)
    return y + PANEL + GAP - 10


def _strip(
    on: Canvas, span: _Span, top: float, name: str, found: Days, style: tuple[str, Colour]
) -> float:
    y = _key(on, top, name, style, strong=True)
    level = y + 10
    on.line((LEFT, RIGHT), (level, level), "line")
    days = sorted({*found.index})
    on.marks(span.at(days), [level] * len(days), *style, size=span.size + 2)
    return y + STRIP


def _key(
    on: Canvas,
    top: float,
    name: str,
    style: tuple[str, Colour],
    *,
    strong: bool = False,
    hollow: bool = False,
) -> float:
    """Name a mark beside the mark itself, and return where this line of the key ends."""
    on.marks([LEFT + 8], [top + 12], *style, size=8, hollow=hollow)
    on.text(LEFT + 22, top + 17, name, strong=strong)
    return top + KEY


def _label_days(on: Canvas, span: _Span, y: float) -> None:
    days = span.last - span.first
    steps = min(DAY_LABELS - 1, days)
    one_year = date.fromordinal(span.first).year == date.fromordinal(span.last).year
    for step in range(steps + 1):
        day = span.first + round(days * step / max(1, steps))
        (x,) = span.at([day])
        align = "left" if step == 0 else "right" if step == steps else "center"
        on.text(x, y, _in_short(day, with_year=not one_year), colour="soft-ink", align=align)


def _in_short(day: int, *, with_year: bool) -> str:
    when = date.fromordinal(day)
    return f"{when:%b} {when.year}" if with_year else f"{when.day} {when:%b}"


def _is_beside(scale: Scale) -> bool:
    return scale.beside is not None and len(scale.beside.values) > 0


def _beside(scales: Sequence[Scale]) -> Iterator[Days]:
    return (scale.beside.values for scale in scales if scale.beside)
