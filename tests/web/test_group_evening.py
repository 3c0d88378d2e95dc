"""A whole evening of a group on a real server: who may see what, through crashes, to the end.

One facilitator, twelve participants and a wall go through a plan. Each test looks at what came of
it; all frames that ever came to anybody are there to be searched.
"""

import asyncio
import html
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.server import running_server
from tests.web.evenings import (
    APART,
    CONTACT,
    HOPE,
    LETTING_GO,
    MARKUP,
    PAUSE,
    QUIET,
    START,
    Evening,
    hope,
)
from tests.web.people_in_room import holding, sums_in, texts_on_the_wall

AT_MOST = 10  # seconds for an update, on a machine that does much else; alone it takes about one
NAME, PLACE = "Rosalind", "by the tiled stove"
SHOWN, HIDDEN, TAKEN_BACK, ASIDE = 0, 1, 2, 3
"""What becomes of a hope, by who had it; the fifth is of markup, and shown."""


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """Let the evening happen, once for all tests."""
    folder = tmp_path_factory.mktemp("evening")
    with running_server(folder) as server:
        evening = Evening(server)
        asyncio.run(whole(evening))
        yield evening
        for one in evening.servers:
            one.__exit__(None, None, None)


async def whole(evening: Evening) -> None:
    try:
        await come_together(evening)
        await share_answers(evening)
        await lose_kernels(evening)
        await share_hopes(evening)
        await lose_the_server(evening)
        await share_more_hopes(evening)
        await end(evening)
    finally:
        await evening.all_go()


async def come_together(evening: Evening) -> None:
    """Nine join in time, three after it has begun; time is paused, extended, resumed."""
    lead = await evening.begin_with("one_evening")
    await evening.join(9)
    await lead.tab.until(lambda: lead.numbers["here"] == 9, "nine are here")
    await evening.wall.tab.until(lambda: evening.wall.room["here"] == 9, "the wall shows nine")
    assert {one.room["state"] for one in evening.people if one.room} == {"lobby"}
    await evening.steer("next", START)
    left = lead.live["left"]
    lead.say("steer", to="pause")
    await evening.everybody(lambda room: room["state"] == "paused", "the pause")
    lead.say("steer", to="extend", minutes=5)
    await evening.everybody(lambda room: room["left"] > left + 240, "five minutes more")
    lead.say("steer", to="resume")
    await evening.everybody(lambda room: room["state"] == "running", "it goes on")
    await evening.steer("next", PAUSE)
    await evening.join(3)
    assert {one.exercise for one in evening.people} == {PAUSE}
    await lead.tab.until(lambda: lead.numbers["joined"] == 12, "twelve joined")


async def share_answers(evening: Evening) -> None:
    """Of one prompt four share and never a fifth; of another five, three, and two more."""
    lead, people = evening.facilitator, evening.people
    await evening.steer("next", APART)
    for at, one in enumerate(people):
        await one.answer(CONTACT, ["write"] if at < 3 else ["near"])
        await one.answer(QUIET, ["mute"])
    await lead.tab.look_again()
    before = lead.of_others()
    for one in people[:4]:
        assert (await one.share(QUIET))["shown"] == ["Mute or unfollow them everywhere"]
        await one.share(CONTACT)
    lead.say("gather")
    await lead.tab.look_again()
    assert lead.of_others() == before, "something tells that four have shared"
    await people[4].share(CONTACT)
    await lead.gather()
    seen = await evening.seen("the fifth answer", lambda: lead.counted(CONTACT))
    assert seen == {"number": 5, "Writing, in any app or on paper": 3, "Being where they may be": 2}
    lead.say("release", prompt=CONTACT)
    await evening.everybody(lambda room: room["results"], "the sum on each page")
    for one in people[5:8]:
        await one.share(CONTACT)
    lead.say("gather")
    await lead.tab.look_again()
    assert lead.counted(CONTACT)["number"] == 5, "something tells that eight have shared"
    assert not lead.live["is_enough"]
    evening.look_into_the_store()


async def lose_kernels(evening: Evening) -> None:
    """A participant's kernel is killed, and the facilitator's; both come back by their tab."""
    lead, one = evening.facilitator, evening.people[0]
    for lost in (one, lead):
        evening.kill_kernel_of(lost)
        await lost.come_back()
    assert (lead.view["screen"], lead.counted(CONTACT)["number"]) == ("room", 5)
    assert one.exercise == APART
    shared = (await one.see_what_is_shared())["shared"]
    assert {given["prompt"] for given in shared} == {CONTACT, QUIET}
    await evening.people[8].share(CONTACT)
    await evening.people[9].share(CONTACT)
    await lead.gather()
    await evening.seen("ten answers", lambda: lead.counted(CONTACT).get("number") == 10)


async def share_hopes(evening: Evening) -> None:
    """Sentences come in fives; one is shown and taken back, one is markup, one left aside."""
    lead, people = evening.facilitator, evening.people
    await evening.steer("next", LETTING_GO)
    for at, one in enumerate(people):
        await one.answer(HOPE, hope(at))
    before = lead.of_others()
    for at in range(4):
        assert (await people[at].share(HOPE))["shown"] == [hope(at)]
    lead.say("gather")
    await lead.tab.look_again()
    assert lead.of_others() == before, "something tells that four have shared a sentence"
    assert not any(holding(lead.frames, hope(at)) for at in range(4))
    await people[4].share(HOPE, MARKUP)
    await lead.gather()
    await evening.seen("five sentences", lambda: len(lead.sentences("queue")) == 5)
    evening.look_into_the_store(*map(hope, range(5)), MARKUP)
    evening.remember_what_is_sealed()
    for text in (hope(SHOWN), hope(TAKEN_BACK), MARKUP):
        lead.say("sentence", id=lead.sentences("queue")[text], to="wall")
    lead.say("sentence", id=lead.sentences("queue")[hope(ASIDE)], to="aside")
    await evening.everybody(lambda room: len(texts_on_the_wall(room)) == 3, "three sentences")
    await people[TAKEN_BACK].take_back(HOPE)
    await evening.everybody(
        lambda room: texts_on_the_wall(room) == sorted([hope(SHOWN), MARKUP]), "two are left"
    )


