"""A kernel that is made once, with all that is slow, and then begun in many processes.

What needs no thread, no socket and no connection is done in one warm parent process: the imports,
the settings, the kernel with its shell. A process forked from it does only the rest. Python counts
references inside the objects themselves, so what a child merely looks at becomes memory of its own:
the less it has to look at, the less it takes.
"""

import random
import sys
from typing import Any, Self

from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from traitlets import default

ARGUMENTS = ("--HistoryManager.enabled=False", "--IPKernelApp.capture_fd_output=False")


class PreparedKernel(IPythonKernel):
    """A kernel that is made without any line to the outside, and is given its lines later."""

    @classmethod
    def instance(cls, *args: Any, **settings: Any) -> Self:
        """Make the kernel the first time; give it its lines the second time."""
        made = cls.initialized()
        kernel: Self = super().instance(*args, **settings)
        if made:
            kernel.connect(settings)
        return kernel

    def connect(self, settings: dict[str, Any]) -> None:
        """Take the session and the sockets that `IPKernelApp` has opened."""
        for name, value in settings.items():
            if value is not None:
                setattr(self, name, value)
        shell: Any = self.shell
        for publisher in (shell.displayhook, shell.display_pub):
            publisher.session = self.session
            publisher.pub_socket = self.iopub_socket
        self._stdout, self._stderr = sys.stdout, sys.stderr

    def _process_children(self) -> list[Any]:
        return []  # it has none, and may not look at other processes


class Publisher(IOPubThread):
    """Publishes what a kernel says, and listens to no subprocess: its pipe would be a TCP port."""

    def __init__(self, socket: Any, pipe: bool = False, session: Any = False) -> None:
        super().__init__(socket, pipe=False, session=session)


class WarmKernel(kernelapp.IPKernelApp):
    """The kernel's application: prepared in the parent, begun in a child."""

    @default("kernel_class")
    def _prepared(self) -> type[IPythonKernel]:
        return PreparedKernel

    def prepare(self) -> None:
        """Do once what every child would do alike."""
        # A kernel for visitors has no debugger, and without it much that is imported stays away.
        sys.modules["debugpy"] = None  # type: ignore[assignment]
        kernelapp.IOPubThread = Publisher  # type: ignore[attr-defined]
        self.parse_command_line([*ARGUMENTS])
        self.init_profile_dir()
        PreparedKernel.instance(parent=self, profile_dir=self.profile_dir)

    def open(self, connection_file: str) -> None:
        """Open the sockets that this file names, in a process forked for it; `start` runs it."""
        reseed()
        self.connection_file = connection_file
        self.init_connection_file()
        self.init_sockets()
        self.init_heartbeat()
        self.init_io()
        self.init_signal()
        self.init_kernel()


def reseed() -> None:
    """Draw new seeds: what was random in the parent would be the same in every child."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
