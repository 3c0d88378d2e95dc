"""A journal as one sealed file, which its phrase opens on any installation.

    magic     8 bytes   MAGIC
    version   2 bytes   big-endian, as is the length
    checksum  32 bytes  BLAKE2b of all that follows: tells a damaged file from wrong words
    length    4 bytes   of the head
    head      JSON      {"wraps": [{"lookup": hex, "wrapped": base64}, ...]}, as the store has them
    payload   the rest  sealed with the journal's data key as in `vault.seal`; its record is
                        "sealed-file-" and the hexadecimal BLAKE2b-256 of the head, its format the
                        version of the file

Unsealed, the payload is zlib of lines, one for each entry: {"id": ..., "format": ..., "entry":
what `journal.formats` writes in that format}. Fields that are not named here are passed over.

Everything that is read has a limit, so that no file takes more than some hundred megabytes of
memory, whoever made it.
"""

import base64
import hashlib
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from workbook import vault
from workbook.errors import SealBroken, SealedFileProblem, StoreTooNew
from workbook.journal import Entry
from workbook.journal.formats import FORMAT, entry_of, write_entry
from workbook.vault import Secret, Wrap

MAGIC = b"2ndlook\n"
VERSION = 1
CHECKSUM_BYTES = 32
_LENGTHS = (2, CHECKSUM_BYTES, 4)
"""Bytes of the version, the checksum and the length of the head."""

LARGEST = 4 * 2**20
"""Bytes of a file."""
LARGEST_HEAD = 2**16
LARGEST_PLAIN = 64 * 2**20
"""Bytes of all entries once they are unpacked."""
LARGEST_ENTRY = 2 * 2**20
"""Bytes of one entry; 100,000 characters, the longest text, take 1.2 MB at the most."""
MOST_ENTRIES = 200_000
MOST_PARTS = 1_000_000
"""Values in the answers of all entries together, counting those inside lists and objects."""
DEEPEST = 16
"""Lists and objects inside one another."""
LONGEST_NAME = 300
"""Characters of an id and of each part of an address."""


@dataclass(frozen=True)
class SealedFile:
    """A sealed file taken apart: its wraps, and the payload with the record it is sealed as."""

    wraps: tuple[Wrap, ...]
    record: str
    payload: bytes


def write_sealed(
    journal: str, data_key: bytes, wraps: Sequence[Wrap], entries: Iterable[Entry]
) -> bytes:
    """Write a journal as a sealed file that the secrets of these wraps open.

    Raises:
        SealedFileProblem: with reason "too_large", where the file could never be read again.
    """
    packed = _pack(entries)
    _unpack(packed)  # what is handed out can be read
    head = _write_head(wraps)
    payload = vault.seal(packed, data_key, journal, _record(head), VERSION)
    body = len(head).to_bytes(4, "big") + head + payload
    written = MAGIC + VERSION.to_bytes(2, "big") + _digest(body) + body
    if len(written) > LARGEST or len(head) > LARGEST_HEAD:
        raise SealedFileProblem("too_large")
    return written


def read_sealed(body: bytes, phrase: Sequence[str]) -> tuple[Entry, ...]:
    """Read all entries of a sealed file; takes the time and memory of `vault.derive`.

    Raises:
        SealedFileProblem: it cannot be read, or these words do not open it.
    """
    file = take_apart(body)
    return open_file(file, vault.derive(phrase))


def take_apart(body: bytes) -> SealedFile:
    """Take a sealed file apart without opening it.

    Raises:
        SealedFileProblem: it is no sealed file, or not a whole one.
    """
    if not body.startswith(MAGIC):
        raise SealedFileProblem("cut" if MAGIC.startswith(body) else "foreign")
    version, checksum, length, rest = _fields(body[len(MAGIC) :])
    if int.from_bytes(version, "big") > VERSION:
        raise SealedFileProblem("newer")
    if len(body) > LARGEST:
        raise SealedFileProblem("too_large")
    size = int.from_bytes(length, "big")
    if int.from_bytes(version, "big") != VERSION or checksum != _digest(length + rest):
        raise SealedFileProblem("cut")
    if size > LARGEST_HEAD:
        raise SealedFileProblem("too_large")
    return SealedFile(_read_head(rest[:size]), _record(rest[:size]), rest[size:])


