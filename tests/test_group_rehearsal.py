"""A rehearsal runs an agenda from the lobby to its end, as a group of twelve would."""

from datetime import UTC, datetime, timedelta

from tests.groups import CHOICE, CONTENT, PLAN, SENTENCE, open_quickly
from tests.rooms import MemoryRooms
from workbook.content.loader import load_content
from workbook.content.rehearsal import load_rehearsal
from workbook.content.sessions import load_sessions
from workbook.group import room
from workbook.group.lead import Led, open_room
from workbook.group.rehearsal import LEAVES, PEOPLE, TAKES_BACK, Rehearsal, answer, decide
from workbook.group.sealing import Contribution
from workbook.group.sharing import is_valid
from workbook.store_rooms_protocol import FRESH_SECONDS

SENTENCES = {SENTENCE: tuple(f"Invented line {number}." for number in range(12))}


class Evening:
    """A rehearsal with a clock of its own."""

    def __init__(self, content, plan, sentences):
        self.now = datetime.now(UTC)
        self.rooms = MemoryRooms(now=lambda: self.now)
        self.content, self.sentences = content, sentences
        self.lead = open_room(self.rooms, None, plan, 0, content, self.now, rehearsal=True)
        self.open_page()

    def open_page(self):
        self.led = Led(self.rooms, self.lead, self.content)
        self.people = Rehearsal(self.led, self.content, self.sentences, seed="a seed")

    def let_pass(self, seconds, step=1):
        for _ in range(0, seconds, step):
            self.now += timedelta(seconds=step)
            self.people.act(self.now)
            self.led.refresh(self.now)
        self.led.gather()

    def go_on(self):
        self.led.steer(lambda face: room.go_on(face, self.now))

    @property
    def views(self):
        return {view.prompt: view.number for view in self.led.views}


def test_the_twelve_come_one_by_one_work_share_and_one_leaves():
    evening = Evening(CONTENT, PLAN, SENTENCES)
    evening.let_pass(8)
    assert 0 < evening.led.here < PEOPLE
    evening.let_pass(22)
    assert evening.led.here == evening.led.seats.joined == PEOPLE
    evening.go_on()
    evening.let_pass(5)
    assert [(here.item, here.done) for here in evening.led.seats.here] == [(0, False)]
    evening.let_pass(80)
    assert [(here.item, here.done) for here in evening.led.seats.here] == [(0, True)]
    assert evening.views and evening.led.queue
    evening.go_on()
    evening.let_pass(FRESH_SECONDS + 25)
    assert evening.led.here == PEOPLE - 1
    evening.go_on()
    evening.let_pass(5)
    assert evening.led.face.state == "over"
    assert len(evening.led.views) == 3


def test_a_page_opened_again_goes_on_with_the_same_people():
    evening = Evening(CONTENT, PLAN, SENTENCES)
    evening.let_pass(30)
    evening.go_on()
    evening.let_pass(120)
    seen = (evening.views, evening.led.queue, evening.led.seats)
    evening.open_page()
    evening.let_pass(30)
    assert (evening.views, evening.led.queue, evening.led.seats) == seen


def test_in_a_room_of_real_people_nobody_invented_acts():
    rooms = MemoryRooms()
    led = Led(rooms, open_quickly(rooms), CONTENT)
    Rehearsal(led, CONTENT, SENTENCES).act(datetime.now(UTC))
    led.refresh(datetime.now(UTC))
    assert led.seats.joined == 0


def test_one_takes_something_back_and_one_shares_no_more():
    rooms = MemoryRooms()
    face = room.go_on(Led(rooms, open_quickly(rooms), CONTENT).face, datetime.now(UTC))
    moments = [decide(face, 600, seconds, TAKES_BACK, "a seed") for seconds in range(120)]
    last = moments[-1]
    assert last.taken_back and any(last.taken_back <= moment.shared for moment in moments)
    assert not last.taken_back & last.shared
    second = room.go_on(face, datetime.now(UTC))
    assert not decide(second, 600, 300, LEAVES, "a seed").here
    for person in range(PEOPLE):
        first, later = (decide(one, 600, 300, person, "a seed").shared for one in (face, second))
        assert first <= later and (person != LEAVES or first == later)


def test_all_they_say_may_be_shared_and_there_are_sentences_for_every_prompt():
    content, sentences = load_content(), load_rehearsal()
    names = [f"{one.id}.{prompt.id}" for one in content.exercises for prompt in one.shareable]
    assert names
    for name in [*names, CHOICE]:
        for person in range(PEOPLE):
            value = answer(content, name, person, "a seed", sentences)
            assert value is None or is_valid(content, Contribution(name, value)), name


def test_the_templates_run_from_their_start_to_their_end():
    for plan in load_sessions().values():
        evening = Evening(load_content(), plan, load_rehearsal())
        evening.let_pass(30, step=10)
        for _ in evening.led.face.agenda:
            evening.go_on()
            evening.let_pass(90, step=10)
        evening.go_on()
        evening.let_pass(1)
        shared = [stop for stop in evening.led.face.agenda if stop.share]
        assert bool(evening.led.views or evening.led.queue) == bool(shared)
