"""All that a kernel may ask of rooms: a fixed list, with arguments of known types and lengths.

Sealed bytes are measured where they are kept: too many are an answer, no broken line.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from workbook.store_requests import Request
from workbook.store_rooms_protocol import MOST_ITEMS, RoomKind, SealedItem, SealedRoom

RoomId = Annotated[str, Field(min_length=1, max_length=64)]
"""An id of a room, or of what is in it, or a lookup."""
Version = Annotated[int, Field(ge=-1, le=2**31 - 1)]


@dataclass(frozen=True)
class _Room(SealedRoom):
    room: RoomId
    lead: RoomId
    lookup: RoomId
    ends: Annotated[str, Field(max_length=16)]


@dataclass(frozen=True)
class _Item(SealedItem):
    id: RoomId


class RoomRequest(Request):
    """Something asked of the rooms; `do` is a method of theirs."""


class TakeInvitation(RoomRequest):
    """Let in a facilitator."""

    do: Literal["take_invitation"]
    invitation: RoomId
    facilitator: RoomId


class IsFacilitator(RoomRequest):
    """Ask whether somebody is a facilitator."""

    do: Literal["is_facilitator"]
    facilitator: RoomId


class AddRoom(RoomRequest):
    """Open a room."""

    do: Literal["add_room"]
    room: _Room
    facilitator: RoomId | None


class Code(RoomRequest):
    """Something that tries whether a code or words lead anywhere: how often is counted."""


class FindRoom(Code):
    """Where a join code leads."""

    do: Literal["find_room"]
    lookup: RoomId


class Accept(Code):
    """Take up the lead of a room that a colleague has offered."""

    do: Literal["accept"]
    lookup: RoomId
    facilitator: RoomId | None


class Look(RoomRequest):
    """How a room stands."""

    do: Literal["look"]
    room: RoomId
    version: Version


class Sit(RoomRequest):
    """Give a sign of a seat."""

    do: Literal["sit"]
    room: RoomId
    seat: RoomId
    item: Annotated[int, Field(ge=-1, le=1000)]
    done: bool


class Give(RoomRequest):
    """Lay something into a room."""

    do: Literal["give"]
    room: RoomId
    kind: Literal["contribution", "call"]
    item: _Item


class OfGiven(RoomRequest):
    """Remove what was given, or ask whether it is still there."""

    do: Literal["take_back", "is_there"]
    room: RoomId
    id: RoomId


class OfLead(RoomRequest):
    """Something that the lead of a room is enough for."""

    do: Literal["read_face", "seats", "close_room"]
    lead: RoomId


class Steer(RoomRequest):
    """Replace the face of a room."""

    do: Literal["steer"]
    lead: RoomId
    version: Version
    face: bytes


class Ids(RoomRequest):
    """The ids of what lies in a room."""

    do: Literal["ids"]
    lead: RoomId
    kind: RoomKind


class Read(RoomRequest):
    """What lies in a room."""

    do: Literal["read"]
    lead: RoomId
    kind: RoomKind
    ids: Annotated[list[RoomId], Field(max_length=MOST_ITEMS)]


class Add(RoomRequest):
    """Show something in a room."""

    do: Literal["add"]
    lead: RoomId
    kind: Literal["view", "said"]
    item: _Item


class Drop(RoomRequest):
    """Remove one thing of a room."""

    do: Literal["drop"]
    lead: RoomId
    kind: RoomKind
    id: RoomId


class Offer(RoomRequest):
    """Offer the lead of a room to a colleague."""

    do: Literal["offer"]
    lead: RoomId
    lookup: RoomId
    wrapped: bytes


RoomsAsked = (
    TakeInvitation
    | IsFacilitator
    | AddRoom
    | FindRoom
    | Accept
    | Look
    | Sit
    | Give
    | OfGiven
    | OfLead
    | Steer
    | Ids
    | Read
    | Add
    | Drop
    | Offer
)
