"""The rooms of every store: who may open them, what lies in them, and how it goes again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.stores import DIRECT, KINDS, empty_store, reason_of, running_line
from tests.test_store_ending import tell
from tests.test_store_line import answer_to
from workbook import store_rooms_rows
from workbook.errors import StoreUnavailable
from workbook.store import open_store
from workbook.store_line import write_frame
from workbook.store_rooms_protocol import (
    FRESH_SECONDS,
    MOST_ITEMS,
    FoundRoom,
    Here,
    Look,
    SealedItem,
    SealedRoom,
    Seats,
    wall_id,
)
from workbook.store_rooms_rows import minute
from workbook.store_tries import KEPT_FOR_NEW, OF_A_LINE, OF_A_SERVER, Tries

directly = pytest.mark.parametrize("place", DIRECT, indirect=True)


def later(hours: float) -> str:
    return minute(datetime.now(UTC) + timedelta(hours=hours))


def sealed_room(name: str = "", hours: float = 3) -> SealedRoom:
    return SealedRoom(f"room{name}", f"lead{name}", f"code{name}", b"key", b"face", later(hours))


def item(id: str, text: str = "") -> SealedItem:
    return SealedItem(id, (text or f"sealed {id}").encode())


def on_wall(id: str, text: str = "") -> SealedItem:
    """What a facilitator shows of a contribution."""
    return SealedItem(wall_id(id), item(id, text).sealed)


@contextmanager
def rooms_at(url: str):
    with closing(open_store(url)) as store:
        yield store.rooms


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """One's own computer, with or without a server on it: `url` of its store, and the database."""
    with empty_store(request.param.removesuffix(" by line"), tmp_path) as database:
        if request.param in DIRECT:
            yield SimpleNamespace(url=database, database=database)
            return
        with running_line(database, own=True) as line:
            yield SimpleNamespace(url=line.url, database=database)


@pytest.fixture
def rooms(place):
    with rooms_at(place.url) as rooms:
        yield rooms


@pytest.fixture
def room(rooms):
    assert rooms.add_room(sealed_room(), None)
    return rooms


# Who may open a room


@pytest.fixture(params=["sqlite", "postgres"])
def served(request, tmp_path):
    """A server for others: its rooms by the line, and as the operator has them."""
    with (
        empty_store(request.param, tmp_path) as database,
        rooms_at(database) as operators,
        running_line(database) as line,
        rooms_at(line.url) as rooms,
    ):
        yield SimpleNamespace(rooms=rooms, operators=operators, line=line, database=database)


def test_an_invitation_lets_one_secret_in_until_the_right_is_taken_away(served):
    assert served.operators.add_facilitator("Ada", "words")
    assert not served.operators.add_facilitator("Ada", "other words")
    rooms = served.rooms
    for secret in ("words", "mine", "nobody"):
        assert not rooms.is_facilitator(secret)
        assert reason_of(lambda secret=secret: rooms.add_room(sealed_room(), secret)) == "refused"
    assert not rooms.take_invitation("no words", "mine")
    assert rooms.take_invitation("words", "mine")
    assert rooms.take_invitation("words", "mine")  # as if the answer had been lost
    assert not rooms.take_invitation("words", "another's")
    assert not rooms.take_invitation("mine", "another's")
    assert rooms.is_facilitator("mine") and not rooms.is_facilitator("words")
    assert [(one.name, one.has_come) for one in served.operators.facilitators()] == [("Ada", True)]
    assert rooms.add_room(sealed_room(), "mine")
    assert served.operators.remove_facilitator("Ada")
    assert not served.operators.remove_facilitator("Ada")
    assert not rooms.is_facilitator("mine")
    assert reason_of(lambda: rooms.add_room(sealed_room("2"), "mine")) == "refused"
    assert rooms.steer("lead", 1, b"what is open goes on")


def test_an_invitation_ends_after_fourteen_days(served):
    served.operators.add_facilitator("Ada", "words")
    for days, comes in ((15, False), (14, True)):
        day = (datetime.now(UTC) - timedelta(days=days)).date()
        tell(served.database, f"UPDATE facilitators SET day = '{day}'")
        assert served.rooms.take_invitation("words", "mine") is comes


