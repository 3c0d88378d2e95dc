"""The route: every rule alone, every pair, and what must hold for all facts."""

from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content.vocabulary import HARD_STOPS, ROUTES, YES_NO_FACTS
from workbook.guidance.facts import Facts
from workbook.guidance.route import route
from workbook.guidance.rules import HARD_FACTS, MUST_BE_KNOWN, MUST_BE_KNOWN_TO_WRITE

NOON = datetime(2026, 6, 13, 12)
NOTHING_IN_THE_WAY = {
    **dict.fromkeys(MUST_BE_KNOWN, False),
    "unanswered": False,
    "drunk": False,
    "relief_tonight": False,
    "urge": 3,
    "phq2": 1,
    "break_start": date(2026, 4, 1),
    "change_since": date(2026, 4, 1),
}
HARD = {
    "court_order": ("court_order", "acceptance"),
    "clear_no": ("clear_no", "acceptance"),
    "fear_of_them": ("fear", "safety_first"),
    "fear_of_me": ("fear", "own_behaviour"),
    "harm_by_them": ("violence", "safety_first"),
    "harm_by_me": ("violence", "own_behaviour"),
    "me_under_18": ("under_18", "not_for_this"),
    "them_under_18": ("under_18", "not_for_this"),
    "through_others": ("through_others", "acceptance"),
    "new_partner": ("new_partner", "acceptance"),
    "self_harm_now": ("self_harm", "help_now"),
    "self_harm_threat_past": ("self_harm", "acceptance"),
    "harm_others_now": ("harm_to_others", "help_now"),
}
SOFT = {
    "break_running": {"break_start": NOON.date() - timedelta(days=29)},
    "unanswered": {"unanswered": True},
    "urge_high": {"urge": 7},
    "night_or_drunk": {"drunk": True},
    "relief_tonight": {"relief_tonight": True},
    "no_kept_change": {"change_since": NOON.date() - timedelta(days=20)},
    "low_mood": {"phq2": 3},
    "cause_still_there": {"cause_still_there": True},
    "not_both_yes": {"not_both_yes": True},
    "not_answered": {"new_partner": None},
}
OPEN_FOR = {
    "help_now": set(),
    "not_for_this": set(),
    "safety_first": set(),
    "own_behaviour": set(),
    "acceptance": set(),
    "wait": set(),
    "slow_rebuild": {"slow plan"},
    "ready_one_message": {"one message"},
}


def outcome(now=NOON, **changes):
    return route(Facts.of(**{**NOTHING_IN_THE_WAY, **changes}), now)


def test_with_nothing_in_the_way_one_message_is_open():
    found = outcome()
    assert (found.route, found.fired) == ("ready_one_message", ())


def test_every_hard_stop_has_a_case_here():
    assert {rule for rule, _ in HARD.values()} == set(HARD_STOPS)
    assert set(HARD) == {fact for facts in HARD_FACTS.values() for fact in facts}


@pytest.mark.parametrize("fact", HARD)
def test_each_hard_stop_alone_decides_its_route(fact):
    rule, expected = HARD[fact]
    found = outcome(**{fact: True})
    assert (found.route, found.fired) == (expected, (rule,))


@pytest.mark.parametrize("rule", SOFT)
def test_each_soft_hold_alone_says_wait(rule):
    found = outcome(**SOFT[rule])
    assert (found.route, found.fired) == ("wait", (rule,))


@pytest.mark.parametrize(("one", "other"), list(combinations(HARD, 2)))
def test_of_two_hard_stops_the_graver_route_holds_and_both_are_said(one, other):
    found = outcome(**{one: True, other: True})
    routes = [HARD[one][1], HARD[other][1]]
    # An adult's safety comes before the age of the other person; see guidance.route.
    if "them_under_18" in (one, other):
        routes.remove("not_for_this")
        graver = routes[0] if routes[0] not in ("acceptance",) else "not_for_this"
    else:
        graver = min(routes, key=ROUTES.index)
    assert found.route == graver
    assert {HARD[one][0], HARD[other][0]} == set(found.fired)


