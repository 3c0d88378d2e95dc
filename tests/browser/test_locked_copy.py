"""A copy for somebody who helps, opened from a file: with a password, and without."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SHOWN
from tests.browser.looking import axe, sideways
from workbook import messages
from workbook.content.example import load_example
from workbook.content.loader import load_content
from workbook.guidance.example import example_journal
from workbook.report.copies.making import make_share_copy

CONTENT = load_content()
NOW = datetime(2026, 6, 13, 12, tzinfo=UTC)
JOURNAL = example_journal(CONTENT, load_example(), NOW)
TICKED = ("00_start.know", "00_start.phq2", "01_what_happened.timeline", "05_best_version.identity")
WORDS = "They paid their half of the gas bill."
PASSWORD = "tea & toast, \N{LATIN SMALL LETTER E WITH ACUTE}"
TYPED_ELSEWHERE = "tea & toast, e\N{COMBINING ACUTE ACCENT}"


@pytest.fixture
def copy(tmp_path):
    """Make a copy and return its address."""

    def make(password: str = "") -> str:
        file = make_share_copy(CONTENT, JOURNAL, TICKED, NOW, to="Ada", password=password)
        place = tmp_path / file.name
        place.write_bytes(file.body)
        return place.as_uri()

    return make


def unlock(page: Page, password: str) -> None:
    page.get_by_label(messages.COPY["password"]).fill(password)
    page.keyboard.press("Enter")


def test_the_password_opens_it_from_a_file_and_another_one_says_so_calmly(context, copy):
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    address = copy(PASSWORD)
    page.goto(address)
    unlock(page, "tea")
    expect(page.get_by_role("alert")).to_have_text(messages.COPY["wrong"])
    expect(page.get_by_label(messages.COPY["password"])).to_be_focused()
    expect(page.get_by_text(WORDS)).to_have_count(0)
    unlock(page, TYPED_ELSEWHERE)
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_label(messages.COPY["password"])).to_have_count(0)
    assert page.title() == "Notes"
    assert said == [address]


def test_without_scripts_it_says_what_it_needs(browser: Browser, copy):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(copy(PASSWORD))
    expect(page.get_by_text(messages.COPY["no_script"])).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_everybody_can_read_it_in_light_and_dark_and_on_a_phone(browser: Browser, copy, password):
    context = browser.new_context(bypass_csp=True)  # for axe, which the page's policy keeps out
    context.set_default_timeout(SHOWN)
    page = context.new_page()
    page.goto(copy(password))
    if password:
        assert [*axe(page), *sideways(page)] == []
        unlock(page, password)
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert [*axe(page), *sideways(page)] == []
    context.close()
