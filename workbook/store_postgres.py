"""PostgreSQL as the store: how it is reached, and what is left where something was burned."""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from workbook.errors import SettingProblem

# Seconds to connect, and milliseconds until a server that answers nothing counts as gone; libpq has
# no limit of its own, and a participant would wait for minutes. A URL may say otherwise.
_LIMITS = {"connect_timeout": "5", "tcp_user_timeout": "10000"}

_PREPARE = (
    "SET lock_timeout = '2s'",
    # "Saved" means on the disk, also where a database is set to say so earlier.
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'",
)

JOURNALS = "records, wraps, journals"
ROOMS = "room_items, rooms, seats, room_offers"
"""The tables in which something is burned."""

SETTING = "--database (or WORKBOOK_DATABASE)"

# What libpq says, and what an operator is told. Its own words are not repeated: of a URL that is
# written wrongly, part of the password may be taken for the host.
_PROBLEMS = {
    r"authentication failed|no password|role |pg_hba|permission denied": "names a PostgreSQL that "
    "does not let this name and password in; correct them, or let them in there.",
    r"database \"": "names a database that does not exist; make it with createdb, or name another.",
    r"connection slots|too many": "names a PostgreSQL that has no connection left; "
    "let it have more, or close some.",
    r"connection option|port number": "has a part that PostgreSQL does not know; "
    "write postgresql://name:password@host:port/database.",
    r"": "names a PostgreSQL that cannot be reached; "
    "see that it runs, and that this machine may connect to it.",
}


def postgres_engine(place: sa.URL) -> sa.Engine:
    """An engine whose connections are durable, do not wait long, and come back by themselves."""
    place = place.set(drivername="postgresql+psycopg", query={**_LIMITS, **place.query})
    engine = sa.create_engine(place, hide_parameters=True, pool_pre_ping=True)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        for statement in _PREPARE:
            connection.execute(statement)
        connection.commit()

    return engine


def clear_away(engine: sa.Engine, tables: str) -> None:
    """Free the rows that were burned, as far as PostgreSQL lets anybody.

    VACUUM takes burned rows out of the tables, and where the end of a table is free its file gets
    shorter. It writes nothing over them: until the room is used again, the sealed bytes can be in
    free parts of pages, and longer in the write-ahead log, on replicas and in backups. Only their
    wraps open them; so a burned journal comes back only to who has such an old copy of both and a
    secret that opened it. Whose role does not own the tables leaves this to autovacuum.
    """
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {tables}")


def knock(place: sa.URL) -> None:
    """See that a database answers and lets us in.

    Raises:
        SettingProblem: it does not; the message repeats no password.
    """
    engine = postgres_engine(place)
    try:
        engine.connect().close()
    except DBAPIError as problem:
        said = next(_PROBLEMS[sign] for sign in _PROBLEMS if re.search(sign, str(problem.orig)))
        raise SettingProblem(f"{SETTING} {said}") from None
    finally:
        engine.dispose()
