"""The report of a room, before it has a format; there is no name in it, and no time of day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What people shared of one prompt: how many they were, and how many chose each answer."""

    ask: str
    people: int
    answers: tuple[tuple[str, int], ...]

    @property
    def takes_several(self) -> bool:
        """Whether somebody gave more than one answer."""
        return sum(number for _, number in self.answers) > self.people


@dataclass(frozen=True)
class Said:
    """Sentences that were shown to the room, with what they answer."""

    ask: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One exercise of the agenda."""

    title: str
    minutes: int
    results: tuple[Result, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class RoomReport:
    """All that a room leaves behind; `day` is in words, `joined` how many seats were taken."""

    title: str
    day: str
    parts: tuple[Part, ...]
    joined: int
    rehearsal: bool = False
