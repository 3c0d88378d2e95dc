"""Journals that nobody has used for as long as their participants said are burned by themselves."""

import asyncio
import logging
from contextlib import closing
from datetime import UTC, datetime

from workbook.errors import StoreTooNew, StoreUnavailable

ONCE_A_DAY = 24 * 60 * 60 * 1000
"""Milliseconds between two times."""

log = logging.getLogger(__name__)


def burn_expired(database: str) -> bool:
    """Burn what has come to its end in the store at a database URL.

    Returns:
        Whether a damaged file was found and put aside.

    Raises:
        StoreUnavailable: not all of it is burned; the next time finishes it.
        StoreTooNew: a newer version wrote the store; nothing was touched.
    """
    from workbook.store_sql import open_database

    with closing(open_database(database, check=False)) as store:
        if count := store.expire(datetime.now(UTC).date()):
            log.info("Journals past their end were burned.", extra={"count": count})
        return store.set_aside is not None


async def look_for_expired(database: str) -> None:
    """Burn what has come to its end, in a thread, so that nobody waits for it."""
    try:
        await asyncio.to_thread(burn_expired, database)
    except StoreUnavailable as error:
        log.warning("Journals past their end are not burned yet.", extra={"reason": error.reason})
    except StoreTooNew:
        log.warning("Journals past their end are left to a newer version.")