def open_file(file: SealedFile, secret: Secret) -> tuple[Entry, ...]:
    """Read all entries of a sealed file with the secret of one of its wraps.

    Raises:
        SealedFileProblem: this secret does not open it, or what is inside cannot be read.
    """
    found = next((wrap for wrap in file.wraps if wrap.lookup == secret.lookup), None)
    if found is None:
        raise SealedFileProblem("other_phrase")
    try:
        opened = vault.open_wrap(secret, found)
        assert opened is not None
        journal, data_key = opened
        packed = vault.unseal(file.payload, data_key, journal, file.record, VERSION)
    except (SealBroken, UnicodeDecodeError):
        raise SealedFileProblem("cut") from None
    return _unpack(packed)


def _fields(body: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    fields, at = [], 0
    for length in _LENGTHS:
        fields.append(body[at : at + length])
        at += length
    version, checksum, length_of_head = fields
    return version, checksum, length_of_head, body[at:]


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=CHECKSUM_BYTES).digest()


def _record(head: bytes) -> str:
    """Name the payload by its head, so that neither opens with another one."""
    return f"sealed-file-{_digest(head).hex()}"


def _write_head(wraps: Sequence[Wrap]) -> bytes:
    written = [
        {"lookup": wrap.lookup, "wrapped": base64.b64encode(wrap.wrapped).decode()}
        for wrap in wraps
    ]
    return json.dumps({"wraps": written}, separators=(",", ":")).encode()


def _read_head(head: bytes) -> tuple[Wrap, ...]:
    try:
        wraps = tuple(
            Wrap(wrap["lookup"], base64.b64decode(wrap["wrapped"], validate=True))
            for wrap in json.loads(head)["wraps"]
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SealedFileProblem("cut") from None
    return wraps


def _pack(entries: Iterable[Entry]) -> bytes:
    # Versions of one text lie side by side, so that they pack well.
    ordered = sorted(entries, key=lambda entry: (entry.address, entry.order))
    lines = [
        b'{"id":%s,"format":%d,"entry":%s}\n'
        % (json.dumps(entry.id).encode(), FORMAT, write_entry(entry))
        for entry in ordered
    ]
    return zlib.compress(b"".join(lines))


def _unpack(packed: bytes) -> tuple[Entry, ...]:
    """Read the entries of a packed payload: all of them, or none."""
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, LARGEST_PLAIN + 1)
    except zlib.error:
        raise SealedFileProblem("cut") from None
    if len(plain) > LARGEST_PLAIN or plain.count(b"\n") > MOST_ENTRIES:
        raise SealedFileProblem("too_large")
    if not unpacking.eof or unpacking.unused_data:
        raise SealedFileProblem("cut")
    return tuple(_entries(plain))


def _entries(plain: bytes) -> Iterator[Entry]:
    parts = 0
    for line in BytesIO(plain):
        entry = _read_line(line)
        parts += _count_parts(entry.value)
        if parts > MOST_PARTS or any(
            len(name) > LONGEST_NAME for name in (entry.id, *entry.address)
        ):
            raise SealedFileProblem("too_large")
        yield entry


def _read_line(line: bytes) -> Entry:
    if len(line) > LARGEST_ENTRY:
        raise SealedFileProblem("too_large")
    try:
        body = json.loads(line, parse_float=_number, parse_constant=_number)
        record, version = body["id"], body["format"]
        if not isinstance(record, str) or type(version) is not int:
            raise SealedFileProblem("cut")
        return entry_of(record, body["entry"], version)
    except StoreTooNew:
        raise SealedFileProblem("newer") from None
    except RecursionError:
        raise SealedFileProblem("too_large") from None
    except (SealBroken, ValueError, KeyError, TypeError):
        raise SealedFileProblem("cut") from None


def _number(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("JSON knows no such number.")
    return number


def _count_parts(value: Any) -> int:
    """Count a value and all values inside it, layer by layer."""
    layer, count = [value], 0
    for _ in range(DEEPEST):
        count += len(layer)
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return count
    raise SealedFileProblem("too_large")


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
