"""The store on real SQLite files, in good and bad times."""

import errno
import os
import sqlite3
import stat
import statistics
import time
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
import sqlalchemy as sa

from tests.stores import FIRST, SECOND, WRAP, finish, holding, reason_of, start
from workbook import store_file, vault
from workbook.errors import StoreTooNew
from workbook.store import SealedRecord, Store, open_store
from workbook.store_schema import STEPS, bring_up
from workbook.vault import Wrap

SIZES = [*enumerate([3000, 200, 40_000, 1, 900, 3000])]  # on a page with others, and on several


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "journal.sqlite"


@pytest.fixture
def store(path):
    store = open_at(path)
    store.add_journal("journal", WRAP, "tab")
    store.put("journal", [FIRST])
    yield store
    store.close()


def open_at(path: Path, **how) -> Store:
    return open_store(f"sqlite:///{path}", **how)


def set_aside(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.damaged-*"))


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


# Burning


def test_a_burned_journal_leaves_no_byte_in_any_file(store, path):
    sealed = [vault.seal(bytes([n]) * 3000, bytes(32), "j", f"r{n}", 1) for n in range(20)]
    store.put("journal", [SealedRecord(f"r{n}", 1, each) for n, each in enumerate(sealed)])
    store.put("journal", [SealedRecord("r0", 1, b"newer")])
    store.add_journal("other", Wrap("of other", b"kept"), "tab")
    pieces = [each[at : at + 16] for each in [*sealed, FIRST.sealed] for at in (0, 100, 200)]
    assert all(piece in everything_in(path.parent) for piece in pieces)

    store.burn("journal")

    left = everything_in(path.parent)
    assert not any(piece in left for piece in pieces)
    assert WRAP.wrapped not in left
    assert store.find_wrap("lookup") is None
    assert store.find_wrap("of other") == Wrap("of other", b"kept")


def test_a_burned_record_leaves_no_byte_in_any_file_and_the_others_stay(store, path):
    sealed = [vault.seal(bytes([n]) * size, bytes(32), "j", f"r{n}", 1) for n, size in SIZES]
    records = [SealedRecord(f"r{n}", 1, each) for n, each in enumerate(sealed)]
    store.put("journal", records)
    store.put("journal", [SealedRecord("r0", 1, b"newer")])  # the older one is in the log
    burned, kept = records[:4], records[4:]
    pieces = [each[at : at + 16] for each in sealed[:4] for at in (0, 100, 200)]
    assert all(piece in everything_in(path.parent) for piece in pieces)

    store.burn_records("journal", [record.record for record in burned])

    left = everything_in(path.parent)
    assert not any(piece in left for piece in [*pieces, b"newer"])
    assert store.records("journal") == [FIRST, *kept]
    assert store.burned("journal") == {"r0", "r1", "r2", "r3"}


def test_burning_says_so_while_somebody_keeps_the_log_in_use(store, path, monkeypatch):
    monkeypatch.setattr(store_file, "BUSY_SECONDS", 0.05)
    store.close()
    store.put("journal", [SECOND])
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM records").fetchall()
        assert reason_of(lambda: store.burn_records("journal", ["first"])) == "locked"
        assert reason_of(lambda: store.burn("journal")) == "locked"
    store.burn("journal")
    assert SECOND.sealed not in everything_in(path.parent)


# The lock that SQLite takes to move its log into the file, WAL_CKPT_LOCK: byte 1 of the eight at
# 120, in its format of the -shm file.
CUT = """
import fcntl
shared = open(sys.argv[1] + "-shm", "r+b")
fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)
"""


def test_burning_waits_for_another_process_that_cuts_the_log(store, path):
    Timer(0.5, holding(CUT, path).communicate).start()
    store.burn("journal")
    assert FIRST.sealed not in everything_in(path.parent)


def test_burning_says_so_where_another_process_cuts_the_log_all_the_while(store, path, monkeypatch):
    monkeypatch.setattr(store_file, "BUSY_SECONDS", 0.1)
    cutting = holding(CUT, path)
    assert reason_of(lambda: store.burn("journal")) == "locked"
    cutting.communicate()
    store.burn("journal")


def test_the_files_hold_no_sentence_and_no_time_of_day(store, path):
    sentence = "I read their messages when they were asleep."
    sealed = vault.seal(sentence.encode(), vault.new_key(), "journal", "second", 1)
    store.put("journal", [SealedRecord("second", 1, sealed)])
    store.close()
    assert not any(word.encode() in everything_in(path.parent) for word in sentence.split()[2:])
    with closing(sqlite3.connect(path)) as raw:
        days = {
            day for (day,) in raw.execute("SELECT day FROM records UNION SELECT day FROM wraps")
        }
    assert all(time.strptime(day, "%Y-%m-%d") for day in days)


# The file


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read_folder_and_files(path, umask):
    before = os.umask(umask)
    try:
        store = open_at(path)
        store.add_journal("journal", WRAP, "tab")
    finally:
        os.umask(before)
    files = {file.name: rights(file) for file in path.parent.iterdir()}
    assert files == dict.fromkeys(
        [path.name + ending for ending in ("", "-wal", "-shm", ".lock")], 0o600
    )
    assert rights(path.parent) == 0o700
    store.close()


def test_wider_rights_are_narrowed_again(store, path):
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").chmod(0o644)
    open_at(path).close()
    assert {rights(Path(f"{path}{ending}")) for ending in ("", "-wal", "-shm")} == {0o600}


def test_the_folder_somebody_else_made_keeps_its_rights(tmp_path):
    tmp_path.chmod(0o755)
    open_at(tmp_path / "journal.sqlite").close()
    assert rights(tmp_path) == 0o755


def test_every_connection_is_durable_and_deletes_for_good(store):
    asked = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    for _ in range(2):
        with store._work() as connection:
            answers = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
        assert answers == ["wal", 2, 1, 1]
        store.close()


def test_a_folder_name_with_signs_of_its_own_is_no_trouble(tmp_path):
    path = tmp_path / "a b%20?c#d é" / "journal.sqlite"
    with store_file.alone(path):
        store_file.make_ready(path, 1, True)
    assert path.exists()
    with store_file.file_engine(path).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_an_opening_cut_short_is_finished_by_the_next(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM meta")
        raw.execute("DROP TABLE records")
    again = open_at(path)
    assert again.find_wrap("lookup") == WRAP
    again.put("journal", [SECOND])
    assert again.records("journal") == [SECOND]
    again.close()


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    path.chmod(0o640)
    before = path.read_bytes(), path.stat().st_mtime_ns, rights(path)
    with pytest.raises(StoreTooNew):
        open_at(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns, rights(path)) == before
    assert set_aside(path) == []


def test_a_later_version_is_reached_once_by_all_its_steps_or_not_at_all(store, path):
    def add_a_column(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE wraps ADD COLUMN seen VARCHAR")

    def fail(connection: sa.Connection) -> None:
        raise RuntimeError

    engine = store_file.file_engine(path)
    with pytest.raises(RuntimeError):
        bring_up(engine, [*STEPS, add_a_column, fail])
    assert version(path) == str(len(STEPS)) and "seen" not in columns(path)
    for _ in range(2):  # the column cannot be added twice
        bring_up(engine, [*STEPS, add_a_column])
        assert version(path) == str(len(STEPS) + 1) and "seen" in columns(path)
    assert store.find_wrap("lookup") == WRAP
    with pytest.raises(StoreTooNew):
        bring_up(engine)
    engine.dispose()


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0]


def columns(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[1] for row in raw.execute("PRAGMA table_info(wraps)")]


# Several processes


def test_processes_that_open_a_damaged_file_at_once_set_it_aside_once(path):
    path.parent.mkdir()
    path.write_bytes(b"garbage" * 1000)
    code = """
[me] = names
store.add_journal(me, Wrap(me, b"wrapped"), "tab")
store.put(me, [SealedRecord("first", 1, b"sealed")])
print(store.set_aside is not None)
"""
    said = finish([start(code, f"sqlite:///{path}", me) for me in "abc"])
    assert sorted(said) == ["False\n"] * 2 + ["True\n"]
    assert [file.read_bytes() for file in set_aside(path)] == [b"garbage" * 1000]
    store = open_at(path)
    assert [store.records(me) for me in "abc"] == [[SealedRecord("first", 1, b"sealed")]] * 3
    store.close()


# Damage


def test_a_garbage_file_is_set_aside_byte_for_byte(path):
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)) * 99)
    store = open_at(path)
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == bytes(range(256)) * 99
    assert store.add_journal("journal", WRAP, "tab")
    store.close()
    assert open_at(path).set_aside is None


