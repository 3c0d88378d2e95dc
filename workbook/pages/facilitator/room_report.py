"""The report of a room as a file, made of what its facilitators may see at its end."""

from datetime import datetime

from workbook.group.gathering import Sentence
from workbook.group.lead import Led
from workbook.group.room import Bars, Stop
from workbook.guidance.reviewing import in_days
from workbook.report.copies.making import File
from workbook.report.rooms.document import Part, Result, RoomReport, Said
from workbook.report.rooms.making import report_file


def make_report(led: Led, format: str, now: datetime) -> File:
    """Return the report of a room as it stands; `now` is the facilitator's own local time.

    Raises:
        ValueError: there is no such format.
    """
    return report_file(report_of(led, now), format, now)


def report_of(led: Led, now: datetime) -> RoomReport:
    """Return what a room leaves behind: views as they may be seen, and sentences on the wall."""
    told: set[str] = set()
    parts = []
    for stop in led.face.agenda:
        here = frozenset(stop.share) - told  # an exercise that comes twice is told of once
        told |= here
        parts.append(_part(led, stop, here))
    face, joined = led.face, led.seats.joined
    return RoomReport(face.title, in_days(now.date()), tuple(parts), joined, face.rehearsal)


def _part(led: Led, stop: Stop, here: frozenset[str]) -> Part:
    results = tuple(_result(view) for view in led.views if view.prompt in here)
    by_prompt: dict[str, list[Sentence]] = {}
    for sentence in led.on_wall:
        if sentence.prompt in here:
            by_prompt.setdefault(sentence.prompt, []).append(sentence)
    said = (Said(some[0].ask, tuple(one.text for one in some)) for some in by_prompt.values())
    return Part(stop.title, stop.minutes, results, tuple(said))


def _result(view: Bars) -> Result:
    return Result(view.ask, view.number, tuple((bar.label, bar.number) for bar in view.bars))
