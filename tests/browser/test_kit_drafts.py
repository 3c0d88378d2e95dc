"""The draft editor in a browser, without a kernel: a stand-in knows a few sentences by heart."""

from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.kit.serving import open_kit
from tests.browser.looking import violations
from tests.browser.test_kit import last_value, press
from workbook.messages import PAGE

PUSH = "Please just answer me this once."
IF = "I am sorry if you felt hurt."
DOOR = "I will wait at your door."
DIE = "I want to die."
CALM = "Nothing stands out. Read it once more as if you had got it."
HARD = (
    "Hey 👩‍👩‍👧‍👦🏳️‍🌈. Please just answer me this once.\tTab\tand more   spaces .\n\n"
    + "unbreakable" * 12
    + f" é ﷺ {IF} — fi ffi AVATAR. {PUSH}\n\n\n"
)
SIZES = [(1280, 1), (390, 3), (640, 2)]  # the last is 1280 at 200 %
QUICK = 300
NOTED = """() => {
  const area = document.querySelector("textarea"), mirror = document.querySelector(".draft-mirror");
  area.addEventListener("input", () => (window.typedAt = performance.now()));
  new MutationObserver(() => {
    if (mirror.querySelector(".found") && !window.took)
      window.took = performance.now() - window.typedAt;
  }).observe(mirror, { childList: true });
}"""
COUNT_CHANGES = """(element) => {
  window.said = [];
  new MutationObserver(() => window.said.push(element.textContent))
    .observe(element, { childList: true });
}"""
DIFFER = """async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  }));
  if (one.length !== other.length) return Infinity;
  return one.filter((dot, at) => Math.abs(dot - other[at]) > 100).length;
}"""
A_LETTER = 20  # dots of another colour; a shade at the edge of a letter may be another one
BARE = ".found { text-decoration: none !important; background: none !important; box-shadow: none }"
ALONE = "body .foot, body > header { display: none !important; }"
SELECTED = "one => one.value.slice(one.selectionStart, one.selectionEnd)"
AT = "(one, at) => { one.focus(); one.setSelectionRange(at, at); }"
FOUND = "() => [...document.querySelectorAll('.found')].map((one) => one.textContent)"


def desk(context: BrowserContext, text: str | None = None, query: str = "") -> Page:
    page = open_kit(context, "desk", query)
    if text is not None:
        words(page).fill(text)
        words(page).press("End")
        page.wait_for_function("kit.model('letter').get('checked').n > 0")
    return page


def words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your words to them")


def marked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(FOUND)
    return found


def listed(page: Page) -> list[str]:
    return page.locator(".finding-words").all_inner_texts()


def entry(page: Page, title: str) -> Locator:
    return page.locator(".finding").filter(has_text=title)


def questions(page: Page) -> list[dict[str, Any]]:
    asked: list[dict[str, Any]] = page.evaluate("kit.sent.filter(one => one.do === 'check')")
    return asked


def differ(page: Page, *pictures: bytes) -> int:
    """Count the dots that have another colour in one picture than in the other."""
    count: int = page.evaluate(DIFFER, [b64encode(one).decode() for one in pictures])
    return count


