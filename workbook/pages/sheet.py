"""The open sheet of a step that is answered anew: which one it is, and the ways to others."""

from datetime import date, datetime, timedelta
from typing import Any

from workbook import messages
from workbook.content.models import Each
from workbook.guidance.reviewing import sheet_in_words
from workbook.guidance.sheets import begun, is_open, sheet_at, time_of
from workbook.pages.place import Place

APART = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


def sheet_view(place: Place) -> dict[str, Any] | None:
    """Return the sheet of this step in words, or None where the step has none."""
    each, sheet = place.step.each, place.sheet
    if each is None:
        return None
    before, after = _moments(place) if each == "moment" else _days(place, each)
    fresh = sheet_at("moment", place.now) if each == "moment" and _is_written(place) else ""
    return {
        "sheet": sheet,
        "current": sheet == sheet_at(each, place.now),
        "label": name_sheet(place, each, sheet),
        "note": _day_of_break(place) if each == "day" else "",
        "ways": [
            {"sheet": other, "label": label}
            for other, label in (
                (before, messages.SHEET_BEFORE[each]),
                (after, messages.SHEET_AFTER[each]),
                (fresh, messages.NEW_SHEET),
            )
            if other
        ],
    }


def name_sheet(place: Place, each: Each, sheet: str) -> str:
    """Name a sheet by its day, its week or its time, as the participant's own clock has it."""
    return sheet_in_words(each, sheet, place.now.tzinfo)


def _days(place: Place, each: Each) -> tuple[str, str]:
    time = time_of(each, place.sheet)
    before, after = (sheet_at(each, _noon(time, way * APART[each])) for way in (-1, +1))
    return before, after if is_open(each, after, place.now) else ""


def _noon(day: date, apart: timedelta) -> datetime:
    return datetime(day.year, day.month, day.day, 12) + apart


def _moments(place: Place) -> tuple[str, str]:
    sheets = begun(place.journal, place.exercise, "moment")
    before = [sheet for sheet in sheets if sheet < place.sheet]
    after = [sheet for sheet in sheets if sheet > place.sheet]
    return before[-1] if before else "", after[0] if after else ""


def _is_written(place: Place) -> bool:
    return place.sheet in begun(place.journal, place.exercise, "moment")


def _day_of_break(place: Place) -> str:
    start = place.facts.get("break_start")
    day = date.fromisoformat(place.sheet)
    if start is None or day < start:
        return ""
    return messages.DAY_OF_BREAK.format(number=(day - start).days + 1)
