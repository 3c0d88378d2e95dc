"""What this machine is, and what a tree of processes holds of its memory."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Weight:
    """Memory in MB: `pss` with a fair share of what is shared, `uss` of its own alone."""

    pss: float
    uss: float

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(self.pss - other.pss, self.uss - other.uss)

    def __truediv__(self, parts: float) -> "Weight":
        return Weight(self.pss / parts, self.uss / parts)


def weigh(pid: int) -> Weight:
    """Return what one process holds; one that has ended holds nothing."""
    try:
        found = psutil.Process(pid).memory_full_info()
    except psutil.Error:
        return Weight(0, 0)
    pss = getattr(found, "pss", found.uss)  # only Linux knows it
    return Weight(pss / MEGABYTE, found.uss / MEGABYTE)


def weigh_tree(pid: int) -> Weight:
    """Return what a process and all it has started hold."""
    weights = [weigh(one.pid) for one in tree(pid)]
    return Weight(sum(one.pss for one in weights), sum(one.uss for one in weights))


def tree(pid: int) -> list[psutil.Process]:
    """Return a process and all it has started."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def machine() -> str:
    """Return the cores, the processor, the memory and the system, in a few words."""
    memory = psutil.virtual_memory().total / 10**9
    return f"{os.cpu_count()} cores, {_processor()}, {memory:.0f} GB, {platform.system()}"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text("utf-8").splitlines() if about.is_file() else []
    named = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
