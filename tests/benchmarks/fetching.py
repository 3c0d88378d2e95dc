"""Fetch as a browser does: many at a time, within a time, and keeping what may be kept."""

import asyncio
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

WITHIN = 60  # seconds for any one answer

AsyncHTTPClient.configure(None, max_clients=1000)  # the default makes the eleventh visitor wait


class Trouble(Exception):
    """What a participant would have seen as trouble; says what failed, never what was written."""


class Cache:
    """What a browser keeps: a file that never changes is asked for once, others with their tag."""

    def __init__(self) -> None:
        self._kept: set[str] = set()
        self._tags: dict[str, str] = {}

    async def fetch(self, url: str) -> str:
        """Return a file, or nothing where the cache holds it."""
        if url in self._kept:
            return ""
        headers = {"If-None-Match": self._tags[url]} if url in self._tags else {}
        answer = await fetch(url, headers=headers)
        if answer.code == 304:
            return ""
        if answer.code != 200:
            raise Trouble(f"a file answered {answer.code}")
        if "immutable" in answer.headers.get("Cache-Control", ""):
            self._kept.add(url)
        elif tag := answer.headers.get("Etag"):
            self._tags[url] = tag
        return answer.body.decode("utf-8", "replace")


async def fetch(url: str, **options: Any) -> Any:
    """Ask for an address; an answer that is no success is an answer, too."""
    request = HTTPRequest(url, request_timeout=WITHIN, connect_timeout=WITHIN, **options)
    try:
        return await AsyncHTTPClient().fetch(request, raise_error=False)
    except OSError as error:
        raise Trouble(f"the server did not answer ({type(error).__name__})") from None


async def within(awaited: Any, trouble: str) -> Any:
    """Wait for something, but not for ever."""
    try:
        return await asyncio.wait_for(awaited, WITHIN)
    except TimeoutError:
        raise Trouble(trouble) from None
