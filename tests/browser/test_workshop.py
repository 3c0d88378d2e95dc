"""Words to the former partner while they are written: read along, mended, and never held up."""

import re

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import NewWalk
from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways
from tests.browser.walking import Walk, content
from tests.browser.workshop import (
    APART,
    APOLOGY,
    COUNTRY,
    DIE,
    GOODBYE,
    IF,
    LETTER,
    OWNED,
    PAUSE,
    PLAIN,
    PUSH,
    REACHING,
    SELECTED,
    THREAT,
    WAITING,
    Given,
    finding,
    marked,
    meter,
    open_journal,
    saved_so_far,
    stored,
)
from tests.server import Server
from workbook import messages
from workbook.content.draft_rules import load_draft_rules
from workbook.content.vocabulary import slug

SAYS = messages.PAGE
TOO_LONG = load_draft_rules().limits.length.title
FLAGS = load_draft_rules().flags
PARTS = load_draft_rules().parts
FAMILY = "👩‍👩‍👧‍👦🏳️‍🌈"
WRITTEN = f"Dear K. {FAMILY} I kept the mug 😢. {IF}\n\nIt rained — déjà vu 🙂. {PUSH} Yours, R."
MARKUP = (
    "<img src=x onerror=\"window.__hit = 'image'\"> <b>bold</b> &amp; "
    f"</textarea><script>window.__hit = 'script'</script>\n{PUSH}"
)
ARABIC = "أنا كتبت لك رسالة طويلة عن الشتاء والبحر.\n\nوداعا"  # noqa: RUF001
LONG = "We walked to the lock and back, and it was quiet. " * 500
OUT_OF_LINE = """() => {
  const [mirror, area] = [".draft-mirror", "textarea"]
    .map((one) => document.querySelector(`.draft-field > ${one}`));
  const [a, b] = [mirror, area].map((one) => one.getBoundingClientRect());
  const style = (one) => ["font", "padding", "lineHeight", "letterSpacing", "width", "direction"]
    .map((name) => getComputedStyle(one)[name]).join();
  const apart = ["top", "left", "width", "height"].filter((one) => Math.abs(a[one] - b[one]) > 1);
  return [...apart, ...(style(mirror) === style(area) ? [] : ["style"])];
}"""
LEFT_ON_PAPER = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.children.length && one.textContent.trim())
  .map((one) => one.textContent)"""
SIZES = [(1280, 900), (390, 844)]


def titled(rule: str) -> str:
    return next(one.title for flag, one in FLAGS.items() if flag == rule)


def about(name: str, words: str) -> re.Pattern[str]:
    """Return the name of a button at a finding: it says which words it is about."""
    return re.compile(rf"^{re.escape(SAYS[name])}\s*: {re.escape(words)}$")


def help_on_top(walk: Walk) -> Locator:
    return walk.page.locator(".urgent")


@pytest.fixture
def at_letter(new_walk: NewWalk, server: Server) -> Walk:
    """A participant before an empty letter of apology."""
    return open_journal(new_walk, server).open("letter_step", APOLOGY)


def shows(walk: Walk, *said: str) -> None:
    """See that just these words are underlined, and that the list names them all."""
    expect(walk.page.locator(".found")).to_have_text(list(said))
    expect(walk.page.locator(".finding-words")).to_have_text([f"“{one}”" for one in said])


# ---- reading along


def test_lines_that_may_land_badly_are_underlined_and_listed_while_one_writes(at_letter: Walk):
    walk, page = at_letter, at_letter.page
    box = walk.box("letter")
    expect(page.locator(".findings")).to_be_hidden()
    box.press_sequentially(WRITTEN)
    expect(box).to_have_value(WRITTEN)
    shows(walk, IF, PUSH)
    assert page.evaluate(OUT_OF_LINE) == []
    for rule in ("conditional_apology", "pressure"):
        expect(finding(page, titled(rule))).to_be_visible()
    said = messages.DRAFT_FOUND_MANY.format(n=2)
    expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    walk.saved()
    walk.reload()
    expect(box).to_have_value(WRITTEN)
    shows(walk, IF, PUSH)


def test_a_line_that_is_mended_is_no_longer_named(at_letter: Walk):
    walk, page = at_letter, at_letter.page
    box = walk.box("letter")
    box.fill(f"{IF} {PUSH}")
    shows(walk, IF, PUSH)
    expect(meter(page).filter(has_text=PARTS["responsibility"].missing)).to_have_count(1)
    finding(page, titled("conditional_apology")).get_by_role(
        "button", name=SAYS["draft_show"]
    ).click()
    assert box.evaluate(SELECTED) == IF
    page.keyboard.type(OWNED)
    expect(box).to_have_value(f"{OWNED} {PUSH}")
    shows(walk, PUSH)
    expect(meter(page).filter(has_text=PARTS["responsibility"].there)).to_have_count(1)
    expect(meter(page).filter(has_text=PARTS["regret"].there)).to_have_count(1)
    expect(meter(page).filter(has_text=PARTS["repair"].missing)).to_have_count(1)
    box.fill(OWNED)
    shows(walk)
    expect(page.locator(".draft-says")).to_have_text(messages.DRAFT_FOUND[0])
    box.fill("")
    expect(page.locator(".draft-eye h3")).to_be_hidden()
    expect(meter(page)).to_have_count(0)


def test_a_message_is_not_measured_by_the_parts_of_an_apology(new_walk: NewWalk, server: Server):
    """What matters in it is how easy it is to turn down."""
    walk = open_journal(new_walk, server).open("write", REACHING)
    walk.box("message").fill(f"{PLAIN} {PUSH}")
    shows(walk, PUSH)
    expect(walk.page.locator(".meter h3")).to_have_text(SAYS["draft_ease"])
    for part in PARTS.values():
        expect(meter(walk.page).filter(has_text=part.missing)).to_have_count(0)


@pytest.mark.parametrize(
    ("exercise", "step", "prompt", "more"),
    [
        (APART, "boundary", "boundary_note", WAITING),
        (GOODBYE, "letter_step", "goodbye_letter", {}),
        (PAUSE, "write_here", "write_instead", {}),
    ],
)
def test_the_other_drafts_are_read_along_as_well(
    new_walk: NewWalk, server: Server, exercise: str, step: str, prompt: str, more: Given
):
    walk = open_journal(new_walk, server, **more).open(step, exercise)
    assert (walk.exercise, walk.step) == (exercise, step)
    walk.box(prompt).press_sequentially(f"So much to say. {PUSH}")
    shows(walk, PUSH)
    walk.reload()
    expect(walk.box(prompt)).to_have_value(f"So much to say. {PUSH}")
    shows(walk, PUSH)


def test_typing_goes_on_while_nothing_answers(new_walk: NewWalk, server: Server):
    """Neither reading nor saving holds up a hand, and what was typed is saved afterwards."""
    walk = open_journal(new_walk, server)
    line = Line(walk.page)
    walk.open("letter_step", APOLOGY)
    line.held = True
    walk.box("letter").press_sequentially(WRITTEN)
    expect(walk.box("letter")).to_have_value(WRITTEN)
    assert marked(walk.page) == []
    line.held = False
    shows(walk, IF, PUSH)
    walk.reload()
    expect(walk.box("letter")).to_have_value(WRITTEN)
    assert stored(walk, server).answer(*LETTER) == WRITTEN


class Line:
    """The line to the server, on which messages can be kept back for a while."""

    def __init__(self, page: Page, kept_back: bytes = b"") -> None:
        self.held = False
        self._kept_back = kept_back
        self._waiting: list[str | bytes] = []
        page.route_web_socket("**", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: self._pass_on(server, message))

    def _pass_on(self, server: WebSocketRoute, message: str | bytes) -> None:
        raw = message.encode() if isinstance(message, str) else message
        if self.held and self._kept_back in raw:
            self._waiting.append(message)
            return
        for one in [*self._waiting, message]:
            server.send(one)
        self._waiting = []


# ---- help


@pytest.mark.parametrize("country", ["ireland", "brazil"])
def test_words_of_dying_open_help_before_they_are_saved(
    new_walk: NewWalk, server: Server, country: str
):
    walk = open_journal(new_walk, server, **{"00_start": {"country": country}})
    line = Line(walk.page, b'"edit"')
    walk.open("letter_step", APOLOGY)
    line.held = True
    box = walk.box("letter")
    box.press_sequentially(f"I kept the mug. {DIE}")
    shows_lines(walk, "self_harm", country)
    expect(box).to_be_focused()
    expect(
        walk.page.locator(".announcer, [role=status]").filter(has_text=opens("self_harm").title)
    ).to_have_count(1)
    assert saved_so_far(walk, server).answer(*LETTER) is None
    box.press_sequentially(" It rained.")
    expect(box).to_have_value(f"I kept the mug. {DIE} It rained.")
    box.fill("I kept the mug.")
    expect(help_on_top(walk)).to_be_hidden()
    line.held = False
    box.press_sequentially(" It is chipped.")
    walk.saved()
    assert stored(walk, server).answer(*LETTER) == "I kept the mug. It is chipped."


def test_a_threat_opens_help_with_ones_own_acts(new_walk: NewWalk, server: Server):
    walk = open_journal(new_walk, server).open("write", REACHING)
    walk.box("message").press_sequentially(f"{PLAIN} {THREAT}")
    shows_lines(walk, "threat", COUNTRY)
    walk.reload()
    expect(help_on_top(walk).get_by_role("heading", name=opens("threat").title)).to_be_visible()
    walk.box("message").fill(PLAIN)
    expect(help_on_top(walk)).to_be_hidden()


def test_help_with_ones_own_life_goes_before_all_other_help(at_letter: Walk):
    at_letter.box("letter").fill(f"{THREAT} {DIE}")
    shows_lines(at_letter, "self_harm", COUNTRY)
    at_letter.box("letter").fill(THREAT)
    shows_lines(at_letter, "threat", COUNTRY)


def opens(rule: str):
    return next(one.opens for flag, one in FLAGS.items() if flag == rule)


def shows_lines(walk: Walk, rule: str, country: str) -> None:
    """See the help that a rule opens, with the lines of a country and its emergency number."""
    shown, help_for = help_on_top(walk), opens(rule)
    expect(shown.get_by_role("heading", name=help_for.title)).to_be_in_viewport()
    name = next(one for one in content().emergency if slug(one) == country)
    lines = [
        one for one in content().help_lines if (one.country, one.topic) == (name, help_for.help)
    ]
    assert lines
    for line in lines:
        expect(shown).to_contain_text(line.service)
    expect(shown).to_contain_text(content().emergency[name])


# ---- by keyboard, by ear, on paper


def test_a_letter_is_written_and_mended_by_keyboard_alone(at_letter: Walk):
    walk, page, keys = at_letter, at_letter.page, Keys(at_letter)
    box = walk.box("letter")
    keys.write("letter", f"{OWNED} {IF} {PUSH}")
    shows(walk, IF, PUSH)
    keys.press("Home", "F6")
    show = page.get_by_role("button", name=about("draft_show", IF))
    expect(show).to_be_focused()
    expect(show).to_have_accessible_description(
        " ".join(
            finding(page, titled("conditional_apology"))
            .locator("h4, .finding-more > p")
            .all_inner_texts()
        )
    )
    keys.press("F6")
    expect(box).to_be_focused()
    keys.press("F6", "Enter")
    assert box.evaluate(SELECTED) == IF
    keys.press("Delete")
    shows(walk, PUSH)
    keys.to(page.get_by_role("button", name=about("draft_seen", PUSH))).press("Enter")
    expect(page.get_by_role("button", name=about("draft_again", PUSH))).to_be_focused()
    expect(page.get_by_role("button", name=about("draft_show", PUSH))).to_be_hidden()
    walk.saved()
    keys.press("F6")
    keys.next()
    expect(page.locator("blockquote")).to_have_text(f"{OWNED}  {PUSH}")


def test_the_desk_has_names_and_roles(at_letter: Walk):
    page = at_letter.page
    box = at_letter.box("letter")
    box.fill(f"{IF} {PUSH}")
    shows(at_letter, IF, PUSH)
    expect(box).to_have_role("textbox")
    expect(box).to_have_accessible_description(at_letter.prompt("letter").hint)
    expect(box).to_have_attribute("aria-keyshortcuts", "F6")
    expect(page.get_by_role("heading", name=SAYS["draft_eye"], level=3)).to_be_visible()
    expect(page.get_by_role("heading", name=SAYS["draft_meter"], level=3)).to_be_visible()
    expect(page.get_by_role("heading", level=4, name=titled("pressure"))).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=titled("pressure"))).to_have_count(1)
    for name in ("draft_show", "draft_seen"):
        expect(page.get_by_role("button", name=about(name, PUSH))).to_be_visible()
    expect(page.locator(".draft-mirror")).to_have_attribute("aria-hidden", "true")
    assert IF not in page.locator(".draft-mirror").aria_snapshot()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wrong_with_a_desk_full_of_findings(
    new_walk: NewWalk, server: Server, width: int, height: int
):
    size = {"width": width, "height": height}
    walk = open_journal(new_walk, server, viewport=size)
    found = {}
    for exercise, step, prompt in (
        (APOLOGY, "letter_step", "letter"),
        (REACHING, "write", "message"),
        (PAUSE, "write_here", "write_instead"),
    ):
        walk.open(step, exercise)
        walk.box(prompt).fill(f"{WRITTEN}\n{THREAT}\n{'unbreakable' * 20}")
        expect(finding(walk.page, titled("threat")).first).to_be_visible()
        found[step] = [*axe(walk.page, width), *sideways(walk.page)]
    assert {step: wrong for step, wrong in found.items() if wrong} == {}


def test_printing_shows_the_draft_and_nothing_else(at_letter: Walk):
    walk, page = at_letter, at_letter.page
    page.evaluate("window.print = () => (window.__printed = true)")
    walk.box("letter").fill(f"{OWNED}\n\n{PUSH}")
    shows(walk, PUSH)
    page.get_by_role("button", name=SAYS["print"], exact=True).click()
    assert page.evaluate("window.__printed")
    page.emulate_media(media="print")
    title, day, words = page.evaluate(LEFT_ON_PAPER)
    assert title == walk.prompt("letter").ask
    assert day.endswith(str(page.evaluate("new Date().getFullYear()")))
    assert words == f"{OWNED}\n\n{PUSH}"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".paper")).to_have_count(0)
    expect(walk.box("letter")).to_be_visible()


# ---- odd texts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("   \n\n \t ", []),
        (FAMILY * 40 + "😢🙂" * 200, []),
        (f"{ARABIC}\n{PUSH}\n{ARABIC}", [PUSH]),
        (MARKUP, [PUSH]),
        ("\u202eI wait\u202c \u200d\u200b\ufeff and\r\nwait. " + PUSH, [PUSH]),
        ("n" * 5_000, []),
    ],
    ids=["spaces", "emoji", "right to left", "markup", "invisible", "one word"],
)
def test_an_odd_text_is_only_a_text(at_letter: Walk, text: str, found: list[str]):
    walk, page = at_letter, at_letter.page
    box = walk.box("letter")
    box.fill(text)
    kept = box.input_value()
    walk.saved()
    page.wait_for_timeout(500)  # for findings that should not be there
    shows(walk, *found)
    assert page.evaluate(OUT_OF_LINE) == []
    assert sideways(page) == []
    walk.reload()
    expect(box).to_have_value(kept)
    shows(walk, *found)
    assert page.evaluate("window.__hit") is None
    assert page.locator("main :is(img, b, script)").count() == 0
    walk.next()
    assert page.evaluate("window.__hit") is None
    assert page.locator("main :is(img, b, script)").count() == 0


def test_a_letter_without_end_is_read_but_not_cut(at_letter: Walk):
    """It is too long to keep: the page says so, and keeps every word until it is shorter."""
    walk, page = at_letter, at_letter.page
    assert len(LONG) == 25_000
    walk.box("letter").fill(LONG)
    over = messages.TOO_LONG.format(over=5_000)
    expect(page.get_by_role("alert").filter(has_text=over)).to_be_visible()
    expect(finding(page, TOO_LONG)).to_be_visible()
    walk.box("letter").press("Control+Home")
    walk.box("letter").press_sequentially(PUSH)
    expect(finding(page, titled("pressure"))).to_be_visible()
    expect(walk.box("letter")).to_have_value(PUSH + LONG)
    page.reload()
    expect(walk.box("letter")).to_have_value(PUSH + LONG)
    walk.box("letter").fill(PLAIN)
    expect(page.get_by_role("alert").filter(has_text="too long")).to_have_count(0)
    walk.reload()
    expect(walk.box("letter")).to_have_value(PLAIN)