def test_a_kernel_that_says_it_is_at_home_is_not_believed(served):
    assert reason_of(lambda: served.rooms.add_room(sealed_room(), None)) == "refused"
    assert reason_of(lambda: served.rooms.accept("words", None)) == "refused"
    assert tell(served.database, "SELECT * FROM rooms") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"do": "add_facilitator", "name": "Eve", "invitation_lookup": "words"},
        {"do": "facilitators"},
        {"do": "remove_facilitator", "name": "Ada"},
        {"do": "expire_rooms", "now": "2999-01-01T00:00"},
        {"do": "rooms"},
        {"do": "find_room", "lookup": ""},
        {"do": "find_room", "lookup": "c" * 65},
        {"do": "look", "room": "room"},
        {"do": "look", "room": "room", "version": "1"},
        {"do": "sit", "room": "room", "seat": "seat", "item": -2, "done": False},
        {"do": "sit", "room": "room", "seat": "seat", "item": 0, "done": 0},
        {"do": "give", "room": "room", "kind": "said", "item": item("a")},
        {"do": "give", "room": "room", "kind": "contribution", "item": item("a" * 65)},
        {"do": "add", "lead": "lead", "kind": "contribution", "item": item("a")},
        {"do": "read", "lead": "lead", "kind": "view", "ids": ["a"] * (MOST_ITEMS + 1)},
        {"do": "drop", "lead": "lead", "kind": "any", "id": "a"},
        {"do": "seats", "lead": "lead", "room": "room"},
    ],
    ids=lambda asked: asked["do"],
)
def test_what_no_kernel_may_ask_closes_the_line(served, asked):
    served.operators.add_facilitator("Ada", "words")
    assert answer_to(served.line, write_frame(asked)) == b""
    assert [one.name for one in served.operators.facilitators()] == ["Ada"]


# A room


def test_a_code_leads_to_its_room_and_no_two_rooms_have_one(room):
    assert room.find_room("code") == FoundRoom("room", b"key")
    assert room.find_room("room") is room.find_room("lead") is None
    other = SealedRoom("other", "other lead", "code", b"", b"", later(1))
    assert room.add_room(sealed_room(), None)  # as if the answer had been lost
    assert not room.add_room(other, None)
    assert room.look("other", 0) is None


@pytest.mark.parametrize("place", ["sqlite by line"], indirect=True)
def test_a_room_lasts_a_day_at_most(rooms):
    for ends in (later(0), later(25), "soon", later(3)[:-1], f"{later(3)[:-1]}x"):
        wrong = SealedRoom("room", "lead", "code", b"", b"", ends)
        assert reason_of(lambda wrong=wrong: rooms.add_room(wrong, None)) == "other"
    assert rooms.find_room("code") is None
    assert rooms.add_room(sealed_room(hours=24), None)


def test_the_face_comes_with_a_new_version_alone(room):
    assert room.look("room", 0) == room.read_face("lead") == Look(0, 1, b"face")
    assert room.look("room", 1) == Look(0, 1)
    assert room.steer("lead", 1, b"new face")
    assert room.look("room", 1) == Look(0, 2, b"new face")
    assert not room.steer("lead", 1, b"late face")
    assert room.steer("lead", 1, b"new face")  # as if the answer had been lost
    assert room.read_face("lead") == Look(0, 2, b"new face")
    assert room.look("lead", 0) is room.look("code", 0) is room.read_face("room") is None


def test_seats_are_counted_where_they_are_as_long_as_they_give_signs(room, place):
    for seat, at, done in (("a", 0, False), ("b", 0, False), ("c", 0, True), ("d", -1, False)):
        room.sit("room", seat, at, done)
    assert room.seats("lead") == Seats(4, (Here(-1, False, 1), Here(0, False, 2), Here(0, True, 1)))
    assert room.look("room", 1) == Look(4, 1)
    room.sit("room", "a", 1, False)
    room.sit("room", "a", 1, False)
    tell(place.database, f"UPDATE seats SET seen = seen - {FRESH_SECONDS + 1} WHERE seat <> 'a'")
    assert room.seats("lead") == Seats(4, (Here(1, False, 1),))
    room.sit("room", "c", 0, True)
    assert room.look("room", 1) == Look(2, 1)


