"""The report of a room as a table for spreadsheets."""

from collections.abc import Iterator

from workbook.report.csv_file import write_csv
from workbook.report.rooms.document import RoomReport
from workbook.report.rooms.page import titled

COLUMNS = ("session", "day", "kind", "exercise", "question", "answer", "number", "of")


def report_csv(report: RoomReport) -> bytes:
    """Return one row for each answer to a prompt, with how many gave it, then the sentences."""
    return write_csv(COLUMNS, _rows(report))


def _rows(report: RoomReport) -> Iterator[list[str]]:
    start = [titled(report), report.day]
    for part in report.parts:
        for result in part.results:
            for answer, number in result.answers:
                people = [str(number), str(result.people)]
                yield [*start, "answer", part.title, result.ask, answer, *people]
    for part in report.parts:
        for said in part.said:
            for sentence in said.sentences:
                yield [*start, "sentence", part.title, said.ask, sentence, "", ""]
