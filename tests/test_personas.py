"""Invented people walk through the real pages; each must come out where a counsellor would agree.

They answer only what is shown to them, screen by screen, and then look at every exercise that is
open to them. Who they are and what is expected of the workbook is data; see `tests.people`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from tests.people import Answers, Person, on, people
from tests.test_visit import Browser
from workbook import messages
from workbook.content.loader import load_content
from workbook.content.prompts import WITHOUT_ANSWER
from workbook.content.vocabulary import HARD_STOPS
from workbook.pages.outcome import CHOSEN

CONTENT = load_content()
START = CONTENT.exercises[0]
QUOTES = "where_from"
NOT_READ = {"id", "kind", "prompt_kind", "exercise", "step", "prompt", "name", "rule", "key"}
"""Fields of a screen that nobody sees."""


@dataclass(frozen=True)
class Screen:
    """One screen as it was seen: its place, the prompts on it, and every word."""

    exercise: str
    step: str
    prompts: tuple[str, ...]
    said: str
    """What the workbook says."""
    own: str
    """What the person wrote earlier, to read again."""


@dataclass(frozen=True)
class Standing:
    """Where a person stands: the route, the rules, and what is open in the list."""

    route: str
    fired: frozenset[str]
    named: tuple[str, ...]
    """The rules that the page names."""
    open: frozenset[str]
    help: tuple[str, ...]
    emergency: str
    can_keep: bool


@dataclass
class Walked:
    """All that came of a person's way."""

    person: Person
    answered: set[tuple[str, str]] = field(default_factory=set)
    left_open: set[str] = field(default_factory=set)
    screens: list[Screen] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)

    @property
    def at_first(self) -> Standing:
        return self.standings[0]

    @property
    def at_last(self) -> Standing:
        return self.standings[1]

    @property
    def said(self) -> str:
        """All texts but the ones that quote advice in order to refuse it."""
        return " ".join(one.said for one in self.screens if one.exercise != QUOTES)

    @property
    def read(self) -> str:
        return " ".join(f"{screen.said} {screen.own}" for screen in self.screens)


