"""The office: what one facilitator keeps, in a sealed journal of its own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from workbook.content.sessions import Session
from workbook.group.facilitators import lookup_of
from workbook.group.lead import Lead
from workbook.guidance.progress import OFFICE
from workbook.journal import Address, Entry, Journal
from workbook.pages.facilitator.drafts import draft_of, session_of
from workbook.pages.gate import Gate

SECRET, KEPT, PLAN, LEAD = "secret", "kept", "plan", "lead"


class Office:
    """Plans, open rooms with their keys, and the secret that makes somebody a facilitator.

    On one's `own` computer it needs no secret. Any method may raise StoreUnavailable.
    """

    def __init__(self, gate: Gate, own: bool) -> None:
        self.gate = gate
        self.own = own
        self._journal = Journal()
        self._unsaved: dict[str, Entry] = {}

    @property
    def is_open(self) -> bool:
        """Whether somebody who may lead rooms has come in."""
        return self.own or self._journal.answer(OFFICE, SECRET) is not None

    @property
    def is_kept(self) -> bool:
        """Whether it opens again: by words of one's own, or by this computer."""
        return self.own or self._journal.answer(OFFICE, KEPT) is True

    @property
    def facilitator(self) -> str | None:
        """The lookup of the secret; None on one's own computer."""
        return None if self.own else lookup_of(str(self._journal.answer(OFFICE, SECRET)))

    def open(self, tab_key: str | None) -> None:
        """Open the office of this tab or this computer, where there is one."""
        self._take_up(self.gate.open(tab_key))

    def open_with_words(self, text: str) -> bool | None:
        """Open the office of six words; False where they open something else, None: nothing.

        Raises:
            PhraseProblem: the text is no key phrase.
        """
        journal = self.gate.open_with_phrase(text)
        if journal is None:
            return None
        self._take_up(journal)
        if self.is_open:
            return True
        self.close()  # these are somebody's answers, and no business of this page
        return False

    def begin(self, secret: str) -> None:
        """Begin an office for somebody whose invitation was taken with this secret."""
        self._put(SECRET, "", secret)

    def keep(self, words: tuple[str, ...]) -> None:
        """Let six words open this office from now on."""
        self.save()
        self.gate.keep(words)
        self._put(KEPT, "", True)

    def close(self) -> None:
        """Forget the office in this tab; its words open it again."""
        self.save()
        self.gate.close()
        self._take_up(self.gate.open(None))

    def lose(self) -> None:
        """Begin anew where the office was burned elsewhere."""
        self._take_up(Journal())
        self._take_up(self.gate.open(None))

    def refresh(self) -> None:
        """Read what other tabs have saved and dropped."""
        for entry in self.gate.recent():
            self._journal = self._journal.put(entry)
        burned = self.gate.burned()
        gone = {entry.address for entry in self._journal.entries() if entry.id in burned}
        self._journal = self._journal.without(*gone) if gone else self._journal

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Return all plans as they are written, by id, in the order they were begun."""
        return self._all(PLAN)

    def plans(self) -> dict[str, Session]:
        """Return the plans that a room can be opened from, by id."""
        made = {id: session_of(draft) for id, draft in self.drafts().items()}
        return {id: session for id, session in made.items() if session}

    def new_plan(self, session: Session) -> str:
        """Keep a new plan; return its id."""
        id = self.gate.new_id()
        self.save_plan(id, draft_of(session))
        return id

    def save_plan(self, id: str, plan: Session | Mapping[str, Any]) -> None:
        """Keep a plan as it is now, finished or not."""
        self._put(PLAN, id, draft_of(plan) if isinstance(plan, Session) else dict(plan))

    def drop_plan(self, id: str) -> None:
        """Remove a plan for good."""
        self._burn(PLAN, id)

    def leads(self) -> list[Lead]:
        """Return the open rooms with their keys, the first one opened first."""
        read = (Lead.from_value(value) for value in self._all(LEAD).values())
        return [lead for lead in read if lead]

    def lead(self, room: str) -> Lead | None:
        """Return the lead of an open room."""
        return next((lead for lead in self.leads() if lead.room == room), None)

    def add_lead(self, lead: Lead, notes: Sequence[str] = ()) -> None:
        """Keep the keys of a room as long as it is open, and one's notes on its exercises."""
        self._put(LEAD, lead.room, {**lead.as_value(), "notes": list(notes)})

    def notes(self, room: str) -> tuple[str, ...]:
        """Return one's own notes on the exercises of an open room, in the order of its agenda."""
        kept = self._all(LEAD).get(room, {}).get("notes", [])
        return tuple(map(str, kept)) if isinstance(kept, list) else ()

    def forget_lead(self, room: str) -> None:
        """Burn the keys of a room."""
        self._burn(LEAD, room)

    def save(self) -> None:
        """Save whatever is unsaved."""
        if self._unsaved:
            self.gate.save(list(self._unsaved.values()), self._journal)
            self._unsaved = {}

    def _take_up(self, journal: Journal) -> None:
        self._journal, self._unsaved = journal, {}

    def _all(self, what: str) -> dict[str, Any]:
        found = {row: self._journal.answer(OFFICE, what, row) for row in self._rows(what)}
        return {row: value for row, value in found.items() if isinstance(value, dict)}

    def _rows(self, what: str) -> tuple[str, ...]:
        return self._journal.rows(OFFICE, what)

    def _put(self, what: str, row: str, value: Any) -> None:
        address = Address(OFFICE, what, row)
        last, at = self._journal.last(address), datetime.now(UTC)
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        if last:
            at = max(at, last.at + timedelta(milliseconds=1))
        if last is None or last.value != value:
            # One entry for each thing: nobody looks for what a plan was before.
            entry = Entry(last.id if last else self.gate.new_id(), address, value, at)
            self._journal = self._journal.put(entry)
            self._unsaved[entry.id] = entry
        self.save()

    def _burn(self, what: str, row: str) -> None:
        address = Address(OFFICE, what, row)
        ids = {entry.id for entry in self._journal.history(address)}
        self.gate.burn(ids)
        self._journal = self._journal.without(address)
        self._unsaved = {id: one for id, one in self._unsaved.items() if id not in ids}