def top(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return {**box}


# ---- reading along


def test_what_may_land_badly_is_underlined_and_listed(context: BrowserContext) -> None:
    page = desk(context)
    assert marked(page) == [PUSH, IF]
    assert listed(page) == [f"“{PUSH}”", f"“{IF}”"]
    first = entry(page, "Pressure")
    expect(first).to_contain_text("hard to refuse")
    expect(first).to_contain_text("add that no answer is fine")
    expect(page.get_by_role("heading", name=PAGE["draft_eye"])).to_be_visible()
    expect(page.locator(".draft-says")).to_contain_text("2 lines")


def test_findings_appear_soon_after_the_last_key(context: BrowserContext) -> None:
    page = desk(context, "Hello. ")
    page.evaluate(NOTED)
    page.keyboard.type(PUSH, delay=15)
    page.wait_for_function("window.took")
    assert page.evaluate("window.took") < QUICK
    assert marked(page) == [PUSH]
    assert last_value(page, "letter") == f"Hello. {PUSH}"


def test_they_appear_while_somebody_types_on(context: BrowserContext) -> None:
    page = desk(context, "")
    before = len(questions(page))
    page.keyboard.type(PUSH + " And then I thought of the sea and of you.", delay=30)
    asked = questions(page)[before:]
    assert 3 <= len(asked) <= 9
    assert [one["n"] for one in asked] == sorted({one["n"] for one in asked})
    assert marked(page) == [PUSH]


def test_typing_and_saving_wait_for_no_answer(context: BrowserContext) -> None:
    page = desk(context, "")
    page.evaluate("kit.reading = false")
    before = len(questions(page))
    page.keyboard.type(PUSH, delay=25)
    expect(words(page)).to_have_value(PUSH)
    assert last_value(page, "letter") == PUSH
    # The second question waits for the answer to the first.
    assert len(questions(page)) == before + 1
    page.evaluate("kit.reading = true")
    page.wait_for_function(f"kit.sent.filter(one => one.do === 'check').length > {before + 1}")
    expect(page.locator(".found")).to_have_text([PUSH])


def test_marks_move_with_their_words_and_go_when_these_change(context: BrowserContext) -> None:
    page = desk(context)
    page.evaluate("kit.reading = false")
    words(page).evaluate(AT, 0)
    page.keyboard.type("Oh. ")
    assert marked(page) == [PUSH, IF]
    inside = words(page).evaluate("one => one.value.indexOf('just')")
    words(page).evaluate(AT, inside)
    page.keyboard.type("x")
    assert marked(page) == [IF]
    assert page.locator(".draft-mirror").inner_text() == words(page).input_value()


def test_an_answer_to_older_words_is_not_drawn(context: BrowserContext) -> None:
    page = desk(context, "Hello.")
    page.evaluate("kit.reading = false")
    older = questions(page)[-1]
    page.keyboard.type(" A")
    page.wait_for_function(f"kit.sent.some(one => one.do === 'check' && one.n > {older['n']})")
    page.evaluate("older => kit.check({ ...older, text: 'I want to die.' })", older)
    assert marked(page) == []
    newest = questions(page)[-1]
    page.keyboard.type("gain.")
    page.evaluate("([newest, push]) => kit.check({ ...newest, text: push })", [newest, "Hello. A"])
    expect(page.locator(".draft-says")).to_have_text(CALM)


def test_findings_may_overlap_and_one_about_the_whole_text_is_marked_lightly(
    context: BrowserContext,
) -> None:
    text = f"{PUSH} {'Thank you for the summer. ' * 10}"
    page = desk(context, text)
    page.evaluate(
        """([n, long]) => {
          const said = { title: "T", why: "W", instead: "I" };
          kit.model("letter").set("checked", { n, says: "S", meter: [], findings: [
            { ...said, rule: "no_override", start: 0, end: long },
            { ...said, rule: "pressure", start: 0, end: 32 },
            { ...said, rule: "excuse", start: 20, end: 60 } ] });
        }""",
        [questions(page)[-1]["n"], len(text)],
    )
    assert marked(page) == [text[:20], text[20:32], text[32:60], text[60:]]
    expect(page.locator(".found.light")).to_have_text([text[60:]])
    assert page.locator(".draft-mirror").inner_text() == text
    words(page).evaluate(AT, 25)
    expect(page.locator(".finding[aria-current]")).to_have_count(2)  # not the one about it all
    words(page).evaluate(AT, 100)
    expect(page.locator(".finding[aria-current]")).to_have_count(1)


def test_an_empty_page_shows_no_list(context: BrowserContext) -> None:
    page = desk(context, "")
    expect(page.locator(".findings")).to_be_hidden()
    expect(page.get_by_role("heading", name=PAGE["draft_eye"])).to_be_hidden()
    expect(page.get_by_role("heading", name=PAGE["draft_meter"])).to_have_count(0)
    expect(page.get_by_role("button", name=PAGE["print"])).to_be_hidden()


def test_where_nothing_stands_out_a_calm_sentence_says_so(context: BrowserContext) -> None:
    page = desk(context, "I found your scarf.")
    expect(page.locator(".draft-says")).to_have_text(CALM)
    expect(page.locator(".findings")).to_be_hidden()
    expect(page.locator(".draft-keys")).to_be_hidden()


def test_what_was_found_is_said_once_and_in_a_pause(context: BrowserContext) -> None:
    page = desk(context)
    status = page.locator(".draft-eye [role=status]")
    expect(status).to_have_text("2 lines may land differently from what you mean.")
    status.evaluate(COUNT_CHANGES)
    page.wait_for_timeout(1300)
    assert page.evaluate("window.said") == []  # nothing new: it was there from the start
    words(page).press("Control+End")
    page.keyboard.type(" " + DOOR + " I hope that you are well.", delay=20)
    assert page.evaluate("window.said") == []
    page.wait_for_function("window.said.length")
    page.keyboard.type(" Bye.", delay=20)
    page.wait_for_timeout(1500)
    assert page.evaluate("window.said") == ["3 lines may land differently from what you mean."]


def test_what_an_apology_says_so_far_is_told_in_words(context: BrowserContext) -> None:
    page = desk(context, "I am sorry.")
    meter = page.locator(".meter")
    expect(meter.get_by_role("heading")).to_have_text(PAGE["draft_meter"])
    expect(meter.get_by_role("listitem")).to_have_text(
        [
            "You say that you are sorry.",
            "You do not yet say what you did, as your own act.",
            "You do not yet say what it cost them.",
        ]
    )
    page.keyboard.type(" I read your diary.")
    expect(meter).to_contain_text("You say what you did.")


def test_words_that_waited_in_the_tab_are_read_when_they_come_back(
    context: BrowserContext,
) -> None:
    page = open_kit(context, "desk", "?silent")
    words(page).fill(DOOR)
    page.reload()
    expect(words(page)).to_have_value(DOOR)
    expect(page.locator(".found")).to_have_text([DOOR])


def test_danger_opens_help_below_the_words_and_says_why_first(context: BrowserContext) -> None:
    page = desk(context, "I am so tired. ")
    page.keyboard.type(DIE)
    urgent = page.locator("[data-block=letter] + .urgent")
    expect(urgent.get_by_role("heading", level=2)).to_have_text("You matter more than this message")
    expect(urgent.locator("h2 + p")).to_contain_text("Please talk to somebody now")
    expect(urgent.get_by_role("link", name="116 123")).to_be_in_viewport()
    announcer = page.locator(".page > [role=status].visually-hidden")
    expect(announcer).to_have_text("You matter more than this message")
    expect(words(page)).to_be_focused()
    page.keyboard.type(" Or so.")
    expect(words(page)).to_have_value(f"I am so tired. {DIE} Or so.")


# ---- between the text and the list


def test_an_entry_shows_its_words_in_the_text(context: BrowserContext) -> None:
    page = desk(context)
    show = entry(page, "An apology with an if").get_by_role("button", name=PAGE["draft_show"])
    expect(show).to_have_accessible_name(f"{PAGE['draft_show']} : {IF}")
    expect(show).to_have_accessible_description(
        "An apology with an if An “if” takes back half of what you say. It can sound as if the "
        "hurt were not real. Name what you did, and say that you are sorry for it."
    )
    show.click()
    expect(words(page)).to_be_focused()
    assert words(page).evaluate(SELECTED) == IF
    expect(page.locator(".found.now")).to_be_in_viewport()
    expect(entry(page, "An apology with an if")).to_have_attribute("aria-current", "true")


def test_on_a_phone_the_words_come_back_into_sight(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 500})
    page = desk(context)
    entry(page, "An apology with an if").get_by_role("button", name=PAGE["draft_show"]).click()
    expect(page.locator(".found.now").first).to_be_in_viewport()
    header = page.locator("body > header").bounding_box()
    assert header and top(page, ".found.now")["y"] > header["y"] + header["height"]
    context.close()


