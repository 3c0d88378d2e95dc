"""The hard stops and soft holds of the workbook, each a sentence about facts.

The cut-offs are choices of the project, not findings, except the one of the PHQ-2 (3 of 6:
Kroenke, Spitzer and Williams, Medical Care, 2003).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from workbook.content.vocabulary import HARD_STOPS, HardStop, Rule, SoftHold
from workbook.guidance.facts import Facts

CUSTOMARY_BREAK = 30
"""Days of an own break where none was chosen: a custom, not a finding."""
KEPT = timedelta(weeks=3)
"""A change counts once it was kept this long."""
URGE_HIGH = 7
"""Of 10."""
PHQ2_CUT_OFF = 3
SILENCE = timedelta(days=14)
"""So long after one's own message, no answer is an answer (our choice)."""
NIGHT = (22, 6)
"""From and until which hour it is night."""

BEHIND: dict[Rule, tuple[str, ...]] = {
    "court_order": ("court_order",),
    "clear_no": ("clear_no",),
    "fear": ("fear_of_them", "fear_of_me"),
    "violence": ("harm_by_them", "harm_by_me"),
    "under_18": ("me_under_18", "them_under_18"),
    "through_others": ("through_others",),
    "new_partner": ("new_partner",),
    "self_harm": ("self_harm_now", "self_harm_threat_past"),
    "harm_to_others": ("harm_others_now",),
    "break_running": ("break_start", "break_days"),
    "unanswered": ("unanswered", "sent_on"),
    "urge_high": ("urge",),
    "night_or_drunk": ("drunk",),
    "relief_tonight": ("relief_tonight",),
    "no_kept_change": ("change_since", "week_missed"),
    "low_mood": ("phq2",),
    "cause_still_there": ("cause_still_there",),
    "not_both_yes": ("not_both_yes",),
    "not_answered": (),
}
"""The facts behind each rule."""
HARD_FACTS: dict[HardStop, tuple[str, ...]] = {rule: BEHIND[rule] for rule in HARD_STOPS}
MUST_BE_KNOWN = tuple(fact for facts in HARD_FACTS.values() for fact in facts)
MUST_BE_KNOWN_TO_WRITE = (*MUST_BE_KNOWN, "unanswered", "urge", "drunk", "relief_tonight", "phq2")


class Hold(NamedTuple):
    """A soft hold, and the day it ends where that is known."""

    rule: SoftHold
    until: date | None = None


def hard_stops(facts: Facts) -> Iterator[HardStop]:
    """Yield every hard stop that the facts call for."""
    for rule, behind in HARD_FACTS.items():
        if facts.any(*behind):
            yield rule


def soft_holds(facts: Facts, now: datetime) -> Iterator[Hold]:
    """Yield every soft hold; `now` is the participant's own local time."""
    agreed = facts.any("both_agreed")
    if not agreed:
        ends = break_ends(facts)
        if ends is None or now.date() < ends:
            yield Hold("break_running", ends)
        if facts.any("unanswered"):
            yield Hold("unanswered", silence_lasts(facts))
    if (facts.get("urge") or 0) >= URGE_HIGH:
        yield Hold("urge_high")
    if is_night(now) or facts.any("drunk"):
        yield Hold("night_or_drunk")
    if facts.any("relief_tonight"):
        yield Hold("relief_tonight")
    kept = change_kept(facts)
    if kept is None or now.date() < kept:
        yield Hold("no_kept_change", kept)
    if (facts.get("phq2") or 0) >= PHQ2_CUT_OFF:
        yield Hold("low_mood")
    if facts.any("cause_still_there"):
        yield Hold("cause_still_there")
    if facts.any("not_both_yes"):
        yield Hold("not_both_yes")
    if any(facts.get(name) is None for name in MUST_BE_KNOWN_TO_WRITE):
        yield Hold("not_answered")


def break_ends(facts: Facts) -> date | None:
    """Return the first day after the own break, or None where no break was begun."""
    start = facts.get("break_start")
    days = facts.get("break_days") or CUSTOMARY_BREAK
    return _after(start, timedelta(days=days)) if start else None


def silence_lasts(facts: Facts) -> date | None:
    """Return the day from which silence is the answer, or None where no day of sending is known."""
    sent = facts.get("sent_on")
    return _after(sent, SILENCE) if sent else None


def change_kept(facts: Facts) -> date | None:
    """Return the day from which a change counts as kept; a week that was missed adds one."""
    since = facts.get("change_since")
    missed = timedelta(weeks=facts.get("weeks_missed") or 0)
    return _after(since, KEPT + missed) if since else None


def _after(day: date, time: timedelta) -> date:
    """Return a later day; after the last that there is comes no other one."""
    return min(day, date.max - time) + time


def is_night(now: datetime) -> bool:
    """Tell whether it is night."""
    late, early = NIGHT
    return now.hour >= late or now.hour < early
