"""Journals whose time is over are burned by a server when it starts, and on one's own computer."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.server import eventually, running_server
from tests.stores import FIRST, WRAP, reason_of
from workbook.store import open_store
from workbook.store_rooms_protocol import SealedRoom
from workbook.store_rooms_rows import minute
from workbook.store_schema import STEPS
from workbook.vault import Wrap
from workbook.web import app, opening
from workbook.web.expiry import burn_expired, look_for_expired


@pytest.fixture
def database(tmp_path):
    """A store with one journal whose time is over and one whose time is not."""
    path = tmp_path / "data" / "journal.sqlite"
    with closing(open_store(f"sqlite:///{path}")) as store:
        store.add_journal("over", WRAP, "phrase")
        store.put("over", [FIRST])
        store.keep_for("over", 90)
        store.add_journal("not yet", Wrap("not yet", b"wrapped"), "phrase")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE journals SET used = '2020-01-01' WHERE id = 'over'")
    return f"sqlite:///{path}"


def is_burned(database):
    with closing(open_store(database)) as store:
        assert store.find_wrap("not yet") is not None
        return store.find_wrap("lookup") is None


@pytest.mark.parametrize("place", ["own", "served"])
def test_a_server_that_starts_burns_what_is_over_and_tells_no_more_than_how_many(
    tmp_path, database, place
):
    with running_server(tmp_path, place, environment={"WORKBOOK_DATABASE": database}) as server:
        # At home it is done before anything opens; for others nobody waits for it.
        assert is_burned(database) if place == "own" else eventually(lambda: is_burned(database))
        server.stop()
        if place == "served":
            (line,) = [line for line in server.log.splitlines() if "past their end" in line]
            assert '"count": 1' in line
            assert "over" not in line.replace("workbook", "")


def test_a_server_that_runs_on_looks_again(database, monkeypatch):
    monkeypatch.setattr(app, "ONCE_A_DAY", 20)  # milliseconds
    with closing(open_store(database)) as store:
        store.touch("over")

    async def run_on():
        await app.Workbook._expire(SimpleNamespace(database=database, own=True))
        assert not is_burned(database)
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as raw, raw:
            raw.execute("UPDATE journals SET used = '2020-01-01' WHERE id = 'over'")
        while not await asyncio.to_thread(is_burned, database):
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(run_on(), 20))


def test_rooms_burn_when_a_server_starts_and_every_ten_minutes(database, monkeypatch, caplog):
    monkeypatch.setattr(app, "TEN_MINUTES", 20)  # milliseconds
    path = database.removeprefix("sqlite:///")
    tomorrow = minute(datetime.now(UTC) + timedelta(hours=23))

    def open_room():
        with closing(open_store(database)) as store:
            store.rooms.add_room(SealedRoom("room", "lead", "code", b"", b"", tomorrow), None)
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE rooms SET ends = '2020-01-01T00:00'")

    def rooms():
        with closing(sqlite3.connect(path)) as raw:
            return raw.execute("SELECT * FROM rooms").fetchall()

    async def run_on():
        await app.Workbook._expire(SimpleNamespace(database=database, own=True))
        assert rooms() == []
        open_room()
        while await asyncio.to_thread(rooms):
            await asyncio.sleep(0.01)

    open_room()
    with caplog.at_level("INFO", "workbook.web.expiry"):
        asyncio.run(asyncio.wait_for(run_on(), 20))
    said = [record for record in caplog.records if "Rooms" in record.message]
    assert [record.count for record in said] == [1, 1]


@pytest.mark.parametrize("open_one", [opening.open_page, opening.open_facilitator_page])
def test_in_a_notebook_it_is_burned_before_the_page_opens(
    tmp_path, database, monkeypatch, open_one
):
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_PLACE", "own")
    monkeypatch.delenv("WORKBOOK_DATABASE", raising=False)
    open_one()
    assert is_burned(database)


def test_a_damaged_file_that_is_found_on_the_way_is_told_to_the_page(tmp_path, database):
    path = tmp_path / "data" / "journal.sqlite"
    path.write_bytes(b"this is no database " * 500)
    assert burn_expired(database)
    assert not burn_expired(database)


def test_where_it_cannot_be_done_a_notebook_says_nothing_beside_its_page(
    tmp_path, database, monkeypatch, caplog
):
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_PLACE", "own")
    monkeypatch.delenv("WORKBOOK_DATABASE", raising=False)
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    assert opening.open_page().view["exercise"] == "00_start"
    assert caplog.records == []


def test_where_it_cannot_be_done_the_server_says_so_and_goes_on(tmp_path, database, caplog):
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        asyncio.run(look_for_expired(database))
    assert [record.reason for record in caplog.records] == ["locked"]
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    asyncio.run(look_for_expired(database))
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as raw, raw:
        raw.execute(f"UPDATE meta SET value = '{len(STEPS)}' WHERE name = 'schema'")
    asyncio.run(look_for_expired(database))
    assert is_burned(database)
    assert reason_of(lambda: open_store(database).put("over", [FIRST])) == "burned"