@pytest.mark.parametrize("fact", HARD)
@pytest.mark.parametrize("rule", SOFT)
def test_a_hard_stop_decides_and_the_soft_hold_is_said_too(fact, rule):
    found = outcome(**{**SOFT[rule], fact: True})
    assert found.route == HARD[fact][1]
    assert HARD[fact][0] in found.fired
    if rule != "not_answered" or fact != "new_partner":
        assert rule in found.fired


@pytest.mark.parametrize(("one", "other"), list(combinations(SOFT, 2)))
def test_two_soft_holds_are_both_said(one, other):
    found = outcome(**SOFT[one], **SOFT[other])
    assert (found.route, set(found.fired)) == ("wait", {one, other})


@pytest.mark.parametrize(("one", "other"), list(combinations(HARD, 2)))
def test_the_stop_that_decides_the_route_is_said_first(one, other):
    found = outcome(**{one: True, other: True})
    assert found.route in {route for rule, route in HARD.values() if rule == found.stops[0]}


def test_who_was_hit_reads_of_that_and_not_first_of_an_order():
    found = outcome(court_order=True, clear_no=True, harm_by_them=True, fear_of_them=True)
    assert found.stops == ("violence", "fear", "court_order", "clear_no")


def test_where_both_agreed_to_meet_the_break_and_the_answer_do_not_hold():
    found = outcome(both_agreed=True, unanswered=True, break_start=None)
    assert (found.route, found.fired) == ("slow_rebuild", ())


def test_soft_holds_are_said_in_slow_rebuild_but_do_not_close_it():
    found = outcome(both_agreed=True, urge=9)
    assert (found.route, found.fired) == ("slow_rebuild", ("urge_high",))


def test_both_agreed_does_not_undo_a_clear_no_or_fear():
    assert outcome(both_agreed=True, clear_no=True).route == "acceptance"
    assert outcome(both_agreed=True, fear_of_them=True).route == "safety_first"


def test_both_agreed_opens_nothing_while_safety_is_unknown():
    assert outcome(both_agreed=True, fear_of_me=None).route == "wait"


def test_without_any_answer_nothing_about_contact_is_open():
    found = route(Facts(), NOON)
    assert found.route == "wait"
    assert "not_answered" in found.fired


def test_letting_go_may_be_chosen_without_any_rule():
    found = outcome(choose_acceptance=True)
    assert (found.route, found.fired) == ("acceptance", ())


def test_an_adult_whose_former_partner_is_under_18_may_work_on_everything_but_contact():
    found = outcome(them_under_18=True)
    assert (found.route, found.opens) == ("not_for_this", "acceptance")
    assert outcome(me_under_18=True).opens == "not_for_this"
    assert outcome(them_under_18=True, fear_of_them=True).opens == "safety_first"


@pytest.mark.parametrize(
    ("hour", "night"), [(21, False), (22, True), (0, True), (5, True), (6, False)]
)
def test_night_is_from_ten_to_six(hour, night):
    fired = outcome(now=NOON.replace(hour=hour)).fired
    assert ("night_or_drunk" in fired) == night


def test_the_break_ends_on_the_day_after_its_last():
    start = date(2026, 5, 1)
    holds = outcome(break_start=start, now=NOON.replace(month=5, day=30))
    assert holds.until("break_running") == date(2026, 5, 31)
    assert outcome(break_start=start, now=NOON.replace(month=5, day=31)).fired == ()


def test_a_break_of_ones_own_length_counts():
    found = outcome(break_start=date(2026, 6, 1), break_days=60)
    assert found.until("break_running") == date(2026, 7, 31)


TODAY = NOON.date()


@pytest.mark.parametrize("days", [0, 1, 13])
def test_a_message_without_an_answer_holds_and_names_the_day_on_which_silence_is_one(days):
    sent = TODAY - timedelta(days=days)
    found = outcome(unanswered=True, sent_on=sent)
    assert (found.route, found.stops, found.fired) == ("wait", (), ("unanswered",))
    assert found.until("unanswered") == sent + timedelta(days=14)


@pytest.mark.parametrize("days", [14, 15, 400])
def test_after_14_days_of_silence_letting_go_comes_next_for_that_reason_alone(days):
    found = outcome(unanswered=True, sent_on=TODAY - timedelta(days=days))
    assert (found.route, found.opens) == ("acceptance", "acceptance")
    assert (found.stops, found.holds) == (("unanswered",), ())


