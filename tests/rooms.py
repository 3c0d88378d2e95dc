"""The rooms of a store in memory, for tests of what stands on them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

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

MOST_WRONG_CODES = 10


@dataclass
class _Room:
    sealed: SealedRoom
    version: int = 1
    items: dict[tuple[str, str], SealedItem] = field(default_factory=dict)
    seats: dict[str, tuple[int, bool, datetime]] = field(default_factory=dict)


class MemoryRooms:
    """Keeps what `Rooms` promises; `now` can be a clock of the test's own.

    `own`: whether a room may be opened without a facilitator, as on one's own computer.
    `wrong_codes` counts those that led nowhere; a test that lets time pass sets it to 0.
    """

    def __init__(
        self, now: Callable[[], datetime] = lambda: datetime.now(UTC), own: bool = True
    ) -> None:
        self.now = now
        self.own = own
        self.wrong_codes = 0
        self.invitations: set[str] = set()
        self.facilitators: set[str] = set()
        self._rooms: dict[str, _Room] = {}
        self._offers: dict[str, tuple[str, bytes]] = {}

    def take_invitation(self, invitation: str, facilitator: str) -> bool:
        if facilitator in self.facilitators:
            return True
        if invitation not in self.invitations:
            return False
        self.invitations.remove(invitation)
        self.facilitators.add(facilitator)
        return True

    def is_facilitator(self, facilitator: str) -> bool:
        return facilitator in self.facilitators

    def add_room(self, room: SealedRoom, facilitator: str | None) -> bool:
        self._let_in(facilitator)
        if any(other.sealed.lookup == room.lookup for other in self._open()):
            return False
        self._rooms[room.room] = _Room(room)
        return True

    def find_room(self, lookup: str) -> FoundRoom | None:
        for room in self._open():
            if room.sealed.lookup == lookup:
                return FoundRoom(room.sealed.room, room.sealed.wrapped)
        self._note_wrong_code()
        return None

    def look(self, room: str, version: int) -> Look | None:
        found = self._rooms.get(room)
        return self._look(found, version) if found and self._is_open(found) else None

    def sit(self, room: str, seat: str, item: int, done: bool) -> None:
        self._room(room).seats[seat] = (item, done, self.now())

    def give(self, room: str, kind: str, item: SealedItem) -> None:
        found = self._room(room)
        if sum(of == kind for of, _ in found.items) >= MOST_ITEMS:
            raise StoreUnavailable("full")
        found.items.setdefault((kind, item.id), item)

    def take_back(self, room: str, id: str) -> None:
        found = self._room(room)
        for kind in ("contribution", "call"):
            found.items.pop((kind, id), None)
        if found.items.pop(("said", wall_id(id)), None):
            found.version += 1

    def is_there(self, room: str, id: str) -> bool:
        items = self._room(room).items
        return ("contribution", id) in items or ("call", id) in items

    def read_face(self, lead: str) -> Look | None:
        found = self._find_lead(lead)
        return self._look(found, None) if found else None

    def steer(self, lead: str, version: int, face: bytes) -> bool:
        found = self._lead(lead)
        if found.version != version:
            return False
        found.sealed = replace(found.sealed, face=face)
        found.version += 1
        return True

    def seats(self, lead: str) -> Seats:
        found = self._lead(lead)
        places = [(item, done) for item, done, seen in found.seats.values() if self._is_fresh(seen)]
        here = tuple(Here(*place, places.count(place)) for place in sorted(set(places)))
        return Seats(len(found.seats), here)

    def ids(self, lead: str, kind: RoomKind) -> frozenset[str]:
        return frozenset(id for of, id in self._lead(lead).items if of == kind)

    def read(self, lead: str, kind: RoomKind, ids: Collection[str]) -> list[SealedItem]:
        items = self._lead(lead).items
        return [items[kind, id] for id in sorted(set(ids)) if (kind, id) in items]

    def add(self, lead: str, kind: str, item: SealedItem) -> bool:
        found = self._lead(lead)
        if (kind, item.id) in found.items:
            return False
        given = {wall_id(id) for of, id in found.items if of == "contribution"}
        if kind == "said" and item.id not in given:
            return False
        found.items[kind, item.id] = item
        found.version += kind == "said"
        return True

    def drop(self, lead: str, kind: RoomKind, id: str) -> None:
        found = self._lead(lead)
        if kind == "contribution":
            self.take_back(found.sealed.room, id)
        elif found.items.pop((kind, id), None):
            found.version += kind == "said"

    def offer(self, lead: str, lookup: str, wrapped: bytes) -> None:
        self._offers[lookup] = (self._lead(lead).sealed.room, wrapped)

    def accept(self, lookup: str, facilitator: str | None) -> bytes | None:
        self._let_in(facilitator)
        room, wrapped = self._offers.pop(lookup, ("", b""))
        if room in self._rooms and self._is_open(self._rooms[room]):
            return wrapped
        self._note_wrong_code()
        return None

    def close_room(self, lead: str) -> None:
        found = self._find_lead(lead)
        if found:
            del self._rooms[found.sealed.room]

    def _let_in(self, facilitator: str | None) -> None:
        if not (self.own if facilitator is None else facilitator in self.facilitators):
            raise StoreUnavailable("refused")

    def _note_wrong_code(self) -> None:
        if self.wrong_codes >= MOST_WRONG_CODES:
            raise StoreUnavailable("slow")
        self.wrong_codes += 1

    def _look(self, found: _Room, version: int | None) -> Look:
        here = sum(self._is_fresh(seen) for _, _, seen in found.seats.values())
        if found.version == version:
            return Look(here, found.version)
        said = sorted(
            (item for (kind, _), item in found.items.items() if kind == "said"),
            key=lambda item: item.id,
        )
        return Look(here, found.version, found.sealed.face, tuple(said))

    def _is_fresh(self, seen: datetime) -> bool:
        return (self.now() - seen).total_seconds() <= FRESH_SECONDS

    def _is_open(self, room: _Room) -> bool:
        return datetime.fromisoformat(f"{room.sealed.ends}+00:00") > self.now()

    def _open(self) -> list[_Room]:
        return [room for room in self._rooms.values() if self._is_open(room)]

    def _room(self, room: str) -> _Room:
        found = self._rooms.get(room)
        if found is None or not self._is_open(found):
            raise StoreUnavailable("gone")
        return found

    def _find_lead(self, lead: str) -> _Room | None:
        return next((one for one in self._open() if one.sealed.lead == lead), None)

    def _lead(self, lead: str) -> _Room:
        found = self._find_lead(lead)
        if found is None:
            raise StoreUnavailable("gone")
        return found
