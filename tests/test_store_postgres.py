"""The store on PostgreSQL: stopped and started, without rights, opened by many, burned in."""

from contextlib import closing
from secrets import token_bytes

import psycopg
import pytest
import sqlalchemy as sa

from tests.postgres import empty_postgres, own_postgres, run, stopped_postgres
from tests.server import eventually
from tests.stores import FIRST, SECOND, WRAP, finish, reason_of, running_line, start
from workbook.errors import StoreTooNew
from workbook.store import SealedRecord, open_store
from workbook.store_postgres import postgres_engine
from workbook.store_schema import STEPS, bring_up
from workbook.store_sql import open_database, read_url


@pytest.fixture
def url():
    with empty_postgres() as url:
        yield url


@pytest.fixture
def own_url():
    """Give a place in a PostgreSQL that is ours to stop and to configure."""
    with empty_postgres(own_postgres().get_uri()) as url:
        yield url


@pytest.fixture
def store(url):
    with closing(open_store(url)) as store:
        store.add_journal("journal", WRAP, "tab")
        store.put("journal", [FIRST])
        yield store


@pytest.fixture(params=["direct", "by line"])
def own_store(request, own_url):
    def begin(at):
        store = open_store(at)
        store.add_journal("journal", WRAP, "tab")
        store.put("journal", [FIRST])
        return closing(store)

    if request.param == "direct":
        with begin(own_url) as store:
            yield store
    else:
        with running_line(own_url) as line, begin(line.url) as store:
            yield store


def test_a_server_that_stops_is_said_and_comes_back_by_itself(own_store):
    with stopped_postgres():
        assert reason_of(lambda: own_store.put("journal", [SECOND])) == "gone"
        assert reason_of(lambda: own_store.records("journal")) == "gone"
    assert own_store.records("journal") == [FIRST]
    own_store.put("journal", [SECOND])
    assert own_store.records("journal") == [FIRST, SECOND]


def test_nothing_that_was_acknowledged_is_lost_when_a_server_crashes(own_url):
    code = """
store.add_journal("journal", Wrap("lookup", b"a data key in its wrap"), "tab")
for n in range(100_000):
    store.put("journal", [SealedRecord(f"r{n}", 1, b"sealed")])
    print(n, flush=True)
"""
    process = start(code, own_url)
    assert process.stdout
    kept = [f"r{int(process.stdout.readline())}" for _ in range(40)]
    with stopped_postgres("immediate"):
        kept += [f"r{int(line)}" for line in process.stdout]
    process.communicate()
    assert process.returncode
    with closing(open_store(own_url)) as store:
        assert set(kept) <= {record.record for record in store.records("journal")}


def test_a_connection_that_is_killed_between_two_saves_is_made_again(store, url):
    with closing(open_store(f"{url}&application_name=killed")) as killed:
        for n in range(3):
            killed.put("journal", [SealedRecord(f"r{n}", 1, b"sealed")])
            ended = run(
                url,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'killed'",
            )
            assert (True,) in ended
        assert [record.record for record in killed.records("journal")] == [
            "first",
            "r0",
            "r1",
            "r2",
        ]


def test_rows_that_somebody_holds_are_waited_for_and_then_said(store, url):
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE records")
        assert reason_of(lambda: store.put("journal", [SECOND])) == "locked"
        other.rollback()
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("53100", "full"),
        ("53400", "full"),
        ("53300", "locked"),
        ("40P01", "locked"),
        ("25006", "read_only"),
        ("58030", "gone"),
        ("XX001", "damaged"),
        ("22000", "other"),
    ],
)
def test_what_postgresql_says_becomes_a_reason_and_harms_nothing(store, url, state, reason):
    run(
        url,
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$",
        "CREATE TRIGGER fail BEFORE INSERT ON records EXECUTE FUNCTION fail()",
    )
    assert reason_of(lambda: store.put("journal", [SECOND])) == reason
    assert store.records("journal") == [FIRST]
    run(url, "DROP TRIGGER fail ON records")
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


def test_a_read_only_database_can_still_be_read(store, url):
    with closing(open_database(f"{url}%20-cdefault_transaction_read_only%3Don")) as reader:
        assert reader.records("journal") == [FIRST]
        for work in (lambda: reader.put("journal", [SECOND]), reader.try_writing):
            assert reason_of(work) == "read_only"


