import json
import re
import struct
import time
from http.client import HTTPConnection
from socket import SO_LINGER, SOL_SOCKET
from uuid import uuid4

import pytest

from tests.server import Server, eventually, running_server
from tests.web.asking import KERNEL, Answer, ask, first_bytes, is_there, open_page, read_until
from workbook import messages
from workbook.web.assets import TEMPLATE


def test_health_needs_no_kernel(server: Server):
    answer = ask(server, "/healthz")
    assert (answer.status, answer.text) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_first_bytes_hold_all_that_helps_without_script_or_kernel(server: Server):
    text = first_bytes(server, "/")
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Workbook</title>" in text
    assert (
        "<header>" in text and '<main id="main"' in text and '<a class="skip" href="#main">' in text
    )
    assert "data-quick-exit" in text and "Help now" in text
    assert f'<p class="opening-safety">{messages.HEADER["danger"]}</p>' in text
    assert "Opening your workbook" in text and "<noscript>" in text
    assert not KERNEL.search(text)


def test_a_page_brings_along_what_its_script_imports_at_once(server: Server):
    text = first_bytes(server, "/")
    modules = re.findall(r'<link rel="modulepreload" href="([^"]+)">', text)
    assert modules
    script = ask(server, re.search(r'src="([^"]+client\.js[^"]*)"', text)[1]).text
    for address in modules:
        assert "immutable" in ask(server, address).headers["Cache-Control"]
        assert f"./{address.rsplit('/', 1)[1]}" in script


@pytest.mark.parametrize("path", ["/", "/01_what_happened", "/00_start"])
def test_a_page_shows_its_widget_and_no_cell(server: Server, path: str):
    answer = ask(server, path)
    assert answer.status == 200
    assert 'class="workbook-view" data-model="' in answer.text
    assert "open_exercise" not in answer.text


@pytest.mark.parametrize("page", ["index", "error", "full"])
def test_no_page_tells_a_window_a_link_or_a_search_what_it_is_about(page: str):
    head, found, _ = (TEMPLATE / f"{page}.html.j2").read_text("utf-8").partition("</head>")
    assert found
    assert "<title>Workbook</title>" in head
    assert '<meta name="robots" content="noindex,nofollow,noarchive">' in head
    assert '<link rel="icon" href="data:,">' in head
    assert not re.search(r"og:|twitter:|description|manifest|application-name", head)


def test_pages_say_nothing_of_themselves_and_keep_nothing(server: Server):
    headers = ask(server, "/nowhere").headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers and "Server" not in headers


def test_pages_may_only_use_their_own_scripts_and_styles(server: Server):
    said = ask(server, "/nowhere").headers["Content-Security-Policy"]
    policy = dict(part.split(" ", 1) for part in said.split("; "))
    assert policy["default-src"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert "unsafe" not in said and "blob:" not in said and "http" not in said


def test_pages_ask_nothing_of_a_device_but_to_copy(server: Server):
    policy = ask(server, "/nowhere").headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} <= {*policy}
    assert [each for each in policy if not each.endswith("=()")] == ["clipboard-write=(self)"]


def test_no_page_sets_a_cookie(server: Server):
    assert "Set-Cookie" not in ask(server, "/").headers


def test_a_template_cannot_be_chosen_by_address(server: Server):
    assert "data-workbook-frame" in ask(server, "/?template=lab&theme=dark").text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/99_unwritten",
        "/00_start.ipynb",
        "/..%2f00_start",
        "/00_start/more",
        "/tree",
        "/lab",
        "/files/00_start.ipynb",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/api/terminals",
        "/login",
        "/voila/tree",
        "/voila/render/00_start.ipynb",
        "/voila/files/00_start.ipynb",
        "/voila/api/contents/00_start.ipynb",
        "/voila/labextensions/x",
        "/voila/templates/lab/static/voila.js",
        "/voila/query/a-b-c-d-e",
        "/voila/execution/a-b-c-d-e",
    ],
)
def test_other_addresses_lead_to_a_calm_page(server: Server, path: str):
    answer = ask(server, path)
    assert answer.status == 404
    assert "This page does not exist" in answer.text
    assert 'href="/"' in answer.text and "Help now" in answer.text
    assert "Traceback" not in answer.text and "Error" not in answer.text


@pytest.mark.parametrize("path", ["../index.html.j2", "..%2findex.html.j2", "%2e%2e/controls.py"])
def test_static_files_stay_in_their_folders(server: Server, path: str):
    assert ask(server, f"/voila/static/{path}").status in (403, 404)


