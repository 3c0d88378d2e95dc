"""What the report on a room tells: sums of five and more, and the sentences that were shown."""

from dataclasses import dataclass
from datetime import date

from workbook.group.lead import Led, Sentence
from workbook.group.room import Bars


@dataclass(frozen=True)
class ReportStop:
    """One exercise of the agenda, with what the group shared of it."""

    title: str
    minutes: int
    views: tuple[Bars, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ReportData:
    """A room at its end; `joined` is how many seats were ever taken. No names, and no times."""

    title: str
    day: date
    rehearsal: bool
    joined: int
    stops: tuple[ReportStop, ...]


def report_data(led: Led, day: date) -> ReportData:
    """Gather what may be told of a room: views as they can be seen now, sentences on the wall."""
    told: set[str] = set()
    stops = []
    for stop in led.face.agenda:
        here = frozenset(stop.share) - told  # an exercise that comes twice is told of once
        told |= here
        views = tuple(view for view in led.views if view.prompt in here)
        sentences = tuple(one for one in led.on_wall if one.prompt in here)
        stops.append(ReportStop(stop.title, stop.minutes, views, sentences))
    joined, rehearsal = led.seats.joined, led.face.rehearsal
    return ReportData(led.face.title, day, rehearsal, joined, tuple(stops))
