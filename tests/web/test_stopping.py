import os
import signal

import pytest

from tests.server import eventually, running_server
from tests.web.asking import is_there, open_page


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_server_takes_its_kernels_along(tmp_path, how):
    with running_server(tmp_path) as server:
        open_page(server)
        open_page(server)
        assert len(server.kernels()) == 2
        assert server.stop(how) < 3
        assert server.kernels() == []
        assert server.process.returncode == 0
        assert list((tmp_path / "tmp").glob("workbook-*")) == []


def test_kernels_of_a_killed_server_end_by_themselves(tmp_path):
    with running_server(tmp_path) as server:
        open_page(server)
        server.kill()
        assert eventually(lambda: not server.kernels())


def test_a_dead_kernel_stays_dead(tmp_path):
    with running_server(tmp_path) as server:
        kernel = open_page(server)
        os.kill(server.kernels()[0], signal.SIGKILL)
        assert eventually(lambda: not is_there(server, kernel), within=5)
        assert eventually(lambda: not server.kernels())


def test_a_server_that_is_stopped_before_it_opened_a_page(tmp_path):
    with running_server(tmp_path, place="own") as server:
        assert server.stop() < 3
        assert server.process.returncode == 0
