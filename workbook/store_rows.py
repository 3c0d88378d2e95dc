"""What the store writes into its tables, each within a transaction of whoever calls."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workbook.errors import StoreUnavailable
from workbook.store_protocol import Kind, SealedRecord
from workbook.store_schema import BURNED, burned_journals, journals, records, today, wraps
from workbook.vault import Wrap

_INSERTS: dict[str, Callable[[sa.Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def add_journal(connection: sa.Connection, journal: str, wrap: Wrap, kind: Kind) -> bool:
    """Add a journal where it is not there yet, and a wrap; False when that secret has one.

    Raises:
        StoreUnavailable: with reason "burned" for a journal that was burned.
    """
    _add_id(connection, journals, journal, used=today())
    # Not earlier: adding waits for another process that is burning this very journal.
    refuse_burned(connection, journal)
    return add_wrap(connection, journal, kind, wrap)


def add_wrap(connection: sa.Connection, journal: str, kind: Kind, wrap: Wrap) -> bool:
    """Add a wrap to a journal; False when that secret has one."""
    row = {"journal": journal, "kind": kind, "day": today()} | asdict(wrap)
    added = insert(connection, wraps).values(row).on_conflict_do_nothing()
    done = connection.execute(added, execution_options={"preserve_rowcount": True})
    return done.rowcount == 1


def replace_wraps(
    connection: sa.Connection, journal: str, given: Sequence[tuple[Kind, Wrap]]
) -> None:
    """Add these wraps to a journal and remove all its others.

    Raises:
        StoreUnavailable: with reason "gone" where one of the secrets opens another journal.
    """
    stay = {wrap.lookup for _, wrap in given}
    for kind, wrap in given:
        add_wrap(connection, journal, kind, wrap)
    of_journal = wraps.c.journal == journal
    found = sa.select(wraps.c.lookup).where(of_journal, wraps.c.lookup.in_(stay))
    if stay - {*connection.scalars(found)}:
        raise StoreUnavailable("gone")
    connection.execute(sa.delete(wraps).where(of_journal, wraps.c.lookup.not_in(stay)))


def put_records(connection: sa.Connection, journal: str, given: Iterable[SealedRecord]) -> None:
    """Add records or put them in place of those with the same ids that were not burned."""
    upsert = insert(connection, records)
    fresh = {name: upsert.excluded[name] for name in ("format", "sealed", "day")}
    upsert = upsert.on_conflict_do_update(
        index_elements=["journal", "record"], set_=fresh, where=records.c.format != BURNED
    )
    rows = [{"journal": journal, "day": today()} | asdict(record) for record in given]
    connection.execute(upsert, rows)


def burn_journal(connection: sa.Connection, journal: str) -> None:
    """Remove a journal with all that belongs to it, and let its id never come back."""
    # Another process may be about to add this very journal. Adding it here as well makes one of
    # the two wait for the other, which then finds what this one has done.
    _add_id(connection, journals, journal)
    _add_id(connection, burned_journals, journal)
    connection.execute(sa.delete(journals).where(journals.c.id == journal))


def burn_if(connection: sa.Connection, journal: str, over: sa.ColumnElement[bool]) -> bool:
    """Burn a journal if this condition still holds; tell whether it did."""
    burned = connection.execute(sa.delete(journals).where(journals.c.id == journal, over))
    if burned.rowcount == 1:
        _add_id(connection, burned_journals, journal)
    return burned.rowcount == 1


def refuse_burned(connection: sa.Connection, journal: str) -> None:
    """Go no further with a journal that was burned.

    Raises:
        StoreUnavailable: with reason "burned".
    """
    wanted = sa.select(burned_journals.c.id).where(burned_journals.c.id == journal)
    if connection.scalar(wanted) is not None:
        raise StoreUnavailable("burned")


def _add_id(connection: sa.Connection, table: sa.Table, journal: str, **more: str) -> None:
    row = {"id": journal, "day": today(), **more}
    connection.execute(insert(connection, table).values(row).on_conflict_do_nothing())


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what is done where a row is there already."""
    return _INSERTS[connection.dialect.name](table)
