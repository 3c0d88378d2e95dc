"""Leading a room by the real widget: numbers, steering, five at the least, and the end."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.groups import CHOICE, CONTENT, MANY, SCALE, SENTENCE, Person, open_evening
from workbook import messages
from workbook.content.loader import load_content
from workbook.content.rehearsal import load_rehearsal
from workbook.content.sessions import load_sessions
from workbook.errors import SealBroken, StoreUnavailable
from workbook.group import seat
from workbook.group.lead import open_room
from workbook.group.sealing import Call
from workbook.pages.facilitator import open_room as open_room_module
from workbook.pages.facilitator.page import FacilitatorPage
from workbook.settings import Settings
from workbook.store import open_store
from workbook.vault import new_id
from workbook.web.keeper import SealedKeeper

pytestmark = pytest.mark.usefixtures("light_words")

NOON = "2026-11-30T12:00:00+01:00"
SAY, SAID = messages.LEADING, messages.LEADING_SAID
HOSTILE = [
    "<script>alert(1)</script>",
    "</p><img src=x onerror=alert(1)>",
    "\u202egnihton\u202c said",
    "😀" * 200,
    "{name} and {where}",
]


class Laptop:
    """A facilitator's browser: all that it was ever sent stays in `frames`."""

    def __init__(self, folder, database, content=CONTENT):
        self.rooms = open_store(database).rooms
        self.gate = SealedKeeper(Settings("own", database, folder, "https://example.org"))
        self.content = content
        self.frames: list[object] = []
        self.begin()

    def begin(self):
        """Load the page: a new kernel, and the same office."""
        self.page = FacilitatorPage(self.gate, self.rooms, self.content, own=True)
        self.page.widget.observe(lambda change: self.frames.append(change.new), ["view", "live"])
        self.page.widget.send = lambda said, **_: self.frames.append(said)
        self.do("hello", key=None, now=NOON, address="http://a.b/", wall=None)
        return self

    def do(self, what, **more):
        self.page.receive({"do": what, **more})
        return self

    def tick(self):
        self.page.tick()
        return self.live

    def gather(self):
        self.tick()
        return self.do("gather").live

    def lead(self, lead, notes=()):
        self.page.office.add_lead(lead, notes)
        return self.do("room", room=lead.room)

    @property
    def view(self):
        return self.page.widget.view

    @property
    def live(self):
        return self.page.widget.live

    def heard(self, say):
        return [frame for frame in self.frames if frame.get("say") == say]

    def was_sent(self, text):
        return text in json.dumps(self.frames, ensure_ascii=False)


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path / 'journal.sqlite'}"


@pytest.fixture
def laptop(tmp_path, database):
    return Laptop(tmp_path / "one", database)


@pytest.fixture
def lead(laptop):
    return open_evening(laptop.rooms)


@pytest.fixture
def people(laptop, lead):
    return [Person(laptop.rooms, lead) for _ in range(12)]


@pytest.fixture
def led(laptop, lead):
    return laptop.lead(lead, ["Bring the cards."])


def sit(people, item, done=False):
    for person in people:
        seat.sit(person.rooms, person.ticket, item, done)


def share(people, prompt, values):
    for person, value in zip(people, values, strict=False):
        person.share(prompt, value)


def sentences(number, start=0):
    return [f"Sentence of nobody {at}." for at in range(start, start + number)]


def choices(name):
    owner, _, prompt = name.partition(".")
    return [choice.id for choice in CONTENT.exercise(owner).prompt(prompt).choices]


def test_the_screen_has_the_guide_of_each_exercise_and_the_way_in(led, lead):
    view = led.view
    assert view["screen"] == "room"
    assert view["code"].replace("-", "") == lead.code
    assert view["address"] == f"http://a.b/join#{lead.code}"
    assert view["wall"] == f"http://a.b/facilitator#wall={lead.code}"
    assert [stop["notes"] for stop in view["agenda"]] == ["Bring the cards.", ""]
    notes = CONTENT.exercise("blame_inventory").facilitator
    assert view["agenda"][0]["guide"]["disclosure"] == notes.disclosure
    assert len(view["agenda"][0]["guide"]["questions"]) == 3
    assert led.live["state"] == "lobby"


