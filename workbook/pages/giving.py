"""What a participant lays into a room, item by item, and takes out of it again.

Its id is in the journal before it is in the room: whatever happens between, it can be taken back.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from workbook import messages
from workbook.errors import AnswerProblem, StoreUnavailable
from workbook.group.lines import one_line
from workbook.group.room import Face
from workbook.group.sealing import LONGEST_NAME, LONGEST_PLACE, Call, Contribution
from workbook.group.seat import Ticket, give, is_there, take_back
from workbook.group.sharing import LONGEST_SENTENCE, Offer, cleaned, is_valid
from workbook.pages import seat
from workbook.pages.room_views import offers_of, stops
from workbook.pages.visit import Visit
from workbook.store_rooms_protocol import Rooms


@dataclass(frozen=True)
class Giving:
    """The hands of one seat in a room."""

    visit: Visit
    rooms: Rooms
    ticket: Ticket
    face: Face

    def share(self, items: Any) -> None:
        """Share what was ticked, a sentence as it was typed; nothing is shared twice.

        Raises:
            AnswerProblem: something cannot be shared as it is; what came before it is shared.
            StoreUnavailable: not all of it is shared.
        """
        self._catch_up()
        ticked = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
        if not ticked:
            raise AnswerProblem(messages.ROOM_PAGE["room_offer_choose"])
        for item in ticked:
            given = {one["prompt"] for one in seat.given(self.visit.journal).values()}
            prompt = str(item.get("prompt"))
            if prompt not in given:
                self._share(prompt, item.get("text"))

    def withdraw(self, prompt: Any) -> None:
        """Take back what was shared of a prompt.

        Raises:
            StoreUnavailable: it is not taken back yet.
        """
        self._catch_up()
        for id, one in seat.given(self.visit.journal).items():
            if one["prompt"] == prompt:
                take_back(self.rooms, self.ticket, id)
                self.visit.decide(seat.GAVE, id, None)

    def call(self, name: Any, where: Any) -> None:
        """Ask whoever leads the room to come; the last call holds.

        Raises:
            AnswerProblem: no name was typed, or the call is not in the room yet.
            StoreUnavailable: nothing of it is done.
        """
        # What is kept is what is sent: a name of signs that nobody sees would come to nobody.
        name, where = (
            one_line(typed, longest) if isinstance(typed, str) else ""
            for typed, longest in ((name, LONGEST_NAME), (where, LONGEST_PLACE))
        )
        if not name:
            raise AnswerProblem(messages.ROOM_SAID["name_first"])
        self.uncall()
        made = {"id": self.visit.gate.new_id(), "name": name, "where": where}
        self.visit.decide(seat.CALLED, "", {**made, "stands": seat.WAITS})
        try:
            self._lay(made)
        except StoreUnavailable as error:
            if error.is_burned:
                raise
            raise AnswerProblem(messages.ROOM_SAID["call_waits"]) from None

    def follow_call(self) -> bool:
        """Let a call come in that could not yet, and see whether it was answered; True: news.

        Raises:
            StoreUnavailable: nothing is known of it just now.
        """
        made = seat.call_of(self.visit.journal)
        if made is None or made["stands"] == seat.ANSWERED:
            return False
        if made["stands"] == seat.WAITS:
            self._lay(made)
            return True
        if is_there(self.rooms, self.ticket, made["id"]):
            return False
        self.visit.join(self.visit.gate.recent())  # another tab may have taken it back
        if seat.call_of(self.visit.journal) == made:
            self.visit.decide(seat.CALLED, "", {**made, "stands": seat.ANSWERED})
        return True

    def uncall(self) -> None:
        """Take the call back.

        Raises:
            StoreUnavailable: it is not taken back yet.
        """
        self._catch_up()
        if made := seat.call_of(self.visit.journal):
            take_back(self.rooms, self.ticket, made["id"])
            self.visit.decide(seat.CALLED, "", None)

    def _catch_up(self) -> None:
        """Learn what another tab of this journal has shared, taken back or called."""
        with suppress(StoreUnavailable):
            self.visit.join(self.visit.gate.recent())

    def _lay(self, made: dict[str, str]) -> None:
        call = Call(made["name"], made["where"])
        give(self.rooms, self.ticket, self.face, made["id"], call)
        self.visit.decide(seat.CALLED, "", {**made, "stands": seat.CAME_IN})

    def _share(self, prompt: str, text: Any) -> None:
        place = self.visit.place()
        known = {one.prompt: one for stop in stops(self.face) for one in offers_of(place, stop)}
        if prompt not in known:
            raise AnswerProblem(messages.ROOM_SAID["not_offered"])
        thing, shown = _as_shared(known[prompt], text)
        if not is_valid(self.visit.content, thing):
            raise AnswerProblem(messages.ROOM_SAID["not_offered"])
        id = self.visit.gate.new_id()
        self.visit.decide(seat.GAVE, id, {"prompt": thing.prompt, "shown": shown})
        give(self.rooms, self.ticket, self.face, id, thing)


def follow_call(hands: Giving | None) -> bool:
    """Follow what became of a call, as far as that can be known just now; True: news."""
    with suppress(StoreUnavailable):  # the next look tells what is wrong
        return hands is not None and hands.follow_call()
    return False


def _as_shared(offer: Offer, text: Any) -> tuple[Contribution, list[str]]:
    """Return what is sealed of an offer, and what others could see of it."""
    if not offer.is_sentence:
        return Contribution(offer.prompt, offer.value), list(offer.shown)
    typed = " ".join(text.split()) if isinstance(text, str) else str(offer.value)
    if len(typed) > LONGEST_SENTENCE:
        raise AnswerProblem(messages.ROOM_SAID["too_long"])
    thing = cleaned(Contribution(offer.prompt, typed))
    return thing, [str(thing.value)]
