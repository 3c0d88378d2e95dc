"""A group whose people are on two servers with one database on PostgreSQL."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import empty_postgres
from tests.server import Server, running_server
from tests.web.evenings import APART, CONTACT, QUIET, let_in
from tests.web.people_in_room import Facilitator, Participant, Wall

HERE, THERE = 4, 2
"""How many take part by the first server, and by the second."""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Server, Server, str]]:
    with (
        empty_postgres() as url,
        running_server(tmp_path / "first", arguments=["--database", url]) as first,
        running_server(tmp_path / "second", arguments=["--database", url]) as second,
    ):
        yield first, second, url


def test_two_servers_have_the_room_in_common_and_one_of_them_may_crash(
    two: tuple[Server, Server, str],
) -> None:
    asyncio.run(a_meeting(*two))


async def a_meeting(first: Server, second: Server, url: str) -> None:
    lead, colleague = Facilitator(first.url), Facilitator(second.url)
    for one, name, server in ((lead, "Mira", first), (colleague, "Oskar", second)):
        await one.come()
        await one.enter(let_in(name, server.data, "--database", url))
    code = await lead.open_room("one_evening")
    people = [Participant(server.url) for server in HERE * [first] + THERE * [second]]
    await asyncio.gather(*(one.begin() for one in people))
    await asyncio.gather(*(one.join(code) for one in people))
    await lead.tab.until(lambda: lead.numbers["here"] == len(people), "all are here")
    await colleague.take_over(await lead.offer_room())
    wall = Wall(second.url)
    wall.code = code
    await wall.come()

    for _ in range(3):
        colleague.say("steer", to="next")
    for one in people:
        await one.tab.until(lambda one=one: one.exercise == APART, "the exercise")
        await one.answer(CONTACT, ["write"])
        await one.answer(QUIET, ["mute"])
    for one in people[1:5]:  # of both servers
        await one.share(CONTACT)
        await one.share(QUIET)
    for one in (lead, colleague):
        await one.tab.look_again()
        assert not any(one.of_others().values()), "something tells that four have shared"
    await people[5].share(CONTACT)
    await colleague.gather()
    seen = {"number": 5, "Writing, in any app or on paper": 5}
    for one in (lead, colleague):
        await one.tab.until(lambda one=one: one.counted(CONTACT) == seen, "five")
    colleague.say("release", prompt=CONTACT)
    for one in (wall, *people):
        await one.tab.until(lambda one=one: one.room["results"], "the sum everywhere")

    first.kill()
    for one in (lead, *people[:HERE]):
        await one.come_back(second.url)
    assert lead.counted(CONTACT) == seen
    await people[0].share(QUIET)
    await lead.gather()
    await lead.tab.until(lambda: lead.counted(QUIET).get("number") == 5, "five of the other")
    lead.say("close", declined=True)
    for one in people:
        await one.tab.until(lambda one=one: one.room["state"] == "gone", "the room is gone")
    await colleague.shows("end")
    await asyncio.gather(*(one.go() for one in (lead, colleague, wall, *people)))
