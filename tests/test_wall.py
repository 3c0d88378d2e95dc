"""The wall by its real widget: it needs the code alone, and shows what is released."""

from datetime import UTC, datetime

import pytest

from tests.groups import CHOICE, CONTENT, SENTENCE, Person, open_evening
from tests.rooms import MOST_WRONG_CODES, MemoryRooms
from workbook import messages
from workbook.errors import StoreUnavailable
from workbook.group.codes import new_code
from workbook.group.lead import Led
from workbook.group.room import extend, go_on, pause
from workbook.pages.facilitator.page import FacilitatorPage
from workbook.pages.facilitator.room_report import make_report
from workbook.settings import Settings
from workbook.web.keeper import SealedKeeper

pytestmark = pytest.mark.usefixtures("light_words")

NOON = "2026-11-30T12:00:00+01:00"
SAY = messages.WALL_SAYS


class Projector:
    """A browser that shows the wall."""

    def __init__(self, folder, rooms):
        database = f"sqlite:///{folder / 'journal.sqlite'}"
        gate = SealedKeeper(Settings("served", database, folder, "https://example.org"))
        self.page = FacilitatorPage(gate, rooms, CONTENT)
        self.heard: list[dict] = []
        self.page.widget.send = lambda said, **_: self.heard.append(said)

    def open(self, code):
        self.page.receive(
            {"do": "hello", "key": None, "now": NOON, "address": "http://a.b/", "wall": code}
        )
        return self

    @property
    def view(self):
        return self.page.widget.view

    @property
    def live(self):
        return self.page.widget.live["room"]


@pytest.fixture
def rooms():
    return MemoryRooms()


@pytest.fixture
def lead(rooms):
    return open_evening(rooms)


@pytest.fixture
def led(rooms, lead):
    return Led(rooms, lead, CONTENT)


@pytest.fixture
def wall(tmp_path, rooms, lead):
    return Projector(tmp_path, rooms).open(lead.code.lower())


def steer(led, *moves):
    for move in moves:
        led.steer(lambda face, move=move: move(face, datetime.now(UTC)))


def share_with_all(rooms, lead, led, number=5):
    """Let people share a choice and a sentence, and the facilitator show all of it."""
    people = [Person(rooms, lead) for _ in range(number)]
    choice = CONTENT.exercise("blame_inventory").prompt("mind_first").offered[0]
    for place, person in enumerate(people):
        person.share(CHOICE, choice.id)
        person.share(SENTENCE, f"I see it now, {place}.")
    led.refresh(datetime.now(UTC))
    led.gather()
    led.release(CHOICE)
    for sentence in led.queue:
        led.show_sentence(sentence.id)
    return people, choice.say


def test_the_code_alone_opens_the_wall_and_takes_no_seat(wall, led, lead):
    room = wall.view["room"]
    assert wall.view["screen"] == "wall" and room["code"] == f"{lead.code[:4]}-{lead.code[4:]}"
    assert room["address"] == "a.b/join" and len(room["qr"]) > 20
    assert room["day"] == "30 November 2026"
    wall.page.tick()
    led.refresh(datetime.now(UTC))
    assert led.seats.joined == wall.live["here"] == 0


def test_the_wall_follows_the_room(wall, led, rooms, lead):
    assert wall.live["state"] == "lobby" and wall.live["now"] is None
    steer(led, go_on)
    wall.page.tick()
    first = led.face.agenda[0]
    assert wall.live["now"] == {"title": first.title, "minutes": first.minutes, "at": 0}
    assert 0 <= 60 * first.minutes - wall.live["left"] <= 1
    steer(led, lambda face, now: extend(face, 2, now), pause)
    wall.page.tick()
    assert wall.live["state"] == "paused" and wall.live["left"] > 60 * first.minutes + 90
    steer(led, go_on, go_on)
    wall.page.tick()
    assert wall.live["state"] == "over" and wall.live["left"] is None


def test_what_is_released_is_shown_and_what_is_taken_back_goes(wall, led, rooms, lead):
    people, said = share_with_all(rooms, lead, led)
    wall.page.tick()
    (result,) = wall.live["results"]
    assert result["number"] == 5
    assert {"label": said, "number": 5} in result["bars"]
    assert sorted(wall.live["said"][0]["texts"]) == [f"I see it now, {n}." for n in range(5)]
    people[2].take_back(SENTENCE)
    people[2].take_back(CHOICE)
    wall.page.tick()
    assert sorted(wall.live["said"][0]["texts"]) == [f"I see it now, {n}." for n in (0, 1, 3, 4)]
    led.refresh(datetime.now(UTC))
    wall.page.tick()
    assert wall.live["results"] == []


def test_a_wrong_code_is_asked_for_again_and_too_many_have_to_wait(tmp_path, rooms, lead):
    wall = Projector(tmp_path, rooms).open("nonsense")
    assert wall.view["room"] is None and wall.view["said"] == SAY["wrong_code"]
    wall.page.receive({"do": "wall_open", "code": lead.code})
    assert wall.view["room"]["code"].replace("-", "") == lead.code
    rooms.wrong_codes = MOST_WRONG_CODES
    wall.page.receive({"do": "wall_open", "code": new_code()})
    assert wall.view["said"] == SAY["slow"]
    wall.page.receive({"do": "wall_open", "code": ["no", {"text": 1}]})
    assert wall.view["said"] == SAY["wrong_code"]


def test_a_room_that_closes_says_goodbye(wall, led):
    led.close()
    wall.page.tick()
    assert wall.view["room"] is None and wall.view["gone"] and wall.view["said"] == SAY["gone"]


def test_a_store_that_is_away_leaves_what_was_shown(wall, rooms, monkeypatch):
    def away(*_):
        raise StoreUnavailable("other")

    with monkeypatch.context() as later:
        later.setattr(rooms, "look", away)
        wall.page.tick()
        assert wall.page.widget.live["notice"] == SAY["lost"] and wall.live["state"] == "lobby"
    wall.page.tick()
    assert wall.page.widget.live["notice"] == ""


def test_the_report_has_what_may_be_seen_and_no_more(led, rooms, lead):
    people, said = share_with_all(rooms, lead, led)
    hidden = led.on_wall[0]
    led.set_aside(hidden.id)
    for format in ("html", "csv"):
        report = make_report(led, format, datetime.now(UTC)).body.decode("utf-8-sig")
        assert said in report and led.face.title in report
        assert hidden.text not in report
        assert all(one.text in report for one in led.on_wall)
        assert lead.code not in report
    people[0].take_back(CHOICE)
    led.refresh(datetime.now(UTC))
    assert said not in make_report(led, "csv", datetime.now(UTC)).body.decode()
