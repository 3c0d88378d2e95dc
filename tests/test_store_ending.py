"""How journals end in a store: burned for good, or because nobody used them; and older stores."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.postgres import run
from tests.stores import DIRECT, FIRST, KINDS, SECOND, WRAP, empty_store, finish, reason_of, start
from workbook.store import SealedRecord, open_store
from workbook.store_expiry import CLOSED_AFTER
from workbook.store_file import file_engine
from workbook.store_postgres import postgres_engine
from workbook.store_schema import STEPS, schema
from workbook.store_sql import open_database, read_url
from workbook.vault import Wrap

TODAY = datetime.now(UTC).date()
PHRASE = Wrap("of a phrase", b"by words")
OTHER = Wrap("of other words", b"by other words")

directly = pytest.mark.parametrize("url", DIRECT, indirect=True)


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    with empty_store(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def store(url):
    with closing(open_store(url)) as store:
        store.add_journal("journal", WRAP, "tab")
        store.put("journal", [FIRST])
        yield store


def tell(url: str, *statements: str) -> list[tuple]:
    """Run statements in the database of a store, past the store, and return the last rows."""
    if url.startswith("postgres"):
        return run(url, *statements)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw, raw:
        return [raw.execute(statement).fetchall() for statement in statements][-1]


def expire(url: str, day: date) -> int:
    with closing(open_database(url)) as store:
        return store.expire(day)


# Burned for good


@pytest.mark.parametrize("was_there", [True, False])
def test_no_way_leads_back_to_a_journal_that_was_burned(store, was_there):
    journal = "journal" if was_there else "another"
    store.burn(journal)
    for way in (
        lambda: store.add_journal(journal, Wrap("new", b"new"), "tab"),
        lambda: store.add_wrap(journal, "phrase", Wrap("new", b"new")),
        lambda: store.replace_wraps(journal, [("phrase", Wrap("new", b"new"))]),
        lambda: store.find_wraps(journal, "phrase"),
        lambda: store.put(journal, [SECOND]),
        lambda: store.records(journal),
        lambda: store.burn_records(journal, ["first"]),
        lambda: store.burned(journal),
        lambda: store.touch(journal),
        lambda: store.keep_for(journal, 90),
        lambda: store.keep_days(journal),
    ):
        assert reason_of(way) == "burned"
    assert store.find_wrap("new") is None
    store.burn(journal)


def test_burning_one_journal_touches_no_other(store):
    store.add_journal("other", PHRASE, "phrase")
    store.put("other", [SECOND])
    store.burn("journal")
    store.touch("other")
    assert (store.records("other"), store.find_wraps("other", "phrase")) == ([SECOND], [PHRASE])


@directly
def test_processes_that_burn_and_add_one_journal_at_once_leave_no_journal(url):
    burn = "for n in range(15): store.burn(f'j{n}')"
    add = """
from workbook.errors import StoreUnavailable
for n in range(15):
    try:
        store.add_journal(f"j{n}", Wrap(f"{names[0]}{n}", b"wrapped"), "tab")
    except StoreUnavailable as error:
        assert error.reason == "burned"
