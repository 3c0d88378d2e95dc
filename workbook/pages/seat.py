"""A participant's seat in a room, as their own sealed journal holds it until they leave."""

from collections.abc import Mapping
from typing import Any

from workbook.group.seat import Ticket
from workbook.guidance.progress import PAGE, SEAT
from workbook.journal import Address, Journal

FOLLOWS = "room_follows"
PASSED = "room_passed"
GAVE = "room_gave"
CALLED = "room_called"
WAITS, CAME_IN, ANSWERED = "waits", "came_in", "answered"
"""How a call stands: not in the room yet, in it, or noted by whoever leads as seen to."""
ABOUT = f"{PAGE}.{SEAT}"
"""Under which name it is kept that all of it was burned."""
_OF_THE_ROOM = (SEAT, FOLLOWS, PASSED, GAVE, CALLED)


def is_of_room(address: Address) -> bool:
    """Tell whether an address is about the room one is in; nothing of it goes anywhere else."""
    return address.exercise == PAGE and address.prompt in _OF_THE_ROOM


def without_room(journal: Journal) -> Journal:
    """Return what may be taken along: a file would tell for ever what was shared by whom."""
    return Journal.of(one for one in journal.entries() if not is_of_room(one.address))


def ticket_of(journal: Journal) -> Ticket | None:
    """Return what lets one into the room, or None where one is in none."""
    return Ticket.from_value(journal.answer(PAGE, SEAT))


def follows(journal: Journal) -> bool:
    """Tell whether the participant goes along with the group; so it is until they say no."""
    return journal.answer(PAGE, FOLLOWS) is not False


def passed(journal: Journal, at: int) -> bool:
    """Tell whether the participant passed on this place of the agenda."""
    return journal.answer(PAGE, PASSED, str(at)) is True


def given(journal: Journal) -> Mapping[str, dict[str, Any]]:
    """Return what was shared and not taken back, by the id under which the room has it."""
    return {
        id: value
        for id in journal.filled(PAGE, GAVE)
        if isinstance(value := journal.answer(PAGE, GAVE, id), dict)
    }


def call_of(journal: Journal) -> dict[str, str] | None:
    """Return the call for the facilitator that was not taken back, and how it `stands`."""
    value = journal.answer(PAGE, CALLED)
    return {"stands": CAME_IN, **value} if isinstance(value, dict) else None
