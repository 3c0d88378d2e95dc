"""Which journals have come to their end, because nobody used them for long enough."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from workbook.store_schema import journals, wraps

CLOSED_AFTER = 90
"""Days after which a tab that nobody has used counts as closed."""


def find_terms(connection: sa.Connection) -> list[int]:
    """The numbers of days of no use that participants have chosen."""
    chosen = sa.select(journals.c.keep_days).where(journals.c.keep_days.is_not(None)).distinct()
    return [days for days in connection.scalars(chosen) if days is not None]


def is_over(today: date, terms: Iterable[int]) -> sa.ColumnElement[bool]:
    """The condition that a journal has come to its end.

    Args:
        today: the day in UTC.
        terms: what `find_terms` has found.
    """
    chosen = [(journals.c.keep_days == days) & _unused(today, days) for days in terms]
    lasting = sa.exists().where(wraps.c.journal == journals.c.id, wraps.c.kind != "tab")
    lasting = lasting.correlate(journals)
    lost = journals.c.keep_days.is_(None) & ~lasting & _unused(today, CLOSED_AFTER)
    return sa.or_(lost, *chosen)


def _unused(today: date, days: int) -> sa.ColumnElement[bool]:
    """No use for more than so many whole days; days as text stand in the order of time."""
    last = sa.func.coalesce(journals.c.used, journals.c.day)
    return last < (today - timedelta(days=days)).isoformat()
