"""Reasons to wait, and answers that contradict each other."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.test_visit import SAFE
from workbook.content.loader import load_content
from workbook.guidance.contradictions import contradictions
from workbook.guidance.facts import read_facts
from workbook.guidance.readiness import reasons_to_wait
from workbook.guidance.withdrawn import help_that_stays
from workbook.journal import Address, Entry, Journal

CONTENT = load_content()
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)
FREE = {
    **SAFE,
    "break_now": "done",
    "break_start": "2026-05-01",
    "changed": "yes",
    "change_since": "2026-05-01",
    "phq2": {"interest": 0, "down": 1},
}


def journal(answers, exercise="00_start"):
    return Journal.of(
        Entry(f"{exercise}{n:04}", Address(exercise, prompt), value, NOON + timedelta(seconds=n))
        for n, (prompt, value) in enumerate(answers.items())
    )


def told(**answers):
    return journal({**FREE, **answers})


def put(entries, exercise, prompt, value, row=""):
    at = NOON + timedelta(minutes=5)
    return entries.put(
        Entry(f"more-{exercise}-{prompt}", Address(exercise, prompt, row), value, at)
    )


def rules(entries, now=NOON):
    return [reason.rule for reason in reasons_to_wait(CONTENT, entries, now)]


def asked(entries):
    return list(contradictions(CONTENT, entries, read_facts(CONTENT, entries)))


def test_with_no_reason_left_one_message_is_open():
    assert rules(told()) == []


@pytest.mark.parametrize(
    ("answers", "rule", "behind"),
    [
        ({"urge": 8}, "urge_high", "urge"),
        ({"drinks": "three"}, "night_or_drunk", "drinks"),
        ({"last_message": "silent"}, "unanswered", "last_message"),
        ({"phq2": {"interest": 2, "down": 2}}, "low_mood", "phq2"),
        ({"aim": "relief"}, "relief_tonight", "aim"),
    ],
)
def test_each_reason_names_its_rule_and_the_answer_behind_it(answers, rule, behind):
    (reason,) = reasons_to_wait(CONTENT, told(**answers), NOON)
    assert reason.rule == rule
    assert [given.prompt.id for given in reason.given] == [behind]
    assert reason.say and reason.next_step


def test_a_running_break_names_the_day_it_ends():
    (reason,) = reasons_to_wait(
        CONTENT, told(break_now="running", break_start="2026-06-10", break_days=14), NOON
    )
    assert (reason.rule, reason.until) == ("break_running", date(2026, 6, 24))
    assert "24 June 2026" in reason.say and "7 days" in reason.say


def test_a_message_without_an_answer_names_the_day_from_which_silence_is_one():
    entries = put(told(), "08_reaching_out", "sent", "sent")
    entries = put(entries, "08_reaching_out", "sent_on", "2026-06-10")
    (reason,) = reasons_to_wait(CONTENT, entries, NOON)
    assert (reason.rule, reason.until) == ("unanswered", date(2026, 6, 24))
    assert "24 June 2026" in reason.next_step
    assert {given.prompt.id for given in reason.given} == {"sent", "sent_on"}


def test_once_silence_has_lasted_it_is_the_one_reason_and_counts_no_days():
    entries = put(told(urge=9, drinks="three"), "08_reaching_out", "sent", "sent")
    entries = put(entries, "08_reaching_out", "sent_on", "2026-06-03")
    (reason,) = reasons_to_wait(CONTENT, entries, NOON)
    assert (reason.rule, reason.until) == ("unanswered", None)
    assert "2026" not in reason.say + reason.next_step


def test_a_message_of_no_known_day_names_none():
    (reason,) = reasons_to_wait(CONTENT, told(last_message="silent"), NOON)
    assert reason.until is None and "{" not in reason.next_step


def test_a_question_that_is_open_is_a_reason():
    entries = journal({name: value for name, value in FREE.items() if name != "contact_order"})
    assert rules(entries) == ["not_answered"]


def test_where_a_no_decides_nothing_is_said_of_what_would_end_a_wait():
    assert rules(told(contact_said=["kind_no"], urge=9)) == ["clear_no"]


def test_a_doubt_in_the_readiness_check_is_a_reason():
    entries = put(told(), "07_readiness_check", "cause_gone", "there")
    assert "cause_still_there" in rules(entries)


def test_an_answer_that_fits_contradicts_nothing():
    assert asked(told()) == []


def test_a_no_after_a_yes_to_the_same_thing_is_asked_about():
    entries = put(told(harm_me=["pushed"]), "02_blame_inventory", "done_to_me_check", "no")
    assert asked(entries) == []
    entries = put(told(harm_them=["hurt"]), "02_blame_inventory", "done_to_me_check", "no")
    (found,) = asked(entries)
    assert [given.prompt.id for given in found.given] == ["harm_them", "done_to_me_check"]


def test_what_comes_to_light_later_is_not_put_in_doubt():
    assert asked(put(told(), "02_blame_inventory", "done_to_me_check", "yes")) == []


def test_agreed_and_a_clear_no_are_asked_about():
    entries = told(agreed="yes", contact_said=["kind_no"])
    assert any("they said no" in found.say for found in asked(entries))


def test_another_day_says_nothing_against_an_earlier_one():
    prompt = next(
        prompt
        for prompt in CONTENT.exercise("time_apart").prompts
        if prompt.step == "daily_note" and prompt.kind == "many"
    )
    entries = told()
    for day, value in (("2026-06-15", [prompt.choices[0].id]), ("2026-06-16", [])):
        entries = put(entries, "04_time_apart", prompt.id, value, day)
    assert not [
        found for found in asked(entries) if any(given.address.row for given in found.given)
    ]


def corrected(exercise, prompt, first, then, row=""):
    """Return a journal in which an answer was given and later changed."""
    entries = told()
    for n, value in enumerate((first, then)):
        at = NOON + timedelta(minutes=10 * n)
        entries = entries.put(Entry(f"c{n}", Address(exercise, prompt, row), value, at))
    return entries


def stays(entries):
    return help_that_stays(CONTENT, entries, read_facts(CONTENT, entries))


@pytest.mark.parametrize(
    ("prompt", "first", "then", "topic"),
    [
        ("harm_them", ["neck"], ["none"], "abuse"),
        ("afraid", "yes", "no", "abuse"),
        ("they_fear", "said", "no", "own_behaviour"),
        ("dark_thoughts", "hurt_myself", "no", "crisis"),
    ],
)
def test_who_takes_back_that_they_were_in_danger_goes_on_and_keeps_the_help(
    prompt, first, then, topic
):
    entries = corrected("00_start", prompt, first, then)
    assert rules(entries) == []
    assert stays(entries) == (topic,)
    assert stays(corrected("00_start", prompt, then, first)) == ()


def test_help_stays_also_for_what_was_told_in_a_list_or_on_a_day():
    row = corrected("02_blame_inventory", "incidents.done_to_me", "scared", "no", "r1")
    assert stays(row) == ("abuse",)


def test_who_told_of_no_danger_is_not_asked_about_it():
    assert stays(told()) == ()
    assert stays(corrected("00_start", "contact_said", ["blocked"], ["none"])) == ()


@pytest.mark.parametrize(
    ("answers", "rule"),
    [({"drinks": "three"}, "night_or_drunk"), ({"aim": "relief"}, "relief_tonight")],
)
def test_what_was_true_of_last_night_is_over_after_twelve_hours(answers, rule):
    entries = told(**answers)
    assert rules(entries, NOON + timedelta(hours=9)) == [rule]
    assert rules(entries, NOON + timedelta(hours=25)) == []
