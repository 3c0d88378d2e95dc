"""What every test needs."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from workbook.web.lean import leave_out_grammar

leave_out_grammar()  # as a server does, and as early

# Machines are slow and noisy; how long an example takes says nothing about the code.
settings.register_profile(
    "calm",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=60,
    derandomize=True,  # what was right yesterday is right today
)
# To look further: pytest --hypothesis-profile explore
settings.register_profile(
    "explore", settings.get_profile("calm"), max_examples=1000, derandomize=False
)
settings.load_profile("calm")

HERE = Path(__file__).parent

# No test may write into the keyring of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left alone with a long file at the end."""
    items.sort(key=lambda item: item.path.parent == HERE)


@pytest.fixture
def light_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take little memory and time for words, where nothing tells how hard they are to guess."""
    monkeypatch.setattr("workbook.vault._MEMORY_BYTES", 64 * 1024)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a locked file only a moment; that it is waited for, `test_store_file` shows."""
    monkeypatch.setattr("workbook.store_file.BUSY_SECONDS", 0.1)
