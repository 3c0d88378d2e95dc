"""How a server gets its kernels from a warm parent: `WarmParent`, and the provisioner that asks it.

Only on Linux: elsewhere a kernel starts as jupyter_client starts any, with the same behaviour and
half a second more.
"""

import asyncio
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from dataclasses import asdict
from itertools import count
from subprocess import DEVNULL, PIPE
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from workbook.web.orders import READY, Order

CAN_FORK = sys.platform == "linux"
STARTS_WITHIN = 60.0  # seconds, on a machine that does much else
FORKS_WITHIN = 10.0
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
"""A fork takes along one thread only, and a child that allocates in one arena copies less."""


class WarmParent:
    """The process that kernels are forked from; it ends with this one."""

    def __init__(
        self, environment: Mapping[str, str], confined: bool = False, verbose: bool = False
    ) -> None:
        self._environment = {**environment, **ONE_THREAD}
        self._confined = confined
        self._verbose = verbose
        self._process: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        self._numbers = count(1)
        self._orders: dict[int, asyncio.Future[int]] = {}

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> asyncio.subprocess.Process:
        """Start the process unless it runs, and wait until it is warm.

        Raises:
            RuntimeError: it does not start.
        """
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                self._process = await self._started()
            return self._process

    async def fork(
        self, connection_file: str, environment: Mapping[str, str], within: float = FORKS_WITHIN
    ) -> int:
        """Return the process id of a new kernel, whose sockets are open, `within` some seconds.

        Raises:
            RuntimeError: it did not begin.
        """
        process = await self.start()
        order = Order(
            next(self._numbers),
            connection_file,
            dict(environment),
            confined=self._confined,
            verbose=self._verbose,
        )
        answer = self._orders[order.number] = asyncio.get_running_loop().create_future()
        assert process.stdin
        process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        try:
            return await asyncio.wait_for(answer, within)
        except TimeoutError:
            raise RuntimeError("A kernel did not begin.") from None
        finally:
            del self._orders[order.number]

    async def end(self) -> None:
        """End the process, and with it every kernel that is left."""
        if self._process and self.runs:
            self._process.kill()
            await self._process.wait()

    async def _started(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "workbook.web.warm_parent"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=None if self._verbose else DEVNULL,
            env=self._environment,
        )
        assert process.stdout
        try:
            await asyncio.wait_for(process.stdout.readuntil(READY), STARTS_WITHIN)
        except (TimeoutError, asyncio.IncompleteReadError):
            process.kill()
            raise RuntimeError("The parent of the kernels did not start.") from None
        self._hearing = asyncio.create_task(self._hear(process.stdout))
        return process

    async def _hear(self, answers: asyncio.StreamReader) -> None:
        async for line in answers:
            number, pid = map(int, line.split())
            if order := self._orders.get(number):
                order.set_result(pid)


class ForkedProcess:
    """A process that is no child of ours, with the part of `subprocess.Popen` that is needed."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._descriptor = os.pidfd_open(pid)
        except ProcessLookupError:  # it has ended already
            self.returncode = 0

    def poll(self) -> int | None:
        """Return 0 when the process has ended, else None."""
        if self.returncode is None and _readable(self._descriptor, 0):
            self._ended()
        return self.returncode

    def wait(self) -> int:
        """Wait until the process has ended."""
        if self.returncode is None:
            _readable(self._descriptor, None)
            self._ended()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal to this very process, never to another that got its number."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._descriptor, number)

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self) -> None:
        self.returncode = 0
        os.close(self._descriptor)


def _readable(descriptor: int, milliseconds: int | None) -> bool:
    poll = select.poll()  # `select.select` refuses descriptors above 1023
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(milliseconds))


class ForkProvisioner(LocalProvisioner):
    """Lets the server's warm parent fork the kernel instead of starting a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel; the command is not needed."""
        manager: Any = self.parent
        pid = await manager.parent.warm_parent.fork(manager.connection_file, kwargs["env"])
        self.process: Any = ForkedProcess(pid)
        self.pid = pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info
