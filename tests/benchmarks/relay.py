"""Stands between a browser and a server and counts every byte that the server sends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Relay:
    """Passes connections on to a port of this machine; `received` bytes came back."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self._behind = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        with suppress(OSError):  # wakes whoever waits for one
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                browser, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._behind))
                for source, target, counted in ((browser, server, 0), (server, browser, 1)):
                    passing = (source, target, counted)
                    threading.Thread(target=self._pass_on, args=passing, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counted: int) -> None:
        with suppress(OSError):  # either side may leave
            while piece := source.recv(1 << 16):
                self.received += counted * len(piece)
                target.sendall(piece)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def counting(port: int) -> Iterator[Relay]:
    """Count what the server at a port sends to whoever comes to the relay's own port."""
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()
