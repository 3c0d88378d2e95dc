"""What every store offers for the rooms of groups, wherever it keeps them.

It sees sealed bytes, random ids and numbers: how many seats there are, at which exercise, and until
when a room lasts. Who knows only the id of a room may take part in it; who knows its `lead` leads
it. Neither can be guessed, and nothing lists them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, Protocol

RoomKind = Literal["contribution", "call", "view", "said"]
"""What lies in a room: shared answers and calls for help (sealed to its facilitators), what was
shown of answers (so that no two views tell of one person), and sentences on the wall."""

FRESH_SECONDS = 75
"""How long after its last sign a seat counts as here.

A page gives one every ten seconds; one that is hidden may do so only once a minute, since browsers
slow its clock.
"""

NO_VERSION = 0
"""The version of somebody who has not looked yet; a room begins with 1."""

MOST_ITEMS = 5_000
"""Sealed items of one kind in a room; more are refused, so that nobody can fill the disk with them,
and however many answers there are, a call still comes."""


def wall_id(id: str) -> str:
    """Return the id under which the sentence of a contribution stands on the wall.

    Everybody in the room reads it there, and only who knows the id itself may take it back.
    """
    return blake2b(id.encode(), digest_size=16, person=b"2nd-look wall").hexdigest()


@dataclass(frozen=True)
class SealedRoom:
    """A room as it is opened: `lookup` of its code, `wrapped` the key of its face sealed by it.

    `ends` is the time in UTC at which it burns by itself, as `2026-11-30T22:15`.
    """

    room: str
    lead: str
    lookup: str
    wrapped: bytes
    face: bytes
    ends: str


@dataclass(frozen=True)
class FoundRoom:
    """What a join code leads to."""

    room: str
    wrapped: bytes


@dataclass(frozen=True)
class SealedItem:
    """One thing in a room, by a random id."""

    id: str
    sealed: bytes


@dataclass(frozen=True)
class Look:
    """How a room stands: seats that are here, and where its version is a new one, its face.

    `said` are the sentences on the wall, each under the `wall_id` of its contribution.
    """

    here: int
    version: int
    face: bytes | None = None
    said: tuple[SealedItem, ...] = ()


@dataclass(frozen=True)
class Here:
    """How many seats are here at an item of the agenda (-1: none), and have done it or not."""

    item: int
    done: bool
    number: int


@dataclass(frozen=True)
class Seats:
    """How many seats were ever taken in a room, and which are here now.

    After 500, seats that were left are given up to new ones, and count no more.
    """

    joined: int
    here: tuple[Here, ...]


class Rooms(Protocol):
    """The rooms of a store.

    Every method raises `StoreUnavailable` when the store cannot be used, and changes all or
    nothing. What names a room or a lead that there is not, or whose time is over, raises it with
    reason "gone", unless another answer is told.

    What is asked twice, because an answer was lost, is done once: what is there already with the
    very same bytes counts as done. Too much of anything, or anything too large, raises it with
    reason "full": 5,000 items of each kind, an item of 4 kB, a face of 256 kB, 500 seats and 50
    offers a room.
    """

    def take_invitation(self, invitation: str, facilitator: str) -> bool:
        """Let in a facilitator whom the operator invited: both are lookups of secrets.

        The invitation works once; False where it was taken, is older than 14 days or never was.
        True for a secret that is let in already: the answer to the first time may have been lost.
        """

    def is_facilitator(self, facilitator: str) -> bool:
        """Tell whether this secret's lookup is that of a facilitator."""

    def add_room(self, room: SealedRoom, facilitator: str | None) -> bool:
        """Open a room, for 24 hours at most; False when its code is in use.

        Args:
            room: the room.
            facilitator: the lookup of who opens it; None only on one's own computer.

        Raises:
            StoreUnavailable: with reason "refused" where that is no facilitator (any more).
        """

    def find_room(self, lookup: str) -> FoundRoom | None:
        """What the join code with this lookup leads to.

        Raises:
            StoreUnavailable: with reason "slow" after too many codes that led nowhere.
        """

    def look(self, room: str, version: int) -> Look | None:
        """How a room stands, with its face where it is not of this version; None: it is gone."""

    def sit(self, room: str, seat: str, item: int, done: bool) -> None:
        """Give a sign of a seat: at which item of the agenda it is, and whether it has done it."""

    def give(self, room: str, kind: Literal["contribution", "call"], item: SealedItem) -> None:
        """Lay something into a room; where its id is there already, nothing is done."""

    def take_back(self, room: str, id: str) -> None:
        """Remove what was given, from the wall as well, and overwrite where it was.

        Raises:
            StoreUnavailable: with reason "locked" also when it is removed, but another process
                keeps SQLite's log in use; taking it back again finishes it.
        """

    def is_there(self, room: str, id: str) -> bool:
        """Tell whether a contribution or a call with this id still lies in a room."""

    def read_face(self, lead: str) -> Look | None:
        """As `look`, for who leads the room and has no version; None: it is gone."""

    def steer(self, lead: str, version: int, face: bytes) -> bool:
        """Replace the face of this version; False where it has another one by now."""

    def seats(self, lead: str) -> Seats:
        """How many are here, and where; never who."""

    def ids(self, lead: str, kind: RoomKind) -> frozenset[str]:
        """The ids of what lies in a room."""

    def read(self, lead: str, kind: RoomKind, ids: Collection[str]) -> list[SealedItem]:
        """What lies in a room, of these ids, in the order of ids."""

    def add(self, lead: str, kind: Literal["view", "said"], item: SealedItem) -> bool:
        """Add what a facilitator shows; False, and nothing done, where another has that id.

        A sentence is added only where the contribution whose `wall_id` it has is still there.
        """

    def drop(self, lead: str, kind: RoomKind, id: str) -> None:
        """Remove one thing, and overwrite where it was; a contribution from the wall as well.

        Raises:
            StoreUnavailable: as `take_back`.
        """

    def offer(self, lead: str, lookup: str, wrapped: bytes) -> None:
        """Offer the lead of a room to a colleague, by the lookup of words that work once."""

    def accept(self, lookup: str, facilitator: str | None) -> bytes | None:
        """Take up such an offer, as a facilitator; None where there is none.

        Raises:
            StoreUnavailable: "refused" as in `add_room`, "slow" as in `find_room`.
        """

    def close_room(self, lead: str) -> None:
        """Burn a room with all that lies in it, and overwrite where it was.

        One that is gone is as good as burned.

        Raises:
            StoreUnavailable: as `take_back`.
        """
