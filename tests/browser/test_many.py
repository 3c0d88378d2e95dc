"""Many visitors on one machine: who finds no room, and who has gone away for a while."""

from collections.abc import Iterator
from uuid import uuid4

import psutil
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ARGUMENTS, tabs
from tests.find_browser import find_browser
from tests.server import Server, eventually
from tests.serving import serving

STEP = "know_or_guess"
UNTOUCHED = 4  # seconds after which a page rests in these tests


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    arguments = ["--max-participants", "1"]
    with serving(tmp_path_factory.mktemp("many"), haste=UNTOUCHED, arguments=arguments) as running:
        yield running


def test_who_finds_no_room_is_told_so_and_comes_in_by_itself(browser: Browser, server: Server):
    with tabs(browser, server) as new_walk:
        first = new_walk().open(STEP)
        context = browser.new_context()
        second = context.new_page()
        answer = second.goto(server.url)
        assert answer and (answer.status, answer.headers["retry-after"]) == (503, "1")
        expect(second.get_by_role("heading", name="It is full just now")).to_be_visible()
        # Who reads the numbers of help is not torn away from them.
        second.locator("summary", has_text="Help now").click()
        second.evaluate("window.stillHere = true")
        first.page.close()
        assert eventually(lambda: not server.kernels())
        second.wait_for_timeout(2_500)
        assert second.evaluate("window.stillHere")
        second.keyboard.press("Escape")
        expect(second.locator("#main h1")).not_to_have_text("It is full just now")
        second.close()
        context.close()
        assert eventually(lambda: not server.kernels())


def test_a_page_that_nobody_touches_gives_its_room_to_others(browser: Browser, server: Server):
    with tabs(browser, server) as new_walk:
        walk = new_walk().open(STEP)
        walk.box("know").fill("What I know.")
        walk.saved()
        resting = walk.page.get_by_role("status").filter(has_text="This page rests.")
        expect(resting).to_be_visible(timeout=30_000)
        assert eventually(lambda: not server.kernels())
        walk.box("know").press("End")
        walk.page.keyboard.type(" And more.")
        expect(resting).to_be_hidden(timeout=30_000)
        expect(walk.box("know")).to_have_value("What I know. And more.")
        walk.saved()


def test_a_killed_browser_leaves_no_kernel(browser: Browser, server: Server):
    mark = f"--killed-in-a-test={uuid4()}"
    killed = browser.browser_type.launch(executable_path=find_browser(), args=[*ARGUMENTS, mark])
    page = killed.new_page()
    page.goto(server.url)
    expect(page.locator("#main h1")).to_be_visible()
    assert len(server.kernels()) == 1
    for process in psutil.process_iter(["cmdline"]):
        if mark in (process.info["cmdline"] or ()):
            process.kill()
    assert eventually(lambda: not server.kernels(), within=30)
