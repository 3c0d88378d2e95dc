"""Facts: read from the answers wherever they were given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draft_workshop import WORDS, workshop
from tests.long_journal import long_journal
from workbook.content.loader import load_content
from workbook.content.prompts import ChoicePrompt, ManyPrompt
from workbook.content.vocabulary import VALUE_FACTS, YES_NO_FACTS
from workbook.guidance.facts import _given as found_anew
from workbook.guidance.facts import facts_given, read_facts
from workbook.guidance.rules import MUST_BE_KNOWN_TO_WRITE
from workbook.journal import Address, Entry, Journal

CONTENT = load_content()
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
WRITTEN = [one for one in long_journal(NOON) if one.at > NOON - timedelta(days=8)]
TOLD = long_journal(NOON)[:400]
SAID = [
    Entry(f"{choice.id}", Address(exercise.id, prompt.id, row), value, NOON)
    for exercise in CONTENT.exercises
    for prompt in exercise.prompts
    if isinstance(prompt, ChoicePrompt | ManyPrompt) and prompt.gives
    for row in (["2026-06-01", "2026-05-25"] if exercise.each_of(prompt) else [""])
    for choice in prompt.choices
    for value in ([choice.id] if isinstance(prompt, ManyPrompt) else choice.id, None)
]


def journal(*answers):
    """Make a journal of (exercise, prompt, value), each a minute after the one before."""
    return Journal.of(
        Entry(f"{n:04}", Address(exercise, prompt), value, NOON + timedelta(minutes=n))
        for n, (exercise, prompt, value) in enumerate(answers)
    )


def start(**answers):
    return journal(*(("00_start", prompt, value) for prompt, value in answers.items()))


def with_prompt(prompt):
    """Return the content with one more prompt in what_happened."""
    exercise = CONTENT.exercise("what_happened")
    longer = exercise.model_copy(update={"prompts": (*exercise.prompts, prompt)})
    exercises = tuple(longer if one == exercise else one for one in CONTENT.exercises)
    return replace(CONTENT, exercises=exercises)


def test_the_first_questions_can_give_every_fact_that_must_be_known():
    given = {fact for prompt in CONTENT.exercise("start").prompts for fact in prompt.gives}
    assert set(MUST_BE_KNOWN_TO_WRITE) <= given
    assert given <= {*YES_NO_FACTS, *VALUE_FACTS}


@pytest.mark.parametrize(
    ("prompt", "value", "fact", "expected"),
    [
        ("harm_them", ["neck"], "harm_by_them", True),
        ("harm_me", ["located"], "harm_by_me", True),
        ("afraid", "at_times", "fear_of_them", True),
        ("they_fear", "word", "fear_of_me", True),
        ("contact_said", ["kind_no"], "clear_no", True),
        ("contact_said", ["blocked", "open"], "clear_no", True),
        ("contact_said", ["new_number"], "clear_no", True),
        ("contact_said", ["space"], "clear_no", False),
        ("contact_said", ["unclear"], "clear_no", False),
        ("last_message", "practical_only", "unanswered", True),
        ("dark_thoughts", "not_wake", "self_harm_now", True),
        ("dark_thoughts", "before", "self_harm_now", False),
        ("said_it", "row", "self_harm_threat_past", True),
        ("harm_others", "angry", "harm_others_now", False),
        ("other_ways", ["children"], "through_others", True),
        ("drinks", "three", "drunk", True),
        ("phq2", {"interest": 1, "down": 2}, "phq2", 3),
        ("phq2", {"interest": 3}, "phq2", None),
        ("urge", 0, "urge", 0),
        ("ended_on", "2026-05-01", "ended_on", date(2026, 5, 1)),
        ("other_ways", [], "through_others", None),
    ],
)
def test_an_answer_gives_its_fact(prompt, value, fact, expected):
    assert read_facts(CONTENT, start(**{prompt: value})).get(fact) == expected


def test_facts_of_a_question_that_does_not_apply_are_denied():
    facts = read_facts(CONTENT, start(my_age="no", harm_them=["hurt"], urge=9))
    assert facts.get("harm_by_them") is False
    assert facts.get("urge") is None


def test_a_lasting_fact_is_true_if_any_answer_says_so():
    question = ChoicePrompt.model_validate(
        {
            "id": "block",
            "kind": "choice",
            "ask": "Blocked?",
            "step": "more",
            "choices": [{"id": "yes", "say": "Yes", "facts": ["clear_no"]}, "No"],
        }
    )
    content = with_prompt(question)
    told = ("00_start", "contact_said", ["blocked"])
    assert read_facts(content, journal(told, ("01_what_happened", "block", "no"))).any("clear_no")
    assert read_facts(content, journal(("01_what_happened", "block", "yes"))).any("clear_no")
    passing = read_facts(content, journal(("01_what_happened", "block", "no")))
    assert passing.get("clear_no") is None


def test_of_what_is_true_for_the_moment_the_latest_answer_counts():
    question = ChoicePrompt.model_validate(
        {
            "id": "reply",
            "kind": "choice",
            "ask": "A reply?",
            "step": "more",
            "choices": [{"id": "no", "say": "No", "facts": ["unanswered"]}, "Yes"],
        }
    )
    content = with_prompt(question)
    silent = ("01_what_happened", "reply", "no")
    answered = ("00_start", "last_message", "answered")
    assert read_facts(content, journal(silent, answered)).get("unanswered") is False
    assert read_facts(content, journal(answered, silent)).get("unanswered") is True


# What was sent from the workshop of drafts, and on which day.


def sent(*told, now=NOON + timedelta(days=30)):
    """Read the facts of answers, each given so many hours after noon."""
    homes = {"last_message": "00_start", "talk": "08_reaching_out"}
    entries = []
    for n, (prompt, value, hours) in enumerate(told):
        name, _, sheet = prompt.partition("@")
        address = Address(homes.get(name, WORDS), name, sheet)
        entries.append(Entry(f"{n:04}", address, value, NOON + timedelta(hours=hours)))
    return read_facts(workshop(), Journal.of(entries), now)


def days(facts):
    return facts.get("unanswered"), facts.get("sent_on")


def test_the_day_on_which_a_draft_was_sent_is_the_one_that_is_given():
    assert days(sent(("became", "sent", 0), ("sent_on", "2026-05-20", 1))) == (
        True,
        date(2026, 5, 20),
    )


def test_with_no_day_given_it_was_sent_on_the_day_this_was_told():
    assert days(sent(("became", "sent", 0))) == (True, NOON.date())
    taken_back = [("sent_on", "2026-05-20", 1), ("sent_on", None, 2)]
    assert days(sent(("became", "sent", 0), *taken_back)) == (True, NOON.date())


@pytest.mark.parametrize(("offset", "day"), [(-8, 1), (+13, 2)])
def test_the_day_it_was_told_is_one_of_the_participants_own_clock(offset, day):
    now = (NOON + timedelta(days=3)).astimezone(timezone(timedelta(hours=offset)))
    assert sent(("became", "sent", 0), now=now).get("sent_on") == date(2026, 6, day)


def test_of_two_that_were_sent_the_later_one_counts():
    told = [("hour_became@2026-06-01T10:00:00Z", "sent", 48), ("became", "sent", 0)]
    assert sent(*told).get("sent_on") == date(2026, 6, 3)
    assert sent(*told[::-1]).get("sent_on") == date(2026, 6, 3)


@pytest.mark.parametrize("end", ["kept", "answered"])
@pytest.mark.parametrize("prompt", ["became", "hour_became@2026-06-01T10:00:00Z"])
def test_what_became_of_one_draft_denies_nothing_of_another_message(prompt, end):
    end = "kept" if prompt != "became" else end
    assert days(sent(("last_message", "silent", 0), (prompt, end, 1))) == (True, None)
    assert days(sent(("last_message", "none_sent", 0), (prompt, end, 1))) == (False, None)


def test_a_draft_that_was_not_sent_after_all_has_no_day():
    told = [("last_message", "none_sent", -1), ("became", "sent", 0), ("sent_on", "2026-05-20", 1)]
    assert days(sent(*told, ("became", "kept", 2))) == (False, None)


def test_an_answer_ends_it_and_the_next_silence_does_not_begin_on_the_old_day():
    told = [("became", "sent", 0), ("sent_on", "2026-05-20", 1), ("last_message", "answered", 48)]
    assert sent(*told).get("unanswered") is False
    assert days(sent(*told, ("talk", "time", 400))) == (True, None)  # they called the talk off
    again = [("became", None, 401), ("became", "sent", 402)]
    assert days(sent(*told, *again)) == (True, date(2026, 6, 18))


def test_an_answer_that_was_only_a_slip_of_the_hand_changes_no_day():
    told = [("became", "sent", 0), ("last_message", "answered", 48), ("last_message", "silent", 49)]
    assert days(sent(*told)) == (True, NOON.date())


def test_a_message_that_was_not_written_here_has_no_day():
    assert days(sent(("last_message", "silent", 0))) == (True, None)


@given(st.lists(st.sampled_from([*TOLD, *WRITTEN, *SAID, *SAID]), max_size=12))
def test_facts_that_follow_as_before_are_those_that_are_found_anew(entries):
    told = Journal()
    for one in entries:
        told = told.put(one)
        assert facts_given(CONTENT, told) == tuple(found_anew(CONTENT, told))
