"""Which calls of Linux a kernel may not make: a filter that the kernel of Linux runs (seccomp).

A forbidden call fails as if it were not permitted; nothing is killed. Seccomp's own library would
be one more thing to install on the system, and what is needed of it is this page.
"""

import errno
import os
import socket

from workbook.web.syscalls import AUDIT_ARCH, SockFilter, SockProgram, call, machine, number

NEVER = (
    # other programs
    *("execve", "execveat", "fork", "vfork"),
    # other processes
    *("ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd"),
    *("pidfd_send_signal", "tkill", "kcmp", "move_pages", "migrate_pages"),
    # what a filter of calls cannot see into
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),
    # the system itself
    *("mount", "umount2", "mount_setattr", "move_mount", "open_tree", "pivot_root", "chroot"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "open_by_handle_at", "name_to_handle_at"),
    *("unshare", "setns", "bpf", "perf_event_open", "userfaultfd", "acct", "quotactl"),
    *("kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module"),
    *("reboot", "swapon", "swapoff", "add_key", "request_key", "keyctl"),
)
ONLY_ITSELF = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "prlimit64")
"""A process may do this to itself alone; `prlimit64` is told so by 0 as well."""

_LOAD, _EQUAL, _AT_LEAST, _ALL_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # places in struct seccomp_data
_X32 = 0x40000000  # the other way of calling on x86_64
_CLONE_THREAD = 0x00010000
_SET_FILTER, _ALL_THREADS = 1, 1

Step = tuple[int, int, int, int]


def forbid_calls() -> None:
    """Forbid them for this process and for good; it must hold no new privileges already.

    Raises:
        OSError: this system has no seccomp, or not for this machine.
    """
    name = machine()
    if name is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    steps = [SockFilter(*step) for step in filter_steps(AUDIT_ARCH[name], os.getpid())]
    program = SockProgram(len(steps), (SockFilter * len(steps))(*steps))
    call("seccomp", _SET_FILTER, _ALL_THREADS, program)


def filter_steps(arch: int, pid: int) -> list[Step]:
    """Return the filter for a machine and the process with this id."""
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, arch),
        _fail(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        _fail(errno.EPERM),
    ]
    for name in NEVER:
        steps += _when(name, [_fail(errno.EPERM)])
    # Without clone3, whose flags a filter cannot see, threads are made by clone.
    steps += _when("clone3", [_fail(errno.ENOSYS)])
    thread = (_ALL_SET, 1, 0, _CLONE_THREAD)
    steps += _when("clone", [_first(), thread, _fail(errno.EPERM), _allow()])
    unix = (_EQUAL, 1, 0, int(socket.AF_UNIX))
    steps += _when("socket", [_first(), unix, _fail(errno.EACCES), _allow()])
    for name in ONLY_ITSELF:
        nobody = 0 if name == "prlimit64" else pid
        itself = [(_EQUAL, 2, 0, pid), (_EQUAL, 1, 0, nobody)]
        steps += _when(name, [_first(), *itself, _fail(errno.EPERM), _allow()])
    return [*steps, _allow()]


def _when(name: str, then: list[Step]) -> list[Step]:
    """Take these steps for one call, where this machine has it; they must end in an answer."""
    called = number(name)
    return [] if called is None else [(_EQUAL, 0, len(then), called), *then]


def _first() -> Step:
    return (_LOAD, 0, 0, _FIRST_ARGUMENT)


def _allow() -> Step:
    return (_RETURN, 0, 0, _ALLOW)


def _fail(problem: int) -> Step:
    return (_RETURN, 0, 0, _ERRNO | problem)
