"""The pages for everybody: by keyboard, enlarged, on a phone, read aloud, and left in a hurry."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import write_journal
from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways
from tests.browser.walking import BLAME, HAPPENED, START, Walk, clear_answers
from tests.server import Server
from workbook import messages
from workbook.settings import QUICK_EXIT

LAST = "where"


@pytest.fixture
def open_walk(new_walk: NewWalk, server: Server) -> Walk:
    """A tab in which the start is done, and nothing speaks against the exercises after it."""
    return new_walk(key=write_journal(server, {START: clear_answers()}, done=["start"]))


def test_nothing_is_wrong_beside_the_steps(walk: Walk):
    page = walk.page
    found = {name: [*axe(page), *sideways(page)] for name in screens_beside_the_steps(walk)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_blame_inventory_by_keyboard_alone(open_walk: Walk):
    walk = open_walk.open("first", BLAME)
    keys = Keys(walk)
    look_first_by_keyboard(keys)
    list_acts_by_keyboard(keys)
    cut_the_pie_by_keyboard(keys)
    second_way_by_keyboard(keys)
    look_again_by_keyboard(keys)
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(messages.DONE_TITLE)
    walk.reload()
    see_what_the_keyboard_wrote(walk)


def test_the_page_is_left_by_its_link(walk: Walk):
    weather(walk.page.context)
    walk.open("know_or_guess").answer("guess", "It rained on our last day.")
    walk.page.get_by_role("link", name="Leave this page").click()
    walk.page.wait_for_url(QUICK_EXIT)
    walk.page.go_back()
    assert walk.page.url == "about:blank"


def test_the_page_is_left_by_pressing_shift_three_times(walk: Walk):
    weather(walk.page.context)
    walk.open("know_or_guess").box("guess").focus()
    for _ in range(4):
        walk.page.keyboard.press("Shift+A")
    expect(walk.box("guess")).to_have_value("AAAA")
    for _ in range(3):
        walk.page.keyboard.press("Shift")
    walk.page.wait_for_url(QUICK_EXIT)


def test_the_first_tab_skips_to_the_page_and_stays_on_its_step(walk: Walk):
    walk.open("today")
    walk.page.reload()
    expect(walk.page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    walk.page.keyboard.press("Tab")
    skip = walk.page.get_by_role("link", name=messages.HEADER["skip"])
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    walk.page.keyboard.press("Enter")
    walk.page.keyboard.press("Tab")
    expect(walk.page.locator("main :focus")).to_have_count(1)
    expect(walk.page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def test_on_paper_only_the_page_itself_is_left(walk: Walk):
    walk.open("safety")
    walk.page.emulate_media(media="print")
    main = walk.page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    expect(main.get_by_text("Everyone sees this page.")).to_be_visible()
    for gone in ("Exercises", "Help now", "Leave this page", "Keep my answers", "Not now"):
        for element in walk.page.get_by_text(gone, exact=True).all():
            expect(element).to_be_hidden()
    expect(walk.page.get_by_role("link", name="Next: ")).to_be_hidden()


def screens_beside_the_steps(walk: Walk) -> Iterator[str]:
    """Open whatever else can be seen, one after the other."""
    says, page = messages.PAGE, walk.page
    walk.open("privacy")
    page.get_by_role("button", name=says["not_now"]).first.click()
    yield "left for later"
    page.get_by_text(messages.HEADER["help"], exact=True).click()
    page.locator("summary").get_by_text("United Kingdom").click()
    yield "help"
    page.keyboard.press("Escape")
    walk.choose(BLAME)
    yield "closed until the start is done"
    walk.choose(START)
    walk.open("right_now").answer("dark_thoughts", "unsure")
    walk.open("mood")
    yield "help on top"
    walk.open(LAST).finish()
    yield "done"
    walk.choose(HAPPENED)
    yield "closed by a stop"
    yield from dialogs(page)
    page.goto(f"{walk.url}/no_such_page")
    yield "no such page"


def dialogs(page: Page) -> Iterator[str]:
    says = messages.PAGE
    page.get_by_role("button", name=says["open"]).click()
    dialog = page.get_by_role("dialog")
    yield "open form"
    dialog.get_by_label(says["open_phrase"]).fill("one two three")
    dialog.get_by_role("button", name=says["open"]).click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    yield "open form that says what to do"
    dialog.get_by_role("button", name=says["cancel"]).click()
    page.get_by_role("button", name=says["keep"]).click()
    expect(dialog.get_by_role("heading", name=says["phrase_title"])).to_be_visible()
    words = dialog.get_by_role("listitem").all_inner_texts()
    yield "six words"
    dialog.get_by_role("button", name=says["phrase_written"]).click()
    yield "two words asked"
    for number, word in enumerate(words, start=1):
        box = dialog.get_by_label(says["phrase_word"].format(n=number), exact=True)
        if box.count():
            box.fill(word)
    dialog.get_by_role("button", name=says["phrase_confirm"]).click()
    expect(dialog.get_by_role("heading", name=says["kept_title"])).to_be_visible()
    yield "kept"
    dialog.get_by_role("button", name=says["kept_done"]).click()


def weather(context: BrowserContext) -> None:
    """Let the page behind the quick exit be one of our own, so that nothing leaves."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Weather</title><p>Sunny.</p>", content_type="text/html")

    context.route(f"{QUICK_EXIT}**", answer)