def test_silence_counts_whole_days_of_ones_own_clock():
    sent = TODAY - timedelta(days=14)
    evening = NOON.replace(hour=21, minute=59) - timedelta(days=1)
    assert outcome(now=evening, unanswered=True, sent_on=sent).route == "wait"
    morning = NOON.replace(hour=6)
    assert outcome(now=morning, unanswered=True, sent_on=sent).route == "acceptance"


def test_without_a_day_of_sending_no_day_ends_the_wait():
    found = outcome(unanswered=True)
    assert (found.route, found.until("unanswered")) == ("wait", None)


def test_an_answer_opens_again_before_and_after_the_14_days():
    for days in (3, 30):
        sent = TODAY - timedelta(days=days)
        assert outcome(unanswered=False, sent_on=sent).route == "ready_one_message"


@pytest.mark.parametrize("rule", [rule for rule in SOFT if rule != "unanswered"])
def test_beside_silence_other_holds_are_known_and_decide_nothing(rule):
    found = outcome(unanswered=True, sent_on=TODAY - timedelta(days=20), **SOFT[rule])
    assert (found.route, found.stops) == ("acceptance", ("unanswered",))
    assert [hold.rule for hold in found.holds] == [rule]


@pytest.mark.parametrize("fact", HARD)
def test_silence_never_speaks_louder_than_a_hard_stop(fact):
    found = outcome(unanswered=True, sent_on=TODAY - timedelta(days=20), **{fact: True})
    rule, expected = HARD[fact]
    assert (found.route, found.stops) == (expected, (rule, "unanswered"))


def test_who_agreed_on_a_talk_is_not_met_with_silence():
    found = outcome(both_agreed=True, unanswered=True, sent_on=TODAY - timedelta(days=20))
    assert (found.route, found.fired) == ("slow_rebuild", ())


@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_day_is_too_early_or_too_late_to_count_from(day):
    for facts in (
        {"unanswered": True, "sent_on": day},
        {"break_start": day, "break_days": 365},
        {"change_since": day, "weeks_missed": 9},
    ):
        assert outcome(**facts).route in ("acceptance", "wait", "ready_one_message")


def test_gad2_holds_nothing():
    assert outcome(gad2=6).fired == ()


yes_no = st.dictionaries(st.sampled_from(YES_NO_FACTS), st.booleans())
numbers = st.fixed_dictionaries(
    {},
    optional={
        "urge": st.integers(0, 10),
        "phq2": st.integers(0, 6),
        "break_days": st.integers(1, 365),
        "break_start": st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        "change_since": st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        "sent_on": st.dates(),
    },
)
some_facts = st.builds(lambda one, other: {**one, **other}, yes_no, numbers)
times = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))


@given(some_facts, times, st.sampled_from(sorted(HARD)))
def test_adding_a_hard_stop_never_opens_contact(known, now, fact):
    after = route(Facts.of(**{**known, fact: True}), now)
    assert OPEN_FOR[after.opens] == set()


@given(some_facts, times, st.sampled_from(sorted(HARD)))
def test_correcting_a_fact_back_restores_the_route(known, now, fact):
    before = route(Facts.of(**known), now)
    route(Facts.of(**{**known, fact: True}), now)
    assert route(Facts.of(**known), now) == before


@given(some_facts, times, st.randoms())
def test_the_order_of_facts_does_not_matter(known, now, random):
    shuffled = list(known.items())
    random.shuffle(shuffled)
    assert route(Facts.of(**dict(shuffled)), now) == route(Facts.of(**known), now)


@given(some_facts, times)
def test_one_message_is_open_only_when_every_fact_is_known_and_no_rule_fired(known, now):
    found = route(Facts.of(**known), now)
    if found.route == "ready_one_message":
        assert found.fired == ()
        assert all(known.get(name) is not None for name in MUST_BE_KNOWN_TO_WRITE)


def test_a_name_that_is_no_fact_is_refused():
    with pytest.raises(ValueError, match="not a fact: clear_noo"):
        Facts.of(clear_noo=True)