"""
    finish([start(burn, url), *(start(add, url, me) for me in "ab")])
    with closing(open_store(url)) as store:
        for n in range(15):
            assert [store.find_wrap(f"{me}{n}") for me in "ab"] == [None, None]
            assert reason_of(lambda n=n: store.records(f"j{n}")) == "burned"


# Other secrets


def test_wraps_of_a_kind_are_found_by_their_journal(store):
    store.add_wrap("journal", "phrase", PHRASE)
    store.add_journal("other", OTHER, "phrase")
    assert store.find_wraps("journal", "phrase") == [PHRASE]
    assert store.find_wraps("journal", "tab") == [WRAP]
    assert store.find_wraps("journal", "own") == store.find_wraps("nowhere", "tab") == []


def test_new_secrets_take_the_place_of_all_others_of_their_journal(store):
    store.add_wrap("journal", "phrase", PHRASE)
    store.add_journal("other", Wrap("of other", b"other"), "phrase")
    for _ in range(2):  # once more is as good as once
        store.replace_wraps("journal", [("tab", WRAP), ("phrase", OTHER)])
        assert store.find_wrap("of a phrase") is None
        assert store.find_wraps("journal", "phrase") == [OTHER]
        assert store.find_wrap("lookup") == WRAP
    assert store.records("journal") == [FIRST]
    assert store.find_wrap("of other") == Wrap("of other", b"other")


def test_a_secret_of_another_journal_replaces_nothing(store):
    store.add_journal("other", OTHER, "phrase")
    assert reason_of(lambda: store.replace_wraps("journal", [("phrase", OTHER)])) == "gone"
    assert reason_of(lambda: store.replace_wraps("nowhere", [("phrase", PHRASE)])) == "gone"
    assert store.find_wrap("lookup") == WRAP
    assert store.find_wraps("other", "phrase") == [OTHER]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_wrap_that_was_replaced_leaves_no_byte_in_any_file(store, url, tmp_path):
    removed = Wrap("of words", bytes(range(100, 200)))
    store.add_wrap("journal", "phrase", removed)
    assert any(removed.wrapped in file.read_bytes() for file in tmp_path.iterdir())
    store.replace_wraps("journal", [("phrase", OTHER)])
    assert not any(removed.wrapped in file.read_bytes() for file in tmp_path.iterdir())


# The end after some days


def test_how_long_a_journal_is_kept_can_be_chosen_and_chosen_again(store):
    assert store.keep_days("journal") is None
    for days in (90, 365, None):
        store.keep_for("journal", days)
        assert store.keep_days("journal") == days
    assert store.keep_days("nowhere") is None


@directly
@pytest.mark.parametrize(
    ("kind", "chosen", "last_day"),
    [
        ("phrase", 90, 90),
        ("phrase", 365, 365),
        ("own", 90, 90),
        ("tab", 365, 365),
        ("tab", 30, 30),
        ("tab", None, CLOSED_AFTER),
    ],
)
def test_a_journal_ends_after_its_last_day_and_not_on_it(url, kind, chosen, last_day):
    with closing(open_store(url)) as store:
        store.add_journal("journal", WRAP, kind)
        store.add_journal("other", PHRASE, "phrase")
        store.put("journal", [FIRST])
        store.keep_for("journal", chosen)
        assert expire(url, TODAY + timedelta(days=last_day)) == 0
        assert store.records("journal") == [FIRST]
        assert expire(url, TODAY + timedelta(days=last_day + 2)) == 1
        assert store.find_wrap("lookup") is None
        assert reason_of(lambda: store.put("journal", [FIRST])) == "burned"
        assert store.find_wrap("of a phrase") == PHRASE


@directly
@pytest.mark.parametrize("kind", ["phrase", "own"])
def test_a_journal_for_which_nothing_was_chosen_stays_while_a_lasting_key_opens_it(url, kind):
    with closing(open_store(url)) as store:
        store.add_journal("journal", WRAP, "tab")
        store.add_wrap("journal", kind, PHRASE)
        assert expire(url, TODAY + timedelta(days=40_000)) == 0
        assert store.find_wrap("of a phrase") == PHRASE


@directly
def test_a_journal_that_is_used_begins_its_time_anew(store, url):
    tell(url, "UPDATE journals SET day = '2020-01-01', used = '2020-01-01', keep_days = 90")
    store.touch("journal")
    assert tell(url, "SELECT used FROM journals") == [(TODAY.isoformat(),)]
    assert expire(url, TODAY) == 0
    tell(url, "UPDATE journals SET used = NULL")  # as a server of an earlier version writes it
    assert expire(url, TODAY) == 1


@directly
def test_a_day_of_use_is_written_once(store, url):
    store.touch("nowhere")
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")  # nobody else may write now
            store.touch("journal")
    else:
        before = tell(url, "SELECT xmin FROM journals")
        store.touch("journal")
        assert tell(url, "SELECT xmin FROM journals") == before


@directly
def test_servers_that_look_at_once_burn_each_journal_once_and_no_other(url):
    with closing(open_store(url)) as store:
        for n in range(10):
            store.add_journal(f"old{n}", Wrap(f"old{n}", b"wrapped"), "phrase")
            store.keep_for(f"old{n}", 90)
            store.add_journal(f"new{n}", Wrap(f"new{n}", b"wrapped"), "phrase")
            store.put(f"new{n}", [FIRST])
    tell(url, "UPDATE journals SET used = '2020-01-01' WHERE id LIKE 'old%'")
    code = """
