"""How much memory is left for one more participant."""

from pathlib import Path

import psutil

CONTAINER = Path("/sys/fs/cgroup")
MEBIBYTE = 2**20
KEPT_FREE = 256 * MEBIBYTE
"""What the system and the server keep; a kernel that cannot get memory would lose its page."""


def free_memory(container: Path = CONTAINER) -> int:
    """Return the bytes that could still be used, by this machine and by this container."""
    free = int(psutil.virtual_memory().available)
    limit, used = (_read(container / name) for name in ("memory.max", "memory.current"))
    return free if limit is None or used is None else max(0, min(free, limit - used))


def has_room(container: Path = CONTAINER) -> bool:
    """Say whether one more kernel may begin."""
    return free_memory(container) > KEPT_FREE


def _read(path: Path) -> int | None:
    """Read a number of a control group; "max" and a missing file are none."""
    try:
        return int(path.read_text("ascii"))
    except (OSError, ValueError):
        return None
