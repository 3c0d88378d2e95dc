"""Kernels that wait for the next page, begun and heard, so that nobody waits for them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

REFILL_AFTER = 0.5  # seconds: first the page that took a kernel gets all of the processor


@dataclass(frozen=True)
class Begun:
    """A kernel that has answered, and the client that heard it."""

    id: str
    manager: Any
    client: Any


class Spares:
    """Keeps a number of kernels waiting; a kernel that ended while it waited is passed over."""

    def __init__(
        self, number: int, begin: Callable[[], Awaitable[Begun]], lives: Callable[[str], bool]
    ) -> None:
        self._number = number
        self._begin = begin
        self._lives = lives
        self._waiting: deque[Begun] = deque()
        self._refilling: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self) -> Begun | None:
        """Return a waiting kernel, if there is one, and see to the next."""
        self.refill(REFILL_AFTER)
        while self._waiting:
            begun = self._waiting.popleft()
            if self._lives(begun.id):
                return begun
        return None

    def refill(self, after: float = 0) -> None:
        """Begin what is missing, one kernel after the other, `after` seconds from now."""
        if self._number and (self._refilling is None or self._refilling.done()):
            self._refilling = asyncio.create_task(self._refill(after))

    def stop(self) -> None:
        """Begin no more kernels."""
        self._number = 0
        if self._refilling:
            self._refilling.cancel()

    async def _refill(self, after: float) -> None:
        await asyncio.sleep(after)
        while len(self._waiting) < self._number:
            with suppress(Exception):  # the next page starts its own, and tells what is wrong
                self._waiting.append(await self._begin())
                continue
            return
