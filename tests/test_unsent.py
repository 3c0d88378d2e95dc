"""The unsent box: how long a draft rests, why it is held back, and how it changed."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draft_workshop import (
    NOON,
    PLAIN,
    SELF_HARM,
    SHUT,
    THREAT,
    WORDS,
    entries,
    journal,
    workshop,
)
from tests.test_route import HARD, NOTHING_IN_THE_WAY, SOFT
from workbook.content.vocabulary import ROUTES
from workbook.guidance.facts import Facts
from workbook.guidance.holding import CONTACT, Held, why_held
from workbook.guidance.looking import lookup
from workbook.guidance.progress import DONE, PAGE, Closed
from workbook.guidance.route import route
from workbook.guidance.unsent import (
    PUT_AWAY,
    changes,
    draft_at,
    drafts,
    is_rested,
    name_of_draft,
)
from workbook.journal import Address, Entry, Journal
from workbook.pages.place import Place

CONTENT = workshop()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MOMENTS = ("2026-06-10T20:00:00Z", "2026-06-11T21:30:00Z")


def rested(told, now, prompt="message", sheets=None):
    exercise = CONTENT.exercise("words")
    return is_rested(told, exercise, exercise.prompt(prompt), now, sheets)


def draft(told, prompt="message", exercise="words", sheet=""):
    owner = CONTENT.exercise(exercise)
    return draft_at(told, owner, owner.prompt(prompt), Address(owner.id, prompt, sheet))


# ---------------------------------------------------------------- the clock


def test_a_draft_rests_for_a_day_after_its_last_change():
    told = journal(("message", PLAIN, NOON))
    assert rested(told, NOON) is False
    assert rested(told, NOON + DAY - timedelta(milliseconds=1)) is False
    assert rested(told, NOON + DAY) is True


@pytest.mark.parametrize("change", ["I cut it.", PLAIN + " I am sorry.", PLAIN.upper(), "\u00a0"])
def test_each_change_begins_the_day_anew(change):
    told = journal(("message", PLAIN, NOON), ("message", change, NOON + 23 * HOUR))
    assert rested(told, NOON + DAY) is False
    assert rested(told, NOON + 47 * HOUR) is True


def test_a_draft_that_was_emptied_neither_rests_nor_has_rested():
    told = journal(("message", PLAIN, NOON), ("message", None, NOON + HOUR))
    assert rested(told, NOON + 9 * DAY) is None
    assert rested(Journal(), NOON) is None
    again = journal(*((one.address.prompt, one.value, one.at) for one in told.entries()))
    written = Entry("again", Address(WORDS, "message"), PLAIN, NOON + DAY)
    assert rested(again.put(written), NOON + 2 * DAY) is True


@pytest.mark.parametrize(
    ("chosen", "days"), [(0, 1), (1, 1), (2, 2), (14, 14), (None, 1), ("two", 1)]
)
def test_whoever_likes_lets_it_rest_longer_and_nobody_for_less_than_a_day(chosen, days):
    told = journal(("message", PLAIN, NOON), ("rest_days", chosen, NOON + HOUR))
    assert rested(told, NOON + days * DAY - timedelta(seconds=1)) is False
    assert rested(told, NOON + days * DAY) is True


@pytest.mark.parametrize(
    ("before", "after", "opens"),
    [(2, 1, "2026-10-25T11:00"), (1, 2, "2026-03-29T13:00")],
    ids=["autumn", "spring"],
)
def test_a_day_has_24_hours_also_when_the_clocks_change(before, after, opens):
    then, now = (timezone(timedelta(hours=hours)) for hours in (before, after))
    at = datetime.fromisoformat(opens).replace(tzinfo=now)
    written = (at - DAY).astimezone(then)
    assert (written.hour, written.minute) == (12, 0)
    told = journal(("message", PLAIN, written.astimezone(NOON.tzinfo)))
    assert rested(told, at - timedelta(minutes=1)) is False
    assert rested(told, at) is True


@given(st.integers(-12, 14), st.integers(0, 3 * 24 * 60))
def test_it_is_the_same_day_wherever_one_travels(offset, minutes):
    told = journal(("message", PLAIN, NOON))
    now = (NOON + timedelta(minutes=minutes)).astimezone(timezone(timedelta(hours=offset)))
    assert rested(told, now) is (minutes >= 24 * 60)


def test_the_draft_of_each_hard_hour_has_a_clock_of_its_own():
    first, second = MOMENTS
    told = journal(
        (f"in_the_hour@{first}", "Are you up?", NOON),
        (f"hour_rest@{first}", 3, NOON),
        (f"in_the_hour@{second}", "Please.", NOON + HOUR),
    )
    assert draft(told, "in_the_hour", sheet=first).rests_until == NOON + 3 * DAY
    assert draft(told, "in_the_hour", sheet=second).rests_until == NOON + HOUR + DAY
    now = NOON + 2 * DAY
    assert rested(told, now, "in_the_hour", {"moment": first}) is False
    assert rested(told, now, "in_the_hour", {"moment": second}) is True
    assert rested(told, now, "in_the_hour") is True  # from elsewhere, the latest is meant


@pytest.mark.parametrize(
    ("name", "exercise"), [("message", "words"), ("words.message", "what_happened")]
)
def test_a_condition_may_ask_whether_a_draft_has_rested(name, exercise):
    told = journal(("message", PLAIN, NOON))

    def seen(told, now):
        return lookup(CONTENT, told, CONTENT.exercise(exercise), Facts(), now)("rested", name)

    assert seen(told, NOON + 23 * HOUR) is False
    assert seen(told, NOON + DAY) is True
    assert seen(Journal(), NOON + DAY) is None


def test_the_page_to_read_it_again_opens_with_the_clock_and_closes_with_a_change():
    words = CONTENT.exercise("words")

    def steps(told, now):
        return [step.id for step in Place(CONTENT, told, words, "write", now).steps]

    told = journal(("message", PLAIN, NOON))
    assert "later" not in steps(told, NOON + 23 * HOUR)
    assert "later" in steps(told, NOON + DAY)
    changed = told.put(Entry("more", Address(WORDS, "message"), "Else.", NOON + DAY))
    assert "later" not in steps(changed, NOON + DAY)


# ---------------------------------------------------------------- why it is held


def held(prompt="message", exercise="words", text=PLAIN, now=NOON, done=True, more=(), **changes):
    """Tell why a draft is held that has rested, where only `changes` stand in the way."""
    owner = CONTENT.exercise(exercise)
    told = journal((prompt, text, now - 2 * DAY), *more, exercise=owner.id)
    if done:
        told = told.put(Entry("done", Address(PAGE, DONE, WORDS), True, now - 2 * DAY))
    facts = Facts.of(**{**NOTHING_IN_THE_WAY, **changes})
    lying = draft(told, prompt, exercise)
    return why_held(CONTENT, told, lying, facts, route(facts, now), now)


OPEN = {"ready_one_message": {}, "slow_rebuild": {"both_agreed": True}}
CLOSED_ROUTES = (
    [(expected, {fact: True}, (rule,)) for fact, (rule, expected) in HARD.items()]
    + [("wait", facts, (rule,)) for rule, facts in SOFT.items()]
    + [("acceptance", {"choose_acceptance": True}, ())]
)


def test_every_route_has_a_case_here():
    assert {route for route, *_ in CLOSED_ROUTES} | {*OPEN} == {*ROUTES}
    assert set(OPEN) == set(CONTACT)


@pytest.mark.parametrize(("expected", "facts", "rules"), CLOSED_ROUTES)
def test_where_contact_is_closed_its_rules_hold_a_draft(expected, facts, rules):
    assert route(Facts.of(**{**NOTHING_IN_THE_WAY, **facts}), NOON).route == expected
    assert held(**facts) == Held(rules=rules)


@pytest.mark.parametrize("facts", OPEN.values(), ids=OPEN)
@pytest.mark.parametrize("prompt", ["message", "letter"])
def test_where_contact_is_open_a_draft_that_rested_is_not_held(facts, prompt):
    assert held(prompt, **facts) is None


@pytest.mark.parametrize("facts", OPEN.values(), ids=OPEN)
def test_what_stays_is_held_in_every_route(facts):
    assert held("for_me", **facts) == Held(stays=True)
    assert held("for_me", clear_no=True) == Held(stays=True)


def test_a_hard_stop_is_said_and_no_hold_beside_it():
    assert held(clear_no=True, urge=9) == Held(rules=("clear_no",))


def test_who_chose_to_let_go_reads_of_no_hold_that_would_end():
    assert held(choose_acceptance=True, urge=9, break_start=NOON.date()) == Held()


def test_all_holds_are_said():
    assert held(urge=9, phq2=4).rules == ("urge_high", "low_mood")


def test_a_message_that_has_no_answer_holds_every_draft_and_so_does_silence():
    sent = NOON.date() - 13 * DAY
    assert held("letter", unanswered=True, sent_on=sent).rules == ("unanswered",)
    assert held("letter", unanswered=True, sent_on=sent - DAY).rules == ("unanswered",)


@pytest.mark.parametrize("facts", OPEN.values(), ids=OPEN)
def test_at_night_nothing_is_copied_whatever_was_agreed(facts):
    assert held(now=NOON.replace(hour=23), **facts).rules == ("night_or_drunk",)


@pytest.mark.parametrize(
    ("rule", "facts"), [("urge_high", {"urge": 8}), ("relief_tonight", {"relief_tonight": True})]
)
def test_nor_in_another_hard_hour(rule, facts):
    assert held(both_agreed=True, **facts).rules == (rule,)


def test_a_low_mood_holds_only_what_was_written_on_a_page_that_it_closes():
    assert held(both_agreed=True, phq2=4) is None
    found = held("plan", "shut", both_agreed=True, phq2=4)
    assert found == Held(closed=Closed(rules=("low_mood",)), rules=("low_mood",))


@pytest.mark.parametrize("facts", OPEN.values(), ids=OPEN)
def test_a_draft_rests_also_where_contact_is_open(facts):
    again = ("message", "Changed.", NOON - 23 * HOUR)
    assert held(more=[again], **facts) == Held(until=NOON + HOUR)
    assert held(more=[("rest_days", 3, NOON)], **facts) == Held(until=NOON + DAY)


@pytest.mark.parametrize(("line", "rule"), [(SELF_HARM, "self_harm"), (THREAT, "threat")])
@pytest.mark.parametrize("prompt", ["message", "letter"])
def test_a_grave_line_holds_it_as_long_as_it_stands_there(line, rule, prompt):
    assert held(prompt, text=f"{PLAIN} {line}").finding.rule == rule
    assert held(prompt, text=PLAIN) is None


def test_a_draft_of_a_page_that_comes_after_another_waits_for_that():
    found = held("plan", "shut", done=False, both_agreed=True)
    assert [exercise.id for exercise in found.closed.first] == [WORDS]
    assert held("plan", "shut", both_agreed=True) is None


def test_a_draft_of_a_step_or_a_prompt_that_is_not_shown_is_held():
    """A plan for a talk is not to be copied once the talk is off."""
    assert held("plan", "shut") == Held(closed=Closed())
    hidden = ("hidden", "yes", NOON)
    assert held("plan", "shut", more=[hidden], both_agreed=True) == Held(closed=Closed())


# ---------------------------------------------------------------- how it changed

texts = st.text(
    st.sampled_from("ab \n\t.é\u00a0\u2028\U0001f494\U0001f1ea") | st.characters(), max_size=60
)


def kept(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(texts, texts)
def test_the_pieces_of_a_change_join_to_the_words_before_and_after(before, after):
    pieces = changes(before, after)
    assert kept(pieces, "same", "gone") == before
    assert kept(pieces, "same", "new") == after
    assert all(piece.text for piece in pieces)


@given(texts, st.lists(texts, max_size=4), texts)
def test_so_they_do_where_most_of_it_stays(head, middles, tail):
    before, after = head + "".join(middles) + tail, head + "".join(middles[::-1]) + tail
    pieces = changes(before, after)
    assert (kept(pieces, "same", "gone"), kept(pieces, "same", "new")) == (before, after)


@given(texts)
def test_where_nothing_changed_nothing_is_marked(text):
    assert {piece.kind for piece in changes(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "Dear K.", [("new", "Dear K.")]),
        ("Dear K.", "", [("gone", "Dear K.")]),
        ("Dear K.", "Dear K. I am", [("same", "Dear K."), ("new", " I am")]),
        (
            "I will always miss you.",
            "I miss you.",
            [("same", "I"), ("gone", " will always"), ("same", " miss you.")],
        ),
        (
            "Call me tonight, please.",
            "You need not answer, please.",
            [("gone", "Call me tonight,"), ("new", "You need not answer,"), ("same", " please.")],
        ),
    ],
)
def test_words_stay_whole_and_what_went_stands_before_what_came(before, after, said):
    assert [(piece.kind, piece.text) for piece in changes(before, after)] == said


def test_where_too_many_words_are_alike_all_is_gone_and_all_is_new():
    before, after = "ha " * 2000 + "no", "oh " + "ha " * 2000 + "yes"
    assert [piece.kind for piece in changes(before, after)] == ["gone", "new"]


# ---------------------------------------------------------------- what lies in the box


def lying(told):
    return [(one.address.prompt, one.address.row) for one in drafts(CONTENT, told)]


def test_the_draft_that_was_changed_last_comes_first():
    first, second = MOMENTS
    told = journal(
        ("letter", "Dear K.", NOON),
        (f"in_the_hour@{second}", "Please.", NOON + HOUR),
        ("message", PLAIN, NOON + 2 * HOUR),
        (f"in_the_hour@{first}", "Are you up?", NOON + 3 * HOUR),
        ("letter", "Dear K., hello.", NOON + 4 * HOUR),
        ("secret", "no draft", NOON + 5 * HOUR),
    )
    plan = entries(("plan", "We meet.", NOON + 150 * timedelta(minutes=1)), exercise=SHUT)
    assert lying(Journal.of([*told.entries(), *plan])) == [
        ("letter", ""),
        ("in_the_hour", first),
        ("plan", ""),
        ("message", ""),
        ("in_the_hour", second),
    ]


def test_a_draft_that_was_emptied_lies_there_for_its_earlier_versions():
    told = journal(("message", PLAIN, NOON), ("message", None, NOON + HOUR))
    (found,) = drafts(CONTENT, told)
    assert (found.text, [entry.value for entry in found.versions]) == ("", [PLAIN, None])
    assert found.at == NOON + HOUR
    assert lying(journal(("message", None, NOON))) == []


def test_what_is_no_text_is_no_version():
    told = journal(("message", ["not", "words"], NOON), ("message", PLAIN, NOON + HOUR))
    assert [entry.value for entry in draft(told).versions] == [PLAIN]
    assert lying(journal(("message", 5, NOON))) == []


def decided(told, value, at, prompt="message", sheet=""):
    about = Address(PAGE, PUT_AWAY, name_of_draft(Address(WORDS, prompt, sheet)))
    return told.put(Entry(f"away-{at}", about, value, at))


def test_a_draft_is_put_away_and_taken_out_again():
    told = journal(("message", PLAIN, NOON))
    assert draft(told).put_away is False
    told = decided(told, True, NOON + HOUR)
    assert draft(told).put_away is True
    assert draft(decided(told, False, NOON + 2 * HOUR)).put_away is False


def test_one_sheet_is_put_away_and_the_others_stay():
    told = journal(*((f"in_the_hour@{moment}", "Are you up?", NOON) for moment in MOMENTS))
    told = decided(told, True, NOON + HOUR, "in_the_hour", MOMENTS[0])
    away = {moment: draft(told, "in_the_hour", sheet=moment).put_away for moment in MOMENTS}
    assert away == {MOMENTS[0]: True, MOMENTS[1]: False}


def test_what_was_decided_about_burned_words_says_nothing_of_new_ones():
    told = decided(journal(("message", "burned", NOON)), True, NOON + HOUR)
    told = told.without(Address(WORDS, "message"))
    told = told.put(Entry("new", Address(WORDS, "message"), "Begun anew.", NOON + DAY))
    assert draft(told).put_away is False
