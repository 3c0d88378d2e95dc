"""The face of a room: what everybody in it may see, and how whoever leads it moves it on."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import Field

from workbook.content.asking import Text
from workbook.content.conditions import Model

FORMAT = 1
"""The version in which a face is written and sealed."""

State = Literal["lobby", "running", "paused", "over"]


class Bar(Model):
    """How many chose one answer."""

    label: str
    number: int = Field(ge=0)


class Bars(Model):
    """What at least five shared of one prompt, added up; `prompt` as `exercise_id.prompt_id`."""

    prompt: str
    ask: str
    number: int = Field(ge=0)
    bars: tuple[Bar, ...]


class Stop(Model):
    """One exercise of the agenda, and what of it may be shared (`exercise_id.prompt_id`)."""

    exercise: Text
    title: Text
    minutes: int = Field(ge=1, le=240)
    share: tuple[str, ...] = ()


class Face(Model):
    """How a room stands. `at` is the place in the agenda, -1 before the first.

    `until` is when the time of the present exercise is over (UTC), and `left` the seconds that are
    left of it while the room is paused. `set_aside` stands for sentences that stay unseen, by marks
    that only whoever leads the room can tell from one another.
    """

    title: Text
    consent: str = ""
    ground_rules: tuple[str, ...] = ()
    public_key: str
    agenda: tuple[Stop, ...] = Field(min_length=1)
    ends: datetime
    rehearsal: bool = False
    state: State = "lobby"
    at: int = Field(default=-1, ge=-1)
    until: datetime | None = None
    left: int | None = None
    released: tuple[Bars, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def stop(self) -> Stop | None:
        """The present exercise, or None in the lobby and after the end."""
        return self.agenda[self.at] if self.state in ("running", "paused") else None


def go_on(face: Face, now: datetime) -> Face:
    """Begin the first exercise, or the next one; after the last one the agenda is over."""
    if face.state == "over":
        return face
    at = face.at + 1
    if at >= len(face.agenda):
        return face.model_copy(update={"state": "over", "until": None, "left": None})
    until = _seconds(now) + timedelta(minutes=face.agenda[at].minutes)
    return face.model_copy(update={"state": "running", "at": at, "until": until, "left": None})


def go_back(face: Face, now: datetime) -> Face:
    """Return to the exercise before, with all of its time; from the first one to the lobby."""
    if face.at <= 0:
        back = {"state": "lobby", "at": -1, "until": None, "left": None}
        return face if face.state == "lobby" else face.model_copy(update=back)
    at = face.at if face.state == "over" else face.at - 1
    until = _seconds(now) + timedelta(minutes=face.agenda[at].minutes)
    return face.model_copy(update={"state": "running", "at": at, "until": until, "left": None})


def pause(face: Face, now: datetime) -> Face:
    """Let the time stand still."""
    if face.state != "running":
        return face
    left = seconds_left(face, now)
    return face.model_copy(update={"state": "paused", "until": None, "left": left})


def resume(face: Face, now: datetime) -> Face:
    """Let the time go on."""
    if face.state != "paused":
        return face
    until = _seconds(now) + timedelta(seconds=face.left or 0)
    return face.model_copy(update={"state": "running", "until": until, "left": None})


def extend(face: Face, minutes: int, now: datetime) -> Face:
    """Give the present exercise more time, from now on where its time is over."""
    if face.stop is None:
        return face
    left = seconds_left(face, now) + 60 * minutes
    if face.state == "paused":
        return face.model_copy(update={"left": left})
    return face.model_copy(update={"until": _seconds(now) + timedelta(seconds=left)})


def seconds_left(face: Face, now: datetime) -> int:
    """Return the seconds that are left of the present exercise, 0 where its time is over."""
    if face.until is not None:
        return max(0, round((face.until - now).total_seconds()))
    return face.left or 0


def is_gone(face: Face, now: datetime) -> bool:
    """Tell whether the room's own time is over."""
    return now >= face.ends


def write_face(face: Face) -> bytes:
    """Write a face as JSON."""
    return face.model_dump_json().encode()


def read_face(plain: bytes) -> Face:
    """Read what `write_face` wrote.

    Raises:
        ValidationError: it is something else.
    """
    return Face.model_validate_json(plain)


def _seconds(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0)
