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
from workbook.group.seat import Ticket, give, take_back
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
            AnswerProblem: no name was typed.
            StoreUnavailable: the call is not in the room yet.
        """
        # What is kept is what is sent: a name of signs that nobody sees would come to nobody.
        name, where = (
            one_line(typed, longest) if isinstance(typed, str) else ""
            for typed, longest in ((name, LONGEST_NAME), (where, LONGEST_PLACE))
        )
        if not name:
            raise AnswerProblem(messages.ROOM_SAID["name_first"])
        self.uncall()
        id = self.visit.gate.new_id()
        self.visit.decide(seat.CALLED, "", {"id": id, "name": name, "where": where})
        give(self.rooms, self.ticket, self.face, id, Call(name, where))

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


def _as_shared(offer: Offer, text: Any) -> tuple[Contribution, list[str]]:
    """Return what is sealed of an offer, and what others could see of it."""
    if not offer.is_sentence:
        return Contribution(offer.prompt, offer.value), list(offer.shown)
    typed = " ".join(text.split()) if isinstance(text, str) else str(offer.value)
    if len(typed) > LONGEST_SENTENCE:
        raise AnswerProblem(messages.ROOM_SAID["too_long"])
    thing = cleaned(Contribution(offer.prompt, typed))
    return thing, [str(thing.value)]