def test_numbers_tell_how_many_are_where(led, people):
    sit(people[:9], -1)
    assert led.tick()["numbers"] == {"joined": 9, "here": 9, "on_it": None, "done": None}
    led.do("steer", to="next")
    sit(people, 0)
    sit(people[:3], 0, done=True)
    sit(people[3:5], -1)
    assert led.tick()["numbers"] == {"joined": 12, "here": 12, "on_it": 7, "done": 3}


def test_steering_goes_on_pauses_extends_and_goes_back(led):
    led.do("steer", to="next", at=-1, state="lobby")
    assert (led.live["state"], led.live["at"]) == ("running", 0)
    assert 895 <= led.live["left"] <= 900
    led.do("steer", to="extend", minutes=2)
    assert led.live["left"] > 1000
    led.do("steer", to="pause")
    assert led.live["state"] == "paused"
    led.do("steer", to="resume").do("steer", to="next").do("steer", to="back")
    assert led.live["at"] == 0
    led.do("steer", to="next").do("steer", to="next")
    assert led.live["state"] == "over"
    for nonsense in ({"to": "away"}, {"to": "extend", "minutes": -5}, {"to": "extend"}, {}):
        led.do("steer", **nonsense)
    assert led.live["state"] == "over"


def test_nothing_is_sent_while_nothing_changes(led, people):
    sit(people, -1)
    led.do("steer", to="next").tick()
    before = len(led.frames)
    for _ in range(3):
        led.tick()
    assert len(led.frames) == before


def test_two_who_press_next_at_once_go_on_by_one(led, lead, database, tmp_path):
    colleague = Laptop(tmp_path / "two", database).lead(lead)
    led.do("steer", to="next", at=-1, state="lobby")
    colleague.do("steer", to="next", at=-1, state="lobby")
    assert colleague.live["at"] == led.tick()["at"] == 0
    assert colleague.live["said"] == SAID["moved"]


def test_a_colleague_comes_in_by_six_words_that_work_once(led, people, database, tmp_path):
    sit(people[:6], -1)
    led.do("offer_room")
    words = " ".join(led.heard("offer")[0]["words"])
    colleague, third = (Laptop(tmp_path / name, database) for name in ("two", "three"))
    colleague.do("accept_room", words=words)
    assert colleague.view["code"] == led.view["code"]
    assert colleague.live["numbers"]["here"] == 6
    third.do("plans").do("accept_room", words=words).do("accept_room", words="not six words")
    assert third.view["screen"] == "plans"
    assert [said["form"] for said in third.heard("refused")] == ["accept", "accept"]
    assert not any(words in json.dumps(frame) for frame in colleague.frames)


def test_below_five_nothing_of_what_was_shared_is_ever_sent(led, people):
    first = choices(CHOICE)[:1]
    led.do("steer", to="next")
    sit(people, 0)
    share(people[:4], CHOICE, first * 4)
    share(people[:4], SCALE, [10, 20, 30, 40])
    share(people[:4], SENTENCE, sentences(4))
    led.tick()
    # Nor does a page that is loaded anew, nor one who asks for it by name.
    led.begin().do("room", room=led.page.office.leads()[0].room)
    led.do("gather").do("release", prompt=CHOICE).do("steer", to="next").tick()
    for person in people[:4]:
        for id in person.given.values():
            led.do("sentence", id=id, to="wall")
            assert not led.was_sent(id)
    assert not led.was_sent("Sentence of nobody")
    assert led.live["shared"] == led.live["queue"] == led.live["on_wall"] == []
    assert not led.live["is_enough"]
    assert all(not frame.get("shared") for frame in led.frames)
    share(people[4:5], CHOICE, first)
    assert led.tick()["is_enough"] and led.live["shared"] == []
    assert [bars["number"] for bars in led.gather()["shared"]] == [5]
    assert not led.live["is_enough"]


