"""A facilitator leads a room from the first who comes in to its end, without a mouse."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.keys import Keys
from tests.browser.looking import axe, sideways, wrong_with
from tests.browser.walking import SHOWN, SOON, Walk
from tests.groups import Person
from tests.server import Server
from workbook import messages
from workbook.content.loader import load_content
from workbook.content.sessions import load_sessions
from workbook.group import seat
from workbook.group.facilitators import new_secret
from workbook.group.lead import Lead, open_room
from workbook.group.sealing import Call
from workbook.pages.facilitator.office import Office
from workbook.settings import Settings
from workbook.store import open_store
from workbook.store_rooms_protocol import Rooms
from workbook.vault import new_id
from workbook.web.keeper import SealedKeeper

SAY = messages.LEADING
CONTENT = load_content()
EVENING = load_sessions()["one_evening"]
CONTACT, HOUR = "04_time_apart.counts_as_contact", "04_time_apart.hard_hour"
AT = 2  # the exercise of the evening in which these may be shared
WITHIN = 2_500  # milliseconds; so soon is the screen as the room
HOSTILE = "<img src=x onerror=\"document.title='taken'\"> \u202egnihton \u05e9\u05dc\u05d5\u05dd"


@pytest.fixture
def rooms(server: Server) -> Rooms:
    return open_store(f"sqlite:///{server.data / 'journal.sqlite'}").rooms


@pytest.fixture
def lead(rooms: Rooms) -> Lead:
    return open_room(rooms, None, EVENING, 0, CONTENT, datetime.now(UTC))


@pytest.fixture
def people(rooms: Rooms, lead: Lead) -> list[Person]:
    return [Person(rooms, lead) for _ in range(8)]


@pytest.fixture
def page(browser: Browser, server: Server, lead: Lead) -> Iterator[Page]:
    """The page of somebody whose office knows this room."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SHOWN)
    page = context.new_page()
    key = office_with(lead, server.data)
    page.add_init_script(f"sessionStorage.setItem('second-look.office', '{key}')")
    page.goto(f"{server.url}facilitator", timeout=SOON)
    expect(page.locator(".room-list button")).to_be_visible(timeout=SOON)
    yield page
    context.close()


def office_with(lead: Lead, data: Path) -> str:
    database = f"sqlite:///{data / 'journal.sqlite'}"
    gate = SealedKeeper(Settings("served", database, data, "https://example.org"))
    office = Office(gate, own=False)
    office.open(None)
    office.begin(new_secret())
    office.keep(gate.new_phrase())
    office.add_lead(lead, ["", "", "Bring the cards."])
    return gate.tab_key or ""


def test_a_room_is_led_by_keys_alone(
    page: Page, server: Server, people: list[Person], tmp_path: Path
) -> None:
    hands = Keys(Walk(page, server.url))
    hands.to(page.locator(".room-list button").first).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("img", name=SAY["lead_qr"])).to_be_visible()
    assert wrong_with(page) == []

    sit(people, -1)
    expect(number(page, "lead_here")).to_have_text("8", timeout=WITHIN)
    go_on_to_the_sharing(page, hands)
    sit(people, AT, done=True)
    expect(number(page, "lead_done")).to_have_text("8", timeout=WITHIN)
    expect(page.get_by_text("Bring the cards.")).to_be_visible()

    share_five(people)
    hands.button(SAY["lead_gather"])
    expect(page.locator(".lead-shared h2")).to_be_focused()
    release = page.get_by_role("button", name=f"{SAY['lead_release']}: ")
    expect(release).to_be_visible(timeout=WITHIN)
    hands.to(release).press("Enter")
    expect(page.get_by_text(SAY["lead_is_released"])).to_be_visible(timeout=WITHIN)
    assert [bars.number for bars in people[0].view.face.released] == [5]
    review(page, hands, people)
    assert [*axe(page, 1280), *sideways(page)] == []

    # A page that is loaded anew goes on where it was, in a new kernel.
    page.reload()
    expect(page.locator(".lead-on-wall li")).to_have_count(1, timeout=SOON)
    expect(page.locator(".lead-aside li")).to_have_count(1)
    be_called(page, hands, people[0])
    danger = page.get_by_role("button", name=SAY["lead_danger"], exact=True)
    hands.to(danger).press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(SAY["lead_danger_here"])
    hands.press("Escape")
    expect(danger).to_be_focused()
    end(page, hands, people[0])


