"""The report of a room as a file, made of what its facilitators may see at its end."""

from datetime import datetime

from workbook.group.gathering import Sentence
from workbook.group.lead import Led
from workbook.group.report_data import ReportStop, report_data
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
    data = report_data(led, now.date())
    parts = tuple(_part(stop) for stop in data.stops)
    return RoomReport(data.title, in_days(data.day), parts, data.joined, data.rehearsal)


def _part(stop: ReportStop) -> Part:
    results = tuple(
        Result(view.ask, view.number, tuple((bar.label, bar.number) for bar in view.bars))
        for view in stop.views
    )
    by_prompt: dict[str, list[Sentence]] = {}
    for sentence in stop.sentences:
        by_prompt.setdefault(sentence.prompt, []).append(sentence)
    said = (Said(some[0].ask, tuple(one.text for one in some)) for some in by_prompt.values())
    return Part(stop.title, stop.minutes, results, tuple(said))
