"""The door: six words of an invitation, or of one's own, lead in."""

import secrets
import time
from collections import deque

from workbook import messages
from workbook.errors import PhraseProblem
from workbook.group.facilitators import new_secret, take_invitation
from workbook.pages.facilitator.screen import Desk, Message, Screen
from workbook.pages.keeping import WORDS_ASKED, in_words, plain

WRONG_AT_MOST = 5
WITHIN = 60.0
"""Seconds within which so many wrong words may be tried; each try takes the server some time."""


class Door(Screen):
    """Lets a facilitator in, and gives them six words of their own the first time."""

    name = "door"
    needs_office = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.does = {"enter": self._enter, "confirm": self._confirm, "leave": self._leave}
        self._wrong: deque[float] = deque(maxlen=WRONG_AT_MOST)
        self._secret = ""
        self._offered: tuple[str, ...] = ()
        self._asked: list[int] = []

    def open(self, at: Message) -> bool:
        """Come to the door, unless one is in and has words of one's own."""
        return not self.desk.office.is_kept

    def view(self) -> Message:
        """Return the door, or six new words for somebody who came in by an invitation."""
        if not self.desk.office.is_open:
            return {}
        if not self._offered:
            self._offered = self.desk.office.gate.new_phrase()
            positions = range(1, len(self._offered) + 1)
            self._asked = sorted(secrets.SystemRandom().sample(positions, WORDS_ASKED))
        title = messages.FACILITATOR_SAYS["words_title"]
        return {
            "screen": "words",
            "title": title,
            "phrase": list(self._offered),
            "ask": self._asked,
        }

    @property
    def at(self) -> Message:
        """Tell the door from the words, which one comes to anew."""
        return {"in": self.desk.office.is_open}

    def _enter(self, message: Message) -> None:
        office, phrase = self.desk.office, message.get("phrase")
        if office.is_open:
            return
        if self._is_too_soon():
            self._refuse(messages.FACILITATOR_SAYS["wait"])
            return
        typed = phrase if isinstance(phrase, str) else ""
        try:
            found = office.open_with_words(typed)
            let_in = found or (found is None and self._take_invitation(typed))
        except PhraseProblem as problem:
            self._refuse(in_words(problem))
            return
        if let_in:
            self._go_in()
            return
        self._wrong.append(time.monotonic())
        self._refuse(messages.FACILITATOR_SAYS["wrong" if found is None else "no_office"])

    def _take_invitation(self, typed: str) -> bool:
        """Begin an office with an invitation; what is taken but not saved is saved when tried."""
        self._secret = self._secret or new_secret()
        if not take_invitation(self.desk.rooms, typed, self._secret):
            return False
        self.desk.office.begin(self._secret)
        self._secret = ""
        return True

    def _go_in(self) -> None:
        office = self.desk.office
        self.desk.say("opened", key=office.gate.tab_key)
        self.desk.go("plans" if office.is_kept else "door")

    def _confirm(self, message: Message) -> None:
        office, typed = self.desk.office, message.get("words")
        if not office.is_open or office.is_kept or not self._asked:
            return
        asked = [plain(self._offered[number - 1]) for number in self._asked]
        words = [plain(word) for word in typed] if isinstance(typed, list) else []
        if words != asked:
            self._refuse(messages.WRONG_WORDS)
            return
        office.keep(self._offered)
        self._offered, self._asked = (), []
        self.desk.go("plans")

    def _leave(self, message: Message) -> None:
        if self.desk.office.own or not self.desk.office.is_kept:
            return
        self.desk.office.close()
        self.desk.say("opened", key=self.desk.office.gate.tab_key)
        self.desk.go("door")

    def _is_too_soon(self) -> bool:
        full = len(self._wrong) == WRONG_AT_MOST
        return full and time.monotonic() - self._wrong[0] < WITHIN

    def _refuse(self, text: str) -> None:
        self.desk.say("refused", form="door", text=text)