def test_the_entry_of_the_place_where_the_caret_stands_is_marked(context: BrowserContext) -> None:
    page = desk(context)
    current = page.locator(".finding[aria-current=true]")
    expect(current).to_have_count(0)
    words(page).evaluate(AT, 50)
    expect(current).to_have_count(1)
    expect(current).to_contain_text("Pressure")
    expect(page.locator(".found.now")).to_have_text([PUSH])
    expect(page.locator(".draft-foot [role=status]")).to_have_text("Marked: Pressure")
    words(page).press("Control+End")
    expect(current).to_have_count(0)


def test_the_list_scrolls_to_that_entry_and_the_page_stays(context: BrowserContext) -> None:
    page = desk(context, f"Hi. {PUSH} So. {DOOR} So. {IF} So. {DOOR}")
    expect(page.locator(".finding")).to_have_count(4)
    words(page).evaluate(AT, 0)
    page.locator(".draft-eye").evaluate("one => (one.scrollTop = 0)")
    before = page.evaluate("window.scrollY")
    words(page).press("Control+End")
    expect(page.locator(".finding").last).to_have_attribute("aria-current", "true")
    assert page.locator(".draft-eye").evaluate("one => one.scrollTop") > 0
    assert page.evaluate("window.scrollY") == before


def test_f6_leads_to_the_next_finding_and_back(context: BrowserContext) -> None:
    page = desk(context)
    expect(page.locator(".draft-keys")).to_have_text(PAGE["draft_keys"])
    words(page).evaluate(AT, 3)
    press(page, "F6")
    first = entry(page, "Pressure").get_by_role("button", name=PAGE["draft_show"])
    expect(first).to_be_focused()
    press(page, "F6")
    expect(words(page)).to_be_focused()
    assert words(page).evaluate("one => one.selectionStart") == 3
    words(page).evaluate(AT, 80)
    press(page, "F6")
    second = entry(page, "An apology with an if").get_by_role("button", name=PAGE["draft_show"])
    expect(second).to_be_focused()
    press(page, "Enter")
    assert words(page).evaluate(SELECTED) == IF
    press(page, "Tab")
    expect(first).to_be_focused()


