"""How an entry is written down: JSON with a format version, read forward from every version."""

import json
from datetime import UTC, datetime
from typing import Any

from workbook.errors import SealBroken, StoreTooNew
from workbook.journal.entries import Address, Entry

FORMAT = 1


def write_entry(entry: Entry) -> bytes:
    """Write an entry in the present format."""
    body = {
        "exercise": entry.address.exercise,
        "prompt": entry.address.prompt,
        "row": entry.address.row,
        "value": entry.value,
        "at": entry.at.astimezone(UTC).isoformat(timespec="milliseconds"),
    }
    # Lone surrogates can be typed; JSON escapes keep them, UTF-8 would not.
    return json.dumps(body, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def read_entry(record: str, written: bytes, version: int) -> Entry:
    """Read an entry that was written in any format up to the present one.

    Raises:
        StoreTooNew: the format is newer than this version of the workbook.
        SealBroken: the bytes are no entry.
    """
    try:
        return entry_of(record, json.loads(written), version)
    except (ValueError, RecursionError) as error:
        raise SealBroken("A record holds no entry.") from error


def entry_of(record: str, body: Any, version: int) -> Entry:
    """Make an entry of what was read from JSON in any format up to the present one.

    Raises:
        StoreTooNew: the format is newer than this version of the workbook.
        SealBroken: it is no entry.
    """
    if version > FORMAT:
        raise StoreTooNew(f"Format {version} is newer than {FORMAT}.")
    try:
        address = Address(body["exercise"], body["prompt"], body["row"])
        at, value = datetime.fromisoformat(body["at"]), body["value"]
        if at.tzinfo is None or not all(isinstance(part, str) for part in address):
            raise ValueError("It has no place or no time.")
        return Entry(record, address, value, at.astimezone(UTC))
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise SealBroken("A record holds no entry.") from error
