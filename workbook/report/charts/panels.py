"""Panels of scales over one row of days, each scale with a shape of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.content.prompts import ScalePrompt
from workbook.report.charts.canvas import WIDTH, Canvas, Colour, canvas
from workbook.report.charts.frames import Days, days_of, lines
from workbook.report.charts.marks import style_of

LEFT, RIGHT = 30, WIDTH - 28
KEY, PANEL, STRIP, GAP = 23, 100, 26, 20
DAY_LABELS = 4
MANY_DAYS = 120
"""From so many days on, the marks of days are smaller."""
SHAPES: tuple[tuple[str, Colour], ...] = (("o", "accent"), ("s", "warm"), ("D", "ink"))


@dataclass(frozen=True)
class Scale:
    """A scale and its values; one of moments stands in the panel of the one before it."""

    name: str
    prompt: ScalePrompt
    values: Days
    beside: "Scale | None" = None


def paint_days(scales: Sequence[Scale], marks: dict[str, Days]) -> str:
    """Return the picture of scales, and of what is marked below them."""
    shown = [scale for scale in scales if len(scale.values) or _is_beside(scale)]
    strips = {name: found for name, found in marks.items() if len(found)}
    keys = sum(1 + _is_beside(scale) for scale in shown) + len(strips)
    height = keys * KEY + len(shown) * (PANEL + GAP) + len(strips) * STRIP + KEY
    span = _Span.over([*(one.values for one in shown), *_beside(shown), *strips.values()])
    with canvas(height) as on:
        y = 0.0
        for number, scale in enumerate(shown):
            y = _panel(on, span, y, scale, number)
        for number, (name, found) in enumerate(marks.items()):
            if name in strips:
                y = _strip(on, span, y, name, found, style_of(number))
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
        return [LEFT + 10 + (day - self.first) / width * (RIGHT - LEFT - 20) for day in days]

    @property
    def is_dense(self) -> bool:
        """Whether the marks of days have to be small."""
        return self.last - self.first >= MANY_DAYS

    @property
    def size(self) -> float:
        return 3 if self.is_dense else 7.5


def _panel(on: Canvas, span: _Span, top: float, scale: Scale, number: int) -> float:
    shape, colour = SHAPES[number % len(SHAPES)]
    y = _key(on, top, scale.name, (shape, colour), strong=True)
    if scale.beside and _is_beside(scale):
        y = _key(on, y, scale.beside.name, ("^", colour), hollow=True)
    y += 10
    asked = scale.prompt

    def up(values: Iterable[float]) -> list[float]:
        return [y + (asked.max - value) / (asked.max - asked.min) * PANEL for value in values]

    for value in (asked.min, (asked.min + asked.max) // 2, asked.max):
        (level,) = up([value])
        on.line((LEFT, RIGHT), (level, level), "line")
        on.text(LEFT - 8, level + 5, str(value), colour="soft-ink", align="right")
    days = span.at(days_of(scale.values)), up(scale.values)
    if span.is_dense:  # the line is what can be followed then, so it lies on top
        on.marks(*days, shape, colour, size=span.size, apart=False)
    for part, line in enumerate(lines(scale.values)):
        dashes = (4.0, 1.5) if number else None
        name = f"line-{number}-{part}"
        on.line(span.at(days_of(line)), up(line), colour, width=2, dashes=dashes, name=name)
    if not span.is_dense:
        on.marks(*days, shape, colour, size=span.size)
    if scale.beside:
        beside = scale.beside.values
        on.marks(
            span.at(days_of(beside)), up(beside), "^", colour, size=max(8, span.size), hollow=True
        )
    return y + PANEL + GAP - 10


def _strip(
    on: Canvas, span: _Span, top: float, name: str, found: Days, style: tuple[str, Colour]
) -> float:
    y = _key(on, top, name, style, strong=True)
    level = y + 10
    on.line((LEFT, RIGHT), (level, level), "line")
    days = sorted({*days_of(found)})
    on.marks(span.at(days), [level] * len(days), *style, size=max(7, span.size))
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
        said = _in_short(day, with_year=not one_year)
        on.text(x, y, said, colour="soft-ink", align="center")


def _in_short(day: int, *, with_year: bool) -> str:
    when = date.fromordinal(day)
    return f"{when:%b} {when.year}" if with_year else f"{when.day} {when:%b}"


def _is_beside(scale: Scale) -> bool:
    return scale.beside is not None and len(scale.beside.values) > 0


def _beside(scales: Sequence[Scale]) -> Iterator[Days]:
    return (scale.beside.values for scale in scales if scale.beside)
