"""A participant in the room of a group: real widgets, a real journal, rooms in memory."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rooms import MemoryRooms
from tests.test_visit import NOON, Browser, SealedKeeper, Settings, load_content
from workbook import messages
from workbook.content.sessions import Meeting, Session, SessionItem
from workbook.errors import StoreUnavailable
from workbook.group.codes import show_code
from workbook.group.lead import Led, open_room
from workbook.group.room import Bars, go_on
from workbook.journal import Journal
from workbook.pages import seat
from workbook.pages.merging import entries_to_take
from workbook.pages.page import OpenPage
from workbook.pages.visit import Visit

pytestmark = pytest.mark.usefixtures("light_words")

CONTENT = load_content()
SAID = messages.ROOM_SAID
SENTENCE = "I stopped asking how the day was. It took years to see."
SHOES, LETTING_GO = "03_in_their_shoes", "10_letting_go"
OTHER_CODE = "ZZZZ-ZZZZ"


class Clock:
    """A clock that goes only when it is moved on."""

    def __init__(self):
        self.now = datetime.now(UTC)

    def __call__(self):
        return self.now


class Tab(Browser):
    """A tab of a participant, with the rooms of a store."""

    def __init__(self, folder, rooms, key=None, address=(None, None)):
        database = f"sqlite:///{folder / 'journal.sqlite'}"
        gate = SealedKeeper(Settings("served", database, folder, "https://example.org"))
        visit = Visit(CONTENT, CONTENT.exercises[0], gate)
        self.page = OpenPage(visit, "", rooms)
        self.heard, self.number = [], 0
        self.page.widget.send = lambda said, **_: self.heard.append(said)
        exercise, step = address
        self.send("hello", key=key, now=NOON, exercise=exercise, step=step, pending=[])
        self.key = self.last("opened")["key"]

    @property
    def room(self):
        return self.live["room"]

    @property
    def value(self):
        """What the one control of the room on this screen shows."""
        (child,) = self.page.widget.prompts
        return child.value

    def at(self, step):
        self.send("go", exercise="join", step=step)
        return self.value

    def join(self, code):
        self.at("code")
        self.send("room_join", code=code)
        self.send("room_agree")

    def answered(self, does):
        said = self.last("told")
        assert said["does"] == does
        return said.get("text", said.get("problem"))


def a_room(rooms):
    """Open a room, and return it as its facilitator has it."""
    shared = tuple(prompt.id for prompt in CONTENT.exercise(SHOES).shareable)
    items = (
        SessionItem(exercise=SHOES, minutes=10, share=shared),
        SessionItem(exercise=LETTING_GO, minutes=5),
    )
    plan = Session(
        title="A quiet group",
        consent="We keep it here.",
        ground_rules=("Listen first.",),
        meetings=(Meeting(title="First evening", items=items),),
    )
    lead = open_room(rooms, None, plan, 0, CONTENT, datetime.now(UTC))
    return Led(rooms, lead, CONTENT)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(clock):
    return MemoryRooms(clock)


@pytest.fixture
def led(rooms):
    return a_room(rooms)


@pytest.fixture
def tab(tmp_path, rooms):
    return Tab(tmp_path, rooms)


@pytest.fixture
def inside(tab, led):
    """A tab in the lobby of the room, with all exercises of its agenda open."""
    tab.answer_all()
    tab.send("finish")
    tab.join(led.lead.code)
    return tab


def move_on(led):
    led.steer(lambda face: go_on(face, datetime.now(UTC)))


def seats(led):
    led.refresh(datetime.now(UTC))
    return [(one.item, one.done, one.number) for one in led.seats.here]


def entries_of_room(tab):
    return [entry for entry in tab.journal.entries() if seat.is_of_room(entry.address)]


def given_in(rooms, led):
    return rooms.ids(led.lead.lead, "contribution")


def share_all(tab):
    """Answer what the first exercise may share, and share it."""
    prompts = CONTENT.exercise(SHOES).shareable
    for prompt in prompts:
        tab.type(prompt.id, answer_to(prompt), exercise=SHOES)
    items = [item for group in tab.at("share")["groups"] for item in group["items"]]
    tab.send("room_share", items=[{"prompt": item["prompt"]} for item in items])
    return items


def answer_to(prompt):
    if prompt.kind == "many":
        return [prompt.choices[0].id]
    if prompt.kind == "choice":
        return prompt.choices[0].id
    return prompt.min if prompt.kind == "scale" else SENTENCE


def test_who_agrees_is_in_and_counted_and_before_that_is_nowhere(tab, led, rooms):
    tab.at("code")
    tab.send("room_join", code=show_code(led.lead.code).lower())
    assert tab.value["stage"] == "consent"
    assert tab.value["consent"] == "We keep it here." and tab.value["rules"] == ["Listen first."]
    assert tab.room is None and seats(led) == [] and entries_of_room(tab) == []
    tab.send("room_agree")
    assert tab.value["stage"] == "in" and tab.room["state"] == "lobby" and tab.room["here"] == 1
    assert seats(led) == [(-1, False, 1)]


def test_who_says_not_now_leaves_no_trace(tab, led):
    tab.at("code")
    tab.send("room_join", code=led.lead.code)
    tab.send("room_leave")
    assert tab.value["stage"] == "code"
    tab.send("room_agree")
    assert tab.room is None and seats(led) == [] and entries_of_room(tab) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [("BCDF", "not_a_code"), (None, "not_a_code"), (OTHER_CODE, "opens_nothing")],
)
def test_a_wrong_code_is_one_sentence(tab, led, code, said):
    tab.at("code")
    tab.send("room_join", code=code)
    assert tab.answered("room_join") == SAID[said]
    assert tab.value["stage"] == "code" and tab.room is None


def test_after_many_wrong_codes_it_says_to_wait(tab, rooms, led):
    rooms.wrong_codes = 1_000
    tab.at("code")
    tab.send("room_join", code=OTHER_CODE)
    assert tab.answered("room_join") == SAID["slow"]


def test_the_address_that_carries_a_code_leads_to_the_step_with_the_code_in_it(tmp_path, rooms):
    tab = Tab(tmp_path, rooms, address=("join", "BCDFGHJK"))
    assert (tab.view["exercise"], tab.view["step"]) == ("join", "code")
    assert tab.value == {"stage": "code", "code": "BCDF-GHJK"}


def test_what_the_group_does_now_and_where_the_participant_is_goes_both_ways(inside, led):
    move_on(led)
    inside.send("room_here")
    assert inside.room["now"]["exercise"] == SHOES and inside.room["follows"]
    assert 590 <= inside.room["left"] <= 600 and not inside.room["on_it"]
    inside.send("go", exercise=SHOES, step=None)
    assert inside.room["on_it"] and seats(led) == [(0, False, 1)]
    inside.send("finish")
    assert seats(led) == [(0, True, 1)]
    inside.send("go", exercise=LETTING_GO, step=None)
    move_on(led)
    inside.send("room_here")
    assert seats(led) == [(1, False, 1)]
    inside.send("room_follow", value=False)
    assert inside.room["follows"] is False


def test_who_passes_counts_as_done_and_only_on_this_exercise(inside, led):
    inside.send("room_pass")  # in the lobby there is nothing to pass on
    move_on(led)
    inside.send("room_here")
    assert not inside.room["passed"]
    inside.send("room_pass")
    assert inside.room["passed"] and seats(led) == [(0, True, 1)]
    move_on(led)
    inside.send("room_here")
    assert not inside.room["passed"] and seats(led) == [(-1, False, 1)]


def test_who_finds_the_page_of_the_group_closed_hears_that_they_may_pass(tab, led):
    tab.join(led.lead.code)
    move_on(led)
    tab.send("room_here")
    assert not tab.room["closed"], "elsewhere, a neighbour reads nothing of it"
    tab.send("go", exercise=SHOES)
    assert tab.room["on_it"] and tab.room["closed"]


def test_only_what_was_ticked_is_shared_once_and_can_be_taken_back(inside, led, rooms):
    items = share_all(inside)
    assert items and len(given_in(rooms, led)) == len(items)
    assert inside.answered("room_share") == SAID["shared"]
    inside.send("room_share", items=[{"prompt": items[0]["prompt"]}])
    assert len(given_in(rooms, led)) == len(items)
    assert inside.value["groups"] == []
    shared = {one["prompt"] for one in inside.value["shared"]}
    assert shared == {item["prompt"] for item in items}
    inside.send("room_withdraw", prompt=items[0]["prompt"])
    assert len(given_in(rooms, led)) == len(items) - 1
    assert [item["prompt"] for group in inside.value["groups"] for item in group["items"]] == [
        items[0]["prompt"]
    ]


def test_a_sentence_is_shared_as_it_was_shortened_and_not_when_it_is_too_long(inside, led, rooms):
    inside.type("when_i_wonder", SENTENCE, exercise=SHOES)
    (item,) = [one for group in inside.at("share")["groups"] for one in group["items"]]
    assert item["shown"] == ["I stopped asking how the day was."]
    for text in ("word " * 60, "", "   "):
        inside.send("room_share", items=[{"prompt": item["prompt"], "text": text}])
        assert given_in(rooms, led) == frozenset() and "problem" in inside.last("told")
    inside.send("room_share", items=[{"prompt": item["prompt"], "text": " I stopped\nasking. "}])
    (shared,) = inside.value["shared"]
    assert shared["shown"] == ["I stopped asking."]


@pytest.mark.parametrize(
    "items",
    [None, [], ["text"], [{"prompt": "00_start.urge"}], [{"prompt": None}], [{"prompt": []}]],
)
def test_what_the_group_does_not_ask_for_is_never_shared(inside, led, rooms, items):
    inside.type("urge", 3)
    inside.at("share")
    inside.send("room_share", items=items)
    assert given_in(rooms, led) == frozenset() and "problem" in inside.last("told")


def test_what_was_cut_short_while_sharing_can_be_taken_back(inside, rooms):
    with failing(rooms, "give"):
        items = share_all(inside)
    assert inside.answered("room_share") == SAID["away"]
    assert [one["prompt"] for one in inside.value["shared"]] == [items[0]["prompt"]]
    inside.send("room_withdraw", prompt=items[0]["prompt"])
    assert inside.value["shared"] == []


def test_a_call_is_made_and_taken_back_by_ones_own_act_and_help_comes_first(inside, led, rooms):
    value = inside.at("help")
    assert value["help"]["help"] and value["called"] is None
    inside.send("room_call", name="  ", where="by the door")
    assert inside.answered("room_call") == SAID["name_first"]
    inside.send("room_call", name="Robin", where="by the\nwindow")
    led.refresh(datetime.now(UTC))
    ((_, call),) = led.calls
    assert (call.name, call.where) == ("Robin", "by the window")
    inside.send("room_call", name="Robin", where="by the door")
    assert len(rooms.ids(led.lead.lead, "call")) == 1
    inside.send("room_uncall")
    assert rooms.ids(led.lead.lead, "call") == frozenset() and inside.value["called"] is None


@pytest.mark.parametrize("hidden", ["\u202e", "\x00\x01", "\ud83d", "\u2067 \u2029"])
def test_a_call_by_a_name_that_nobody_could_read_is_not_made(inside, led, rooms, hidden):
    inside.at("help")
    inside.send("room_call", name=hidden, where="by the door")
    assert inside.answered("room_call") == SAID["name_first"]
    inside.send("room_call", name=f"Ro{hidden}", where=hidden)
    led.refresh(datetime.now(UTC))
    ((_, call),) = led.calls
    assert call.name.startswith("Ro") and call.where == ""
    assert inside.value["called"]["name"] == call.name, "what is shown is not what was sent"


def test_what_one_tab_gave_another_takes_back(inside, led, rooms, tmp_path):
    other = Tab(tmp_path, rooms, key=inside.key)
    inside.send("room_call", name="Robin", where="by the window")
    other.send("room_call", name="Robin", where="by the door")
    led.refresh(datetime.now(UTC))
    assert [call.where for _, call in led.calls] == ["by the door"]
    inside.send("room_uncall")
    assert rooms.ids(led.lead.lead, "call") == frozenset()
    (item, *_) = share_all(inside)
    other.send("room_withdraw", prompt=item["prompt"])
    assert item["prompt"] not in {one["prompt"] for one in seat.given(other.journal).values()}
    shared = len(given_in(rooms, led))
    assert shared == len(seat.given(other.journal)) > 0


def test_who_called_sees_that_it_was_seen_to_and_may_call_again(inside, led, rooms):
    inside.at("help")
    inside.send("room_call", name="Robin", where="")
    led.refresh(datetime.now(UTC))
    ((id, _),) = led.calls
    inside.send("room_here")
    assert inside.value["called"]["stands"] == seat.CAME_IN
    led.answer_call(id)
    inside.send("room_here")
    assert inside.value["called"]["stands"] == seat.ANSWERED
    inside.send("room_call", name="Robin", where="")
    assert len(rooms.ids(led.lead.lead, "call")) == 1
    assert inside.value["called"]["stands"] == seat.CAME_IN


def test_a_call_that_another_tab_took_back_was_not_seen_to(inside, rooms, tmp_path):
    inside.at("help")
    inside.send("room_call", name="Robin", where="")
    other = Tab(tmp_path, rooms, inside.key)
    other.at("help")
    other.send("room_uncall")
    inside.send("room_here")
    assert inside.value["called"] is None


def test_a_call_that_could_not_come_through_comes_by_itself_as_soon_as_it_can(inside, led, rooms):
    inside.at("help")
    with failing(rooms, "give"):
        inside.send("room_call", name="Robin", where="")
        assert inside.answered("room_call") == SAID["call_waits"]
        inside.send("room_here")
    assert inside.value["called"]["stands"] == seat.WAITS
    inside.send("room_here")
    assert inside.value["called"]["stands"] == seat.CAME_IN
    assert len(rooms.ids(led.lead.lead, "call")) == 1


def test_leaving_burns_all_of_the_room_and_tells_nobody(inside, led, rooms):
    share_all(inside)
    shared = given_in(rooms, led)
    inside.at("code")
    inside.send("room_leave")
    assert inside.room is None and inside.last("left_room")["text"] == SAID["left"]
    assert entries_of_room(inside) == [] and inside.value["stage"] == "code"
    assert given_in(rooms, led) == shared and seats(led) != []
    inside.join(led.lead.code)
    assert inside.room and inside.at("share")["shared"] == []


def test_a_reload_and_a_second_tab_keep_the_one_seat(inside, led, rooms, tmp_path):
    share_all(inside)
    other = Tab(tmp_path, rooms, key=inside.key)
    assert other.room["state"] == "lobby" and other.at("share")["shared"]
    other.send("room_here")
    led.refresh(datetime.now(UTC))
    assert led.seats.joined == 1
    other.send("room_leave")
    inside.send("room_here")
    assert inside.room is None and entries_of_room(inside) == []


def test_a_closed_room_and_one_whose_time_is_over_are_said_and_burned(inside, led, clock):
    led.close()
    inside.send("room_here")
    assert inside.room["state"] == "gone" and inside.room["text"] == SAID["gone"]
    assert entries_of_room(inside) == []
    inside.send("room_leave")
    assert inside.room is None


def test_an_expired_room_is_gone_after_a_reload(inside, led, rooms, clock, tmp_path):
    clock.now += timedelta(days=1)
    again = Tab(tmp_path, rooms, key=inside.key)
    assert again.room["state"] == "gone" and entries_of_room(again) == []


def test_while_the_store_is_away_typing_goes_on_and_it_is_said(inside, rooms):
    with failing(rooms, "look"):
        inside.send("room_here")
        assert inside.room["away"] and inside.room["state"] == "lobby"
        inside.type("know", "still here")
        assert inside.last("saved")
    inside.send("room_here")
    assert not inside.room["away"]


def test_in_the_example_there_is_no_room(inside, rooms, led):
    inside.at("code")
    inside.send("example")
    assert inside.room is None
    inside.send("own", now=NOON)
    assert inside.room["state"] == "lobby"


def test_a_copy_takes_nobody_else_into_the_room(inside):
    assert entries_of_room(inside)
    told = list(inside.journal.entries())
    taken = entries_to_take(CONTENT, Journal(), told, (), datetime.now(UTC))
    assert taken and not any(seat.is_of_room(entry.address) for entry in taken)


def test_a_sealed_file_tells_nothing_of_the_room(inside, led, rooms):
    share_all(inside)
    words = inside.page.visit.gate.new_phrase()
    inside.page.visit.gate.keep(words)
    assert entries_of_room(inside)
    body = inside.page.keeping.sealed_copy()
    held = inside.page.visit.gate.open_copy(body, " ".join(words))
    assert held and not any(seat.is_of_room(entry.address) for entry in held)


BOTH = ("circling", "back_then")
ACTS = st.sampled_from(
    [
        ("room_share", {"items": [{"prompt": f"{SHOES}.circling"}]}),
        ("room_share", {"items": [{"prompt": f"{SHOES}.when_i_wonder", "text": "I asked."}]}),
        (
            "room_share",
            {"items": [{"prompt": f"{SHOES}.{id}"} for id in ("circling", "back_then")]},
        ),
        ("room_withdraw", {"prompt": f"{SHOES}.circling"}),
        ("room_withdraw", {"prompt": f"{SHOES}.when_i_wonder"}),
        ("room_here", {}),
        ("room_pass", {}),
        ("hello", {"now": NOON, "pending": []}),
    ]
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(ACTS, st.sampled_from([None, "give", "take_back", "look"]))))
def test_whatever_fails_all_that_is_in_the_room_can_be_taken_back(tmp_path_factory, acts):
    rooms = MemoryRooms()
    led = a_room(rooms)
    tab = Tab(tmp_path_factory.mktemp("tab"), rooms)
    tab.answer_all()
    tab.send("finish")
    for prompt in CONTENT.exercise(SHOES).shareable:
        tab.type(prompt.id, answer_to(prompt), exercise=SHOES)
    tab.join(led.lead.code)
    for (do, content), fails in acts:
        with failing(rooms, fails):
            tab.send(do, key=tab.key, **content)
        known = seat.given(tab.journal)
        assert given_in(rooms, led) <= known.keys()
        prompts = [one["prompt"] for one in known.values()]
        assert len(prompts) == len(set(prompts))
    for one in list(seat.given(tab.journal).values()):
        tab.send("room_withdraw", prompt=one["prompt"])
    assert given_in(rooms, led) == frozenset() and tab.at("share")["shared"] == []


@contextmanager
def failing(rooms, name):
    """Let one thing fail that a store does, before it is done."""

    def away(*_):
        raise StoreUnavailable("gone")

    if name:
        setattr(rooms, name, away)
    yield
    if name:
        delattr(rooms, name)


def test_after_an_exercise_of_the_agenda_its_last_screen_leads_to_sharing(inside, led):
    prompt = CONTENT.exercise(SHOES).shareable[0]
    inside.type(prompt.id, answer_to(prompt), exercise=SHOES)
    inside.send("go", exercise=SHOES, step=None)
    inside.send("finish")
    way = inside.view.get("share")
    assert (way["exercise"], way["step"]) == ("join", "share")
    inside.send("go", exercise=LETTING_GO, step=None)
    inside.send("finish")
    assert not inside.view.get("share")


def test_what_the_wall_shows_is_on_every_page(inside, led):
    bars = Bars(prompt=f"{SHOES}.circling", ask="Do you circle?", number=5, bars=())
    led.steer(lambda face: face.model_copy(update={"released": (bars,)}))
    inside.send("room_here")
    assert inside.room["results"] == [{"ask": "Do you circle?", "number": 5, "bars": ()}]
