"""The rooms of a store that is opened when it is first needed."""

from typing import Any, cast

from workbook.store import Store, open_store
from workbook.store_rooms_protocol import Rooms


class _LateRooms:
    """A page is there before its store may be, and says itself what cannot be done just now."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._store: Store | None = None

    def __getattr__(self, name: str) -> Any:
        if self._store is None:
            self._store = open_store(self._database, check=False)
        return getattr(self._store.rooms, name)


def late_rooms(database: str) -> Rooms:
    """Return the rooms of the store at this URL; the store is opened with the first call."""
    return cast(Rooms, _LateRooms(database))
