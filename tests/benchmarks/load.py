"""Many participants at once: `python -m tests.benchmarks.load --participants 60 --minutes 5`.

A real server on this machine, and clients that do what a browser does: they open pages, answer,
go on and leave, and others come in their place. At the end each journal is opened anew, and every
answer that was said to be saved is looked for. It ends by itself.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import quantiles

import psutil

from tests.benchmarks.participants import Measured, Pace, Participant
from tests.benchmarks.weighing import Weight, machine, weigh_tree
from tests.server import Server, running_server

WEIGHED_EVERY = 10  # seconds
LOOKING_AT_ONCE = 4
ENDS_AFTER = 30 * 60  # seconds that looking again may take, whatever happens
QUIET = 8  # seconds until the kernels of those who left have ended
# ms, 95 of 100
GOALS = {"save acknowledged": 250, "a step of the facilitator is known": 2000}


@dataclass(frozen=True)
class Plan:
    """How many come, for how long, within which time they arrive and how long each stays (s)."""

    participants: int
    seconds: float
    ramp: float
    stay: tuple[float, float]
    pace: Pace = field(default_factory=Pace)
    seed: int = 1


@dataclass
class Load:
    """What a load was like: what participants met, and what the machine had to carry."""

    plan: Plan
    measured: Measured = field(default_factory=Measured)
    arrived: list[float] = field(default_factory=list)
    weights: list[Weight] = field(default_factory=list)
    most_present: int = 0
    busy: float = 0  # per cent of the whole machine
    clients: float = 0  # per cent of one core


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the load and print its report; fail where anything went wrong or was lost."""
    chosen = _parser().parse_args(arguments)
    plan = plan_of(chosen.participants, chosen.minutes * 60)
    named = ["--database", chosen.database] if chosen.database else []
    more = [*named, *chosen.serve]
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), arguments=more) as server,
    ):
        load = asyncio.run(asyncio.wait_for(carry(server, plan), 2 * plan.seconds + ENDS_AFTER))
    kind = (chosen.database or "sqlite").partition(":")[0]
    text = report(load, kind)
    print(text)
    if chosen.out:
        chosen.out.write_text(text + "\n", "utf-8")
    return 1 if load.measured.troubles or load.measured.lost else 0


def plan_of(participants: int, seconds: float) -> Plan:
    """Return a plan in which all are there after a quarter of the time, and half of them change."""
    return Plan(participants, seconds, seconds / 4, (seconds / 4, seconds))


async def carry(server: Server, plan: Plan) -> Load:
    """Let the participants come and go, then look whether all is there."""
    load = Load(plan)
    load.weights.append(weigh_tree(server.pid))
    psutil.cpu_percent()
    process, begun = psutil.Process(), time.monotonic()
    used = sum(process.cpu_times()[:2])
    weighing = asyncio.create_task(_weigh(server, load))
    seats = [_seat(server.url, load, number, begun) for number in range(plan.participants)]
    everybody = [one for seat in await asyncio.gather(*seats) for one in seat]
    weighing.cancel()
    load.busy = psutil.cpu_percent()
    load.clients = 100 * (sum(process.cpu_times()[:2]) - used) / (time.monotonic() - begun)
    await asyncio.sleep(QUIET)
    load.weights.append(weigh_tree(server.pid))
    await _look_again(everybody)
    return load


async def _seat(url: str, load: Load, number: int, begun: float) -> list[Participant]:
    """Hold one place: when somebody leaves, somebody else comes, until the time is over."""
    plan, chance = load.plan, random.Random(f"{load.plan.seed} {number}")
    await asyncio.sleep(plan.ramp * number / plan.participants)
    were_here = []
    while (now := time.monotonic()) < begun + plan.seconds:
        participant = Participant(url, load.measured, plan.pace, chance)
        load.arrived.append(now - begun)
        await participant.stay(min(now + chance.uniform(*plan.stay), begun + plan.seconds))
        were_here.append(participant)
        await asyncio.sleep(1)
    return were_here


async def _weigh(server: Server, load: Load) -> None:
    while True:
        await asyncio.sleep(min(WEIGHED_EVERY, load.plan.seconds / 4))
        load.most_present = max(load.most_present, load.measured.present)
        load.weights.append(await asyncio.to_thread(weigh_tree, server.pid))


async def _look_again(everybody: Sequence[Participant]) -> None:
    """Open every journal anew; a few at a time, for this is no part of the load."""
    turns = asyncio.Semaphore(LOOKING_AT_ONCE)

    async def look(participant: Participant) -> None:
        async with turns:
            await participant.look_again()

    await asyncio.gather(*(look(one) for one in everybody if one.key))


def report(load: Load, store: str) -> str:
    """Return the report as markdown."""
    plan, measured = load.plan, load.measured
    in_ramp = [each for each in load.arrived if each <= plan.ramp + 1]
    first, last = load.weights[0], load.weights[-1]
    peak = max(load.weights, key=lambda weight: weight.pss)
    lines = [
        f"Load of {plan.participants} participants for {plan.seconds / 60:.1f} minutes, {store}, "
        f"{date.today():%-d %B %Y} ({machine()})",
        "",
        "| waited for | times | p50 ms | p95 ms | max ms | goal p95 |",
        "|---|---:|---:|---:|---:|---:|",
        *(row(what, seconds) for what, seconds in measured.seconds.items()),
        "",
        f"- Visits: {measured.visits}, at most {load.most_present} at once; "
        f"{len(in_ramp) / plan.ramp:.2f} arrivals a second while they came.",
        f"- Memory of the server and its kernels (PSS): {first.pss:.0f} MB at the start, "
        f"{peak.pss:.0f} MB at the most, {last.pss:.0f} MB after all had left; "
        f"{(peak.pss - first.pss) / max(1, load.most_present):.1f} MB a participant.",
        f"- Processor: the machine was busy to {load.busy:.0f} %; "
        f"these clients took {load.clients:.0f} % of one core.",
        f"- Troubles: {sum(measured.troubles.values())}{_named(measured)}.",
        f"- Answers said to be saved, looked for in the journal opened anew: {measured.compared}; "
        f"lost: {measured.lost}.",
    ]
    return "\n".join(lines)


def row(what: str, seconds: Sequence[float]) -> str:
    """Return what was waited for as a row of a table, with its goal."""
    ms = [1000 * each for each in seconds]
    cuts = quantiles(ms, n=100, method="inclusive") if len(ms) > 1 else ms * 99
    goal = GOALS.get(what, "")
    return f"| {what} | {len(ms)} | {cuts[49]:.0f} | {cuts[94]:.0f} | {max(ms):.0f} | {goal} |"


def _named(measured: Measured) -> str:
    named = [f"{what} ({times})" for what, times in measured.troubles.items()]
    return f": {', '.join(named)}" if named else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    parser.add_argument("--participants", type=int, choices=range(1, 501), default=60, metavar="N")
    parser.add_argument("--minutes", type=float, default=5, help="at most 60")
    parser.add_argument("--database", metavar="URL", help="another store than SQLite")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report there, too")
    parser.add_argument("serve", nargs="*", help="more options of `workbook serve`, after --")
    return parser


if __name__ == "__main__":
    sys.exit(main())
