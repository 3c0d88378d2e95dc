"""The filter of calls, run step by step as Linux would, also for a machine that is not here."""

import errno
from typing import Any

import pytest

from workbook.web import seccomp, syscalls
from workbook.web.seccomp import NEVER, ONLY_ITSELF, Step, filter_steps

ALLOWED = 0x7FFF0000
ME = 4242
OTHER = 1
ORDINARY = {"x86_64": [0, 1, 3, 9, 202, 232, 281], "aarch64": [63, 64, 57, 222, 98, 22]}


@pytest.fixture(params=syscalls.AUDIT_ARCH)
def machine(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(syscalls, "machine", lambda: request.param)
    return str(request.param)


def run(steps: list[Step], arch: int, number: int | None, argument: int = 0) -> int:
    """Run a filter over one call and return its answer."""
    fields = {0: number or 0, 4: arch, 16: argument & 0xFFFFFFFF}
    held, at = 0, 0
    while True:
        code, jump_true, jump_false, value = steps[at]
        at += 1
        if code == 0x20:
            held = fields[value]
        elif code == 0x06:
            return value
        else:
            holds = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[code]
            at += jump_true if holds else jump_false


def answer(machine: str, number: int | None, argument: int = 0) -> str:
    arch = syscalls.AUDIT_ARCH[machine]
    given = run(filter_steps(arch, ME), arch, number, argument)
    return "allowed" if given == ALLOWED else errno.errorcode[given & 0xFFFF]


def test_every_listed_call_is_refused(machine: str):
    for name in NEVER:
        if (number := syscalls.number(name)) is not None:
            assert answer(machine, number) == "EPERM", name


def test_ordinary_calls_pass(machine: str):
    assert {answer(machine, number) for number in ORDINARY[machine]} == {"allowed"}


def test_threads_pass_and_processes_do_not(machine: str):
    clone = syscalls.number("clone")
    assert answer(machine, clone, 0x3D0F00) == "allowed"  # as glibc makes a thread
    assert answer(machine, clone, 17) == "EPERM"  # as it makes a process
    assert answer(machine, syscalls.number("clone3")) == "ENOSYS"


def test_only_sockets_of_this_machine_pass(machine: str):
    answers = [answer(machine, syscalls.number("socket"), family) for family in range(46)]
    assert [family for family, said in enumerate(answers) if said == "allowed"] == [1]


def test_a_process_may_signal_only_itself(machine: str):
    for name in ONLY_ITSELF:
        number = syscalls.number(name)
        assert answer(machine, number, ME) == "allowed"
        assert {answer(machine, number, each) for each in (OTHER, -1, -ME)} == {"EPERM"}
        assert answer(machine, number) == ("allowed" if name == "prlimit64" else "EPERM")


def test_another_machine_s_calls_are_refused(machine: str):
    arch = syscalls.AUDIT_ARCH[machine]
    assert run(filter_steps(arch, ME), 0x40000003, 1) & 0xFFFF == errno.EPERM


def test_every_way_through_the_filter_ends(machine: str):
    steps = filter_steps(syscalls.AUDIT_ARCH[machine], ME)
    assert len(steps) < 4096  # the longest filter that Linux takes
    for at, (code, jump_true, jump_false, _) in enumerate(steps):
        if code in (seccomp._EQUAL, seccomp._AT_LEAST, seccomp._ALL_SET):
            assert at + 1 + max(jump_true, jump_false) < len(steps)
