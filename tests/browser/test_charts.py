"""Charts on the running pages: seen in light and dark, and read in numbers without a mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import keeper
from tests.browser.looking import TWO_FRAMES, axe
from tests.browser.walking import Walk, content, here_at_noon
from tests.server import Server
from workbook import messages
from workbook.content.example import load_example
from workbook.guidance.example import example_journal

LOOKING_BACK = "11_looking_back"
PHONE = {"width": 390, "height": 844}
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
LOADED = """image => image.complete && image.naturalWidth > 0
  && image.clientWidth * 15 / image.naturalWidth >= 12"""


@pytest.fixture(scope="module")
def walk(new_walk: NewWalk, server: Server) -> Iterator[Walk]:
    """A tab of somebody who answered all that the example answers."""
    kept = keeper(server)
    nothing = kept.open(None)
    told = example_journal(content(), load_example(), here_at_noon())
    kept.save([*told.entries()], nothing)
    yield new_walk(key=str(kept.tab_key))


def picture(page: Page, chart: str) -> Locator:
    images = page.locator(f'[data-block="{chart}"] figure').get_by_role("img")
    return images.locator("visible=true")


@pytest.mark.parametrize("chart", ["days", "break_calendar", "shares", "weeks"])
def test_a_chart_is_seen_in_both_schemes_and_its_words_are_large_enough(walk: Walk, chart: str):
    walk.open(content().exercise(LOOKING_BACK).prompt(chart).step, LOOKING_BACK)
    page = walk.page
    page.set_viewport_size(PHONE)
    seen = {}
    for media in ("print", "screen"):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, media=media)
            expect(picture(page, chart)).to_have_count(1)
            assert picture(page, chart).evaluate(LOADED)
            seen[media, scheme] = picture(page, chart).screenshot()
    assert seen["screen", "light"] != seen["screen", "dark"]
    assert seen["print", "light"] == seen["print", "dark"]


def test_the_numbers_are_reached_and_read_by_keys_alone(walk: Walk):
    walk.open("days_step", LOOKING_BACK)
    page = walk.page
    page.set_viewport_size({"width": 1280, "height": 900})
    numbers = page.locator("summary", has_text=messages.PAGE["chart_numbers"]).first
    numbers.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Mood and urge, day by day")
    expect(table).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="Mood and urge, day by day")).to_be_focused()
    expect(table.get_by_role("columnheader").first).to_have_text(messages.CHART["day"])
    expect(table.get_by_role("row")).to_have_count(26)
    assert axe(page) == []
    assert axe(page, width=390) == []
    page.set_viewport_size(PHONE)
    page.evaluate(TWO_FRAMES)
    assert page.evaluate(WIDER) <= 0  # the table moves in its own frame
