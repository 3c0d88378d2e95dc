"""Scales over the days, with what is marked on its day."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import ScalePrompt
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.charts.frames import Days, answers, lines, rows_by_day, say_day
from workbook.report.charts.marks import marks_of, say_marks
from workbook.report.charts.panels import Scale, paint_days
from workbook.report.charts.picture import Chart, Table

SAYS = messages.CHART


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
    svg = paint_days(scales, marks) if len(rows) > 1 else ""
    return Chart(svg, alt, table, tuple(_notes(scales)) if svg else ())


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