def number(page: Page, name: str) -> Locator:
    term = page.locator("dt", has_text=SAY[name])
    return page.locator(".lead-numbers > div").filter(has=term).locator("dd")


def sit(people: list[Person], item: int, done: bool = False) -> None:
    for person in people:
        seat.sit(person.rooms, person.ticket, item, done)


def go_on_to_the_sharing(page: Page, hands: Keys) -> None:
    titles = [CONTENT.exercise(item.exercise).title for item in EVENING.meetings[0].items]
    for place, title in enumerate(titles[: AT + 1]):
        way = SAY["lead_next" if place else "lead_start"].format(title=title)
        hands.button(way)
        expect(page.locator(".lead-now h2")).to_have_text(title, timeout=WITHIN)


def share_five(people: list[Person]) -> None:
    first = CONTENT.exercise("time_apart").prompt("counts_as_contact").choices[0].id
    for place, person in enumerate(people[:5]):
        person.share(CONTACT, [first])
        person.share(HOUR, f"{HOSTILE} {place}")


def review(page: Page, hands: Keys, people: list[Person]) -> None:
    """Read the sentences: one goes to the wall, one is left aside; the focus stays on the list."""
    waiting = page.locator(".lead-queue li")
    expect(waiting).to_have_count(5, timeout=WITHIN)
    first = waiting.first.locator("blockquote").inner_text()
    assert first.startswith("<img") and page.title() == "Workbook"
    hands.to(waiting.first.get_by_role("button", name=SAY["lead_to_wall"])).press("Enter")
    expect(waiting).to_have_count(4, timeout=WITHIN)
    expect(waiting.first.get_by_role("button", name=SAY["lead_to_wall"])).to_be_focused()
    expect(page.locator(".lead-on-wall li")).to_have_count(1)
    hands.press("Tab", "Enter")
    expect(page.locator(".lead-aside li")).to_have_count(1, timeout=WITHIN)
    assert len(people[0].view.said) == 1


def be_called(page: Page, hands: Keys, person: Person) -> None:
    call = Call(HOSTILE, "by the window")
    seat.give(person.rooms, person.ticket, person.view.face, new_id(), call)
    said = page.get_by_role("alert").filter(has_text="by the window")
    expect(said).to_contain_text("<img", timeout=WITHIN)
    expect(page.locator(".lead-calls")).to_be_in_viewport()
    assert axe(page, 1280) == []
    hands.button(SAY["lead_plans"])
    elsewhere = page.locator(".calls-elsewhere")
    expect(elsewhere).to_be_in_viewport(timeout=WITHIN)
    expect(elsewhere).to_contain_text("by the window")
    assert axe(page, 1280) == []
    hands.to(elsewhere.get_by_role("button"), "Shift+Tab").press("Enter")
    expect(elsewhere).to_be_hidden(timeout=WITHIN)
    hands.to(page.get_by_role("button", name=SAY["lead_call_done"]), "Shift+Tab").press("Enter")
    expect(page.locator(".lead-calls")).to_be_hidden(timeout=WITHIN)


def end(page: Page, hands: Keys, person: Person) -> None:
    hands.button(SAY["lead_end"])
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY["lead_end_title"])
    assert wrong_with(page) == []
    hands.button(SAY["lead_close_now"])
    expect(page.get_by_text(SAY["lead_close_first"])).to_be_visible()
    with page.expect_download() as download:
        hands.to(page.get_by_role("button", name=SAY["lead_report_html"]), "Shift+Tab").press(
            "Enter"
        )
    assert "&lt;img" in Path(download.value.path()).read_text("utf-8")
    hands.button(SAY["lead_close_now"])
    hands.button(SAY["lead_close_yes"])
    expect(page.get_by_role("heading", level=1)).to_have_text(SAY["lead_closed_title"])
    assert wrong_with(page) == []
    assert seat.look(person.rooms, person.ticket, None) is None
