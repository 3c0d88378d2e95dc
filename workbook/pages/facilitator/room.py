"""The room on the facilitator's screen, from the first who comes in to its end."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from workbook import messages
from workbook.errors import PhraseProblem, StoreUnavailable
from workbook.group.facilitators import read_words
from workbook.group.lead import accept, is_burned
from workbook.pages.facilitator.open_room import OpenRoom, read_steering
from workbook.pages.facilitator.room_report import make_report
from workbook.pages.facilitator.room_view import end_view, gone_view, is_news, room_view
from workbook.pages.facilitator.screen import Desk, Message, Screen
from workbook.pages.keeping import in_words
from workbook.report.rooms.making import FORMATS

SAID = messages.LEADING_SAID


class Leading(Screen):
    """Leads one room at a time: steers it, reviews what is shared, and closes it."""

    name = "room"
    ticks = True
    words = messages.LEADING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.does = {
            "end": self._end,
            "steer": self._steer,
            "pass_minute": self._pass_minute,
            "gather": self._gather,
            "release": self._release,
            "unrelease": self._release,
            "sentence": self._sentence,
            "call_done": self._call_done,
            "offer_room": self._offer,
            "accept_room": self._accept,
            "report": self._report,
            "close": self._close,
        }
        self._room: OpenRoom | None = None
        self._ending = False
        self._closed = ""
        self._sent: dict[str, Any] = {}

    def open(self, at: Message) -> bool:
        """Come to a room that is open, or to its end; False where its keys are not here."""
        lead = self.desk.office.lead(str(at.get("room")))
        if lead is None:
            return False
        self._ending, self._closed = at.get("end") is True, ""
        if self._room is None or self._room.led.lead.room != lead.room:
            try:
                self._room = OpenRoom(self.desk, lead)
            except StoreUnavailable:
                if not is_burned(self.desk.rooms, lead):
                    raise
                self.desk.office.forget_lead(lead.room)
                return False
        self._look(self._room)
        return True

    @property
    def at(self) -> Message:
        """What leads back to this room, or to its end."""
        if self._room is None:
            return {}
        if self._closed:
            return {"closed": self._closed}
        return {"room": self._room.led.lead.room, **({"end": True} if self._ending else {})}

    def view(self) -> Message:
        """Return what stays of the room, of its end, or of one that is closed."""
        if self._room is None:
            return {}
        if self._closed:
            return gone_view(self._room.led.face, self._closed)
        if self._ending:
            return end_view(self._room.led)
        return room_view(self._room.led, self.desk.content, self._room.notes, self.desk.address)

    def live(self) -> Message:
        """Return what may change: numbers, time, what was shared, who calls."""
        if self._room is None or self._closed:
            return {}
        self._sent = self._room.live()
        return self._sent

    def tick(self) -> bool:
        """Look at the room again; tell whether anything is new."""
        if self._room is None or self._closed:
            return False
        if not self._look(self._room):
            self.desk.show()
            return False
        return is_news(self._room.live(), self._sent)

    def _look(self, room: OpenRoom) -> bool:
        """Look how a room stands; tell whether it is still there."""
        try:
            room.look()
        except StoreUnavailable:
            if not room.is_gone():
                raise
            self._lose("gone")
            return False
        return True

    def _lose(self, closed: str) -> None:
        """Let go of the keys of a room that is no more."""
        self._closed = closed
        if self._room:
            with suppress(StoreUnavailable):  # the next one who looks for it lets go of them
                self.desk.office.forget_lead(self._room.led.lead.room)

    def _end(self, message: Message) -> None:
        if self._room:
            self._act(lambda room: room.led.gather())
            self.desk.go(self.name, room=self._room.led.lead.room, end=True)

    def _act(self, act: Callable[[OpenRoom], str | None]) -> None:
        """Do something in the room, show what came of it, and say what it returns."""
        if self._room is None or self._closed:
            return
        try:
            said = act(self._room)
        except StoreUnavailable:
            if not self._room.is_gone():
                raise
            self._lose("gone")
            self.desk.show()
            return
        self._room.said = said or ""
        self._draw()

    def _draw(self) -> None:
        """Send what changed; a room that was closed meanwhile gives way to another screen."""
        if self._closed:
            self.desk.show()
        else:
            self.desk.update()

    def _steer(self, message: Message) -> None:
        if steering := read_steering(message):
            self._act(lambda room: None if room.steer(steering) else SAID["moved"])

    def _pass_minute(self, message: Message) -> None:
        self._act(lambda room: room.pass_minute())

    def _gather(self, message: Message) -> None:
        self._act(lambda room: room.led.gather())

    def _release(self, message: Message) -> None:
        prompt, is_shown = str(message.get("prompt")), message["do"] == "release"
        self._act(lambda room: room.release(prompt, is_shown))

    def _sentence(self, message: Message) -> None:
        id, to = str(message.get("id")), str(message.get("to"))
        self._act(lambda room: None if room.move(id, to) else SAID["sentence_gone"])

    def _call_done(self, message: Message) -> None:
        self._act(lambda room: room.answer_call(str(message.get("id"))))

    def _offer(self, message: Message) -> None:
        def offer(room: OpenRoom) -> None:
            words = self.desk.office.gate.new_phrase()
            room.led.offer(words)
            self.desk.say("offer", words=list(words))

        self._act(offer)

    def _accept(self, message: Message) -> None:
        office, words = self.desk.office, message.get("words")
        try:
            lead = accept(self.desk.rooms, read_words(str(words or "")), office.facilitator)
        except PhraseProblem as problem:
            self.desk.say("refused", form="accept", text=in_words(problem))
            return
        if lead is None:
            self.desk.say("refused", form="accept", text=SAID["offer_wrong"])
            return
        if office.lead(lead.room) is None:
            office.add_lead(lead)
        self.desk.go(self.name, room=lead.room)

    def _report(self, message: Message) -> None:
        format = message.get("format")
        if format not in FORMATS:
            return

        def report(room: OpenRoom) -> None:
            file = make_report(room.led, str(format), self.desk.now())
            self.desk.hand_over(file.name, file.media_type, file.body)
            room.taken = [*room.taken, file.name]

        self._act(report)

    def _close(self, message: Message) -> None:
        def close(room: OpenRoom) -> str | None:
            if not room.taken and message.get("declined") is not True:
                return messages.LEADING["lead_close_first"]
            room.led.close()
            self._lose("closed")
            return None

        self._act(close)
