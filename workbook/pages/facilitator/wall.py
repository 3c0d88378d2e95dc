"""The wall: what a projector shows of a room. It takes no seat and needs no more than the code."""

from datetime import UTC, datetime
from time import monotonic
from typing import Any

from workbook import messages
from workbook.errors import StoreUnavailable
from workbook.group.codes import read_code, show_code
from workbook.group.counting import by_prompt
from workbook.group.joining import join_address, qr_modules, shown_address
from workbook.group.room import Bars, Face, is_gone, seconds_left
from workbook.group.seat import RoomView, Ticket, find_ticket, look
from workbook.guidance.reviewing import in_days
from workbook.pages.facilitator.screen import Desk, Message, Screen

SAY = messages.WALL_SAYS
TELL_TIME_EACH = 10
"""Seconds; between them the browser counts by its own clock."""


class Wall(Screen):
    """Shows a room by its code, looks at it again each second, and remembers what it saw last."""

    name = "wall"
    needs_office = False
    ticks = True
    words = messages.WALL

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.does = {"wall_open": self._typed}
        self._code = ""
        self._ticket: Ticket | None = None
        self._seen: RoomView | None = None
        self._said = ""
        self._lost = False
        self._told_at = 0.0

    def open(self, at: Message) -> bool:
        """Go to the room of a code; where there is none, the screen says so and asks for one."""
        typed = str(at.get("code") or "")
        if self._seen is None or read_code(typed) != self._code:
            self._find(typed)
        return True

    @property
    def at(self) -> Message:
        """The code, which the address holds as well."""
        return {"code": self._code}

    def view(self) -> Message:
        """Return what stays: the room's title, its code and address, and its agenda for paper."""
        if self._seen is None:
            said = SAY["unreachable"] if self._ticket else self._said
            return {"room": None, "said": said, "gone": said == SAY["gone"]}
        face, base = self._seen.face, self.desk.address
        room = {
            "title": face.title,
            "rehearsal": face.rehearsal,
            "code": show_code(self._code),
            "plain_code": self._code,
            "address": shown_address(base) if base else None,
            "qr": qr_modules(join_address(base, self._code)) if base else None,
            "day": in_days(self.desk.now()),
            "agenda": [{"title": stop.title, "minutes": stop.minutes} for stop in face.agenda],
        }
        return {"room": room}

    def live(self) -> Message:
        """Return what changes; `left` are the seconds that are left at this moment."""
        if self._seen is None:
            return {"room": None}
        face = self._seen.face
        stop = face.stop
        now = {"title": stop.title, "minutes": stop.minutes, "at": face.at} if stop else None
        room = {
            "state": face.state,
            "here": self._seen.here,
            "now": now,
            "left": seconds_left(face, datetime.now(UTC)) if stop else None,
            "results": _results(face),
            "said": by_prompt(self.desk.content, self._seen.said),
        }
        self._told_at = monotonic()
        return {"room": room, **({"notice": SAY["lost"]} if self._lost else {})}

    def tick(self) -> bool:
        """Look at the room again; tell whether it has changed, or the time should be told anew."""
        had, before = self._seen is not None, self._told()
        self._look()
        if had != (self._seen is not None):
            self.desk.show()
            return False
        return self._told() != before or monotonic() - self._told_at > TELL_TIME_EACH

    def _typed(self, message: Message) -> None:
        self._find(str(message.get("code") or ""))
        self.desk.show()

    def _find(self, typed: str) -> None:
        self._code, self._ticket, self._seen = "", None, None
        self._said, self._lost = SAY["wrong_code"] if typed else "", False
        code = read_code(typed)
        if not code:
            return
        try:
            ticket = find_ticket(self.desk.rooms, code)
        except StoreUnavailable as error:
            self._said = SAY["slow" if error.reason == "slow" else "unreachable"]
            return
        if ticket:
            self._code, self._ticket, self._said = code, ticket, ""
            self._look()

    def _look(self) -> None:
        if not self._ticket:
            return
        try:
            seen = look(self.desk.rooms, self._ticket, self._seen)
        except StoreUnavailable:
            self._lost = True  # what was shown last stays
            return
        self._lost = False
        if seen is None or is_gone(seen.face, datetime.now(UTC)):
            self._ticket, seen, self._said = None, None, SAY["gone"]
        self._seen = seen

    def _told(self) -> Any:
        seen = self._seen
        return seen and (seen.version, seen.here, seen.said, self._lost)


def _results(face: Face) -> list[dict[str, Any]]:
    """Return the released numbers, those of the present exercise first."""
    here = face.stop.exercise if face.stop else ""

    def elsewhere(bars: Bars) -> bool:
        return bars.prompt.partition(".")[0] != here

    return [bars.model_dump() for bars in sorted(face.released, key=elsewhere)]