def test_what_is_taken_back_leaves_the_screen_and_the_wall(led, people):
    led.do("steer", to="next")
    share(people[:6], CHOICE, [choices(CHOICE)[0]] * 6)
    led.gather()
    led.do("release", prompt=CHOICE)
    assert led.live["shared"][0]["released"]
    assert len(people[0].view.face.released) == 1
    people[2].take_back(CHOICE)
    assert led.tick()["shared"] == []
    assert people[0].view.face.released == ()


def test_a_sum_is_shown_on_the_wall_and_taken_off(led, people):
    share(people[:5], MANY, [choices(MANY)[:2]] * 5)
    led.gather()
    led.do("release", prompt=MANY)
    assert [bars.number for bars in people[0].view.face.released] == [5]
    led.do("unrelease", prompt=MANY)
    assert people[0].view.face.released == ()


def test_a_sentence_is_on_the_wall_only_after_its_review(led, people):
    share(people[:6], SENTENCE, sentences(6))
    assert people[0].reads == ()
    first, second = led.gather()["queue"][:2]
    led.do("sentence", id=first["id"], to="wall").do("sentence", id=second["id"], to="aside")
    assert people[0].reads == (first["text"],)
    assert [one["id"] for one in led.live["aside"]] == [second["id"]]
    led.do("sentence", id=second["id"], to="queue").do("sentence", id=first["id"], to="queue")
    assert people[0].reads == ()
    assert len(led.live["queue"]) == 6
    led.do("sentence", id="nobody's", to="wall")
    assert led.live["said"] == SAID["sentence_gone"]


def test_a_call_comes_and_is_answered(led, people):
    person = people[0]
    first, second = new_id(), new_id()
    for id, call in ((first, Call("Kim", "by the window")), (second, Call("Ada", ""))):
        seat.give(person.rooms, person.ticket, person.view.face, id, call)
    assert {"id": first, "name": "Kim", "where": "by the window"} in led.tick()["calls"]
    led.do("end")
    assert len(led.live["calls"]) == 2, "also at the end"
    led.do("call_done", id=first).do("call_done", id="nobody's")
    assert [call["name"] for call in led.live["calls"]] == ["Ada"]
    seat.take_back(person.rooms, person.ticket, second)
    assert led.tick()["calls"] == []


def test_a_call_reaches_who_looks_at_their_plans_and_only_there(led, lead, people):
    led.do("plans")
    assert led.view["ticks"] and led.tick()["calls_elsewhere"] == []
    person, id = people[0], new_id()
    seat.give(person.rooms, person.ticket, person.view.face, id, Call("Kim", "by the window"))
    (call,) = led.tick()["calls_elsewhere"]
    assert (call["name"], call["room"]) == ("Kim", lead.room)
    assert call["title"] == led.view["rooms"][0]["title"]
    led.do("plan_new", template="one_evening")
    assert led.tick()["calls_elsewhere"] == [call]
    led.do("room", room=lead.room)
    assert led.tick()["calls_elsewhere"] == [] and led.live["calls"]
    led.do("call_done", id=id).do("plans")
    assert led.tick()["calls_elsewhere"] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_arrive_as_words(led, people, words):
    share(people[:5], SENTENCE, [words] * 5)
    person = people[0]
    seat.give(person.rooms, person.ticket, person.view.face, new_id(), Call(words, words))
    live = led.gather()
    for sentence in live["queue"]:
        assert sentence["text"].startswith(words[:8].strip("\u202e"))
    assert all(len(call["name"]) <= 200 for call in live["calls"])


def test_a_page_that_is_loaded_anew_goes_on_where_it_was(led, lead, people):
    led.do("steer", to="next")
    share(people[:5], CHOICE, choices(CHOICE)[:1] * 5)
    share(people[:5], SENTENCE, sentences(5))
    led.gather()
    led.do("release", prompt=CHOICE)
    led.do("sentence", id=led.live["queue"][0]["id"], to="wall")
    led.do("steer", to="pause")
    before = {**led.live}
    led.begin().do("plans")
    assert [room["room"] for room in led.view["rooms"]] == [lead.room]
    led.do("room", room=lead.room)
    assert led.live == before
    assert led.view["agenda"][0]["notes"] == "Bring the cards."


