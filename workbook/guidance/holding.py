"""Why a draft cannot be copied now: contact is closed, it rests, or a line needs care first."""

from dataclasses import dataclass
from datetime import datetime

from workbook.content.conditions import all_hold
from workbook.content.models import Content
from workbook.content.vocabulary import Route, Rule
from workbook.guidance.draft_check import Finding, check_draft
from workbook.guidance.facts import Facts
from workbook.guidance.looking import lookup, steps_shown
from workbook.guidance.progress import Closed, closed
from workbook.guidance.route import Outcome
from workbook.guidance.sheets import open_sheets
from workbook.guidance.unsent import Draft
from workbook.journal import Journal

CONTACT: tuple[Route, ...] = ("slow_rebuild", "ready_one_message")
"""The routes on which a word to the former partner is open."""
HARD_HOUR: tuple[Rule, ...] = ("night_or_drunk", "urge_high", "relief_tonight")
"""What holds every draft back, whatever else is agreed: it is read again by daylight."""


@dataclass(frozen=True)
class Held:
    """Why a draft cannot be copied now.

    It stays here for good, or contact is closed by `rules`, or its page is `closed`, or it rests
    until a time, or a sentence in it needs care first. With nothing of this, the route is closed.
    """

    stays: bool = False
    closed: Closed | None = None
    rules: tuple[Rule, ...] = ()
    until: datetime | None = None
    finding: Finding | None = None


def why_held(
    content: Content,
    journal: Journal,
    draft: Draft,
    facts: Facts,
    outcome: Outcome,
    now: datetime,
) -> Held | None:
    """Tell why a draft cannot be copied now, or None where it can."""
    if draft.prompt.stays:
        return Held(stays=True)
    if outcome.route not in CONTACT:
        # Who chose to let go reads of no hold: what would end one would read like a way back.
        return Held(rules=outcome.stops or (outcome.fired if outcome.route == "wait" else ()))
    why = why_closed(content, journal, draft, facts, outcome, now)
    hour = tuple(rule for rule in outcome.fired if rule in HARD_HOUR)
    if why or hour:
        return Held(closed=why, rules=why.rules if why else hour)
    if now < draft.rests_until:
        return Held(until=draft.rests_until)
    checked = check_draft(draft.text, draft.prompt.of, facts)
    grave = next((finding for finding in checked.findings if finding.opens or finding.stops), None)
    return Held(finding=grave) if grave else None


def why_closed(
    content: Content,
    journal: Journal,
    draft: Draft,
    facts: Facts,
    outcome: Outcome,
    now: datetime,
) -> Closed | None:
    """Tell why the place where a draft was written is closed now, or None where it is open."""
    exercise, prompt = draft.exercise, draft.prompt
    why = closed(content, journal, exercise, outcome)
    if why:
        return why
    each = exercise.each_of(prompt)
    sheets = {**open_sheets(journal, exercise, now), each: draft.address.row} if each else None
    look = lookup(content, journal, exercise, facts, now, sheets)
    steps = [step.id for step in steps_shown(exercise, look, outcome)]
    is_shown = prompt.step in steps and all_hold(prompt.show_if, look)
    return None if is_shown else Closed()
