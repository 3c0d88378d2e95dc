"""The tables of the store, and the steps from each version of them to the next."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from workbook.errors import StoreTooNew

BURNED = 0
"""The format of a record that was burned: its id stays, with nothing in it, and takes no more."""

schema = sa.MetaData()
meta = sa.Table(
    "meta", schema, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String)
)
journals = sa.Table(
    "journals",
    schema,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("used", sa.String(10)),  # none: not since its first day
    sa.Column("keep_days", sa.Integer),  # none: for ever
)
burned_journals = sa.Table(
    "burned_journals",
    schema,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("day", sa.String(10), nullable=False),
)
wraps = sa.Table(
    "wraps",
    schema,
    sa.Column("lookup", sa.String, primary_key=True),
    sa.Column(
        "journal", sa.ForeignKey("journals.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("kind", sa.String(6), nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
)
records = sa.Table(
    "records",
    schema,
    sa.Column("journal", sa.ForeignKey("journals.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("record", sa.String, primary_key=True),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
)


# Rooms of groups. No row but a seat's holds a time, and SQLite keeps these rows in the order of
# their random ids, so that nothing tells who gave what when. (PostgreSQL writes rows one behind the
# other and numbers its transactions: who holds its files can see in which order they came.)

facilitators = sa.Table(
    "facilitators",
    schema,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("lookup", sa.String, nullable=False, index=True, unique=True),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("has_come", sa.Boolean, nullable=False),
)
rooms = sa.Table(
    "rooms",
    schema,
    sa.Column("room", sa.String, primary_key=True),
    sa.Column("lead", sa.String, nullable=False, index=True, unique=True),
    sa.Column("lookup", sa.String, nullable=False, index=True, unique=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("face", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("ends", sa.String(16), nullable=False),  # in UTC, as 2026-11-30T22:15
)
seats = sa.Table(
    "seats",
    schema,
    sa.Column("room", sa.ForeignKey("rooms.room", ondelete="CASCADE"), primary_key=True),
    sa.Column("seat", sa.String, primary_key=True),
    sa.Column("item", sa.Integer, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Column("seen", sa.BigInteger, nullable=False),  # seconds since 1970
    sqlite_with_rowid=False,
)
room_items = sa.Table(
    "room_items",
    schema,
    sa.Column("room", sa.ForeignKey("rooms.room", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
room_offers = sa.Table(
    "room_offers",
    schema,
    sa.Column("lookup", sa.String, primary_key=True),
    sa.Column("room", sa.ForeignKey("rooms.room", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
)

Step = Callable[[sa.Connection], None]


def today() -> str:
    """The day in UTC, as the tables hold it."""
    return datetime.now(UTC).date().isoformat()


def _add_use(connection: sa.Connection) -> None:
    """Let journals have a day of last use and an end, and burned ones a place for their ids."""
    schema.create_all(connection)
    present = {column["name"] for column in sa.inspect(connection).get_columns("journals")}
    for column in (journals.c.used, journals.c.keep_days):
        if column.name not in present:
            kind = column.type.compile(connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE journals ADD COLUMN {column.name} {kind}")
    # When they were used last is not known; so their time begins now.
    connection.execute(sa.update(journals).where(journals.c.used.is_(None)).values(used=today()))


STEPS: tuple[Step, ...] = (schema.create_all, _add_use, schema.create_all)
"""The first makes the tables as they are now, each later one adds what older ones lack: the second
the use of journals, the third rooms.

Each may find its work done, by the first or by an opening that was cut short.
"""

_LOCK_KEY = int.from_bytes(b"2nd-look")  # any number that nothing else in this database locks

# One that steps holds this until it commits; another waits for it, then finds the work done.
_LOCKS = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"SET LOCAL lock_timeout = '20s'; SELECT pg_advisory_xact_lock({_LOCK_KEY})",
}


def bring_up(engine: sa.Engine, steps: Sequence[Step] = STEPS) -> None:
    """Take a database to the newest version, all steps or none, also when several servers start.

    Raises:
        StoreTooNew: a newer version wrote it; nothing was touched.
    """
    with engine.connect() as connection:
        version = _version(connection)
    refuse_newer(version, len(steps))
    if version == len(steps):
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(_LOCKS[engine.dialect.name])
        version = _version(connection)
        refuse_newer(version, len(steps))
        for step in steps[version:]:
            step(connection)
        connection.execute(sa.delete(meta).where(meta.c.name == "schema"))
        row = {"name": "schema", "value": str(len(steps))}
        connection.execute(sa.insert(meta).values(row))


def refuse_newer(version: int, newest: int) -> None:
    """Go no further with a store of a version that is not known here.

    Raises:
        StoreTooNew: the version is above the newest one known.
    """
    if version > newest:
        raise StoreTooNew(f"The store has version {version}; this workbook reads up to {newest}.")


def _version(connection: sa.Connection) -> int:
    if not sa.inspect(connection).has_table("meta"):
        return 0
    wanted = sa.select(meta.c.value).where(meta.c.name == "schema")
    return int(connection.scalar(wanted) or 0)
