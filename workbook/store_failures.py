"""Why a store cannot be used, in one word, from what the disk or a database says."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from workbook.errors import StoreUnavailable

_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    # SQLite says so when a quota or a limit on file sizes is reached, and for its index of the log.
    sqlite3.SQLITE_IOERR_WRITE: "full",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_CANTOPEN: "gone",
    sqlite3.SQLITE_IOERR: "gone",
    sqlite3.SQLITE_CONSTRAINT: "gone",  # the journal written to was burned
}
# PostgreSQL's SQLSTATE, whole or by its class: appendix "PostgreSQL Error Codes" of its manual.
_POSTGRES = {
    "53100": "full",  # the disk
    "53400": "full",  # a configured limit
    "53300": "locked",  # too many connections: there is room again soon
    "25006": "read_only",  # a replica, or a database set so
    "42501": "read_only",  # no right to do this
    "40": "locked",  # two that waited for each other
    "55": "locked",
    "57014": "locked",  # waited too long
    "23503": "gone",  # the journal written to was burned
    "08": "gone",
    "28": "gone",  # a password or a right to connect
    "3D": "gone",  # no such database
    "42P01": "gone",  # no such table
    "57": "gone",  # stopped, or starting
    "58": "gone",  # its own disk fails
    "XX001": "damaged",
    "XX002": "damaged",
}
_SYSTEM = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "gone",
    errno.EIO: "gone",
}


@contextmanager
def failures_named(*kinds: type[Exception]) -> Iterator[None]:
    """Turn every failure of the disk, of SQLite or of these kinds into one with a reason.

    Raises:
        StoreUnavailable: with the reason, and nothing of what was being written.
    """
    named: tuple[type[Exception], ...] = (sqlite3.Error, OSError, *kinds)
    try:
        yield
    except named as problem:
        raise StoreUnavailable(find_reason(problem)) from None


def find_reason(problem: Exception) -> str:
    """The reason for a failure of the disk, of SQLite, or of PostgreSQL through SQLAlchemy."""
    cause = getattr(problem, "orig", None) or problem
    if isinstance(cause, OSError):
        return _SYSTEM.get(cause.errno or 0, "other")
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF, "other")
    state = getattr(cause, "sqlstate", None)
    if state:
        return _POSTGRES.get(state) or _POSTGRES.get(state[:2], "other")
    # Without a state PostgreSQL itself said nothing: the connection was lost, or there was none.
    return "gone" if type(problem).__name__ == "OperationalError" else "other"
