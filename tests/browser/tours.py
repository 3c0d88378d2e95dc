"""Tours through filled journals, so that every screen of every exercise is seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import pytest

from tests.browser.conftest import NewWalk
from tests.browser.journals import Answers, all_answered, journal_of, said, write_journal
from tests.browser.looking import wrong_with
from tests.browser.walking import Walk, content, days_ago, here_at_noon
from tests.server import Server
from workbook.journal import Entry
from workbook.pages.place import Place

STORIES = ["long", "apart", "on_off", "they_lied", "i_lied"]
SHARED = ["children", "home", "work"]
RUNNING = {"break_now": "running", "break_start": days_ago(10)}
OVER = {"break_start": days_ago(60), "break_days": 30}
IN_A_ROOM = ("share", "help")  # steps of the group session that `test_room` looks at
CLEAR = {"still_want": "yes", "would_grow": "yes", "live_with_no": "yes"}

TOURS: dict[str, Answers] = {
    "ready_one_message": all_answered(
        start={"story": STORIES},
        time_apart=OVER,
        readiness_check={**CLEAR, "person_or_feeling": "feeling", "decision": "wait"},
        reaching_out={"sent": "not_yet"},
    ),
    "ready_one_message, with one thing first": all_answered(
        time_apart=OVER,
        readiness_check={**CLEAR, "live_with_no": None},
    ),
    "wait": all_answered(
        start={**RUNNING, "shared": SHARED, "who_ended": "they", "contact_said": ["space"]},
        blame_inventory={"way": "both"},
        in_their_shoes={"write_it": "plain"},
        time_apart={"break_start": days_ago(10), "slip": "wrote", "slip_reply": "answered"},
        pause={"wrote_to_them": "yes", "reply_yet": "answered", "urge_before": 9},
    ),
    "slow_rebuild": all_answered(
        start={"agreed": "yes", "who_ended": "me", "shared": SHARED, "story": STORIES},
        time_apart=OVER,
        starting_small={"slid": "unsaid"},
        letting_go={"circling": "most"},
    ),
    "acceptance": all_answered(
        start={**RUNNING, "contact_said": ["kind_no"], "contact_words": "Please do not write."},
    ),
    "safety_first": all_answered(
        start={"harm_them": ["neck", "located"], "afraid": "at_times", "they_fear": "word"},
        best_version={"said_pattern": "pattern"},
    ),
    "own_behaviour": all_answered(
        start={
            **{"harm_me": ["turned_up"], "they_fear": "said", "fear_words": "You scare me."},
            **{"contact_order": "asked", "shared": SHARED},
        },
        time_apart={"slip": "looked"},
    ),
    "help_now": all_answered(
        start={
            **{"device": "code", "their_age": "no", "dark_thoughts": "not_wake"},
            **{"harm_others": "yes", "person_now": "My aunt, and then the line."},
            **{"said_it": "row", "phq2": {"interest": 3, "down": 2}},
            **{"gad2": {"nervous": 3, "worrying": 3}, "drinks": "three", "urge": 9},
            **{"aim": "relief", "harm_them": ["neck", "orders"], "afraid": "unsure"},
            **{"harm_me": ["turned_up"], "they_fear": "word", "fear_words": "You frighten me."},
            **{"stop_today": "I leave the key with my brother.", "contact_order": "asked"},
            **{"contact_said": ["said_no", "blocked"], "contact_words": "Please stop."},
            **{"agreed": "they_asked", "last_message": "silent", "new_partner": "guess"},
            **{"other_ways": ["children"], "shared": SHARED, **RUNNING, "change_for": "them"},
            "lean": "let_go",
        },
    ),
}
"""The answers of each, named by the route they lead to."""


@dataclass(frozen=True)
class Stop:
    """A screen that shows something not seen before, and the tour it is on."""

    tour: str
    exercise: str
    step: str


@cache
def stops() -> tuple[Stop, ...]:
    return tuple(_stops())


def exercises(first: str, last: str) -> list[str]:
    """Return the ids of the exercises whose ids lie between two."""
    return [one.id for one in content().exercises if first <= one.id <= last]


def changed() -> Iterator[Entry]:
    """Yield what all of them see in another way by now."""
    yield said("00_start", "picture", "I stand on the pier with my aunt.", timedelta(days=1))


def unseen_steps() -> set[tuple[str, str]]:
    seen = {(stop.exercise, stop.step) for stop in stops()}
    seen |= {("join", step) for step in IN_A_ROOM}
    return {(one.id, step.id) for one in content().exercises for step in one.steps} - seen


class Traveller:
    """Has one tab for each tour, opened when it is needed."""

    def __init__(self, new_walk: NewWalk, server: Server) -> None:
        self._new_walk = new_walk
        self._server = server
        self._walks: dict[str, Walk] = {}

    def wrong_in(self, exercise: str) -> dict[str, list[str]]:
        """Go to every stop in an exercise and say what is wrong there."""
        found = {
            f"{stop.step} in {stop.tour}": wrong_with(self._to(stop).page)
            for stop in stops()
            if stop.exercise == exercise
        }
        return {place: wrong for place, wrong in found.items() if wrong}

    def _to(self, stop: Stop) -> Walk:
        if stop.tour not in self._walks:
            done = [one.name for one in content().way]
            key = write_journal(self._server, TOURS[stop.tour], done, changed())
            self._walks[stop.tour] = self._new_walk(key=key, reduced_motion="reduce").open("you")
        walk = self._walks[stop.tour]
        if walk.exercise != stop.exercise:
            walk.choose(stop.exercise)
        if walk.step != stop.step:
            walk.open(stop.step, stop.exercise)
        assert (walk.exercise, walk.step) == (stop.exercise, stop.step)
        return walk


@pytest.fixture(scope="module")
def traveller(new_walk: NewWalk, server: Server) -> Traveller:
    return Traveller(new_walk, server)


def _stops() -> Iterator[Stop]:
    """Yield the screens of each tour on which a prompt is shown for the first time."""
    now = here_at_noon()
    done = [one.name for one in content().way]
    seen: set[tuple[str, str]] = set()
    for tour, answers in TOURS.items():
        journal = journal_of(answers, done, changed())
        for exercise in content().exercises:
            place = Place(content(), journal, exercise, "", now)
            for step in () if place.closed else place.steps:
                shown = Place(content(), journal, exercise, step.id, now).visible()
                new = {(exercise.id, prompt) for prompt in shown} - seen
                if new:
                    yield Stop(tour, exercise.id, step.id)
                seen |= new
