"""A real server in a process of its own, for tests that need one."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

STARTS_WITHIN = 60  # seconds, on a machine that does much else
ENDS_WITHIN = 20


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data, its log and its temporary files."""

    url: str
    process: "subprocess.Popen[str]"
    folder: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 80

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text("utf-8")

    def kernels(self) -> list[int]:
        """Return the kernels this server started, also those it left behind."""
        return [pid for pid in self.processes() if not self._is_warm_parent(psutil.Process(pid))]

    def processes(self) -> list[int]:
        """Return every process this server started, also those it left behind."""
        ours = str(self.folder / "tmp")
        return [
            process.pid
            for process in psutil.process_iter()
            if process.pid != self.pid and _temporary_folder(process) == ours
        ]

    def _is_warm_parent(self, process: psutil.Process) -> bool:
        return process.ppid() == self.pid and "workbook.web.warm_parent" in process.cmdline()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Ask the server to stop and return how many seconds that took."""
        begun = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(ENDS_WITHIN)
        return time.monotonic() - begun

    def kill(self) -> None:
        """End the server as a crash would."""
        self.process.kill()
        self.process.wait(ENDS_WITHIN)


@contextmanager
def running_server(
    folder: Path,
    place: str = "served",
    *,
    port: int = 0,
    spare: int = 0,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = (sys.executable, "-m", "workbook"),
) -> Iterator[Server]:
    """Run a server until the end of the block; the same folder again finds the same data."""
    server = start_server(
        folder,
        place,
        port=port,
        spare=spare,
        arguments=arguments,
        environment=environment,
        command=command,
    )
    try:
        yield server
    finally:
        if server.process.poll() is None:
            try:
                server.stop()
            except subprocess.TimeoutExpired:
                server.kill()
        for pid in server.processes():
            os.kill(pid, signal.SIGKILL)


def start_server(
    folder: Path,
    place: str = "served",
    *,
    port: int = 0,
    spare: int = 0,
    arguments: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = (sys.executable, "-m", "workbook"),
) -> Server:
    """Start a server and wait until it is open; the caller ends it."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    surroundings = {
        **os.environ,
        "WORKBOOK_DATA_FOLDER": str(folder / "data"),
        "TMPDIR": str(folder / "tmp"),  # kernels are known by what they keep here
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",  # never this person's own
        **(environment or {}),
    }
    serve = ["serve"] if place == "served" else []
    fixed = ["--port", str(port), "--no-browser", "--spare-kernels", str(spare)]
    with (folder / "server.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*command, *serve, *fixed, *arguments],
            cwd=folder,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    return Server(_address(process, folder), process, folder)


def eventually(holds: Callable[[], bool], within: float = 10) -> bool:
    """Wait until something holds; say whether it did in time (seconds)."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


def _address(process: "subprocess.Popen[str]", folder: Path) -> str:
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:  # to the end, so that the server never waits for a reader
        for line in process.stdout or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    try:
        line = lines.get(timeout=STARTS_WITHIN)
    except queue.Empty:
        line = ""
    if " at http" not in line:
        process.kill()
        raise RuntimeError(f"The server did not open: {(folder / 'server.log').read_text()}")
    return line.split(" at ")[1].strip()


def _temporary_folder(process: psutil.Process) -> str | None:
    try:
        return process.environ().get("TMPDIR") if process.status() != "zombie" else None
    except psutil.Error:
        return None
