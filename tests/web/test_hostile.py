"""A hostile walk through a server that really runs, with raw lines and raw requests.

What was tried and what happened stands in words in SECURITY.md.
"""

import json
import os
import re
import socket
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import websocket

from tests.server import Server, eventually, running_server
from tests.web.asking import ask, open_page
from tests.web.frames import COMM, HELLO, custom, execute, frame, message
from tests.web.lines import Line, line
from tests.web.test_guard import DROPPED
from workbook.web import guard

BOTH = pytest.mark.parametrize("binary", [True, False], ids=["binary", "plain"])
FORBIDDEN = {"execute_input", "execute_result", "execute_reply", "error", "stream", "inspect_reply"}
FORBIDDEN |= {"complete_reply", "history_reply", "shutdown_reply", "debug_reply", "input_request"}


@dataclass(frozen=True)
class Attacked:
    """A server, where its numbers are told, and a page that somebody opened."""

    server: Server
    numbers: int
    kernel: str

    def dropped(self) -> dict[str, float]:
        connection = HTTPConnection("127.0.0.1", self.numbers, timeout=30)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        counts = re.findall(r'messages_dropped_total{reason="(\w+)"} ([\d.]+)', text)
        return {reason: float(count) for reason, count in counts}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    numbers = free_port()
    folder = tmp_path_factory.mktemp("hostile")
    with running_server(folder, arguments=["--metrics", f"127.0.0.1:{numbers}"]) as server:
        yield Attacked(server, numbers, open_page(server))


def hello(over: Line, comm: str) -> Any:
    over.tell(comm, **HELLO, exercise="00_start")
    return over.hears(comm, "opened")


def works(over: Line) -> None:
    """See that the page behind a line still answers as if nothing had been."""
    assert hello(over, over.page())["key"]


@BOTH
@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
def test_no_code_runs(attacked: Attacked, channel: str, binary: bool, tmp_path: Path):
    mark = tmp_path / "mark"
    code = f"open({str(mark)!r}, 'w').close()"
    with line(attacked.server, attacked.kernel, binary) as over:
        over.say(execute(channel, code))
        content = {"code": "", "silent": True, "user_expressions": {"x": code}}
        over.say(message("execute_request", content, channel=channel))
        heard = over.caught_up()
        assert not {each["header"]["msg_type"] for each in heard} & FORBIDDEN
        works(over)
    assert not mark.exists()


@BOTH
def test_whatever_our_page_does_not_say_is_dropped_and_counted(attacked: Attacked, binary: bool):
    before = attacked.dropped()
    with line(attacked.server, attacked.kernel, binary) as over:
        states = over.states()
        for said, _ in DROPPED.values():
            over.say(said)
        heard = over.caught_up()
        assert not {each["header"]["msg_type"] for each in heard} & FORBIDDEN
        assert over.states().keys() == states.keys()
        works(over)
    after = attacked.dropped()
    for reason in {reason for _, reason in DROPPED.values()}:
        expected = sum(each[1] == reason for each in DROPPED.values())
        assert after[reason] - before.get(reason, 0) == expected, reason


@BOTH
def test_no_trait_of_our_widgets_is_set(attacked: Attacked, binary: bool):
    with line(attacked.server, attacked.kernel, binary) as over:
        before = over.states()
        for comm, model in before.items():
            for name in model["state"] if model["state"]["_model_module"] == "anywidget" else ():
                data = {"method": "update", "state": {name: "evil"}, "buffer_paths": []}
                over.say(message("comm_msg", {"comm_id": comm, "data": data}))
        over.caught_up()
        assert over.states() == before


def test_no_widget_is_made_in_the_kernel(attacked: Attacked):
    kinds = [("HTMLModel", "@jupyter-widgets/controls"), ("OutputModel", "@jupyter-widgets/output")]
    with line(attacked.server, attacked.kernel) as over:
        before = over.states().keys()
        for name, module in kinds:
            state = {"_model_name": name, "_model_module": module, "_view_module": module}
            content = {"comm_id": str(uuid4()), "target_name": "jupyter.widget"}
            opening = message("comm_open", {**content, "data": {"state": state}})
            opening["metadata"] = {"version": "2.1.0"}
            over.say(opening)
        over.caught_up()
        assert over.states().keys() == before


NOISE = [
    b"", b"\x00" * 8, b"\xff" * 64, b"\xff" * 100_000, os.urandom(4096),
    (2**40).to_bytes(8, "little") * 8, "", "[]", "null", "{", "[" * 50_000, '"' * 50_000,
    '{"channel": "shell"}', '{"channel": "shell", "header": "x"}', '{"header": {}}',
    json.dumps(execute())[:-20],
]  # fmt: skip


@BOTH
def test_noise_does_not_hurt_the_line(attacked: Attacked, binary: bool):
    with line(attacked.server, attacked.kernel, binary) as over:
        for noise in NOISE:
            over.send(noise)
        works(over)


