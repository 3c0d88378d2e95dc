"""The door to Linux: the calls that Python's own library does not have, and their numbers."""

import ctypes
import os
import platform
import sys
from ctypes import c_int, c_long, c_uint32
from functools import cache

AUDIT_ARCH: dict[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""How the kernel names each machine, from linux/audit.h."""

# From asm/unistd.h: (x86_64, aarch64); None where a machine does not have the call. From 424 on
# the numbers are the same on all machines.
_NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clone": (56, 220),
    "clone3": (435, 435),
    "delete_module": (176, 106),
    "execve": (59, 221),
    "execveat": (322, 281),
    "finit_module": (313, 273),
    "fork": (57, None),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "migrate_pages": (256, 238),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "prlimit64": (302, 261),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "seccomp": (317, 277),
    "setns": (308, 268),
    "socket": (41, 198),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "tgkill": (234, 131),
    "tkill": (200, 130),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vfork": (58, None),
}


@cache
def machine() -> str | None:
    """Return the machine's name where this module knows its calls, else None."""
    name = platform.machine()
    return name if sys.platform == "linux" and name in AUDIT_ARCH and _is_64_bit() else None


def _is_64_bit() -> bool:
    return sys.maxsize > 2**32


def number(name: str) -> int | None:
    """Return the number of a call on this machine, None where it has none."""
    return _NUMBERS[name][list(AUDIT_ARCH).index(machine() or "")]


def call(name: str, *arguments: int | ctypes.Array[ctypes.c_char] | ctypes.Structure) -> int:
    """Make a call of Linux by its name; a structure is handed over by its address.

    Raises:
        OSError: the kernel refused, or does not know the call.
    """
    passed = [c_long(each) if isinstance(each, int) else ctypes.byref(each) for each in arguments]
    return _checked(_libc().syscall(c_long(number(name) or -1), *passed))


def set_process(option: int, value: int) -> None:
    """Set one property of this process for good, as prctl(2) does.

    Raises:
        OSError: the kernel refused, or does not know the property.
    """
    _checked(_libc().prctl(c_int(option), c_long(value), c_long(0), c_long(0), c_long(0)))


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = c_long
    return libc


def _checked(result: int) -> int:
    if result < 0:
        problem = ctypes.get_errno()
        raise OSError(problem, os.strerror(problem))
    return result


class SockFilter(ctypes.Structure):
    """One step of a filter, struct sock_filter of linux/filter.h."""

    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", c_uint32),
    )


class SockProgram(ctypes.Structure):
    """All steps of a filter, struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(SockFilter)))