def test_what_was_seen_is_folded_until_the_sentence_changes(context: BrowserContext) -> None:
    page = desk(context)
    sent = page.evaluate("kit.sent.length")
    one = entry(page, "Pressure")
    one.get_by_role("button", name=PAGE["draft_seen"]).focus()
    press(page, "Enter")
    again = one.get_by_role("button", name=PAGE["draft_again"])
    expect(again).to_be_focused()
    expect(one.get_by_text("hard to refuse")).to_be_hidden()
    expect(page.locator(".found.light")).to_have_text([PUSH])
    assert page.evaluate("kit.sent.length") == sent
    words(page).press("Control+End")
    page.keyboard.type(" Bye.")
    page.wait_for_timeout(QUICK)
    expect(again).to_be_visible()  # other sentences may change
    again.click()
    expect(one.get_by_text("hard to refuse")).to_be_visible()
    one.get_by_role("button", name=PAGE["draft_seen"]).click()
    words(page).fill(f"Now {PUSH}")
    expect(page.locator(".found.light")).to_have_count(0)
    expect(one.get_by_text("hard to refuse")).to_be_visible()


def test_the_focus_stays_in_the_list_when_an_answer_comes(context: BrowserContext) -> None:
    page = desk(context)
    words(page).press("Control+End")
    page.keyboard.type(" " + DOOR)
    press(page, "F6")
    focused = entry(page, "Pressure").get_by_role("button", name=PAGE["draft_show"])
    expect(focused).to_be_focused()
    expect(page.locator(".finding")).to_have_count(3)
    expect(focused).to_be_focused()


