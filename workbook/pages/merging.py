"""Bringing one journal into another: nothing is lost, and nothing that was made up does harm.

What is brought in was written by some installation, or made up by whoever knows the phrase of a
file; so everything is looked at again. An answer that its prompt does not allow here is set aside
under `ASIDE`: it stays in the journal, but no page reads it and no rule follows from it. An answer
to a prompt that is not known is kept where it is, for a version that knows it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.content.prompts import Column, LongText, Prompt, RowsPrompt, ShortTextPrompt
from workbook.errors import AnswerProblem
from workbook.guidance.accepting import accept
from workbook.guidance.progress import ASIDE, PAGE
from workbook.guidance.sheets import is_open
from workbook.journal import Address, Entry, Journal
from workbook.journal.formats import write_entry
from workbook.pages.burning import BURNED, burned_ids
from workbook.pages.seat import is_of_room
from workbook.pages.visit import Visit

KEPT = "kept"
"""The decision that a phrase opens this journal; it says nothing about another one."""
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""No clock says an earlier time, and the first days of the calendar have no local time."""
AHEAD = timedelta(days=2)
"""So far a sheet may lie ahead: elsewhere its day may have begun, and no clock is right."""
LONGEST_NAME = 300
"""Characters of each part of an address."""
LONGEST_TEXT = 100_000
"""Characters of a text; what a prompt allows may have been more where it was written."""
ID = re.compile("[0-9a-f]{32}")


def bring_in(visit: Visit, brought: Collection[Entry]) -> int:
    """Add what another journal holds to that of a visit; return how many entries were new.

    Raises:
        StoreUnavailable: all is in the journal, but not all of it is saved or burned yet.
    """
    now = datetime.now(UTC)
    taken = entries_to_take(visit.content, visit.journal, brought, visit.gate.burned(), now)
    visit.carry_over(taken)
    visit.finish_burning()
    return len(taken)


def entries_to_take(
    content: Content,
    present: Journal,
    brought: Collection[Entry],
    burned: Collection[str],
    now: datetime,
) -> list[Entry]:
    """Return what has to be saved so that the present journal also holds what is brought in.

    Of two entries with one id the later counts, and an id keeps its address; so nothing is taken
    twice, and it makes no difference what is brought in first. `burned` are the ids that were
    burned here; what was burned there is told by the decisions that are taken. `now` is in UTC.
    """
    found = _latest(_judged(content, _in_time(brought, now), now))
    gone = {*burned, *burned_ids(present), *burned_ids(Journal.of(found.values()))}
    here = {entry.id: entry for entry in present.entries()}
    ahead = {entry.id for entry in brought if entry.at > now}
    news = (
        entry
        for entry in found.values()
        if entry.id not in gone and _is_news(entry, here.get(entry.id), entry.id in ahead)
    )
    return sorted(news, key=lambda entry: entry.order)


def _in_time(brought: Collection[Entry], now: datetime) -> Iterator[Entry]:
    """Yield entries with their time as it is written down; one that is ahead is set back to now.

    A clock that was wrong is no reason to lose what somebody typed. But left ahead, it would hold
    against every new answer until its time has come. Among each other they keep their order.
    """
    ordered = sorted(brought, key=lambda entry: entry.order)
    for after, entry in zip(reversed(range(len(ordered))), ordered, strict=True):
        at = now - timedelta(milliseconds=after) if entry.at > now else entry.at
        yield replace(entry, at=at.replace(microsecond=at.microsecond // 1000 * 1000))


def _judged(content: Content, entries: Iterable[Entry], now: datetime) -> Iterator[Entry]:
    for entry in entries:
        # A seat is this visit's own: nobody else is to be brought into the room by a copy.
        is_own = entry.address[:2] == (PAGE, KEPT) or is_of_room(entry.address)
        if is_own or not _is_sound(entry):
            continue
        try:
            yield replace(entry, value=_accepted(content, entry, now))
        except AnswerProblem:
            yield replace(entry, address=_aside(entry.address))


def _is_sound(entry: Entry) -> bool:
    """Tell whether an entry has an id, a place and a time as only entries have them."""
    named = all(len(part) <= LONGEST_NAME and part.isprintable() for part in entry.address)
    return bool(named and ID.fullmatch(entry.id) and entry.at >= EARLIEST)


def _accepted(content: Content, entry: Entry, now: datetime) -> Any:
    exercise, name, row = entry.address
    if (exercise, name) == (PAGE, BURNED):
        return _ids(entry.value)
    owner = next((one for one in content.exercises if one.id == exercise), None)
    own, _, column = name.partition(".")
    prompt = next((one for one in owner.prompts if one.id == own), None) if owner else None
    if owner is None or prompt is None:
        return entry.value
    if isinstance(prompt, RowsPrompt):
        return _accepted_in_rows(content, prompt, column, entry.value)
    each = owner.each_of(prompt)
    if column or (each and row and not is_open(each, row, now + AHEAD)):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    return _accepted_by(content, prompt, entry.value)


def _accepted_in_rows(content: Content, prompt: RowsPrompt, column: str, value: Any) -> Any:
    asked = next((one for one in prompt.columns if one.id == column), None)
    if asked:
        return _accepted_by(content, asked, value)
    if not column and not isinstance(value, bool):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    return value


def _accepted_by(content: Content, asked: Prompt | Column, value: Any) -> Any:
    if isinstance(asked, LongText | ShortTextPrompt):
        asked = asked.model_copy(update={"limit": LONGEST_TEXT})
    return accept(content, asked, value)


def _ids(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    if not all(isinstance(one, str) and ID.fullmatch(one) for one in value):
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    return value


def _aside(address: Address) -> Address:
    return Address(ASIDE, f"{address.exercise}.{address.prompt}", address.row)


def _latest(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in found or _rank(entry) > _rank(found[entry.id]):
            found[entry.id] = entry
    return found


def _is_news(entry: Entry, old: Entry | None, was_ahead: bool) -> bool:
    if old is None:
        return True
    if entry.address != old.address:
        # What was set aside may be allowed by now.
        return old.address == _aside(entry.address) and entry.at >= old.at
    if was_ahead and entry.value == old.value:
        return False  # it was brought in before, and set back then
    return _rank(entry) > _rank(old)


def _rank(entry: Entry) -> tuple[datetime, bytes]:
    """Sort versions of one entry; what they say decides between equals, wherever they come from."""
    return entry.at, write_entry(entry)
