"""The store in a database, SQLite on one machine and PostgreSQL for several."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from workbook import store_rows as rows
from workbook import store_schema as tables
from workbook.errors import SettingProblem, StoreUnavailable
from workbook.store_expiry import find_terms, is_over
from workbook.store_failures import failures_named
from workbook.store_file import alone, cut_log, file_engine, make_ready
from workbook.store_postgres import JOURNALS, ROOMS, SETTING, clear_away, postgres_engine
from workbook.store_protocol import Kind, SealedRecord
from workbook.store_rooms_sql import SqlRooms, try_rooms
from workbook.store_schema import BURNED, STEPS, bring_up, today
from workbook.vault import Wrap, new_id


class SqlStore:
    """Implements `workbook.store_protocol.Store` with a database."""

    def __init__(self, engine: sa.Engine, set_aside: Path | None = None) -> None:
        self.set_aside = set_aside
        self.rooms = SqlRooms(self._work, partial(self._clear_away, ROOMS))
        self._engine = engine

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""
        with self._writing(journal) as connection:
            added = rows.add_journal(connection, journal, wrap, kind)
            if not added:
                connection.rollback()
            return added

    def add_wrap(self, journal: str, kind: Kind, wrap: Wrap) -> bool:
        """Let one more secret open a journal; False when it opens one already."""
        with self._writing(journal) as connection:
            return rows.add_wrap(connection, journal, kind, wrap)

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

    def find_wraps(self, journal: str, kind: Kind) -> list[Wrap]:
        """All wraps of this kind that open a journal, by lookup."""
        columns = tables.wraps.c
        wanted = sa.select(columns.lookup, columns.wrapped).where(
            columns.journal == journal, columns.kind == kind
        )
        with self._work() as connection:
            found = [Wrap(*row) for row in connection.execute(wanted)]
            if not found:
                rows.refuse_burned(connection, journal)
        return sorted(found, key=lambda wrap: wrap.lookup)

    def replace_wraps(self, journal: str, wraps: Sequence[tuple[Kind, Wrap]]) -> None:
        """Let these secrets open a journal, and no others that did, and overwrite their wraps."""
        with self._writing(journal) as connection:
            rows.replace_wraps(connection, journal, wraps)
        # Whoever heard now that it failed would go on using words that open nothing any more.
        with suppress(StoreUnavailable):
            self._clear_away()

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids."""
        if not records:
            return
        with self._writing(journal) as connection:
            rows.put_records(connection, journal, records)

    def records(self, journal: str, since: str = "") -> list[SealedRecord]:
        """Everything kept of a journal, by record id; or what was put on a day (UTC) or later."""
        columns = tables.records.c
        wanted = sa.select(columns.record, columns.format, columns.sealed).where(
            columns.journal == journal, columns.format != BURNED, columns.day >= since
        )
        with self._work() as connection:
            found = [SealedRecord(*row) for row in connection.execute(wanted)]
            if not found:
                rows.refuse_burned(connection, journal)
        # Each database has its own idea of the order of letters.
        return sorted(found, key=lambda record: record.record)

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again."""
        if not records:
            return
        with self._writing(journal) as connection:
            empty = [SealedRecord(record, BURNED, b"") for record in records]
            rows.put_records(connection, journal, empty)
        self._clear_away()

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""
        columns = tables.records.c
        wanted = sa.select(columns.record).where(
            columns.journal == journal, columns.format == BURNED
        )
        with self._work() as connection:
            found = frozenset(connection.scalars(wanted))
            if not found:
                rows.refuse_burned(connection, journal)
        return found

    def touch(self, journal: str) -> None:
        """Note the day on which a journal is used; on a day when that is known, write nothing."""
        columns = tables.journals.c
        with self._work() as connection:
            used = connection.scalar(sa.select(columns.used).where(columns.id == journal))
            if used is None:
                rows.refuse_burned(connection, journal)
            if used != today():
                wanted = sa.update(tables.journals).where(columns.id == journal)
                connection.execute(wanted.values(used=today()))

    def keep_for(self, journal: str, days: int | None) -> None:
        """Let a journal be burned after more than so many days of no use; None: never."""
        wanted = sa.update(tables.journals).where(tables.journals.c.id == journal)
        with self._work() as connection:
            rows.refuse_burned(connection, journal)
            connection.execute(wanted.values(keep_days=days))

    def keep_days(self, journal: str) -> int | None:
        """After how many days of no use a journal is burned; None: never, or no such journal."""
        columns = tables.journals.c
        with self._work() as connection:
            days = connection.scalar(sa.select(columns.keep_days).where(columns.id == journal))
            if days is None:
                rows.refuse_burned(connection, journal)
        return days

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were."""
        with self._work() as connection:
            rows.burn_journal(connection, journal)
        self._clear_away()

    def expire(self, day: date) -> int:
        """Burn every journal that has come to its end on this day (in UTC); return how many.

        That is after more days of no use than its participant chose. A journal that only the key
        of a tab can open ends after `CLOSED_AFTER` days of no use where nothing else was chosen:
        such a key goes when the tab is closed, so there is nobody left who could open it.

        Several servers may do this at once. A journal that is used in the same moment stays. No
        kernel can ask for it by line, since what comes from a kernel is not trusted.

        Raises:
            StoreUnavailable: as `burn`; those not burned yet are burned the next time.
        """
        with self._work() as connection:
            over = is_over(day, find_terms(connection))
            found = connection.scalars(sa.select(tables.journals.c.id).where(over)).all()
        # One by one, so that nobody who writes has to wait for all of them.
        burned = 0
        for journal in found:
            with self._work() as connection:
                burned += rows.burn_if(connection, journal, over)
        self._clear_away()
        return burned

    def try_writing(self) -> None:
        """Do once all that a visit does, and take it back.

        Raises:
            StoreUnavailable: it would fail; with reason "read_only" where a right is missing.
        """
        journal = new_id()
        journals = tables.journals
        with self._work() as connection:
            rows.add_journal(connection, journal, Wrap(journal, b""), "tab")
            rows.put_records(connection, journal, [SealedRecord("", BURNED, b"")])
            connection.execute(sa.delete(tables.wraps).where(tables.wraps.c.lookup == journal))
            used = sa.update(journals).where(journals.c.id == journal).values(used=today())
            connection.execute(used)
            rows.burn_journal(connection, journal)
            try_rooms(connection)
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

    @contextmanager
    def _writing(self, journal: str) -> Iterator[sa.Connection]:
        """Write to a journal; where there is none, say whether it was burned."""
        try:
            with self._work() as connection:
                yield connection
        except StoreUnavailable as error:
            if error.reason == "gone":
                with self._work() as connection:
                    rows.refuse_burned(connection, journal)
            raise

    def _clear_away(self, burned_in: str = JOURNALS) -> None:
        """Leave as little as can be of what was burned."""
        if self._engine.dialect.name != "sqlite":
            with failures_named(SQLAlchemyError):
                clear_away(self._engine, burned_in)
            return
        # SQLite has overwritten it in the file; its log is moved into the file and cut off.
        with self._work() as connection:
            cut_log(connection)


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


def find_set_aside(url: str) -> list[Path]:
    """The damaged SQLite files that were put aside; PostgreSQL has none."""
    place = read_url(url)
    path = Path(place.database or "")
    if place.get_backend_name() != "sqlite" or not path.parent.is_dir():
        return []
    return [*path.parent.glob(f"{path.name}.damaged-*")]


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
