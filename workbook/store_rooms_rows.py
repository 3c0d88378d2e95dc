"""What the store reads and writes of rooms, each within a transaction of whoever calls.

Where two could undo each other's work, the row of the room is written first: whoever comes second
waits there, and then sees what the first has done.
"""

import re
from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from time import time

import sqlalchemy as sa

from workbook.errors import StoreUnavailable
from workbook.store_rooms_protocol import (
    FRESH_SECONDS,
    MOST_ITEMS,
    FoundRoom,
    Here,
    Look,
    RoomKind,
    SealedItem,
    SealedRoom,
    Seats,
    wall_id,
)
from workbook.store_rows import insert
from workbook.store_schema import room_items, room_offers, rooms, seats

LONGEST_HOURS = 24
MOST_SEATS = 500
MOST_OFFERS = 50
LARGEST_ITEM = 4096
LARGEST_FACE = 256 * 1024
SIGN_SECONDS = 5
"""For so long a sign of a seat that says nothing new is not written."""

_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_COUNTED = {"preserve_rowcount": True}


def minute(moment: datetime) -> str:
    """A moment as the tables hold it, which stands in the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def add_room(connection: sa.Connection, room: SealedRoom) -> bool:
    """Open a room; False when its code is in use, True also for one that is there as it is."""
    now = datetime.now(UTC)
    last = minute(now + timedelta(hours=LONGEST_HOURS))
    if not (_MINUTE.fullmatch(room.ends) and minute(now) < room.ends <= last):
        raise StoreUnavailable("other")
    _refuse_large(room.face, LARGEST_FACE)
    _refuse_large(room.wrapped, LARGEST_ITEM)
    row = asdict(room) | {"version": 1}
    added = insert(connection, rooms).values(row).on_conflict_do_nothing()
    if connection.execute(added, execution_options=_COUNTED).rowcount == 1:
        return True
    columns = rooms.c
    same = (columns.room == room.room) & (columns.lead == room.lead)
    wanted = sa.select(columns.room).where(same, columns.lookup == room.lookup)
    return connection.scalar(wanted) is not None


def find_room(connection: sa.Connection, lookup: str) -> FoundRoom | None:
    """What the join code with this lookup leads to."""
    wanted = sa.select(rooms.c.room, rooms.c.wrapped).where(rooms.c.lookup == lookup, _lasts())
    found = connection.execute(wanted).one_or_none()
    return FoundRoom(*found) if found else None


def look(connection: sa.Connection, room: sa.ColumnElement[bool], version: int) -> Look | None:
    """How the room of this condition stands; what is on the wall only with another version."""
    columns = rooms.c
    here = sa.select(sa.func.count()).select_from(seats)
    here = here.where(seats.c.room == columns.room, _is_fresh())
    face = sa.case((columns.version != version, columns.face))
    wanted = sa.select(columns.room, here.scalar_subquery(), columns.version, face)
    found = connection.execute(wanted.where(room, _lasts())).one_or_none()
    if found is None or found[3] is None:
        return Look(found[1], found[2]) if found else None
    # Read after the version: what comes to the wall in between only comes once more.
    of_room = room_items.c.room == found[0]
    said = _read(connection, of_room & (room_items.c.kind == "said"))
    return Look(found[1], found[2], found[3], tuple(said))


def sit(connection: sa.Connection, room: str, seat: str, item: int, done: bool) -> None:
    """Give a sign of a seat, and let it be one where it is new."""
    columns = seats.c
    mine = (columns.room == room) & (columns.seat == seat)
    wanted = sa.select(columns.item, columns.done, columns.seen).select_from(rooms)
    wanted = wanted.outerjoin(seats, mine).where(rooms.c.room == room, _lasts())
    found = connection.execute(wanted).one_or_none()
    if found is None:
        raise StoreUnavailable("gone")
    now = int(time())
    if found[:2] == (item, done) and 0 <= now - found[2] < SIGN_SECONDS:
        return
    if found[2] is None:
        _find_seat(connection, room)
    fresh = {"item": item, "done": done, "seen": now}
    sat = insert(connection, seats).values({"room": room, "seat": seat} | fresh)
    connection.execute(sat.on_conflict_do_update(index_elements=["room", "seat"], set_=fresh))


def count_seats(connection: sa.Connection, room: str) -> Seats:
    """How many seats there are, and where those are that are here."""
    columns = seats.c
    here = sa.case((_is_fresh(), 1), else_=0)
    wanted = sa.select(columns.item, columns.done, here, sa.func.count())
    wanted = wanted.where(columns.room == room).group_by(columns.item, columns.done, here)
    found = sorted(connection.execute(wanted))
    at = [Here(item, bool(done), number) for item, done, fresh, number in found if fresh]
    return Seats(sum(number for *_, number in found), tuple(at))


def give(connection: sa.Connection, room: str, kind: RoomKind, item: SealedItem) -> None:
    """Lay something into a room; where its id is there already, nothing is done."""
    find_lasting(connection, rooms.c.room == room)
    _lay(connection, room, kind, item)


def add(connection: sa.Connection, lead: str, kind: RoomKind, item: SealedItem) -> bool:
    """Add what a facilitator shows; False where its id has other bytes, or no contribution."""
    if kind != "said":
        room = find_lasting(connection, rooms.c.lead == lead)
        return _lay(connection, room, kind, item)
    room = renew(connection, rooms.c.lead == lead)
    is_given = item.id in map(wall_id, find_ids(connection, room, "contribution"))
    if not (is_given and _lay(connection, room, kind, item)):
        connection.rollback()
        return False
    return True


def remove(
    connection: sa.Connection, of: sa.ColumnElement[bool], id: str, *kinds: RoomKind
) -> None:
    """Remove what has this id, and with a contribution its sentence on the wall.

    The room has a new version only where the wall has changed: whoever steers would come too late
    again and again while others take back what nobody sees.
    """
    room = renew(connection, of)
    of_kinds = _is_item(room, id) & room_items.c.kind.in_(kinds)
    said = _is_item(room, wall_id(id)) & (room_items.c.kind == "said")
    if "contribution" not in kinds:
        said = of_kinds & (room_items.c.kind == "said")
    is_on_wall = connection.execute(sa.delete(room_items).where(said)).rowcount == 1
    gone = connection.execute(sa.delete(room_items).where(of_kinds)).rowcount
    if not (is_on_wall or gone):
        connection.rollback()
    elif not is_on_wall:
        as_before = sa.update(rooms).where(rooms.c.room == room)
        connection.execute(as_before.values(version=rooms.c.version - 1))


def steer(connection: sa.Connection, lead: str, version: int, face: bytes) -> bool:
    """Replace the face of this version; True also where this very face is there already."""
    _refuse_large(face, LARGEST_FACE)
    columns = rooms.c
    mine = sa.update(rooms).where(columns.lead == lead, columns.version == version, _lasts())
    steered = mine.values(face=face, version=version + 1)
    if connection.execute(steered).rowcount == 1:
        return True
    room = find_lasting(connection, columns.lead == lead)
    # The answer to a first time may have been lost; no two faces are sealed to the same bytes.
    return connection.scalar(sa.select(columns.face).where(columns.room == room)) == face


def is_given(connection: sa.Connection, room: str, id: str) -> bool:
    """Tell whether somebody gave what has this id, and it is still there."""
    given = room_items.c.kind.in_(("contribution", "call"))
    return (
        connection.scalar(sa.select(room_items.c.id).where(_is_item(room, id), given)) is not None
    )


def find_ids(connection: sa.Connection, room: str, kind: RoomKind) -> frozenset[str]:
    """The ids of what lies in a room."""
    columns = room_items.c
    wanted = sa.select(columns.id).where(columns.room == room, columns.kind == kind)
    return frozenset(connection.scalars(wanted))


def read_items(
    connection: sa.Connection, room: str, kind: RoomKind, ids: Collection[str]
) -> list[SealedItem]:
    """What lies in a room, of these ids, in the order of ids."""
    columns = room_items.c
    wanted = (columns.room == room) & (columns.kind == kind) & columns.id.in_(ids)
    return _read(connection, wanted)


def offer(connection: sa.Connection, lead: str, lookup: str, wrapped: bytes) -> None:
    """Offer the lead of a room by the lookup of words."""
    _refuse_large(wrapped, LARGEST_ITEM)
    room = find_lasting(connection, rooms.c.lead == lead)
    _refuse_full(connection, room_offers, room, MOST_OFFERS)
    row = {"lookup": lookup, "room": room, "wrapped": wrapped}
    connection.execute(insert(connection, room_offers).values(row).on_conflict_do_nothing())


def accept(connection: sa.Connection, lookup: str) -> bytes | None:
    """Take up an offer, which is gone then."""
    offered = room_offers.c.lookup == lookup
    wanted = sa.select(room_offers.c.wrapped).join(rooms).where(offered, _lasts())
    wrapped: bytes | None = connection.scalar(wanted)
    taken = connection.execute(sa.delete(room_offers).where(offered)).rowcount == 1
    return wrapped if taken else None


def find_lasting(connection: sa.Connection, of: sa.ColumnElement[bool]) -> str:
    """The id of the room of this condition.

    Raises:
        StoreUnavailable: with reason "gone" where there is none, or its time is over.
    """
    room = connection.scalar(sa.select(rooms.c.room).where(of, _lasts()))
    if room is None:
        raise StoreUnavailable("gone")
    return str(room)


def renew(connection: sa.Connection, of: sa.ColumnElement[bool]) -> str:
    """Give the room of this condition a new version, and hold it; return its id.

    Raises:
        StoreUnavailable: as `find_lasting`.
    """
    renewed = sa.update(rooms).where(of, _lasts()).values(version=rooms.c.version + 1)
    if connection.execute(renewed).rowcount == 0:
        raise StoreUnavailable("gone")
    return find_lasting(connection, of)


def _lay(connection: sa.Connection, room: str, kind: RoomKind, item: SealedItem) -> bool:
    """Lay an item into a room; True also where it lies there as it is."""
    _refuse_large(item.sealed, LARGEST_ITEM)
    columns = room_items.c
    there = sa.select(columns.sealed).where(_is_item(room, item.id), columns.kind == kind)
    if (found := connection.scalar(there)) is not None:
        return bool(found == item.sealed)
    _refuse_full(connection, room_items, room, MOST_ITEMS, columns.kind == kind)
    row = {"room": room, "kind": kind} | asdict(item)
    laid = insert(connection, room_items).values(row).on_conflict_do_nothing()
    return connection.execute(laid, execution_options=_COUNTED).rowcount == 1


def _read(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[SealedItem]:
    wanted = sa.select(room_items.c.id, room_items.c.sealed).where(which)
    found = [SealedItem(*row) for row in connection.execute(wanted)]
    return sorted(found, key=lambda item: item.id)  # each database has its own order of letters


def _find_seat(connection: sa.Connection, room: str) -> None:
    """Find place for one more seat; where all are taken, those that were left are given up."""
    try:
        _refuse_full(connection, seats, room, MOST_SEATS)
    except StoreUnavailable:
        left = sa.delete(seats).where(seats.c.room == room, ~_is_fresh())
        connection.execute(left)
        _refuse_full(connection, seats, room, MOST_SEATS)


def _is_item(room: str, id: str) -> sa.ColumnElement[bool]:
    return (room_items.c.room == room) & (room_items.c.id == id)


def _lasts() -> sa.ColumnElement[bool]:
    return rooms.c.ends > minute(datetime.now(UTC))


def _is_fresh() -> sa.ColumnElement[bool]:
    return seats.c.seen >= int(time()) - FRESH_SECONDS


def _refuse_large(sealed: bytes, most: int) -> None:
    if len(sealed) > most:
        raise StoreUnavailable("full")


def _refuse_full(
    connection: sa.Connection, table: sa.Table, room: str, most: int, *of: sa.ColumnElement[bool]
) -> None:
    wanted = sa.select(sa.func.count()).select_from(table).where(table.c.room == room, *of)
    if (connection.scalar(wanted) or 0) >= most:
        raise StoreUnavailable("full")
