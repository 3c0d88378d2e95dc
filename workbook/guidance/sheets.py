"""Sheets: what is answered anew each day, each week or each time has one for each."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo

from workbook.content.models import Each, Exercise
from workbook.content.prompts import Prompt
from workbook.journal import Journal

Sheets = Mapping[Each, str]
"""The sheet that is open, for each way of answering anew."""
STILL_THE_SAME = timedelta(hours=1)
"""So long a moment goes on, so that a reload does not begin another one (our choice)."""
FIRST_YEAR = 1970
"""No clock says an earlier one, and the first day of the calendar has none before it."""


def sheet_at(each: Each, now: datetime) -> str:
    """Name the sheet of a time: a local day, the Monday of its week, or the moment in UTC."""
    if each == "moment":
        return f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    day = now.date()
    return (day if each == "day" else day - timedelta(days=day.weekday())).isoformat()


def time_of(each: Each, sheet: str) -> datetime | date:
    """Return the day of a sheet, or of a moment its time in UTC.

    Raises:
        ValueError: it is the name of no such sheet.
    """
    if each == "moment":
        return datetime.strptime(sheet, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return date.fromisoformat(sheet)


def local_time(each: Each, sheet: str, zone: tzinfo | None) -> datetime | date:
    """Return the day of a sheet, or of a moment its time by a clock in the time zone.

    Raises:
        ValueError: it is the name of no such sheet, or of one outside the calendar.
    """
    time = time_of(each, sheet)
    try:
        return time.astimezone(zone) if isinstance(time, datetime) else time
    except OverflowError:
        raise ValueError("No calendar has this time.") from None


def known_time(each: Each, sheet: str, zone: tzinfo | None) -> datetime | date | None:
    """Return the local time of a sheet; None where a name from elsewhere is that of none."""
    try:
        return local_time(each, sheet, zone)
    except ValueError:
        return None


def is_open(each: Each, sheet: str, now: datetime) -> bool:
    """Tell whether there may be such a sheet, by its one name; the future has none yet."""
    try:
        time = time_of(each, sheet)
    except ValueError:
        return False
    at = time if isinstance(time, datetime) else datetime(time.year, time.month, time.day)
    if sheet_at(each, at) != sheet or time.year < FIRST_YEAR:
        return False
    if isinstance(time, datetime):
        return time <= now + timedelta(minutes=5)  # two clocks are never quite the same
    return time <= now.date()


def written(journal: Journal, exercise: Exercise, prompt: Prompt) -> tuple[str, ...]:
    """Return the sheets on which a prompt has an answer, oldest first."""
    return journal.filled(exercise.id, prompt.id)


def begun(journal: Journal, exercise: Exercise, each: Each) -> tuple[str, ...]:
    """Return the sheets on which anything was answered, oldest first."""
    found = {
        sheet
        for prompt in exercise.prompts
        if exercise.each_of(prompt) == each
        for sheet in written(journal, exercise, prompt)
    }
    return tuple(sorted(found))


def open_sheets(journal: Journal, exercise: Exercise, now: datetime) -> dict[Each, str]:
    """Return the sheets that are open when somebody comes to an exercise."""
    moments = begun(journal, exercise, "moment")
    now_open = {each: sheet_at(each, now) for each in ("day", "week", "moment")}
    if moments and now - time_of_moment(moments[-1]) < STILL_THE_SAME:
        now_open["moment"] = moments[-1]
    return now_open  # type: ignore[return-value]


def time_of_moment(sheet: str) -> datetime:
    """Return the time of a moment in UTC."""
    found = time_of("moment", sheet)
    assert isinstance(found, datetime)
    return found


def row_of(
    journal: Journal, exercise: Exercise, prompt: Prompt, sheets: Sheets | None = None
) -> str:
    """Return the row that holds a prompt's answer: its open sheet, else the latest written one."""
    each = exercise.each_of(prompt)
    if each is None:
        return ""
    if sheets is not None:
        return sheets[each]
    return next(reversed(written(journal, exercise, prompt)), "")
