"""Sealed files made by hand, from the layout that `workbook.sealed_file` describes."""

import base64
import hashlib
import json
import zlib

from workbook import vault

JOURNAL = "0123456789abcdef" * 2
DATA_KEY = bytes(range(32, 64))
SECRET = vault.secret_of_key(bytes(range(32)))
"""Stands for a phrase, which would take long to derive."""
WRAP = vault.wrap(SECRET, JOURNAL, DATA_KEY)


def digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=32).digest()


def head(*wraps: vault.Wrap, **more: object) -> bytes:
    written = [
        {"lookup": wrap.lookup, "wrapped": base64.b64encode(wrap.wrapped).decode()}
        for wrap in wraps or (WRAP,)
    ]
    return json.dumps({"wraps": written, **more}).encode()


def framed(rest: bytes, version: int = 1) -> bytes:
    """Return a file whose checksum is right, whatever follows it."""
    return b"2ndlook\n" + version.to_bytes(2, "big") + digest(rest) + rest


def forged(packed: bytes, head: bytes = head()) -> bytes:
    """Return a file that is sealed well, whatever is inside."""
    record = f"sealed-file-{digest(head).hex()}"
    payload = vault.seal(packed, DATA_KEY, JOURNAL, record, 1)
    return framed(len(head).to_bytes(4, "big") + head + payload)


def forged_lines(plain: bytes) -> bytes:
    return forged(zlib.compress(plain))


def line(**changed: object) -> bytes:
    """Return the line of an entry; `changed` are fields of the entry, or `id` and `format`."""
    entry = {
        "exercise": "00_start",
        "prompt": "know",
        "row": "",
        "value": "words",
        "at": "2026-03-01T12:00:00.000+00:00",
    }
    around = {"id": "a" * 32, "format": 1}
    for name, value in changed.items():
        (around if name in around else entry)[name] = value
    return json.dumps({**around, "entry": entry}).encode() + b"\n"
