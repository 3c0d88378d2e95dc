"""One journal from the first page to the last, as a participant goes: by Next, on a phone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import write_journal
from tests.browser.keys import Keys
from tests.browser.looking import FOCUSED, WIDER_THAN_THE_SCREEN
from tests.browser.walking import START, Walk, clear_answers, content, days_ago, named_group
from tests.server import Server
from workbook import messages

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
APART, CHANGE, NEEDS, PAUSE = "04_time_apart", "05_best_version", "08_reaching_out", "pause"
ON_THE_WAY = {
    START: {**clear_answers(), "agreed": "yes"},
    APART: {
        "if_then": [{"cue": "If the last bus is late,", "act": "then I walk to the next stop."}],
        "mood": 4,
        "line": "Rain at last.",
    },
    CHANGE: {
        "identity": [{"what": "Early riser", "pile": "still_me"}, {"what": "Friday at the club"}],
        "changes": [{"what": "I knock before I come in."}],
    },
    NEEDS: {"they_need": "Quiet after ten."},
}
"""The fewest answers that keep the way open to the end, and one of each new kind."""
SAYS = messages.PAGE


@pytest.mark.timeout(600)
def test_from_the_first_page_to_the_last_by_pressing_next(new_walk: NewWalk):
    walk = new_walk(**PHONE, reduced_motion="reduce")
    hosts = listen(walk.page)
    walk.open()
    for number, exercise in enumerate(content().way, start=1):
        assert walk.exercise == exercise.id
        go_through(walk)
        expect(walk.page.get_by_role("heading", level=1)).to_have_text(messages.DONE_TITLE)
        if number < len(content().way):
            with walk.moving():
                walk.page.get_by_role("link", name=f"Next: {content().way[number].title}").tap()
    walk.reload()
    walk.page.get_by_role("navigation").get_by_text(SAYS["exercises"], exact=True).tap()
    for exercise in content().way:
        expect(walk.listed(exercise.id)).to_contain_text(messages.STATES["done"])
    # What was said on the way is there to read again.
    walk.choose(APART)
    walk.open("your_days", APART)
    for words in ("Rain at last.", "If the last bus is late,", "then I walk to the next stop."):
        expect(walk.page.get_by_role("main").get_by_text(words)).to_be_visible()
    assert hosts == {"127.0.0.1"}


def test_a_day_a_line_and_ten_minutes_by_keyboard_alone(new_walk: NewWalk, server: Server):
    start = {**clear_answers(), "break_now": "running", "break_start": days_ago(10)}
    walk = new_walk(key=write_journal(server, {START: start}, done=["start"]))
    keys = Keys(walk.open("daily_note", APART))
    note_the_day(keys)
    put_lines_into_piles(Keys(walk.open("identity_step", CHANGE)))
    sit_for_ten_minutes(keys)
    walk.reload()
    see_the_day(walk.open("daily_note", APART))
    walk.open("identity_step", CHANGE)
    expect(named_group(walk.page, "Still me")).to_contain_text("Early riser")
    expect(named_group(walk.page, "Was us")).to_contain_text("Fridays at the club")


def go_through(walk: Walk) -> None:
    """Go to the end of an exercise, and look at each of its screens on the way."""
    answers = ON_THE_WAY.get(walk.exercise, {})
    for at, step in enumerate(walk.steps()):
        if (walk.exercise, at) != (START, 0):
            assert walk.page.evaluate(FOCUSED) == "H1", (walk.exercise, step)
        for prompt in content().exercise(walk.exercise).prompts_of(step):
            if prompt.id in answers:
                walk.answer(prompt.id, answers[prompt.id])
        assert walk.page.evaluate(WIDER_THAN_THE_SCREEN) == [], (walk.exercise, step)
    walk.saved()
    walk.finish()


def note_the_day(keys: Keys) -> None:
    sheet = keys.page.get_by_role("navigation", name=SAYS["sheet"])
    keys.to(keys.walk.group("mood").get_by_role("slider")).press("Space", "ArrowRight")
    keys.pick("slept", down=1)
    keys.write("line", "The calf stood up.")
    keys.walk.saved()
    with keys.walk.moving():
        keys.to(sheet.get_by_role("link"), "Shift+Tab").press("Enter")
    expect(sheet).to_contain_text("Day 10 of your own break")
    keys.write("line", "Rain at last.")
    keys.walk.saved()
    with keys.walk.moving():
        keys.to(sheet.get_by_role("link").last, "Shift+Tab").press("Enter")
    expect(sheet).to_contain_text("Day 11 of your own break")


def see_the_day(walk: Walk) -> None:
    expect(walk.group("mood").get_by_role("spinbutton")).to_have_value("6")
    expect(walk.group("slept").get_by_role("radio").nth(1)).to_be_checked()
    expect(walk.box("line")).to_have_value("The calf stood up.")


def put_lines_into_piles(keys: Keys) -> None:
    piles = {pile.say for pile in keys.walk.prompt("identity").piles}
    assert {"Still me", "Was us"} <= piles
    keys.to(keys.page.get_by_label(SAYS["sort_write"], exact=True))
    keys.page.keyboard.type("Early riser")
    keys.press("Enter")
    keys.page.keyboard.type("Friday at the club")
    keys.press("Enter")
    keys.button(SAYS["sort_move_line"].format(line="Early riser", pile="Still me"))
    keys.to(change(keys, "Friday at the club"), "Shift+Tab").press("Enter")
    keys.page.keyboard.press("Home")
    for _ in "Friday":
        keys.press("ArrowRight")
    keys.page.keyboard.type("s")
    keys.press("Enter")
    expect(change(keys, "Fridays at the club")).to_be_focused()
    keys.to(
        keys.page.get_by_role(
            "button",
            name=SAYS["sort_move_line"].format(line="Fridays at the club", pile="Was us"),
            exact=True,
        ),
        "Shift+Tab",
    ).press("Enter")
    keys.walk.saved()


def change(keys: Keys, line: str):
    name = SAYS["sort_change_line"].format(line=line)
    return keys.page.get_by_role("button", name=name, exact=True)


def sit_for_ten_minutes(keys: Keys) -> None:
    page = keys.page
    page.clock.install()
    keys.walk.reload()
    keys.follow(messages.HEADER["pause"])
    keys.next()
    left = page.get_by_text(SAYS["timer_left"].format(n=10), exact=True)
    expect(left).to_be_visible()
    keys.button(SAYS["timer_start"])
    page.clock.run_for(61_000)
    expect(page.get_by_text(SAYS["timer_left"].format(n=9), exact=True)).to_be_visible()
    keys.button(SAYS["timer_stop"])
    expect(page.get_by_text(SAYS["timer_stopped"]).first).to_be_visible()


def listen(page: Page) -> set[str]:
    """Gather whom the pages ask; nobody where an address holds the content itself."""
    hosts: set[str] = set()

    def heard(url: str) -> None:
        parts = urlsplit(url)
        hosts.add("" if parts.scheme in ("data", "blob") else parts.hostname or url)

    page.context.on("request", lambda asked: heard(asked.url))
    page.on("websocket", lambda asked: heard(asked.url))
    return hosts
