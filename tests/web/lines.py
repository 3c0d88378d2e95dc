"""A raw line to a kernel, as somebody would open it who does not use our page."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

from tests.server import Server
from tests.web.frames import custom, frame, message
from workbook.web.guard import PROTOCOL


class Line:
    """One websocket to one kernel."""

    def __init__(self, socket: websocket.WebSocket, binary: bool) -> None:
        self.socket = socket
        self.binary = binary

    def say(self, said: Any) -> None:
        self.send(frame(said, self.binary))

    def send(self, written: str | bytes) -> None:
        if isinstance(written, bytes):
            self.socket.send_binary(written)
        else:
            self.socket.send(written)

    def hear(self) -> Any:
        """Return the next message of the kernel."""
        opcode, heard = self.socket.recv_data()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise websocket.WebSocketConnectionClosedException(int.from_bytes(heard[:2], "big"))
        if not self.binary:
            return json.loads(heard)
        channel, parts = deserialize_msg_from_ws_v1(heard)
        read = [json.loads(part) for part in parts[:4]]
        names = ("header", "parent_header", "metadata", "content")
        return {"channel": channel, **dict(zip(names, read, strict=True))}

    def heard_until(self, parent: str, kind: str) -> list[Any]:
        """Return everything the kernel says until it answers a message."""
        heard = []
        while True:
            heard.append(self.hear())
            header, asked = heard[-1]["header"], heard[-1]["parent_header"].get("msg_id")
            if asked == parent and header["msg_type"] == kind:
                return heard

    def caught_up(self) -> list[Any]:
        """Wait until the kernel has answered everything said so far; return what it said."""
        asking = message("kernel_info_request")
        self.say(asking)
        return self.heard_until(asking["header"]["msg_id"], "kernel_info_reply")

    def states(self) -> dict[str, Any]:
        """Ask for all widgets, as the page does first; return their states by id."""
        comm = str(uuid4())
        opening = message(
            "comm_open", {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        )
        opening["metadata"] = {"version": "1.0.0"}
        self.say(opening)
        self.say(message("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}}))
        while True:
            heard = self.hear()
            data = heard["content"].get("data", {})
            if heard["content"].get("comm_id") == comm and data.get("method") == "update_states":
                states: dict[str, Any] = data["states"]
                return states

    def page(self) -> str:
        """Return the id of the page's own widget."""
        found = [comm for comm, model in self.states().items() if "view" in model["state"]]
        assert len(found) == 1
        return found[0]

    def tell(self, comm: str, **content: Any) -> None:
        """Say what the page would say."""
        self.say(custom(content, comm))

    def hears(self, comm: str, say: str) -> Any:
        """Wait for what the page is told."""
        while True:
            content = self.hear()["content"]
            told = content.get("data", {}).get("content", {})
            if content.get("comm_id") == comm and told.get("say") == say:
                return told


@contextmanager
def line(
    server: Server, kernel: str, binary: bool = True, header: Sequence[str] = (), **options: Any
) -> Iterator[Line]:
    """Open a line to a kernel until the end of the block."""
    offered = [*([PROTOCOL] if binary else []), f"kernel.{kernel}", f"session.{uuid4()}"]
    socket = websocket.create_connection(
        f"ws://127.0.0.1:{server.port}/voila/channels",
        # The client itself would insist on an answer to what it offers.
        header=[f"Sec-WebSocket-Protocol: {', '.join(offered)}", *header],
        timeout=30,
        **{"origin": f"http://127.0.0.1:{server.port}", **options},
    )
    try:
        yield Line(socket, binary)
    finally:
        socket.close()
