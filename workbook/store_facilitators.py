"""Who may open rooms: rows that only the operator adds and removes.

A row holds the lookup of the invitation until its words were used, then that of the secret with
which the facilitator came. Nothing tells which rooms somebody has opened.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from workbook.errors import StoreUnavailable
from workbook.store_rows import insert
from workbook.store_schema import facilitators, today

INVITATION_DAYS = 14
"""For how many days after the one on which it was made an invitation lets its facilitator in."""


@dataclass(frozen=True)
class Facilitator:
    """A facilitator as the operator sees one: `day` (UTC) is that of the invitation."""

    name: str
    day: str
    has_come: bool


def add_facilitator(connection: sa.Connection, name: str, invitation: str) -> bool:
    """Invite somebody by the lookup of six words; False where the name is there already."""
    row = {"name": name, "lookup": invitation, "day": today(), "has_come": False}
    added = insert(connection, facilitators).values(row).on_conflict_do_nothing()
    done = connection.execute(added, execution_options={"preserve_rowcount": True})
    return done.rowcount == 1


def find_facilitators(connection: sa.Connection) -> list[Facilitator]:
    """All facilitators, by name."""
    columns = facilitators.c
    wanted = sa.select(columns.name, columns.day, columns.has_come)
    found = [Facilitator(*row) for row in connection.execute(wanted)]
    return sorted(found, key=lambda facilitator: facilitator.name.casefold())


def remove_facilitator(connection: sa.Connection, name: str) -> bool:
    """Take away somebody's right; False where nobody has this name."""
    done = connection.execute(sa.delete(facilitators).where(facilitators.c.name == name))
    return done.rowcount == 1


def take_invitation(connection: sa.Connection, invitation: str, facilitator: str) -> bool:
    """Let in whoever was invited, with a secret of their own.

    Whoever is in already is let in again: the answer to the first time may have been lost.
    """
    columns = facilitators.c
    if is_facilitator(connection, facilitator):
        return True
    waiting = (columns.lookup == invitation) & ~columns.has_come & (columns.day >= _first_day())
    let_in = sa.update(facilitators).where(waiting).values(lookup=facilitator, has_come=True)
    return connection.execute(let_in).rowcount == 1


def is_late(facilitator: Facilitator) -> bool:
    """Tell whether an invitation lets nobody in any more."""
    return not facilitator.has_come and facilitator.day < _first_day()


def is_facilitator(connection: sa.Connection, facilitator: str) -> bool:
    """Tell whether this is the lookup of a facilitator who has come."""
    columns = facilitators.c
    wanted = sa.select(columns.name).where(columns.lookup == facilitator, columns.has_come)
    return connection.scalar(wanted) is not None


def refuse_others(connection: sa.Connection, facilitator: str | None) -> None:
    """Go no further for somebody who is no facilitator; None is one's own computer.

    Raises:
        StoreUnavailable: with reason "refused".
    """
    if facilitator is not None and not is_facilitator(connection, facilitator):
        raise StoreUnavailable("refused")


def _first_day() -> str:
    return (datetime.now(UTC).date() - timedelta(days=INVITATION_DAYS)).isoformat()
