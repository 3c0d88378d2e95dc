"""A rehearsal: twelve invented people, who come, work, share and leave like real ones."""

import hashlib
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workbook.content.models import Content
from workbook.content.prompts import ChoicePrompt, ManyPrompt, ScalePrompt
from workbook.group import seat
from workbook.group.counting import find_prompt
from workbook.group.lead import Led
from workbook.group.room import Face, seconds_left
from workbook.group.sealing import Contribution, Value

PEOPLE = 12
LEAVES = 10
"""Who leaves: for good, a little after the second exercise began."""
TAKES_BACK = 4
"""Who takes back one of the first things they shared."""
_LEAVES_AFTER = 20
_REGRETS_AFTER = 25
_SIGN_EVERY = 10
_SHARES = 0.8


@dataclass(frozen=True)
class Doing:
    """What one of them does at a moment; the prompts are those shared by now, and taken back."""

    here: bool
    item: int = -1
    done: bool = False
    shared: frozenset[str] = frozenset()
    taken_back: frozenset[str] = frozenset()


def decide(face: Face, seconds: float, in_stop: float, person: int, seed: str) -> Doing:
    """Tell what one of them does, so many seconds after they began to come.

    `in_stop` are the seconds since the present exercise began.
    """
    drawn = random.Random(f"{seed} {person}")  # nosec B311
    comes = 2 * person + drawn.uniform(1, 3)
    shared: set[str] = set()
    taken_back: frozenset[str] = frozenset()
    done = False
    for at, stop in enumerate(face.agenda):
        ready = drawn.uniform(15, 70)
        shares = ready + drawn.uniform(2, 10)
        wanted = [name for name in stop.share if drawn.random() < _SHARES]
        passed = _passed(face, at, in_stop)
        if at == face.at:
            done = passed >= ready
        if passed < shares or _is_away(face, at, person):
            continue
        if person == TAKES_BACK and not shared and wanted and passed >= shares + _REGRETS_AFTER:
            taken_back = frozenset(wanted[-1:])
        shared.update(wanted)
    here = seconds >= comes and not _has_left(face, in_stop, person)
    item = face.at if face.stop else -1
    return Doing(here, item, done and item >= 0, frozenset(shared) - taken_back, taken_back)


def answer(
    content: Content, name: str, person: int, seed: str, sentences: Mapping[str, Sequence[str]]
) -> Value | None:
    """Return what one of them says to a prompt; None where there is nothing to say."""
    prompt = find_prompt(content, name)
    drawn = random.Random(f"{seed} {person} {name}")  # nosec B311
    if isinstance(prompt, ChoicePrompt):
        return drawn.choice(prompt.choices).id
    if isinstance(prompt, ManyPrompt):
        number = drawn.randint(1, min(3, len(prompt.choices)))
        return [one.id for one in drawn.sample(prompt.choices, number)]
    if isinstance(prompt, ScalePrompt):
        return drawn.randint(prompt.min, prompt.max)
    said = sentences.get(name, ())
    return said[person % len(said)] if said and prompt else None


class Rehearsal:
    """Lets the invented people act in a room, by the same way through the store as real ones.

    Their seats and ids come from the room's key, so that a page that is opened again, or that of a
    colleague, goes on with the same twelve.
    """

    def __init__(
        self, led: Led, content: Content, sentences: Mapping[str, Sequence[str]], seed: str = ""
    ) -> None:
        self._led = led
        self._content = content
        self._sentences = sentences
        self._seed = seed or led.lead.room
        self._began: datetime | None = None
        self._furthest: dict[int, float] = {}
        self._signs: dict[int, tuple[int, bool, datetime]] = {}
        self._settled: set[tuple[int, str, bool]] = set()

    def act(self, now: datetime) -> None:
        """Let everybody do what they do by now; nothing where the room is no rehearsal.

        Raises:
            StoreUnavailable: with reason "gone" where the room is.
        """
        face = self._led.face
        if not face.rehearsal:
            return
        self._began = self._began or now
        seconds = (now - self._began).total_seconds()
        in_stop = self._in_stop(face, now)
        for person in range(PEOPLE):
            self._do(person, decide(face, seconds, in_stop, person, self._seed), now)

    def _do(self, person: int, doing: Doing, now: datetime) -> None:
        rooms = self._led.rooms
        ticket = seat.Ticket(
            self._led.lead.room, self._led.lead.face_key, self._id(f"seat {person}")
        )
        if doing.here:
            item, done, last = self._signs.get(person, (-2, False, now))
            late = (now - last).total_seconds() >= _SIGN_EVERY
            if late or (item, done) != (doing.item, doing.done):
                seat.sit(rooms, ticket, doing.item, doing.done)
                self._signs[person] = (doing.item, doing.done, now)
        for name in sorted(doing.shared):
            value = answer(self._content, name, person, self._seed, self._sentences)
            if value is not None and self._is_new(person, name, True):
                thing = Contribution(name, value)
                seat.give(rooms, ticket, self._led.face, self._id(f"{person} {name}"), thing)
        for name in doing.taken_back:
            if self._is_new(person, name, False):
                seat.take_back(rooms, ticket, self._id(f"{person} {name}"))

    def _is_new(self, person: int, name: str, given: bool) -> bool:
        step = (person, name, given)
        is_new = step not in self._settled
        self._settled.add(step)
        return is_new

    def _in_stop(self, face: Face, now: datetime) -> float:
        """The seconds since the present exercise began; more time does not turn them back."""
        if face.stop is None:
            return 0
        passed = 60 * face.stop.minutes - seconds_left(face, now)
        self._furthest[face.at] = max(passed, self._furthest.get(face.at, 0))
        return self._furthest[face.at]

    def _id(self, what: str) -> str:
        key = self._led.lead.keys.private
        return hashlib.blake2b(f"rehearsal {what}".encode(), digest_size=16, key=key).hexdigest()


def _passed(face: Face, at: int, in_stop: float) -> float:
    """The seconds since an exercise of the agenda began, without end where it is behind."""
    if at < face.at or face.state == "over":
        return float("inf")
    return in_stop if at == face.at else -1


def _is_away(face: Face, at: int, person: int) -> bool:
    return person == LEAVES and at >= _leaving(face)


def _has_left(face: Face, in_stop: float, person: int) -> bool:
    passed = _passed(face, _leaving(face), in_stop)
    return person == LEAVES and passed >= _LEAVES_AFTER


def _leaving(face: Face) -> int:
    """The exercise in which one of them leaves."""
    return min(1, len(face.agenda) - 1)
