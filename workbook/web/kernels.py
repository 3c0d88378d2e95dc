"""How kernels are started and ended: one for each visit, and none that outlives its page."""

import asyncio
import os
import signal
from contextlib import suppress
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import IOLoop
from traitlets import Bool
from traitlets.config import Config

PAGE_GONE = 10 * 60  # seconds after which a kernel without a page ends
IN_FLIGHT = 3.0  # seconds a closing page's last edits get to arrive
STOPPING = 1.4  # seconds all kernels get to end before they are killed


def kernel_config() -> Config:
    """Return how kernels behave: a dead one stays dead, and ending one is quick."""
    config = Config()
    # A restarted kernel would be empty and the page would not know. Dead is said after a second.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    config.KernelManager.shutdown_wait_time = 1.0
    config.MappingKernelManager.cull_idle_timeout = PAGE_GONE
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.cull_busy = True
    return config


class OwnKernelSpecs(KernelSpecManager):
    """Knows one kernel, this Python, whatever kernels are installed for the person at the desk."""

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return this Python, told to keep no history of what it ran."""
        spec = super().get_kernel_spec("python3")
        spec.argv = [*spec.argv, "--HistoryManager.enabled=False"]
        return spec


class Kernels(AsyncMappingKernelManager):
    """All live kernels of this server."""

    verbose = Bool(False, config=True, help="Let kernels write to the terminal.")

    def _kernel_start_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        started: dict[str, Any] = super()._kernel_start_kwargs(**kwargs)
        if not self.verbose:
            # A traceback in a kernel may hold what a participant typed.
            started.update(stdout=DEVNULL, stderr=DEVNULL)
        return started

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count the time without a page from now."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id in self:
            self.get_kernel(kernel_id).last_activity = utcnow()  # type: ignore[attr-defined]

    def end_soon(self, kernel_id: str) -> None:
        """End a kernel when the edits still on their way have had time to arrive."""
        IOLoop.current().call_later(IN_FLIGHT, self.end, kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a kernel unless it is gone or a page is still connected to it."""
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            await self.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]

    async def end_all(self) -> None:
        """End every kernel: asked first, then killed."""
        processes = [self.get_kernel(each).provisioner for each in self.list_kernel_ids()]
        try:
            await asyncio.wait_for(self.shutdown_all(), STOPPING)
        except Exception:  # whatever went wrong, no kernel may stay behind
            for process in processes:
                _kill(getattr(process, "pid", None))


def _kill(pid: int | None) -> None:
    if pid is None:
        return
    with suppress(OSError):  # it may have ended by itself
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