def test_a_sentence_stands_on_the_wall_no_longer_than_it_is_given(room):
    for id in "bca":
        room.give("room", "contribution", item(id))
    room.give("room", "call", item("call"))
    assert room.ids("lead", "contribution") == {*"abc"}
    assert room.read("lead", "contribution", ["c", "a", "x"]) == [item("a"), item("c")]
    for id in ("call", "x", "c", wall_id("call"), wall_id("x")):
        assert not room.add("lead", "said", item(id))
    assert room.read_face("lead").version == 1
    assert room.add("lead", "said", on_wall("c", "shown"))
    assert room.add("lead", "said", on_wall("a", "shown too"))
    wall = (on_wall("a", "shown too"), on_wall("c", "shown"))
    assert room.look("room", 1) == Look(0, 3, b"face", tuple(sorted(wall, key=lambda one: one.id)))
    for one in wall:
        room.take_back("room", one.id)  # what everybody reads there is no right to take it back
    assert room.read_face("lead").version == 3
    assert room.is_there("room", "c") and room.is_there("room", "call")
    room.take_back("room", "c")
    assert not room.is_there("room", "c")
    assert room.look("room", 3) == Look(0, 4, b"face", wall[:1])
    assert room.ids("lead", "contribution") == {*"ab"}
    assert not room.add("lead", "said", on_wall("c", "shown"))
    room.take_back("room", "c")
    room.take_back("room", "b")
    assert room.read_face("lead").version == 4
    room.give("room", "contribution", item("b"))
    room.drop("lead", "said", wall_id("a"))
    assert room.look("room", 4) == Look(0, 5, b"face")
    assert room.ids("lead", "contribution") == {*"ab"}
    room.take_back("room", "call")
    assert room.ids("lead", "call") == set() and not room.is_there("room", "call")


def test_of_two_views_with_one_id_the_first_stays(room):
    assert room.add("lead", "view", item("a", "first"))
    assert not room.add("lead", "view", item("a", "second"))
    assert room.add("lead", "view", item("a", "first"))  # as if the answer had been lost
    assert room.read("lead", "view", ["a"]) == [item("a", "first")]
    assert room.look("room", 1) == Look(0, 1)


def test_words_give_the_lead_to_one_colleague(room):
    room.offer("lead", "words", b"the lead, sealed")
    assert room.accept("no words", None) is None
    assert room.accept("words", None) == b"the lead, sealed"
    assert room.accept("words", None) is None


def everything(rooms, lead="lead", room="room"):
    """All that can be asked of a room, but for what answers otherwise when it is gone."""
    return (
        lambda: rooms.sit(room, "seat", 0, False),
        lambda: rooms.give(room, "contribution", item("a")),
        lambda: rooms.take_back(room, "a"),
        lambda: rooms.is_there(room, "a"),
        lambda: rooms.steer(lead, 1, b"face"),
        lambda: rooms.seats(lead),
        lambda: rooms.ids(lead, "view"),
        lambda: rooms.read(lead, "view", ["a"]),
        lambda: rooms.add(lead, "view", item("a")),
        lambda: rooms.add(lead, "said", item("a")),
        lambda: rooms.drop(lead, "view", "a"),
        lambda: rooms.offer(lead, "more words", b""),
    )


@pytest.mark.parametrize("how", ["closed", "over", "never"])
def test_a_room_that_is_gone_is_gone_to_everybody(rooms, place, how):
    assert rooms.add_room(sealed_room("2"), None)
    rooms.give("room2", "contribution", item("a"))
    if how != "never":
        rooms.add_room(sealed_room(), None)
        rooms.give("room", "contribution", item("a"))
        rooms.sit("room", "seat", 0, False)
        rooms.offer("lead", "words", b"the lead")
    if how == "closed":
        rooms.close_room("lead")
        rooms.close_room("lead")
    if how == "over":
        tell(place.database, f"UPDATE rooms SET ends = '{later(0)}' WHERE room = 'room'")
    for way in everything(rooms):
        assert reason_of(way) == "gone"
    assert rooms.find_room("code") is rooms.look("room", 0) is rooms.read_face("lead") is None
    assert rooms.accept("words", None) is None
    assert rooms.ids("lead2", "contribution") == {"a"}


