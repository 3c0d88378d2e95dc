"""Empty stores of every kind, and what tests put into them."""

import asyncio
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import empty_postgres
from workbook.errors import StoreUnavailable
from workbook.store import SealedRecord
from workbook.store_server import LineServer, serve_line
from workbook.vault import Wrap

REPOSITORY = Path(__file__).parents[1]
WRAP = Wrap("lookup", b"a data key in its wrap")
FIRST = SealedRecord("first", 1, b"sealed" * 50)
SECOND = SealedRecord("second", 1, b"another" * 50)

DIRECT = ["sqlite", "postgres"]
BY_LINE = ["sqlite by line", "postgres by line"]
KINDS = [*DIRECT, *BY_LINE]


@contextmanager
def empty_store(kind: str, folder: Path) -> Iterator[str]:
    """Make an empty store of one of the kinds until the end of the block; yields its URL."""
    if kind.endswith(" by line"):
        with (
            empty_store(kind.removesuffix(" by line"), folder) as database,
            running_line(database) as line,
        ):
            yield line.url
    elif kind == "postgres":
        with empty_postgres() as url:
            yield url
    else:
        yield f"sqlite:///{folder / 'journal.sqlite'}"


@contextmanager
def running_line(
    database: str,
    on_done: Callable[[str, float, str | None], None] = lambda *_: None,
    at: Path | None = None,
    own: bool = False,
) -> Iterator[LineServer]:
    """Serve a store by line, from a thread, until the end of the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def wait(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result(30)

    try:
        # Not in the folder of the test: its name may be too long for a socket.
        with tempfile.TemporaryDirectory(prefix="line-") as folder:
            path = at or Path(folder) / "store"
            line = wait(serve_line(database, path, on_done, own=own))
            try:
                yield line
            finally:
                wait(line.close())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


def reason_of(work: Callable[[], object]) -> str:
    """Return the reason why this cannot be done."""
    with pytest.raises(StoreUnavailable) as failure:
        work()
    return failure.value.reason


def start(code: str, *given: object) -> subprocess.Popen[str]:
    """Start another process, which begins by opening the store at the URL given first."""
    code = f"""
import sys
from workbook.store import SealedRecord, open_store
from workbook.vault import Wrap
url, *names = sys.argv[1:]
store = open_store(url)
{code}"""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, given)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def holding(code: str, *given: object) -> "subprocess.Popen[str]":
    """Start another process that holds something and prints "held", until its input ends."""
    code = f"import sys\n{code}\nprint('held', flush=True)\nsys.stdin.read()"
    words = [sys.executable, "-c", code, *map(str, given)]
    held = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert held.stdout and held.stdout.readline() == "held\n"
    return held


def finish(processes: list[subprocess.Popen[str]]) -> list[str]:
    """Wait until processes have ended well, and return what each said."""
    ends = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), ends
    return [out for out, _ in ends]