def test_versioned_files_are_kept_and_others_asked_for_again(server: Server):
    assert "immutable" in ask(server, "/voila/static/client.js?v=1").headers["Cache-Control"]
    assert ask(server, "/voila/static/client.js").headers["Cache-Control"] == "no-cache"


def test_a_page_may_ask_for_its_kernel_and_for_no_other(server: Server):
    kernel = open_page(server)
    assert ask(server, "/voila/kernel", "POST", kernel).status == 204
    for other in ("", str(uuid4()), kernel[:-1], f"{kernel}\n", "\x00", "../" * 400):
        assert ask(server, "/voila/kernel", "POST", other).status == 404
    for method in ("GET", "DELETE", "PUT"):
        assert ask(server, "/voila/kernel", method, kernel).status == 405


def test_closing_twice_ends_the_kernel_once(server: Server):
    kernel = open_page(server)
    for _ in range(2):
        assert ask(server, "/voila/closing", "POST", kernel).status == 204
    assert is_there(server, kernel)  # last edits may still arrive
    assert eventually(lambda: not is_there(server, kernel))
    assert ask(server, "/voila/closing", "POST", kernel).status == 204


@pytest.mark.parametrize(
    "path", ["/api/kernels/{}", "/api/kernels/{}/channels", "/voila/api/shutdown/{}"]
)
def test_no_address_holds_the_id_of_a_kernel(server: Server, path: str):
    kernel = open_page(server)
    assert ask(server, path.format(kernel), "POST").status == 404
    assert ask(server, path.format(kernel)).status == 404
    assert is_there(server, kernel)


def line(server: Server, kernel: str, session: str = "a-b-c", **headers: str) -> Answer:
    """Ask for a line to a kernel, as a page does."""
    return ask(server, "/voila/channels", **{**asking_for_a_line(kernel, session), **headers})


def asking_for_a_line(kernel: str, session: str) -> dict[str, str]:
    return {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c2Vjb25kIGxvb2sgdGVzdA==",
        "Sec-WebSocket-Protocol": f"v1.kernel.websocket.jupyter.org, kernel.{kernel}, "
        f"session.{session}",
    }


def test_a_line_opens_to_the_kernel_that_is_named(server: Server):
    opened = line(server, open_page(server), Origin=server.url.rstrip("/"))
    assert opened.status == 101
    assert opened.headers["Sec-WebSocket-Protocol"] == "v1.kernel.websocket.jupyter.org"


def test_a_line_is_refused_without_a_kernel_a_session_or_to_another_site(server: Server):
    kernel = open_page(server)
    assert line(server, str(uuid4())).status == 404
    assert line(server, "").status == 404
    assert line(server, kernel, session="").status == 404
    assert line(server, kernel, session="a/b").status == 404
    assert ask(server, "/voila/channels").status == 404
    assert line(server, kernel, Origin="https://evil.example").status == 403
    assert line(server, kernel, Origin=f"http://127.0.0.1:{server.port + 1}").status == 403


def test_who_leaves_before_a_line_is_open_is_not_counted_and_no_error(server: Server):
    kernel, errors = open_page(server), server.log.count('"error"')
    for number in range(12):
        leave_before_a_line_is_open(server, kernel, f"s-{number}", after=number / 2000)
    assert line(server, kernel).status == 101
    assert ask(server, "/voila/closing", "POST", kernel).status == 204
    assert eventually(lambda: not is_there(server, kernel))
    assert server.log.count('"error"') == errors


def leave_before_a_line_is_open(server: Server, kernel: str, session: str, after: float) -> None:
    """Ask for a line, and be gone so many seconds later."""
    page = HTTPConnection("127.0.0.1", server.port)
    page.request("GET", "/voila/channels", headers=asking_for_a_line(kernel, session))
    time.sleep(after)
    page.sock.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))  # at once, as in a crash
    page.close()


def test_leaving_while_the_page_opens_ends_its_kernel(server: Server):
    before = {*server.kernels()}
    read_until(server, "/", "data-kernel")
    new = {*server.kernels()} - before
    assert len(new) == 1
    assert eventually(lambda: not new & {*server.kernels()})


def test_the_log_holds_no_address_that_was_asked_for(server: Server):
    ask(server, "/?something=private")
    ask(server, "/nowhere?something=private")
    lines = [json.loads(line) for line in server.log.splitlines()]
    assert {line["event"] for line in lines} == {"The server is open."}
    assert "private" not in server.log


def test_this_computer_answers_only_to_its_own_name(tmp_path):
    with running_server(tmp_path, place="own") as server:
        assert ask(server, "/nowhere", Host="evil.example").status == 403
        assert ask(server, "/nowhere", Host=f"localhost:{server.port}").status == 404
