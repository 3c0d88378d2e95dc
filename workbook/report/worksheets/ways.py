"""What closes a sheet, and how somebody finds their way without a program that works it out."""

from collections.abc import Iterator
from datetime import datetime

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.vocabulary import HARD_STOPS, SOFT_HOLDS, Route, Rule
from workbook.guidance.facts import Facts
from workbook.guidance.route import route
from workbook.guidance.rules import HARD_FACTS, MUST_BE_KNOWN
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Choices,
    Heading,
    Only,
    Paragraph,
    When,
    in_blocks,
)

PAPER = messages.PAPER
NO_TICK = When(((messages.PAPER_CONDITIONS["only"], PAPER["no_tick"]),))
START = "start"
CHOSEN = "choose_acceptance"
BY_DAY = datetime(2026, 6, 1, 12)
"""Any noon: what one fact alone leads to does not hang on the day."""
DECIDING = (*MUST_BE_KNOWN, CHOSEN)
"""The facts each of which decides a way alone."""
WAYS: tuple[tuple[Route, bool], ...] = (
    ("help_now", False),
    ("not_for_this", False),
    ("safety_first", False),
    ("own_behaviour", False),
    ("not_for_this", True),
    ("acceptance", False),
)
"""The ways that facts decide, in the order of `guidance.route`; True: an adult's text."""


def closing(content: Content, exercise: Exercise) -> tuple[str, ...]:
    """Return a sentence for each fact that closes an exercise for good, hard stops first.

    Where every fact behind a rule closes it, the sentence is that of the rule.
    """
    facts = {fact for fact in DECIDING if _leads_to(fact)[1] not in exercise.routes}
    said = []
    for rule in HARD_STOPS:
        behind = HARD_FACTS[rule]
        if facts.issuperset(behind):
            said.append(content.texts.rules[rule].say)
        else:
            said += [_sentence(fact) for fact in behind if fact in facts]
    return (*said, *([_sentence(CHOSEN)] if CHOSEN in facts else []))


def waiting(content: Content, exercise: Exercise) -> tuple[str, ...]:
    """Return a sentence for each reason that closes an exercise for now."""
    ready = "ready_one_message" in exercise.routes and "wait" not in exercise.routes
    return say_rules(content, SOFT_HOLDS if ready else exercise.closed_by)


def say_rules(content: Content, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Return the sentences of rules, with room for the days that only the reader knows."""
    return tuple(say for rule in rules for say, _ in _on_paper(content, rule))


def say_ways(content: Content) -> Iterator[Block]:
    """Yield every way with the facts that lead there, in the order in which they decide."""
    texts = content.texts.routes
    yield Paragraph(PAPER["ways"])
    for name, adult in WAYS:
        facts = [fact for fact in DECIDING if _leads_to(fact) == _target(name, adult)]
        said = texts[name]
        yield Heading(said.title_adult if adult else said.title, 3)
        yield Choices("any", tuple(_sentence(fact) for fact in facts))
        yield from in_blocks(said.text_adult if adult else said.text)
        yield from in_blocks(said.open_adult if adult else said.open)
    yield from _way(content, "slow_rebuild", (_sentence("both_agreed"),))
    yield from _way(content, "wait", say_rules(content, SOFT_HOLDS))
    yield Only(NO_TICK, tuple(_way(content, "ready_one_message", ())))


def say_reasons(content: Content) -> Iterator[Block]:
    """Yield the reasons to wait as a check list, the hard stops before all others."""
    stops = tuple(content.texts.rules[rule].say for rule in HARD_STOPS)
    first = content.exercise(START).title
    yield Box(
        PAPER["stops"],
        (
            Paragraph(PAPER["stops_text"]),
            Choices("any", stops),
            Paragraph(PAPER["leave_it"].format(first=first)),
        ),
    )
    yield Heading(PAPER["holds"], 3)
    yield Paragraph(PAPER["holds_text"])
    pairs = [pair for rule in SOFT_HOLDS for pair in _on_paper(content, rule)]
    yield Choices("any", tuple(f"{say} {ends}" for say, ends in pairs))
    yield Only(NO_TICK, tuple(_way(content, "ready_one_message", ())))


def stop_here(content: Content) -> Block:
    """Return what leads from a sheet to the way that is open, and to help."""
    start = content.exercise(START)
    way = next(prompt for prompt in start.prompts if prompt.kind == "route" and not prompt.show_if)
    title = next(step.title for step in start.steps if step.id == way.step)
    said = PAPER["way_here"].format(title=title, first=start.title, help=PAPER["help_lines"])
    return Paragraph(said, "lead")


def _way(content: Content, name: Route, checked: tuple[str, ...]) -> Iterator[Block]:
    said = content.texts.routes[name]
    yield Heading(said.title, 3)
    if checked:
        yield Choices("any", checked)
    yield from in_blocks(said.text)
    yield from in_blocks(said.open)


def _target(name: Route, adult: bool) -> tuple[Route, Route]:
    return (name, "acceptance") if adult else (name, name)


def _leads_to(fact: str) -> tuple[Route, Route]:
    """Return the route that a fact alone leads to, and the one whose exercises are open then."""
    found = route(Facts.of(**{fact: True}), BY_DAY)
    return found.route, found.opens


def _sentence(fact: str) -> str:
    said = messages.FACTS[fact]
    return f"{said[0].upper()}{said[1:]}."


def _on_paper(content: Content, rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield what a rule says and what ends it, with a day and without one."""
    said = content.texts.rules[rule]
    room = {"date": messages.BLANK_DAY, "days": messages.BLANK_DAYS}
    ends = said.ends.format(**room)
    yield said.say.format(**room), ends
    if said.say_undated:
        yield said.say_undated, said.ends_undated or ends