class Sitting(Browser):
    """A person at the page: sees a screen, answers what is on it, and goes on."""

    def __init__(self, folder: Any, person: Person) -> None:
        self.now = person.now()
        super().__init__(folder, now=self.now.isoformat())
        self.walked = Walked(person)

    def wait(self, **time: int) -> None:
        self.now += timedelta(**time)
        self.send("refresh", now=self.now.isoformat())

    def go_through(self, exercise: str, answers: Answers) -> None:
        """Take an exercise from its first to its last screen, unless it closes on the way."""
        mine = on(self.now.date(), answers.get(CONTENT.exercise(exercise).name, {}))
        self.send("go", exercise=exercise, step="")
        while not self.view["closed"]:
            self.answer(mine)
            self.see()
            onward = self.live["next"]
            if self.view["closed"] or onward is None or onward["exercise"] != exercise:
                break
            self.send("go", exercise=exercise, step=onward["step"])
        if not self.view["closed"]:
            self.send("finish")

    def answer(self, mine: dict[str, Any]) -> None:
        """Answer what is visible and known, from top to bottom; one answer may show another."""
        done: set[str] = set()
        while todo := [one for one in self.visible() if one in mine and one not in done]:
            done.add(todo[0])
            self.walked.answered.add((self.view["exercise"], todo[0]))
            self.give(todo[0], mine[todo[0]])
        decides = [one for one in self.visible() if self.decides(one)]
        self.walked.left_open |= {
            one for one in decides if (START.id, one) not in self.walked.answered
        }

    def give(self, prompt: str, value: Any) -> None:
        exercise = self.view["exercise"]
        kind = CONTENT.exercise(exercise).prompt(prompt).kind
        if kind not in ("rows", "sort"):
            sheet = (self.view["sheet"] or {}).get("sheet", "")
            self.type(prompt, value, exercise, sheet=sheet)
            return
        for number, cells in enumerate(value, start=1):
            for column, cell in cells.items():
                self.type(prompt, cell, exercise, row=f"r{number}", column=column)

    def visible(self) -> list[str]:
        return [] if self.view["closed"] else list(self.live["visible"])

    def decides(self, prompt: str) -> bool:
        """Tell whether a prompt of the start gives a fact that must be known."""
        if self.view["exercise"] != START.id:
            return False
        found = START.prompt(prompt)
        if found.kind in WITHOUT_ANSWER or prompt == "break_days":
            return False
        return bool(found.gives)

    def see(self) -> None:
        shown = self.visible()
        blocks = [one for one in self.view.get("blocks", []) if one["id"] in shown]
        drawn = [one for one in self.page.widget.prompts if one.prompt["id"] in shown]
        parts = [
            {**self.view, "blocks": blocks, "list": [], "besides": []},
            {name: self.live[name] for name in ("says", "route", "urgent", "notice")},
            [one.prompt for one in drawn],
        ]
        self.walked.screens.append(
            Screen(
                self.view["exercise"],
                self.view["step"],
                tuple(shown),
                " ".join(words(parts)),
                " ".join(words([one.value for one in drawn])),
            )
        )

    def stand(self) -> Standing:
        """Look at the outcome as the page says it, and at the list."""
        self.send("go", exercise=START.id, step="where")
        outcome = self.page.visit.place().outcome
        route = self.live["route"]
        standing = Standing(
            route=route["name"],
            fired=frozenset(outcome.fired),
            named=tuple(rule["rule"] for rule in route["rules"]),
            open=frozenset(
                CONTENT.exercise(one["id"]).name
                for one in self.live["list"]
                if one["state"] != "closed"
            ),
            help=tuple(line["service"] for line in route["help"]),
            emergency="".join(part["text"] for part in route["emergency"]),
            can_keep=self.live["keep"]["can_keep"],
        )
        self.walked.standings.append(standing)
        return standing

    def look_at_what_is_closed(self) -> None:
        for one in self.live["list"]:
            if one["state"] == "closed":
                self.send("go", exercise=one["id"], step="")
                assert self.view["closed"], f"{one['id']} is closed in the list, and opens"
                assert self.page.widget.prompts == [] and "blocks" not in self.view
                self.walked.closed[one["id"]] = " ".join(words(self.view["closed"]))


def words(shown: Any) -> Iterator[str]:
    """Yield every text of a screen that somebody reads."""
    if isinstance(shown, str):
        yield " ".join(shown.split())
    elif isinstance(shown, dict):
        for name, part in shown.items():
            if name not in NOT_READ:
                yield from words(part)
    elif isinstance(shown, list | tuple):
        for part in shown:
            yield from words(part)


def walk(folder: Any, person: Person) -> Walked:
    """Let a person go through the start, and then through all that is open to them."""
    sitting = Sitting(folder, person)
    sitting.go_through(START.id, person.answers)
    sitting.stand()
    sitting.look_at_what_is_closed()
    for exercise in CONTENT.exercises[1:]:
        sitting.go_through(exercise.id, person.answers)
    sitting.stand()
    if person.next_day:
        sitting.wait(hours=person.hours, minutes=1)
        for exercise in CONTENT.exercises:
            if exercise.name in person.next_day:
                sitting.go_through(exercise.id, person.next_day)
        sitting.stand()
    return sitting.walked


@pytest.fixture(scope="module", params=people(), ids=lambda person: person.id)
def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk(tmp_path_factory.mktemp(request.param.id), request.param)


@pytest.fixture
def person(walked: Walked) -> Person:
    return walked.person


def test_they_can_say_all_they_have_to_say(walked, person):
    """Each answer finds its prompt, and no question that decides the route is passed over."""
    to_say = {
        (CONTENT.exercise(exercise).id, prompt)
        for answers in (person.answers, person.next_day)
        for exercise, mine in answers.items()
        for prompt in mine
    }
    assert to_say - walked.answered == set()
    assert walked.left_open == set()


