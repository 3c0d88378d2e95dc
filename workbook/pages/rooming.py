"""What a participant's page does in the room of a group: come in, go along, share, call, leave."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Protocol

from anywidget import AnyWidget

from workbook import messages
from workbook.content.prompts import Prompt
from workbook.content.showing import RoomPrompt
from workbook.errors import AnswerProblem, StoreUnavailable
from workbook.group.codes import JOIN, read_code, show_code
from workbook.group.room import is_gone
from workbook.group.seat import RoomView, Ticket, find_ticket, look, sit
from workbook.guidance.progress import SEAT
from workbook.pages import seat
from workbook.pages.giving import Giving, follow_call
from workbook.pages.keeping import Keeping
from workbook.pages.place import Place
from workbook.pages.room_views import (
    GONE,
    agenda_view,
    call_view,
    consent_view,
    room_view,
    share_view,
    way_to_share,
    where_in_agenda,
)
from workbook.pages.ticking import Ticker
from workbook.pages.ways import Way
from workbook.store_rooms_protocol import Rooms
from workbook.widgets import Room as Step

Message = dict[str, Any]


class Screen(Protocol):
    """What is needed of the page."""

    def say(self, say: str, **content: Any) -> None:
        """Send a message to the browser."""

    def update(self) -> None:
        """Send what may have changed on the present screen."""


class Rooming:
    """Answers the messages about the room one is in; `does` has one function for each."""

    def __init__(self, keeping: Keeping, screen: Screen, rooms: Rooms | None = None) -> None:
        self.does: dict[str, Callable[[Message], None]] = {
            "room_join": self._join,
            "room_agree": self._agree,
            "room_here": self._here,
            "room_follow": self._follow,
            "room_pass": self._pass,
            "room_leave": self._leave,
            "room_share": self._share,
            "room_withdraw": self._withdraw,
            "room_call": self._call,
            "room_uncall": self._uncall,
        }
        self._visit = keeping.visit
        self._screen = screen
        self._store = rooms
        self._steps: list[tuple[RoomPrompt, Step]] = []
        self._code = ""
        self._asked: tuple[Ticket, RoomView] | None = None
        self._seen: tuple[Ticket, RoomView] | None = None
        self._left: Ticket | None = None
        self._placed: tuple[int, bool] | None = None
        self._away = self._gone = False
        self._ticker = Ticker(self._tick)

    def begin(self) -> None:
        """Take up the seat that the journal holds."""
        if self._ticket:
            self._ticker.wake()
            self._look()

    def take_code(self, message: Message) -> None:
        """Take the code of a room out of the address that led here."""
        step = message.get("step")
        if message.get("exercise") == JOIN and isinstance(step, str):
            self._code = read_code(step) or self._code

    def lay_out(self, prompts: Sequence[Prompt], widgets: Sequence[AnyWidget]) -> None:
        """Take up the steps of a screen that are about the room."""
        self._steps = [
            (prompt, widget)
            for prompt, widget in zip(prompts, widgets, strict=True)
            if isinstance(prompt, RoomPrompt) and isinstance(widget, Step)
        ]

    def show(self, place: Place, read_only: bool) -> dict[str, Any] | None:
        """Show the steps as they are now; return what the bar on every page says, None: nothing.

        Whoever looks at the example is not in a room there.
        """
        if not read_only:
            if self._ticket and not (self._room or self._away):
                self._look()  # the seat came with a journal that was just opened
            self._sit()
        room = None if read_only else self._bar(place)
        for prompt, widget in self._steps:
            widget.value = {"stage": "example"} if read_only else self._value(prompt, place, room)
        return room

    def way_to_share(self, place: Place) -> Way | None:
        """Return the way to share something of the exercise that was just done."""
        return way_to_share(place, self._room.face) if self._room else None

    @property
    def _ticket(self) -> Ticket | None:
        ticket = seat.ticket_of(self._visit.journal)
        return None if ticket == self._left else ticket

    @property
    def _room(self) -> RoomView | None:
        return self._seen[1] if self._seen and self._seen[0] == self._ticket else None

    @property
    def _hands(self) -> Giving | None:
        ticket, room = self._ticket, self._room
        return Giving(self._visit, self._rooms(), ticket, room.face) if ticket and room else None

    def _rooms(self) -> Rooms:
        if self._store is None:
            raise StoreUnavailable("other")
        return self._store

    def _bar(self, place: Place) -> dict[str, Any] | None:
        if self._gone:
            return GONE
        return room_view(place, self._room, self._away, _now()) if self._ticket else None

    def _value(
        self, prompt: RoomPrompt, place: Place, room: dict[str, Any] | None
    ) -> dict[str, Any]:
        face = self._room.face if self._room else None
        if prompt.does == "call":
            return call_view(place, bool(self._ticket))
        if prompt.does == "share":
            return share_view(place, face) if face else {"in": bool(self._ticket), "groups": []}
        if self._ticket:
            return {"stage": "in", "agenda": agenda_view(face) if face else [], **(room or {})}
        if self._asked:
            return {"stage": "consent", **consent_view(self._asked[1])}
        return {"stage": "code", "code": show_code(self._code) if self._code else ""}

    def _tick(self) -> None:
        if self._left and seat.ticket_of(self._visit.journal) == self._left:
            self._burn_seat()
        if self._look():
            self._screen.update()

    def _look(self) -> bool:
        """Look how the room stands; tell whether that is news."""
        ticket, before, away = self._ticket, self._room, self._away
        if ticket is None:
            return False
        try:
            room = look(self._rooms(), ticket, before)
        except StoreUnavailable:
            self._away = True
            return not away
        self._away = False
        if room is None or is_gone(room.face, _now()):
            self._gone, self._left = True, ticket
            self._burn_seat()
            return True
        self._seen = (ticket, room)
        return follow_call(self._hands) or away or room != before

    def _sit(self, sign: bool = False) -> None:
        """Give the sign of the seat, also where only its place has changed."""
        if not (self._ticket and self._room):
            return
        placed = where_in_agenda(self._visit.place(), self._room.face)
        if sign or placed != self._placed:
            with suppress(StoreUnavailable):  # the next look tells what is wrong
                sit(self._rooms(), self._ticket, *placed)
                self._placed = placed

    def _here(self, message: Message) -> None:
        with suppress(StoreUnavailable):
            self._visit.forget_burned()  # another tab may have left
        self._ticker.wake()
        news = self._look()
        self._sit(sign=True)
        if news or not self._ticket:
            self._screen.update()

    def _join(self, message: Message) -> None:
        def join() -> str:
            code = read_code(str(message.get("code") or ""))
            if code is None:
                raise AnswerProblem(messages.ROOM_SAID["not_a_code"])
            rooms = self._rooms()
            ticket = find_ticket(rooms, code)
            room = look(rooms, ticket, None) if ticket else None
            if ticket is None or room is None or is_gone(room.face, _now()):
                raise AnswerProblem(messages.ROOM_SAID["opens_nothing"])
            self._asked, self._code = (ticket, room), code
            return ""

        if self._ticket is None:
            self._tell("join", join)

    def _agree(self, message: Message) -> None:
        def agree() -> str:
            ticket, room = self._asked or (None, None)
            if ticket and room:
                self._visit.decide(SEAT, "", ticket.as_value())
                self._seen, self._asked = (ticket, room), None
                self._gone, self._code = False, ""
                self._placed = None
                self._ticker.wake()
                self._sit(sign=True)
                self._look()
            return ""

        if self._asked:
            self._tell("join", agree)

    def _follow(self, message: Message) -> None:
        if self._ticket:
            self._visit.decide(seat.FOLLOWS, "", message.get("value") is True)
            self._screen.update()

    def _pass(self, message: Message) -> None:
        if self._room and self._room.face.stop:
            self._visit.decide(seat.PASSED, str(self._room.face.at), True)
            self._screen.update()

    def _leave(self, message: Message) -> None:
        left, self._gone, self._asked = self._ticket, False, None
        if left:
            self._left = left
            self._burn_seat()
            self._screen.say("left_room", text=messages.ROOM_SAID["left"])
        self._screen.update()

    def _share(self, message: Message) -> None:
        self._give("share", "shared", lambda room: room.share(message.get("items")))

    def _withdraw(self, message: Message) -> None:
        self._give("share", "taken_back", lambda room: room.withdraw(message.get("prompt")))

    def _call(self, message: Message) -> None:
        name, where = message.get("name"), message.get("where")
        self._give("call", "called", lambda room: room.call(name, where))

    def _uncall(self, message: Message) -> None:
        self._give("call", "uncalled", lambda room: room.uncall())

    def _give(self, does: str, said: str, act: Callable[[Giving], None]) -> None:
        def give() -> str:
            hands = self._hands
            if hands is None:
                raise StoreUnavailable("other")
            act(hands)
            return messages.ROOM_SAID[said]

        self._tell(does, give)

    def _burn_seat(self) -> None:
        """Burn what the journal holds of the room; what cannot be burned yet is tried again."""
        self._seen = None
        with suppress(StoreUnavailable):
            self._visit.burn_all(seat.ABOUT, seat.is_of_room)

    def _tell(self, does: str, act: Callable[[], str]) -> None:
        """Do what a step asks, and say there what came of it."""
        said = {}
        try:
            said["text"] = act()
        except AnswerProblem as problem:
            said["problem"] = str(problem)
        except StoreUnavailable as error:
            if error.is_burned:
                raise
            reason = "slow" if error.reason == "slow" else "away"
            said["problem"] = messages.ROOM_SAID[reason]
        self._screen.update()
        self._screen.say("told", does=f"room_{does}", **said)


def _now() -> datetime:
    return datetime.now(UTC)
