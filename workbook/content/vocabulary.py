"""The names that content files may use for routes, rules and facts."""

import re
from typing import Literal, get_args

Route = Literal[
    "help_now",
    "not_for_this",
    "safety_first",
    "own_behaviour",
    "acceptance",
    "slow_rebuild",
    "wait",
    "ready_one_message",
]
HardStop = Literal[
    "court_order",
    "clear_no",
    "fear",
    "violence",
    "under_18",
    "through_others",
    "new_partner",
    "self_harm",
    "harm_to_others",
]
SoftHold = Literal[
    "break_running",
    "unanswered",
    "urge_high",
    "night_or_drunk",
    "relief_tonight",
    "no_kept_change",
    "low_mood",
    "cause_still_there",
    "not_both_yes",
    "not_answered",
]
Rule = HardStop | SoftHold
YesNoFact = Literal[
    "me_under_18",
    "them_under_18",
    "self_harm_now",
    "harm_others_now",
    "self_harm_threat_past",
    "fear_of_them",
    "fear_of_me",
    "harm_by_them",
    "harm_by_me",
    "court_order",
    "clear_no",
    "through_others",
    "new_partner",
    "both_agreed",
    "shared_children",
    "shared_home",
    "shared_work",
    "unanswered",
    "drunk",
    "relief_tonight",
    "choose_acceptance",
    "no_break",
    "cause_still_there",
    "not_both_yes",
    "blame_over",
    "blame_under",
    "week_missed",
    "i_ended_it",
    "they_ended_it",
    "i_betrayed",
    "they_betrayed",
    "long_distance",
    "on_and_off",
    "long_marriage",
]
ValueFact = Literal[
    "break_start",
    "break_days",
    "urge",
    "phq2",
    "gad2",
    "change_since",
    "weeks_missed",
    "ended_on",
    "sent_on",
    "country",
]

ROUTES: tuple[Route, ...] = get_args(Route)
HARD_STOPS: tuple[HardStop, ...] = get_args(HardStop)
SOFT_HOLDS: tuple[SoftHold, ...] = get_args(SoftHold)
RULES: tuple[Rule, ...] = HARD_STOPS + SOFT_HOLDS
YES_NO_FACTS: tuple[str, ...] = get_args(YesNoFact)
VALUE_FACTS: tuple[str, ...] = get_args(ValueFact)
FACTS = YES_NO_FACTS + VALUE_FACTS
SAFETY_ROUTES: tuple[Route, ...] = ("help_now", "not_for_this", "safety_first", "own_behaviour")
SAFETY_FACTS: tuple[YesNoFact | ValueFact, ...] = (
    "me_under_18",
    "them_under_18",
    "self_harm_now",
    "harm_others_now",
    "self_harm_threat_past",
    "fear_of_them",
    "fear_of_me",
    "harm_by_them",
    "harm_by_me",
    "court_order",
    "clear_no",
    "through_others",
    "drunk",
    "phq2",
    "gad2",
)
"""Facts of which nobody in a group may learn, not even how many they are true of."""


def slug(text: str) -> str:
    """Make an id of a plain string: lower case, with underscores."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")
