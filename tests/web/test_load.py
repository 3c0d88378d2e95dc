"""A small load: some participants at once, of whom some leave and others come."""

import asyncio
from random import Random

from tests.benchmarks.load import Plan, carry, report
from tests.benchmarks.participants import Measured, Pace, Participant
from tests.browser.walking import START
from tests.server import Server

QUICK = Pace(think=(0.3, 1), type=(0.2, 0.5))
PLAN = Plan(participants=8, seconds=12, ramp=3, stay=(5, 12), pace=QUICK)
AT_MOST = 30  # seconds for any answer, on a machine that does much else


def test_participants_who_come_and_go_lose_nothing(server: Server):
    load = asyncio.run(carry(server, PLAN))
    measured = load.measured
    assert not measured.troubles, report(load, "sqlite")
    assert measured.lost == 0
    assert measured.compared > 0
    assert measured.visits >= PLAN.participants
    assert all(max(seconds) < AT_MOST for seconds in measured.seconds.values())


def test_an_answer_that_is_not_there_is_found_out(server: Server):
    measured = Measured()
    participant = Participant(server.url, measured, QUICK, Random(1))
    asyncio.run(participant.stay(until=0))
    participant.saved[START, "know_or_guess", ""]["know"] = "never sent"
    asyncio.run(participant.look_again())
    assert (measured.lost, measured.troubles) == (1, {})
