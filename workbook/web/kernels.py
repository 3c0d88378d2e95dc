"""How kernels are started and ended: one for each visit, and none that outlives its page."""

import asyncio
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL
from time import perf_counter
from typing import Any
from uuid import uuid4

from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from tornado.ioloop import IOLoop
from traitlets import Bool, Dict, Integer

from workbook.web import metrics
from workbook.web.capacity import has_room
from workbook.web.forking import CAN_FORK, WarmParent
from workbook.web.spares import Begun, Spares

NEVER_CAME = 60  # seconds a page may take to connect after it was sent
PAGE_GONE = 10 * 60  # seconds after which a kernel ends whose page has lost its line
IN_FLIGHT = 3.0  # seconds a closing page's last edits get to arrive
STOPPING = 1.4  # seconds all kernels get to end before they are killed
RESTING = 4001  # the websocket's closing code that tells a page to rest; 4000 up are free for us


class Full(Exception):
    """There is no room for one more participant just now."""


class Kernels(AsyncMappingKernelManager):
    """All live kernels of this server: those of pages, and those that wait for one."""

    verbose = Bool(False, config=True, help="Let kernels write to the terminal.")
    forked = Bool(CAN_FORK, config=True, help="Fork kernels from a warm parent.")
    confined = Bool(False, config=True, help="Take from forked kernels what they do not need.")
    spare = Integer(2, config=True, help="Kernels that wait for the next pages.")
    most = Integer(0, config=True, help="Most participants at a time; 0: as memory allows.")
    rest_after = Integer(30 * 60, config=True, help="Seconds after which an untouched page rests.")
    environment = Dict(config=True, help="The environment of every kernel.")

    warm_parent: WarmParent

    async def open(self) -> None:
        """Get ready for the first page."""
        self._visits: set[str] = set()  # the kernels of pages, also before they have begun
        self._ending: set[str] = set()
        self._lines: dict[str, set[Any]] = {}
        self._clients: dict[str, Any] = {}
        self._spares = Spares(self.spare, self._begin, self.__contains__)
        self.warm_parent = WarmParent(self.environment, self.confined, self.verbose)
        if self.forked:
            await self.warm_parent.start()
        self._spares.refill()
        metrics.count_kernels(lambda: len(self._visits), lambda: len(self._spares))

    def works(self) -> bool:
        """Say whether a kernel could begin."""
        return not self.forked or self.warm_parent.runs

    def admit(self) -> Begun | str:
        """Give the next page a kernel that waits, or the id of one that `begin` may start.

        Raises:
            Full: there are as many participants as may be, or no memory for one more.
        """
        if (self.most and len(self._visits) >= self.most) or not has_room():
            raise Full
        admitted = self._spares.take() or str(uuid4())
        if isinstance(admitted, Begun):
            admitted.manager.last_activity = utcnow()
            metrics.kernel_started("pool", 0)
        self._visits.add(admitted.id if isinstance(admitted, Begun) else admitted)
        return admitted

    async def begin(self, admitted: Begun | str) -> Begun:
        """Return the kernel of a page that was admitted, started if need be."""
        if isinstance(admitted, Begun):
            return admitted
        try:
            return await self._begin(admitted)
        except BaseException:
            self._visits.discard(admitted)
            raise

    async def _begin(self, kernel_id: str = "") -> Begun:
        asked = perf_counter()
        kernel_id = await self.start_kernel(
            kernel_id=kernel_id or str(uuid4()),
            kernel_name="python3",
            path=ApiPath(""),
            env=dict(self.environment),
        )
        manager = self.get_kernel(kernel_id)
        # A context of its own would wait, when it is collected, for sockets that nobody closes.
        client = self._clients[kernel_id] = manager.client(context=self.context)
        client.start_channels(stdin=False, hb=False)  # it only runs the notebook
        await wait_until_ready(manager, client)
        metrics.kernel_started("fork" if self.forked else "normal", perf_counter() - asked)
        return Begun(kernel_id, manager, client)

    def pre_start_kernel(self, kernel_name: str | None, kwargs: Any) -> tuple[Any, str, str]:
        """Give each kernel a folder of its own, whose name says nothing and cannot be guessed."""
        manager, name, kernel_id = super().pre_start_kernel(kernel_name, kwargs)
        folder = tempfile.mkdtemp(prefix="", dir=self.connection_dir)
        manager.connection_file = str(Path(folder, "k.json"))
        return manager, name, kernel_id

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and remove its folder."""
        manager = super().remove_kernel(kernel_id)
        self._lines.pop(kernel_id, None)
        self._visits.discard(kernel_id)
        if client := self._clients.pop(kernel_id, None):
            client.stop_channels()
        if manager:  # it may have ended by itself a moment before
            shutil.rmtree(Path(manager.connection_file).parent, ignore_errors=True)
        return manager

    def _kernel_start_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        started: dict[str, Any] = super()._kernel_start_kwargs(**kwargs)
        if not self.verbose:
            # A traceback in a kernel may hold what a participant typed.
            started.update(stdout=DEVNULL, stderr=DEVNULL)
        return started

    def _handle_kernel_died(self, kernel_id: str) -> None:
        metrics.kernel_ended("died")
        super()._handle_kernel_died(kernel_id)  # type: ignore[no-untyped-call]

    def connected(self, kernel_id: str, line: Any) -> None:
        """Note that a page holds a line to a kernel."""
        self._lines.setdefault(kernel_id, set()).add(line)

    def disconnected(self, kernel_id: str, line: Any) -> None:
        """Note that a page has let go of its line, or lost it."""
        self._lines.get(kernel_id, set()).discard(line)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count the time without a page from now."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id in self:
            self.get_kernel(kernel_id).last_activity = utcnow()  # type: ignore[attr-defined]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End the kernel of a page that never came, has gone, or lies untouched."""
        if kernel_id not in self._visits:
            return
        lines = self._lines.get(kernel_id)
        patience = NEVER_CAME if lines is None else self.rest_after if lines else PAGE_GONE
        untouched = utcnow() - self.get_kernel(kernel_id).last_activity  # type: ignore[attr-defined]
        if untouched < timedelta(seconds=patience):
            return
        for line in tuple(lines or ()):
            line.close(RESTING, "resting")
        await self._end(kernel_id, "idle")

    def end_soon(self, kernel_id: str) -> None:
        """End a kernel when the edits still on their way have had time to arrive."""
        IOLoop.current().call_later(IN_FLIGHT, self.end, kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a kernel unless it is gone or a page is still connected to it."""
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            await self._end(kernel_id, "left")

    async def _end(self, kernel_id: str, why: metrics.Why) -> None:
        if kernel_id not in self._ending:
            metrics.kernel_ended(why)
            self._ending.add(kernel_id)
            try:
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
            finally:
                self._ending.discard(kernel_id)

    async def end_all(self) -> None:
        """End every kernel: asked first, then killed."""
        self._spares.stop()
        processes = [self.get_kernel(each).provisioner for each in self.list_kernel_ids()]
        try:
            await asyncio.wait_for(self.shutdown_all(now=True), STOPPING)
        except Exception:  # whatever went wrong, no kernel may stay behind
            for process in processes:
                _kill(getattr(process, "pid", None))
        await self.warm_parent.end()
        self.context.destroy(linger=0)


async def wait_until_ready(manager: Any, client: Any) -> None:
    """Wait for a kernel's first answer on both of its lines, and not a moment longer.

    Raises:
        RuntimeError: the kernel has ended.
    """
    while await manager.is_alive():
        client.kernel_info()
        with suppress(Empty):
            await client.shell_channel.get_msg(timeout=1)
            # Its news are missed until this line is connected, so it is asked until some come.
            await client.iopub_channel.get_msg(timeout=0.05)
            return
    raise RuntimeError("A kernel ended before it had begun.")


def _kill(pid: int | None) -> None:
    if pid is None:
        return
    with suppress(OSError):  # it may have ended by itself
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
