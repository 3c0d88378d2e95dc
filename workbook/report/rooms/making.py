"""The files of a room's report."""

from datetime import datetime

from workbook.report.copies.making import File, file_of
from workbook.report.rooms.document import RoomReport
from workbook.report.rooms.page import report_html
from workbook.report.rooms.table import report_csv

FORMATS = ("html", "csv")


def report_file(report: RoomReport, format: str, now: datetime) -> File:
    """Return a report as a file; `now` is the facilitator's own local time, of which the day shows.

    Raises:
        ValueError: there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f'format is "{format}"; allowed: {", ".join(FORMATS)}.')
    if format == "csv":
        return file_of(now, "csv", "text/csv", report_csv(report))
    return file_of(now, "html", "text/html", report_html(report).encode())