STRANGE = [None, True, -1, 1e308, 2**200, "", "\x00", "../../etc/passwd", [], [[]], {}, {"a": {}}]
DOES = [
    "hello", "edit", "go", "later", "finish", "country", "refresh", "keep", "confirm", "open",
    "close", "lock", "burn", "burn_one", "check", "copy", "versions", "put_away", "example", "own",
    "__init__", "show", "_edit", "receive", "",
]  # fmt: skip
PLACES = ("key", "now", "exercise", "step", "prompt", "sheet", "row", "column", "value", "pending")


def test_strange_words_to_the_page_are_answered_calmly(attacked: Attacked):
    kernel = open_page(attacked.server)
    with line(attacked.server, kernel) as over:
        comm = over.page()
        for do in DOES:
            for strange in STRANGE:
                over.tell(comm, do=do, **dict.fromkeys((*PLACES, "words", "phrase"), strange))
            heard = over.caught_up()  # which also keeps this below the rate of a line
            assert "Traceback" not in str(heard) and "workbook/" not in str(heard)
        works(over)


def test_edits_into_places_that_do_not_exist_are_refused(attacked: Attacked):
    with line(attacked.server, open_page(attacked.server)) as over:
        comm = over.page()
        hello(over, comm)
        for place in ("nowhere", "00_start.__class__", "../00_start", "00_start' or 1=1 --"):
            over.tell(comm, do="edit", n=1, exercise=place, prompt=place, value="x")
            assert over.hears(comm, "problem")["n"] == 1


def test_a_guessed_kernel_is_not_there(attacked: Attacked):
    first, *rest = attacked.kernel.split("-")
    near = "-".join([f"{int(first, 16) ^ 1:08x}", *rest])
    for guess in (near, str(uuid4()), "0-0-0-0-0", f"{attacked.kernel}0"):
        assert ask(attacked.server, "/voila/kernel", "POST", guess).status == 404
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            line(attacked.server, guess).__enter__()
        assert refused.value.status_code == 404
        assert ask(attacked.server, "/voila/closing", "POST", guess).status == 204
    with line(attacked.server, attacked.kernel) as over:
        works(over)


def test_two_kernels_do_not_know_of_each_other(attacked: Attacked):
    with (
        line(attacked.server, attacked.kernel) as mine,
        line(attacked.server, open_page(attacked.server)) as theirs,
    ):
        comm = theirs.page()
        before = theirs.states()[comm]
        mine.say(message("comm_close", {"comm_id": comm, "data": {}}))
        mine.say(custom({"do": "go", "exercise": "pause"}, comm))
        mine.caught_up()
        assert theirs.states()[comm] == before


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "x"])
def test_another_sites_page_opens_no_line(attacked: Attacked, origin: str):
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        line(attacked.server, attacked.kernel, origin=origin).__enter__()
    assert refused.value.status_code == 403


def test_a_message_that_is_too_long_ends_its_line_only(attacked: Attacked):
    with (
        line(attacked.server, attacked.kernel) as over,
        pytest.raises((websocket.WebSocketException, OSError)),
    ):
        over.send("a" * (guard.LARGEST + 1))
        over.caught_up()
    with line(attacked.server, attacked.kernel) as over:
        works(over)


def test_a_small_message_that_unpacks_to_a_long_one_ends_its_line_only(attacked: Attacked):
    with line(
        attacked.server,
        attacked.kernel,
        header=["Sec-WebSocket-Extensions: permessage-deflate"],
    ) as over:
        assert "permessage-deflate" in over.socket.getheaders()["sec-websocket-extensions"]
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(b"[" * 100_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)
        over.socket.sock.sendall(masked(packed[:-4]))
        with pytest.raises((websocket.WebSocketException, OSError)):
            over.caught_up()
    with line(attacked.server, attacked.kernel) as over:
        works(over)


def masked(packed: bytes) -> bytes:
    """Write a compressed text frame; the mask is zero, so the payload stays as it is."""
    return b"\xc1\xff" + struct.pack("!Q", len(packed)) + b"\x00" * 4 + packed


def test_a_flood_ends_its_line_while_others_are_answered(attacked: Attacked):
    with (
        line(attacked.server, open_page(attacked.server)) as calm,
        line(attacked.server, attacked.kernel) as over,
    ):
        before = attacked.dropped().get("rate", 0)
        flood = frame(custom({"do": "check"}, COMM), binary=True)
        with pytest.raises((websocket.WebSocketException, OSError)) as closed:
            for _ in range(20_000):
                over.send(flood)
            over.caught_up()
        works(calm)
    assert attacked.dropped()["rate"] > before
    if type(closed.value) is websocket.WebSocketConnectionClosedException and closed.value.args:
        assert closed.value.args[0] in (1008, "Connection to remote host was lost.")
    with line(attacked.server, attacked.kernel) as over:
        works(over)