def test_a_file_with_overwritten_pages_is_set_aside_byte_for_byte_with_its_log(path):
    store = open_at(path)
    store.add_journal("journal", WRAP, "tab")
    store.put("journal", [SealedRecord(f"r{n}", 1, bytes(2000)) for n in range(50)])
    store.close()
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 4096 * 8)
    Path(f"{path}-wal").write_bytes(b"a log")
    before = path.read_bytes()
    store = open_at(path)
    assert store.set_aside is not None
    assert store.set_aside.read_bytes() == before
    assert Path(f"{store.set_aside}-wal").read_bytes() == b"a log"
    assert store.records("journal") == []
    store.close()


def test_two_damaged_files_in_one_second_are_both_kept(path):
    path.parent.mkdir()
    for garbage in (b"one" * 999, b"two" * 999, b"three" * 999):
        path.write_bytes(garbage)
        open_at(path).close()
    assert sorted(file.read_bytes()[:3] for file in set_aside(path)) == [b"one", b"thr", b"two"]


def test_damage_found_while_in_use_is_said_and_what_was_stored_is_there_once_mended(store, path):
    store.put("journal", [SealedRecord(f"r{n}", 1, bytes(2000)) for n in range(50)])
    kept = store.records("journal")
    store.close()
    sound = path.read_bytes()
    path.write_bytes(sound[:4096] + b"\xa5" * (len(sound) - 4096))
    assert reason_of(lambda: store.records("journal")) == "damaged"
    assert reason_of(lambda: store.put("journal", [SECOND])) == "damaged"
    path.write_bytes(sound)
    assert store.records("journal") == kept
    store.put("journal", [SECOND])


