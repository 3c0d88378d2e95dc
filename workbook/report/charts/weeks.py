"""A choice of each week, as boxes that are full, half full or empty."""

from collections.abc import Iterator
from datetime import date, datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import ChoicePrompt
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.charts.canvas import Canvas, canvas
from workbook.report.charts.frames import answers, days_of, say_day
from workbook.report.charts.picture import Chart, Table

SAYS = messages.CHART
IN_A_ROW = 8
LEFT, CELL, KEY = 76, 40, 28
BOX = 28


def draw_weeks(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> Chart | None:
    """Draw what was chosen week by week, from the first noted one to the last; None without any."""
    ((reference, name),) = prompt.of.items()
    owner, asked = content.resolve(reference, exercise)
    assert isinstance(asked, ChoicePrompt)
    chosen = answers(journal, owner, asked, now)
    if not len(chosen):
        return None
    says = {choice.id: choice.say for choice in asked.choices}
    weeks = {week: str(value) for week, value in zip(days_of(chosen), chosen, strict=True)}
    counts = chosen.value_counts().reindex(list(says), fill_value=0)
    said = SAYS["week" if len(weeks) == 1 else "weeks"]
    alt = said.format(
        name=name,
        n=len(weeks),
        first=say_day(min(weeks)),
        last=say_day(max(weeks)),
        counts=", ".join(f"{say}: {counts[one]}" for one, say in says.items() if counts[one]),
    )
    rows = tuple((say_day(week), says[value]) for week, value in weeks.items())
    svg = _paint(weeks, says) if len(weeks) > 1 else ""
    return Chart(svg, alt, Table((SAYS["week_of"], name), rows))


def _paint(weeks: dict[int, str], says: dict[str, str]) -> str:
    levels = {one: 1 - number / (len(says) - 1) for number, one in enumerate(says)}
    rows = list(_rows(weeks))
    key: list[tuple[float | None, str]] = [(levels[one], say) for one, say in says.items()]
    if sum(map(len, rows)) > len(weeks):
        key.append((None, SAYS["no_note"]))
    with canvas(CELL * len(rows) + KEY * len(key) + 14) as on:
        for number, row in enumerate(rows):
            when = date.fromordinal(row[0])
            on.text(0, number * CELL + 25, f"{when.day} {when:%b}", colour="soft-ink")
            for column, week in enumerate(row):
                corner = (LEFT + column * CELL, number * CELL + 6)
                _box(on, corner, levels[weeks[week]] if week in weeks else None)
        top = len(rows) * CELL + 14
        for number, (level, say) in enumerate(key):
            _box(on, (1, top + number * KEY), level, size=20)
            on.text(32, top + number * KEY + 16, say)
        return on.svg()


def _rows(weeks: dict[int, str]) -> Iterator[range]:
    """Yield the weeks from the first to the last in rows; one without any note is left out."""
    for first in range(min(weeks), max(weeks) + 1, 7 * IN_A_ROW):
        row = range(first, min(first + 7 * IN_A_ROW, max(weeks) + 1), 7)
        if any(week in weeks for week in row):
            yield row


def _box(on: Canvas, corner: tuple[float, float], level: float | None, size: float = BOX) -> None:
    """Draw a box that is filled up to a level; dotted where there is no note."""
    x, y = corner
    if level:
        on.box((x, y + size * (1 - level)), (size, size * level), fill="accent")
    on.box(corner, (size, size), edge="edge" if level is None else "accent", dotted=level is None)
