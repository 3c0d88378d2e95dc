"""The pages for everybody: by keyboard, enlarged, on a phone, read aloud, and left in a hurry."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.conftest import NewWalk
from tests.browser.walking import BLAME, HAPPENED, START, Walk, content, days_ago, named_group
from tests.node import module_file
from workbook import messages
from workbook.settings import QUICK_EXIT

# The round through every step is one fixture, and it counts for the first test that needs it.
pytestmark = pytest.mark.timeout(600)

LAST = "where"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (640, 390, 320)  # 1280 at 200 %, a phone, and 1280 at 400 %
TABS_AT_MOST = 60  # between two controls of one screen
HARD = {
    "device": "code",
    "country": "ireland",
    "my_age": "yes",
    "their_age": "no",
    "dark_thoughts": "not_wake",
    "harm_others": "yes",
    "person_now": "My aunt, and then the line.",
    "said_it": "row",
    "phq2": {"interest": 3, "down": 2},
    "gad2": {"nervous": 3, "worrying": 3},
    "drinks": "three",
    "urge": 9,
    "aim": "relief",
    "harm_them": ["neck", "orders"],
    "afraid": "unsure",
    "harm_me": ["turned_up"],
    "they_fear": "word",
    "fear_words": "You frighten me.",
    "stop_today": "I leave the key with my brother.",
    "contact_order": "asked",
    "contact_said": ["said_no", "blocked"],
    "contact_words": "Please stop writing to me.",
    "agreed": "they_asked",
    "last_message": "silent",
    "new_partner": "guess",
    "other_ways": ["children"],
    "shared": ["children", "home"],
    "break_now": "running",
    "break_start": days_ago(3),
    "changed": "yes",
    "change_since": days_ago(3),
    "change_for": "them",
    "lean": "let_go",
}
"""Answers that show every prompt of the start and every human sentence."""
MOMENTS = {
    "timeline": [{"when": "In spring", "what": "The shop closed.", "sort": "turning"}],
    "facts": [{"line": "He left early.", "sort": "fact"}, {"line": "He sulked.", "sort": "guess"}],
    "cause": "there",
}
ACTS = {
    "done_to_me_check": "no",
    "first_guess": 70,
    "mind_first": "mine",
    "hard_words": "wrong",
    "way": "both",
    "incidents": [
        {"what": "I sold the boat.", "owner": "mine", "done_to_me": "no", "sure": "sure"},
        {"what": "He read my letters.", "owner": "theirs", "done_to_me": "hurt"},
    ],
    "contributors": [{"what": "Night shifts"}, {"what": "The debts after the second winter"}],
    "pie": "equal",
}
WIDER_THAN_THE_SCREEN = """() => {
  const page = document.scrollingElement;
  const wide = [...document.querySelectorAll("main *, header *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 1 && box.right > page.clientWidth + 1;
  });
  return { by: page.scrollWidth - page.clientWidth, 
           wide: wide.map((one) => one.outerHTML.slice(0, 90)) };
}"""
TWO_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
RUN_AXE = """async (rules) =>
  (await axe.run({ runOnly: rules, resultTypes: ["violations"] })).violations"""
HEIGHT = "document.scrollingElement.scrollHeight + 200"
RUNNING = """() => document.getAnimations()
  .filter((one) => one.playState === "running").map((one) => one.animationName || "transition")"""


@dataclass(frozen=True)
class Seen:
    """What one screen was like."""

    place: str
    title: str
    headings: int
    focused: str
    running: list[str]
    violations: list[str]
    too_wide: list[str]


@dataclass(frozen=True)
class Round:
    """Every step of every exercise, and every host that was asked on the way."""

    screens: list[Seen]
    hosts: set[str]


@pytest.fixture(scope="module")
def seen(new_walk: NewWalk) -> Round:
    """Go once through everything, with hard answers, and look at each screen in all ways."""
    screens: list[Seen] = []
    hosts: set[str] = set()
    first = new_walk(reduced_motion="reduce")
    second = new_walk(reduced_motion="reduce")
    for walk in (first, second):
        walk.page.context.on("request", lambda asked: hosts.add(host(asked.url)))
        walk.page.on("websocket", lambda asked: hosts.add(host(asked.url)))
    screens += look_around(first.open(), HARD)
    second.open(LAST).finish()
    second.choose(HAPPENED)
    screens += look_around(second, MOMENTS)
    second.finish()
    second.choose(BLAME)
    screens += look_around(second, ACTS)
    second.finish()
    screens.append(look(second.page, "done", focused(second.page)))
    return Round(screens, hosts)


def test_every_step_is_seen(seen: Round):
    steps = {step.id for exercise in content().exercises for step in exercise.steps}
    assert steps <= {screen.place for screen in seen.screens}


def test_axe_finds_no_violation_on_any_step(seen: Round):
    assert {one.place: one.violations for one in seen.screens if one.violations} == {}


def test_no_step_scrolls_sideways_on_a_phone_or_enlarged(seen: Round):
    assert {one.place: one.too_wide for one in seen.screens if one.too_wide} == {}


def test_every_step_has_one_first_heading_and_moving_on_leads_to_it(seen: Round):
    assert [one.place for one in seen.screens if one.headings != 1] == []
    assert [one.place for one in seen.screens if one.focused != "H1"] == ["welcome"]


def test_the_title_gives_nothing_away(seen: Round):
    assert {one.title for one in seen.screens} == {"Workbook"}


def test_nothing_moves_where_less_motion_is_asked_for(seen: Round):
    assert {one.place: one.running for one in seen.screens if one.running} == {}


def test_no_other_host_is_asked_on_the_whole_way(seen: Round):
    assert seen.hosts == {"", "127.0.0.1"}


def test_axe_finds_no_violation_beside_the_steps(walk: Walk):
    found = {name: axe(walk.page) for name in screens_beside_the_steps(walk)}
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_the_blame_inventory_by_keyboard_alone(walk: Walk):
    walk.open(LAST).finish()
    walk.open("first", BLAME)
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


def host(url: str) -> str:
    """Return whom an address asks; nobody where it holds the content itself."""
    parts = urlsplit(url)
    return "" if parts.scheme in ("data", "blob") else parts.hostname or url


def look_around(walk: Walk, answers: dict[str, object]) -> Iterator[Seen]:
    """Answer each step from here on, and look at it."""
    for step in walk.steps():
        reached = focused(walk.page)
        for prompt in content().exercise(walk.exercise).prompts_of(step):
            if prompt.kind == "pie":
                walk.page.get_by_role("button", name=messages.PAGE["pie_equal"]).click()
            elif prompt.id in answers:
                walk.answer(prompt.id, answers[prompt.id])
        walk.saved()
        yield look(walk.page, step, reached)


def look(page: Page, place: str, reached: str) -> Seen:
    return Seen(
        place=place,
        title=page.title(),
        headings=page.get_by_role("heading", level=1).count(),
        focused=reached,
        running=page.evaluate(RUNNING),
        violations=axe(page),
        too_wide=sideways(page),
    )


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


@cache
def axe_script() -> str:
    return module_file("axe-core/axe.min.js").read_text("utf-8")


def axe(page: Page) -> list[str]:
    """Return what axe finds in light, and which colours fail in dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    size = page.viewport_size
    # So high that the bars at both ends lie on nothing.
    page.set_viewport_size({"width": 1280, "height": page.evaluate(HEIGHT)})
    found = []
    for scheme, rules in {"dark": ["color-contrast"], "light": TAGS}.items():
        # Without motion, since colours on their way from one scheme to the other are neither.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for one in page.evaluate(RUN_AXE, rules):
            found += [f"{scheme} {one['id']}: {node['target']}" for node in one["nodes"]]
    page.set_viewport_size(size)
    return found


