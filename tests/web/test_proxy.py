"""Behind a proxy that speaks https, under a path that is not the root."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.walking import SHOWN, SOON, START, Walk, zone_where_it_is
from tests.nginx import running_proxy
from tests.server import Server, eventually, running_server
from tests.web.asking import ask
from workbook.cli import main

PATH = "/workbook/"


@dataclass(frozen=True)
class Proxied:
    """A server, and the address at which its proxy leads to it."""

    server: Server
    url: str


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("proxied")
    arguments = ["--base-path", PATH, "--behind-proxy"]
    with (
        running_server(folder, arguments=arguments) as server,
        running_proxy(folder, server.port, PATH) as url,
    ):
        yield Proxied(server, url)


@pytest.fixture
def tab(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(ignore_https_errors=True, timezone_id=zone_where_it_is(12))
    context.set_default_timeout(SHOWN)
    context.set_default_navigation_timeout(SOON)
    yield context
    context.close()


def headers_of(url: str) -> dict[str, str]:
    made_for_the_test = ssl.create_default_context()
    made_for_the_test.check_hostname = False
    made_for_the_test.verify_mode = ssl.CERT_NONE
    with urlopen(Request(url), timeout=SOON / 1000, context=made_for_the_test) as answer:
        return dict(answer.headers.items())


def test_an_answer_given_through_the_proxy_is_there_after_a_reload(
    tab: BrowserContext, proxied: Proxied
):
    walk = Walk(tab.new_page(), proxied.url).open("know_or_guess", START)
    walk.answer("know", "We did not speak for two weeks.")
    walk.reload()
    expect(walk.box("know")).to_have_value("We did not speak for two weeks.")


def test_everything_lies_under_the_path_and_no_cookie_is_set(tab: BrowserContext, proxied: Proxied):
    page = tab.new_page()
    asked: list[str] = []
    lines: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda line: lines.append(line.url))
    walk = Walk(page, proxied.url).open("welcome", START)
    walk.next()
    page.close()
    elsewhere = [url for url in asked if not url.startswith((proxied.url, "blob:", "data:"))]
    assert elsewhere == []
    assert lines and all(url.startswith(proxied.url.replace("https", "wss")) for url in lines)
    assert tab.cookies() == []


def test_the_links_of_the_header_and_of_a_step_lie_under_the_path(
    tab: BrowserContext, proxied: Proxied
):
    walk = Walk(tab.new_page(), proxied.url).open("welcome", START)
    pause = walk.page.locator("a.pause-link")
    assert pause.get_attribute("href") == f"{PATH}pause"
    walk.next()
    assert walk.page.url.startswith(f"{proxied.url}{START}#")


def test_closing_the_page_ends_its_kernel_through_the_proxy(tab: BrowserContext, proxied: Proxied):
    walk = Walk(tab.new_page(), proxied.url).open("welcome", START)
    open_ones = set(proxied.server.kernels())
    walk.page.close(run_before_unload=True)
    assert eventually(lambda: open_ones - set(proxied.server.kernels()))


def test_a_browser_is_told_to_come_by_https_alone(proxied: Proxied):
    headers = headers_of(f"{proxied.url}{START}")
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Set-Cookie" not in headers


def test_what_was_asked_by_http_says_nothing_of_https(proxied: Proxied):
    assert "Strict-Transport-Security" not in ask(proxied.server, "/workbook/nowhere").headers


def test_a_visitor_without_a_proxy_is_not_believed(server: Server):
    answer = ask(server, "/nowhere", **{"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


def test_what_lies_beside_the_path_does_not_exist(proxied: Proxied):
    answer = ask(proxied.server, f"/{START}")
    assert answer.status == 404
    assert f'href="{PATH}"' in answer.text


@pytest.mark.parametrize("path", ["workbook", "/workbook", "/workbook/", "//workbook//"])
def test_a_path_is_understood_with_and_without_slashes(tmp_path: Path, path: str):
    with running_server(tmp_path, arguments=["--base-path", path]) as server:
        assert server.url.endswith(PATH)
        assert ask(server, f"{PATH}healthz").text == "ok"


@pytest.mark.parametrize("path", ["/a b/", "https://example.org/x", "/../", '/"/'])
def test_a_path_that_cannot_be_one_is_named(capsys, path: str):
    assert main(["serve", "--no-browser", "--base-path", path]) == 2
    assert "--base-path" in capsys.readouterr().err
