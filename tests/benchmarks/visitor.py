"""One visit as a browser makes it, without a browser: the page, its files, the line, the messages.

How the server and its pages speak stands in the first lines; nothing else here depends on it.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.benchmarks.fetching import Cache, Trouble, fetch, within

KERNEL = re.compile(r'data-kernel="([\w-]+)"')
MODEL = re.compile(r'data-model="([\w-]+)"')
STATIC = re.compile(r'(?:href|src)="([^"]*/voila/static/[^"]+)"')
IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w-]+\.js)"')  # but not `import("./…")`
PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONTROL, CONTROL_VERSION = "jupyter.widget.control", "1.0.0"
REFERENCE = "IPY_MODEL_"

LARGEST = 20 * 2**20  # bytes of one message

Message = dict[str, Any]


def line_of(url: str, kernel: str) -> tuple[str, list[str]]:
    """Return the address of the line to a kernel, and the subprotocols to ask for."""
    return f"{url}voila/channels", [PROTOCOL, f"kernel.{kernel}", f"session.{uuid4()}"]


def closing_of(url: str, kernel: str) -> tuple[str, str]:
    """Return where a page that is closed says so, and what it says."""
    return f"{url}voila/closing", kernel


class Visit:
    """A page that is open; `view` and `live` are what it shows, `key` opens its journal again.

    The numbers of edits that were said to be saved are in `acknowledged`.
    """

    def __init__(self, url: str, cache: Cache | None = None) -> None:
        self.url = url
        self.key: str | None = None
        self.models: dict[str, Message] = {}
        self.acknowledged: set[int] = set()
        self._cache = cache or Cache()
        self._kernel = self._page = ""
        self._line: WebSocketClientConnection | None = None
        self._session = Session(key=b"")
        self._waiting: dict[str, asyncio.Future[Message]] = {}
        self._number = 0

    @property
    def view(self) -> Message:
        return self.models[self._page].get("view", {})

    @property
    def live(self) -> Message:
        return self.models[self._page].get("live", {})

    async def open(
        self, name: str = "", key: str | None = None, pending: Sequence[Message] = ()
    ) -> None:
        """Come to an exercise and wait until its first screen is there."""
        answer = await fetch(self.url + name)
        if answer.code != 200:
            raise Trouble(f"the page answered {answer.code}")
        text = answer.body.decode("utf-8")
        kernel, page = KERNEL.search(text), MODEL.search(text)
        if not kernel or not page:
            raise Trouble("the page did not open")
        self._kernel, self._page = kernel[1], page[1]
        await asyncio.gather(self._files(text), self._connect())
        await self._load()
        await self._greet(name, key, pending)

    async def edit(self, prompt: str, value: Any, **place: str) -> None:
        """Change an answer of this screen and wait until it is said to be saved."""
        edit = self.new_edit(self.view["exercise"], prompt, value)
        sheet = (self.view.get("sheet") or {}).get("sheet", "")
        await self._ask({"do": "edit", **edit, "sheet": sheet, **place}, f"saved {edit['n']}")

    def new_edit(self, exercise: str, prompt: str, value: Any) -> Message:
        """Return an edit as the browser makes it."""
        self._number += 1
        where = {"exercise": exercise, "prompt": prompt, "row": "", "column": "", "sheet": ""}
        return {**where, "removed": False, "value": value, "n": self._number, "age": 0}

    async def go(self, exercise: str, step: str = "", sheet: str = "") -> None:
        """Go to another screen and wait until it is there."""
        where = {"exercise": exercise, "step": step} | ({"sheet": sheet} if sheet else {})
        await self._ask({"do": "go", **where}, "view")

    async def finish(self) -> None:
        """Count the exercise as done."""
        await self._ask({"do": "finish"}, "view")

    def check(self, prompt: str, text: str) -> None:
        """Let a draft be read while it is written."""
        self._number += 1
        self.say(
            {"do": "check", "prompt": prompt, "text": text, "n": self._number, "writing": True}
        )

    async def close(self) -> None:
        """Close the page as a browser does: a beacon, and the line ends."""
        if self._line:
            self._line.close()
            self._hearing.cancel()
        if self._kernel:
            url, body = closing_of(self.url, self._kernel)
            await fetch(url, method="POST", body=body)

    def came(self, frame: bytes) -> None:
        """Note a frame of the line that was taken in; here nobody wants to know."""

    def prompts(self) -> Iterator[tuple[Message, Any]]:
        """Yield what the controls of this screen draw, and the answers they show."""
        for reference in self.models[self._page].get("prompts", []):
            model = self.models[reference.removeprefix(REFERENCE)]
            yield model["prompt"], model.get("value")

    async def _files(self, page: str) -> None:
        host = self.url.split("/", 3)
        addresses = ["/".join(host[:3]) + path for path in STATIC.findall(page)]
        for url, text in zip(
            addresses, await asyncio.gather(*map(self._cache.fetch, addresses)), strict=True
        ):
            beside = url.partition("?")[0].rpartition("/")[0]
            imported = [f"{beside}/{name}" for name in IMPORTED.findall(text)]
            await asyncio.gather(*map(self._cache.fetch, imported))

    async def _connect(self) -> None:
        url, protocols = line_of(self.url, self._kernel)
        request = HTTPRequest(
            url.replace("http", "ws", 1),
            headers={"Origin": "/".join(self.url.split("/", 3)[:3])},
        )
        self._line = await within(
            websocket_connect(
                request,
                subprotocols=protocols,
                compression_options={},
                max_message_size=LARGEST,
            ),
            "the line did not open",
        )
        self._hearing = asyncio.create_task(self._hear())

    async def _load(self) -> None:
        """Ask for all widgets there are, as the widget manager does."""
        control = uuid4().hex
        opened = {"comm_id": control, "target_name": CONTROL, "data": {}}
        self._send("comm_open", opened, {"version": CONTROL_VERSION})
        asked = {"comm_id": control, "data": {"method": "request_states"}}
        states = await self._answered("states", lambda: self._send("comm_msg", asked))
        for model, made in states.items():
            self.models[model] = made["state"]
        self._send("comm_close", {"comm_id": control, "data": {}})

    async def _greet(self, name: str, key: str | None, pending: Sequence[Message]) -> None:
        now = datetime.now().astimezone()
        hello = {
            "do": "hello",
            "key": key,
            "now": now.isoformat(timespec="seconds"),
            "timezone": "Etc/UTC",
            "exercise": name or None,
            "step": None,
            "sheet": None,
            "pending": list(pending),
        }
        opened = await self._ask(hello, "opened")
        self.key = opened["key"]

    async def _ask(self, content: Message, answer: str) -> Message:
        return await self._answered(answer, lambda: self.say(content))

    async def _answered(self, name: str, ask: Callable[[], None]) -> Message:
        heard = self._waiting[name] = asyncio.get_running_loop().create_future()
        ask()
        try:
            return await within(heard, f"no answer: {name.split()[0]}")
        finally:
            self._waiting.pop(name, None)

    def say(self, content: Message) -> None:
        """Say what the page says, and wait for nothing."""
        data = {"method": "custom", "content": content}
        self._send("comm_msg", {"comm_id": self._page, "data": data})

    def _send(self, kind: str, content: Message, metadata: Message | None = None) -> None:
        message = self._session.msg(kind, content, metadata=metadata)
        self._line.write_message(
            serialize_msg_to_ws_v1(message, "shell", self._session.pack), binary=True
        )

    async def _hear(self) -> None:
        while isinstance(raw := await self._line.read_message(), bytes):
            _, (header, _, _, content, *_) = deserialize_msg_from_ws_v1(raw)
            hear = HEAR.get(json.loads(header)["msg_type"])
            if hear:
                hear(self, json.loads(content))
            self.came(raw)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Trouble("the line was closed"))

    def _opened(self, content: Message) -> None:
        self.models[content["comm_id"]] = content["data"].get("state", {})

    def _closed(self, content: Message) -> None:
        self.models.pop(content["comm_id"], None)

    def _heard(self, content: Message) -> None:
        data = content["data"]
        if data.get("method") == "update_states":
            self._settle("states", data["states"])
        elif data.get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(data["state"])
            if content["comm_id"] == self._page and "view" in data["state"]:
                self._settle("view", data["state"])
        elif data.get("method") == "custom":
            self._told(data["content"])

    def _told(self, said: Message) -> None:
        if said["say"] == "opened":
            self._settle("opened", said)
        elif said["say"] == "saved":
            self.acknowledged.update(said["n"])
            for number in said["n"]:
                self._settle(f"saved {number}", said)
        elif said["say"] in ("problem", "unsaved"):
            trouble = Trouble(f"the page said: {said['say']}")
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(trouble)

    def _settle(self, name: str, content: Message) -> None:
        waiting = self._waiting.get(name)
        if waiting and not waiting.done():
            waiting.set_result(content)


HEAR: dict[str, Callable[[Visit, Message], None]] = {
    "comm_open": Visit._opened,
    "comm_close": Visit._closed,
    "comm_msg": Visit._heard,
}
