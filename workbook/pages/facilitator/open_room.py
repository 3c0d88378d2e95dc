"""An open room as one facilitator's page holds it: what is done in it, at the server's own time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from workbook.group.lead import Lead, Led
from workbook.group.room import Face, extend, go_back, go_on, pause, resume
from workbook.pages.facilitator.room_view import room_live
from workbook.pages.facilitator.screen import Desk, Message

if TYPE_CHECKING:
    from workbook.group.rehearsal import Rehearsal

MOST_MINUTES = 60
"""The most that is added to an exercise at once."""

Move = Callable[[Face, datetime], Face]


@dataclass(frozen=True)
class Steering:
    """Where a facilitator steers, and from where; None: from wherever the room is."""

    move: Move
    at: int | None
    is_over: bool

    def fits(self, face: Face) -> bool:
        """Tell whether the room still is where it was on the facilitator's screen."""
        return self.at is None or (self.at, self.is_over) == (face.at, face.state == "over")


class OpenRoom:
    """A room that is led from this page; `said` answers what was done last in it."""

    def __init__(self, desk: Desk, lead: Lead) -> None:
        self.led = Led(desk.rooms, lead, desk.content)
        self.notes = desk.office.notes(lead.room)
        self.taken: list[str] = []
        self.said = ""
        self._content = desk.content
        self._rehearsal: Rehearsal | None = None

    def now(self) -> datetime:
        """Return the time by which the room goes: that of the server, not of a browser."""
        return datetime.now(UTC)

    def look(self) -> None:
        """Look at the room again; in a rehearsal the invented people go on as well.

        Raises:
            StoreUnavailable: with reason "gone" where it was closed.
        """
        self.led.refresh(self.now())
        if not self.led.face.rehearsal:
            return
        if self._rehearsal is None:
            # Only who rehearses needs what plays the invented people.
            from workbook.content.rehearsal import load_rehearsal
            from workbook.group.rehearsal import Rehearsal

            self._rehearsal = Rehearsal(self.led, self._content, load_rehearsal())
        self._rehearsal.act(self.now())
        self.led.refresh(self.now())

    def is_gone(self) -> bool:
        """Tell whether the room is gone for good; a store that is away may come back with it."""
        return self.led.is_gone(self.now())

    def live(self) -> dict[str, Any]:
        """Return what may change on screen."""
        return {**room_live(self.led, self.now()), "taken": self.taken, "said": self.said}

    def steer(self, steering: Steering) -> bool:
        """Move on, back, pause or extend; False where the room had moved on by itself."""
        fitted = True

        def change(face: Face) -> Face:
            nonlocal fitted
            fitted = steering.fits(face)
            return steering.move(face, self.now()) if fitted else face

        self.led.steer(change)
        if self.led.face.state == "over":
            self.led.gather()  # what was shared until the end comes into the report
        return fitted

    def pass_minute(self) -> None:
        """Let a minute of a rehearsal pass at once."""
        if self.led.face.rehearsal and self.led.face.state == "running":
            self.led.steer(lambda face: extend(face, -1, self.now()))
            self.look()

    def release(self, prompt: str, is_shown: bool) -> None:
        """Show what was added up of a prompt on the wall, or no longer."""
        (self.led.release if is_shown else self.led.unrelease)(prompt)

    def move(self, id: str, to: str) -> bool:
        """Show a sentence, leave it aside or read it again; False where it is no more."""
        led = self.led
        waits, shown, aside = (
            {one.id for one in some} for some in (led.queue, led.on_wall, led.aside)
        )
        if to == "queue" and id in shown | aside:
            led.hide_sentence(id)
        elif to == "wall" and id in waits | aside:
            led.show_sentence(id)
        elif to == "aside" and id in waits | shown:
            led.set_aside(id)
        return id in waits | shown | aside

    def answer_call(self, id: str) -> None:
        """Note that the facilitator was with whoever called; nothing where it was taken back."""
        if any(id == called for called, _ in self.led.calls):
            self.led.answer_call(id)


def read_steering(message: Message) -> Steering | None:
    """Read what a browser asks; None where it is nothing that can be done."""
    minutes, at = message.get("minutes", 2), message.get("at")
    moves: dict[str, Move] = {"next": go_on, "back": go_back, "pause": pause, "resume": resume}
    if type(minutes) is int and 1 <= minutes <= MOST_MINUTES:
        moves["extend"] = lambda face, now: extend(face, minutes, now)
    move = moves.get(str(message.get("to")))
    if move is None:
        return None
    # Who pauses means the present, wherever it is; all else means what was seen.
    seen = at if type(at) is int and message.get("to") not in ("pause", "resume") else None
    return Steering(move, seen, message.get("state") == "over")
