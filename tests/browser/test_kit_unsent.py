"""The unsent box in a browser, without a kernel."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.kit.serving import open_kit
from tests.browser.looking import violations
from tests.browser.test_kit import press
from workbook.messages import PAGE
from workbook.widgets.modules import read_static

MESSAGE, LETTER, GOODBYE = "Your message", "Your letter", "Your goodbye"
RESTS = "It rests until 23 November, 11:40. Each change begins the time anew."
STAYS = "These words are for you. They are not meant to be sent."
CLIPBOARD = """Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { window.copied = text; } },
})"""
LOOK = """one => { const all = getComputedStyle(one);
  return [all.color, all.backgroundColor, all.borderColor, all.font, all.minHeight].join(); }"""


def draft(page: Page, title: str) -> Locator:
    return page.locator("article.lying").filter(has_text=title)


def button(within: Locator, name: str) -> Locator:
    return within.get_by_role("button", name=name)


def sent(page: Page, do: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        "what => kit.sent.filter(one => one.do === what)", do
    )
    return found


def about(exercise: str, prompt: str, sheet: str = "") -> dict[str, str]:
    return {"exercise": exercise, "prompt": prompt, "sheet": sheet}


THE_MESSAGE = about("08_one_message", "message")


# ---- what lies there


def test_each_draft_lies_there_with_its_words_moods_and_clock(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    message = page.get_by_role("article", name="Your message, from “One message”")
    expect(message.get_by_role("heading", level=4)).to_have_text("Your message, from “One message”")
    expect(message).to_contain_text("Unsent. It stays with you.")
    expect(message).to_contain_text("Last changed on 20 November, 21:05")
    expect(message.locator("blockquote")).to_contain_text("No need to answer.")
    assert message.locator("blockquote").evaluate("one => getComputedStyle(one).whiteSpace") in (
        "pre-wrap",
        "break-spaces",
    )
    assert message.locator("dl").inner_text().split("\n") == [
        *("How you were then", "3 of 10"),
        *("How you are now", "6 of 10"),
    ]
    expect(message.locator(".clock")).to_have_text(
        "It has rested. Read it by daylight, and decide then."
    )


def test_an_empty_box_says_so_in_a_line(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    page.evaluate("kit.model('lying').set('value', [])")
    expect(page.locator("#prompt-lying")).to_contain_text("Nothing is in the box.")
    expect(page.locator("article.lying")).to_have_count(0)


def test_ends_are_of_one_look(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    ends = draft(page, MESSAGE).locator(".end-ways > *")
    expect(ends).to_have_count(6)
    assert len({one.evaluate(LOOK) for one in ends.all()}) == 1
    expect(draft(page, MESSAGE)).to_contain_text(PAGE["unsent_stays"])


def test_ways_lead_to_where_it_was_written_and_where_it_is_told(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    message = draft(page, MESSAGE)
    expect(message.get_by_role("link", name="Write on")).to_have_attribute(
        "href", "/02_blame_inventory#kinds"
    )
    message.get_by_role("link", name="Say what became of it").click()
    expect(
        page.get_by_role("group", name="Who ended it?").get_by_role("radio").first
    ).to_be_focused()
    assert sent(page, "go")[-1]["prompt"] == "choice"


# ---- versions


def test_earlier_versions_are_asked_for_when_opened_and_show_what_changed(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "box")
    message = draft(page, MESSAGE)
    assert sent(page, "versions") == []
    summary = message.get_by_text("Earlier versions (3)")
    summary.focus()
    press(page, "Enter")
    versions = message.locator(".versions li")
    expect(versions).to_have_count(4)
    assert sent(page, "versions") == [{"do": "versions", **THE_MESSAGE}]
    expect(versions.first.locator("ins")).to_have_text("added: No need to answer. ")
    expect(versions.first.locator("del")).to_have_text("taken out: Please tell me what you want. ")
    expect(versions.first).to_contain_text("20 November, 21:05 · as it is now")
    expect(versions.last).to_contain_text("as you first wrote it")
    expect(versions.last.locator("ins")).to_have_count(0)
    press(page, "Enter", "Enter")
    assert len(sent(page, "versions")) == 1


def test_an_earlier_version_can_be_read_plainly(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    draft(page, MESSAGE).get_by_text("Earlier versions (3)").click()
    second = draft(page, MESSAGE).locator(".versions > div > ol > li").nth(1)
    second.get_by_text(PAGE["version_plain"]).click()
    plain = second.locator(".version-plain blockquote")
    expect(plain).to_be_visible()
    expect(plain).to_contain_text("I can leave it with Jo.\n\nPlease tell me what you want.")
    expect(plain.locator("ins, del")).to_have_count(0)


def test_a_draft_with_one_version_has_no_earlier_ones(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    expect(draft(page, LETTER).locator(".versions")).to_have_count(0)


# ---- copying


def test_copying_asks_first_and_then_says_who_sends_it(context: BrowserContext) -> None:
    context.add_init_script(CLIPBOARD)
    page = open_kit(context, "box")
    message = draft(page, MESSAGE)
    button(message, PAGE["copy"]).focus()
    press(page, "Enter")
    expect(message.get_by_role("status")).to_have_text(PAGE["copied"])
    assert sent(page, "copy") == [{"do": "copy", **THE_MESSAGE}]
    words: str = page.evaluate("window.copied")
    assert words.startswith("Hey Sam, I found your blue scarf")
    expect(button(message, PAGE["copy"])).to_be_focused()


def test_without_a_clipboard_the_text_lies_there_selected(context: BrowserContext) -> None:
    page = open_kit(context, "box")  # by plain http
    message = draft(page, MESSAGE)
    button(message, PAGE["copy"]).click()
    box = message.get_by_role("textbox", name=PAGE["copy_box"])
    expect(box).to_be_focused()
    expect(box).to_have_attribute("readonly", "")
    whole = "one => one.selectionStart === 0 && one.selectionEnd === one.value.length"
    assert box.evaluate(whole)
    expect(message.get_by_role("status")).to_have_text(PAGE["copy_by_hand"])


def test_what_may_not_be_copied_says_why(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    letter = draft(page, LETTER)
    expect(button(letter, PAGE["copy"])).to_have_count(0)
    expect(letter.locator(".held")).to_contain_text(PAGE["copy_held"])
    expect(letter.get_by_text(RESTS)).to_have_count(1)
    page.get_by_text("Put away (1)").click()
    goodbye = draft(page, GOODBYE)
    expect(goodbye.locator(".held")).to_have_text(STAYS)
    expect(button(goodbye, PAGE["copy"])).to_have_count(0)


def test_reasons_that_came_up_meanwhile_stand_in_place_of_the_copy(
    context: BrowserContext,
) -> None:
    context.add_init_script(CLIPBOARD)
    page = open_kit(context, "box")
    page.evaluate("kit.held = ['Your own break runs until 14 March.']")
    message = draft(page, MESSAGE)
    button(message, PAGE["copy"]).click()
    expect(message.locator(".held")).to_contain_text("Your own break runs until 14 March.")
    expect(message.locator(".held")).to_be_focused()
    expect(button(message, PAGE["copy"])).to_have_count(0)
    assert page.evaluate("window.copied") is None


# ---- put away, burned, printed


def test_a_draft_is_put_away_and_taken_out_again_by_keyboard(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    expect(draft(page, GOODBYE)).to_be_hidden()
    button(draft(page, MESSAGE), PAGE["put_away"]).focus()
    press(page, "Enter")
    summary = page.get_by_text("Put away (2)")
    expect(summary).to_be_focused()
    expect(draft(page, MESSAGE)).to_be_hidden()
    expect(page.locator(".page > [role=status].visually-hidden")).to_have_text(PAGE["is_put_away"])
    assert sent(page, "put_away") == [{"do": "put_away", **THE_MESSAGE, "value": True}]
    press(page, "Enter")
    button(draft(page, MESSAGE), PAGE["take_out"]).focus()
    press(page, "Enter")
    expect(button(draft(page, MESSAGE), PAGE["put_away"])).to_be_focused()
    expect(page.get_by_text("Put away (1)")).to_be_visible()


def test_a_draft_of_another_exercise_is_burned_after_being_asked(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    button(draft(page, MESSAGE), PAGE["burn"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(PAGE["burn_text"])
    button(dialog, PAGE["burn_not"]).click()
    assert sent(page, "burn") == []
    button(draft(page, MESSAGE), PAGE["burn"]).click()
    button(dialog, PAGE["burn_now"]).click()
    expect(dialog).to_contain_text(PAGE["burned_text"])
    assert sent(page, "burn") == [{"do": "burn", **THE_MESSAGE}]
    button(dialog, PAGE["burned_done"]).click()
    expect(draft(page, MESSAGE)).to_have_count(0)
    expect(page.locator(".block.unsent .ask")).to_be_focused()


@pytest.mark.parametrize("lab", [False, True])
def test_one_draft_is_printed_alone(context: BrowserContext, lab: bool) -> None:
    context.add_init_script("window.print = () => (window.printed = true)")
    page = open_kit(context, "box", lab=lab)
    if lab:
        page.add_style_tag(content=read_static("workbook.css"))
    button(draft(page, LETTER), PAGE["print"]).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert page.locator("body").inner_text().split("\n") == [
        *("Your letter, from “An apology that asks for nothing”", ""),
        *("Last changed on 22 November, 11:40", ""),
        *("Dear Sam,", "", "I read your diary in March. That was wrong, and it was mine."),
    ]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(draft(page, LETTER)).to_be_visible()
    expect(page.locator(".paper")).to_have_count(0)


def test_in_the_example_nothing_can_become_of_a_draft(context: BrowserContext) -> None:
    page = open_kit(context, "box")
    page.evaluate("kit.page.set('view', { ...kit.page.get('view'), example: 'Of somebody.' })")
    page.locator(".in-example .lying").first.wait_for()
    expect(page.locator(".end-ways:visible, .versions:visible")).to_have_count(0)
    expect(draft(page, LETTER)).to_contain_text(RESTS)
    expect(draft(page, MESSAGE).locator("blockquote")).to_be_visible()


# ---- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_an_open_box(browser: Browser, width: int, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = open_kit(context, "box")
    button(draft(page, MESSAGE), PAGE["copy"]).click()
    for title in ("Earlier versions (3)", "Put away (1)"):
        page.get_by_text(title).click()
    page.locator(".version-plain summary").first.click()
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("width", [640, 390, 320])
def test_nothing_scrolls_sideways_and_targets_are_large_enough(
    browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    for step in ("box", "desk"):
        page = open_kit(context, step)
        for summary in page.locator(".control summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
        small = page.evaluate(
            """() => [...document.querySelectorAll(".control :is(button, a, summary, textarea)")]
              .filter((one) => one.checkVisibility())
              .filter((one) => one.getBoundingClientRect().height < 43.9)
              .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert small == []
        page.close()
    context.close()