def test_a_role_that_owns_nothing_may_do_all_a_visit_does(store, url, request):
    schema = url.rpartition("%3D")[2]
    as_visitor = f"{url}%20-crole%3D{schema}_visitor"
    run(
        url,
        f"CREATE ROLE {schema}_visitor",
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}_visitor",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}_visitor",
    )
    request.addfinalizer(lambda: run(url, f"DROP OWNED BY {schema}_visitor"))
    with closing(open_database(as_visitor)) as visitor:
        assert reason_of(visitor.try_writing) == "read_only"
        run(
            url,
            f"GRANT INSERT, UPDATE, DELETE ON journals, wraps, records TO {schema}_visitor",
        )
        assert reason_of(visitor.try_writing) == "read_only"  # it could burn nothing
        run(
            url,
            f"GRANT INSERT, UPDATE, DELETE ON burned_journals TO {schema}_visitor",
        )
        assert reason_of(visitor.try_writing) == "read_only"  # it could open no room
        run(
            url,
            "GRANT INSERT, UPDATE, DELETE ON facilitators, rooms, seats, room_items, room_offers"
            f" TO {schema}_visitor",
        )
        visitor.try_writing()
        visitor.put("journal", [SECOND])
        visitor.burn_records("journal", ["second"])
        assert visitor.records("journal") == [FIRST]
        visitor.burn("journal")
        assert visitor.find_wrap("lookup") is None


def test_trying_to_write_leaves_nothing(store, url):
    with closing(open_database(url)) as other:
        other.try_writing()
    assert run(url, "SELECT (SELECT count(*) FROM journals), (SELECT count(*) FROM wraps)") == [
        (1, 1)
    ]
    for table in ("burned_journals", "facilitators", "rooms", "seats", "room_items", "room_offers"):
        assert run(url, f"SELECT * FROM {table}") == []


def test_saved_means_on_the_disk_also_where_a_database_says_otherwise(url):
    at = read_url(f"{url}%20-csynchronous_commit%3Doff")
    engine = postgres_engine(at)
    with engine.connect() as connection:
        asked = connection.exec_driver_sql("SHOW synchronous_commit").scalar()
    engine.dispose()
    assert asked == "on"


def test_where_all_was_burned_the_tables_get_empty(store, url):
    store.put("journal", [SealedRecord(f"r{n}", 1, token_bytes(9000)) for n in range(50)])
    size = (
        "SELECT sum(pg_relation_size(oid) + pg_relation_size(nullif(reltoastrelid, 0)))"
        " FROM pg_class WHERE oid IN ('records'::regclass, 'wraps'::regclass)"
    )
    assert run(url, size)[0][0] > 400_000
    store.burn("journal")
    # A vacuum of the server's own may be at work in the same moment; it does the same.
    assert eventually(lambda: run(url, size) == [(0,)])


def test_a_url_may_begin_as_hosting_services_write_it(store, url):
    with closing(open_store(url.replace("postgresql:", "postgres:", 1))) as other:
        assert other.records("journal") == [FIRST]


# Versions


def test_eight_processes_that_open_an_empty_database_at_once_all_succeed(url):
    code = """
[me] = names
store.add_journal(me, Wrap(me, b"wrapped"), "tab")
store.put(me, [SealedRecord("first", 1, b"sealed")])
"""
    finish([start(code, url, me) for me in "abcdefgh"])
    with closing(open_store(url)) as store:
        for me in "abcdefgh":
            assert store.records(me) == [SealedRecord("first", 1, b"sealed")]
    assert run(url, "SELECT value FROM meta") == [(str(len(STEPS)),)]


def test_servers_that_start_at_once_take_a_later_step_once(store, url):
    code = """
from workbook.store_postgres import postgres_engine
from workbook.store_schema import STEPS, bring_up
from workbook.store_sql import read_url

def add_a_column(connection):
    connection.exec_driver_sql("ALTER TABLE wraps ADD COLUMN seen VARCHAR")
    connection.exec_driver_sql("SELECT pg_sleep(0.2)")

print("ready", flush=True)
sys.stdin.read()
bring_up(postgres_engine(read_url(url)), [*STEPS, add_a_column])
"""
    processes = [start(code, url) for _ in range(4)]
    for process in processes:
        assert process.stdout and process.stdout.readline() == "ready\n"
    finish(processes)
    assert run(url, "SELECT value FROM meta") == [(str(len(STEPS) + 1),)]
    assert store.find_wrap("lookup") == WRAP


def test_a_step_that_fails_leaves_the_version_before_it(store, url):
    def add_a_column(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE wraps ADD COLUMN seen VARCHAR")

    def fail(connection: sa.Connection) -> None:
        raise RuntimeError

    engine = postgres_engine(read_url(url))
    with pytest.raises(RuntimeError):
        bring_up(engine, [*STEPS, add_a_column, fail])
    engine.dispose()
    assert run(url, "SELECT value FROM meta") == [(str(len(STEPS)),)]
    with pytest.raises(psycopg.errors.UndefinedColumn):
        run(url, "SELECT seen FROM wraps")


def test_a_store_of_a_newer_version_is_refused_and_not_touched(store, url):
    run(url, "UPDATE meta SET value = '99'", "DROP TABLE wraps")
    with pytest.raises(StoreTooNew):
        open_store(url)
    assert run(url, "SELECT to_regclass('wraps')") == [(None,)]
