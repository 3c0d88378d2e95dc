"""A browser and a server for the tests of many modules, and tabs at noon."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.walking import KEY, SHOWN, SOON, Walk, zone_where_it_is
from tests.find_browser import find_browser
from tests.server import Server, running_server

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves this machine
]
NewWalk = Callable[..., Walk]

expect.set_options(timeout=SHOWN)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run a browser until the end of the block; meanwhile nothing else may run a loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all tests of this folder, none of which runs a loop of its own."""
    with running_browser() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A wide window for pages without a server."""
    one = browser.new_context(viewport={"width": 1280, "height": 900})
    one.set_default_timeout(SHOWN)
    yield one
    one.close()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all modules that do it no harm; each tab has a journal of its own in it."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture(scope="module")
def new_walk(browser: Browser, server: Server) -> Iterator[NewWalk]:
    """Make tabs that stay open until the end of the module."""
    with tabs(browser, server) as new_walk:
        yield new_walk


@pytest.fixture
def walk(browser: Browser, server: Server) -> Iterator[Walk]:
    """A fresh tab at noon."""
    with tabs(browser, server) as new_walk:
        yield new_walk()


@contextmanager
def tabs(browser: Browser, server: Server) -> Iterator[NewWalk]:
    """Make tabs that are closed at the end of the block."""
    contexts = []

    def new_walk(*, hour: int = 12, key: str = "", **options: Any) -> Walk:
        """Open a tab; `key` opens the journal of another one."""
        options = {
            "viewport": {"width": 1280, "height": 900},
            "timezone_id": zone_where_it_is(hour),
            **options,
        }
        context = browser.new_context(**options)
        context.set_default_timeout(SHOWN)
        context.set_default_navigation_timeout(SOON)
        if key:
            context.add_init_script(f"sessionStorage.setItem({KEY!r}, {key!r})")
        contexts.append(context)
        return Walk(context.new_page(), server.url)

    try:
        yield new_walk
    finally:
        for context in contexts:
            context.close()
