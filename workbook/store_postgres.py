"""PostgreSQL as the store: how it is reached, and what is left where something was burned."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

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

_SETTING = "--database (or WORKBOOK_DATABASE)"
_HELP = {  # by what libpq says, which is English wherever the server's lc_messages is
    "password authentication failed": "see the name and the password in it",
    "no password supplied": "give a password in it",
    "no pg_hba.conf entry": "let this machine in by the server's pg_hba.conf",
    "role": "make that role, or give another name in it",
    "database": 'make that database with "createdb", or name another',
    "too many": "allow more connections, or start fewer servers",
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


def clear_away(engine: sa.Engine) -> None:
    """Free the rows that were burned, as far as PostgreSQL lets anybody.

    VACUUM takes burned rows out of the tables, and where the end of a table is free its file gets
    shorter. It writes nothing over them: until the room is used again, the sealed bytes can be in
    free parts of pages, and longer in the write-ahead log, on replicas and in backups. Only their
    wraps open them; so a burned journal comes back only to who has such an old copy of both and a
    secret that opened it. Whose role does not own the tables leaves this to autovacuum.
    """
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM (SKIP_LOCKED) records, wraps, journals")


def knock(place: sa.URL) -> None:
    """See that a database answers and lets us in.

    Raises:
        SettingProblem: it does not; the message repeats no password.
    """
    engine = postgres_engine(place)
    try:
        engine.connect().close()
    except DBAPIError as problem:
        # Only the last line: before it, libpq tells of every address that it tried.
        said = str(problem.orig).strip().splitlines()[-1]
        said = said.rpartition("FATAL:")[2].strip().rstrip(".")
        help = (advice for words, advice in _HELP.items() if said.startswith(words))
        advice = next(help, "see that it runs and can be reached from here")
        raise SettingProblem(f"{_SETTING} cannot be opened: {said}; {advice}.") from None
    except SQLAlchemyError:
        raise SettingProblem(f"{_SETTING} cannot be read; see how it is written.") from None
    finally:
        engine.dispose()
