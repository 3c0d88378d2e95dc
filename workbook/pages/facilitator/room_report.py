"""The report of a room as a file, made of what its facilitators may see at its end."""

from collections.abc import Iterable, Iterator
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

    In it is what was added up and may be seen, and the sentences that are on the wall.

    Raises:
        ValueError: there is no such format.
    """
    return report_file(report_of(led, now), format, now)


def report_of(led: Led, now: datetime) -> RoomReport:
    """Return what a room leaves behind."""
    parts = _parts(led.face.agenda, led.views, led.on_wall)
    return RoomReport(led.face.title, in_days(now), tuple(parts), led.face.rehearsal)


def _parts(
    agenda: Iterable[Stop], views: Iterable[Bars], on_wall: Iterable[Sentence]
) -> Iterator[Part]:
    """Return the exercises in order; one that is done twice has its answers the first time."""
    results = {view.prompt: _result(view) for view in views}
    said: dict[str, list[Sentence]] = {}
    for sentence in on_wall:
        said.setdefault(sentence.prompt, []).append(sentence)
    for stop in agenda:
        shared = tuple(results.pop(name) for name in stop.share if name in results)
        words = tuple(_said(said.pop(name)) for name in stop.share if name in said)
        yield Part(stop.title, stop.minutes, shared, words)


def _result(view: Bars) -> Result:
    return Result(view.ask, view.number, tuple((bar.label, bar.number) for bar in view.bars))


def _said(sentences: list[Sentence]) -> Said:
    return Said(sentences[0].ask, tuple(one.text for one in sentences))
