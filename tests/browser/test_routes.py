"""From the start to where it leads, for each route, by answering as a participant does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewWalk
from tests.browser.walking import (
    BLAME,
    HAPPENED,
    START,
    Walk,
    clear_answers,
    content,
    days_ago,
)
from workbook import messages

LAST = "where"
FIRST = ("country", "my_age", "their_age")
DECIDES = (
    *FIRST,
    *("dark_thoughts", "harm_others", "said_it", "phq2", "drinks", "urge", "aim"),
    *("harm_them", "afraid", "harm_me", "they_fear", "contact_order", "contact_said"),
    *("agreed", "last_message", "new_partner", "other_ways"),
    *("break_now", "break_start", "changed", "change_since"),
)
"""The prompts of the start on which the route rests."""


@dataclass(frozen=True)
class Way:
    """Answers that lead to a route, the rules they call for, and a correction of the last one."""

    route: str
    answers: dict[str, Any]
    rules: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    correct: tuple[str, Any] = ("", None)
    leads_to: str = "wait"
    clear: tuple[str, ...] = FIRST
    """Prompts answered so that nothing speaks against; the others are passed over."""
    adult: bool = False


WAYS = {
    "help_now": Way(
        "help_now",
        {"dark_thoughts": "hurt_myself"},
        rules=("self_harm",),
        closed=(HAPPENED, BLAME),
        correct=("dark_thoughts", "no"),
    ),
    "not_for_this": Way(
        "not_for_this",
        {"my_age": "no"},
        rules=("under_18",),
        closed=(HAPPENED, BLAME),
        correct=("my_age", "yes"),
        clear=("country",),
    ),
    "an adult whose former partner is younger": Way(
        "not_for_this",
        {"their_age": "no"},
        rules=("under_18",),
        correct=("their_age", "yes"),
        leads_to="ready_one_message",
        clear=DECIDES,
        adult=True,
    ),
    "safety_first": Way(
        "safety_first",
        {"harm_them": ["neck", "located"]},
        rules=("violence",),
        closed=(BLAME,),
        correct=("harm_them", ["none"]),
    ),
    "own_behaviour": Way(
        "own_behaviour",
        {"they_fear": "said", "fear_words": "You scare me when you shout."},
        rules=("fear",),
        closed=(BLAME,),
        correct=("they_fear", "no"),
    ),
    "acceptance": Way(
        "acceptance",
        {"contact_said": ["kind_no"]},
        rules=("clear_no",),
        correct=("contact_said", ["none"]),
        leads_to="ready_one_message",
        clear=DECIDES,
    ),
    "slow_rebuild": Way(
        "slow_rebuild",
        {"agreed": "yes", "urge": 9},
        rules=("urge_high",),
        correct=("urge", 3),
        leads_to="slow_rebuild",
        clear=DECIDES,
    ),
    "wait": Way(
        "wait",
        {"last_message": "silent", "break_start": days_ago(10)},
        rules=("break_running", "unanswered"),
        correct=("last_message", "answered"),
        clear=DECIDES,
    ),
}


@pytest.fixture(scope="module")
def ready(new_walk: NewWalk) -> Walk:
    """Return a tab in which the whole start is answered, and nothing speaks against."""
    walk = new_walk().open().through(clear_answers())
    walk.finish()
    return walk


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_the_start_leads_to(way: Way, walk: Walk):
    clear = {name: clear_answers()[name] for name in way.clear}
    walk.open().through(clear | way.answers)
    assert walk.step == LAST
    assert walk.route() == way.route
    see_what_the_route_says(walk.outcome, way)
    see_rules(walk.outcome, way.rules)
    see_help_of(walk, "Ireland", content().texts.routes[way.route].help)
    walk.finish()
    see_what_is_closed(walk, way)
    correct_an_answer(walk, way)


def test_the_start_leads_to_one_message(ready: Walk):
    ready.open(LAST)
    assert ready.route() == "ready_one_message"
    see_what_the_route_says(ready.outcome, Way("ready_one_message", {}))
    see_rules(ready.outcome, ())
    see_what_is_closed(ready, Way("ready_one_message", {}))


def test_at_night_there_is_a_hold_and_the_exercises_close(ready: Walk, new_walk: NewWalk):
    night = new_walk(hour=23, key=ready.key()).open(LAST)
    assert night.route() == "wait"
    see_rules(night.outcome, ("night_or_drunk",))
    night.choose(BLAME)
    expect(closed_title(night)).to_be_visible()
    why = content().texts.rules["night_or_drunk"].say
    expect(night.page.locator("section.closed")).to_contain_text(why)


def test_help_comes_with_the_answer_and_stays_on_every_screen(new_walk: NewWalk):
    walk = new_walk(viewport={"width": 390, "height": 844})
    walk.open("you").answer("country", "germany")
    walk.next()
    walk.answer("dark_thoughts", "not_wake")
    urgent = walk.page.locator("[data-block=dark_thoughts] + .urgent")
    title = urgent.get_by_role("heading", name=content().texts.routes["help_now"].title)
    line = urgent.get_by_role("link", name="0800 111 0 111", exact=True)
    for part in (title, urgent.locator(".emergency"), line):
        expect(part).to_be_in_viewport(ratio=1)
    expect(line).to_have_attribute("href", "tel:08001110111")
    says = content().exercise(START).prompt("dark_thoughts").then[0].say
    expect(walk.page.get_by_text(says)).to_be_visible()
    see_help_of(walk, "Germany", ("crisis",), urgent)
    walk.next()
    expect(walk.page.locator(".urgent + article")).to_have_count(1)
    see_help_of(walk, "Germany", ("crisis",), walk.page.locator(".urgent"))


def test_a_stop_counts_wherever_it_is_said(ready: Walk, new_walk: NewWalk):
    walk = new_walk(key=ready.key()).open("first", BLAME)
    walk.answer("done_to_me_check", "yes")
    expect(closed_title(walk)).to_be_visible()
    why = content().texts.rules["violence"].say
    expect(walk.page.locator("section.closed")).to_contain_text(why)
    # The way from here leads back, so it is not called the next.
    title = content().exercise(START).title
    expect(walk.page.locator(".closed .ways")).to_have_text(title)


def see_what_the_route_says(outcome: Locator, way: Way) -> None:
    said = content().texts.routes[way.route]
    text, open_now = (said.text_adult, said.open_adult) if way.adult else (said.text, said.open)
    shown = plain(outcome)
    for sentence in [*lines(text), *lines(open_now)]:
        assert sentence in shown


def see_rules(outcome: Locator, rules: tuple[str, ...]) -> None:
    """See exactly these rules, each with what would end it."""
    expect(outcome.locator(".rules > li")).to_have_count(len(rules))
    shown = plain(outcome)
    for rule in rules:
        said = content().texts.rules[rule]
        day = {"date": own_break_ends(), "days": "20 days"}
        assert said.say.format(**day) in shown
        # On which day a message was sent is not asked at the start.
        ends = said.ends_undated if rule == "unanswered" else said.ends
        assert ends.format(**day) in shown


def own_break_ends() -> str:
    day = date.fromisoformat(days_ago(10)) + timedelta(days=30)
    return f"{day.day} {day:%B %Y}"


def see_help_of(
    walk: Walk, country: str, topics: tuple[str, ...], where: Locator | None = None
) -> None:
    """See the lines of the chosen country for these topics, and none of another."""
    where = where or walk.outcome
    shown = where.locator("dl.lines")
    if not topics:
        expect(shown).to_have_count(0)
        return
    expect(where).to_contain_text(content().emergency[country])
    wanted = [
        line
        for line in content().help_lines
        if line.topic == "directory" or (line.country == country and line.topic in topics)
    ]
    services = shown.locator("dt").all_inner_texts()
    assert sorted(services) == sorted(line.service for line in wanted)
    for line in wanted:
        assert line.number_or_channel in plain(shown)


def see_what_is_closed(walk: Walk, way: Way) -> None:
    """See it in the list with the reason, and again on the closed exercise itself."""
    for exercise in (HAPPENED, BLAME):
        state = messages.STATES["closed"]
        item = walk.listed(exercise)
        if exercise not in way.closed:
            expect(item).not_to_contain_text(state)
            continue
        why = content().texts.rules[way.rules[0]].say
        expect(item).to_contain_text(state)
        expect(item).to_contain_text(why)
        walk.choose(exercise)
        expect(closed_title(walk)).to_be_visible()
        expect(walk.page.locator("section.closed")).to_contain_text(why)
        for prompt in content().exercise(exercise).prompts[:3]:
            expect(walk.page.get_by_text(prompt.ask, exact=True)).to_have_count(0)
    walk.choose(START)
    walk.open(LAST)


def closed_title(walk: Walk) -> Locator:
    return walk.page.get_by_role("heading", name=messages.CLOSED_FOR_NOW, exact=True)


def correct_an_answer(walk: Walk, way: Way) -> None:
    """Follow the link beside the last rule to its prompt, answer otherwise, and look again."""
    prompt_id, value = way.correct
    ask = content().exercise(START).prompt(prompt_id).ask
    with walk.moving():
        walk.outcome.get_by_role("link", name=ask).click()
    expect(walk.page.locator(f"#prompt-{prompt_id} :focus")).to_have_count(1)
    walk.answer(prompt_id, value)
    walk.saved()
    walk.open(LAST)
    assert walk.route() == way.leads_to
    expect(walk.outcome).not_to_contain_text(content().texts.rules[way.rules[-1]].say)


def plain(element: Locator) -> str:
    return " ".join(element.inner_text().split())


def lines(text: str) -> Iterator[str]:
    """Yield paragraphs and list items as they read on the page."""
    for block in text.strip().split("\n\n"):
        for line in block.split("\n"):
            yield " ".join(line.removeprefix("- ").split())
