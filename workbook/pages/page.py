"""The page: a visit shown by widgets, and what the browser says answered."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from workbook import messages
from workbook.content.example import load_example
from workbook.content.prompts import Prompt
from workbook.errors import AnswerProblem, StoreTooNew, StoreUnavailable, TextBurned
from workbook.guidance.progress import DONE
from workbook.guidance.unsent import PUT_AWAY, Draft, name_of_draft
from workbook.pages.custody import Custody
from workbook.pages.desk import Desk
from workbook.pages.drafts import draft_of, said_of_draft
from workbook.pages.drawing import draw, has_control, value_of
from workbook.pages.example import visit_example
from workbook.pages.header import PAUSE
from workbook.pages.keeping import Keeping
from workbook.pages.place import COUNTRY
from workbook.pages.rooming import Rooming
from workbook.pages.screen import GONE, done_view, gone_view, live, said_to, view
from workbook.pages.visit import Visit
from workbook.store_rooms_protocol import Rooms
from workbook.widgets import WIDGETS, Page

Message = dict[str, Any]
TRY_AGAIN = 3
"""Seconds until opening the journal is tried again."""
IN_EXAMPLE = ("hello", "go", "own")
"""What is done while the example is shown; all else waits, or means nothing there."""

log = logging.getLogger(__name__)


class OpenPage:
    """Shows a visit and answers the messages of its browser."""

    def __init__(self, visit: Visit, header: str, rooms: Rooms | None = None) -> None:
        self.keeping = self._own = Keeping(visit)
        self.widget = Page(words=messages.PAGE | messages.ROOM_PAGE, header=header)
        self.widget.on_message(self.receive)
        self._notice = ""
        self._desk = Desk()
        self._custody = Custody(self._own, self)
        self._rooming = Rooming(self._own, self, rooms)
        self._does: dict[str, Callable[[Message], None]] = {
            "hello": self._hello,
            "edit": self._edit,
            "go": self._go,
            "later": self._later,
            "finish": self._finish,
            "country": self._country,
            "refresh": self._refresh,
            "burn": self._burn,
            "check": self._check,
            "copy": self._tell_of_draft,
            "versions": self._tell_of_draft,
            "put_away": self._put_away,
            "example": self._example,
            "own": self._own_pages,
            **self._custody.does,
            **self._rooming.does,
        }
        self.show()

    @property
    def visit(self) -> Visit:
        """The visit that is shown: the participant's own, or the one to the example."""
        return self.keeping.visit

    def receive(self, message: Message) -> None:
        """Answer one message; whatever happens, the participant reads a calm sentence."""
        do = str(message.get("do"))
        does = self._does.get(do)
        if does is None or (self.visit.gate.read_only and do not in IN_EXAMPLE):
            return
        try:
            does(message)
        except StoreUnavailable as error:
            if error.is_burned:
                self._custody.lose()
                return
            self.say("unsaved", text=messages.CANNOT_SAVE[error.reason])
            self.update()
        except Exception as error:
            # Neither the message nor the error's own text is logged: they may hold an answer.
            log.error("A message could not be answered: %s.", type(error).__name__)
            self.say("unsaved", text=messages.TROUBLE)

    def show(self, said: str = "") -> None:
        """Draw the present screen anew; `said` answers what has just closed it."""
        place = self.visit.place()
        shown = done_view(place) if self.visit.finished else view(place)
        if said and shown["closed"]:
            shown["closed"]["said"] = said
        if self.visit.gate.read_only:
            shown |= {"example": load_example().about, "finish": None}
        elif self.visit.finished:
            shown["share"] = self._rooming.way_to_share(place)
        bare = place.closed or self.visit.finished
        self._draw([] if bare else [one for one in place.prompts if has_control(one)], shown)

    def show_gone(self, text: str) -> None:
        """Draw the screen that stands in place of a journal that was burned."""
        self.keeping = self._own
        self._draw([], gone_view(self.visit.place(), text))

    def _draw(self, drawn: list[Prompt], shown: dict[str, Any]) -> None:
        place = self.visit.place()
        children = [
            WIDGETS[prompt.kind](prompt=draw(place, prompt), value=value_of(place, prompt))
            for prompt in drawn
        ]
        old = self.widget.prompts
        with self.widget.hold_sync():
            self.widget.prompts = children
            self._desk.lay_out(place, drawn, children)
            self._custody.lay_out(self.keeping, drawn, children)
            self._rooming.lay_out(drawn, children)
            self.widget.view = shown
            self.update()
        for child in old:
            child.close()

    def update(self) -> None:
        """Send what may have changed on the present screen."""
        self._custody.freshen()
        place, read_only = self.visit.place(), self.visit.gate.read_only
        now = live(place, self.keeping.status(), self._notice, self._desk.opened)
        now["room"] = self._rooming.show(place, read_only)
        if self.widget.view["step"] in (DONE, GONE):
            # The ways from a screen after all others are its own.
            now |= {way: self.widget.view[way] for way in ("previous", "next")}
        if read_only:
            # Leaving quickly still closes what the participant kept.
            now["keep"]["exit_closes"] = self._own.status()["can_close"]
        self.widget.live = now

    def _hello(self, message: Message) -> None:
        self.keeping = self._own
        self.visit.set_clock(message.get("now", ""))
        key = message.get("key")
        try:
            self.keeping.open(key if isinstance(key, str) else None)
        except StoreTooNew:
            self._notice = messages.TOO_NEW
            self.update()
            return
        except StoreUnavailable:
            self._notice = messages.CANNOT_OPEN
            self.update()
            asyncio.get_running_loop().call_later(TRY_AGAIN, self.receive, message)
            return
        self._notice = messages.SET_ASIDE if self.keeping.gate.set_aside else ""
        self._rooming.begin()
        pending = message.get("pending")
        for edit in pending if isinstance(pending, list) else []:
            self._try(edit)
        self._move(message)
        self.show()
        self.say("opened", key=self.keeping.gate.tab_key)

    def _try(self, edit: Message) -> None:
        """Take an edit that waited in the tab; a problem with one must not lose the others."""
        try:
            self._edit(edit)
        except StoreUnavailable as error:
            if error.is_burned:
                raise
            self.say("unsaved", text=messages.CANNOT_SAVE[error.reason])

    def _edit(self, edit: Message) -> None:
        before = self.visit.stay()
        try:
            renewed = self.visit.edit(edit)
        except AnswerProblem as problem:
            text = str(problem) or messages.NOT_AN_ANSWER
            self.say("problem", n=edit.get("n"), prompt=edit.get("prompt"), text=text)
            return
        except TextBurned:
            self._burned(edit, elsewhere=True)
            self.keeping.refresh()
            self.show()
            return
        self.say("saved", n=[edit.get("n")])
        after = self.visit.place()
        # An answer may close the present exercise, or open it again.
        if bool(before.closed) == bool(after.closed):
            if renewed:
                self.show()
            else:
                self._renew()
            return
        here = after.exercise.id == edit.get("exercise")
        where = (str(edit.get(part) or "") for part in ("prompt", "row", "column"))
        self.show(said_to(after, *where) if here else "")

    def _go(self, message: Message) -> None:
        # Whoever wants to text right now needs the pause for themselves, also from the example.
        if message.get("exercise") == PAUSE:
            self.keeping = self._own
        try:
            self._move(message)
        finally:
            self.show()

    def _move(self, message: Message) -> None:
        self._rooming.take_code(message)
        parts = ("exercise", "step", "prompt", "sheet")
        self.visit.go(*(str(message.get(part) or "") for part in parts))

    def _later(self, message: Message) -> None:
        self.visit.set_aside(str(message.get("prompt")), bool(message.get("value")))
        self.update()

    def _finish(self, message: Message) -> None:
        self.visit.finish()
        self.show()

    def _country(self, message: Message) -> None:
        if message.get("value") in self.visit.content.emergency:
            self.visit.decide(COUNTRY, "", message["value"])
            self.update()

    def _refresh(self, message: Message) -> None:
        self.visit.set_clock(message.get("now", ""))
        if self.keeping.refresh():
            self.show()
        else:
            self._renew()

    def _renew(self) -> None:
        """Show what an answer or the hour has changed, while the screen stays."""
        self._desk.freshen(self.visit.place())
        self.update()

    def _burn(self, message: Message) -> None:
        try:
            self.visit.burn(message)
        except (AnswerProblem, StoreUnavailable) as error:
            if isinstance(error, StoreUnavailable) and error.is_burned:
                raise
            self.say("refused", form="burn", text=messages.CANNOT_BURN)
            return
        self._burned(message, elsewhere=False)
        self.show()

    def _burned(self, message: Message, elsewhere: bool) -> None:
        """Say what is burned before it leaves the screen: the tab then drops what waits in it."""
        where = {part: message.get(part) or "" for part in ("exercise", "prompt", "sheet")}
        self.say("burned", **where, elsewhere=elsewhere)

    def _check(self, message: Message) -> None:
        """Read a draft while it is being written, before it is saved."""
        name, text, number = (message.get(part) for part in ("prompt", "text", "n"))
        if not (isinstance(text, str) and isinstance(number, int)):
            return
        writing = message.get("writing") is True
        if self._desk.read(self.visit.place(), str(name), text, number, writing):
            self.update()

    def _tell_of_draft(self, message: Message) -> None:
        if draft := self._draft(message):
            self.widget.send(said_of_draft(self.visit.place(), draft, message["do"]))

    def _put_away(self, message: Message) -> None:
        if draft := self._draft(message):
            about, value = name_of_draft(draft.address), bool(message.get("value"))
            try:
                self.visit.decide(PUT_AWAY, about, value)
            finally:
                self.show()

    def _draft(self, message: Message) -> Draft | None:
        """Return the draft that a message names; what another tab burned is gone here, too."""
        draft = draft_of(self.visit.place(), message)
        with suppress(StoreUnavailable):
            if draft and draft.address in self.visit.forget_burned():
                self._burned(message, elsewhere=True)
                self.show()
                return None
        return draft

    def _example(self, message: Message) -> None:
        self.keeping = Keeping(visit_example(self.visit))
        self.show()

    def _own_pages(self, message: Message) -> None:
        if self.keeping is self._own:
            return
        self.keeping = self._own
        self.show()
        self._refresh(message)

    def say(self, say: str, **content: Any) -> None:
        """Send a message to the browser."""
        self.widget.send({"say": say, **content})