def test_the_server_says_why_it_closes_a_line_that_says_too_much(attacked: Attacked):
    with line(attacked.server, attacked.kernel) as over:
        for _ in range(int(guard.MESSAGES_AT_ONCE) + 200):
            over.say(message("history_request"))
        with pytest.raises(websocket.WebSocketConnectionClosedException, match="1008"):
            over.caught_up()


PATHS = [
    "/..", "/../", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cwindows", "//etc/passwd",
    "/.git/config", "/.env", "/pyproject.toml", "/workbook/cli.py", "/00_start.ipynb",
    "/00_start%00",
    "/00_start/",
    "/00_START", "/{{7*7}}", "/%7B%7B7*7%7D%7D", "/voila/static/", "/voila/static/../app.py",
    "/voila/static/..%2f..%2fapp.py", "/voila/static//etc/passwd", "/voila/static/%2fetc%2fpasswd",
    "/voila/static/....//app.py", "/voila/files/00_start.ipynb", "/voila/files/../workbook/cli.py",
    "/voila/query/x", "/voila/render/x", "/voila/templates/lab/static/x", "/voila/themes/x/y",
    "/api", "/api/", "/api/kernels", "/api/kernelspecs", "/api/contents", "/api/me", "/api/status",
    "/api/spec.yaml", "/api/terminals", "/api/events/subscribe", "/api/nbconvert", "/kernelspecs/x",
    "/nbextensions/x", "/lab/extensions/x", "/static/x", "/metrics", "/debug", "/server-status",
    "/edit/x", "/view/x", "/nbconvert/html/00_start.ipynb", "/files/x", "/logout", "/robots.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_anything_else(attacked: Attacked, path: str):
    answer = ask(attacked.server, path)
    assert answer.status in (400, 403, 404)
    assert "root:" not in answer.text and "import " not in answer.text and "49" not in answer.text
    assert "Traceback" not in answer.text and "nbformat" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "HEAD"])
def test_pages_are_only_read(attacked: Attacked, method: str):
    for path in ("/", "/01_what_happened", "/healthz", "/voila/static/client.js"):
        answer = ask(attacked.server, path, method)
        assert answer.status in (403, 404, 405) or (method == "HEAD" and not answer.text)
        assert "data-kernel" not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "voila-template=lab", "template=lab&theme=dark", "voila-theme=dark", "theme=<script>",
        "token=x", "next=//evil.example", "reset", "_xsrf=x",
        "name=</title><script>alert(1)</script>",
    ],
)  # fmt: skip
def test_nothing_in_an_address_changes_the_page(attacked: Attacked, query: str):
    answer = ask(attacked.server, f"/01_what_happened?{query}")
    assert answer.status == 200 and "data-workbook-frame" in answer.text
    assert "alert(1)" not in answer.text and "evil.example" not in answer.text
    assert "theme-dark" not in answer.text and "Location" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
        {"Forwarded": "host=evil.example"},
        {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"},
        {"Cookie": "_xsrf=evil.example; username=evil.example"},
        {"Accept-Language": "evil.example", "User-Agent": "<script>evil.example"},
    ],
)  # fmt: skip
def test_nothing_in_a_header_comes_back(attacked: Attacked, headers: dict[str, str]):
    answer = ask(attacked.server, "/01_what_happened", **headers)
    assert "evil.example" not in answer.text + str(answer.headers)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_endless_headers_and_halves_of_requests_hurt_nobody(attacked: Attacked):
    for sent in (
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET ",
    ):
        with socket.create_connection(("127.0.0.1", attacked.server.port), timeout=30) as raw:
            raw.sendall(sent)
            raw.shutdown(socket.SHUT_WR)
            heard = b""
            with suppress(ConnectionResetError):
                while piece := raw.recv(65_536):
                    heard += piece
        assert b"Set-Cookie" not in heard and b"Traceback" not in heard
    assert ask(attacked.server, "/healthz").text == "ok"


def test_the_numbers_are_not_told_to_the_public(attacked: Attacked):
    assert ask(attacked.server, "/metrics").status == 404
    with line(attacked.server, attacked.kernel) as over:
        over.send(b"noise")
        over.caught_up()
    assert sum(attacked.dropped().values()) > 0


def test_the_public_is_told_ready_and_no_more(attacked: Attacked):
    assert ask(attacked.server, "/readyz").text == "ready"


def test_after_all_this_the_log_holds_nothing_of_anybody(attacked: Attacked):
    assert eventually(lambda: ask(attacked.server, "/healthz").text == "ok")
    allowed = {"The server is open.", "A line that said too much was closed."}
    lines = [json.loads(each) for each in attacked.server.log.splitlines()]
    assert {each["event"] for each in lines} <= allowed, lines
    for private in ("evil", "passwd", attacked.kernel, "Mozilla", "?", COMM):
        assert private not in attacked.server.log