# ---- how it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "scale"), SIZES)
def test_marks_sit_on_their_words(browser: Browser, width: int, scale: int, scheme: Any) -> None:
    """The text and the copy behind it are the same picture, and nothing scrolls apart."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, device_scale_factor=scale, color_scheme=scheme
    )
    page = desk(context, HARD)
    expect(page.locator(".found")).to_have_text([PUSH, IF, PUSH])
    field = page.locator(".draft-field")
    words(page).blur()
    tall = page.evaluate(
        "['textarea', '.draft-mirror'].map((one) => document.querySelector(`.draft-field ${one}`))"
        ".map((one) => [one.clientWidth, one.clientHeight, one.scrollWidth, one.scrollHeight])"
    )
    assert tall[0] == tall[1]
    assert tall[0][:2] == tall[0][2:]
    page.add_style_tag(content=BARE + ALONE)
    written = field.screenshot()
    page.add_style_tag(
        content=".draft-field textarea { color: transparent !important; }"
        ".draft-mirror { color: var(--ink) !important; }"
    )
    assert differ(page, written, field.screenshot()) < A_LETTER
    page.add_style_tag(content=".draft-mirror { text-indent: 3px !important; }")
    assert differ(page, written, field.screenshot()) > A_LETTER
    context.close()


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_the_list_stands_beside_where_there_is_room_and_below_elsewhere(
    browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = desk(context)
    text, eye = top(page, ".draft-field textarea"), top(page, ".draft-eye")
    beside = eye["x"] >= text["x"] + text["width"]
    assert beside is (width == 1280)
    assert beside or eye["y"] >= text["y"] + text["height"]
    assert text["width"] <= 36 * 16  # about 65 letters of this size
    context.close()


def test_marks_are_seen_in_forced_colours(browser: Browser) -> None:
    context = browser.new_context(forced_colors="active")
    page = desk(context)
    style = page.locator(".found").first.evaluate(
        "one => { const all = getComputedStyle(one);"
        " return [all.textDecorationLine, all.textDecorationColor, all.color]; }"
    )
    assert style[0] == "underline"
    assert style[1] != style[2]
    assert words(page).evaluate("one => getComputedStyle(one).backgroundColor").endswith(" 0)")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_at_the_desk(browser: Browser, width: int, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = desk(context)
    words(page).evaluate(AT, 50)
    entry(page, "An apology with an if").get_by_role("button", name=PAGE["draft_seen"]).click()
    words(page).evaluate(AT, 50)
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("width", [640, 390, 320])
def test_nothing_at_the_desk_scrolls_sideways(browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = desk(context, HARD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


# ---- paper, and the example


def test_a_draft_is_printed_alone(context: BrowserContext) -> None:
    context.add_init_script("window.print = () => (window.printed = true)")
    page = desk(context, "Dear Sam,\n\n  <b>thank you</b>.")
    page.get_by_role("button", name=PAGE["print"]).click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".paper h1")).to_have_text("Your words to them")
    expect(page.locator(".paper-words")).to_have_text("Dear Sam,\n\n  <b>thank you</b>.")
    assert page.locator("body").inner_text().count("Sam") == 1
    expect(page.locator("main")).to_be_hidden()
    expect(page.locator("header")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".paper")).to_have_count(0)
    expect(page.locator("main")).to_be_visible()
    assert page.locator("html").get_attribute("class") == ""


def test_in_the_example_a_draft_is_read_only_and_nothing_is_sent(context: BrowserContext) -> None:
    page = desk(context)
    page.evaluate("kit.page.set('view', { ...kit.page.get('view'), example: 'Of somebody.' })")
    page.locator(".in-example textarea[readonly]").first.wait_for()
    sent = page.evaluate("kit.sent.length")
    expect(page.locator(".finding")).to_have_count(2)
    words(page).focus()
    page.keyboard.type("x")
    page.wait_for_timeout(QUICK)
    assert page.evaluate("kit.sent.length") == sent
