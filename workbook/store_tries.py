"""How often codes that lead nowhere may be tried, so that nobody finds a room by guessing.

A join code has 8 of 19 letters: 19 ** 8 is about 17,000,000,000. One page gets 10 wrong ones in a
minute, which in a room of a whole day are 14,400: one chance in a million. All pages of a server
together get 120, and a room of a day is found by them with a chance of one in 100,000.

Who could lock whom out? A code that leads somewhere costs nothing, and a page that has tried too
often is slowed alone. Twelve pages that guess all the time use up what the server has; then only
pages that have guessed wrong within this minute are slowed. One that has not may still try once,
out of 60 more that are kept for such pages. To take those as well somebody needs 60 new pages in
each minute, or a kernel that was broken into and makes new lines; then nobody joins until that
ends, and still no more than 180 codes a minute are tried. Whoever is in a room already is never
slowed, and neither is a facilitator, for their ids are no codes.
"""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from workbook.errors import StoreUnavailable

SECONDS = 60.0
OF_A_LINE = 10
OF_A_SERVER = 120
KEPT_FOR_NEW = 60
"""Tries beyond those of a server that only lines get which have not guessed wrong just now."""


class Tries:
    """The wrong codes of a server's last minute; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._all: deque[float] = deque()

    def of_line(self) -> "LineTries":
        """Begin to count for one more line."""
        return LineTries(self._clock, self._all)


class LineTries:
    """The wrong codes of one line, which count for its server as well."""

    def __init__(self, clock: Callable[[], float], everybodys: deque[float]) -> None:
        self._clock = clock
        self._all = everybodys
        self._mine: deque[float] = deque()

    def begin(self) -> None:
        """Count a try, which is taken for a wrong one until `take_back` says otherwise.

        Raises:
            StoreUnavailable: with reason "slow"; then it is not to be tried, and does not count.
        """
        now = self._clock()
        for tries in (self._mine, self._all):
            while tries and tries[0] <= now - SECONDS:
                tries.popleft()
        most = OF_A_SERVER if self._mine else OF_A_SERVER + KEPT_FOR_NEW
        if len(self._mine) >= OF_A_LINE or len(self._all) >= most:
            raise StoreUnavailable("slow")
        self._mine.append(now)
        self._all.append(now)

    def take_back(self) -> None:
        """Count the last try no more: it led somewhere, or could not be looked at."""
        last = self._mine.pop()
        with suppress(ValueError):  # after a minute it counts no more anyway
            self._all.remove(last)