def test_the_start_leads_where_it_must(walked, person):
    assert walked.at_first.route == person.at_first["route"]


def test_and_all_they_say_later_leads_where_it_must(walked, person):
    assert walked.at_last.route == person.route


def test_exactly_the_rules_fire_that_must(walked, person):
    for standing, expected in (
        (walked.at_first, person.at_first),
        (walked.at_last, person.expected),
    ):
        stops, holds = person.stops(expected), person.holds(expected)
        assert standing.fired & set(HARD_STOPS) == stops
        if "not_answered" in standing.fired:
            # The pages close before they ask: what was never asked cannot hold anything.
            assert "their_age" not in START.prompts or person.answers["start"]["my_age"] == "no"
        else:
            fired = standing.fired - set(HARD_STOPS)
            assert holds <= fired <= holds | person.may_fire()


def test_the_page_names_what_decides_and_nothing_that_would_look_like_a_date(walked, person):
    for standing in walked.standings:
        stops = standing.fired & set(HARD_STOPS)
        chose = standing.route == "acceptance" and not stops
        assert set(standing.named) == ({CHOSEN} if chose else stops or standing.fired)


def test_exactly_what_may_be_open_is_open(walked, person):
    for standing in walked.standings[:1]:
        assert standing.open == person.open(standing.route, set(standing.fired))


def test_what_must_stay_out_of_sight_is_never_on_a_screen(walked, person):
    seen = {CONTENT.exercise(screen.exercise).name for screen in walked.screens}
    seen |= {f"{CONTENT.exercise(one.exercise).name}.{one.step}" for one in walked.screens}
    assert seen & person.not_shown() == set()


def test_nothing_they_read_is_what_must_not_be_said(walked, person):
    said = f"{walked.said} {' '.join(walked.closed.values())}"
    for pattern in person.never_reads:
        found = re.search(pattern, said)
        around = found and said[max(0, found.start() - 60) : found.end() + 60]
        assert not found, f"{pattern}: {around}"


def test_they_read_what_they_came_for(walked, person):
    for pattern in person.reads:
        assert re.search(pattern, walked.read), pattern


def test_they_leave_with_help_of_their_own_country(walked, person):
    standing = walked.at_first
    topics = CONTENT.texts.routes[standing.route].help
    wanted = [
        line.service
        for line in CONTENT.help_lines
        if (line.country == person.country and line.topic in topics) or line.topic == "directory"
    ]
    assert sorted(standing.help) == sorted(wanted if topics else [])
    assert standing.emergency == CONTENT.emergency[person.country]


def test_letting_go_can_be_reached_wherever_exercises_are_open(walked, person):
    if len(walked.at_first.open) > 1:
        assert "letting_go" in walked.at_first.open


def test_who_is_under_18_is_not_offered_to_keep_answers(walked, person):
    assert walked.at_first.can_keep == (person.answers["start"]["my_age"] == "yes")


def test_a_closed_page_says_why_and_what_is_open_or_where_help_is(walked, person):
    first = messages.GO_THROUGH_FIRST.split("{")[0]
    for exercise, said in walked.closed.items():
        rules = [CONTENT.texts.rules[rule] for rule in walked.at_first.fired]
        reasons = [rule.say.split("{")[0] for rule in rules] + [r.say_undated for r in rules]
        reasons += [CONTENT.texts.routes[walked.at_first.route].title, first]
        reasons.append(CONTENT.exercise(exercise).opens_when)
        assert any(" ".join(one.split()) in said for one in reasons if one), exercise


def test_a_day_later_it_is_where_it_must_be(walked, person):
    if person.next_day:
        later = person.expected.get("next_day") or person.reading["next_day"]
        assert walked.standings[2].route == later["route"]
        assert walked.standings[2].fired == set(later["rules"])
        assert not walked.standings[2].open & set(later.get("closed", []))
        assert walked.standings[2].open >= set(later.get("open", []))
