"""The store: sealed journals in a database, SQLite on one machine and PostgreSQL by its URL.

It sees ciphertext, padded sizes and days, never a word of a participant. Whatever goes wrong comes
out as `StoreUnavailable` with a reason; what was stored before stays as it was, and the same store
works again once the cause is gone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workbook.errors import SettingProblem, StoreUnavailable
from workbook.store_file import alone, failures_named, file_engine, make_ready, refuse_newer
from workbook.vault import Wrap

Kind = Literal["tab", "phrase", "own"]

SCHEMA_VERSION = 1
BURNED = 0
"""The format of a record that was burned: its id stays, with nothing in it, and takes no more."""

_schema = sa.MetaData()
_meta = sa.Table(
    "meta", _schema, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String)
)
_journals = sa.Table(
    "journals",
    _schema,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("day", sa.String(10), nullable=False),
)
_wraps = sa.Table(
    "wraps",
    _schema,
    sa.Column("lookup", sa.String, primary_key=True),
    sa.Column(
        "journal", sa.ForeignKey("journals.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("kind", sa.String(6), nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
)
_records = sa.Table(
    "records",
    _schema,
    sa.Column("journal", sa.ForeignKey("journals.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("record", sa.String, primary_key=True),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
)


@dataclass(frozen=True)
class SealedRecord:
    """One record as the store sees it: its id, the version of its format, and sealed bytes."""

    record: str
    format: int
    sealed: bytes


class Store:
    """Sealed journals and the wraps that open them.

    Every method raises `StoreUnavailable` when the database cannot be used, and changes all or
    nothing. `set_aside` is where this store's opening moved a damaged file, else None.
    """

    def __init__(self, engine: sa.Engine, set_aside: Path | None = None) -> None:
        self.set_aside = set_aside
        self._engine = engine
        self._insert: Callable[[sa.Table], sqlite.Insert | postgresql.Insert] = (
            postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        )

    def add_journal(self, journal: str, wrap: Wrap, kind: Kind) -> bool:
        """Begin a journal; False, and nothing done, when that secret opens one already."""
        with self._work() as connection:
            row = {"id": journal, "day": _today()}
            connection.execute(self._insert(_journals).values(row).on_conflict_do_nothing())
            if not self._add_wrap(connection, journal, kind, wrap):
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
            connection.execute(sa.delete(_wraps).where(_wraps.c.lookup == lookup))

    def find_wrap(self, lookup: str) -> Wrap | None:
        """The wrap of a secret, if it has one."""
        wanted = sa.select(_wraps.c.lookup, _wraps.c.wrapped).where(_wraps.c.lookup == lookup)
        with self._work() as connection:
            found = connection.execute(wanted).one_or_none()
        return Wrap(*found) if found else None

    def put(self, journal: str, records: Sequence[SealedRecord]) -> None:
        """Keep these records, all or none, in place of earlier ones with the same ids.

        What was burned stays burned: a record with such an id is passed over.

        Raises:
            StoreUnavailable: with reason "gone" also when the journal was burned.
        """
        if not records:
            return
        with self._work() as connection:
            self._upsert(connection, journal, records)

    def records(self, journal: str) -> list[SealedRecord]:
        """Everything kept of a journal, by record id."""
        wanted = (
            sa.select(_records.c.record, _records.c.format, _records.c.sealed)
            .where(_records.c.journal == journal, _records.c.format != BURNED)
            .order_by(_records.c.record)
        )
        with self._work() as connection:
            return [SealedRecord(*row) for row in connection.execute(wanted)]

    def burn_records(self, journal: str, records: Collection[str]) -> None:
        """Empty these records and overwrite where they were; no record takes their ids again.

        Raises:
            StoreUnavailable: with reason "locked" also when they are emptied, but another process
                keeps the log in use; burning again finishes it.
        """
        if not records:
            return
        with self._work() as connection:
            empty = [SealedRecord(record, BURNED, b"") for record in records]
            self._upsert(connection, journal, empty)
        self._empty_log()

    def burned(self, journal: str) -> frozenset[str]:
        """The ids of all records of a journal that were burned."""
        wanted = sa.select(_records.c.record).where(
            _records.c.journal == journal, _records.c.format == BURNED
        )
        with self._work() as connection:
            return frozenset(connection.scalars(wanted))

    def burn(self, journal: str) -> None:
        """Delete a journal, its wraps and its records, and overwrite where they were.

        Raises:
            StoreUnavailable: with reason "locked" when the journal is deleted, but another process
                keeps the log in use; burning again finishes it.
        """
        with self._work() as connection:
            connection.execute(sa.delete(_journals).where(_journals.c.id == journal))
        self._empty_log()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _work(self) -> Iterator[sa.Connection]:
        try:
            with failures_named(), self._engine.begin() as connection:
                yield connection
        except StoreUnavailable:
            self._engine.dispose()  # the next use begins with a new connection
            raise

    def _upsert(
        self, connection: sa.Connection, journal: str, records: Iterable[SealedRecord]
    ) -> None:
        upsert = self._insert(_records)
        fresh = {name: upsert.excluded[name] for name in ("format", "sealed", "day")}
        upsert = upsert.on_conflict_do_update(
            index_elements=["journal", "record"], set_=fresh, where=_records.c.format != BURNED
        )
        rows = [{"journal": journal, "day": _today()} | asdict(record) for record in records]
        connection.execute(upsert, rows)

    def _empty_log(self) -> None:
        """Move SQLite's log into the file and cut it off, with all that was burned in it."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._work() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        if busy:
            raise StoreUnavailable("locked")

    def _add_wrap(self, connection: sa.Connection, journal: str, kind: Kind, wrap: Wrap) -> bool:
        row = {"journal": journal, "kind": kind, "day": _today()} | asdict(wrap)
        added = connection.execute(self._insert(_wraps).values(row).on_conflict_do_nothing())
        return added.rowcount == 1


