"""Kernels as the server has them, without a server, and code run in them."""

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from workbook.web import kernels as of_server
from workbook.web.environment import kernel_environment
from workbook.web.forking import WarmParent
from workbook.web.kernel_settings import OwnKernelSpecs, kernel_config
from workbook.web.kernels import Kernels
from workbook.web.spares import Begun

PASSED = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "WORKBOOK_PLACE": "served"}


class StaysWarm(WarmParent):
    """A parent for the kernels of many tests, since getting warm takes longer than most of them.

    It lives in a loop of its own, because a process belongs to the loop that started it.
    """

    def __init__(self, *settings: Any) -> None:
        super().__init__(*settings)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()

    async def start(self) -> asyncio.subprocess.Process:
        return await self._there(super().start())

    async def fork(self, *order: Any, **more: Any) -> int:
        return await self._there(super().fork(*order, **more))

    async def end(self) -> None:
        """Stay warm for the next test."""

    def end_at_last(self) -> None:
        asyncio.run_coroutine_threadsafe(super().end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _there(self, work: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        return asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


@pytest.fixture(scope="module")
def one_parent() -> Iterator[None]:
    """Let the kernels of all tests of a module be forked from one parent."""
    yield
    while _WARM:
        _WARM.pop().end_at_last()


_WARM: list[StaysWarm] = []


def _warm(*settings: Any) -> StaysWarm:
    if not _WARM:
        _WARM.append(StaysWarm(*settings))
    return _WARM[0]


@asynccontextmanager
async def kernels(
    folder: Path, start: str = "fork", *, own_parent: bool = False, **settings: Any
) -> AsyncIterator[Kernels]:
    """Have kernels, started one way or the other, and end them all."""
    config = kernel_config(start == "fork")
    surroundings = kernel_environment(os.environ, own=False) | PASSED
    environment = surroundings | {
        "WORKBOOK_DATA_FOLDER": str(folder / "data"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    folder.mkdir(exist_ok=True)
    for name, value in {"spare": 0, "environment": environment, **settings}.items():
        config.Kernels[name] = value
    made = Kernels(
        config=config, connection_dir=str(folder), kernel_spec_manager=OwnKernelSpecs(config=config)
    )
    with pytest.MonkeyPatch.context() as patch:
        if not own_parent:
            patch.setattr(of_server, "WarmParent", _warm)
        await made.open()
    try:
        yield made
    finally:
        await made.end_all()


async def begin(made: Kernels) -> Begun:
    """Do as a page does that opens."""
    return await made.begin(made.admit())


async def result(begun: Begun, code: str) -> str:
    """Run code in a kernel and return what its last line prints."""
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])

    reply = await begun.client.execute_interactive(code, output_hook=hear, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(said).strip()


def run(work: Any) -> Any:
    return asyncio.run(work)
