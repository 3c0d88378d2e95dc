"""Gates: which exercise is open on which route, and that a fact closes from wherever it comes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_readiness import FREE
from tests.test_route import HARD, some_facts, times
from workbook.content.loader import load_content
from workbook.guidance.facts import Facts, read_facts
from workbook.guidance.progress import DONE, PAGE, closed
from workbook.guidance.route import route
from workbook.journal import Address, Entry, Journal

CONTENT = load_content()
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)
ASIDE = {"join", "pause", "unsent_box", "where_from", "your_answers"}
EVERYBODY = {"00_start", "01_what_happened", "05_best_version", "10_letting_go", "11_looking_back"}
ON_MY_OWN = EVERYBODY | {
    "02_blame_inventory",
    "03_in_their_shoes",
    "04_time_apart",
    "06_honest_apology",
}
OPEN = {
    "help_now": {"00_start"},
    "not_for_this": {"00_start"},
    "safety_first": EVERYBODY,
    "own_behaviour": EVERYBODY | {"04_time_apart"},
    "acceptance": ON_MY_OWN,
    "wait": ON_MY_OWN | {"07_readiness_check"},
    "ready_one_message": ON_MY_OWN | {"07_readiness_check", "08_reaching_out"},
    "slow_rebuild": ON_MY_OWN | {"07_readiness_check", "08_reaching_out", "09_starting_small"},
}
CONTACT = {"08_reaching_out", "09_starting_small"}


def entry(exercise, prompt, value, row="", n=0):
    at = NOON.replace(minute=n % 60, second=n // 60)
    return Entry(f"{exercise}.{prompt}.{row}.{n}", Address(exercise, prompt, row), value, at)


DONE_ALL = [entry(PAGE, DONE, True, exercise.id) for exercise in CONTENT.exercises]


def journal(answers):
    return Journal.of(
        [*DONE_ALL, *(entry("00_start", prompt, value) for prompt, value in answers.items())]
    )


def opened(told, now=NOON):
    """Return the ids of the open exercises of a journal, without those aside."""
    return opened_by(read_facts(CONTENT, told), now, told)


def opened_by(facts, now, told):
    outcome = route(facts, now)
    return {
        exercise.id
        for exercise in CONTENT.exercises
        if not closed(CONTENT, told, exercise, outcome)
    } - ASIDE


def at_noon(**answers):
    told = journal({**FREE, **answers})
    return route(read_facts(CONTENT, told), NOON).route, opened(told)


@pytest.mark.parametrize(
    ("expected", "answers"),
    [
        ("help_now", {"dark_thoughts": "not_wake"}),
        ("not_for_this", {"my_age": "no"}),
        ("safety_first", {"harm_them": ["hurt"]}),
        ("own_behaviour", {"they_fear": "said"}),
        ("acceptance", {"contact_said": ["kind_no"]}),
        ("acceptance", {"lean": "let_go"}),
        ("wait", {"break_now": "no"}),
        ("ready_one_message", {}),
        ("slow_rebuild", {"agreed": "yes"}),
    ],
)
def test_each_route_opens_its_exercises_and_no_other(expected, answers):
    assert at_noon(**answers) == (expected, OPEN[expected])


def test_an_exercise_aside_is_open_on_every_route():
    for name, answers in (("help_now", {"dark_thoughts": "not_wake"}), ("young", {"my_age": "no"})):
        told = journal({**FREE, **answers})
        outcome = route(read_facts(CONTENT, told), NOON)
        for exercise in CONTENT.aside:
            assert closed(CONTENT, told, exercise, outcome) is None, name


def test_reaching_out_asks_for_the_readiness_check_before_one_message():
    told = Journal.of(
        one for one in journal(FREE).entries() if one.address.row != "07_readiness_check"
    )
    assert "08_reaching_out" not in opened(told)
    both = told.put(entry("00_start", "agreed", "yes", n=1))
    assert "08_reaching_out" in opened(both)


def test_while_a_question_about_safety_is_open_only_what_is_safe_for_everybody_is_open():
    told = journal({name: value for name, value in FREE.items() if name != "harm_them"})
    assert opened(told) == EVERYBODY


def test_at_night_no_page_asks_for_blame_an_apology_or_contact():
    night = NOON.replace(hour=23)
    still = opened(journal({**FREE, "agreed": "yes"}), night)
    assert not still & (CONTACT | {"02_blame_inventory", "03_in_their_shoes", "06_honest_apology"})
    assert {"10_letting_go", "04_time_apart"} <= still


GIVEN_LATER = [
    (exercise.id, prompt.id, column.id if column else "", choice.id, choice.facts)
    for exercise in CONTENT.exercises[1:]
    for prompt in exercise.prompts
    for column in (getattr(prompt, "columns", None) or (None,))
    for choice in getattr(column or prompt, "choices", ())
    if set(choice.facts) & set(HARD)
]


@pytest.mark.parametrize(
    ("exercise", "prompt", "column", "choice", "facts"),
    GIVEN_LATER,
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_hard_stop_told_on_any_later_page_closes_contact_at_once(
    exercise, prompt, column, choice, facts
):
    found = CONTENT.exercise(exercise)
    asked = found.prompt(prompt)
    row = {"day": "2026-06-16", "week": "2026-06-15", "moment": "2026-06-16T10:00:00Z"}.get(
        found.each_of(asked) or "", "r1" if column else ""
    )
    many = getattr(asked, "kind", "") == "many" and not column
    answers = {prompt: [choice] if many else choice} | shown_by(found, asked)
    told = journal({**FREE, "agreed": "yes"})
    for n, (name, value) in enumerate(answers.items(), start=1):
        address = f"{name}.{column}" if column and name == prompt else name
        told = told.put(entry(exercise, address, value, row, n))
    known = read_facts(CONTENT, told)
    assert all(known.any(fact) for fact in facts if fact in HARD)
    assert not opened(told) & CONTACT
    back = told
    for name in answers:
        address = f"{name}.{column}" if column and name == prompt else name
        back = back.put(entry(exercise, address, None, row, 50))
    assert opened(back) == opened(journal({**FREE, "agreed": "yes"}))


def shown_by(exercise, prompt):
    """Return answers to the same exercise that let a prompt and its step be shown."""
    step = next(one for one in exercise.steps if one.id == prompt.step)
    answers = {}
    for condition in (*prompt.show_if, *step.show_if):
        leaf = next((leaf for leaf in condition.leaves() if leaf.prompt), None)
        if leaf is None or "." in leaf.prompt:
            continue
        value = next(
            (
                one
                for one in (leaf.is_, *(leaf.any_of or ()), leaf.at_most, leaf.at_least)
                if one is not None
            ),
            None,
        )
        if leaf.includes is not None:
            value = [leaf.includes]
        if value is None and leaf.answered:
            asked = exercise.prompt(leaf.prompt)
            value = asked.choices[0].id if hasattr(asked, "choices") else "Something"
        if value is not None:
            answers |= {leaf.prompt: value} | shown_by(exercise, exercise.prompt(leaf.prompt))
    return answers


@given(some_facts, times, st.sampled_from(sorted(HARD)))
def test_adding_a_hard_stop_never_opens_an_exercise(known, now, fact):
    told = journal(FREE)
    before = opened_by(Facts.of(**known), now, told)
    after = opened_by(Facts.of(**{**known, fact: True}), now, told)
    assert after <= before
    assert not after & CONTACT


@given(some_facts, times)
def test_contact_is_open_only_on_its_two_routes(known, now):
    facts = Facts.of(**known)
    if opened_by(facts, now, journal(FREE)) & CONTACT:
        assert route(facts, now).route in ("ready_one_message", "slow_rebuild")
        assert not route(facts, now).stops