@directly
def test_rooms_past_their_end_are_burned_and_no_others(room, place):
    room.add_room(sealed_room("2", hours=5), None)
    room.give("room", "contribution", item("a"))
    room.sit("room", "seat", 0, False)
    room.offer("lead", "words", b"the lead")
    now = datetime.now(UTC)
    assert room.expire_rooms(now + timedelta(hours=2)) == 0
    assert room.expire_rooms(now + timedelta(hours=4)) == 1
    for table in ("seats", "room_items", "room_offers"):
        assert tell(place.database, f"SELECT * FROM {table}") == []
    assert tell(place.database, "SELECT room FROM rooms") == [("room2",)]


def test_no_room_holds_more_than_it_may(room, place, monkeypatch):
    monkeypatch.setattr(store_rooms_rows, "MOST_ITEMS", 2)
    monkeypatch.setattr(store_rooms_rows, "MOST_SEATS", 2)
    monkeypatch.setattr(store_rooms_rows, "MOST_OFFERS", 2)
    for id in "ab":
        room.give("room", "contribution", item(id))
        room.sit("room", id, 0, False)
        room.offer("lead", id, b"lead")
    for way in (
        lambda: room.give("room", "contribution", item("c")),
        lambda: room.sit("room", "c", 0, False),
        lambda: room.offer("lead", "c", b"lead"),
    ):
        assert reason_of(way) == "full"
    room.sit("room", "a", 1, False)
    room.give("room", "call", item("c"))  # however much was shared, help can be called
    assert room.add("lead", "view", item("a")) and room.add("lead", "said", on_wall("a"))
    room.take_back("room", "a")
    room.give("room", "contribution", item("c"))
    tell(place.database, f"UPDATE seats SET seen = seen - {FRESH_SECONDS + 1} WHERE seat = 'b'")
    room.sit("room", "c", 0, False)  # in place of one that was left


def test_nothing_in_a_room_is_larger_than_it_may_be(room):
    largest, face = bytes(4096), bytes(256 * 1024)
    room.give("room", "contribution", SealedItem("a", largest))
    assert room.steer("lead", 1, face)
    for way in (
        lambda: room.give("room", "contribution", SealedItem("b", largest + b"1")),
        lambda: room.add("lead", "view", SealedItem("b", largest + b"1")),
        lambda: room.offer("lead", "words", largest + b"1"),
        lambda: room.steer("lead", 2, face + b"1"),
        lambda: room.add_room(SealedRoom("r", "l", "c", b"", face + b"1", later(1)), None),
    ):
        assert reason_of(way) == "full"
    assert room.read_face("lead") == Look(0, 2, face)


# Whatever is done in whatever order


