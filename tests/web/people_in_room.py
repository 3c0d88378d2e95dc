"""People in a room, without browsers: each says what their page would say, and keeps all it heard.

A page that loses its kernel comes back as a real one does: another page, opened by the key of the
tab, at the place where the first one was.
"""

import asyncio
import base64
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

from tests.benchmarks.fetching import Cache
from tests.benchmarks.visitor import Message, Visit
from tests.browser.walking import START, clear_answers

SIGN_EVERY = 10  # seconds between two signs of a page
WITHIN = 60  # seconds for anything, on a machine that does much else
KERNEL_DIED = b'"execution_state": "dead"'


class Tab(Visit):
    """A page that keeps every frame, and at which one can wait until something is so."""

    sign = "room_here"

    def __init__(self, url: str, frames: list[bytes], cache: Cache) -> None:
        super().__init__(url, cache)
        self.told: list[Message] = []
        self.frames = frames
        self.is_lost = False
        self._news = asyncio.Event()

    def came(self, frame: bytes) -> None:
        self.frames.append(frame)
        if KERNEL_DIED in frame:
            self.is_lost = True
        self._news.set()

    async def until(self, holds: Callable[[], Any], what: str) -> float:
        """Wait until something is so, looking with each frame; return when it was."""
        end = time.monotonic() + WITHIN
        while not holds():
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), max(0, end - time.monotonic()))
            except TimeoutError:
                raise AssertionError(f"not within {WITHIN} seconds: {what}") from None
        return time.monotonic()

    async def hears(self, say: str, said: Message) -> Message:
        """Say something, and wait for what the page is told about it."""
        before = len(self.told)

        def answers() -> list[Message]:
            return [one for one in self.told[before:] if one["say"] == say]

        self.say(said)
        await self.until(answers, f"{say} after {said['do']}")
        return answers()[0]

    async def look_again(self) -> None:
        """Give a sign, with which a page looks at its room, and wait until all is told anew."""
        self.say({"do": self.sign})
        await self._load()

    async def _hear(self) -> None:
        await super()._hear()
        self.is_lost = True
        self._news.set()

    def _told(self, said: Message) -> None:
        self.told.append(said)
        super()._told(said)


class OfficeTab(Tab):
    """A page of a facilitator, or the wall, which greets in its own way."""

    sign = "here"
    at: Message | None = None
    wall: str | None = None

    async def _greet(self, name: str, key: str | None, pending: Sequence[Message]) -> None:
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        hello = {"do": "hello", "key": key, "now": now, "address": self.url, "wall": self.wall}
        opened = await self._ask({**hello, "at": self.at, "pending": []}, "opened")
        self.key = opened["key"]


class Person:
    """Somebody with a tab; `frames` is all that ever came to it, also before it was opened anew."""

    page = "join"

    def __init__(self, url: str, cache: Cache | None = None) -> None:
        self.url = url
        self.frames: list[bytes] = []
        self.key: str | None = None
        self._cache = cache or Cache()
        self._signs: asyncio.Task[None] | None = None

    async def come(self, pending: Sequence[Message] = ()) -> None:
        """Open the page, as at first or again."""
        self.tab = self._new_tab()
        await self.tab.open(self.page, self.key, pending)
        self.key = self.tab.key
        self._signs = asyncio.create_task(self._give_signs())

    async def come_back(self, url: str | None = None) -> None:
        """Wait until the kernel or its line has ended, and open the page anew."""
        await self.tab.until(lambda: self.tab.is_lost, "the line ends")
        self._end_signs()
        self.url = url or self.url
        await self.come()

    async def go(self) -> None:
        """Close the tab."""
        self._end_signs()
        await self.tab.close()

    def say(self, do: str, **content: Any) -> None:
        self.tab.say({"do": do, **content})

    def _new_tab(self) -> Tab:
        return Tab(self.url, self.frames, self._cache)

    async def _give_signs(self) -> None:
        while True:
            self.say(self.tab.sign)
            await asyncio.sleep(SIGN_EVERY)

    def _end_signs(self) -> None:
        if self._signs:
            self._signs.cancel()


class Participant(Person):
    """Somebody who takes part; nothing at the start speaks against any exercise."""

    @property
    def room(self) -> Message | None:
        """What the bar on each page says of the room."""
        return self.tab.live.get("room")

    @property
    def exercise(self) -> str | None:
        return ((self.room or {}).get("now") or {}).get("exercise")

    async def begin(self) -> None:
        """Come for the first time, and have the start done."""
        visit = self._new_tab()
        await self.come([visit.new_edit(START, *one) for one in clear_answers().items()])
        await self.tab.go(START)
        await self.tab.finish()

    async def join(self, code: str) -> None:
        """Type the code, read what one agrees to, and agree."""
        await self.tab.go("join")
        assert not await self.try_code(code)
        assert self.step()["consent"]
        await self.tab.hears("told", {"do": "room_agree"})
        await self.tab.until(lambda: self.room, "the room")

    async def try_code(self, code: str) -> str:
        """Type a code; return what speaks against it."""
        said = await self.tab.hears("told", {"do": "room_join", "code": code})
        return str(said.get("problem", ""))

    def step(self) -> Message:
        """What the step about the room shows."""
        return next(value for prompt, value in self.tab.prompts() if prompt["kind"] == "room")

    async def answer(self, name: str, value: Any) -> None:
        """Answer a prompt (`exercise.prompt`), on its own page."""
        exercise, prompt = name.split(".")
        if self.tab.view["exercise"] != exercise:
            await self.tab.go(exercise)
        await self.tab.edit(prompt, value)

    async def share(self, name: str, text: str | None = None) -> Message:
        """Share one answer, seeing first what others could see of it; return what that was."""
        await self.see_what_is_shared()
        items = [one for group in self.step()["groups"] for one in group["items"]]
        (offer,) = [one for one in items if one["prompt"] == name]
        ticked = {"prompt": name} | ({"text": text} if text is not None else {})
        said = await self.tab.hears("told", {"do": "room_share", "items": [ticked]})
        assert "problem" not in said, said
        return offer

    async def see_what_is_shared(self) -> Message:
        """Go to the step that shows what one could share, and what one has."""
        if (self.tab.view["exercise"], self.tab.view["step"]) != ("join", "share"):
            await self.tab.go("join", "share")
        return self.step()

    async def take_back(self, name: str) -> None:
        said = await self.tab.hears("told", {"do": "room_withdraw", "prompt": name})
        assert "problem" not in said, said


