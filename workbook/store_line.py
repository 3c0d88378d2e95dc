"""The store by a line: a kernel asks the server that has the database, over a socket in a folder.

A kernel thus holds no connection, no password and no network. One frame asks and one answers: four
bytes with the length (big-endian), then JSON, with bytes in base64. Nothing but the standard
library is imported, since every kernel pays for it.
"""

import json
import os
import socket
from base64 import b64decode, b64encode
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import is_dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from workbook.errors import StoreTooNew, StoreUnavailable
from workbook.store_protocol import Kind, SealedRecord
from workbook.vault import Wrap

if TYPE_CHECKING:
    from workbook.store_rooms_line import LineRooms

SCHEME = "line://"
LARGEST = 16 * 1024 * 1024
"""Bytes in a frame that asks: about a hundred of the longest texts, and all of most journals."""
LENGTH_BYTES = 4

ANSWER_SECONDS = 10.0
OPENING_SECONDS = 30.0  # a large file may have to be looked through first


class LineStore:
    """Implements `workbook.store_protocol.Store` by asking a server."""

    def __init__(self, path: str) -> None:
        self.set_aside: Path | None = None
        self._path = path
        self._line: socket.socket | None = None
        self._process = 0
        self._lock = Lock()

    def open(self, check: bool) -> None:
        """Let the server open the database, anew where it has to be checked."""
        aside = self.ask("open", check=check)
        self.set_aside = Path(aside) if aside else None

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""
        return bool(self.ask("add_journal", journal=journal, wrap=wrap, kind=kind))

    def add_wrap(self, journal: str, kind: Kind, wrap: Wrap) -> bool:
        """Let one more secret open a journal; False when it opens one already."""
        return bool(self.ask("add_wrap", journal=journal, kind=kind, wrap=wrap))

    def remove_wrap(self, lookup: str) -> None:
        """Let a secret open its journal no more."""
        self.ask("remove_wrap", lookup=lookup)

    def find_wrap(self, lookup: str) -> Wrap | None:
        """The wrap of a secret, if it has one."""
        found = self.ask("find_wrap", lookup=lookup)
        return Wrap(found["lookup"], b64decode(found["wrapped"])) if found else None

    def find_wraps(self, journal: str, kind: Kind) -> list[Wrap]:
        """All wraps of this kind that open a journal, by lookup."""
        return [
            Wrap(found["lookup"], b64decode(found["wrapped"]))
            for found in self.ask("find_wraps", journal=journal, kind=kind)
        ]

    def replace_wraps(self, journal: str, wraps: Sequence[tuple[Kind, Wrap]]) -> None:
        """Let these secrets open a journal, and no others that did, and overwrite their wraps."""
        self.ask("replace_wraps", journal=journal, wraps=wraps)

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids."""
        self.ask("put", journal=journal, records=records)

    def records(self, journal: str, since: str = "") -> list[SealedRecord]:
        """Everything kept of a journal, by record id; or what was put on a day (UTC) or later."""
        return [
            SealedRecord(found["record"], found["format"], b64decode(found["sealed"]))
            for found in self.ask("records", journal=journal, since=since)
        ]

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again."""
        self.ask("burn_records", journal=journal, records=records)

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""
        return frozenset(self.ask("burned", journal=journal))

    def touch(self, journal: str) -> None:
        """Note the day on which a journal is used; on a day when that is known, write nothing."""
        self.ask("touch", journal=journal)

    def keep_for(self, journal: str, days: int | None) -> None:
        """Let a journal be burned after more than so many days of no use; None: never."""
        self.ask("keep_for", journal=journal, days=days)

    def keep_days(self, journal: str) -> int | None:
        """After how many days of no use a journal is burned; None: never, or no such journal."""
        days: int | None = self.ask("keep_days", journal=journal)
        return days

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were."""
        self.ask("burn", journal=journal)

    @property
    def rooms(self) -> "LineRooms":
        """The rooms of groups, by the same line."""
        from workbook.store_rooms_line import LineRooms  # not every kernel needs it

        return LineRooms(self.ask)

    def close(self) -> None:
        """Let go of the line; the next use makes a new one."""
        with self._lock:
            self._hang_up()

    def ask(self, do: str, **given: Any) -> Any:
        """Ask the server to do something, and return what it answers.

        Raises:
            StoreUnavailable: "gone" without a server, "locked" when it does not answer in time,
                "full" for more than a frame may hold, else what the server says.
            StoreTooNew: the server found that a newer version wrote the store.
        """
        frame = write_frame({"do": do, **given})
        if len(frame) > LENGTH_BYTES + LARGEST:
            raise StoreUnavailable("full")
        with self._lock:
            answer = self._exchange(frame, OPENING_SECONDS if do == "open" else ANSWER_SECONDS)
        if "unavailable" in answer:
            raise StoreUnavailable(answer["unavailable"])
        if "too_new" in answer:
            raise StoreTooNew(answer["too_new"])
        return answer["answer"]

    def _exchange(self, frame: bytes, seconds: float) -> dict[str, Any]:
        # A line that was lost since its last use is made anew once. All that can be asked may be
        # done twice: the second time finds it done.
        known = self._line is not None
        try:
            try:
                return self._send(frame, seconds)
            except (ConnectionError, EOFError):
                self._hang_up()
                if not known:
                    raise
                return self._send(frame, seconds)
        except BaseException as problem:
            self._hang_up()  # a late answer must not be taken for that to something else
            if isinstance(problem, TimeoutError):
                raise StoreUnavailable("locked") from None
            if isinstance(problem, OSError | EOFError | ValueError):
                raise StoreUnavailable("gone") from None
            raise

    def _send(self, frame: bytes, seconds: float) -> dict[str, Any]:
        line = self._connected()
        line.settimeout(seconds)
        line.sendall(frame)
        length = int.from_bytes(_receive(line, LENGTH_BYTES))
        answer: dict[str, Any] = json.loads(_receive(line, length))
        return answer

    def _connected(self) -> socket.socket:
        if self._line is not None and self._process != os.getpid():
            self._line.detach()  # it belongs to the process that this one was forked from
            self._line = None
        if self._line is None:
            self._process = os.getpid()
            self._line = socket.socket(socket.AF_UNIX)
            self._line.settimeout(ANSWER_SECONDS)
            self._line.connect(self._path)
        return self._line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def open_line(url: str, check: bool = True) -> LineStore:
    """Open the store that a server serves at this URL; see `workbook.store.open_store`."""
    store = LineStore(url.removeprefix(SCHEME))
    store.open(check)
    return store


def ask_was_set_aside(url: str) -> bool:
    """Ask the server whether a damaged file of its store was ever put aside and is still there."""
    with closing(LineStore(url.removeprefix(SCHEME))) as line:
        return bool(line.ask("was_set_aside"))


def write_frame(message: dict[str, Any]) -> bytes:
    """Write a frame: a length, and a message as JSON."""
    text = json.dumps(message, default=_plain, separators=(",", ":")).encode()
    return len(text).to_bytes(LENGTH_BYTES) + text


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if is_dataclass(value):
        return vars(value)
    if isinstance(value, Collection):
        return list(value)
    raise TypeError("This does not travel by line.")


def _receive(line: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = line.recv(min(length - len(received), 1024 * 1024))
        if not piece:
            raise EOFError
        received += piece
    return bytes(received)