def machine_of(rooms):
    """A room, and beside it what it should be."""

    class OneRoom(RuleBasedStateMachine):
        given = Bundle("given")

        def __init__(self):
            super().__init__()
            self.name = token_hex(8)
            self.room, self.lead = f"room{self.name}", f"lead{self.name}"
            rooms.add_room(sealed_room(self.name), None)
            self.face, self.version = b"face", 1
            self.contributions, self.said = {}, {}

        @rule(target=given, id=st.sampled_from("abcdef"), text=st.sampled_from(["one", "two"]))
        def give(self, id, text):
            rooms.give(self.room, "contribution", item(id, text))
            self.contributions.setdefault(id, item(id, text))
            return id

        @rule(target=given, id=consumes(given))
        def take_back(self, id):
            rooms.take_back(self.room, id)
            self.version += wall_id(id) in self.said
            self.contributions.pop(id, None)
            self.said.pop(wall_id(id), None)
            return multiple()

        @rule(id=st.sampled_from("abcdef"), text=st.sampled_from(["shown", "changed"]))
        def show(self, id, text):
            new = on_wall(id, text)
            shown = rooms.add(self.lead, "said", new)
            there = self.said.get(new.id)
            assert shown is (id in self.contributions and there in (None, new))
            self.version += shown
            if shown:
                self.said[new.id] = new

        @rule(id=st.sampled_from("abcdef"))
        def hide(self, id):
            rooms.drop(self.lead, "said", wall_id(id))
            self.version += self.said.pop(wall_id(id), None) is not None

        @rule(id=st.sampled_from("abcdef"))
        def drop(self, id):
            rooms.drop(self.lead, "contribution", id)
            self.version += self.said.pop(wall_id(id), None) is not None
            self.contributions.pop(id, None)

        @rule(behind=st.integers(0, 2), face=st.binary(min_size=1, max_size=3))
        def steer(self, behind, face):
            steered = rooms.steer(self.lead, self.version - behind, face)
            assert steered is (behind == 0 or face == self.face)
            if behind == 0:
                self.face, self.version = face, self.version + 1

        @invariant()
        def it_is_as_it_should_be(self):
            wall = tuple(self.said[id] for id in sorted(self.said))
            assert rooms.look(self.room, 0) == Look(0, self.version, self.face, wall)
            assert rooms.look(self.room, self.version) == Look(0, self.version)
            ids = rooms.ids(self.lead, "contribution")
            read = rooms.read(self.lead, "contribution", ids)
            assert {one.id: one for one in read} == self.contributions
            assert {*map(wall_id, ids)} >= rooms.ids(self.lead, "said") == self.said.keys()

        def teardown(self):
            rooms.close_room(self.lead)

    return OneRoom


