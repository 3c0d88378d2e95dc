"""Charts of earlier answers: which kind of picture is drawn by what."""

from collections.abc import Callable
from datetime import datetime

from workbook.content.models import Content, Exercise
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.charts.break_days import draw_break
from workbook.report.charts.days import draw_days
from workbook.report.charts.picture import Chart, Table
from workbook.report.charts.pies import draw_pies
from workbook.report.charts.weeks import draw_weeks

__all__ = ["Chart", "Table", "draw_chart"]

Draw = Callable[[Content, Journal, Exercise, ChartPrompt, datetime], Chart | None]
DRAWS: dict[str, Draw] = {
    "days": draw_days,
    "calendar": draw_break,
    "pie": draw_pies,
    "weeks": draw_weeks,
}


def draw_chart(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> Chart | None:
    """Draw earlier answers, or return None where there are none yet.

    `now` is the participant's own local time: days are as their clock has them. Equal answers give
    equal bytes.
    """
    return DRAWS[prompt.draws](content, journal, exercise, prompt, now)
