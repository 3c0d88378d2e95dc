"""The store's file on one machine: private, durable, and set aside rather than overwritten.

A connection never creates the file, so nothing is ever stored in a file that somebody has just
moved away; only `make_ready` creates it, and only one process at a time gets that far.
"""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from workbook.errors import StoreUnavailable
from workbook.store_failures import find_reason
from workbook.store_schema import refuse_newer

BUSY_SECONDS = 2.0
OPENING_SECONDS = 20.0  # another process may be checking a large file first
CUTTING_SECONDS = 0.02  # between two tries to cut the log

_ENDINGS = ("-wal", "-shm", "")  # moved in this order: a log is never left beside a new file


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock beside this file; the lock ends with the process, even when that is killed."""
    lock = _beside(path, ".lock")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _create(lock)
    with closing(sqlite3.connect(lock, timeout=OPENING_SECONDS, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        yield


def make_ready(path: Path, newest: int, check: bool) -> Path | None:
    """Make sure there is a sound file only its owner can read; call it `alone`.

    Returns:
        Where a damaged file was set aside, else None.

    Raises:
        StoreTooNew: the file's version is above `newest`; nothing was touched.
    """
    version: int | None = 0
    set_aside = None
    if path.exists():
        version = _version(path, check)
    if version is None:
        version, set_aside = 0, _set_aside(path)
    refuse_newer(version, newest)
    _create(path)
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            _make_private(_beside(path, ending))
    return set_aside


def file_engine(path: Path) -> Engine:
    """An engine whose connections are durable and notice when the file is not the same any more."""
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, "rw"), poolclass=QueuePool, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = _identity(path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # "Saved" means on the disk
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "checkout")
    def compare(connection: sqlite3.Connection, record: Any, proxy: Any) -> None:
        if record.info["file"] != _identity(path):
            raise DisconnectionError  # the pool connects again, to the file that is there now

    return engine


def cut_log(connection: Connection) -> None:
    """Move the log beside the file into it and leave the log empty.

    Raises:
        StoreUnavailable: another process used the log all the while; with reason "locked".
    """
    # SQLite waits for who reads or writes, but not for who cuts the log in the same moment.
    until = monotonic() + BUSY_SECONDS
    while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
        if monotonic() > until:
            raise StoreUnavailable("locked")
        sleep(CUTTING_SECONDS)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    if path.exists() and not os.access(path.parent, os.W_OK):
        # SQLite would say no more than that it cannot open its log beside the file.
        raise OSError(errno.EROFS, "The folder cannot be written.")
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def _version(path: Path, check: bool) -> int | None:
    """The version of a sound file, 0 of an empty one, None of a damaged one."""
    try:
        with closing(_connect(path, "ro")) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if check and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            if "meta" not in tables:
                return 0
            rows = connection.execute("SELECT value FROM meta WHERE name = 'schema'")
            return max((int(value) for (value,) in rows), default=0)
    except sqlite3.DatabaseError as problem:
        if find_reason(problem) == "damaged":
            return None
        raise


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (_beside(path, f".damaged-{stamp}" + (f"-{n}" if n else "")) for n in count())
    aside = next(name for name in names if not any(_beside(name, e).exists() for e in _ENDINGS))
    for ending in _ENDINGS:
        with suppress(FileNotFoundError):
            _beside(path, ending).rename(_beside(aside, ending))
    return aside


def _create(path: Path) -> None:
    # Opening a file that SQLite has open, and closing it, would end SQLite's own locks on it: so
    # only a file that is not there yet is opened here.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        path.chmod(0o600)  # whatever the umask


def _make_private(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) != 0o600:
        path.chmod(0o600)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
