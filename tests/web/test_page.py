"""The page in a real browser, where the server, its kernel or the line between is lost."""

import os
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.server import Server, eventually, running_server

TITLE = "#main h1"
SAID = """
    window.said = [];
    addEventListener('workbook:connection', (event) => said.push(event.detail.connected));
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def opened(page: Page, server: Server, path: str = "") -> None:
    page.goto(server.url + path)
    expect(page.locator(TITLE)).to_be_visible(timeout=30_000)


def kernel_of_opened(page: Page, server: Server) -> int:
    """Open a page and return its kernel, which is none of those of other pages."""
    others = {*server.kernels()}
    opened(page, server)
    (own,) = {*server.kernels()} - others
    return own


def until(page: Page, expression: str) -> None:
    """Wait for an expression; Playwright's own way would need eval, which our pages forbid."""

    def holds() -> bool:
        try:
            return bool(page.evaluate(expression))
        except Error:  # the page is just being loaded again
            return False

    assert eventually(holds, within=30), expression


def marked(page: Page) -> None:
    """Leave a mark that a reload wipes off."""
    page.evaluate("window.stillHere = true")


def test_a_page_shows_its_exercise_without_a_word_from_elsewhere(page: Page, server: Server):
    asked: list[str] = []
    problems: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    opened(page, server)
    ours = (server.url, "data:", f"ws://127.0.0.1:{server.port}/")
    assert [url for url in asked if not url.startswith(ours)] == []
    assert problems == []
    assert page.title() == "Workbook"


def test_the_controls_of_ipywidgets_are_not_fetched(page: Page, server: Server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, server)
    assert not [url for url in asked if "controls-" in url]


def test_closing_the_page_ends_its_kernel(page: Page, server: Server):
    kernel = kernel_of_opened(page, server)
    page.close()
    assert eventually(lambda: kernel not in server.kernels())


def test_going_to_another_site_and_back_opens_the_page_again(page: Page, server: Server):
    opened(page, server)
    page.goto("data:text/html,elsewhere")
    page.go_back()
    expect(page.locator(TITLE)).to_be_visible(timeout=30_000)
    until(page, "document.querySelector('#main .opening') === null")


def test_a_lost_kernel_brings_the_page_again_with_a_new_one(page: Page, server: Server):
    kernel = kernel_of_opened(page, server)
    marked(page)
    before = {*server.kernels()}
    os.kill(kernel, signal.SIGKILL)
    until(page, "window.stillHere === undefined")
    expect(page.locator(TITLE)).to_be_visible(timeout=30_000)
    assert {*server.kernels()} - before


def test_a_page_is_not_reloaded_while_somebody_types(page: Page, server: Server):
    kernel = kernel_of_opened(page, server)
    marked(page)
    page.evaluate("""
        const field = document.body.appendChild(document.createElement('input'));
        window.typing = setInterval(() => field.dispatchEvent(
            new Event('input', {bubbles: true})), 200);
    """)
    os.kill(kernel, signal.SIGKILL)
    page.wait_for_timeout(4_000)
    assert page.evaluate("window.stillHere") is True
    page.evaluate("clearInterval(window.typing)")
    until(page, "window.stillHere === undefined")


def test_a_dropped_line_comes_back_to_the_same_kernel(page: Page, server: Server):
    lines = []

    def between(line):
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket("**/channels**", between)
    opened(page, server)
    page.evaluate(SAID)
    marked(page)
    lines[-1].close(code=4000, reason="dropped")
    until(page, "window.said.join() === 'false,true'")
    assert len(lines) == 2
    assert page.evaluate("window.stillHere") is True
    expect(page.locator(".banner:visible")).to_have_count(0)


def test_a_page_without_its_kernel_says_so(page: Page, server: Server):
    """The kernel's part never comes: what is left must still be of use."""
    page.route(
        server.url,
        lambda route: route.fulfill(
            body=route.fetch().text().replace("workbook-view", "nothing"),
            content_type="text/html",
        ),
    )
    page.goto(server.url)
    expect(page.get_by_role("alert")).to_contain_text("did not open")
    page.locator("summary", has_text="Help now").click()
    expect(page.locator("#help dl").first).to_be_visible()


def test_a_lost_server_is_said_at_once_and_its_return_brings_the_page(page: Page, server: Server):
    """The last test here: it takes the server from all others."""
    opened(page, server, "01_what_happened")
    page.evaluate(SAID)
    marked(page)
    server.kill()
    until(page, "window.said.length === 1 && window.said[0] === false")
    expect(page.locator(".banner:visible")).to_have_count(1)
    assert eventually(lambda: not server.kernels())
    with running_server(server.folder, port=server.port):
        until(page, "window.stillHere === undefined")
        expect(page.locator(TITLE)).to_be_visible(timeout=30_000)
        assert "/01_what_happened" in page.url
