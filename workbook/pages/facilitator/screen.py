"""What a screen of the facilitator's page is, and what it may use of the page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Protocol

from workbook.content.models import Content
from workbook.pages.facilitator.office import Office
from workbook.store_rooms_protocol import Rooms

Message = dict[str, Any]


class Desk(Protocol):
    """What the page offers to its screens.

    `address` is where the workbook is served, as `https://host/base/`, and None in a notebook.
    """

    office: Office
    rooms: Rooms
    content: Content
    address: str | None

    def now(self) -> datetime:
        """Return the time in the facilitator's own zone, by the clock all pages here go by."""

    def say(self, say: str, **content: Any) -> None:
        """Send a message to the browser."""

    def go(self, screen: str, **at: Any) -> None:
        """Open a screen; `at` says what of it, such as a plan or a room."""

    def show(self) -> None:
        """Draw the present screen anew."""

    def update(self) -> None:
        """Send what may have changed while the present screen stays."""

    def hand_over(self, name: str, media_type: str, body: bytes) -> None:
        """Give a file to the browser, which saves it."""


class Screen:
    """One screen: what it shows, and what it does with the messages of its browser.

    A message reaches its screen whichever one is shown, since it may have been on its way. `words`
    are sentences that scripts ask for; a screen that `ticks` is looked at again each second.
    """

    name: ClassVar[str]
    needs_office: ClassVar[bool] = True
    ticks: ClassVar[bool] = False
    words: ClassVar[dict[str, str]] = {}

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.does: dict[str, Callable[[Message], None]] = {}

    def open(self, at: Message) -> bool:
        """Come to what `at` says; False where that is not there, and the plans are shown."""
        return True

    @property
    def at(self) -> Message:
        """What leads back here after a reload; nothing secret, for the browser keeps it."""
        return {}

    def view(self) -> Message:
        """Return what stays as long as the screen does; `screen` in it may name another drawing."""
        return {}

    def live(self) -> Message:
        """Return what may change while the screen stays."""
        return {}

    def tick(self) -> bool:
        """Look again; tell whether anything may have changed."""
        return False
