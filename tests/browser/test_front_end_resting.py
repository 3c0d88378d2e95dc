"""A page that the server let go: it rests, asks for nothing, and goes on with the participant."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, WebSocketRoute, expect

from tests.browser.conftest import tabs
from tests.browser.walking import Walk
from tests.server import Server, running_server

STEP = "know_or_guess"  # two texts side by side, open at any hour
RESTING = 4001
BACK = 60_000  # ms in which a page is itself again
A_WHILE = 4_000  # ms, in which a page that looked each second would have looked
HIDDEN = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Resting:
    """A tab whose line the test closes as the server does, and what the tab asks for."""

    def __init__(self, walk: Walk, server: Server) -> None:
        self.walk, self.server = walk, server
        self.asked: list[str] = []
        walk.page.on("request", lambda request: self.asked.append(request.url))
        walk.page.route_web_socket("**/voila/channels", self._connect)
        walk.open(STEP)
        walk.page.evaluate("document.marked = true")

    def _connect(self, line: WebSocketRoute) -> None:
        line.connect_to_server()
        self.line = line

    def rest(self) -> None:
        """Let the page rest; then its kernel ends."""
        self.line.close(code=RESTING, reason="resting")
        for pid in self.server.kernels():
            os.kill(pid, signal.SIGKILL)
        expect(self.banner).to_be_visible()
        self.asked.clear()

    @property
    def banner(self) -> Locator:
        return self.walk.page.get_by_role("status").filter(has_text="This page rests.")

    def is_as_it_was(self) -> bool:
        return bool(self.walk.page.evaluate("document.marked === true")) and not self.asked

    def goes_on(self) -> None:
        page = self.walk.page
        page.wait_for_function("() => document.marked !== true", timeout=BACK)
        page.wait_for_function("() => document.querySelector('textarea')", timeout=BACK)
        expect(page.locator(".banner:visible")).to_have_count(0)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("resting")) as running:
        yield running


@pytest.fixture
def resting(browser: Browser, server: Server) -> Iterator[Resting]:
    with tabs(browser, server) as new_walk:
        one = Resting(new_walk(), server)
        one.rest()
        yield one


def test_a_resting_page_says_so_once_and_asks_for_nothing(resting: Resting) -> None:
    resting.walk.page.wait_for_timeout(A_WHILE)
    assert resting.is_as_it_was()
    expect(resting.banner).to_have_count(1)
    expect(resting.banner).to_have_text("This page rests. It goes on when you do.")


SIGNS: dict[str, Callable[[Walk], None]] = {
    "key": lambda walk: walk.page.keyboard.press("Shift"),
    "pointer": lambda walk: walk.page.mouse.click(5, 400),
    "focus": lambda walk: walk.page.evaluate("window.dispatchEvent(new Event('focus'))"),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_resting_page_goes_on_at_the_first_sign(resting: Resting, sign: str) -> None:
    SIGNS[sign](resting.walk)
    resting.goes_on()


def test_a_resting_page_goes_on_when_it_is_seen_again_and_not_before(resting: Resting) -> None:
    resting.walk.page.evaluate(HIDDEN, True)
    resting.walk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    resting.walk.page.wait_for_timeout(A_WHILE)
    assert resting.is_as_it_was()
    resting.walk.page.evaluate(HIDDEN, False)
    resting.goes_on()


def test_what_is_typed_on_a_resting_page_is_kept_with_the_caret_and_saved(resting: Resting) -> None:
    walk = resting.walk
    walk.box("know").focus()
    walk.page.keyboard.type("Typed while the page rested", delay=30)
    for _ in "rested":
        walk.page.keyboard.press("ArrowLeft")
    resting.goes_on()
    expect(walk.box("know")).to_have_value("Typed while the page rested")
    expect(walk.box("know")).to_be_focused()
    caret = walk.box("know").evaluate("box => box.selectionStart")
    assert caret == len("Typed while the page ")
    walk.saved()


@pytest.fixture(scope="module")
def again(server: Server) -> Iterator[Server]:
    """The server, killed and started anew."""
    if server.process.poll() is None:
        server.kill()
    with running_server(server.folder, port=server.port) as running:
        yield running


def test_a_resting_page_whose_server_is_away_keeps_what_is_typed_and_says_so(
    resting: Resting, server: Server, request: pytest.FixtureRequest
) -> None:
    server.kill()
    resting.walk.box("know").focus()
    resting.walk.page.keyboard.type("Typed in between.")
    lost = resting.walk.page.get_by_role("status").filter(has_text="No connection just now.")
    expect(lost).to_be_visible()
    request.getfixturevalue("again")
    resting.goes_on()
    expect(resting.walk.box("know")).to_have_value("Typed in between.")
    resting.walk.saved()


def test_a_page_that_nobody_sees_asks_for_its_lost_kernel_slowly(
    browser: Browser, again: Server
) -> None:
    with tabs(browser, again) as new_walk:
        tab = Resting(new_walk(), again)
        tab.walk.page.evaluate(HIDDEN, True)
        tab.asked.clear()
        again.kill()
        expect(tab.walk.page.locator(".banner:visible")).to_have_count(1)
        tab.walk.page.wait_for_timeout(2 * A_WHILE)
        looks = [url for url in tab.asked if url.endswith("/voila/kernel")]
        tab.walk.page.evaluate(HIDDEN, False)
        tab.walk.page.wait_for_timeout(A_WHILE)
        seen = [url for url in tab.asked if url.endswith("/voila/kernel")]
        assert len(seen) > len(looks)
        assert len(looks) <= 5  # those of the connection itself, which gives up
