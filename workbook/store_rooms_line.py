"""The rooms of a store by a line; like the line itself, it imports the standard library alone."""

from base64 import b64decode
from collections.abc import Callable, Collection
from typing import Any, Literal

from workbook.store_rooms_protocol import (
    FoundRoom,
    Here,
    Look,
    RoomKind,
    SealedItem,
    SealedRoom,
    Seats,
)


class LineRooms:
    """Implements `workbook.store_rooms_protocol.Rooms` by asking a server."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    def take_invitation(self, invitation: str, facilitator: str) -> bool:
        """Let in a facilitator whom the operator invited: both are lookups of secrets."""
        given = {"invitation": invitation, "facilitator": facilitator}
        return bool(self._ask("take_invitation", **given))

    def is_facilitator(self, facilitator: str) -> bool:
        """Tell whether this secret's lookup is that of a facilitator."""
        return bool(self._ask("is_facilitator", facilitator=facilitator))

    def add_room(self, room: SealedRoom, facilitator: str | None) -> bool:
        """Open a room; False when its code is in use."""
        return bool(self._ask("add_room", room=room, facilitator=facilitator))

    def find_room(self, lookup: str) -> FoundRoom | None:
        """What the join code with this lookup leads to."""
        found = self._ask("find_room", lookup=lookup)
        return FoundRoom(found["room"], b64decode(found["wrapped"])) if found else None

    def look(self, room: str, version: int) -> Look | None:
        """How a room stands, with its face where it is not of this version; None: it is gone."""
        return _as_look(self._ask("look", room=room, version=version))

    def sit(self, room: str, seat: str, item: int, done: bool) -> None:
        """Give a sign of a seat: at which item of the agenda it is, and whether it has done it."""
        self._ask("sit", room=room, seat=seat, item=item, done=done)

    def give(self, room: str, kind: Literal["contribution", "call"], item: SealedItem) -> None:
        """Lay something into a room; where its id is there already, nothing is done."""
        self._ask("give", room=room, kind=kind, item=item)

    def take_back(self, room: str, id: str) -> None:
        """Remove what was given, from the wall as well, and overwrite where it was."""
        self._ask("take_back", room=room, id=id)

    def is_there(self, room: str, id: str) -> bool:
        """Tell whether a contribution or a call with this id still lies in a room."""
        return bool(self._ask("is_there", room=room, id=id))

    def read_face(self, lead: str) -> Look | None:
        """As `look`, for who leads the room and has no version; None: it is gone."""
        return _as_look(self._ask("read_face", lead=lead))

    def steer(self, lead: str, version: int, face: bytes) -> bool:
        """Replace the face of this version; False where it has another one by now."""
        return bool(self._ask("steer", lead=lead, version=version, face=face))

    def seats(self, lead: str) -> Seats:
        """How many are here, and where; never who."""
        found = self._ask("seats", lead=lead)
        return Seats(found["joined"], tuple(Here(**here) for here in found["here"]))

    def ids(self, lead: str, kind: RoomKind) -> frozenset[str]:
        """The ids of what lies in a room."""
        return frozenset(self._ask("ids", lead=lead, kind=kind))

    def read(self, lead: str, kind: RoomKind, ids: Collection[str]) -> list[SealedItem]:
        """What lies in a room, of these ids, in the order of ids."""
        return _as_items(self._ask("read", lead=lead, kind=kind, ids=list(ids)))

    def add(self, lead: str, kind: Literal["view", "said"], item: SealedItem) -> bool:
        """Add what a facilitator shows; False, and nothing done, where that id is there already."""
        return bool(self._ask("add", lead=lead, kind=kind, item=item))

    def drop(self, lead: str, kind: RoomKind, id: str) -> None:
        """Remove one thing, and overwrite where it was."""
        self._ask("drop", lead=lead, kind=kind, id=id)

    def offer(self, lead: str, lookup: str, wrapped: bytes) -> None:
        """Offer the lead of a room to a colleague, by the lookup of words that work once."""
        self._ask("offer", lead=lead, lookup=lookup, wrapped=wrapped)

    def accept(self, lookup: str, facilitator: str | None) -> bytes | None:
        """Take up such an offer, as a facilitator; None where there is none."""
        found = self._ask("accept", lookup=lookup, facilitator=facilitator)
        return None if found is None else b64decode(found)

    def close_room(self, lead: str) -> None:
        """Burn a room with all that lies in it, and overwrite where it was."""
        self._ask("close_room", lead=lead)


def _as_look(found: dict[str, Any] | None) -> Look | None:
    if found is None:
        return None
    face = None if found["face"] is None else b64decode(found["face"])
    return Look(found["here"], found["version"], face, tuple(_as_items(found["said"])))


def _as_items(found: list[dict[str, str]]) -> list[SealedItem]:
    return [SealedItem(item["id"], b64decode(item["sealed"])) for item in found]
