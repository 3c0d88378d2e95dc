"""The route: where the facts lead. Safety decides before anything else."""

from dataclasses import dataclass
from datetime import date, datetime

from workbook.content.vocabulary import HardStop, Route, Rule
from workbook.guidance.facts import Facts
from workbook.guidance.rules import MUST_BE_KNOWN, Hold, hard_stops, soft_holds

ACCEPTANCE = ("court_order", "clear_no", "new_partner", "through_others", "self_harm_threat_past")
DECIDES: dict[Route, tuple[HardStop, ...]] = {
    "help_now": ("self_harm", "harm_to_others"),
    "not_for_this": ("under_18",),
    "safety_first": ("violence", "fear"),
    "own_behaviour": ("violence", "fear"),
}
"""The stops that lead to a route, where others may stand beside them."""


@dataclass(frozen=True)
class Outcome:
    """Where the facts lead; of the stops, those that decide the route come first.

    `opens` is the route whose exercises are open: it differs from `route` only for an adult whose
    former partner is under 18, who may work on everything but contact. `told` says whether every
    question about safety was answered.
    """

    route: Route
    opens: Route
    stops: tuple[Rule, ...]
    holds: tuple[Hold, ...]
    told: bool

    @property
    def fired(self) -> tuple[Rule, ...]:
        """The rules that fired, hard stops first."""
        return (*self.stops, *(hold.rule for hold in self.holds))

    def until(self, rule: Rule) -> date | None:
        """Return the day a hold ends, where that is known."""
        return next((hold.until for hold in self.holds if hold.rule == rule), None)


def route(facts: Facts, now: datetime) -> Outcome:
    """Map facts to a route; `now` is the participant's own local time."""
    holds = tuple(soft_holds(facts, now))
    silent = tuple(hold for hold in holds if _is_silence(hold, now.date()))
    # Silence that lasted is an answer, and no longer something to wait out.
    stops: tuple[Rule, ...] = (*hard_stops(facts), *(hold.rule for hold in silent))
    holds = tuple(hold for hold in holds if hold not in silent)
    told = all(facts.get(name) is not None for name in MUST_BE_KNOWN)
    found = _route(facts, stops, holds, told)
    decide = [rule for rule in DECIDES.get(found, ()) if rule in stops]
    stops = (*decide, *(rule for rule in stops if rule not in decide))
    minor_partner = found == "not_for_this" and not facts.any("me_under_18")
    return Outcome(found, "acceptance" if minor_partner else found, stops, holds, told)


def _route(facts: Facts, stops: tuple[Rule, ...], holds: tuple[Hold, ...], told: bool) -> Route:
    if facts.any("self_harm_now", "harm_others_now"):
        return "help_now"
    if facts.any("me_under_18"):
        return "not_for_this"
    if facts.any("fear_of_them", "harm_by_them"):
        return "safety_first"
    if facts.any("fear_of_me", "harm_by_me"):
        return "own_behaviour"
    if facts.any("them_under_18"):
        return "not_for_this"
    if facts.any(*ACCEPTANCE, "choose_acceptance") or "unanswered" in stops:
        return "acceptance"
    if facts.any("both_agreed") and told and not stops:
        return "slow_rebuild"
    return "wait" if holds else "ready_one_message"


def _is_silence(hold: Hold, today: date) -> bool:
    """Tell whether the one message was sent so long ago that no answer will come."""
    return hold.rule == "unanswered" and hold.until is not None and today >= hold.until