def sideways(page: Page) -> list[str]:
    """Return the widths at which something is wider than the screen."""
    size = page.viewport_size
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(TWO_FRAMES)
        wider = page.evaluate(WIDER_THAN_THE_SCREEN)
        if wider["by"] > 0 or wider["wide"]:
            found.append(f"{width}: {wider}")
    page.set_viewport_size(size)
    return found


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


class Keys:
    """Hands on the keyboard: they move by Tab and see what has the focus."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.page = walk.page

    def to(self, control: Locator, key: str = "Tab") -> "Keys":
        for _ in range(TABS_AT_MOST):
            if control.evaluate("control => control === document.activeElement"):
                return self
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {control}.")

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, prompt: str, text: str, row: int = 0, column: str = "") -> None:
        self.to(self.box(prompt, row, column))
        self.page.keyboard.type(text)

    def box(self, prompt: str, row: int = 0, column: str = "") -> Locator:
        if not row:
            return self.walk.box(prompt)
        return self.walk.row(prompt, row).get_by_role("textbox", name=self.ask(prompt, column))

    def pick(self, prompt: str, down: int = 0, row: int = 0, column: str = "") -> None:
        """Come to a group of choices and take the first, or go down from it."""
        group = self.walk.group(prompt)
        if row:
            group = named_group(self.walk.row(prompt, row), self.ask(prompt, column))
        self.to(group.get_by_role("radio").first)
        self.press(*(["ArrowDown"] * down or ["Space"]))

    def ask(self, prompt: str, column: str) -> str:
        columns = {one.id: one.ask for one in self.walk.prompt(prompt).columns}
        return columns[column]

    def button(self, name: str) -> None:
        self.to(self.page.get_by_role("button", name=name, exact=True)).press("Enter")

    def next(self) -> None:
        with self.walk.moving():
            self.to(self.page.get_by_role("link", name="Next: ")).press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_be_focused()


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
