"""The facilitator's page: one screen at a time, and what the browser says answered."""

import base64
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.errors import StoreTooNew, StoreUnavailable
from workbook.pages.facilitator.calls import Calls
from workbook.pages.facilitator.office import Office
from workbook.pages.facilitator.screen import Message, Screen
from workbook.pages.facilitator.screens import SCREENS, all_words
from workbook.pages.gate import Gate
from workbook.pages.ticking import Ticker
from workbook.store_rooms_protocol import Rooms
from workbook.widgets import Facilitator

log = logging.getLogger(__name__)


class FacilitatorPage:
    """Shows the screens of a facilitator and answers the messages of their browser.

    On one's `own` computer there is no door.
    """

    def __init__(
        self, gate: Gate, rooms: Rooms, content: Content, own: bool = False, header: str = ""
    ) -> None:
        self.office = Office(gate, own)
        self.rooms = rooms
        self.content = content
        self.address: str | None = None
        self.screens: dict[str, Screen] = {made.name: made(self) for made in SCREENS}
        self._screen = self.screens["door"]
        self._calls = Calls(self)
        self._ready = False
        self._notice = self._stays = ""
        self._timezone = datetime.now().astimezone().tzinfo
        self._ticker = Ticker(self.tick)
        self._does: dict[str, tuple[Screen | None, Callable[[Message], None]]] = {
            do: (screen, act) for screen in self.screens.values() for do, act in screen.does.items()
        }
        for do, act in {"hello": self._hello, "here": self._here, "back_to": self._back_to}.items():
            self._does[do] = (None, act)
        self.widget = Facilitator(words=all_words(), header=header)
        self.widget.on_message(self.receive)

    def receive(self, message: Message) -> None:
        """Answer one message; whatever happens, the facilitator reads a calm sentence."""
        screen, does = self._does.get(str(message.get("do")), (None, None))
        if does is None or (screen and not self._may(screen)):
            return
        self._answer(lambda: does(message))

    def tick(self) -> None:
        """Look again at what the present screen shows."""
        if self._screen.ticks and self._may(self._screen):
            self._answer(self._look_again)

    def now(self) -> datetime:
        """Return the time in the facilitator's own zone, by the clock all pages here go by."""
        return datetime.now(UTC).astimezone(self._timezone)

    def go(self, screen: str, **at: Any) -> None:
        """Open a screen; `at` says what of it, such as a plan or a room."""
        wanted = self.screens.get(screen)
        if wanted is None or not self._may(wanted) or not wanted.open(at):
            wanted = self.screens["plans" if self.office.is_kept else "door"]
            wanted.open({})
        self._screen = wanted
        if wanted.ticks:
            self._ticker.wake()  # its browser's first sign may be ten seconds away
        self.show()

    def show(self) -> None:
        """Draw the present screen anew."""
        screen = self._screen
        at = {"screen": screen.name, **screen.at}
        with self.widget.hold_sync():
            self.update()
            self.widget.view = {
                "screen": screen.name,
                "at": at,
                "ticks": screen.ticks,
                **screen.view(),
            }

    def update(self) -> None:
        """Send what may have changed while the present screen stays."""
        calls = self._calls.waiting if self._may_hear else None
        self.widget.live = {"notice": self._notice, "calls_elsewhere": calls, **self._screen.live()}

    def say(self, say: str, **content: Any) -> None:
        """Send a message to the browser."""
        self.widget.send({"say": say, **content})

    def hand_over(self, name: str, media_type: str, body: bytes) -> None:
        """Give a file to the browser, which saves it."""
        encoded = base64.b64encode(body).decode("ascii")
        self.say("file", name=name, media_type=media_type, body=encoded)

    def _may(self, screen: Screen) -> bool:
        return not screen.needs_office or (self._ready and self.office.is_kept)

    @property
    def _may_hear(self) -> bool:
        """Whether calls for help come to this screen: to all but the door and the wall."""
        return self._screen.needs_office and self._may(self._screen)

    def _answer(self, act: Callable[[], object]) -> None:
        try:
            act()
        except StoreUnavailable as error:
            if error.is_burned:
                self._lose()
                return
            reason = error.reason if error.reason in messages.FACILITATOR_CANNOT else "other"
            self._tell(messages.FACILITATOR_CANNOT[reason])
        except Exception as error:
            # Neither the message nor the error's own text is logged: they may hold an answer.
            log.error("A message could not be answered: %s.", type(error).__name__)
            self._tell(messages.FACILITATOR_CANNOT["other"])
        else:
            self._tell(self._stays)

    def _look_again(self) -> None:
        screen = self._screen
        heard = self._may_hear and self._calls.look(screen.at.get("room"))
        if screen.tick() or heard:
            self.update()

    def _tell(self, notice: str) -> None:
        """Show what cannot be done just now, until something can."""
        if notice and notice != self._stays:
            self.say("trouble", text=notice)
        if notice != self._notice:
            self._notice = notice
            self.widget.live = {**self.widget.live, "notice": notice}

    def _lose(self) -> None:
        with suppress(StoreUnavailable):
            self.office.lose()
        self.say("opened", key=self.office.gate.tab_key)
        self.go("door")
        self._notice = messages.FACILITATOR_SAYS["lost"]
        self.update()

    def _hello(self, message: Message) -> None:
        self._set_zone(message.get("now"))
        address, wall, key = (message.get(part) for part in ("address", "wall", "key"))
        self.address = address if isinstance(address, str) else None
        tab_key = key if isinstance(key, str) else None
        if isinstance(wall, str):
            self.go("wall", code=wall)
            self.say("opened", key=tab_key)
            return
        if not self._ready or not self.office.is_open:
            try:
                self.office.open(tab_key)
            except StoreTooNew:
                self._stays = messages.TOO_NEW
                return
            except StoreUnavailable:
                self._stays = messages.FACILITATOR_CANNOT["open"]
                return  # the browser greets again until it is answered
        self._ready = True
        self._stays = messages.SET_ASIDE if self.office.gate.set_aside else ""
        pending = message.get("pending")
        for plan in pending if isinstance(pending, list) else []:
            if isinstance(plan, dict):
                self.receive({**plan, "do": "plan_save"})
        self._back_to(message)
        self.say("opened", key=self.office.gate.tab_key)

    def _back_to(self, message: Message) -> None:
        at = message.get("at")
        if isinstance(at, dict):
            wanted = {str(name): value for name, value in at.items() if name != "screen"}
            self.go(str(at.get("screen")), **wanted)
        else:
            self.go(self._screen.name, **self._screen.at)

    def _here(self, message: Message) -> None:
        if self._screen.ticks:
            self._ticker.wake()
            self.tick()

    def _set_zone(self, local: Any) -> None:
        with suppress(TypeError, ValueError):
            self._timezone = datetime.fromisoformat(local).tzinfo or self._timezone
