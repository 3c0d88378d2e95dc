"""What has come to its end burns by itself.

Journals do when nobody has used them for as long as their participants said, rooms at the hour at
which they were to end. A room past its end opens to nobody, also while it is not burned yet.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workbook.errors import StoreTooNew, StoreUnavailable

if TYPE_CHECKING:
    from workbook.store_sql import SqlStore

ONCE_A_DAY = 24 * 60 * 60 * 1000
TEN_MINUTES = 10 * 60 * 1000
"""Milliseconds between two times of looking for journals, and for rooms."""

log = logging.getLogger(__name__)


def burn_expired(database: str) -> bool:
    """Burn what has come to its end in the store at a database URL, journals and rooms.

    Returns:
        Whether a damaged file was found and put aside.

    Raises:
        StoreUnavailable: not all of it is burned; the next time finishes it.
        StoreTooNew: a newer version wrote the store; nothing was touched.
    """
    from workbook.store_sql import open_database

    with closing(open_database(database, check=False)) as store:
        _burn_rooms(store)
        if count := store.expire(datetime.now(UTC).date()):
            log.info("Journals past their end were burned.", extra={"count": count})
        return store.set_aside is not None


def burn_rooms(database: str) -> None:
    """Burn the rooms that have come to their end in the store at a database URL.

    Raises:
        StoreUnavailable: not all of them are burned; the next time finishes it.
        StoreTooNew: a newer version wrote the store; nothing was touched.
    """
    from workbook.store_sql import open_database

    with closing(open_database(database, check=False)) as store:
        _burn_rooms(store)


async def look_for_expired(database: str, burn: Callable[[str], object] = burn_expired) -> None:
    """Burn what has come to its end, in a thread, so that nobody waits for it."""
    try:
        await asyncio.to_thread(burn, database)
    except StoreUnavailable as error:
        log.warning("What is past its end is not burned yet.", extra={"reason": error.reason})
    except StoreTooNew:
        log.warning("What is past its end is left to a newer version.")


def _burn_rooms(store: "SqlStore") -> None:
    if count := store.rooms.expire_rooms(datetime.now(UTC)):
        log.info("Rooms past their end were burned.", extra={"count": count})