def test_closing_asks_for_the_report_first_and_burns_all(led, lead, people):
    share(people[:5], CHOICE, [choices(CHOICE)[0]] * 5)
    led.gather()
    led.do("end")
    assert led.view["screen"] == "end"
    led.do("close", declined=False)
    assert led.live["said"] == SAY["lead_close_first"]
    led.do("report", format="exe").do("report", format="html").do("report", format="csv")
    assert [file["media_type"] for file in led.heard("file")] == ["text/html", "text/csv"]
    led.do("close", declined=False)
    assert led.view["closed"] == "closed"
    assert led.page.office.leads() == []
    assert seat.look(people[0].rooms, people[0].ticket, None) is None
    with pytest.raises(StoreUnavailable, match="gone"):
        people[0].rooms.ids(lead.lead, "contribution")
    led.do("plans")
    assert led.view["rooms"] == []


def test_who_declines_the_report_may_close_at_once(led):
    led.do("end").do("close", declined=True)
    assert led.view["closed"] == "closed"


def test_a_room_that_a_colleague_closed_is_left_calmly(led, lead, database, tmp_path):
    Laptop(tmp_path / "two", database).lead(lead).do("end").do("close", declined=True)
    led.tick()
    assert (led.view["screen"], led.view["closed"]) == ("end", "gone")
    assert led.page.office.leads() == []
    led.do("steer", to="next").do("release", prompt=CHOICE)
    assert not led.heard("trouble")


def test_a_room_whose_store_is_away_is_never_given_up(led, lead, monkeypatch):
    def away(*_):
        raise StoreUnavailable("gone")  # so says a line without a server

    with monkeypatch.context() as gone:
        for name in ("look", "read_face", "steer"):
            gone.setattr(led.rooms, name, away)
        led.tick()
        led.do("steer", to="next")
        assert led.view["screen"] == "room" and led.live["notice"]
        led.do("back_to", at={"screen": "room", "room": lead.room})
    assert led.tick()["state"] == "lobby" and led.live["notice"] == ""
    assert [one.room for one in led.page.office.leads()] == [lead.room]
    monkeypatch.setattr("workbook.pages.facilitator.plans.open_face", broken)
    led.do("plans")
    assert led.view["rooms"] == [] and led.page.office.leads(), "another version may open it"


def broken(*_):
    raise SealBroken("Another version sealed it.")


def test_a_rehearsal_goes_through_an_agenda_to_its_end(tmp_path, database, monkeypatch):
    content = load_content()
    laptop = Laptop(tmp_path / "one", database, content)
    evening = load_sessions()["one_evening"]
    clock = [datetime.now(UTC).replace(microsecond=0)]
    monkeypatch.setattr(open_room_module.OpenRoom, "now", lambda _: clock[0])
    laptop.lead(open_room(laptop.rooms, None, evening, 0, content, clock[0], rehearsal=True))

    def pass_seconds(seconds):
        for _ in range(0, seconds, 5):
            clock[0] += timedelta(seconds=5)
            laptop.tick()

    pass_seconds(40)
    assert laptop.view["rehearsal"]
    assert laptop.live["numbers"]["here"] == 12
    for _ in evening.meetings[0].items:
        laptop.do("steer", to="next")
        left = laptop.live["left"]
        laptop.do("pass_minute")
        assert laptop.live["left"] == left - 60
        pass_seconds(90)
        assert laptop.live["numbers"]["done"]
    laptop.do("steer", to="next")
    assert laptop.live["state"] == "over"
    assert all(bars["number"] >= 5 for bars in laptop.live["shared"])
    assert laptop.live["shared"]
    invented = {one for some in load_rehearsal().values() for one in some}
    assert {one["text"] for one in laptop.live["queue"]} <= invented
    laptop.do("end").do("report", format="html").do("close")
    assert laptop.view["closed"] == "closed"
    assert laptop.view["rehearsal"]