SHARED = ("shared", "queue", "on_wall", "aside", "is_enough")
"""What the facilitator's page tells of what was shared."""


class Facilitator(Person):
    """Whoever leads; their tab holds a key and the place, as a browser does."""

    page = "facilitator"

    @property
    def view(self) -> Message:
        return self.tab.view

    @property
    def live(self) -> Message:
        return self.tab.live

    async def enter(self, words: str) -> None:
        """Come in by an invitation, and write down six words of one's own."""
        self.say("enter", phrase=words)
        await self.shows("words")
        own = self.view["phrase"]
        self.key = self.tab.told[-1]["key"] if self.tab.told[-1]["say"] == "opened" else self.key
        self.say("confirm", words=[own[number - 1] for number in self.view["ask"]])
        await self.shows("plans")
        self.key = next(one["key"] for one in reversed(self.tab.told) if one["say"] == "opened")

    async def open_room(self, template: str) -> str:
        """Make a plan from a template, open a room for its first meeting; return the code."""
        self.say("plan_new", template=template)
        await self.shows("plan")
        self.say("open_room", plan=self.view["plan"], meeting=0, rehearsal=False)
        await self.shows("room")
        return str(self.view["code"])

    async def shows(self, screen: str) -> None:
        await self.tab.until(lambda: self.view.get("screen") == screen, f"the screen {screen}")

    @property
    def numbers(self) -> dict[str, int]:
        return dict(self.live["numbers"])

    def counted(self, name: str) -> dict[str, int]:
        """Of a prompt, how many are known to have shared it, and who of them said what."""
        for one in self.live["shared"]:
            if one["prompt"] == name:
                said = {bar["label"]: bar["number"] for bar in one["bars"] if bar["number"]}
                return {"number": one["number"], **said}
        return {}

    def sentences(self, where: str) -> dict[str, str]:
        """The sentences that wait ("queue"), are on the wall ("on_wall") or left aside, by text."""
        return {one["text"]: one["id"] for one in self.live[where]}

    def of_others(self) -> Message:
        """All that is known of what was shared: what stays the same as long as nothing may show."""
        return {name: self.live[name] for name in SHARED}

    async def gather(self) -> None:
        """Add up what was shared, once enough have."""
        await self.tab.until(lambda: self.live["is_enough"], "enough have shared")
        self.say("gather")

    async def offer_room(self) -> str:
        """Return words by which a colleague may lead the room as well."""
        return " ".join((await self.tab.hears("offer", {"do": "offer_room"}))["words"])

    async def take_over(self, words: str) -> None:
        """Lead a room that a colleague offers."""
        self.say("accept_room", words=words)
        await self.shows("room")

    async def take_report(self, format: str) -> str:
        """Take the report, as text."""
        file = await self.tab.hears("file", {"do": "report", "format": format})
        return base64.b64decode(file["body"]).decode()

    def _new_tab(self) -> Tab:
        tab = OfficeTab(self.url, self.frames, self._cache)
        tab.at = self.tab.view.get("at") if hasattr(self, "tab") else None
        return tab


class Wall(Facilitator):
    """The projector: it knows the code and nothing else."""

    code = ""

    @property
    def room(self) -> Message:
        return self.live.get("room") or {}

    def _new_tab(self) -> Tab:
        tab = OfficeTab(self.url, self.frames, self._cache)
        tab.wall = self.code
        return tab


def texts_on_the_wall(room: Message) -> list[str]:
    """Return the sentences on the wall, whatever they answer."""
    return sorted(text for one in room["said"] for text in one["texts"])


def read_frame(frame: bytes) -> Any:
    """Return what a frame tells."""
    _, (_, _, _, content, *_) = deserialize_msg_from_ws_v1(frame)
    return json.loads(content)


def holding(frames: Sequence[bytes], mark: str) -> bool:
    """Tell whether a mark of plain letters is in any of the frames."""
    return any(mark.encode("ascii") in frame for frame in frames)


def sums_in(frames: Sequence[bytes]) -> Iterator[Message]:
    """Yield everything in frames that tells how many gave which answer."""
    for frame in frames:
        yield from _sums(read_frame(frame))


def _sums(told: Any) -> Iterator[Message]:
    if isinstance(told, dict):
        if "bars" in told:
            yield told
        told = list(told.values())
    if isinstance(told, list):
        for part in told:
            yield from _sums(part)
