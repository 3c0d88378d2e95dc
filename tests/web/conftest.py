"""A server that the tests of one module share, and the browser of all browser tests."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import browser as browser
from tests.server import Server, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running
