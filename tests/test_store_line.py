"""The line between kernels and the store: what is refused, what is lost, and many at once."""

import json
import os
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores import FIRST, SECOND, WRAP, finish, reason_of, running_line, start
from workbook import store_line, store_server
from workbook.errors import StoreTooNew, StoreUnavailable
from workbook.store import SealedRecord, open_store, was_set_aside
from workbook.store_line import LARGEST, LineStore, write_frame
from workbook.store_sql import SqlStore
from workbook.vault import Wrap


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def done():
    return []


@pytest.fixture
def line(path, done):
    with running_line(f"sqlite:///{path}", lambda *what: done.append(what)) as line:
        yield line


@pytest.fixture
def store(line):
    with closing(open_store(line.url)) as store:
        store.add_journal("journal", WRAP, "tab")
        store.put("journal", [FIRST])
        yield store


def socket_of(line) -> str:
    return line.url.removeprefix("line://")


def answer_to(line, sent: bytes) -> bytes:
    """Send bytes as a kernel might, and return all that comes back before the line is closed."""
    with socket.socket(socket.AF_UNIX) as kernel:
        kernel.settimeout(20)
        kernel.connect(socket_of(line))
        received = b""
        try:
            kernel.sendall(sent)
            kernel.shutdown(socket.SHUT_WR)
            while piece := kernel.recv(65536):
                received += piece
        except ConnectionError:
            pass  # closed before all was sent
        return received


# What is asked


def test_who_did_what_and_how_long_it_took_is_told_without_any_id(store, done):
    reason_of(lambda: store.put("burned", [FIRST]))
    assert [(do, reason) for do, _, reason in done] == [
        ("open", None),
        ("add_journal", None),
        ("put", None),
        ("put", "gone"),
    ]
    assert all(0 <= seconds < 20 for _, seconds, _ in done)


@pytest.mark.parametrize(
    "do",
    [
        "close",
        "ask",
        "try_writing",
        "expire",
        "_work",
        "__class__",
        "journals",
        "",
        None,
        1,
        ["put"],
    ],
)
def test_what_is_not_served_closes_the_line(store, line, done, do):
    before = len(done)
    assert answer_to(line, write_frame({"do": do, "journal": "journal"})) == b""
    assert len(done) == before
    assert store.records("journal") == [FIRST]


PUT = {"do": "put", "journal": "journal", "records": [SECOND]}
WRONG = [
    PUT | {"journal": 5},
    PUT | {"journal": ""},
    PUT | {"journal": "j" * 201},
    PUT | {"more": 1},
    PUT | {"records": "second"},
    PUT | {"records": None},
    PUT | {"records": [{"record": "second", "format": 1}]},
    PUT | {"records": [{"record": "second", "format": 1, "sealed": "no base64!"}]},
    PUT | {"records": [{"record": "second", "format": 1, "sealed": "", "day": "2020-01-01"}]},
    PUT | {"records": [SealedRecord("second", 0, b"burned")]},
    PUT | {"records": [SealedRecord("second", 2**31, b"late")]},
    PUT | {"records": [SealedRecord("second", True, b"late")]},
    PUT | {"records": [SealedRecord("s" * 201, 1, b"long")]},
    {"do": "put", "journal": "journal"},
    {"do": "add_journal", "journal": "new", "wrap": Wrap("w", b""), "kind": "admin"},
    {"do": "add_journal", "journal": "new", "wrap": Wrap("w", bytes(4097)), "kind": "tab"},
    {"do": "burn_records", "journal": "journal", "records": [1]},
    {"do": "replace_wraps", "journal": "journal", "wraps": []},
    {"do": "replace_wraps", "journal": "journal", "wraps": [["admin", Wrap("w", b"")]]},
    {"do": "replace_wraps", "journal": "journal", "wraps": [["tab", Wrap("w", b"")]] * 101},
    {"do": "find_wraps", "journal": "journal", "kind": "any"},
    {"do": "keep_for", "journal": "journal", "days": 0},
    {"do": "keep_for", "journal": "journal", "days": "90"},
    {"do": "touch", "journal": "journal", "day": "2999-01-01"},
    {"do": "records", "journal": "journal%", "like": True},
    {"do": "find_wrap", "lookup": None},
    {"do": "open", "check": "yes"},
]


@pytest.mark.parametrize("asked", WRONG, ids=range(len(WRONG)))
def test_an_argument_of_another_kind_or_length_closes_the_line(store, line, asked):
    assert answer_to(line, write_frame(asked)) == b""
    assert store.records("journal") == [FIRST]
    assert store.find_wrap("w") is None


def test_what_is_served_is_answered_until_the_line_is_closed(store, line):
    both = answer_to(line, write_frame(PUT) + write_frame({"do": "burned", "journal": "journal"}))
    assert both == write_frame({"answer": None}) + write_frame({"answer": []})
    assert store.records("journal") == [FIRST, SECOND]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