def open_store(url: str | sa.URL, *, check: bool = True) -> Store:
    """Open the store at a database URL, making or migrating it where needed.

    Args:
        url: as SQLAlchemy writes it, such as `sqlite:////home/me/journal.sqlite`.
        check: also look for damage inside a SQLite file, which takes time with its size.

    Raises:
        StoreUnavailable: it cannot be opened now.
        StoreTooNew: a newer version wrote it; nothing was touched.
        SettingProblem: the URL is none, or names no file.
    """
    place = _read_url(url)
    with failures_named():
        if place.get_backend_name() != "sqlite":
            engine = sa.create_engine(place, hide_parameters=True, pool_pre_ping=True)
            _bring_up(engine)
            return Store(engine)
        path = Path(place.database or "")
        with alone(path):
            set_aside = make_ready(path, SCHEMA_VERSION, check)
            engine = file_engine(path)
            _bring_up(engine)
            return Store(engine, set_aside)


def _read_url(url: str | sa.URL) -> sa.URL:
    try:
        place = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise SettingProblem("The database URL cannot be read.") from None
    if place.get_backend_name() == "sqlite" and not place.database:
        raise SettingProblem("The database URL names no file; write sqlite:///folder/file.")
    return place


def was_set_aside(url: str) -> bool:
    """Tell whether a damaged file of this store was ever put aside and is still there."""
    path = Path(sa.make_url(url).database or "")
    return path.parent.is_dir() and any(path.parent.glob(f"{path.name}.damaged-*"))


def _bring_up(engine: sa.Engine) -> None:
    """Make what tables are missing; a version 2 will change those of version 1 here."""
    version = sa.select(_meta.c.value).where(_meta.c.name == "schema")
    try:
        with engine.begin() as connection:
            if sa.inspect(connection).has_table("meta"):
                refuse_newer(int(connection.scalar(version) or 0), SCHEMA_VERSION)
            _schema.create_all(connection)
            if connection.scalar(version) is None:
                row = {"name": "schema", "value": str(SCHEMA_VERSION)}
                connection.execute(sa.insert(_meta).values(row))
    except BaseException:
        engine.dispose()
        raise


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
