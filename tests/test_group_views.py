"""The rule of five: whatever happens in a room, no view and no two views tell of fewer."""

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.groups import CHOICE, CONTENT, SCALE, SENTENCE, Person, open_quickly
from tests.rooms import MemoryRooms
from workbook.content.asking import Choice
from workbook.group.lead import Led
from workbook.group.sealed_views import ViewSeal
from workbook.group.views import AT_LEAST, MOST_AT_ONCE, Batch, next_batch, readable, view_of, whole
from workbook.store import open_store

ids = st.integers(0, 30).map(str)


def with_a_choice_for_each(number: int):
    """The content in which everybody can give an answer of their own, so that a view tells who."""
    choices = tuple(Choice(id=f"c{at}", say=f"c{at}") for at in range(number))
    exercise = CONTENT.exercise("blame_inventory")
    prompts = tuple(
        prompt.model_copy(update={"choices": choices}) if prompt.id == "mind_first" else prompt
        for prompt in exercise.prompts
    )
    changed = exercise.model_copy(update={"prompts": prompts})
    exercises = tuple(changed if one == exercise else one for one in CONTENT.exercises)
    return replace(CONTENT, exercises=exercises)


TELLING = with_a_choice_for_each(300)


@given(st.frozensets(ids), st.lists(st.frozensets(ids, min_size=5)))
def test_a_batch_holds_five_and_nothing_that_any_batch_held_before(present, earlier):
    batches = [Batch(CHOICE, at, held) for at, held in enumerate(earlier)]
    new = next_batch(present, batches)
    left = present.difference(*earlier)
    assert new == (left if len(left) >= AT_LEAST else None)


def test_a_batch_goes_with_the_first_answer_that_is_taken_back():
    batches = [Batch(CHOICE, 0, frozenset("abcde")), Batch(CHOICE, 1, frozenset("fghij"))]
    assert whole("abcdefghij", batches) == tuple(batches)
    assert whole("bcdefghij", batches) == (batches[1],)
    assert readable("bcdefghij", batches) == frozenset("bcdefghij")
    assert readable("bcde", batches) == frozenset()


def test_what_is_not_added_up_as_the_content_is_now_is_not_shown():
    assert view_of(CONTENT, [Batch(CHOICE, 0, frozenset("abcde"), (5, 0))]) is None
    assert view_of(CONTENT, [Batch("no.such", 0, frozenset("abcde"), (5, 0, 0))]) is None
    assert view_of(CONTENT, [Batch(SENTENCE, 0, frozenset("abcde"))]) is None


def test_sealed_batches_have_one_size_and_only_the_key_of_their_room_opens_them():
    seal = ViewSeal("room", b"k" * 32)
    few = Batch(SENTENCE, 0, frozenset(seal.mark(str(at)) for at in range(5)))
    many = frozenset(seal.mark(str(at)) for at in range(MOST_AT_ONCE))
    most = Batch("10_letting_go.a_long_name_of_a_prompt", 99, many, (50,) * 30)
    assert len(seal.seal(few).sealed) == len(seal.seal(most).sealed) < 4096
    assert seal.open(seal.seal(most)) == most
    assert ViewSeal("room", b"l" * 32).open(seal.seal(few)) is None
    assert ViewSeal("other", b"k" * 32).open(seal.seal(few)) is None
    assert seal.id_of(CHOICE, 1) not in {seal.id_of(CHOICE, 0), seal.id_of(SCALE, 1)}


class Interrupted:
    """Rooms in which something else happens just before one of the calls."""

    def __init__(self, rooms) -> None:
        self.rooms = rooms
        self.calls = 0
        self.at = -1
        self.act = lambda: None

    def __getattr__(self, name):
        method = getattr(self.rooms, name)

        def call(*given):
            self.calls += 1
            if self.calls == self.at:
                self.act()
            return method(*given)

        return call

    def interrupt(self, at: int, act) -> None:
        self.calls, self.at, self.act = 0, at, act


