"""How a page speaks with its kernel: the line itself, whether it is there, and its end.

The kernel's id comes in a header or in a body, never in an address: addresses are what proxies
write into their logs, and the id alone opens the line.
"""

import logging
import re
from typing import Any

from jupyter_server.auth.decorator import ws_authenticated
from tornado.web import Finish, HTTPError, RequestHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbook.web import metrics
from workbook.web.guard import LARGEST, Frame, Guard

log = logging.getLogger(__name__)

TOO_MUCH = 1008  # a line that is closed with it comes back by itself, and nothing typed is lost
ID = re.compile(r"[\w-]{1,64}")


class KernelState(RequestHandler):
    """Tells a page whether its kernel is still there."""

    def set_default_headers(self) -> None:
        """Say nothing of the server, and let no old answer pass for a new one."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """Check nothing: no cookie is set, and the id of a kernel cannot be guessed."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with nothing but the status."""
        self.finish()

    def post(self) -> None:
        """Answer 204 where the kernel is there and 404 where it is not."""
        if self.kernel_id() not in self.settings["kernel_manager"]:
            raise HTTPError(404)
        self.set_status(204)

    def kernel_id(self) -> str:
        """Return the id that the body holds, or nothing where it holds something else."""
        said = self.request.body.decode("ascii", "replace")
        return said if ID.fullmatch(said) else ""


class Closing(KernelState):
    """Hears that a page was closed and ends its kernel."""

    def post(self) -> None:
        """End the kernel in a moment; harmless when it is gone or said twice."""
        self.settings["kernel_manager"].end_soon(self.kernel_id())
        self.set_status(204)


class Channels(VoilaKernelWebsocketHandler):
    """Carries the messages between a page and its kernel, those that the guard admits.

    Which kernel, and which page, is said by two more subprotocols: `kernel.<id>`, `session.<id>`.
    """

    max_message_size = LARGEST
    guard: Guard
    opened = False
    left = False  # before it was open

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with nothing but the status: a page that outlived its kernel may ask again."""
        self.finish()

    async def pre_get(self) -> None:
        """Get ready to open; where the page has left meanwhile, there is nothing to open."""
        await super().pre_get()
        if self.left:
            # Not by its `disconnect`, which takes away a line that was never counted.
            self.connection._open_sessions.pop(self.connection.session_key, None)
            raise Finish

    async def open(self, kernel_id: str) -> None:
        """Set a guard before the first message is read, and let the kernels know of the line."""
        self.opened = True
        self.guard = Guard(self.selected_subprotocol)
        self.kernel_manager.connected(kernel_id, self)
        await super().open(kernel_id)

    def on_message(self, ws_message: Frame) -> None:
        """Pass on what is admitted; close a line that says too much."""
        if self.ws_connection is None or self.ws_connection.is_closing():
            return
        admitted = self.guard.admit(ws_message)
        if admitted is not None:
            super().on_message(admitted)
            return
        metrics.message_dropped(self.guard.reason)
        if self.guard.reason == "rate":
            log.warning("A line that said too much was closed.")
            self.close(TOO_MUCH)

    def on_close(self) -> None:
        """Let the kernels know that the line has ended, if it ever was open."""
        if not self.opened:
            self.left = True
            return
        super().on_close()
        self.kernel_manager.disconnected(self.kernel_id, self)

    @ws_authenticated
    async def get(self) -> None:
        """Open the line to a kernel that is there, for a page that knows its id."""
        kernel_id, session = self.offered("kernel"), self.offered("session")
        if not session or kernel_id not in self.kernel_manager:
            raise HTTPError(404)
        # Jupyter's own handler looks for it in the address.
        self.request.arguments["session_id"] = [session.encode()]
        await super().get(kernel_id=kernel_id)

    def offered(self, kind: str) -> str:
        """Return the id of one kind that the page sent along, or nothing."""
        names: str = self.request.headers.get("Sec-WebSocket-Protocol", "")
        for name in names.split(","):
            found, _, value = name.strip().partition(".")
            if found == kind and ID.fullmatch(value):
                return value
        return ""
