"""A group in one room: `python -m tests.benchmarks.room --participants 30`.

A real server on this machine, a facilitator, a wall, and participants as their pages speak for
them. Measured is how long it takes until what the facilitator does has reached each of them, and
what the server needs for it. It ends by itself, after about a minute and a half.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psutil

from tests.benchmarks.load import row
from tests.benchmarks.weighing import Weight, machine, tree, weigh_tree
from tests.server import Server, running_server
from tests.web.evenings import APART, CONTACT, Evening
from tests.web.people_in_room import Message, Participant, Wall

AT_ONCE = 4  # come at once, as people do who have just read a code
ROUNDS = 10
BETWEEN = (1.0, 2.5)  # seconds from one step of the facilitator to the next
QUIET_FOR = 10  # seconds in which nothing happens but that pages look


@dataclass
class Measured:
    """Seconds by what was waited for, per cent of one core, and memory."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    cores: dict[str, float] = field(default_factory=dict)
    weights: list[Weight] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Let a group meet and print what was measured."""
    chosen = _parser().parse_args(arguments)
    more = ["--database", chosen.database] if chosen.database else []
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), arguments=more) as server,
    ):
        measured = asyncio.run(meet(Evening(server, database=more), chosen.participants))
    print(report(measured, chosen.participants, (chosen.database or "sqlite").partition(":")[0]))
    return 0


async def meet(evening: Evening, number: int) -> Measured:
    """Let so many come into a room, be steered through it, and share an answer each."""
    measured, chance = Measured(weights=[weigh_tree(evening.server.pid)]), random.Random(1)
    lead = await evening.begin_with("one_evening")
    while len(evening.people) < number:
        await evening.join(min(AT_ONCE, number - len(evening.people)))
    measured.weights.append(weigh_tree(evening.server.pid))
    with_nothing = _Busy(evening.server)
    await asyncio.sleep(QUIET_FOR)
    measured.cores["while nothing happens"] = with_nothing.cores()
    meeting = _Busy(evening.server)
    for at in range(3):
        await _step(evening, measured, {"to": "next"}, lambda room, at=at: _at(room) == at)
    for to, state in ROUNDS * [("pause", "paused"), ("resume", "running")]:
        await asyncio.sleep(chance.uniform(*BETWEEN))
        await _step(evening, measured, {"to": to}, lambda room, state=state: room["state"] == state)
    assert {one.exercise for one in evening.people} == {APART}
    for one in evening.people:
        await one.answer(CONTACT, ["write"])
    shared = [await _share(one) for one in evening.people]
    begun = time.monotonic()
    await lead.gather()
    await evening.seen("all", lambda: lead.counted(CONTACT).get("number", 0) > number - 5)
    measured.seconds["an answer is shared"] = shared
    measured.seconds["the answers are added up"] = [time.monotonic() - begun]
    measured.cores["while the group works"] = meeting.cores()
    await evening.all_go()
    return measured


async def _step(
    evening: Evening, measured: Measured, step: Message, holds: Callable[[Message], bool]
) -> None:
    """Steer the room, and note when each participant and the wall know."""
    begun = time.monotonic()
    evening.facilitator.say("steer", **step)

    async def wait(one: Participant | Wall) -> float:
        return await one.tab.until(lambda: holds(one.room or {}), str(step)) - begun

    everybody = [*evening.people, evening.wall]
    known = measured.seconds.setdefault("a step of the facilitator is known", [])
    known += await asyncio.gather(*(wait(one) for one in everybody))


async def _share(one: Participant) -> float:
    await one.see_what_is_shared()
    begun = time.monotonic()
    await one.share(CONTACT)
    return time.monotonic() - begun


def _at(room: Message) -> int:
    return int((room.get("now") or {}).get("at", -1))


class _Busy:
    """How much of a core a server and its kernels take, from now on."""

    def __init__(self, server: Server) -> None:
        self._server, self._begun = server, time.monotonic()
        self._before = self._used()

    def cores(self) -> float:
        return (self._used() - self._before) / (time.monotonic() - self._begun)

    def _used(self) -> float:
        used = 0.0
        for process in tree(self._server.pid):
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            used += times.user + times.system
        return used


def report(measured: Measured, number: int, store: str) -> str:
    """Return the report as markdown."""
    before, after = measured.weights
    lines = [
        f"A room of {number} participants, {store}, {date.today():%-d %B %Y} ({machine()})",
        "",
        "| waited until | times | p50 ms | p95 ms | max ms | goal p95 |",
        "|---|---:|---:|---:|---:|---:|",
        *(row(what, seconds) for what, seconds in measured.seconds.items()),
        "",
        *(
            f"- Processor, {when}: {100 * cores:.0f} % of one core for the server and all kernels."
            for when, cores in measured.cores.items()
        ),
        f"- Memory (PSS): {before.pss:.0f} MB before, {after.pss:.0f} MB with all in the room; "
        f"{(after.pss - before.pss) / (number + 2):.1f} MB for each page.",
    ]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.room", description=__doc__)
    parser.add_argument("--participants", type=int, choices=range(5, 101), default=30, metavar="N")
    parser.add_argument("--database", metavar="URL", help="another store than SQLite")
    return parser


if __name__ == "__main__":
    sys.exit(main())
