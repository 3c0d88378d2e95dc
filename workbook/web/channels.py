"""How a page speaks with its kernel: the line itself, whether it is there, and its end."""

from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler


class KernelState(KernelHandler):
    """Tells a page whether its kernel is still there; the page may change nothing by it."""

    def set_default_headers(self) -> None:
        """Say nothing of the server."""
        super().set_default_headers()
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with nothing but the status."""
        self.finish()

    async def delete(self, kernel_id: str) -> None:
        """Refuse: a kernel ends through `Closing`, which waits for edits on their way."""
        raise HTTPError(405)


class Closing(RequestHandler):
    """Hears that a page was closed and ends its kernel."""

    def set_default_headers(self) -> None:
        """Say nothing of the server."""
        self.clear_header("Server")

    def check_xsrf_cookie(self) -> None:
        """Check nothing: a beacon carries no token, and the id of a kernel cannot be guessed."""

    def post(self, kernel_id: str) -> None:
        """End the kernel in a moment; harmless when it is gone or said twice."""
        self.settings["kernel_manager"].end_soon(kernel_id)
        self.set_status(204)
        self.finish()


class Channels(VoilaKernelWebsocketHandler):
    """Carries the messages between a page and its kernel."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with nothing but the status: a page that outlived its kernel asks each second."""
        self.finish()

    async def open(self, kernel_id: str) -> None:
        """Begin the line, and let the kernels know of it."""
        await super().open(kernel_id)
        self.kernel_manager.connected(kernel_id, self)

    def on_close(self) -> None:
        """Let the kernels know that the line has ended."""
        super().on_close()
        self.kernel_manager.disconnected(self.kernel_id, self)