almost = st.dictionaries(
    st.sampled_from(["journal", "records", "check", "wrap"]), anything
).flatmap(
    lambda given: st.sampled_from(["put", "open", "records", "burn", "add_journal"]).map(
        lambda do: {**given, "do": do}
    )
)


def as_frame(text: bytes) -> bytes:
    return len(text).to_bytes(4) + text


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sent=st.binary(max_size=40)
    | st.binary(max_size=40).map(as_frame)
    | (anything | almost).map(lambda each: as_frame(json.dumps(each).encode()))
)
def test_malformed_frames_harm_nobody(store, line, sent):
    answered = answer_to(line, sent)
    # By chance it may be an open or a journal nobody has; these are answered.
    assert answered == b"" or json.loads(answered[4:]).keys() <= {"answer", "unavailable"}
    assert store.records("journal") == [FIRST]


def test_a_frame_that_is_too_large_is_not_even_read(store, line):
    assert answer_to(line, (LARGEST + 1).to_bytes(4)) == b""
    assert answer_to(line, b"\xff\xff\xff\xff" + bytes(1000)) == b""
    assert store.records("journal") == [FIRST]


def test_more_than_a_frame_holds_is_said_and_harms_nothing(store):
    huge = SealedRecord("huge", 1, bytes(LARGEST))
    assert reason_of(lambda: store.put("journal", [SECOND, huge])) == "full"
    large = SealedRecord("large", 1, bytes(LARGEST // 2))
    store.put("journal", [large])
    assert store.records("journal") == [FIRST, large]


def test_a_fault_of_our_own_is_told_as_one_word_and_ends_nothing(store, done, monkeypatch, capfd):
    def fail(self, journal):
        raise RuntimeError(journal)

    monkeypatch.setattr(SqlStore, "records", fail)
    assert reason_of(lambda: store.records("journal")) == "other"
    assert done[-1][0] == "records" and done[-1][2] == "other"
    monkeypatch.undo()
    assert store.records("journal") == [FIRST]
    assert capfd.readouterr() == ("", "")


# Many at once


def test_forty_kernels_at_once_are_all_answered_each_with_its_own(line):
    def visit(me: str) -> list[SealedRecord]:
        with closing(open_store(line.url, check=False)) as store:
            store.add_journal(me, Wrap(me, me.encode()), "tab")
            for n in range(5):
                store.put(me, [SealedRecord(f"r{n}", 1, f"{me} {n}".encode())])
                assert store.find_wrap(me) == Wrap(me, me.encode())
            return store.records(me)

    names = [f"visit {n}" for n in range(40)]
    with ThreadPoolExecutor(40) as kernels:
        found = list(kernels.map(visit, names))
    assert found == [
        [SealedRecord(f"r{n}", 1, f"{me} {n}".encode()) for n in range(5)] for me in names
    ]


def test_threads_of_one_kernel_may_share_a_line(store):
    def save(n: int) -> None:
        store.put("journal", [SealedRecord(f"r{n:02}", 1, b"sealed")])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(save, range(40)))
    assert len(store.records("journal")) == 41


def test_a_kernel_that_was_forked_never_takes_the_answers_of_another(store, line):
    code = """
import os
store.add_journal(names[0], Wrap("of parent", b"wrapped"), "tab")
me = os.fork()
mine = "child" if me == 0 else "parent"
store.add_journal(mine, Wrap(mine, b"wrapped"), "tab")
for n in range(50):
    store.put(mine, [SealedRecord(f"{mine} {n}", 1, b"sealed")])
    assert all(found.record.startswith(mine) for found in store.records(mine))
if me == 0:
    os._exit(0)
assert os.waitpid(me, 0)[1] == 0
print(len(store.records("parent")), len(store.records("child")))
"""
    assert finish([start(code, line.url, "first")]) == ["50 50\n"]


# Lines that are lost


def test_a_server_that_is_gone_is_said_and_one_that_is_back_is_used(path):
    with tempfile.TemporaryDirectory(prefix="line-") as folder:
        at = Path(folder) / "store"
        with running_line(f"sqlite:///{path}", at=at) as line:
            store = open_store(line.url)
            store.add_journal("journal", WRAP, "tab")
        assert not at.exists()
        assert reason_of(lambda: store.put("journal", [FIRST])) == "gone"
        assert reason_of(lambda: open_store(f"line://{at}")) == "gone"
        with running_line(f"sqlite:///{path}", at=at):
            store.put("journal", [FIRST])
        with running_line(f"sqlite:///{path}", at=at):  # the line was lost since
            assert store.records("journal") == [FIRST]
            store.close()


@pytest.fixture
def mute():
    """Give a socket that lets kernels come and answers nothing."""
    with tempfile.TemporaryDirectory(prefix="line-") as folder, socket.socket(socket.AF_UNIX) as it:
        it.bind(f"{folder}/store")
        it.listen()
        it.settimeout(20)
        yield it


def test_a_server_that_does_not_answer_is_said_and_a_late_answer_is_never_used(mute, monkeypatch):
    monkeypatch.setattr(store_line, "ANSWER_SECONDS", 0.2)
    store = LineStore(mute.getsockname())
    assert reason_of(lambda: store.find_wrap("lookup")) == "locked"
    with mute.accept()[0] as late:
        assert b"find_wrap" in late.recv(1000)
        assert late.recv(1000) == b""  # nobody waits for an answer on this line any more
    assert reason_of(lambda: store.burned("journal")) == "locked"
    with mute.accept()[0] as other:
        assert b"burned" in other.recv(1000)
    store.close()


@pytest.mark.parametrize("answer", [b"\x00\x00\x00\x02no", b"\x00\x00", b""])
def test_an_answer_that_is_none_is_said(mute, answer):
    store = LineStore(mute.getsockname())
    with ThreadPoolExecutor(1) as kernel:
        asked = kernel.submit(reason_of, lambda: store.find_wrap("lookup"))
        with mute.accept()[0] as server:
            server.sendall(answer)
        assert asked.result(20) == "gone"
    store.close()


def test_what_was_asked_before_the_server_ends_is_still_done(path, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slowly(self, journal, records, put=SqlStore.put):
        begun.set()
        go_on.wait(20)
        put(self, journal, records)

    monkeypatch.setattr(SqlStore, "put", slowly)
    with ThreadPoolExecutor(1) as kernel:
        with running_line(f"sqlite:///{path}") as line:
            store = open_store(line.url)
            store.add_journal("journal", WRAP, "tab")
            saving = kernel.submit(store.put, "journal", [FIRST])
            begun.wait(20)
            threading.Timer(0.2, go_on.set).start()
        saving.exception(20)
    assert open_store(f"sqlite:///{path}").records("journal") == [FIRST]


# Opening


def test_the_socket_is_the_servers_alone(line):
    assert stat.S_IMODE(os.stat(socket_of(line)).st_mode) == 0o600


def test_a_store_that_cannot_be_opened_is_not_served(tmp_path):
    (tmp_path / "journal.sqlite").mkdir()
    with (
        pytest.raises(StoreUnavailable),
        running_line(f"sqlite:///{tmp_path}/journal.sqlite"),
    ):
        pass


def test_a_path_too_long_for_a_socket_is_an_error_and_holds_nothing(path, tmp_path):
    with pytest.raises(OSError), running_line(f"sqlite:///{path}", at=tmp_path / ("s" * 200)):
        pass
    open_store(f"sqlite:///{path}").close()


def test_a_kernel_with_a_line_imports_nothing_that_speaks_to_a_database(line):
    code = """
store.add_journal("journal", Wrap("lookup", b"wrapped"), "tab")
store.put("journal", [SealedRecord("first", 1, b"sealed")])
store.records("journal")
print({"sqlalchemy", "psycopg", "sqlite3", "pydantic", "asyncio"} & set(sys.modules))
"""
    assert finish([start(code, line.url)]) == ["set()\n"]


def damage(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    other.close()
    path.write_bytes(b"this is no database " * 500)


def test_damage_is_put_aside_once_whoever_finds_it_and_all_who_did_are_told(line, path):
    opened, at_once = threading.Semaphore(), []

    def watch(*given, real=store_server.open_store, **how):
        at_once.append(opened.acquire(blocking=False))
        try:
            return real(*given, **how)
        finally:
            opened.release()

    open_store(line.url).add_journal("journal", WRAP, "tab")
    damage(path)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(10) as kernels:
        patch.setattr(store_server, "open_store", watch)
        stores = list(kernels.map(open_store, [line.url] * 10))
    (aside,) = path.parent.glob("journal.sqlite.damaged-*Z")
    told = [store.set_aside for store in stores if store.set_aside]
    assert told and set(told) == {aside}
    assert all(at_once)
    assert was_set_aside(line.url)
    assert open_store(line.url).set_aside is None
    for store in stores:
        assert store.find_wrap("lookup") is None
        store.close()


def test_while_one_looks_for_damage_the_others_go_on(store, line, monkeypatch):
    looking, enough = threading.Event(), threading.Event()

    def slowly(*given, real=store_server.open_store, **how):
        looking.set()
        enough.wait(20)
        return real(*given, **how)

    monkeypatch.setattr(store_server, "open_store", slowly)
    with ThreadPoolExecutor(6) as kernels:
        waiting = [kernels.submit(open_store, line.url) for _ in range(6)]
        assert looking.wait(20)
        store.put("journal", [SECOND])
        enough.set()
        assert [each.result(20).records("journal") for each in waiting] == [[FIRST, SECOND]] * 6


def test_a_newer_version_is_told_by_line(store, line, path):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(StoreTooNew, match="version 99"):
        open_store(line.url, check=True)
    assert store.records("journal") == [FIRST]  # what was open stays so


def test_importing_the_door_imports_no_database():
    code = "import sys, workbook.store, workbook.web.keyholder; print('sqlalchemy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