class RuleOfFive(RuleBasedStateMachine):
    """People share, change and take back; two facilitators look, in whatever order."""

    def make_rooms(self):
        return MemoryRooms()

    def __init__(self):
        super().__init__()
        self.rooms = self.make_rooms()
        self.lead = open_quickly(self.rooms)
        self.doors = [Interrupted(self.rooms), Interrupted(self.rooms)]
        self.led = [Led(door, self.lead, TELLING) for door in self.doors]
        self.people: list[Person] = []
        self.answers = 0
        self.choice_of: dict[Person, str] = {}
        self.sentence_of: dict[Person, str] = {}
        self.seen: set[frozenset[str]] = set()
        self.read: set[str] = set()

    @rule(number=st.integers(1, 6))
    def share(self, number):
        for _ in range(number):
            person = Person(self.rooms, self.lead)
            self.people.append(person)
            self.give(person)

    def give(self, person):
        self.answers += 1
        self.choice_of[person], self.sentence_of[person] = (f"{of}{self.answers}" for of in "cs")
        person.share(CHOICE, self.choice_of[person])
        person.share(SENTENCE, self.sentence_of[person])

    @precondition(lambda self: self.choice_of)
    @rule(which=st.randoms(use_true_random=False), number=st.integers(1, 7))
    def take_back(self, which, number):
        for person in which.sample(list(self.choice_of), self.some(number)):
            self.forget(person)

    @precondition(lambda self: self.choice_of)
    @rule(which=st.randoms(use_true_random=False), number=st.integers(1, 7))
    def change(self, which, number):
        for person in which.sample(list(self.choice_of), self.some(number)):
            self.forget(person)
            self.give(person)

    def some(self, number):
        return min(number, len(self.choice_of))

    def forget(self, person):
        person.take_back(CHOICE)
        person.take_back(SENTENCE)
        del self.choice_of[person], self.sentence_of[person]

    @rule(who=st.integers(0, 1), gathers=st.booleans())
    def refresh(self, who, gathers):
        self.led[who].refresh(datetime.now(UTC))
        if gathers:
            self.led[who].gather()
        seen = self.look_at(self.led[who])
        there = {*self.choice_of.values(), *self.sentence_of.values()}
        assert seen <= there, "What was taken back is still shown."

    @rule(who=st.integers(0, 1), at=st.integers(1, 16), goes=st.booleans())
    def gather_while_something_happens(self, who, at, goes):
        other = self.led[1 - who]
        person = next(iter(self.choice_of), None)

        def act():
            if goes and person:
                self.forget(person)
            else:
                other.refresh(datetime.now(UTC))
                other.gather()
                self.look_at(other)

        self.doors[who].interrupt(at, act)
        self.led[who].refresh(datetime.now(UTC))
        self.led[who].gather()
        self.doors[who].at = -1
        self.look_at(self.led[who])

    @rule(who=st.integers(0, 1))
    def crash(self, who):
        self.led[who] = Led(self.doors[who], self.lead, TELLING)

    @rule(who=st.integers(0, 1))
    def release(self, who):
        self.led[who].release(CHOICE)

    @rule(who=st.integers(0, 1), shown=st.booleans())
    def review(self, who, shown):
        for sentence in self.led[who].queue[:1]:
            if shown:
                self.led[who].show_sentence(sentence.id)
            else:
                self.led[who].set_aside(sentence.id)

    def look_at(self, led) -> set[str]:
        shown = set()
        for view in (*led.views, *led.face.released):
            who = frozenset(bar.label for bar in view.bars if bar.number)
            assert view.number == len(who) == sum(bar.number for bar in view.bars)
            self.seen.add(who)
            shown |= who
        waiting = {one.text for one in (*led.queue, *led.aside)}
        wall = {one.text for one in led.on_wall}
        new = (waiting | wall) - self.read
        assert not new or len(new) >= AT_LEAST
        assert not waiting or len(waiting | wall) >= AT_LEAST
        self.read |= new
        return shown | waiting | wall

    @invariant()
    def no_two_views_differ_by_a_few(self):
        for one in self.seen:
            assert len(one) >= AT_LEAST
            for other in self.seen:
                assert len(one - other) not in range(1, AT_LEAST)

    @invariant()
    def nothing_finer_than_five_can_be_worked_out_of_all_views_together(self):
        patterns = Counter(
            tuple(answer in view for view in self.seen) for answer in frozenset().union(*self.seen)
        )
        assert all(number >= AT_LEAST for number in patterns.values())


class RuleOfFiveInADatabase(RuleOfFive):
    """The same, where two facilitators have a store of their own on one database."""

    def make_rooms(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = open_store(f"sqlite:///{Path(self.folder.name) / 'rooms.sqlite'}")
        return self.store.rooms

    def teardown(self):
        self.store.close()
        self.folder.cleanup()


@pytest.mark.parametrize(
    ("machine", "examples"), [(RuleOfFive, 60), (RuleOfFiveInADatabase, 6)], ids=["memory", "sql"]
)
def test_no_view_and_no_two_views_tell_of_fewer_than_five(machine, examples):
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )
