"""Keeping answers: the key phrase, opening, closing, and how it stands in words."""

import secrets
from contextlib import suppress
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.errors import PhraseProblem, SealedFileProblem, StoreUnavailable, WorkbookError
from workbook.guidance.progress import OFFICE, PAGE
from workbook.journal import Journal
from workbook.pages.gate import Gate
from workbook.pages.merging import KEPT, bring_in
from workbook.pages.seat import without_room
from workbook.pages.visit import Visit
from workbook.pages.ways import Way, link

WORDS_ASKED = 2


class Keeping:
    """What a visit does with the gate that keeps its journal."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._offered: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()

    @property
    def gate(self) -> Gate:
        """The gate of the visit."""
        return self.visit.gate

    @property
    def is_kept(self) -> bool:
        """Tell whether a key phrase opens this journal."""
        return self.visit.journal.answer(PAGE, KEPT) is True

    @property
    def in_tab(self) -> bool:
        """Tell whether nothing but the key of this tab opens the journal."""
        return bool(self.status()["state"] == "tab")

    def status(self) -> dict[str, Any]:
        """Return how the answers are kept, and what can be done about it."""
        if self.gate.read_only:
            return {"state": "example", "say": messages.KEEP["example"]}
        where = self.gate.where
        own = where in ("keyring", "file")
        state = where if own else "kept" if self.is_kept else where
        minor = "me_under_18" in self.visit.place().facts.known and self.visit.place().facts.any(
            "me_under_18"
        )
        return {
            "state": "own" if own else "kept" if self.is_kept else "tab",
            "say": messages.KEEP[state],
            "can_keep": not self.is_kept and not minor,
            "can_open": not self.is_kept,
            "can_close": self.is_kept and not own,
            "can_lock": self.is_kept and own,
            "all": _way_to_all(self.visit.content),
        }

    def open(self, tab_key: str | None) -> None:
        """Open the journal of this tab or this computer, or begin one."""
        self._let_go_of_burned()
        written_before = list(self.visit.journal.entries())
        self.visit.take_up(self.gate.open(tab_key))
        if written_before:
            self.visit.carry_over(written_before)
            self.visit.forget_burned()

    def refresh(self) -> bool:
        """Read what other tabs have saved and burned; tell whether anything is new."""
        recent = self.gate.recent()
        new = [one for one in recent if one not in self.visit.journal.history(one.address)]
        self.visit.join(new)
        gone = self.visit.finish_burning()
        return bool(new or gone)

    def offer(self) -> tuple[list[str], list[int]]:
        """Return six new words, and which two of them (from 1) will be asked for."""
        self._offered = self.gate.new_phrase()
        positions = range(1, len(self._offered) + 1)
        self._asked = tuple(sorted(secrets.SystemRandom().sample(positions, WORDS_ASKED)))
        return list(self._offered), list(self._asked)

    def confirm(self, typed: Any, change: bool = False) -> str:
        """Keep the journal under the offered phrase if two of its words were typed right.

        With `change`, no earlier phrase opens it any more.
        """
        asked = [self._offered[number - 1] for number in self._asked]
        words = [plain(word) for word in typed] if isinstance(typed, list) else []
        if not asked or words != [plain(word) for word in asked]:
            return messages.WRONG_WORDS
        self.visit.save()
        if change:
            self.gate.change_phrase(self._offered)
        else:
            self.gate.keep(self._offered)
            self.visit.decide(KEPT, "", True)
        self._offered = self._asked = ()
        return ""

    def open_with_phrase(self, phrase: str, bring: bool) -> str:
        """Open the journal of a phrase; with `bring`, add what was written in this tab."""
        if bring:
            self._let_go_of_burned()
        written_here = list(self.visit.journal.entries()) if bring else []
        before = self.gate.tab_key
        try:
            journal = self.gate.open_with_phrase(phrase)
        except PhraseProblem as problem:
            return in_words(problem)
        if journal is None:
            return messages.WRONG_PHRASE
        if any(entry.address.exercise == OFFICE for entry in journal.entries()):
            # The keys of rooms are no answers, and must not come into a copy of any.
            self.gate.close()
            self.gate.open(before)
            return messages.OFFICE_WORDS
        self.visit.take_up(journal)
        self.visit.carry_over(written_here)
        return ""

    def close(self, lock: bool) -> None:
        """Forget the journal in this tab, or on this computer; the phrase opens it again."""
        if not self.is_kept:
            return
        self.visit.save()
        if lock:
            self.gate.lock()
        else:
            self.gate.close()
        self.visit.take_up(self.gate.open(None))

    def sealed_copy(self) -> bytes:
        """Return all answers as one file that the key phrase opens, and nothing of a room.

        Raises:
            StoreUnavailable: not all that was written is saved yet.
        """
        self.visit.save()
        return self.gate.sealed_copy(without_room(self.visit.journal))

    def bring_in(self, body: bytes, phrase: str) -> int:
        """Add what a sealed file holds; return how many entries were new.

        Raises:
            PhraseProblem: what was typed is no key phrase; nothing changed.
            SealedFileProblem: the file does not open; nothing changed.
            StoreUnavailable: it is in the journal but not all of it is saved yet.
        """
        return bring_in(self.visit, self.gate.open_copy(body, phrase))

    def keep_for(self, days: int | None) -> None:
        """Let the journal burn by itself after so many days of no use; None: never."""
        self.visit.save()
        self.gate.keep_for(days)

    def burn(self) -> None:
        """Burn the whole journal, and begin an empty one."""
        self.gate.burn_journal()
        self.begin_again()

    def begin_again(self) -> None:
        """Begin an empty journal in place of one that is gone, where everybody begins."""
        self.visit.take_up(Journal())
        with suppress(StoreUnavailable):
            self.visit.take_up(self.gate.open(None))
        self.visit.go(self.visit.content.exercises[0].id)

    def _let_go_of_burned(self) -> None:
        """Let go of what another tab has burned, be it a text or all of it."""
        try:
            self.visit.forget_burned()
        except StoreUnavailable as error:
            if error.is_burned:
                self.visit.take_up(Journal())


def in_words(problem: WorkbookError) -> str:
    """Return the sentence for what cannot be done with what was typed or brought."""
    if isinstance(problem, SealedFileProblem):
        return messages.COPY_REFUSED[problem.reason]
    return _not_a_phrase(problem) if isinstance(problem, PhraseProblem) else str(problem)


def _way_to_all(content: Content) -> Way | None:
    """Return the way to the page of all answers, where the content has one."""
    for exercise in content.aside:
        if any(prompt.kind == "keeping" for prompt in exercise.prompts):
            return link(exercise, exercise.steps[0], exercise.title)
    return None


def plain(word: Any) -> str:
    """Return the letters of a typed word."""
    return "".join(letter for letter in str(word).casefold() if letter.isalpha())


def _not_a_phrase(problem: PhraseProblem) -> str:
    if problem.unknown:
        word, near = problem.unknown[0]
        said = messages.NEAR_MISS if near else messages.UNKNOWN_WORD
        return said.format(word=word, near=near)
    return messages.WRONG_COUNT.format(found=problem.found)
