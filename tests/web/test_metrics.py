"""What is counted, where it is told, and that nobody is in it."""

import asyncio
import re
import socket
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from workbook.errors import SettingProblem
from workbook.web import metrics

LABELS = {"how", "why", "reason", "method", "outcome", "le"}


def counted(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_a_kernel_is_counted_by_how_it_was_started_and_why_it_ended():
    before = counted("workbook_kernel_start_seconds_count", how="pool")
    idle = counted("workbook_kernels_ended_total", why="idle")
    metrics.kernel_started("pool", 0.02)
    metrics.kernel_ended("idle")
    assert counted("workbook_kernel_start_seconds_count", how="pool") == before + 1
    assert counted("workbook_kernels_ended_total", why="idle") == idle + 1


def test_kernels_and_free_memory_are_looked_up_when_somebody_asks():
    alive = [3]
    metrics.count_kernels(lambda: alive[0], lambda: 2)
    assert counted("workbook_kernels") == 3
    alive[0] = 4
    assert (counted("workbook_kernels"), counted("workbook_kernels_waiting")) == (4, 2)
    assert counted("workbook_free_memory_bytes") > 0


@pytest.mark.parametrize(("reason", "outcome"), [(None, "ok"), ("full", "full")])
def test_a_call_to_the_store_is_timed_by_its_outcome(reason: str | None, outcome: str):
    name = "workbook_store_seconds_count"
    before = counted(name, method="put", outcome=outcome)
    metrics.store_called("put", 0.01, reason)
    assert counted(name, method="put", outcome=outcome) == before + 1


def test_pages_and_dropped_messages_are_counted():
    metrics.page_ready(0.4)
    metrics.page_refused()
    metrics.message_dropped("type")
    assert counted("workbook_page_ready_seconds_count") >= 1
    assert counted("workbook_pages_refused_total") >= 1
    assert counted("workbook_messages_dropped_total", reason="type") >= 1


def ask(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, dict(answer.headers), answer.read().decode()
    connection.close()
    return found


def told(path: str) -> tuple[int, dict[str, str], str]:
    async def run() -> tuple[int, dict[str, str], str]:
        server = metrics.listen("127.0.0.1:0")
        port = next(iter(server._sockets.values())).getsockname()[1]
        try:
            return await asyncio.to_thread(ask, port, path)
        finally:
            server.stop()

    return asyncio.run(run())


def test_the_numbers_are_told_in_the_format_of_prometheus():
    metrics.kernel_started("fork", 0.1)
    status, headers, text = told("/metrics")
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert headers["Content-Type"].startswith("text/plain") and "Server" not in headers
    families = list(text_string_to_metric_families(text))
    assert {"workbook_kernels", "workbook_store_seconds"} <= {each.name for each in families}
    names = {name for each in families for sample in each.samples for name in sample.labels}
    assert names <= LABELS
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)


def test_nothing_else_is_told_there():
    assert told("/")[0] == 404


@pytest.mark.parametrize("address", ["", "9100", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000"])
def test_an_address_of_another_form_is_named(address: str):
    with pytest.raises(SettingProblem, match="--metrics"):
        metrics.listen(address)


def test_an_address_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SettingProblem, match=f'--metrics "{address}" cannot be used'):
            metrics.listen(address)


def readiness(**checks: metrics.Check) -> tuple[int, str]:
    async def run() -> tuple[int, str]:
        server = HTTPServer(Application([("/readyz", metrics.Ready, {"checks": checks})]))
        sockets = bind_sockets(0, "127.0.0.1")
        server.add_sockets(sockets)
        try:
            port = sockets[0].getsockname()[1]
            status, headers, text = await asyncio.to_thread(ask, port, "/readyz")
        finally:
            server.stop()
        assert headers["Cache-Control"] == "no-store"
        return status, text

    return asyncio.run(run())


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


def broken() -> bool:
    raise OSError("/srv/private/path")


def test_a_server_whose_parts_all_work_is_ready():
    assert readiness(store=yes, kernels=lambda: True) == (200, "ready")


def test_each_part_that_fails_is_named_by_one_word():
    assert readiness(store=no, kernels=lambda: True) == (503, "store")
    assert readiness(store=broken, kernels=no) == (503, "store\nkernels")
