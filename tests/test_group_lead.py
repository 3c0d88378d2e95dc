"""Leading a room, on rooms in memory and in a database; and a participant's side of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from tests.groups import (
    CHOICE,
    CONTENT,
    MANY,
    PLAN,
    SCALE,
    SENTENCE,
    Person,
    open_evening,
    open_quickly,
)
from tests.rooms import MemoryRooms
from tests.stores import reason_of
from workbook.errors import UnknownExercise
from workbook.group import room, seat
from workbook.group.lead import Lead, Led, accept, open_room
from workbook.group.sealing import Call, Contribution
from workbook.pages.facilitator.room_report import report_of
from workbook.store import open_store
from workbook.store_rooms_protocol import FRESH_SECONDS, Here, SealedItem
from workbook.vault import new_id

WORDS = ("acorn", "badge", "cabin", "daily", "eagle", "fable")


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(params=["memory", "sql"])
def rooms(request, tmp_path):
    if request.param == "memory":
        yield MemoryRooms()
        return
    store = open_store(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    yield store.rooms
    store.close()


@pytest.fixture
def lead(rooms):
    return open_quickly(rooms)


@pytest.fixture
def led(rooms, lead):
    return Led(rooms, lead, CONTENT)


def test_a_code_leads_to_a_room_and_a_wrong_one_to_none(rooms):
    lead = open_evening(rooms)
    ticket = seat.find_ticket(rooms, lead.code)
    other = seat.find_ticket(rooms, lead.code)
    assert (ticket.room, ticket.face_key) == (lead.room, lead.face_key)
    assert ticket.seat != other.seat
    assert seat.Ticket.from_value(ticket.as_value()) == ticket
    assert seat.find_ticket(rooms, "BBBBBBBB") is None
    face = seat.look(rooms, ticket, None).face
    assert (face.title, face.consent, face.state) == (PLAN.title, PLAN.consent, "lobby")
    assert [stop.share for stop in face.agenda] == [(SCALE, CHOICE, SENTENCE), (MANY,)]


@pytest.mark.parametrize(
    "value", [None, 3, "x", {}, {"room": 1, "face_key": "00" * 32, "seat": ""}]
)
def test_what_is_no_ticket_and_no_lead_is_none(value):
    assert seat.Ticket.from_value(value) is None
    assert Lead.from_value(value) is None


def test_a_lead_is_kept_and_its_keys_are_not_shown_when_it_is_printed(lead):
    assert Lead.from_value(lead.as_value()) == lead
    assert lead.code not in repr(lead) and lead.face_key.hex() not in repr(lead)
    assert "private" not in repr(lead) and lead.lead not in repr(lead)


def test_a_plan_of_several_meetings_names_the_one_and_shares_what_it_says(rooms):
    item = PLAN.meetings[0].items[0].model_copy(update={"share": ("first_guess", "unknown")})
    second = PLAN.meetings[0].model_copy(update={"title": "Second", "items": (item,)})
    plan = PLAN.model_copy(update={"meetings": (*PLAN.meetings, second)})
    face = Led(rooms, open_room(rooms, None, plan, 1, CONTENT, now()), CONTENT).face
    assert face.title == "An evening: Second"
    assert face.agenda[0].share == (SCALE,)


def test_a_plan_with_an_exercise_that_is_gone_opens_no_room(rooms):
    item = PLAN.meetings[0].items[0].model_copy(update={"exercise": "blame_inventry"})
    plan = PLAN.model_copy(
        update={"meetings": (PLAN.meetings[0].model_copy(update={"items": (item,)}),)}
    )
    with pytest.raises(UnknownExercise, match="blame_inventory"):
        open_room(rooms, None, plan, 0, CONTENT, now())


def gather(led):
    led.refresh(now())
    led.gather()


def test_only_a_facilitator_opens_a_room():
    rooms = MemoryRooms(own=False)
    rooms.facilitators = {"known"}
    opening = partial(open_room, rooms, session=PLAN, meeting_index=0, content=CONTENT, now=now())
    assert opening(facilitator="known")
    assert reason_of(lambda: opening(facilitator="unknown")) == "refused"
    assert reason_of(lambda: opening(facilitator=None)) == "refused"


def test_everybody_sees_what_is_on_and_the_facilitator_only_numbers(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(3)]
    led.steer(lambda face: room.go_on(face, now()))
    for number, person in enumerate(people):
        seat.sit(rooms, person.ticket, 0, number == 0)
    assert led.refresh(now())
    assert (led.here, led.seats.joined) == (3, 3)
    assert set(led.seats.here) == {Here(0, True, 1), Here(0, False, 2)}
    assert people[0].view.face.stop.exercise == "02_blame_inventory"
    assert not led.refresh(now())


def test_a_look_that_finds_nothing_new_keeps_the_face_and_the_wall(rooms, lead, led):
    for number in range(5):
        Person(rooms, lead).share(SENTENCE, f"Line {number}")
    gather(led)
    led.show_sentence(led.queue[0].id)
    person = Person(rooms, lead)
    before = person.view
    after = seat.look(rooms, person.ticket, before)
    assert after == before and after.said
    led.close()
    assert seat.look(rooms, person.ticket, after) is None


def test_nothing_is_seen_of_four_and_with_the_fifth_all_can_be_gathered(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(5)]
    for person in people[:4]:
        person.share(CHOICE, "mine")
        person.share(SENTENCE, "I see it now.")
    gather(led)
    assert (led.views, led.queue, led.on_wall) == ((), (), ())
    people[4].share(CHOICE, "mixed")
    people[4].share(SENTENCE, "So do I.")
    assert led.refresh(now()) and led.is_enough
    assert (led.views, led.queue) == ((), ())
    led.gather()
    assert not led.is_enough
    [view] = led.views
    assert [bar.number for bar in view.bars] == [4, 0, 1]
    assert len(led.queue) == 5


def test_who_shares_before_it_is_gathered_comes_in_however_many_they_are(rooms, lead, led):
    for number in range(9):
        Person(rooms, lead).share(CHOICE, "mine" if number else "mixed")
        led.refresh(now())
    assert led.views == ()
    led.gather()
    assert [view.number for view in led.views] == [9]
    for _ in range(4):
        Person(rooms, lead).share(CHOICE, "mine")
    gather(led)
    assert [view.number for view in led.views] == [9] and not led.is_enough


def test_what_no_page_would_share_is_not_counted(rooms, lead, led):
    person = Person(rooms, lead)
    for value in ("unknown", 3, ["mine"]):
        for _ in range(5):
            person.share(CHOICE, value)
    for _ in range(5):
        person.share("02_blame_inventory.kind_friend", "Not of this room.")
        rooms.give(lead.room, "contribution", SealedItem(new_id(), b"no box"))
        seat.give(rooms, person.ticket, person.view.face, new_id(), Call("", "no name"))
    gather(led)
    assert (led.views, led.queue, led.calls) == ((), (), ())


def test_the_wall_follows_the_view_and_loses_it_when_an_answer_is_taken_back(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(10)]
    for person in people[:5]:
        person.share(SCALE, 50)
    led.release(SCALE)
    assert led.face.released == ()
    gather(led)
    led.release(SCALE)
    assert [bars.number for bars in people[0].view.face.released] == [5]
    for person in people[5:]:
        person.share(SCALE, 10)
    gather(led)
    assert [bars.number for bars in people[0].view.face.released] == [10]
    people[0].take_back(SCALE)
    gather(led)
    assert [bars.number for bars in people[0].view.face.released] == [5]
    people[9].take_back(SCALE)
    gather(led)
    assert people[0].view.face.released == () == led.views
    led.unrelease(SCALE)


def test_three_views_that_differ_by_five_or_more_do_not_tell_of_one_person(rooms, lead, led):
    first, one, second = [[Person(rooms, lead) for _ in range(number)] for number in (5, 1, 5)]
    for group in (first, one + second):
        for person in group:
            person.share(CHOICE, "mine")
        gather(led)
    assert [view.number for view in led.views] == [11]
    for person in first + one:
        person.take_back(CHOICE)
    gather(led)
    # Five answers are left; with the first five and the eleven they would tell the answer of one.
    assert led.views == ()


def test_a_sentence_is_seen_by_others_only_after_review(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(6)]
    hostile = "<script>alert('x')</script> \u202edrow"
    for number, person in enumerate(people):
        person.share(SENTENCE, hostile if number == 0 else f"Line {number}")
    gather(led)
    assert {one.text for one in led.queue} >= {"<script>alert('x')</script> drow", "Line 5"}
    assert people[0].reads == ()
    first, second, *_ = led.queue
    led.show_sentence(first.id)
    led.set_aside(second.id)
    assert people[0].reads == (first.text,)
    assert (led.on_wall, led.aside, len(led.queue)) == ((first,), (second,), 4)
    again = Led(rooms, lead, CONTENT)
    gather(again)
    assert (again.on_wall, again.aside, again.queue) == (led.on_wall, led.aside, led.queue)
    led.set_aside(first.id)
    led.hide_sentence(second.id)
    assert (led.on_wall, led.aside) == ((), (first,)) and second in led.queue
    assert people[0].reads == ()
    assert first.id not in led.face.set_aside


def test_a_sentence_taken_back_leaves_the_wall_without_a_facilitator(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(6)]
    for number, person in enumerate(people):
        person.share(SENTENCE, f"Line {number}")
    gather(led)
    led.show_sentence(people[2].given[SENTENCE])
    assert people[0].reads == ("Line 2",)
    people[2].take_back(SENTENCE)
    assert people[0].reads == ()
    gather(led)
    assert "Line 2" not in {one.text for one in (*led.queue, *led.on_wall)}
    led.show_sentence("no such id")
    led.set_aside("no such id")
    led.hide_sentence("no such id")
    assert led.on_wall == () == led.aside


def test_who_only_reads_the_wall_cannot_take_its_sentences_back(rooms, lead, led):
    people = [Person(rooms, lead) for _ in range(5)]
    for number, person in enumerate(people):
        person.share(SENTENCE, f"Line {number}")
    gather(led)
    led.show_sentence(people[2].given[SENTENCE])
    (shown,) = rooms.look(lead.room, 0).said
    assert shown.id not in rooms.ids(lead.lead, "contribution")
    seat.take_back(rooms, people[0].ticket, shown.id)
    gather(led)
    assert people[0].reads == ("Line 2",) and len(led.queue) == 4


def test_somebody_who_calls_is_seen_at_once_until_answered_or_taken_back(rooms, lead, led):
    person, id = Person(rooms, lead), new_id()
    seat.give(rooms, person.ticket, person.view.face, id, Call(" Ana\n", "by the door"))
    led.refresh(now())
    assert led.calls == ((id, Call("Ana", "by the door")),)
    led.answer_call(id)
    assert led.calls == ()
    other = new_id()
    seat.give(rooms, person.ticket, person.view.face, other, Call("Ana", ""))
    led.refresh(now())
    seat.take_back(rooms, person.ticket, other)
    assert led.refresh(now())
    assert led.calls == ()


def test_two_facilitators_steer_at_once_and_nothing_is_lost(rooms, lead, led):
    led.offer(WORDS)
    colleague = Led(rooms, accept(rooms, WORDS, None), CONTENT)
    assert accept(rooms, WORDS, None) is None
    led.steer(lambda face: room.go_on(face, now()))
    colleague.steer(lambda face: room.extend(face, 2, now()))  # it has not seen the start yet
    led.refresh(now())
    assert led.face.state == "running"
    assert room.seconds_left(led.face, now()) > 16 * 60
    assert colleague.face == led.face


def test_steering_gives_up_where_a_colleague_is_always_faster(rooms, lead, led):
    colleague = Led(rooms, lead, CONTENT)

    def change(face):
        colleague.steer(lambda face: room.go_on(face, now()) if face.at < 0 else twice(face))
        return face.model_copy(update={"title": f"{face.title}!"})

    def twice(face):
        return face.model_copy(update={"consent": f"{face.consent}."})

    assert reason_of(lambda: led.steer(change)) == "locked"


def test_a_room_that_was_closed_is_gone_for_everybody(rooms, lead, led):
    person = Person(rooms, lead)
    face = person.view.face
    led.close()
    give = partial(seat.give, rooms, person.ticket, face, new_id(), Contribution(CHOICE, "mine"))
    assert reason_of(lambda: led.refresh(now())) == "gone"
    assert reason_of(lambda: Led(rooms, lead, CONTENT)) == "gone"
    assert reason_of(lambda: seat.sit(rooms, person.ticket, 0, False)) == "gone"
    assert reason_of(give) == "gone"
    assert seat.look(rooms, person.ticket, None) is None


def test_a_room_ends_by_itself_after_half_a_day():
    rooms = MemoryRooms()
    led = Led(rooms, open_quickly(rooms), CONTENT)
    assert timedelta(hours=11, minutes=58) < led.face.ends - now() <= timedelta(hours=12)
    assert reason_of(lambda: led.refresh(led.face.ends)) == "gone"


def test_a_face_that_was_changed_in_the_store_is_named_damaged(rooms, lead, led):
    person = Person(rooms, lead)
    rooms.steer(lead.lead, led.version, b"x" * 300)
    assert reason_of(lambda: led.refresh(now())) == "damaged"
    assert reason_of(lambda: person.view) == "damaged"


def test_the_report_tells_views_and_the_wall_by_exercise(rooms, lead, led):
    for number in range(5):
        person = Person(rooms, lead)
        seat.sit(rooms, person.ticket, -1, False)
        person.share(MANY, ["quiet"])
        person.share(SENTENCE, f"Line {number}")
    Person(rooms, lead).share(CHOICE, "mine")
    gather(led)
    led.show_sentence(led.queue[0].id)
    report = report_of(led, datetime(2026, 11, 30))
    assert (report.day, report.joined, report.rehearsal) == ("30 November 2026", 5, False)
    assert [[result.people for result in part.results] for part in report.parts] == [[], [5]]
    assert [[len(said.sentences) for said in part.said] for part in report.parts] == [[1], []]


def test_a_room_in_memory_forgets_seats_that_give_no_sign():
    clock = [now()]
    rooms = MemoryRooms(now=lambda: clock[0])
    lead = open_quickly(rooms)
    person = Person(rooms, lead)
    seat.sit(rooms, person.ticket, 0, False)
    assert person.view.here == 1
    clock[0] += timedelta(seconds=FRESH_SECONDS + 1)
    assert (person.view.here, rooms.seats(lead.lead).joined) == (0, 1)
    clock[0] += timedelta(hours=12)
    assert seat.look(rooms, replace(person.ticket), None) is None
