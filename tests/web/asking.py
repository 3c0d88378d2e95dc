"""Ask a server as plainly as possible, reading an answer while it comes."""

import re
import socket
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage

from tests.server import Server

KERNEL = re.compile(r'data-kernel="([\w-]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str


def ask(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> Answer:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode("utf-8"))
    finally:
        connection.close()


def open_page(server: Server, path: str = "/") -> str:
    """Open a page to its end and return the id of its kernel."""
    found = KERNEL.search(ask(server, path).text)
    assert found, "the page has no kernel"
    return found[1]


def is_there(server: Server, kernel: str) -> bool:
    """Ask as a page does whether its kernel is there."""
    status = ask(server, "/voila/kernel", "POST", kernel).status
    assert status in (204, 404)
    return status == 204


def first_bytes(server: Server, path: str) -> str:
    """Read a page from the socket to its end, and return what came in the first chunk of it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        stream = connection.makefile("rb")
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        while stream.readline() not in (b"\r\n", b""):
            pass
        first = stream.read(int(stream.readline(), 16)).decode("utf-8")
        while b"</html>" not in (line := stream.readline()):
            assert line, "the page has no end"
        return first


def read_until(server: Server, path: str, mark: str) -> str:
    """Read a page until something is in it, then leave."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = ""
        while mark not in text:
            piece = answer.read1().decode("utf-8")
            assert piece, f"the page ended without {mark}"
            text += piece
        return text
    finally:
        connection.close()
