"""Looking at the example: it is read only, calm, and one's own pages wait where they were."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NewWalk
from tests.browser.test_keeping import new_tab
from tests.browser.walking import DRAWN, SOON, START, Walk
from tests.server import Server
from workbook import messages
from workbook.content.example import load_example

SAYS = messages.PAGE
STEP = "know_or_guess"
SENTENCE = "The heron stood in the reeds until we had stopped."
NARROW = {"width": 390, "height": 844}
CHANGEABLE = """() => [...document.querySelectorAll(
  ".control :is(input, textarea, select, button, [role=slider])")]
  .filter((one) => one.checkVisibility() && !one.disabled && !one.readOnly
    && one.getAttribute("aria-disabled") !== "true").map((one) => one.id || one.textContent)"""


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name=SAYS["example_bar"], exact=True)


def see_example(walk: Walk) -> None:
    with walk.moving():
        walk.page.get_by_role("button", name=SAYS["example"], exact=True).last.click()


def is_own(walk: Walk) -> None:
    expect(bar(walk.page)).to_have_count(0)
    expect(walk.box("know")).to_have_value(SENTENCE)
    expect(walk.box("know")).to_be_editable()


@pytest.fixture(scope="module")
def walk(new_walk: NewWalk) -> Iterator[Walk]:
    """A tab with an answer of its own, on a narrow screen."""
    walk = new_walk(viewport=NARROW)
    walk.open(STEP)
    walk.answer("know", SENTENCE)
    walk.saved()
    yield walk


def test_the_example_says_what_it_is_and_leads_back(walk: Walk) -> None:
    walk.open()
    with walk.moving():
        walk.page.get_by_role("main").get_by_role("button", name=SAYS["example"]).first.click()
    expect(bar(walk.page)).to_contain_text(messages.KEEP["example"])
    expect(walk.page.get_by_text(load_example().about)).to_be_visible()
    expect(walk.page.get_by_role("heading", level=1)).to_be_focused()
    expect(walk.page.get_by_label("What happened?").first).not_to_be_editable()
    for words in ("keep", "open", "close", "lock", "not_now"):
        expect(walk.page.get_by_role("button", name=SAYS[words], exact=True)).to_have_count(0)
    bar(walk.page).get_by_role("button", name=SAYS["example_leave"]).click()
    expect(bar(walk.page)).to_have_count(0)
    assert (walk.exercise, walk.step) == (START, "welcome")


def test_no_control_of_the_example_can_be_changed(walk: Walk) -> None:
    walk.open(STEP)
    see_example(walk)
    for _ in range(14):
        assert walk.page.evaluate(CHANGEABLE) == []
        walk.next()
    bar(walk.page).get_by_role("button", name=SAYS["example_leave"]).click()
    is_own(walk)
    assert walk.step == STEP


def test_back_leads_through_the_example_and_out_of_it(walk: Walk) -> None:
    walk.open(STEP)
    see_example(walk)
    address = walk.page.url
    walk.next()
    assert walk.page.url == address
    with walk.moving():
        walk.page.go_back()
    first = walk.page.get_by_role("heading", level=1)
    expect(first).to_have_text(re.compile("What happened"))
    expect(bar(walk.page)).to_be_visible()
    with walk.moving():
        walk.page.go_back()
    is_own(walk)


def test_after_many_steps_one_press_still_leads_back(walk: Walk) -> None:
    walk.open(STEP)
    see_example(walk)
    for _ in range(30):  # together more than a browser remembers
        walk.next()
        walk.back()
    bar(walk.page).get_by_role("button", name=SAYS["example_leave"]).click()
    is_own(walk)


def test_a_reload_leaves_the_example(walk: Walk) -> None:
    walk.open(STEP)
    see_example(walk)
    walk.next()
    walk.page.reload()
    walk.page.wait_for_function(DRAWN, timeout=SOON)
    is_own(walk)


def test_leaving_quickly_from_the_example_forgets_answers_that_a_phrase_opens(
    browser: Browser, server: Server
) -> None:
    with new_tab(browser, server) as tab:
        tab.page.route(re.compile("weather"), lambda route: route.fulfill(body="left"))
        tab.write("know", SENTENCE)
        tab.keep()
        see_example(tab.walk)
        tab.page.get_by_role("link", name=messages.HEADER["exit"]).click()
        tab.page.wait_for_url(re.compile("weather"))
        tab.walk.open(STEP)
        tab.shows(know="")
