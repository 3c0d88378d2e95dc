"""A group session in the browser: two people in one room, by keys, to see and to read."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewWalk
from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways
from tests.browser.tours import IN_A_ROOM
from tests.browser.walking import clear_answers, content
from tests.server import Server
from workbook import messages
from workbook.content.sessions import Meeting, Session, SessionItem
from workbook.group.codes import show_code
from workbook.group.lead import Led, open_room
from workbook.group.room import Bar, Bars, go_on, pause
from workbook.store import open_store

SAYS, SAID = messages.ROOM_PAGE, messages.ROOM_SAID
FIRST, SECOND = "05_best_version", "10_letting_go"
MARKUP = "<img src=x onerror=alert(1)> stays <b>text</b>."
WIDTH_OF_A_PHONE = 390


@pytest.fixture
def led(server: Server) -> Iterator[Led]:
    """A room on the server's own store, as its facilitator has it."""
    store = open_store(f"sqlite:///{server.data / 'journal.sqlite'}", check=False)
    plan = Session(
        title="A quiet evening <i>together</i>",
        consent=f"We keep it here. {MARKUP}",
        ground_rules=("One speaks, all listen.", "You may always pass."),
        meetings=(
            Meeting(
                title="First evening",
                items=(
                    SessionItem(exercise=FIRST, minutes=10),
                    SessionItem(exercise=SECOND, minutes=5),
                ),
            ),
        ),
    )
    lead = open_room(store.rooms, None, plan, 0, content(), datetime.now(UTC), rehearsal=True)
    led = Led(store.rooms, lead, content())
    yield led
    led.close()
    store.close()


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name=SAYS["room_bar"])


def move_on(led: Led) -> None:
    led.steer(lambda face: go_on(face, datetime.now(UTC)))


def release(led: Led) -> None:
    bars = Bars(
        prompt=f"{FIRST}.seen_by",
        ask="What helps you most?",
        number=7,
        bars=(Bar(label="A walk", number=5), Bar(label=MARKUP, number=2)),
    )
    led.steer(lambda face: face.model_copy(update={"released": (bars,)}))


def come_in(keys: Keys, led: Led) -> None:
    keys.page.goto(f"{keys.walk.url}/join#{led.lead.code}")
    code = keys.page.get_by_label(SAYS["room_code"])
    expect(code).to_have_value(show_code(led.lead.code))
    assert led.lead.code not in keys.page.url
    keys.to(code).press("Enter")
    expect(keys.page.get_by_text(MARKUP)).to_be_visible()
    keys.button(SAYS["room_not_now"])
    expect(code).to_be_visible()
    expect(keys.page.get_by_text(SAYS["room_waits"])).to_have_count(0)
    keys.to(code).press("Enter")
    keys.button(SAYS["room_agree"])
    expect(bar(keys.page)).to_contain_text(SAYS["room_lobby"])


def test_by_keys_from_the_code_to_leaving(new_walk: NewWalk, led: Led) -> None:
    walk, other = new_walk().open(), new_walk(viewport={"width": 390, "height": 844})
    walk.through(clear_answers())
    walk.finish()
    keys, second = Keys(walk), Keys(other)
    come_in(keys, led)
    come_in(second, led)
    page = walk.page
    expect(bar(page)).to_contain_text(SAYS["room_here"].format(n=2))
    expect(bar(page)).to_contain_text(SAYS["room_rehearsal"])

    with walk.moving():
        move_on(led)
    assert walk.exercise == FIRST
    expect(bar(page)).to_contain_text("10 minutes left")
    expect(bar(other.page)).to_contain_text(SAYS["room_now"].format(title="Your best version"))
    walk.open("strengths_step", FIRST)
    keys.write("what_i_need", f"Quiet mornings. And {MARKUP}")
    walk.saved()
    move_on(led)  # while somebody types
    expect(bar(page)).to_contain_text(SAYS["room_goes_on"].format(title="Letting go"))
    expect(walk.box("what_i_need")).to_be_focused()
    assert walk.exercise == FIRST

    keys.follow(SAYS["room_share"])
    keys.to(page.get_by_role("checkbox")).press("Space")
    keys.to(page.get_by_label(SAYS["room_offer_edit"])).press("Control+a")
    page.keyboard.type(MARKUP)
    keys.button(SAYS["room_offer_make"])
    expect(page.get_by_role("status").filter(has_text=SAID["shared"])).to_be_visible()
    expect(page.locator(".room-words")).to_have_text(MARKUP)
    assert len(led.rooms.ids(led.lead.lead, "contribution")) == 1
    keys.to(page.get_by_role("button", name=SAYS["room_take_back"])).press("Enter")
    expect(page.locator(".room-words")).to_have_count(0)
    assert not led.rooms.ids(led.lead.lead, "contribution")

    keys.button(SAYS["room_leave"])
    expect(bar(page).get_by_text(SAID["left"], exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    walk.reload()
    expect(bar(page)).to_have_count(0)
    expect(bar(other.page)).to_be_visible()


def test_every_screen_of_the_room_is_fit_for_everybody(new_walk: NewWalk, led: Led) -> None:
    walk = new_walk().open()
    walk.through(clear_answers())
    walk.finish()
    walk.open("strengths_step", FIRST)
    walk.answer("what_i_need", f"Quiet. {MARKUP}")
    walk.answer("seen_by", "My sister says that I listen.")
    walk.saved()
    page = walk.page
    come_in(Keys(walk), led)
    move_on(led)
    release(led)
    led.steer(lambda face: pause(face, datetime.now(UTC)))
    expect(bar(page)).to_contain_text(SAYS["room_see"])
    wrong = {}
    for step in ("code", *IN_A_ROOM):
        walk.open(step, "join")
        expect(page.locator(".keeping-step")).to_be_visible()
        wrong[step] = [*axe(page), *axe(page, WIDTH_OF_A_PHONE), *sideways(page)]
    assert wrong == {"code": [], "share": [], "help": []}
    assert page.locator("img[src=x]").count() == 0
