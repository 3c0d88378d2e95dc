"""What the facilitator's screen shows of a room: what stays, and what changes.

Numbers of people are here as they are. Of what was shared, there is only what `Led` gives: views
of five or more, and sentences in batches of five or more. Not even how much waits is told.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from workbook.content.models import Content
from workbook.group.codes import show_code
from workbook.group.joining import join_address, qr_modules, shown_address, wall_address
from workbook.group.lead import Led, Sentence
from workbook.group.room import Bars, Face, seconds_left
from workbook.store_rooms_protocol import FRESH_SECONDS, Seats


def room_view(led: Led, content: Content, notes: Sequence[str], base: str | None) -> dict[str, Any]:
    """Return what stays on screen while a room is led.

    Args:
        led: the room.
        content: where the guide of each exercise comes from.
        notes: the facilitator's own notes, by place in the agenda.
        base: the address under which the pages are served; None where there is none.
    """
    face, code = led.face, led.lead.code
    address = join_address(base, code) if base else None
    return {
        "screen": "room",
        "title": face.title,
        "rehearsal": face.rehearsal,
        "code": show_code(code),
        "address": address,
        "shown_address": shown_address(base) if base else None,
        "qr": qr_modules(address) if address else None,
        "wall": wall_address(base, code) if base else None,
        "consent": face.consent,
        "ground_rules": list(face.ground_rules),
        "fresh": FRESH_SECONDS,
        "agenda": [
            {
                "title": stop.title,
                "minutes": stop.minutes,
                "guide": _guide(content, stop.exercise),
                "notes": note,
            }
            for stop, note in zip(face.agenda, chain(notes, repeat("")), strict=False)
        ],
    }


def room_live(led: Led, now: datetime) -> dict[str, Any]:
    """Return what may change while a room is led; `left` are the seconds left as it is sent."""
    face = led.face
    released = {bars.prompt for bars in face.released}
    return {
        "state": face.state,
        "at": face.at,
        "left": seconds_left(face, now) if face.stop else None,
        "until": face.until.isoformat() if face.until else None,
        "numbers": _numbers(led.seats, face),
        "is_enough": led.is_enough,
        "shared": [
            {
                **bars.model_dump(exclude={"bars"}),
                "bars": [bar.model_dump() for bar in bars.bars],
                "released": bars.prompt in released,
            }
            for bars in _in_order(led)
        ],
        "queue": _sentences(led.queue),
        "on_wall": _sentences(led.on_wall),
        "aside": _sentences(led.aside),
        "calls": [{"id": id, "name": call.name, "where": call.where} for id, call in led.calls],
    }


def end_view(led: Led) -> dict[str, Any]:
    """Return what stays on the screen at the end of a meeting."""
    face = led.face
    view = {"title": face.title, "rehearsal": face.rehearsal, "room": led.lead.room}
    return {"screen": "end", "closed": "", **view}


def gone_view(face: Face, closed: str) -> dict[str, Any]:
    """Return the screen in place of a room that was `closed` here, or is "gone"."""
    about = {"title": face.title, "rehearsal": face.rehearsal}
    return {"screen": "end", "closed": closed, "ticks": False, **about}


def is_news(now: dict[str, Any], before: dict[str, Any]) -> bool:
    """Tell whether something else changed than the seconds, which the browser counts itself."""
    if not now.get("until"):
        return now != before
    return {**now, "left": None} != {**before, "left": None}


def _sentences(sentences: Iterable[Sentence]) -> list[dict[str, str]]:
    return [{"id": one.id, "ask": one.ask, "text": one.text} for one in sentences]


def _guide(content: Content, exercise: str) -> dict[str, Any] | None:
    try:
        notes = content.exercise(exercise).facilitator
    except KeyError:  # the room was opened elsewhere, with other exercises
        return None
    return notes.model_dump(mode="json", exclude={"minutes"})


def _numbers(seats: Seats, face: Face) -> dict[str, int | None]:
    """Return how many people came in, are here, and do the present exercise or have done it."""
    at_it = [one for one in seats.here if face.stop and one.item == face.at]
    return {
        "joined": seats.joined,
        "here": sum(one.number for one in seats.here),
        "on_it": sum(one.number for one in at_it if not one.done) if face.stop else None,
        "done": sum(one.number for one in at_it if one.done) if face.stop else None,
    }


def _in_order(led: Led) -> list[Bars]:
    """Return the views in the order of the agenda, those of the present exercise first."""
    stop = led.face.stop

    def elsewhere(bars: Bars) -> bool:
        return not stop or bars.prompt not in stop.share

    return sorted(led.views, key=elsewhere)
