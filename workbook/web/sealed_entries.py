"""Entries on their way into the store and out of it: sealed with the data key of their journal."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from workbook import vault
from workbook.errors import SealBroken, StoreUnavailable
from workbook.journal import Entry
from workbook.journal.formats import FORMAT, read_entry, write_entry
from workbook.store import SealedRecord, Store

AT_ONCE = 6 * 2**20
"""Sealed bytes that are saved at once: in base64 they leave room in a frame of the line."""


def seal_batches(
    entries: Iterable[Entry], journal: str, data_key: bytes
) -> Iterator[list[SealedRecord]]:
    """Seal entries as records of this journal, so many at a time as can be saved at once.

    A whole journal may be more than that; a single entry never is.
    """
    batch: list[SealedRecord] = []
    size = 0
    for entry in entries:
        sealed = vault.seal(write_entry(entry), data_key, journal, entry.id, FORMAT)
        size += len(sealed)
        if batch and size > AT_ONCE:
            yield batch
            batch, size = [], len(sealed)
        batch.append(SealedRecord(entry.id, FORMAT, sealed))
    if batch:
        yield batch


def read_records(store: Store, journal: str, since: str) -> list[SealedRecord]:
    """Read what was put on a day (UTC) or later, and note that the journal is used today.

    Raises:
        StoreUnavailable: it cannot be read.
    """
    try:
        store.touch(journal)
    except StoreUnavailable as error:
        if error.is_burned:
            raise  # who may only read today is not kept from reading
    return store.records(journal, since)


def day_before() -> str:
    """Return yesterday (UTC), since the clocks of two machines are never quite the same."""
    return (datetime.now(UTC) - timedelta(days=1)).date().isoformat()


def open_records(records: Iterable[SealedRecord], journal: str, data_key: bytes) -> Iterator[Entry]:
    """Open the records of a journal, and pass over those that were changed.

    Raises:
        StoreTooNew: a newer version wrote one of them.
    """
    for record in records:
        try:
            plain = vault.unseal(record.sealed, data_key, journal, record.record, record.format)
            yield read_entry(record.record, plain, record.format)
        except SealBroken:
            continue  # one record that was changed on disk must not close all the others
