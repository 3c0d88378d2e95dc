"""What the server counts of itself: numbers and durations, never who, what or where.

They are told at `/metrics` on an address of their own. Behind a proxy every question comes from
this machine, so neither the asker's address nor a header could keep them from the public.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

import psutil
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from workbook.errors import SettingProblem

How = Literal["pool", "fork", "normal"]
Why = Literal["left", "idle", "died", "memory", "stopped"]
Check = Callable[[], Awaitable[bool] | bool]

REGISTRY = CollectorRegistry()
_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_STORE_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)

_live = Gauge("workbook_kernels", "Kernels that serve a page.", registry=REGISTRY)
_waiting = Gauge("workbook_kernels_waiting", "Kernels ready for a page.", registry=REGISTRY)
_memory = Gauge("workbook_free_memory_bytes", "Memory left on this machine.", registry=REGISTRY)
_memory.set_function(lambda: psutil.virtual_memory().available)
_started = Histogram(
    "workbook_kernel_start_seconds",
    "Seconds until a kernel answered, by how it was started.",
    ["how"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
_refused = Counter("workbook_pages_refused", "Pages sent away as full.", registry=REGISTRY)
_ended = Counter("workbook_kernels_ended", "Kernels ended, by why.", ["why"], registry=REGISTRY)
_ready = Histogram(
    "workbook_page_ready_seconds",
    "Seconds until a page was sent to its end.",
    buckets=_SECONDS,
    registry=REGISTRY,
)
_store = Histogram(
    "workbook_store_seconds",
    "Seconds of a call to the store, by method and outcome.",
    ["method", "outcome"],
    buckets=_STORE_SECONDS,
    registry=REGISTRY,
)
_dropped = Counter(
    "workbook_messages_dropped",
    "Messages of browsers that no page of ours sends, by reason.",
    ["reason"],
    registry=REGISTRY,
)


def count_kernels(live: Callable[[], int], waiting: Callable[[], int] = lambda: 0) -> None:
    """Say where the numbers of live kernels and of those waiting for a page are found."""
    _live.set_function(live)
    _waiting.set_function(waiting)


def kernel_started(how: How, seconds: float) -> None:
    """Count a kernel that was started; `seconds` until it answered."""
    _started.labels(how).observe(seconds)


def kernel_ended(why: Why) -> None:
    """Count a kernel that ended."""
    _ended.labels(why).inc()


def page_refused() -> None:
    """Count a page that was sent away because there was no room."""
    _refused.inc()


def page_ready(seconds: float) -> None:
    """Count a page; `seconds` from the request to its last byte."""
    _ready.observe(seconds)


def message_dropped(reason: str) -> None:
    """Count a message that did not pass the guard; `reason` is the guard's word."""
    _dropped.labels(reason).inc()


def store_called(method: str, seconds: float, reason: str | None) -> None:
    """Count a call to the store; `reason` says why it failed, and is None where it did not."""
    _store.labels(method, reason or "ok").observe(seconds)


class _Plain(RequestHandler):
    """Answers in plain text that is never kept."""

    def set_default_headers(self) -> None:
        """Say nothing of the server, and never let an old answer pass for a new one."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "text/plain; charset=utf-8")

    def write_error(self, status_code: int, **_: object) -> None:
        """Answer with nothing but the status."""
        self.finish()


class Metrics(_Plain):
    """Tells what was counted."""

    def get(self) -> None:
        """Answer in the format of Prometheus."""
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(REGISTRY))


class Ready(_Plain):
    """Says whether a page opened now would work."""

    def initialize(self, checks: Mapping[str, Check]) -> None:
        """Take the parts to look at, each with what tells whether it works."""
        self.checks = checks

    async def get(self) -> None:
        """Answer "ready", or 503 with the name of each part that fails."""
        failing = [name for name, check in self.checks.items() if not await _works(check)]
        self.set_status(503 if failing else 200)
        self.finish("\n".join(failing) or "ready")


async def _works(check: Check) -> bool:
    try:
        works = check()
        return works if isinstance(works, bool) else await works
    except Exception:
        return False  # whatever it is, this part does not work


def listen(address: str) -> HTTPServer:
    """Tell the numbers at an address of their own, HOST:PORT, until the server is stopped.

    Raises:
        SettingProblem: the address cannot be used.
    """
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or not int(port) < 2**16:
        raise SettingProblem(f'--metrics is "{address}"; write it as 127.0.0.1:9100.')
    server = HTTPServer(Application([("/metrics", Metrics)], log_function=lambda handler: None))
    try:
        server.add_sockets(bind_sockets(int(port), host.strip("[]")))
    except OSError as error:
        raise SettingProblem(
            f'--metrics "{address}" cannot be used ({error.strerror}); choose another address.'
        ) from error
    return server