def test_a_room_is_at_any_time_what_was_made_of_it(rooms):
    how = settings(
        max_examples=6,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(machine_of(rooms), settings=how)


# Two at once


def at_once(*works):
    """Do all of this in the same moment, and return what came of it."""
    ready = threading.Barrier(len(works))

    def one(work):
        ready.wait(20)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [done.result(30) for done in [threads.submit(one, work) for work in works]]


def test_of_two_that_steer_at_once_one_wins(room, place):
    with rooms_at(place.url) as other:
        for version in range(1, 16):
            faces = [f"{name} {version}".encode() for name in "ab"]
            won = at_once(
                lambda v=version, f=faces: room.steer("lead", v, f[0]),
                lambda v=version, f=faces: other.steer("lead", v, f[1]),
            )
            assert sorted(won) == [False, True]
            look = other.look("room", 0)
            assert (look.version, look.face) == (version + 1, faces[won.index(True)])


def test_no_sentence_comes_to_the_wall_while_it_is_taken_back(room, place):
    with rooms_at(place.url) as other:
        for n in range(20):
            id = f"id{n}"
            room.give("room", "contribution", item(id))
            at_once(
                lambda id=id: other.add("lead", "said", on_wall(id)),
                lambda id=id: room.take_back("room", id),
            )
    assert room.ids("lead", "said") == room.ids("lead", "contribution") == set()


def test_an_invitation_and_an_offer_are_taken_once(served):
    served.operators.add_facilitator("Ada", "words")
    with rooms_at(served.line.url) as other:
        came = at_once(
            lambda: served.rooms.take_invitation("words", "one"),
            lambda: other.take_invitation("words", "two"),
        )
        assert sorted(came) == [False, True]
        secret = "one" if came[0] else "two"
        served.rooms.add_room(sealed_room(), secret)
        served.rooms.offer("lead", "words", b"the lead")
        taken = at_once(
            lambda: served.rooms.accept("words", secret), lambda: other.accept("words", secret)
        )
        assert sorted(taken, key=bool) == [None, b"the lead"]


# Nothing is left


@pytest.mark.parametrize("place", ["sqlite", "sqlite by line"], indirect=True)
def test_what_is_taken_back_or_closed_leaves_no_byte_in_any_file(room, tmp_path):
    marks = {
        id: f"mark of {id} ".encode() * 100
        for id in ("back", "drop", "stay", "wall", "face", "lead")
    }

    def found():
        files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        return {id for id, mark in marks.items() if mark[:40] in files}

    for id in ("back", "drop", "stay"):
        room.give("room", "contribution", SealedItem(id, marks[id]))
    room.add("lead", "said", SealedItem(wall_id("back"), marks["wall"]))
    room.steer("lead", 2, marks["face"])
    room.offer("lead", "words", marks["lead"])
    assert found() == marks.keys()
    assert room.accept("words", None) == marks["lead"]
    assert found() == marks.keys() - {"lead"}
    room.take_back("room", "back")
    assert found() == marks.keys() - {"lead", "back", "wall"}
    room.drop("lead", "contribution", "drop")
    assert found() == {"stay", "face"}
    room.close_room("lead")
    assert found() == set()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_the_order_of_rows_does_not_tell_who_came_first(room, place):
    for id in "cab":
        room.give("room", "contribution", item(id))
        room.sit("room", id, 0, False)
    assert tell(place.database, "SELECT id FROM room_items") == [("a",), ("b",), ("c",)]
    assert tell(place.database, "SELECT seat FROM seats") == [("a",), ("b",), ("c",)]


# Guessing


def test_a_code_cannot_be_guessed_while_a_room_lasts():
    codes, minutes = 19**8, 24 * 60
    assert OF_A_LINE * minutes / codes < 1 / 1_000_000
    assert (OF_A_SERVER + KEPT_FOR_NEW) * minutes / codes < 1 / 50_000


def wrong(line) -> bool:
    """Try a code that leads nowhere; False where that is not even looked at."""
    try:
        line.begin()
    except StoreUnavailable as problem:
        assert problem.reason == "slow"
        return False
    return True


def test_a_line_gets_ten_wrong_codes_in_any_minute():
    now = [0.0]
    tries = Tries(lambda: now[0])
    line = tries.of_line()
    for second in range(10):
        now[0] = float(second)
        assert wrong(line)
    now[0] = 59.9
    assert not wrong(line)
    assert wrong(tries.of_line())
    for second in (60.0, 61.0):
        now[0] = second
        assert wrong(line) and not wrong(line)


def test_a_code_that_leads_somewhere_costs_nothing():
    line = Tries(lambda: 0.0).of_line()
    for _ in range(1000):
        line.begin()
        line.take_back()
    assert sum(wrong(line) for _ in range(20)) == OF_A_LINE


def test_those_who_guess_slow_each_other_before_they_slow_who_has_not_guessed():
    now = [0.0]
    tries = Tries(lambda: now[0])
    guessing = [tries.of_line() for _ in range(30)]
    assert sum(wrong(line) for _ in range(20) for line in guessing) == OF_A_SERVER
    newcomers = [tries.of_line() for _ in range(100)]
    for line in newcomers:
        line.begin()
        line.take_back()
    assert sum(wrong(line) for line in newcomers for _ in range(2)) == KEPT_FOR_NEW
    now[0] = 60.0
    assert all(wrong(line) for line in guessing)


def test_a_try_that_failed_is_no_wrong_code(served, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(store_rooms_rows, "find_room", None)
        for _ in range(2 * OF_A_LINE):
            assert reason_of(lambda: served.rooms.find_room("code")) == "other"
            assert reason_of(lambda: served.rooms.accept("words", "nobody")) == "refused"
    assert served.rooms.find_room("code") is None


def test_a_line_that_guesses_is_slowed_and_others_still_join(served):
    served.operators.add_facilitator("Ada", "words")
    rooms = served.rooms
    rooms.take_invitation("words", "mine")
    rooms.add_room(sealed_room(), "mine")
    for n in range(OF_A_LINE // 2):
        assert rooms.find_room(f"wrong{n}") is rooms.accept(f"wrong{n}", "mine") is None
    assert reason_of(lambda: rooms.find_room("code")) == "slow"
    assert reason_of(lambda: rooms.accept("words", "mine")) == "slow"
    assert rooms.look("room", 1) == Look(0, 1)
    with rooms_at(served.line.url) as other:
        for _ in range(2 * OF_A_LINE):
            assert other.find_room("code") == FoundRoom("room", b"key")
