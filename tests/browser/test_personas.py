"""The people of the brief at the running pages, each at their own hour.

They answer all that decides their way. What they say in their own words, and what they read in
the other exercises, `tests.test_personas` tries without a browser.
"""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import tabs
from tests.browser.walking import START, Walk, content
from tests.people import Person, on, people
from tests.server import Server
from workbook import messages
from workbook.content.vocabulary import RULES

BRIEF = [person for person in people() if person.id.startswith("dev")]


@pytest.mark.parametrize("person", BRIEF, ids=lambda person: person.id)
def test_they_come_out_where_a_counsellor_would_agree(
    person: Person, browser: Browser, server: Server
):
    with tabs(browser, server) as new_walk:
        walk = new_walk(hour=person.hour).open()
        walk.through(what_decides(on(person.now().date(), person.answers["start"])))
        assert walk.route() == person.at_first["route"]
        assert rules_named(walk.outcome) == rules_to_name(person)
        if content().texts.routes[walk.route()].help:
            expect(walk.outcome).to_contain_text(content().emergency[person.country])
        walk.finish()
        closed = closed_in_the_list(walk)
        assert closed == closed_for(person)
        for exercise in sorted(closed)[:1]:
            see_nothing_of(walk, exercise)


def what_decides(answers: dict[str, Any]) -> dict[str, Any]:
    """Leave out what gives no fact and shows no other prompt."""
    start = content().exercises[0]
    asked_about = {
        leaf.prompt
        for shown in (*start.steps, *start.prompts)
        for condition in shown.show_if
        for leaf in condition.leaves()
    }
    return {
        name: answer
        for name, answer in answers.items()
        if name in asked_about or start.prompt(name).gives
    }


def rules_to_name(person: Person) -> set[str]:
    """Stops alone where there is one; else what says wait."""
    return person.stops(person.at_first) or person.holds(person.at_first)


def rules_named(outcome: Locator) -> set[str]:
    said = {rule: content().texts.rules[rule] for rule in RULES}
    shown = [" ".join(text.split()) for text in outcome.locator(".rules > li").all_inner_texts()]
    named = {
        rule
        for rule, words in said.items()
        for start in (words.say.split("{")[0].strip(), words.say_undated)
        if start and any(text.startswith(start) for text in shown)
    }
    assert len(named) == len(shown)
    return named


def closed_for(person: Person) -> set[str]:
    fired = person.stops(person.at_first) | person.holds(person.at_first)
    open_now = person.open(person.at_first["route"], fired)
    return {exercise.id for exercise in content().way if exercise.name not in open_now}


def closed_in_the_list(walk: Walk) -> set[str]:
    state = messages.STATES["closed"]
    return {
        exercise.id
        for exercise in content().way
        if state in (walk.listed(exercise.id).text_content() or "")
    }


def see_nothing_of(walk: Walk, exercise: str) -> None:
    assert exercise != START
    walk.choose(exercise)
    title = walk.page.get_by_role("heading", name=messages.CLOSED_FOR_NOW, exact=True)
    expect(title).to_be_visible()
    expect(walk.page.locator("article .control")).to_have_count(0)