def look_first_by_keyboard(keys: Keys) -> None:
    keys.pick("done_to_me_check")
    keys.to(keys.walk.group("first_guess").get_by_role("slider")).press("ArrowRight", "ArrowRight")
    keys.next()
    keys.pick("mind_first")
    keys.pick("hard_words", down=1)
    keys.pick("way", down=2)
    keys.walk.saved()
    keys.next()


def list_acts_by_keyboard(keys: Keys) -> None:
    keys.write("incidents", "I sold the boat.", 1, "what")
    for column in ("owner", "done_to_me", "sure"):
        keys.pick("incidents", row=1, column=column)
    keys.write("incidents", "I could have asked.", 1, "could_have")
    keys.pick("incidents", row=1, column="change_it")
    keys.write("incidents", "He read my letters.", 2, "what")
    keys.pick("incidents", down=1, row=2, column="owner")
    keys.pick("incidents", down=1, row=2, column="done_to_me")
    keys.button("Add another act")
    expect(keys.box("incidents", 3, "what")).to_be_focused()
    keys.page.keyboard.type("We missed the train.")
    keys.button("Remove Act 3")
    keys.button(messages.PAGE["undo"])
    expect(keys.box("incidents", 3, "what")).to_have_value("We missed the train.")
    keys.button("Add another act")
    keys.page.keyboard.type("Nobody called.")
    keys.button("Remove Act 4")
    keys.next()


def cut_the_pie_by_keyboard(keys: Keys) -> None:
    keys.write("contributors", "Night shifts", 1, "what")
    keys.write("contributors", "Debts", 2, "what")
    keys.walk.saved()
    keys.next()
    keys.button(messages.PAGE["pie_equal"])
    share = messages.PAGE["pie_number"].format(name="Night shifts")
    keys.to(keys.page.get_by_label(share)).press("Control+A")
    keys.page.keyboard.type("40")
    border = messages.PAGE["pie_border"].format(a="Debts", b="My own part")
    keys.to(keys.page.get_by_role("slider", name=border), "Shift+Tab")
    keys.press(*["ArrowRight"] * 5)
    keys.next()


def second_way_by_keyboard(keys: Keys) -> None:
    keys.write("fits", "You are never here.", 1, "words")
    keys.write("fits", "On Sunday I went out.", 1, "did")
    keys.pick("fits", down=1, row=1, column="fit")
    keys.write("they_felt", "Maybe he waited.\nMaybe he did not.")
    keys.next()
    keys.write("without_but", "I sold the boat without asking.")
    keys.write("put_right", "I ask before I sell.")
    keys.next()
    keys.write("whys", "I hid the letter.", 1, "did")
    keys.pick("whys", down=2, row=1, column="before")
    keys.next()


def look_again_by_keyboard(keys: Keys) -> None:
    second = keys.walk.group("second_look").get_by_role("spinbutton")
    keys.to(second).page.keyboard.type("35")
    keys.write("before_i_thought", "All of it is mine.")
    keys.write("kind_friend", "You looked, and that took courage.")
    keys.walk.saved()
    with keys.walk.moving():
        keys.button(messages.FINISH)


def see_what_the_keyboard_wrote(walk: Walk) -> None:
    keys = Keys(walk)
    walk.open("first", BLAME)
    expect(walk.group("first_guess").get_by_role("spinbutton")).to_have_value("52")
    walk.open("two_ways", BLAME)
    expect(chosen(walk.page)).to_have_count(3)
    expect(walk.group("way").get_by_role("radio").nth(2)).to_be_checked()
    walk.open("acts", BLAME)
    for row, text in enumerate(("I sold the boat.", "He read my letters.", "We missed the train.")):
        expect(keys.box("incidents", row + 1, "what")).to_have_value(text)
    expect(walk.row("incidents", 4)).to_have_count(0)
    expect(keys.box("incidents", 1, "could_have")).to_have_value("I could have asked.")
    expect(keys.box("incidents", 2, "could_have")).to_have_count(0)
    walk.open("pie_step", BLAME)
    for name, share in {"Night shifts": 40, "Debts": 35, "My own part": 25}.items():
        label = messages.PAGE["pie_number"].format(name=name)
        expect(walk.page.get_by_label(label)).to_have_value(str(share))
    walk.open("their_reasons", BLAME)
    expect(walk.box("they_felt")).to_have_value("Maybe he waited.\nMaybe he did not.")
    expect(chosen(walk.row("fits", 1))).to_have_value("partly")
    walk.open("deeper", BLAME)
    expect(chosen(walk.row("whys", 1))).to_have_value("first")
    walk.open("my_part_step", BLAME)
    expect(walk.group("second_look").get_by_role("spinbutton")).to_have_value("35")
    expect(walk.box("kind_friend")).to_have_value("You looked, and that took courage.")
    part = walk.page.locator("#prompt-my_part")
    expect(part).to_contain_text("I sold the boat.")
    expect(part).not_to_contain_text("He read my letters.")


def chosen(within: Page | Locator) -> Locator:
    return within.get_by_role("radio", checked=True)
