"""The store in a database, SQLite on one machine and PostgreSQL for several."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from workbook import store_schema as tables
from workbook.errors import SettingProblem, StoreUnavailable
from workbook.store_failures import failures_named
from workbook.store_file import alone, file_engine, make_ready
from workbook.store_postgres import SETTING, clear_away, postgres_engine
from workbook.store_protocol import Kind, SealedRecord
from workbook.store_schema import BURNED, STEPS, bring_up
from workbook.vault import Wrap, new_id


class SqlStore:
    """Implements `workbook.store_protocol.Store` with a database."""

    def __init__(self, engine: sa.Engine, set_aside: Path | None = None) -> None:
        self.set_aside = set_aside
        self._engine = engine
        self._insert: Callable[[sa.Table], sqlite.Insert | postgresql.Insert] = (
            postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        )

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""
        with self._work() as connection:
            if not self._add_journal(connection, journal, wrap, kind):
                connection.rollback()
                return False
            return True

    def add_wrap(self, journal: str, kind: Kind, wrap: Wrap) -> bool:
        """Let one more secret open a journal; False when it opens one already."""
        with self._work() as connection:
            return self._add_wrap(connection, journal, kind, wrap)

    def remove_wrap(self, lookup: str) -> None:
        """Let a secret open its journal no more."""
        with self._work() as connection:
            connection.execute(sa.delete(tables.wraps).where(tables.wraps.c.lookup == lookup))

    def find_wrap(self, lookup: str) -> Wrap | None:
        """The wrap of a secret, if it has one."""
        columns = tables.wraps.c
        wanted = sa.select(columns.lookup, columns.wrapped).where(columns.lookup == lookup)
        with self._work() as connection:
            found = connection.execute(wanted).one_or_none()
        return Wrap(*found) if found else None

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids."""
        if not records:
            return
        with self._work() as connection:
            self._upsert(connection, journal, records)

    def records(self, journal: str) -> list[SealedRecord]:
        """Everything kept of a journal, by record id."""
        columns = tables.records.c
        wanted = sa.select(columns.record, columns.format, columns.sealed).where(
            columns.journal == journal, columns.format != BURNED
        )
        with self._work() as connection:
            found = [SealedRecord(*row) for row in connection.execute(wanted)]
        # Each database has its own idea of the order of letters.
        return sorted(found, key=lambda record: record.record)

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again."""
        if not records:
            return
        with self._work() as connection:
            empty = [SealedRecord(record, BURNED, b"") for record in records]
            self._upsert(connection, journal, empty)
        self._clear_away()

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""
        columns = tables.records.c
        wanted = sa.select(columns.record).where(
            columns.journal == journal, columns.format == BURNED
        )
        with self._work() as connection:
            return frozenset(connection.scalars(wanted))

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were."""
        with self._work() as connection:
            connection.execute(sa.delete(tables.journals).where(tables.journals.c.id == journal))
        self._clear_away()

    def try_writing(self) -> None:
        """Do once all that a visit does, and take it back.

        Raises:
            StoreUnavailable: it would fail; with reason "read_only" where a right is missing.
        """
        journal = new_id()
        with self._work() as connection:
            self._add_journal(connection, journal, Wrap(journal, b""), "tab")
            self._upsert(connection, journal, [SealedRecord("", BURNED, b"")])
            connection.execute(sa.delete(tables.wraps).where(tables.wraps.c.lookup == journal))
            connection.execute(sa.delete(tables.journals).where(tables.journals.c.id == journal))
            connection.rollback()

    def close(self) -> None:
        """Let go of the database; the next use connects again."""
        self._engine.dispose()

    @contextmanager
    def _work(self) -> Iterator[sa.Connection]:
        try:
            with failures_named(SQLAlchemyError), self._engine.begin() as connection:
                yield connection
        except StoreUnavailable:
            self._engine.dispose()  # the next use begins with a new connection
            raise

    def _upsert(
        self, connection: sa.Connection, journal: str, records: Iterable[SealedRecord]
    ) -> None:
        upsert = self._insert(tables.records)
        fresh = {name: upsert.excluded[name] for name in ("format", "sealed", "day")}
        upsert = upsert.on_conflict_do_update(
            index_elements=["journal", "record"],
            set_=fresh,
            where=tables.records.c.format != BURNED,
        )
        rows = [{"journal": journal, "day": _today()} | asdict(record) for record in records]
        connection.execute(upsert, rows)

    def _clear_away(self) -> None:
        """Leave as little as can be of what was burned."""
        if self._engine.dialect.name != "sqlite":
            with failures_named(SQLAlchemyError):
                clear_away(self._engine)
            return
        # SQLite has overwritten it in the file; its log is moved into the file and cut off.
        with self._work() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if busy:
            raise StoreUnavailable("locked")

    def _add_journal(self, connection: sa.Connection, journal: str, wrap: Wrap, kind: Kind) -> bool:
        row = {"id": journal, "day": _today()}
        connection.execute(self._insert(tables.journals).values(row).on_conflict_do_nothing())
        return self._add_wrap(connection, journal, kind, wrap)

    def _add_wrap(self, connection: sa.Connection, journal: str, kind: Kind, wrap: Wrap) -> bool:
        row = {"journal": journal, "kind": kind, "day": _today()} | asdict(wrap)
        insert = self._insert(tables.wraps).values(row).on_conflict_do_nothing()
        done = connection.execute(insert, execution_options={"preserve_rowcount": True})
        return done.rowcount == 1


def open_database(url: str, check: bool = True) -> SqlStore:
    """Open the store in a database; see `workbook.store.open_store`."""
    place = read_url(url)
    with failures_named(SQLAlchemyError):
        if place.get_backend_name() == "postgresql":
            return SqlStore(_ready(postgres_engine(place)))
        path = Path(place.database or "")
        with alone(path):
            set_aside = make_ready(path, len(STEPS), check)
            return SqlStore(_ready(file_engine(path)), set_aside)


def file_was_set_aside(url: str) -> bool:
    """Tell whether a damaged SQLite file was put aside; PostgreSQL has none."""
    place = read_url(url)
    path = Path(place.database or "")
    if place.get_backend_name() != "sqlite" or not path.parent.is_dir():
        return False
    return any(path.parent.glob(f"{path.name}.damaged-*"))


def read_url(url: str) -> sa.URL:
    """Read a database URL.

    Raises:
        SettingProblem: it is none, names no file, or a database of another kind.
    """
    if url.startswith("postgres:"):  # as many hosting services write it
        url = url.replace("postgres:", "postgresql:", 1)
    try:
        place = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise SettingProblem(f"{SETTING} cannot be read; see how it is written.") from None
    kind = place.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise SettingProblem(f"{SETTING} must start with sqlite:/// or postgresql://.")
    if kind == "sqlite" and not place.database:
        raise SettingProblem(f"{SETTING} names no file; write sqlite:///folder/file.")
    return place


def _ready(engine: sa.Engine) -> sa.Engine:
    try:
        bring_up(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