from datetime import date
print(store.expire(date.today()))
"""
    said = finish([start(code, url) for _ in range(3)])
    assert sum(map(int, said)) == 10
    with closing(open_store(url)) as store:
        for n in range(10):
            assert reason_of(lambda n=n: store.records(f"old{n}")) == "burned"
            assert store.records(f"new{n}") == [FIRST]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_has_ended_leaves_no_byte_in_any_file(store, tmp_path, url):
    ids = [f"record-{n:032}" for n in range(40)]
    store.put("journal", [SealedRecord(id, 1, id.encode()[::-1] * 50) for id in ids])
    pieces = [piece for id in ids for piece in (id.encode(), id.encode()[::-1])]
    found = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert all(piece in found for piece in pieces)
    expire(url, TODAY + timedelta(days=99))
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not any(piece in left for piece in pieces)
    assert WRAP.wrapped not in left


# Stores of the versions before

VERSION_1 = (
    "CREATE TABLE meta (name VARCHAR NOT NULL, value VARCHAR, PRIMARY KEY (name))",
    "CREATE TABLE journals (id VARCHAR NOT NULL, day VARCHAR(10) NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE wraps (lookup VARCHAR NOT NULL, journal VARCHAR NOT NULL, kind VARCHAR(6) NOT"
    " NULL, wrapped BYTES NOT NULL, day VARCHAR(10) NOT NULL, PRIMARY KEY (lookup),"
    " FOREIGN KEY(journal) REFERENCES journals (id) ON DELETE CASCADE)",
    "CREATE INDEX ix_wraps_journal ON wraps (journal)",
    "CREATE TABLE records (journal VARCHAR NOT NULL, record VARCHAR NOT NULL, format INTEGER NOT"
    " NULL, sealed BYTES NOT NULL, day VARCHAR(10) NOT NULL, PRIMARY KEY (journal, record),"
    " FOREIGN KEY(journal) REFERENCES journals (id) ON DELETE CASCADE)",
    "INSERT INTO meta VALUES ('schema', '1')",
    "INSERT INTO journals VALUES ('journal', '2020-01-01'), ('kept', '2020-01-01')",
    "INSERT INTO wraps VALUES ('lookup', 'journal', 'tab', CAST('wrapped' AS BYTES), '2020-01-01')",
    "INSERT INTO wraps VALUES ('words', 'kept', 'phrase', CAST('wrapped' AS BYTES), '2020-01-01')",
    "INSERT INTO records VALUES ('journal', 'first', 1, CAST('sealed' AS BYTES), '2020-01-02')",
    "INSERT INTO records VALUES ('journal', 'second', 0, CAST('' AS BYTES), '2020-01-02')",
)

VERSION_2 = (
    *VERSION_1,
    "ALTER TABLE journals ADD COLUMN used VARCHAR(10)",
    "ALTER TABLE journals ADD COLUMN keep_days INTEGER",
    "CREATE TABLE burned_journals (id VARCHAR NOT NULL, day VARCHAR(10) NOT NULL, PRIMARY KEY"
    " (id))",
    "UPDATE journals SET used = '2020-01-02', keep_days = 90 WHERE id = 'kept'",
    "INSERT INTO burned_journals VALUES ('burned', '2020-01-01')",
    "UPDATE meta SET value = '2'",
)


@pytest.fixture
def old(url):
    """Give the URL of a store as version 1 left it."""
    write_old(url, VERSION_1)
    return url


def write_old(url, version):
    kind = "BYTEA" if url.startswith("postgres") else "BLOB"
    tell(url, *(statement.replace("BYTES", kind) for statement in version))


@directly
def test_a_store_of_the_first_version_keeps_all_it_had(old):
    with closing(open_store(old)) as store:
        assert store.find_wrap("lookup") == Wrap("lookup", b"wrapped")
        assert store.find_wraps("kept", "phrase") == [Wrap("words", b"wrapped")]
        assert store.records("journal") == [SealedRecord("first", 1, b"sealed")]
        assert store.burned("journal") == {"second"}
        assert store.keep_days("journal") is None
        assert not store.rooms.is_facilitator("nobody")
    assert tell(old, "SELECT value FROM meta") == [(str(len(STEPS)),)]
    # When somebody used it last is not known, so its time begins with the new version.
    assert expire(old, TODAY + timedelta(days=CLOSED_AFTER)) == 0
    assert expire(old, TODAY + timedelta(days=CLOSED_AFTER + 2)) == 1
    with closing(open_store(old)) as store:
        assert store.find_wrap("words") == Wrap("words", b"wrapped")


@directly
def test_a_store_of_the_second_version_keeps_all_it_had_and_gets_rooms(url):
    write_old(url, VERSION_2)
    with closing(open_store(url)) as store:
        assert store.find_wraps("kept", "phrase") == [Wrap("words", b"wrapped")]
        assert store.keep_days("kept") == 90
        assert reason_of(lambda: store.records("burned")) == "burned"
        assert store.rooms.find_room("nowhere") is None
    assert tell(url, "SELECT value FROM meta") == [(str(len(STEPS)),)]
    assert tell(url, "SELECT used FROM journals WHERE id = 'kept'") == [("2020-01-02",)]


@directly
def test_processes_that_open_a_store_of_the_first_version_at_once_all_succeed(old):
    code = """
[me] = names
store.add_journal(me, Wrap(me, b"wrapped"), "tab")
store.put("journal", [SealedRecord(me, 1, b"sealed")])
store.keep_for(me, 90)
"""
    finish([start(code, old, me) for me in "abcd"])
    with closing(open_store(old)) as store:
        assert {one.record for one in store.records("journal")} == {*"abcd", "first"}
        assert [store.keep_days(me) for me in "abcd"] == [90] * 4
    assert tell(old, "SELECT value FROM meta") == [(str(len(STEPS)),)]


@directly
def test_an_older_store_gets_the_tables_of_a_new_one(old):
    open_store(old).close()
    place = read_url(old)
    on_network = place.get_backend_name() == "postgresql"
    engine = postgres_engine(place) if on_network else file_engine(Path(place.database or ""))
    seen = sa.inspect(engine)
    for table in schema.sorted_tables:
        found = {column["name"]: column["nullable"] for column in seen.get_columns(table.name)}
        assert found == {column.name: column.nullable for column in table.columns}
        assert sorted(
            (index["column_names"], bool(index["unique"])) for index in seen.get_indexes(table.name)
        ) == sorted(
            ([column.name for column in index.columns], index.unique) for index in table.indexes
        )
    engine.dispose()
