"""An evening with a group: its server, everybody in it, and what was found on the way."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.fetching import Cache
from tests.server import Server, running_server
from tests.web.people_in_room import (
    Facilitator,
    Message,
    Participant,
    Person,
    Wall,
)
from workbook.group.codes import show_code

START, PAUSE, APART, LETTING_GO = ("00_start", "pause", "04_time_apart", "10_letting_go")
AGENDA = (START, PAUSE, APART, LETTING_GO)
CONTACT, QUIET = f"{APART}.counts_as_contact", f"{APART}.quiet_list"
HOPE = f"{LETTING_GO}.hope"
MARKUP = "<script>alert('of one')</script> & <b>bold</b>"
PIECE = 40  # bytes of what is sealed, of which no two are alike


def hope(at: int) -> str:
    """What one of them hopes, in words that stand nowhere else."""
    return f"That I plant quince tree number {at:03} in my yard"


def let_in(name: str, data: Path, *more: str) -> str:
    """Invite a facilitator as the operator does; return the words."""
    asked = [sys.executable, "-m", "workbook", "facilitator", "add", name, *more]
    environment = {**os.environ, "WORKBOOK_DATA_FOLDER": str(data)}
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[0]


@dataclass
class Evening:
    """What there is of an evening; `delays` are seconds until the last of all had an update.

    `sealed` are the ids of what lay in the room, and ends of it.
    """

    server: Server
    database: Sequence[str] = ()
    people: list[Participant] = field(default_factory=list)
    left: list[Participant] = field(default_factory=list)
    code: str = ""
    delays: dict[str, float] = field(default_factory=dict)
    in_clear: list[str] = field(default_factory=list)
    sealed: set[bytes] = field(default_factory=set)
    report: str = ""
    servers: list[AbstractContextManager[Server]] = field(default_factory=list)
    _kernels: dict[int, int] = field(default_factory=dict)
    _cache: Cache = field(default_factory=Cache)

    @property
    def staying(self) -> list[Participant]:
        return [one for one in self.people if one not in self.left]

    async def leave(self, one: Participant) -> None:
        """Let somebody leave the room."""
        self.left.append(one)
        one.say("room_leave")
        await one.tab.until(lambda: one.room is None, "the room is left")

    async def begin_with(self, template: str) -> Facilitator:
        """Invite a facilitator, who opens a room; let the wall show it."""
        words = let_in("Mira Quill", self.server.data, *self.database)
        self.facilitator = Facilitator(self.server.url, self._cache)
        await self._alone(self.facilitator, self.facilitator.come())
        await self.facilitator.enter(words)
        self.code = await self.facilitator.open_room(template)
        self.wall = Wall(self.server.url, self._cache)
        self.wall.code = self.code
        await self.wall.come()
        return self.facilitator

    async def join(self, number: int) -> None:
        """Let some more people come, the first of all alone, and agree."""
        come = [Participant(self.server.url, self._cache) for _ in range(number)]
        if not self.people:
            await self._alone(come[0], come[0].begin())
        await asyncio.gather(*(one.begin() for one in come[0 if self.people else 1 :]))
        await asyncio.gather(*(one.join(self.code) for one in come))
        self.people += come

    async def steer(self, to: str, exercise: str) -> None:
        """Steer the room to an exercise, and wait until everybody knows."""
        self.facilitator.say("steer", to=to)
        at = AGENDA.index(exercise)
        await self.everybody(
            lambda room: (room.get("now") or {}).get("at") == at, f"{to} to {exercise}"
        )

    async def everybody(self, holds: Callable[[Message], object], what: str) -> None:
        """Wait until something of the room is so for all who are in it, and for the wall."""
        begun = time.monotonic()
        everybody = [*self.staying, self.wall]
        await asyncio.gather(
            *(one.tab.until(lambda one=one: holds(one.room or {}), what) for one in everybody)
        )
        self.delays[what] = time.monotonic() - begun

    async def seen(self, what: str, holds: Callable[[], Any]) -> Any:
        """Wait until something is so on the facilitator's page, and return it."""
        begun = time.monotonic()
        await self.facilitator.tab.until(holds, what)
        self.delays[what] = time.monotonic() - begun
        return holds()

    def kill_kernel_of(self, one: Person) -> None:
        os.kill(self._kernels[id(one)], signal.SIGKILL)

    async def begin_server_anew(self) -> None:
        """Let the server end as in a crash, and begin on the same data; all come back."""
        self.server.kill()
        again = running_server(self.server.folder, port=self.server.port)
        self.servers.append(again)
        self.server = again.__enter__()
        everybody = [self.facilitator, self.wall, *self.people]
        await asyncio.gather(*(one.come_back() for one in everybody))

    async def all_go(self) -> None:
        everybody = [*self.people, *(getattr(self, name, None) for name in ("wall", "facilitator"))]
        await asyncio.gather(*(one.go() for one in everybody if one), return_exceptions=True)

    def look_into_the_store(self, *texts: str) -> None:
        """Note which of these, or the code, can be read in the files of the store."""
        held = self.everything_in_the_store()
        secrets = (self.code, show_code(self.code), *texts)
        self.in_clear += [secret for secret in secrets if secret.encode() in held]

    def everything_in_the_store(self) -> bytes:
        files = [path for path in self.server.data.rglob("*") if path.is_file()]
        return b"\n".join(path.read_bytes() for path in files)

    def remember_what_is_sealed(self) -> None:
        """Remember ids and sealed bytes of all that lies in the room now."""
        with closing(sqlite3.connect(self.server.data / "journal.sqlite")) as store:
            found = store.execute("SELECT id, sealed FROM room_items").fetchall()
        for id, sealed in found:
            self.sealed |= {id.encode(), sealed[-PIECE:]}

    async def _alone(self, one: Person, coming: Any) -> None:
        """Let somebody come while nobody else does, to know which kernel is theirs."""
        before = set(self.server.kernels())
        await coming
        (self._kernels[id(one)],) = set(self.server.kernels()) - before
