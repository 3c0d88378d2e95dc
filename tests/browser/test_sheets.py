"""The daily note and the pause: what is answered anew each day or each time."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import write_journal
from tests.browser.walking import START, Walk, clear_answers, content, days_ago, named_group
from tests.server import Server
from workbook import messages

APART, PAUSE = "04_time_apart", "pause"
PAUSE_LINK = messages.HEADER["pause"]


@pytest.fixture
def apart(new_walk: NewWalk, server: Server) -> Walk:
    """A participant on day 11 of a break, with today's note open."""
    start = {**clear_answers(), "break_now": "running", "break_start": days_ago(10)}
    walk = new_walk(key=write_journal(server, {START: start}, done=["start"]))
    return walk.open("daily_note", APART)


def scale_of(walk: Walk, prompt: str):
    return named_group(walk.page, content().exercise(walk.exercise).prompt(prompt).ask).get_by_role(
        "spinbutton"
    )


def test_each_day_has_a_note_of_its_own_and_a_past_one_can_be_filled_in(apart: Walk):
    page = apart.page
    sheet = page.get_by_role("navigation", name="Which sheet you are on")
    expect(sheet).to_contain_text("Day 11 of your own break")
    apart.answer("mood", 6)
    with apart.moving():
        sheet.get_by_role("link", name="The day before").click()
    expect(sheet).to_contain_text("Day 10 of your own break")
    expect(scale_of(apart, "mood")).to_have_value("")
    apart.answer("mood", 3)
    apart.answer("line", "It rained, and I did not write.")
    apart.reload()
    expect(sheet).to_contain_text("Day 10 of your own break")
    expect(scale_of(apart, "mood")).to_have_value("3")
    with apart.moving():
        sheet.get_by_role("link", name="The next day").click()
    expect(scale_of(apart, "mood")).to_have_value("6")
    expect(apart.box("line")).to_have_value("")
    expect(sheet.get_by_role("link", name="The next day")).to_have_count(0)
    page.go_back()
    expect(sheet).to_contain_text("Day 10 of your own break")


def test_the_pause_is_one_press_away_and_leads_back_to_the_same_step(apart: Walk):
    page = apart.page
    with apart.moving():
        page.get_by_role("link", name=PAUSE_LINK, exact=True).click()
    assert apart.exercise == PAUSE
    apart.answer("urge_before", 9)
    seen = list(apart.steps())
    assert seen == [
        step for step in seen if step in {one.id for one in content().exercise(PAUSE).steps}
    ]
    with apart.moving():
        page.get_by_role("link", name="Next: Time apart").click()
    assert (apart.exercise, apart.step) == (APART, "daily_note")


def test_an_hour_later_the_pause_begins_anew_and_the_time_before_can_be_read(walk: Walk):
    walk.page.clock.install(time=datetime.now(UTC))
    walk.open("urge_now", PAUSE)
    walk.answer("urge_before", 9)
    walk.saved()
    walk.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=61))
    walk.page.reload()
    walk.open("urge_now", PAUSE)
    expect(scale_of(walk, "urge_before")).to_have_value("")
    with walk.moving():
        walk.page.get_by_role("link", name="The time before").click()
    expect(scale_of(walk, "urge_before")).to_have_value("9")
