"""Help now: lines by country on every page, before and without any script."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewWalk
from tests.browser.walking import BLAME, Walk, content
from tests.server import Server
from workbook import messages
from workbook.content.paths import data_folder
from workbook.settings import QUICK_EXIT

LINES = [
    line
    for line in csv.DictReader((Path(data_folder()) / "help_lines.csv").open(encoding="utf-8"))
    if line["topic"] != "directory"
]


@pytest.fixture(scope="module")
def plain_page(new_walk: NewWalk, server: Server) -> Page:
    """Return the first page in a browser whose scripts are switched off."""
    walk = new_walk(java_script_enabled=False)
    walk.page.goto(server.url)
    return walk.page


def test_every_country_is_listed_with_its_emergency_number(plain_page: Page):
    help_now = opened(plain_page)
    assert [*content().emergency] == countries(help_now)
    for country, number in content().emergency.items():
        emergency = messages.HEADER["emergency"].format(number=number)
        expect(lines_of(help_now, country)).to_contain_text(emergency)


def test_only_checked_lines_are_shown_and_half_checked_ones_say_so(plain_page: Page):
    assert {line["status"] for line in LINES} <= {"OK", "PART"}
    help_now = opened(plain_page)
    for line in LINES:
        services = lines_of(help_now, line["country"]).locator("dt")
        service = services.filter(has_text=exactly(line["service"]))
        said = service.locator("xpath=following-sibling::dd[1]")
        text = said.text_content() or ""
        assert line["number_or_channel"] in text
        marked = messages.PLEASE_CHECK in text
        assert marked == (line["status"] == "PART"), line
    shown = help_now.locator("details[data-country] dt")
    expect(shown).to_have_count(len(LINES))


def test_a_number_is_called_by_a_touch(plain_page: Page):
    help_now = opened(plain_page)
    spain = lines_of(help_now, "Spain")
    if spain.get_attribute("open") is None:
        help_now.get_by_text("Spain", exact=True).click()
    number = spain.get_by_role("link", name="024", exact=True)
    expect(number).to_have_attribute("href", "tel:024")
    size = number.bounding_box()
    assert size and size["width"] >= 44 and size["height"] >= 44


def test_the_directory_is_there_for_everybody(plain_page: Page):
    expect(opened(plain_page)).to_contain_text("findahelpline.com")


def test_help_and_the_way_out_work_without_scripts(plain_page: Page):
    help_now = opened(plain_page)
    samaritans = lines_of(help_now, "Ireland").get_by_text("116 123")
    expect(samaritans.first).to_be_hidden()
    help_now.get_by_text("Ireland", exact=True).click()
    expect(samaritans.first).to_be_visible()
    leave = plain_page.get_by_role("link", name=messages.HEADER["exit"])
    expect(leave).to_have_attribute("href", QUICK_EXIT)
    expect(leave).to_be_in_viewport()


def test_the_page_says_that_it_needs_scripts(plain_page: Page):
    expect(plain_page.locator("noscript > p")).to_be_visible()
    expect(plain_page.locator("main > .opening")).to_be_hidden()


def test_help_comes_before_the_workbook_is_open(walk: Walk):
    walk.page.route_web_socket("**", lambda socket: None)  # no kernel ever answers
    walk.page.goto(walk.url)
    walk.page.get_by_text(messages.HEADER["help"], exact=True).click()
    walk.page.get_by_text("Spain", exact=True).click()
    expect(lines_of(walk.page.locator("#help"), "Spain").get_by_text("024 free")).to_be_visible()
    expect(walk.page.get_by_role("heading", level=1)).to_have_count(0)


def test_the_country_is_remembered(walk: Walk):
    walk.open()
    opened(walk.page).get_by_text("New Zealand", exact=True).click()
    walk.page.keyboard.press("Escape")
    expect(walk.page.locator("#help")).not_to_have_attribute("open", "")
    walk.reload()
    is_open_at(walk, "New Zealand")
    walk.choose(BLAME)
    is_open_at(walk, "New Zealand")


def test_the_country_that_is_answered_is_the_one_that_opens(walk: Walk):
    walk.open("you").answer("country", "france")
    walk.saved()
    is_open_at(walk, "France")
    walk.answer("country", "brazil")
    expect(lines_of(walk.page.locator("#help"), "Brazil")).to_have_attribute("open", "")
    is_open_at(walk, "Brazil")
    walk.reload()
    is_open_at(walk, "Brazil")


def opened(page: Page) -> Locator:
    help_now = page.locator("#help")
    if help_now.get_attribute("open") is None:
        page.get_by_text(messages.HEADER["help"], exact=True).click()
    return help_now


def countries(help_now: Locator) -> list[str]:
    return help_now.locator("details[data-country] > summary").all_inner_texts()


def lines_of(help_now: Locator, country: str) -> Locator:
    return help_now.locator(f'details[data-country="{country}"]')


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(f"^{re.escape(text)}$")


def is_open_at(walk: Walk, country: str) -> None:
    """See that help opens with the lines of one country, and that they are the only ones."""
    help_now = opened(walk.page)
    expect(lines_of(help_now, country)).to_have_attribute("open", "")
    expect(help_now.locator("details[open]")).to_have_count(1)
    walk.page.keyboard.press("Escape")
