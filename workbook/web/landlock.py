"""Which files, ports and processes a kernel may reach: rules of Linux that only tighten (Landlock).

The packages that wrap it are young (one development release in 2025, one first release in 2026),
and what is needed of it is this page.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from workbook.web.syscalls import call

READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
READ = READ_FILE | READ_FOLDER
WRITE = (
    READ
    | 1 << 1  # write into a file
    | 1 << 4  # remove a folder
    | 1 << 5  # remove a file
    | 1 << 7  # make a folder
    | 1 << 8  # make a file
    | 1 << 9  # make a socket
    | 1 << 13  # move between folders
    | 1 << 14  # cut a file short
)
ON_A_FILE = READ_FILE | 1 << 1 | 1 << 14
# Rights over files that each version of Landlock knows: those of all before it, and its own.
_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_PORTS = 0b11  # bind and connect by TCP, from version 4 on
_SCOPES = 0b11  # abstract unix sockets and signals, from version 6 on
_VERSION = 1  # the flag that asks for it
_BENEATH = 1  # a rule about a path


class _Handled(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("ports", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("at", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock that this system has.

    Raises:
        OSError: it has none.
    """
    return call("landlock_create_ruleset", 0, 0, _VERSION)


def allow_only(rules: Iterable[tuple[Path, int]]) -> int:
    """Allow this process only these rights at and beneath these paths; return the version.

    Nothing else can be opened after this, no TCP port used, no process outside signalled, as far
    as the version of the system goes. The process must hold no new privileges already.

    Raises:
        OSError: this system has no Landlock.
    """
    known = version()
    files = _FILES[max(each for each in _FILES if each <= known)]
    handled = _Handled(files, _PORTS if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = call("landlock_create_ruleset", handled, size, 0)
    try:
        for path, rights in rules:
            _allow(ruleset, path, rights & files)
        call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    return known


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no rule
    try:
        rights = rights if stat.S_ISDIR(os.fstat(at).st_mode) else rights & ON_A_FILE
        call("landlock_add_rule", ruleset, _BENEATH, _Beneath(rights, at), 0)
    finally:
        os.close(at)