# Times when it cannot write


def test_a_full_disk_is_said_and_harms_nothing(store):
    resource = pytest.importorskip("resource", reason="this system has no limit on file sizes")
    large = [SealedRecord(f"large{n}", 1, bytes(50_000)) for n in range(5)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, before[1]))
    try:
        assert reason_of(lambda: store.put("journal", large)) == "full"
        assert store.records("journal") == [FIRST]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    store.put("journal", large)
    assert store.records("journal") == [FIRST, *large]


def test_a_file_at_its_size_limit_is_full_and_harms_nothing(store, path, monkeypatch):
    def small(path, mode, connect=store_file._connect):
        connection = connect(path, mode)
        connection.execute("PRAGMA max_page_count = 12")
        return connection

    monkeypatch.setattr(store_file, "_connect", small)
    store.close()
    large = SealedRecord("large", 1, bytes(100_000))
    assert reason_of(lambda: store.put("journal", [SECOND, large])) == "full"
    assert store.records("journal") == [FIRST]
    monkeypatch.undo()
    store.close()
    store.put("journal", [SECOND, large])
    assert store.records("journal") == [FIRST, large, SECOND]


def test_a_read_only_file_can_still_be_read(store, monkeypatch):
    real = store_file._connect
    monkeypatch.setattr(store_file, "_connect", lambda path, mode: real(path, "ro"))
    store.close()
    assert reason_of(lambda: store.put("journal", [SECOND])) == "read_only"
    assert reason_of(lambda: store.burn("journal")) == "read_only"
    assert store.records("journal") == [FIRST]
    monkeypatch.undo()
    store.close()
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EROFS, "read_only"),
        (errno.ENOSPC, "full"),
        (errno.EIO, "gone"),
        (errno.EMFILE, "other"),
    ],
)
def test_a_file_that_cannot_be_made_is_said_with_the_reason(path, monkeypatch, number, reason):
    def refuse(*_):
        raise OSError(number, "no")

    monkeypatch.setattr(store_file.os, "open", refuse)
    assert reason_of(lambda: open_at(path)) == reason


def test_a_store_somebody_has_locked_is_waited_for_and_then_said(store, path, monkeypatch):
    monkeypatch.setattr(store_file, "BUSY_SECONDS", 0.2)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert reason_of(lambda: store.put("journal", [SECOND])) == "locked"
        assert 0.15 < time.monotonic() - began < 2
        assert store.records("journal") == [FIRST]
        other.execute("ROLLBACK")
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


def test_an_opening_that_never_ends_elsewhere_is_said(store, path, monkeypatch):
    monkeypatch.setattr(store_file, "OPENING_SECONDS", 0.1)
    with store_file.alone(path):
        assert reason_of(lambda: open_at(path)) == "locked"
    open_at(path).close()


def test_a_file_taken_away_is_gone_and_is_not_made_anew(store, path, tmp_path):
    path.rename(tmp_path / "elsewhere")
    assert reason_of(lambda: store.put("journal", [SECOND])) == "gone"
    assert reason_of(lambda: store.records("journal")) == "gone"
    assert not path.exists()
    (tmp_path / "elsewhere").rename(path)
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


def test_nothing_is_saved_into_a_file_that_was_set_aside_meanwhile(store, path, tmp_path):
    for ending in ("-wal", "-shm", ""):
        Path(f"{path}{ending}").rename(tmp_path / f"aside{ending}")
    other = open_at(path)
    assert reason_of(lambda: store.put("journal", [SECOND])) == "gone"
    assert store.add_journal("journal", WRAP, "tab")
    store.put("journal", [SECOND])
    assert other.records("journal") == [SECOND]
    other.close()


def test_a_folder_in_place_of_the_file_is_said(path):
    path.mkdir(parents=True)
    assert reason_of(lambda: open_at(path)) == "gone"


def test_a_change_is_durable_well_within_50_ms(store):
    took = []
    for n in range(60):
        began = time.perf_counter()
        store.put("journal", [SealedRecord(f"r{n % 7}", 1, bytes(296))])
        took.append((time.perf_counter() - began) * 1000)
    print(f"put: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms")
    assert statistics.median(took) < 50
