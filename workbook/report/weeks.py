"""A choice of each week, as boxes that are full, half full or empty."""

from datetime import date, datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import ChoicePrompt
from workbook.content.showing import ChartPrompt
from workbook.journal import Journal
from workbook.report.canvas import Canvas, canvas
from workbook.report.frames import Days, answers, say_day
from workbook.report.picture import Chart, Table

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
    counts = chosen.value_counts().reindex(list(says), fill_value=0)
    first, last = say_day(chosen.index[0]), say_day(chosen.index[-1])
    said = SAYS["week" if len(chosen) == 1 else "weeks"]
    alt = said.format(
        name=name,
        n=len(chosen),
        first=first,
        last=last,
        counts=", ".join(f"{says[one]}: {n}" for one, n in counts.items() if n),
    )
    rows = tuple((say_day(week), says[value]) for week, value in chosen.items())
    svg = _paint(chosen, says) if len(chosen) > 1 else ""
    return Chart(svg, alt, Table((SAYS["week_of"], name), rows))


def _paint(chosen: Days, says: dict[str, str]) -> str:
    weeks = range(chosen.index[0], chosen.index[-1] + 1, 7)
    rows = [weeks[start : start + IN_A_ROW] for start in range(0, len(weeks), IN_A_ROW)]
    levels = {one: 1 - number / max(1, len(says) - 1) for number, one in enumerate(says)}
    values = dict(chosen.items())
    unsaid = len(values) < len(weeks)
    with canvas(CELL * len(rows) + KEY * (len(says) + unsaid) + 14) as on:
        for number, row in enumerate(rows):
            when = date.fromordinal(row[0])
            on.text(0, number * CELL + 25, f"{when.day} {when:%b}", colour="soft-ink")
            for column, week in enumerate(row):
                corner = (LEFT + column * CELL, number * CELL + 6)
                _box(on, corner, levels.get(values.get(week, "")))
        top = len(rows) * CELL + 14
        words = [*((levels[one], say) for one, say in says.items())]
        for number, (level, say) in enumerate([*words, *([(None, SAYS["no_note"])] if unsaid else [])]):
            _box(on, (0, top + number * KEY), level, size=20)
            on.text(32, top + number * KEY + 16, say)
        return on.svg()


def _box(on: Canvas, corner: tuple[float, float], level: float | None, size: float = BOX) -> None:
    """Draw a box that is filled up to a level; dotted where there is no note."""
    x, y = corner
    if level:
        on.box((x, y + size * (1 - level)), (size, size * level), fill="accent")
    edge = "edge" if level is None else "accent"
    on.box(corner, (size, size), edge=edge, dotted=level is None)
