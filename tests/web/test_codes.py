"""Codes of rooms cannot be guessed: who tries many is slowed, and nobody else is."""

import asyncio
from random import Random

from tests.server import Server
from tests.web.evenings import let_in
from tests.web.people_in_room import Facilitator, Participant
from workbook.group.codes import ALPHABET
from workbook.messages import ROOM_SAID

TRIES = 10  # of one page in a minute


def test_more_than_ten_tries_a_minute_lead_nowhere_also_with_the_right_code(server: Server):
    asyncio.run(guess(server))


async def guess(server: Server) -> None:
    lead = Facilitator(server.url)
    await lead.come()
    await lead.enter(let_in("Mira", server.data))
    code = await lead.open_room("one_evening")
    guesser, guest = Participant(server.url), Participant(server.url)
    await asyncio.gather(guesser.begin(), guest.begin())
    await guesser.tab.go("join")
    chance = Random(1)
    said = [await guesser.try_code("".join(chance.choices(ALPHABET, k=8))) for _ in range(TRIES)]
    assert said == [ROOM_SAID["opens_nothing"]] * TRIES
    assert await guesser.try_code(code) == ROOM_SAID["slow"]
    assert await guesser.try_code("not a code") == ROOM_SAID["not_a_code"]
    await guest.join(code)
    await lead.tab.until(lambda: lead.numbers["here"] == 1, "only the guest is here")
    assert guesser.room is None
    await asyncio.gather(*(one.go() for one in (lead, guesser, guest)))
