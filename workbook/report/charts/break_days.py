"""The days of the own break, month by month: what was, never how much is left."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.showing import ChartPrompt
from workbook.guidance.facts import read_facts
from workbook.guidance.rules import break_ends
from workbook.journal import Journal
from workbook.report.charts.canvas import WIDTH, Canvas, canvas
from workbook.report.charts.frames import Days, days_of, noted, say_day
from workbook.report.charts.marks import marks_of, say_marks, style_of
from workbook.report.charts.picture import Chart, Table

SAYS = messages.CHART
IN_A_ROW = 2
CELL, HEAD, KEY = 27, 48, 26
MONTH = WIDTH / IN_A_ROW
WEEKDAYS = "MTWTFSS"

Place = tuple[float, float]


def draw_break(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> Chart | None:
    """Draw the days of the own break until today, with its notes and what is marked.

    Of the months it began and ended in, the other days are there too, pale. None where no break
    has begun.
    """
    facts = read_facts(content, journal, now)
    first, end = facts.get("break_start"), break_ends(facts)
    if first is None or end is None or first > now.date():
        return None
    last = min(end - timedelta(days=1), now.date())
    days = range(first.toordinal(), last.toordinal() + 1)
    ((reference, note),) = prompt.of.items()
    with_note = noted(journal, content.resolve(reference, exercise)[0], now) & {*days}
    marks = {
        name: found[found.index.isin(days)]
        for name, found in marks_of(content, journal, exercise, prompt, now).items()
    }
    alt = [
        SAYS["break"].format(n=len(days), first=say_day(days[0]), last=say_day(days[-1])),
        SAYS["noted"].format(name=note, n=len(with_note)),
        *say_marks(marks),
    ]
    rows = tuple(
        (say_day(day), SAYS["yes"] if day in with_note else "", *_said(marks, day)) for day in days
    )
    svg = _Months(days, with_note, marks, note).paint()
    return Chart(svg, " ".join(alt), Table((SAYS["day"], note, *marks), rows))


def _said(marks: dict[str, Days], day: int) -> Iterator[str]:
    for found in marks.values():
        yield ", ".join(found[found.index == day])


class _Months:
    """Small sheets of months, two in a row."""

    def __init__(
        self, days: range, with_note: frozenset[int], marks: dict[str, Days], note: str
    ) -> None:
        self.days, self.with_note, self.note = days, with_note, note
        self.marks = {name: {*days_of(found)} for name, found in marks.items()}
        self.months = list(_months(date.fromordinal(days[0]), date.fromordinal(days[-1])))

    def paint(self) -> str:
        """Return the picture."""
        rows = [
            self.months[start : start + IN_A_ROW] for start in range(0, len(self.months), IN_A_ROW)
        ]
        heights = [HEAD + CELL * max(map(_weeks, row)) + 12 for row in rows]
        with canvas(sum(heights) + KEY * (2 + sum(map(bool, self.marks.values())))) as on:
            places: dict[int, Place] = {}
            top = 0.0
            for row, height in zip(rows, heights, strict=True):
                for column, month in enumerate(row):
                    places |= _month(on, column * MONTH + 2, top, month)
                top += height
            self._days(on, places)
            self._key(on, top)
            return on.svg()

    def _days(self, on: Canvas, places: dict[int, Place]) -> None:
        """Draw all days; what is marked stands in place of the sign for a note."""
        beyond = [at for day, at in places.items() if day not in self.days]
        on.marks(*_apart(beyond), "o", "line", size=3)
        on.tiles(*_apart(places[day] for day in self.days), CELL - 3)
        marked = frozenset[int]().union(*self.marks.values())
        on.marks(*_apart(places[day] for day in self.with_note - marked), "o", "accent", size=9)
        for number, found in enumerate(self.marks.values()):
            on.marks(*_apart(places[day] for day in found), *style_of(number), size=9)

    def _key(self, on: Canvas, top: float) -> None:
        on.tiles([14], [top + 12], CELL - 6)
        on.text(36, top + 17, SAYS["break_day"])
        on.marks([14], [top + KEY + 12], "o", "accent", size=9)
        on.text(36, top + KEY + 17, self.note)
        y = top + KEY
        for number, name in enumerate(self.marks):
            if not self.marks[name]:
                continue
            y += KEY
            on.marks([14], [y + 12], *style_of(number), size=9)
            on.text(36, y + 17, name)


def _month(on: Canvas, left: float, top: float, month: date) -> dict[int, Place]:
    """Name a month and its weekdays, and return where the middle of each day is."""
    on.text(left + 4, top + 17, f"{month:%B} {month.year}", strong=True)
    for column, letter in enumerate(WEEKDAYS):
        x = left + (column + 0.5) * CELL
        on.text(x, top + 40, letter, colour="soft-ink", align="center")
    places = {}
    for number in range(monthrange(month.year, month.month)[1]):
        week, column = divmod(month.weekday() + number, 7)
        at = (left + (column + 0.5) * CELL, top + HEAD + (week + 0.5) * CELL)
        places[month.toordinal() + number] = at
    return places


def _apart(places: Iterable[Place]) -> tuple[list[float], list[float]]:
    """Part places into those from the left and those from the top, in the order of reading."""
    found = sorted(places, key=lambda place: place[::-1])
    return [x for x, _ in found], [y for _, y in found]


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _weeks(month: date) -> int:
    return -(-(month.weekday() + monthrange(month.year, month.month)[1]) // 7)
