"""A participant's seat in a room: what their page knows of it, and what it may do there."""

from dataclasses import dataclass, field
from typing import Any

from workbook import vault
from workbook.errors import SealBroken, StoreUnavailable
from workbook.group.codes import secret_of_code
from workbook.group.lines import one_line
from workbook.group.room import Face
from workbook.group.sealing import (
    LONGEST_NAME,
    LONGEST_PLACE,
    Call,
    Contribution,
    Said,
    open_face,
    open_said,
    seal_to_room,
)
from workbook.group.sharing import cleaned
from workbook.store_rooms_protocol import NO_VERSION, Rooms, SealedItem


@dataclass(frozen=True)
class Ticket:
    """What lets somebody in; the seat is a random id that is known to their own journal alone."""

    room: str
    face_key: bytes = field(repr=False)
    seat: str = field(repr=False)

    def as_value(self) -> dict[str, str]:
        """Return the ticket as a journal keeps it."""
        return {"room": self.room, "face_key": self.face_key.hex(), "seat": self.seat}

    @classmethod
    def from_value(cls, value: Any) -> "Ticket | None":
        """Return the ticket a journal kept; None for anything else."""
        try:
            ticket = cls(value["room"], bytes.fromhex(value["face_key"]), value["seat"])
        except (KeyError, TypeError, ValueError, IndexError):
            return None
        whole = len(ticket.face_key) == vault.KEY_BYTES
        named = isinstance(ticket.room, str) and isinstance(ticket.seat, str)
        return ticket if whole and named else None


@dataclass(frozen=True)
class RoomView:
    """A room as its participants see it; `said` are the sentences on the wall."""

    face: Face
    here: int
    version: int
    said: tuple[Said, ...]


def find_ticket(rooms: Rooms, code: str) -> Ticket | None:
    """Return a new seat in the room with this code; None where there is no such room.

    Raises:
        StoreUnavailable: also with reason "slow", after too many codes that led nowhere.
    """
    secret = secret_of_code(code)
    found = rooms.find_room(secret.lookup)
    if found is None:
        return None
    try:
        opened = vault.open_wrap(secret, vault.Wrap(secret.lookup, found.wrapped))
    except SealBroken:
        return None
    if opened is None or opened[0] != found.room:
        return None
    return Ticket(found.room, opened[1], vault.new_id())


def look(rooms: Rooms, ticket: Ticket, before: RoomView | None) -> RoomView | None:
    """Return how the room stands, given how it stood before; None where it is gone.

    Raises:
        StoreUnavailable: also with reason "damaged", where the face does not open.
    """
    seen = rooms.look(ticket.room, before.version if before else NO_VERSION)
    if seen is None:
        return None
    if seen.face is None and before:
        return RoomView(before.face, seen.here, seen.version, before.said)
    try:
        face = open_face(ticket.face_key, ticket.room, seen.face or b"")
    except SealBroken:
        raise StoreUnavailable("damaged") from None
    return RoomView(face, seen.here, seen.version, _sentences(ticket, seen.said))


def sit(rooms: Rooms, ticket: Ticket, item: int, done: bool) -> None:
    """Give a sign of a seat; `item` is the place in the agenda, -1 for none.

    Raises:
        StoreUnavailable: with reason "gone" where the room is.
    """
    rooms.sit(ticket.room, ticket.seat, item, done)


def give(rooms: Rooms, ticket: Ticket, face: Face, id: str, thing: Contribution | Call) -> None:
    """Lay an answer or a call into the room, under a new id that its owner keeps.

    A text becomes one line, no longer than others may read.

    Raises:
        StoreUnavailable: with reason "gone" where the room is.
        ValueError: it is no answer of any prompt.
    """
    public = bytes.fromhex(face.public_key)
    if isinstance(thing, Call):
        name, where = one_line(thing.name, LONGEST_NAME), one_line(thing.where, LONGEST_PLACE)
        rooms.give(ticket.room, "call", SealedItem(id, seal_to_room(public, Call(name, where))))
    else:
        sealed = seal_to_room(public, cleaned(thing))
        rooms.give(ticket.room, "contribution", SealedItem(id, sealed))


def take_back(rooms: Rooms, ticket: Ticket, id: str) -> None:
    """Take an answer or a call back; a sentence leaves the wall as well.

    Raises:
        StoreUnavailable: with reason "gone" where the room is.
    """
    rooms.take_back(ticket.room, id)


def is_there(rooms: Rooms, ticket: Ticket, id: str) -> bool:
    """Tell whether an answer or a call is still in the room.

    Raises:
        StoreUnavailable: with reason "gone" where the room is.
    """
    return rooms.is_there(ticket.room, id)


def _sentences(ticket: Ticket, said: tuple[SealedItem, ...]) -> tuple[Said, ...]:
    """The sentences on the wall that open; the order of their random ids tells nothing."""
    sentences = []
    for item in said:
        try:
            sentences.append(open_said(ticket.face_key, ticket.room, item))
        except SealBroken:
            continue
    return tuple(sentences)
