"""The rooms of a store in a database."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from workbook import store_facilitators as leaders
from workbook import store_rooms_rows as rows
from workbook.errors import StoreUnavailable
from workbook.store_facilitators import Facilitator
from workbook.store_rooms_protocol import (
    NO_VERSION,
    FoundRoom,
    Look,
    RoomKind,
    SealedItem,
    SealedRoom,
    Seats,
    wall_id,
)
from workbook.store_schema import rooms
from workbook.vault import new_id


class SqlRooms:
    """Implements `workbook.store_rooms_protocol.Rooms`, and what only the operator may do.

    Args:
        work: a transaction whose failures are named.
        clear_away: overwrites what was removed; as `SqlStore` does it.
    """

    def __init__(
        self,
        work: Callable[[], AbstractContextManager[sa.Connection]],
        clear_away: Callable[[], None],
    ) -> None:
        self._transaction = work
        self._clear_away = clear_away

    def take_invitation(self, invitation: str, facilitator: str) -> bool:
        """Let in a facilitator whom the operator invited: both are lookups of secrets."""
        with self._work() as connection:
            return leaders.take_invitation(connection, invitation, facilitator)

    def is_facilitator(self, facilitator: str) -> bool:
        """Tell whether this secret's lookup is that of a facilitator."""
        with self._work() as connection:
            return leaders.is_facilitator(connection, facilitator)

    def add_room(self, room: SealedRoom, facilitator: str | None) -> bool:
        """Open a room; False when its code is in use."""
        with self._work() as connection:
            leaders.refuse_others(connection, facilitator)
            return rows.add_room(connection, room)

    def find_room(self, lookup: str) -> FoundRoom | None:
        """What the join code with this lookup leads to; only the line counts how often."""
        with self._work() as connection:
            return rows.find_room(connection, lookup)

    def look(self, room: str, version: int) -> Look | None:
        """How a room stands, with its face where it is not of this version; None: it is gone."""
        with self._work() as connection:
            return rows.look(connection, rooms.c.room == room, version)

    def sit(self, room: str, seat: str, item: int, done: bool) -> None:
        """Give a sign of a seat: at which item of the agenda it is, and whether it has done it."""
        with self._work() as connection:
            rows.sit(connection, room, seat, item, done)

    def give(self, room: str, kind: Literal["contribution", "call"], item: SealedItem) -> None:
        """Lay something into a room; where its id is there already, nothing is done."""
        with self._work() as connection:
            rows.give(connection, room, kind, item)

    def take_back(self, room: str, id: str) -> None:
        """Remove what was given, from the wall as well, and overwrite where it was."""
        with self._work() as connection:
            of = rooms.c.room == room
            rows.remove(connection, of, id, "contribution", "call")
        self._clear_away()

    def is_there(self, room: str, id: str) -> bool:
        """Tell whether a contribution or a call with this id still lies in a room."""
        with self._work() as connection:
            rows.find_lasting(connection, rooms.c.room == room)
            return rows.is_given(connection, room, id)

    def read_face(self, lead: str) -> Look | None:
        """As `look`, for who leads the room and has no version; None: it is gone."""
        with self._work() as connection:
            return rows.look(connection, rooms.c.lead == lead, NO_VERSION)

    def steer(self, lead: str, version: int, face: bytes) -> bool:
        """Replace the face of this version; False where it has another one by now."""
        with self._work() as connection:
            return rows.steer(connection, lead, version, face)

    def seats(self, lead: str) -> Seats:
        """How many are here, and where; never who."""
        with self._work() as connection:
            room = rows.find_lasting(connection, rooms.c.lead == lead)
            return rows.count_seats(connection, room)

    def ids(self, lead: str, kind: RoomKind) -> frozenset[str]:
        """The ids of what lies in a room."""
        with self._work() as connection:
            room = rows.find_lasting(connection, rooms.c.lead == lead)
            return rows.find_ids(connection, room, kind)

    def read(self, lead: str, kind: RoomKind, ids: Collection[str]) -> list[SealedItem]:
        """What lies in a room, of these ids, in the order of ids."""
        with self._work() as connection:
            room = rows.find_lasting(connection, rooms.c.lead == lead)
            return rows.read_items(connection, room, kind, ids)

    def add(self, lead: str, kind: Literal["view", "said"], item: SealedItem) -> bool:
        """Add what a facilitator shows; False, and nothing done, where that id is there already."""
        with self._work() as connection:
            return rows.add(connection, lead, kind, item)

    def drop(self, lead: str, kind: RoomKind, id: str) -> None:
        """Remove one thing, and overwrite where it was."""
        with self._work() as connection:
            rows.remove(connection, rooms.c.lead == lead, id, kind)
        self._clear_away()

    def offer(self, lead: str, lookup: str, wrapped: bytes) -> None:
        """Offer the lead of a room to a colleague, by the lookup of words that work once."""
        with self._work() as connection:
            rows.offer(connection, lead, lookup, wrapped)

    def accept(self, lookup: str, facilitator: str | None) -> bytes | None:
        """Take up such an offer, as a facilitator; None where there is none."""
        with self._work() as connection:
            leaders.refuse_others(connection, facilitator)
            found = rows.accept(connection, lookup)
        # Whoever heard now that it failed would have lost the lead, which is theirs by now.
        if found:
            with suppress(StoreUnavailable):
                self._clear_away()
        return found

    def close_room(self, lead: str) -> None:
        """Burn a room with all that lies in it, and overwrite where it was."""
        with self._work() as connection:
            connection.execute(sa.delete(rooms).where(rooms.c.lead == lead))
        self._clear_away()

    # What follows is the operator's: no kernel can ask for it by line.

    def add_facilitator(self, name: str, invitation_lookup: str) -> bool:
        """Invite a facilitator by the lookup of six words; False where the name is there already.

        Raises:
            StoreUnavailable: as every method here.
        """
        with self._work() as connection:
            return leaders.add_facilitator(connection, name, invitation_lookup)

    def facilitators(self) -> list[Facilitator]:
        """All facilitators, by name; raises `StoreUnavailable` as every method here."""
        with self._work() as connection:
            return leaders.find_facilitators(connection)

    def remove_facilitator(self, name: str) -> bool:
        """Take away somebody's right to open rooms; False where nobody has this name.

        Raises:
            StoreUnavailable: as every method here.
        """
        with self._work() as connection:
            return leaders.remove_facilitator(connection, name)

    def expire_rooms(self, now: datetime) -> int:
        """Burn every room whose time is over, and return how many; several servers may do so.

        Raises:
            StoreUnavailable: as `close_room`.
        """
        with self._work() as connection:
            over = sa.delete(rooms).where(rooms.c.ends <= rows.minute(now))
            burned = connection.execute(over).rowcount
        if burned:
            self._clear_away()
        return burned

    @contextmanager
    def _work(self) -> Iterator[sa.Connection]:
        """Work in one transaction; what is refused within it is no failure of the database."""
        refused = None
        with self._transaction() as connection:
            try:
                yield connection
            except StoreUnavailable as problem:
                connection.rollback()
                refused = problem
        if refused:
            raise refused


def try_rooms(connection: sa.Connection) -> None:
    """Do once all that a room does; whoever calls takes it back."""
    id = new_id()
    leaders.add_facilitator(connection, id, id)
    leaders.take_invitation(connection, id, f"{id}-own")
    ends = rows.minute(datetime.now(UTC) + timedelta(hours=1))
    rows.add_room(connection, SealedRoom(id, id, id, b"", b"", ends))
    for item in (0, 1):
        rows.sit(connection, id, id, item, False)
    rows.give(connection, id, "contribution", SealedItem(id, b""))
    rows.add(connection, id, "said", SealedItem(wall_id(id), b""))
    rows.remove(connection, rooms.c.room == id, id, "contribution")
    rows.offer(connection, id, id, b"")
    rows.accept(connection, id)
    connection.execute(sa.delete(rooms).where(rooms.c.room == id))
    leaders.remove_facilitator(connection, id)
