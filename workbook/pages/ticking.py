"""Looking again each second, as long as somebody is there to see it."""

import asyncio
import time
from collections.abc import Callable

from workbook.store_rooms_protocol import FRESH_SECONDS

EVERY = 1.0
"""Seconds between two looks."""


class Ticker:
    """Does something each second from a browser's first sign of life until it gives none."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._seen = 0.0
        self._next: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Note a sign of life, and begin where nothing is going on."""
        self._seen = time.monotonic()
        if self._next is None:
            self._plan()

    def stop(self) -> None:
        """Do nothing more until the next sign of life."""
        if self._next:
            self._next.cancel()
        self._next = None

    def _plan(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # without a loop there is no browser either
        self._next = loop.call_later(EVERY, self._tick)

    def _tick(self) -> None:
        self._next = None
        if time.monotonic() - self._seen > FRESH_SECONDS:
            return
        self._plan()
        self._act()
