"""What a kernel's process may do, taken away before it sees anything of a participant.

Each layer holds on its own, and where a system lacks one the others still hold:

- privileges: it can gain none, whatever it starts.
- limits: on memory, open files, the size of a file; nothing of it is left by a crash.
- files: it reads Python, this package and little else, and writes into its own folders only.
- network: it opens no socket but those within this machine's files.
- processes: it starts no program, and neither looks at nor signals another process.
"""

import errno
import importlib
import os
import site
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from workbook.content.paths import data_folder, notebooks_folder
from workbook.web import landlock, seccomp
from workbook.web.syscalls import machine, set_process

LAYERS = ("privileges", "limits", "files", "network", "processes")
MEMORY = 2**30
"""Bytes a kernel may fill; one with pandas at work fills about 150 MB."""
FILES = 256
"""Files, sockets and pipes that are open at once; a kernel has about 50."""
FILE_SIZE = 64 * 2**20
"""Bytes of a file that it writes; the largest export is a hundredth."""

_NO_NEW_PRIVILEGES = 38  # linux/prctl.h
# What Python and the libraries beneath it look at. Devices come with their rights.
_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/lib32"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/mime.types"),
    *("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/os-release", "/etc/fonts"),
    *("/proc/meminfo", "/proc/stat", "/proc/cpuinfo", "/proc/sys/vm/overcommit_memory"),
    *("/sys/devices/system/cpu", "/sys/devices/system/node"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
)


def prepare() -> None:
    """Look up once, in the parent, what every child would have to look up for itself."""
    if machine() is not None:
        readable()
        importlib.import_module("resource")


def confine(folders: Sequence[Path]) -> frozenset[str]:
    """Confine this process for good to what a kernel needs, and return the layers that hold.

    It may write into `folders` alone, and whatever looks for a place finds the first of them. Call
    it right after the fork: the process must have one thread, since what is done to it holds for
    that thread and those it will start.

    Raises:
        RuntimeError: there is more than one thread already.
    """
    if machine() is None:
        return _limited()
    if len(os.listdir("/proc/self/task")) > 1:
        raise RuntimeError("A kernel is confined before it has a second thread.")
    rules = _rules(folders)
    _settle(*folders[:1])
    held = _limited()
    if not _holds(lambda: set_process(_NO_NEW_PRIVILEGES, 1)):
        return held  # no other layer is given to a process that could gain privileges
    held |= {"privileges"}
    if _holds(lambda: landlock.allow_only(rules)):
        held |= {"files"}
    if _holds(seccomp.forbid_calls):
        held |= {"network", "processes"}
    return held


def described(held: frozenset[str]) -> str:
    """Say in a line for the operator what holds and what does not."""
    holding = ", ".join(layer for layer in LAYERS if layer in held)
    missing = ", ".join(layer for layer in LAYERS if layer not in held)
    said = f"Kernels are confined: {holding or 'in nothing'}"
    return f"{said}; not: {missing}." if missing else f"{said}."


def tried() -> frozenset[str]:
    """Return the layers that would hold for a kernel here, found out by a process that ends."""
    done = subprocess.run(
        [sys.executable, "-m", "workbook.web.confine"], capture_output=True, text=True, timeout=60
    )
    return frozenset(done.stdout.split()) & frozenset(LAYERS)


def _limited() -> frozenset[str]:
    try:
        import resource
    except ImportError:  # Windows
        return frozenset()
    # One byte, not none: at none, a system's crash reporter still gets the memory (fs/coredump.c).
    limits = [(resource.RLIMIT_CORE, 1), (resource.RLIMIT_NOFILE, FILES)]
    limits += [(resource.RLIMIT_FSIZE, FILE_SIZE), (resource.RLIMIT_DATA, MEMORY)]
    for limit, wanted in limits:
        most = resource.getrlimit(limit)[1]
        lower = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(limit, (lower, lower))
    return frozenset({"limits"})


def _settle(*own: Path) -> None:
    """Let the own folder be the place for passing files, settings and what is named shortly."""
    for folder in own:
        os.chdir(folder)
        tempfile.tempdir = str(folder)
        os.environ |= dict.fromkeys(("TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR"), str(folder))


def _rules(folders: Sequence[Path]) -> list[tuple[Path, int]]:
    """Return what may be read and written, the whole table of it."""
    return [
        *((path, landlock.READ) for path in readable()),
        (Path(f"/proc/{os.getpid()}"), landlock.READ),
        (Path("/dev/null"), landlock.WRITE),
        *((folder, landlock.WRITE) for folder in folders),
    ]


@cache
def readable() -> tuple[Path, ...]:
    """Return what every kernel may read."""
    python = {Path(each) for each in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    python |= {Path(each) for each in sysconfig.get_paths().values()}
    python |= {Path(site.getusersitepackages())} if site.ENABLE_USER_SITE else set()
    ours = {Path(__file__).resolve().parents[1], data_folder(), notebooks_folder()}
    found = sorted(each for each in python | ours | set(map(Path, _SYSTEM)) if each.exists())
    # A folder within another one that is read needs no rule of its own.
    return tuple(each for each in found if not set(each.parents) & set(found))


def _holds(layer: Callable[[], object]) -> bool:
    try:
        layer()
    except OSError as problem:
        if problem.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM):
            return False  # this system does not have it, or a container keeps it to itself
        raise
    return True


if __name__ == "__main__":
    print(*confine([]))
