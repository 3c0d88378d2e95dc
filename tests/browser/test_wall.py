"""The wall on a projector: what the room sees, how it turns its pages, and what is on paper."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import axe, sideways
from tests.browser.walking import SHOWN, SOON
from tests.groups import CHOICE, CONTENT, SCALE, SENTENCE, Person, open_evening
from tests.server import Server
from workbook import messages
from workbook.group.lead import Led
from workbook.group.room import extend, go_on
from workbook.store import open_store

SAY = messages.WALL
WITHIN = 2_000  # milliseconds; so soon is the wall as the room
LAST_SECONDS = re.compile(r"^5\d seconds left$")
HOSTILE = [
    "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>",
    "\u202edesrever \u2066<b>bold</b> שלום",
    "😀" * 200,
    "Wordsthatneverendandhavenospaceinthem" * 5,
    "I waited for a word that I owed myself, and on the day I had it ready nobody was there.",
]


@pytest.fixture(scope="module")
def led(server: Server) -> Iterator[Led]:
    """A room in the store of the server, led from outside."""
    rooms = open_store(f"sqlite:///{server.data / 'journal.sqlite'}").rooms
    led = Led(rooms, open_evening(rooms), CONTENT)
    yield led
    led.close()


@pytest.fixture
def wall(browser: Browser, server: Server, led: Led) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    context.set_default_timeout(SHOWN)
    page = context.new_page()
    page.goto(f"{server.url}facilitator#wall={led.lead.code}", timeout=SOON)
    expect(page.locator(".wall-code")).to_have_text(shown_code(led), timeout=SOON)
    yield page
    context.close()


def shown_code(led: Led) -> str:
    return f"{led.lead.code[:4]}-{led.lead.code[4:]}"


def test_the_wall_goes_with_the_room_and_is_minutes_on_paper(wall: Page, led: Led):
    expect(wall.get_by_role("img", name=SAY["wall_qr"])).to_be_visible()
    assert height_of(wall, ".wall-code") > 90
    assert fits(wall) and [*axe(wall, 1920), *sideways(wall)] == []

    led.steer(lambda face: go_on(face, datetime.now(UTC)))
    title = led.face.agenda[0].title
    expect(wall.locator(".wall-now")).to_have_text(title, timeout=WITHIN)
    expect(wall.locator(".wall-left")).to_have_text(SAY["wall_minutes_left"].format(n=15))
    led.steer(lambda face: extend(face, -14, datetime.now(UTC)))
    expect(wall.locator(".wall-left")).to_have_text(LAST_SECONDS, timeout=WITHIN)

    share_all_of_it(led)
    sentences = wall.locator(".wall-said li")
    expect(sentences).to_have_count(len(HOSTILE), timeout=WITHIN)
    assert {one.strip() for one in sentences.all_inner_texts()} == {
        one.text.strip() for one in led.on_wall
    }
    assert wall.title() != "taken" and wall.locator(".wall img, .wall b").count() == 0
    assert fits(wall) and [*axe(wall, 1920), *sideways(wall)] == []
    turn_all_pages(wall)

    wall.emulate_media(media="print")
    paper = wall.locator("body").inner_text()
    for part in (led.face.title, title, "15", SAY["wall_minutes"], *(bar_words(led))):
        assert part in paper
    for code in (shown_code(led), led.lead.code, "/join", "seconds"):
        assert code not in paper
    assert wall.get_by_role("img").count() == 0


def share_all_of_it(led: Led) -> None:
    choice = CONTENT.exercise("blame_inventory").prompt("mind_first").offered[0].id
    for place, text in enumerate(HOSTILE):
        person = Person(led.rooms, led.lead)
        person.share(CHOICE, choice)
        person.share(SCALE, 10 * place)
        person.share(SENTENCE, text)
    led.refresh(datetime.now(UTC))
    led.gather()
    for prompt in (CHOICE, SCALE):
        led.release(prompt)
    for sentence in led.queue:
        led.show_sentence(sentence.id)


def turn_all_pages(wall: Page) -> None:
    """Turn by key to the last page; each place that was not there before comes into view."""
    last = wall.locator(".wall-said li").last
    expect(last).not_to_be_in_viewport()
    on = wall.get_by_role("button", name=SAY["wall_page_on"])
    while on.get_attribute("aria-disabled") == "false":
        wall.keyboard.press("PageDown")
    expect(last).to_be_in_viewport()
    wall.get_by_role("button", name=SAY["wall_page_back"]).click()
    expect(last).not_to_be_in_viewport()


def bar_words(led: Led) -> Iterator[str]:
    for bars in led.face.released:
        yield bars.ask
        yield from (bar.label for bar in bars.bars)


def fits(wall: Page) -> bool:
    """Tell whether nothing has to be scrolled to, on this screen and on a smaller one."""
    found = []
    for size in ((1280, 720), (1920, 1080)):
        wall.set_viewport_size({"width": size[0], "height": size[1]})
        found.append(wall.evaluate("document.scrollingElement.scrollHeight <= innerHeight"))
    return all(found)


def height_of(wall: Page, part: str) -> float:
    box = wall.locator(part).bounding_box()
    return box["height"] if box else 0
