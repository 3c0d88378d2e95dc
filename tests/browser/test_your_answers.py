"""The page of all answers: taking a copy, burning all, bringing it in, sharing, new words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.keys import Keys
from tests.browser.test_keeping import SENTENCE, STEP, Tab, new_tab
from tests.browser.walking import Walk, content
from tests.server import Server
from tests.stores import holding
from workbook import messages

SAYS = messages.PAGE
ALL = "your_answers"
HOLD = """
import sqlite3
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("begin exclusive")
"""
NAME = re.compile(r"^notes-\d{4}-\d\d-\d\d\.\w+$")


def step(tab: Tab, name: str) -> Locator:
    """Go to a step and return what can be done there."""
    tab.walk.open(name, ALL)
    prompt = content().exercise(ALL).prompts_of(name)[-1]
    return tab.page.locator(f'[data-block="{prompt.id}"]')


def take(tab: Tab, within: Locator, button: str, folder: Path) -> Path:
    """Press a button that makes a file, and return where the browser has put it."""
    with tab.page.expect_download() as given:
        within.get_by_role("button", name=button).click()
    name = given.value.suggested_filename
    assert NAME.match(name)
    given.value.save_as(folder / name)
    expect(within.get_by_role("status").last).to_have_text(messages.COPY_MADE.format(name=name))
    return folder / name


def bring(within: Locator, file: Path | dict[str, object], phrase: str) -> None:
    within.get_by_label(SAYS["bring_file"]).set_input_files(file)
    within.get_by_label(SAYS["bring_phrase"]).fill(phrase)
    within.get_by_role("button", name=SAYS["bring_in"]).click()


def words_shown(tab: Tab) -> list[str]:
    words = tab.dialog.get_by_role("listitem")
    expect(words).to_have_count(6)
    return words.all_inner_texts()


def says(within: Locator, sentence: str) -> None:
    expect(within.get_by_role("status").last).to_have_text(sentence)


def is_refused(within: Locator, sentence: str) -> None:
    expect(within.get_by_role("alert")).to_have_text(sentence)


def held(tab: Tab) -> str:
    return str(tab.page.evaluate("JSON.stringify({...sessionStorage})"))


@pytest.fixture
def tab(browser: Browser, server: Server) -> Iterator[Tab]:
    with new_tab(browser, server) as opened:
        opened.write("know", SENTENCE)
        yield opened


def test_what_is_taken_along_comes_back_after_all_was_burned(tab: Tab, tmp_path: Path) -> None:
    tab.page.get_by_role("link", name=SAYS["all_answers"]).click()
    copy = step(tab, "copy")
    expect(copy).to_contain_text(SAYS["words_none"])
    copy.get_by_role("button", name=SAYS["keep"]).click()
    words = words_shown(tab)
    tab.confirm(words)
    tab.press(SAYS["kept_done"])
    file = take(tab, copy, SAYS["copy_sealed_make"], tmp_path)
    assert file.suffix == ".secondlook"
    for kind in ("copy_html", "copy_word", "copy_markdown", "copy_data"):
        assert take(tab, copy, SAYS[kind], tmp_path).stat().st_size > 200

    burning = step(tab, "burn")
    burning.get_by_role("button", name=SAYS["burn_all"]).click()
    is_refused(burning, SAYS["burn_all_tick"])
    burning.get_by_label(SAYS["burn_all_sure"]).check()
    burning.get_by_role("button", name=SAYS["burn_all"]).click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text(messages.GONE_TITLE)
    expect(tab.page.get_by_role("heading", level=1)).to_be_focused()
    tab.says_where(messages.KEEP["tab"])
    assert SENTENCE not in held(tab)
    tab.walk.open(STEP)
    tab.shows(know="")

    bringing = step(tab, "bring")
    bring(bringing, file, " ".join(words))
    says(bringing, messages.BROUGHT)
    tab.walk.open(STEP)
    tab.shows(know=SENTENCE)
    tab.walk.reload()
    tab.shows(know=SENTENCE)
    outside = [url for url in tab.asked if url.startswith("http")]
    assert all(tab.server.url in one for one in outside)


def test_files_that_cannot_be_brought_in_are_refused_calmly(tab: Tab) -> None:
    bringing = step(tab, "bring")
    bringing.get_by_role("button", name=SAYS["bring_in"]).click()
    is_refused(bringing, SAYS["bring_choose"])
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    bring(bringing, letter, "")
    is_refused(bringing, SAYS["bring_words"])
    bring(bringing, letter, "abacus abdomen")
    is_refused(bringing, messages.WRONG_COUNT.format(found=2))
    bring(bringing, letter, "abacus abdomen abdominal abide abiding ability")
    is_refused(bringing, messages.COPY_REFUSED["foreign"])
    expect(bringing.get_by_label(SAYS["bring_phrase"])).not_to_have_value("")
    most = {"name": "most", "mimeType": "", "buffer": bytes(4 * 2**20)}
    bring(bringing, most, "abacus abdomen abdominal abide abiding ability")
    is_refused(bringing, messages.COPY_REFUSED["foreign"])
    bring(bringing, {**most, "buffer": bytes(4 * 2**20 + 1)}, "abacus")
    is_refused(bringing, SAYS["bring_too_large"])
    tab.walk.open(STEP)
    tab.shows(know=SENTENCE)


def test_what_is_said_is_in_sight_of_whoever_pressed_on_a_phone(tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    copy = step(tab, "copy")
    copy.get_by_text("Which exercises go in?").click()
    copy.get_by_role("checkbox").uncheck()
    copy.get_by_role("button", name=SAYS["copy_html"]).click()
    is_refused(copy, SAYS["copy_choose"])
    on_top = """element => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === element;
    }"""
    assert copy.get_by_role("alert").evaluate(on_top)


def test_one_press_leads_to_the_step_somebody_came_for(tab: Tab) -> None:
    step(tab, "copy")
    parts = tab.page.get_by_role("navigation", name=SAYS["parts"])
    with tab.walk.moving():
        parts.get_by_role("link", name="Burn a part, or all of it").press("Enter")
    expect(tab.page.get_by_label(SAYS["burn_all_sure"])).to_be_visible()
    expect(parts).to_have_count(0)


def test_a_helper_gets_only_what_was_ticked(tab: Tab, tmp_path: Path) -> None:
    tab.write("guess", "This stays with me.")
    share = step(tab, "share")
    expect(share.get_by_role("checkbox", checked=True)).to_have_count(0)
    share.get_by_role("button", name=SAYS["share_make"]).click()
    is_refused(share, SAYS["share_choose"])
    asked = content().exercises[0].prompt("know").ask
    box = share.get_by_role("checkbox", name=asked)
    expect(box).to_have_accessible_description(SENTENCE)
    box.check()
    expect(share).to_contain_text(SAYS["share_count"].format(n=1))
    share.get_by_label(SAYS["share_to"]).fill("Dr. Moss")
    page = take(tab, share, SAYS["share_make"], tmp_path).read_text("utf-8")
    assert SENTENCE in page and "Dr. Moss" in page and "This stays with me." not in page

    password = share.get_by_label(SAYS["share_password"])
    for typed, word in {
        "12345678901234": "password_weak",
        "kettle moss": "password_fair",
        "kettle moss under the pier": "password_strong",
    }.items():
        password.fill(typed)
        expect(share).to_contain_text(SAYS[word])
    page = take(tab, share, SAYS["share_make"], tmp_path).read_text("utf-8")
    assert SENTENCE not in page and "kettle" not in page


def test_with_new_words_the_old_ones_open_nothing(
    browser: Browser, server: Server, tab: Tab
) -> None:
    old = tab.keep()
    words = step(tab, "words")
    words.get_by_role("button", name=SAYS["words_change"]).click()
    new = words_shown(tab)
    assert " ".join(new) != old
    tab.press(SAYS["phrase_written"])
    for field in tab.dialog.get_by_role("textbox").all():
        number = re.sub(r"\D", "", str(field.get_attribute("id")))
        field.fill(new[int(number) - 1])
    tab.dialog.get_by_role("button", name=SAYS["words_use"]).click()
    says(words, messages.WORDS_CHANGED)
    with new_tab(browser, server) as other:
        other.open_phrase(old, bring=False)
        other.is_refused(messages.WRONG_PHRASE)
        other.open_phrase(" ".join(new), bring=False)
        other.shows(know=SENTENCE)


def test_another_tab_learns_of_the_fire_when_it_types_on(new_walk, tab: Tab) -> None:
    other: Walk = new_walk(key=tab.walk.key())
    other.open(STEP)
    burning = step(tab, "burn")
    burning.get_by_label(SAYS["burn_all_sure"]).check()
    burning.get_by_role("button", name=SAYS["burn_all"]).click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text(messages.GONE_TITLE)
    other.box("know").press_sequentially(" And one line more.")
    expect(other.page.get_by_text(messages.GONE_ELSEWHERE)).to_be_visible()
    assert "line more" not in str(other.page.evaluate("JSON.stringify({...sessionStorage})"))
    with other.moving():
        other.page.get_by_role("link", name="Next: ").click()
    other.open(STEP)
    expect(other.box("know")).to_have_value("")


def test_by_keyboard_alone_it_is_said_how_long_answers_stay_and_all_is_burned(tab: Tab) -> None:
    step(tab, "how_long")
    keys = Keys(tab.walk)
    radio = tab.page.get_by_role("radio", name=SAYS["keep_never"])
    expect(radio).to_be_checked()
    keys.to(radio).press("ArrowDown")
    expect(tab.page.get_by_text(messages.KEPT_FOR.format(days=365))).to_be_visible()
    keys.next()
    keys.to(tab.page.get_by_label(SAYS["burn_all_sure"])).press("Space")
    keys.button(SAYS["burn_all"])
    expect(tab.page.get_by_role("heading", level=1)).to_have_text(messages.GONE_TITLE)


def test_one_exercise_is_burned_after_one_question_and_the_others_stay(tab: Tab) -> None:
    tab.walk.open("urge_later", "pause")
    tab.write("noticed", "This stays where it is.")
    step(tab, "burn")
    burning = tab.page.locator('[data-block="burn_one_exercise"]')
    button = burning.get_by_role("button", name=SAYS["burn_one"])
    button.click()
    is_refused(burning, SAYS["burn_one_choose"])
    start = content().exercises[0]
    keys = Keys(tab.walk)
    keys.to(burning.get_by_role("radio", name=start.title)).press("Space")
    keys.to(button).press("Enter")
    expect(tab.dialog).to_contain_text(SAYS["burn_one_title"].format(title=start.title))
    keys.to(tab.dialog.get_by_role("button", name=SAYS["burn_not"])).press("Enter")
    expect(button).to_be_focused()
    expect(burning.get_by_role("radio")).to_have_count(2)

    keys.to(button).press("Enter")
    keys.to(tab.dialog.get_by_role("button", name=SAYS["burn_now"])).press("Enter")
    says(burning, messages.BURNED_ONE)
    expect(burning.get_by_role("radio")).to_have_count(1)
    expect(button).to_be_focused()
    assert SENTENCE not in held(tab)
    tab.walk.open(STEP)
    tab.shows(know="")
    tab.walk.reload()
    tab.shows(know="")
    tab.walk.open("urge_later", "pause")
    tab.shows(noticed="This stays where it is.")


def test_what_waits_to_be_saved_burns_with_its_exercise(tab: Tab) -> None:
    step(tab, "burn")
    tab.walk.open(STEP)
    holder = holding(HOLD, tab.server.data / "journal.sqlite")
    tab.walk.answer("guess", "Not saved yet.")
    expect(tab.page.locator(".saved-state")).to_have_attribute("data-state", "failing")
    with tab.walk.moving():
        tab.page.go_back()
    burning = tab.page.locator('[data-block="burn_one_exercise"]')
    for sentence in (messages.CANNOT_BURN, messages.BURNED_ONE):
        burning.get_by_role("radio").first.check()
        burning.get_by_role("button", name=SAYS["burn_one"]).click()
        tab.dialog.get_by_role("button", name=SAYS["burn_now"]).click()
        expect(burning).to_contain_text(sentence)
        assert "Not saved yet." not in held(tab)
        if holder.poll() is None:
            holder.communicate()
    tab.walk.open(STEP)
    tab.shows(know="", guess="")
    tab.walk.reload()
    tab.shows(know="", guess="")
