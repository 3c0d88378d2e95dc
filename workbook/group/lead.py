"""Leading a room: moving it on, and deciding what of the shared answers is shown."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from workbook.content.models import Content
from workbook.errors import SealBroken, StoreUnavailable
from workbook.group.gathering import Gathered, Sentence
from workbook.group.opening import Lead, accept, offer, open_room
from workbook.group.room import Bars, Face, is_gone
from workbook.group.sealed_views import ViewSeal
from workbook.group.sealing import Call, Said, open_face, open_said, seal_face, seal_said
from workbook.store_rooms_protocol import Look, Rooms, Seats, wall_id

__all__ = ["Lead", "Led", "Sentence", "accept", "is_burned", "open_room"]

_TRIES = 8


class Led:
    """A room as whoever leads it sees it, and what they may do there.

    Nothing in it tells of answers that fewer than five have shared. Every method raises
    `StoreUnavailable`, with reason "gone" where the room is gone.
    """

    def __init__(self, rooms: Rooms, lead: Lead, content: Content) -> None:
        self.lead = lead
        self.seats = Seats(0, ())
        self._rooms = rooms
        self._seal = ViewSeal(lead.room, lead.keys.private)
        self._gathered = Gathered(rooms, lead.lead, lead.keys, self._seal, content)
        self._said: dict[str, Said] = {}
        seen = rooms.read_face(lead.lead)
        if seen is None:
            raise StoreUnavailable("gone")
        self._take(seen)

    @property
    def rooms(self) -> Rooms:
        """The rooms of the store this one lies in."""
        return self._rooms

    @property
    def views(self) -> tuple[Bars, ...]:
        """What was shared of closed answers, as it may be seen now."""
        return self._gathered.views

    @property
    def is_enough(self) -> bool:
        """Whether five or more have newly shared of one prompt, so that it can be gathered."""
        return self._gathered.is_enough

    @property
    def queue(self) -> tuple[Sentence, ...]:
        """The sentences that wait for the facilitator, in no order that tells anything."""
        return tuple(one for one in self._unseen if not self._is_aside(one.id))

    @property
    def aside(self) -> tuple[Sentence, ...]:
        """The sentences that were set aside."""
        return tuple(one for one in self._unseen if self._is_aside(one.id))

    @property
    def on_wall(self) -> tuple[Sentence, ...]:
        """The sentences that everybody sees."""
        shown = filter(self._is_on_wall, self._gathered.given)
        found = (self._gathered.sentence(id) for id in sorted(shown, key=self._seal.mark))
        return tuple(one for one in found if one)

    @property
    def calls(self) -> tuple[tuple[str, Call], ...]:
        """Who asks the facilitator to come, by id."""
        return self._gathered.calls

    def refresh(self, now: datetime) -> bool:
        """Look how the room stands; tells whether anything is another than before.

        Where an answer was taken back, the sum it was in leaves the wall; where more have come, the
        wall follows.
        """
        before = self._standing()
        self._look()
        if is_gone(self.face, now):
            raise StoreUnavailable("gone")
        self.seats = self._rooms.seats(self.lead.lead)
        self._gathered.refresh(_shared(self.face))
        self._follow_views()
        return self._standing() != before

    def is_gone(self, now: datetime) -> bool:
        """Tell whether the room is gone for good; where its store is away, it may well be there."""
        return is_gone(self.face, now) or is_burned(self._rooms, self.lead)

    def gather(self) -> None:
        """Add up what at least five have newly shared of a prompt, and let their sentences be read.

        It waits to be asked for: those who share later come in only when they, too, are five.
        """
        self._gathered.gather()
        self._follow_views()

    def steer(self, change: Callable[[Face], Face]) -> None:
        """Change the face of the room as it stands now, again where a colleague was faster."""
        for _ in range(_TRIES):
            self._look()
            changed = change(self.face)
            if changed == self.face:
                return
            sealed = seal_face(self.lead.face_key, self.lead.room, changed)
            if self._rooms.steer(self.lead.lead, self.version, sealed):
                return self._look()
        raise StoreUnavailable("locked")

    def release(self, prompt: str) -> None:
        """Show the sum of a prompt on the wall, if it may be seen."""
        shown = tuple(view for view in self.views if view.prompt == prompt)
        if shown:
            self.steer(lambda face: _released(face, prompt, *shown))

    def unrelease(self, prompt: str) -> None:
        """Take the sum of a prompt off the wall."""
        self.steer(lambda face: _released(face, prompt))

    def show_sentence(self, id: str) -> None:
        """Show a sentence on the wall that waits or was set aside."""
        found = next((one for one in self._unseen if one.id == id), None)
        if found:
            said = Said(found.prompt, found.text)
            item = seal_said(self.lead.face_key, self.lead.room, id, said)
            self._rooms.add(self.lead.lead, "said", item)
            self._look()
            self._set_aside(id, False)

    def hide_sentence(self, id: str) -> None:
        """Let a sentence wait again that is on the wall or was set aside."""
        if self._is_on_wall(id):
            self._rooms.drop(self.lead.lead, "said", wall_id(id))
            self._look()
        self._set_aside(id, False)

    def set_aside(self, id: str) -> None:
        """Leave a sentence unseen, whether it waits or is on the wall."""
        self.hide_sentence(id)
        if any(one.id == id for one in self.queue):
            self._set_aside(id, True)

    def answer_call(self, id: str) -> None:
        """Note that somebody who called was seen to."""
        self._rooms.drop(self.lead.lead, "call", id)
        self._gathered.forget_call(id)

    def offer(self, words: Sequence[str]) -> None:
        """Offer the lead to a colleague, by six words that work once."""
        offer(self._rooms, self.lead, words)

    def close(self) -> None:
        """Burn the room, with all that lies in it."""
        self._rooms.close_room(self.lead.lead)

    def _follow_views(self) -> None:
        if _with_released(self.face, self.views) != self.face:
            self.steer(lambda face: _with_released(face, self.views))

    @property
    def _unseen(self) -> tuple[Sentence, ...]:
        return tuple(one for one in self._gathered.sentences if not self._is_on_wall(one.id))

    def _is_on_wall(self, id: str) -> bool:
        return wall_id(id) in self._said

    def _is_aside(self, id: str) -> bool:
        return self._seal.mark(id) in self.face.set_aside

    def _set_aside(self, id: str, aside: bool) -> None:
        mark = self._seal.mark(id)

        def change(face: Face) -> Face:
            others = tuple(one for one in face.set_aside if one != mark)
            return face.model_copy(update={"set_aside": (*others, mark) if aside else others})

        self.steer(change)

    def _look(self) -> None:
        seen = self._rooms.look(self.lead.room, self.version)
        if seen is None:
            raise StoreUnavailable("gone")
        self._take(seen)

    def _take(self, seen: Look) -> None:
        self.here, self.version = seen.here, seen.version
        if seen.face is None:
            return
        try:
            self.face = open_face(self.lead.face_key, self.lead.room, seen.face)
            self._said = {
                item.id: open_said(self.lead.face_key, self.lead.room, item) for item in seen.said
            }
        except SealBroken:
            raise StoreUnavailable("damaged") from None

    def _standing(self) -> tuple[Any, ...]:
        shown = (self.views, self.queue, self.aside, self.on_wall, self.calls)
        return (self.face, self.here, self.seats, self.is_enough, *shown)


def is_burned(rooms: Rooms, lead: Lead) -> bool:
    """Tell whether a room is burned; a store that cannot be asked tells nothing of it."""
    try:
        return rooms.read_face(lead.lead) is None
    except StoreUnavailable:
        return False


def _shared(face: Face) -> tuple[str, ...]:
    """What may be shared in a room, in the order of its agenda."""
    return tuple(dict.fromkeys(name for stop in face.agenda for name in stop.share))


def _with_released(face: Face, views: Sequence[Bars]) -> Face:
    now = {view.prompt: view for view in views}
    released = tuple(now[bars.prompt] for bars in face.released if bars.prompt in now)
    return face.model_copy(update={"released": released})


def _released(face: Face, prompt: str, *shown: Bars) -> Face:
    others = tuple(bars for bars in face.released if bars.prompt != prompt)
    return face.model_copy(update={"released": others + shown})
