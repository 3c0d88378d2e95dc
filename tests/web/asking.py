"""Ask a server as plainly as possible, reading an answer while it comes."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage

from tests.server import Server

KERNEL = re.compile(r'data-kernel="([\w-]+)"')


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    text: str


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode("utf-8"))
    finally:
        connection.close()


def open_page(server: Server, path: str = "/") -> str:
    """Open a page to its end and return the id of its kernel."""
    found = KERNEL.search(ask(server, path).text)
    assert found, "the page has no kernel"
    return found[1]


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
