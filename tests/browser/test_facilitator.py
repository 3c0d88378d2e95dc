"""A facilitator comes in, writes a plan and opens a room from it, without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways, wrong_with
from tests.browser.walking import SHOWN, SOON, Walk
from tests.server import Server
from workbook import messages
from workbook.content.loader import load_content
from workbook.content.paths import data_folder
from workbook.content.sessions import load_sessions
from workbook.store import open_store
from workbook.vault import derive, new_phrase, read_word_list

SAYS = messages.FACILITATOR
EVENING = load_sessions()["one_evening"]
OFFICE = "second-look.office"
WORDS = read_word_list(data_folder() / "word_list.txt")


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SHOWN)
    page = context.new_page()
    page.goto(f"{server.url}facilitator", timeout=SOON)
    expect(title(page, SAYS["door_title"])).to_be_focused(timeout=SOON)
    yield page
    context.close()


@pytest.fixture
def hands(page: Page, server: Server) -> Keys:
    return Keys(Walk(page, server.url))


def test_from_the_invitation_to_an_open_room_by_keys_alone(
    page: Page, hands: Keys, server: Server
) -> None:
    assert wrong_with(page) == []
    invitation = invite(server)
    come_in(page, hands, invitation)
    assert wrong_with(page) == []
    begin = act(page, "plans_begin", EVENING.title)
    hands.to(begin).press("Enter")
    expect(title(page, EVENING.title)).to_be_focused()
    assert wrong_with(page) == []

    first, second, *_ = titles(page)
    hands.to(page.get_by_label(SAYS["plan_title"], exact=True)).press("ControlOrMeta+a")
    page.keyboard.type("Tuesday")
    expect(title(page, "Tuesday")).to_be_visible()
    hands.to(act(page, "plan_down", first)).press("Enter")
    assert titles(page)[:2] == [second, first]
    expect(act(page, "plan_down", first)).to_be_focused()
    hands.to(act(page, "plan_remove", first)).press("Enter")
    assert first not in titles(page)
    expect(act(page, "plan_undo", first)).to_be_focused()
    page.keyboard.press("Enter")
    assert titles(page)[:2] == [second, first]
    add(page, hands, "letting_go")
    assert titles(page)[-1] == load_content().exercise("letting_go").title

    minutes = items(page).last.get_by_label(SAYS["plan_minutes"], exact=True)
    hands.to(minutes, "Shift+Tab").press("ControlOrMeta+a", "1")
    run = act(page, "plan_run", EVENING.meetings[0].title)
    hands.to(run).press("Enter")
    expect(minutes).to_be_focused()
    expect(minutes).to_have_accessible_description(
        messages.PLAN_PROBLEMS["minutes"].format(low=3, high=120)
    )
    assert [*axe(page), *sideways(page)] == []
    page.keyboard.type("5")
    expect(saved(page)).to_have_text(SAYS["plan_saved"])
    page.reload()
    expect(title(page, "Tuesday")).to_be_visible(timeout=SOON)
    expect(minutes).to_have_value("15")
    hands.to(run).press("Enter")
    expect(page.get_by_text(re.compile("^[B-Z]{4}-[B-Z]{4}$")).first).to_be_visible()

    page.go_back()
    expect(title(page, "Tuesday")).to_be_focused()
    page.go_back()
    expect(title(page, SAYS["plans_title"])).to_be_focused()
    expect(act(page, "plans_room_go", "Tuesday")).to_be_visible()


def test_what_was_typed_a_moment_before_a_reload_is_there_and_leaving_quickly_closes_the_door(
    page: Page, hands: Keys, server: Server
) -> None:
    come_in(page, hands, invite(server))
    page.get_by_role("button", name=re.compile(SAYS["plans_begin"])).first.click()
    page.get_by_label(SAYS["plan_title"], exact=True).fill("Typed just now")
    page.reload()
    expect(title(page, "Typed just now")).to_be_visible(timeout=SOON)
    expect(saved(page)).to_have_text(SAYS["plan_saved"])
    key = page.evaluate("name => sessionStorage.getItem(name)", OFFICE)
    assert key and key not in page.content()

    page.evaluate("window.dispatchEvent(new Event('workbook:leaving'))")
    assert not page.evaluate("Object.keys(sessionStorage).filter(one => one.includes('office'))")
    page.reload()
    expect(title(page, SAYS["door_title"])).to_be_visible(timeout=SOON)


def invite(server: Server) -> str:
    words = new_phrase(WORDS)
    store = open_store(f"sqlite:///{server.data / 'journal.sqlite'}", check=False)
    assert store.rooms.add_facilitator(f"Ada {words[0]}", derive(words).lookup)
    return " ".join(words)


def come_in(page: Page, hands: Keys, invitation: str) -> None:
    """Come in by an invitation, after one try with its words in another order."""
    field = page.get_by_label(SAYS["door_words"])
    hands.to(field)
    page.keyboard.type(" ".join(reversed(invitation.split())))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(messages.FACILITATOR_SAYS["wrong"])
    expect(field).to_be_focused()
    hands.press("ControlOrMeta+a")
    page.keyboard.type(invitation)
    page.keyboard.press("Enter")
    expect(title(page, messages.FACILITATOR_SAYS["words_title"])).to_be_focused()
    assert wrong_with(page) == []
    own = page.locator(".phrase li").all_inner_texts()
    hands.button(SAYS["words_written"])
    for field in page.get_by_label(re.compile(SAYS["words_number"].format(n=r"\d"))).all():
        number = int(re.sub(r"\D", "", str(field.get_attribute("id"))))
        hands.to(field)
        page.keyboard.type(own[number - 1])
    page.keyboard.press("Enter")
    expect(title(page, SAYS["plans_title"])).to_be_focused()


def add(page: Page, hands: Keys, exercise: str) -> None:
    select = page.get_by_label(SAYS["plan_add"], exact=True)
    hands.to(select)
    page.keyboard.type(load_content().exercise(exercise).title)
    hands.button(SAYS["plan_add_now"])
    expect(select).to_be_focused()


def title(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", level=1, name=name, exact=True)


def items(page: Page) -> Locator:
    return page.locator(".plan-item")


def titles(page: Page) -> list[str]:
    legends = items(page).locator("> fieldset > legend").all_inner_texts()
    return [re.sub(r"^\d+\. ", "", one) for one in legends]


def act(page: Page, word: str, about: str) -> Locator:
    name = re.compile(f"^{re.escape(SAYS[word])} ?: {re.escape(about)}$")
    return page.get_by_role("button", name=name)


def saved(page: Page) -> Locator:
    return page.locator(".plan-foot .saved-state")
