"""A visit: one participant, one journal, one place at a time."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from workbook.content.models import Content, Each, Exercise
from workbook.errors import AnswerProblem, StoreUnavailable, TextBurned
from workbook.guidance.facts import facts_given, is_outcome
from workbook.guidance.progress import DONE, PAGE, is_done
from workbook.guidance.sheets import is_open, open_sheets
from workbook.guidance.unsent import name_of_draft
from workbook.journal import Address, Entry, Journal
from workbook.journal.journal import continues
from workbook.pages.burning import BURNED, burned_at, burned_ids, ids_to_tell, is_of
from workbook.pages.edits import may_burn, read_age, read_edit
from workbook.pages.gate import Gate
from workbook.pages.place import LATER, Place

LONGEST_AGE = timedelta(days=2)
"""An edit may wait this long in a tab before it is counted as new."""


class Visit:
    """Holds the journal and the place; every change makes new frozen values."""

    def __init__(self, content: Content, exercise: Exercise, gate: Gate) -> None:
        self.content = content
        self.gate = gate
        self.journal = Journal()
        self.exercise = exercise
        self.step_id = exercise.steps[0].id
        self.finished = False
        self._correcting = ""
        self._chosen: dict[Each, str] = {}
        self._back_to = ("", "")
        self._stays = ""
        self._last_place: Place | None = None
        self._clock_ahead = timedelta()
        self._timezone = datetime.now().astimezone().tzinfo
        self._own: set[str] = set()
        self._unsaved: dict[str, Entry] = {}

    def place(self) -> Place:
        """Return where the participant is now; one place as long as nothing has changed."""
        here = (self.content, self.journal, self.exercise, self.step_id, self.now())
        how = (self._correcting, dict(self._chosen), self._back_to, self._stays)
        place = Place(*here, *how)
        if self._last_place is None or not place.is_still(self._last_place):
            self._last_place = place
        return self._last_place

    def stay(self) -> Place:
        """Return where the participant is, and keep this step until they go on."""
        place = self.place()
        self._stays = "" if place.closed or place.correcting else place.step.id
        return place

    def now(self) -> datetime:
        """Return the participant's own local time."""
        return (datetime.now(UTC) + self._clock_ahead).astimezone(self._timezone)

    def set_clock(self, local: str) -> None:
        """Set the clock to the participant's own; `local` is ISO 8601 with an offset."""
        try:
            theirs = datetime.fromisoformat(local)
        except (TypeError, ValueError):
            return
        if theirs.tzinfo is not None:
            self._clock_ahead = theirs - datetime.now(UTC)
            self._timezone = theirs.tzinfo

    def take_up(self, journal: Journal) -> None:
        """Continue with a journal that was kept."""
        self.journal = journal
        self._unsaved, self._stays = {}, ""
        self._chosen = self.open_sheets(self.exercise)

    def open_sheets(self, exercise: Exercise) -> dict[Each, str]:
        """Return the sheets that lie open when somebody comes to an exercise."""
        return open_sheets(self.journal, exercise, self.now())

    def go(self, exercise: str, step: str = "", prompt: str = "", sheet: str = "") -> None:
        """Move to a step; an unknown exercise leaves the place as it is.

        With a `prompt` that gave a fact, its answer can be corrected even where it is closed.
        With a `sheet`, that one of the step is opened.

        Raises:
            StoreUnavailable: the move is made, but not yet saved that the exercise is done.
        """
        try:
            wanted = self.content.exercise(exercise)
        except KeyError:
            return
        left, walked_through = self.exercise, self._is_last_step()
        if wanted.aside and not left.aside:
            self._back_to = (left.id, self.place().step.id)
        self.exercise, self._stays = wanted, ""
        if left != wanted:
            self._chosen = self.open_sheets(wanted)
        self._choose(step, sheet)
        # The screen after an exercise has an address too, for a reload.
        self.finished = step == DONE and is_done(self.journal, wanted)
        self._correcting = ""
        # Place finds the first step itself, and the nearest one where a step is not shown.
        self.step_id = wanted.steps[-1].id if self.finished else step
        if prompt and self._is_out_of_reach(prompt):
            self._correcting = prompt
        if walked_through and wanted.id > left.id and not (left.aside or wanted.aside):
            self.decide(DONE, left.id, True)  # going on says the same as the button beside it

    def edit(self, edit: dict[str, Any]) -> bool:
        """Take an edit as the browser sends it: put it into the journal and save it.

        Returns:
            Whether another tab has burned something else, which is gone here, too.

        Raises:
            AnswerProblem: the value is no answer to its prompt; nothing changed.
            TextBurned: another tab has burned what it goes on from; that is gone here, too.
            StoreUnavailable: it is in the journal but not saved yet.
        """
        address, value = read_edit(self.content, edit, self.now())
        waited, gone = read_age(edit), set[Address]()
        # What keeps us from asking keeps us from saving it as well.
        with suppress(StoreUnavailable):
            gone = self.forget_burned()
        burned, now = burned_at(self.journal, address), datetime.now(UTC)
        goes_on = any((one.asked, one.row) == (address.asked, address.row) for one in gone)
        if goes_on or (burned and now - waited < burned):
            raise TextBurned("Another tab has burned what this goes on from.")
        self.put(address, value, now - min(waited, LONGEST_AGE), edit.get("anew") is True)
        return bool(gone)

    def decide(self, what: str, about: str, value: Any) -> None:
        """Remember a decision about the page itself.

        Raises:
            StoreUnavailable: it is not saved yet.
        """
        self.put(Address(PAGE, what, about), value, datetime.now(UTC))

    def set_aside(self, prompt_id: str, value: bool) -> None:
        """Leave a prompt for later, or take it up again.

        Raises:
            StoreUnavailable: it is not saved yet.
        """
        for prompt in self.exercise.prompts:
            if prompt.id == prompt_id:
                self.decide(LATER, self.place().later_name(prompt), value)

    def finish(self) -> None:
        """Count the present exercise as done."""
        self.finished = True
        self.decide(DONE, self.exercise.id, True)

    def burn(self, edit: dict[str, Any]) -> None:
        """Remove a text that may be burned, with all that was ever written there.

        Raises:
            AnswerProblem: there is no such text.
            StoreUnavailable: not all of it is gone yet; burning again finishes it.
        """
        address, _ = read_edit(self.content, {**edit, "value": None}, self.now())
        if not may_burn(self.content, address):
            raise AnswerProblem("")
        self.burn_all(name_of_draft(address), lambda one: one == address)

    def burn_exercise(self, exercise: str) -> None:
        """Remove all that was ever written in an exercise (its id), and decisions about it.

        Raises:
            StoreUnavailable: not all of it is gone yet; burning again finishes it.
        """
        self.burn_all(exercise, lambda one: is_of(exercise, one))

    def forget_burned(self) -> set[Address]:
        """Let go of what another tab has burned; return where it was.

        Raises:
            StoreUnavailable: it cannot be known just now.
        """
        if not (burned := self.gate.burned()):
            return set()  # with most edits there is nothing to look through all entries for
        gone = {entry.address for entry in self.journal.entries() if entry.id in burned}
        if gone:
            # With what else was saved comes the decision, and when it was made.
            self.join([one for one in self.gate.recent() if one.id not in self._unsaved])
            self._let_go(gone)
        return gone

    def finish_burning(self) -> set[Address]:
        """Burn what decisions say is burned and the store still has; return where anything was.

        A burning may have been cut short, or a store that was lost and begun anew may have taken
        it back from another tab.

        Raises:
            StoreUnavailable: not all of it is gone yet; the next time finishes it.
        """
        self.gate.burn(burned_ids(self.journal) - self.gate.burned())
        return self.forget_burned()

    def put(self, address: Address, value: Any, at: datetime, anew: bool = False) -> None:
        """Put one value into the journal and save whatever is unsaved.

        What is begun `anew` leaves the words before it in the history, however short their time.

        Raises:
            StoreUnavailable: it is in the journal but not saved yet.
        """
        if self.gate.read_only:
            return
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        last = self.journal.last(address)
        if last and last.id in self._own:
            # One tab speaks in order, however long its words were on the way.
            at = max(at, last.at + timedelta(milliseconds=1))
        if last is None or last.value != value or type(last.value) is not type(value):
            if last is None and value is None:
                return
            same = not anew and continues(last, value, at, self._own)
            entry = Entry(last.id if same and last else self.gate.new_id(), address, value, at)
            self.journal = self.journal.put(entry)
            self._own.add(entry.id)
            self._unsaved[entry.id] = entry
        self.save()

    def save(self) -> None:
        """Save whatever is unsaved.

        Raises:
            StoreUnavailable: it stays unsaved and is tried again with the next edit.
        """
        if self._unsaved:
            self.gate.save(list(self._unsaved.values()), self.journal)
            self._unsaved = {}

    def join(self, entries: Sequence[Entry]) -> None:
        """Take in entries that another tab has saved."""
        for entry in entries:
            self.journal = self.journal.put(entry)

    def carry_over(self, entries: Sequence[Entry]) -> None:
        """Add entries written before another journal was opened.

        Raises:
            StoreUnavailable: they are in the journal but not saved yet.
        """
        self.journal = Journal.of([*self.journal.entries(), *entries])
        self._unsaved |= {entry.id: entry for entry in entries}
        self.save()

    def burn_all(self, about: str, is_meant: Callable[[Address], bool]) -> None:
        """Remove all that was ever written where `is_meant` says; `about` names what that is.

        Raises:
            StoreUnavailable: not all of it is gone yet; burning again finishes it.
        """
        with suppress(StoreUnavailable):
            self.join([one for one in self.gate.reload().entries() if is_meant(one.address)])
        burning = [entry for entry in self.journal.entries() if is_meant(entry.address)]
        # The decision comes first: should burning be cut short, the next opening finishes it.
        self.decide(BURNED, about, ids_to_tell(self.journal, about, burning))
        self.gate.burn({entry.id for entry in burning})
        self._let_go({entry.address for entry in burning})

    def _let_go(self, addresses: set[Address]) -> None:
        self.journal = self.journal.without(*addresses)
        kept = self._unsaved.items()
        self._unsaved = {id: entry for id, entry in kept if entry.address not in addresses}

    def _choose(self, step: str, sheet: str) -> None:
        each = next((one.each for one in self.exercise.steps if one.id == step), None)
        if each and is_open(each, sheet, self.now()):
            self._chosen[each] = sheet

    def _is_last_step(self) -> bool:
        place = self.place()
        return not (place.closed or place.correcting) and place.step == place.steps[-1]

    def _is_out_of_reach(self, prompt: str) -> bool:
        place = self.place()
        if not place.closed and prompt in place.visible():
            return False
        if is_outcome(self.exercise, prompt):
            return True  # that a message was sent can be told wherever one stands
        return any(
            given.exercise == self.exercise
            and given.prompt.id == prompt
            and given.value is not False
            for given in facts_given(self.content, self.journal)
        )