async def lose_the_server(evening: Evening) -> None:
    """The server ends as in a crash; another one on the same data takes all of them in again."""
    before = evening.facilitator.of_others()
    await evening.begin_server_anew()
    assert evening.facilitator.of_others() == before
    assert texts_on_the_wall(evening.wall.room) == sorted([hope(SHOWN), MARKUP])
    assert {one.exercise for one in evening.people} == {LETTING_GO}
    evening.look_into_the_store(*map(hope, range(5)))


async def share_more_hopes(evening: Evening) -> None:
    """One calls; two leave, and nobody is told; five more share, and one whom nobody reads."""
    lead, people = evening.facilitator, evening.people
    people[9].say("room_call", name=NAME, where=PLACE)
    (call,) = await evening.seen("the call", lambda: lead.live["calls"])
    assert (call["name"], call["where"]) == (NAME, PLACE)
    evening.look_into_the_store(NAME, PLACE)
    lead.say("call_done", id=call["id"])
    await evening.seen("no call any more", lambda: not lead.live["calls"])
    for at in (10, 11):
        await evening.leave(people[at])
    for at in range(5, 10):
        assert not holding(lead.frames, hope(at))
        await people[at].share(HOPE)
    await lead.gather()
    await evening.seen("nine sentences", lambda: hope(9) in lead.sentences("queue"))
    await people[TAKEN_BACK].share(HOPE)
    await lead.tab.look_again()
    evening.remember_what_is_sealed()
    evening.look_into_the_store(*map(hope, range(12)))


async def end(evening: Evening) -> None:
    """The report is taken and the room closed: only then is it gone for everybody."""
    lead = evening.facilitator
    lead.say("steer", to="next")
    await evening.everybody(lambda room: room["state"] == "over", "the end")
    lead.say("close", declined=False)
    await lead.tab.look_again()
    assert lead.view["screen"] == "room", "it was closed without a word about the report"
    evening.report = await lead.take_report("html")
    lead.say("close", declined=False)
    await lead.shows("end")
    await evening.everybody(lambda room: room.get("state") in (None, "gone"), "all is gone")
    assert {(one.room or {}).get("state") for one in evening.staying} == {"gone"}
    evening.look_into_the_store(*map(hope, range(12)), MARKUP)


def test_updates_arrive_soon(evening: Evening):
    print(", ".join(f"{what}: {seconds:.1f} s" for what, seconds in evening.delays.items()))
    assert len(evening.delays) > 8
    assert max(evening.delays.values()) < AT_MOST, evening.delays


def test_no_sum_of_fewer_than_five_comes_to_anybody_and_no_two_tell_of_fewer(evening: Evening):
    for one in (evening.facilitator, evening.wall, *evening.people):
        sums = [told for told in sums_in(one.frames) if told.get("bars")]
        assert sums, "nothing was seen at all"
        assert QUIET not in {told.get("prompt") for told in sums}
        numbers = [0, *sorted({told["number"] for told in sums})]
        assert all(more - fewer >= 5 for fewer, more in pairwise(numbers)), numbers


def test_a_sentence_comes_to_the_facilitator_in_fives_and_to_others_only_from_the_wall(
    evening: Evening,
):
    assert not any(holding(evening.facilitator.frames, hope(at)) for at in (4, 10, 11))
    for text in (hope(HIDDEN), hope(ASIDE), *map(hope, range(5, 12))):
        assert not holding(evening.wall.frames, text)
        others = [one for at, one in enumerate(evening.people) if text != hope(at)]
        assert not any(holding(one.frames, text) for one in others)
    assert all(holding(one.frames, hope(SHOWN)) for one in evening.people)


def test_a_call_comes_to_the_facilitator_and_to_nobody_else(evening: Evening):
    others = [evening.wall, *evening.people[:9], *evening.people[10:]]
    assert not any(holding(one.frames, said) for one in others for said in (NAME, PLACE))


def test_texts_come_as_texts(evening: Evening):
    assert MARKUP in html.unescape(evening.report)
    assert "<script>alert" not in evening.report


def test_the_report_tells_what_was_shown_and_nothing_else(evening: Evening):
    assert hope(SHOWN) in evening.report
    hidden = (hope(HIDDEN), hope(TAKEN_BACK), hope(ASIDE), *map(hope, range(5, 12)))
    assert not any(text in evening.report for text in hidden)
    assert "Mute or unfollow" not in evening.report


def test_nothing_shared_and_no_code_is_in_clear_in_the_store_or_in_the_log(evening: Evening):
    assert evening.in_clear == []
    written = evening.server.log
    assert not any(mark in written for mark in (evening.code, "hope", "Mira"))


def test_after_closing_no_sealed_contribution_is_in_the_files_any_more(evening: Evening):
    assert len(evening.sealed) > 20
    left = evening.everything_in_the_store()
    assert not any(piece in left for piece in evening.sealed)
