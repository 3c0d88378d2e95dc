"""The same page three times: 20 sliders, 20 check boxes and a button; ours, Panel's, Voilà's."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat

from tests.server import eventually, running_server
from workbook.content.paths import PACKAGE, data_folder, notebooks_folder

PEERS = Path(__file__).parent / "peers"
OWN_PYTHON = PACKAGE.parent / ".venv-bench" / "bin" / "python"  # where make bench puts Panel
STARTS_WITHIN = 90  # seconds
ENDS_WITHIN = 20
ITEMS = 20
STATEMENT = "Statement number {n}: I can hear their reasons without arguing"


@dataclass(frozen=True)
class Site:
    """A page to measure: its server, what to press on it, and the words that answer."""

    name: str
    url: str
    pid: int
    press: str = "ping"
    answer: str = "pong"


@contextmanager
def ours(folder: Path) -> Iterator[Site]:
    """Serve the workbook with the checklist among its exercises."""
    package = _with_checklist(folder / "site")
    with running_server(folder, environment={"PYTHONPATH": str(package)}) as server:
        yield Site("Second Look", f"{server.url}checklist", server.pid, "Next: Thank you")


@contextmanager
def panel(folder: Path) -> Iterator[Site]:
    """Serve the page of Panel."""
    port = _free_port()
    page = PEERS / "panel_page.py"
    command = [_python_of_panel(), "-m", "panel", "serve", str(page), "--port", str(port)]
    command += ["--address", "127.0.0.1", "--allow-websocket-origin", "*"]
    with _serving(command, folder, f"http://127.0.0.1:{port}/panel_page") as (url, pid):
        yield Site(f"Panel {_version_of_panel()}", url, pid)


@contextmanager
def stock_voila(folder: Path) -> Iterator[Site]:
    """Serve the page of Voilà as it comes, with the controls of ipywidgets."""
    port = _free_port()
    notebook = nbformat.v4.new_notebook()
    code = (PEERS / "voila_page.py").read_text("utf-8")
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# Readiness checklist"),
        nbformat.v4.new_code_cell(code),
    ]
    nbformat.write(notebook, folder / "checklist.ipynb")
    command = [sys.executable, "-m", "voila", "checklist.ipynb", "--no-browser"]
    command += ["--Voila.ip=127.0.0.1", f"--port={port}"]
    with _serving(command, folder, f"http://127.0.0.1:{port}/") as (url, pid):
        yield Site(f"Voilà {version('voila')}", url, pid)


@contextmanager
def _serving(command: Sequence[str], folder: Path, url: str) -> Iterator[tuple[str, int]]:
    surroundings = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder), "TMPDIR": str(folder)}
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        if not eventually(lambda: _answers(url), within=STARTS_WITHIN):
            raise RuntimeError(f"{command[2]} did not open: {(folder / 'server.log').read_text()}")
        yield url, process.pid
    finally:
        process.terminate()
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=STARTS_WITHIN) as answer:
            return bool(answer.read())
    except (URLError, OSError):
        return False


def _with_checklist(folder: Path) -> Path:
    """Copy the package with its content, and put the checklist into it."""
    ignored = shutil.ignore_patterns("frontend", "__pycache__", "_share")
    shutil.copytree(PACKAGE, folder / "workbook", ignore=ignored)
    share = folder / "workbook" / "_share"
    shutil.copytree(data_folder(), share / "data", ignore=shutil.ignore_patterns("drafts"))
    shutil.copytree(notebooks_folder(), share / "notebooks")
    text = (PEERS / "checklist.toml").read_text("utf-8")
    (share / "data" / "exercises" / "checklist.toml").write_text(text + _items(), "utf-8")
    notebook = (share / "notebooks" / "pause.ipynb").read_text("utf-8")
    (share / "notebooks" / "checklist.ipynb").write_text(
        notebook.replace("pause", "checklist"), "utf-8"
    )
    return folder


def _items() -> str:
    ends = 'min = 0\nmax = 10\nlow = "not at all"\nhigh = "fully"\n'
    scales = [
        f'\n[[prompts]]\nid = "item_{n}"\nstep = "items"\nkind = "scale"\nask = "Item {n}"\n{ends}'
        for n in range(ITEMS)
    ]
    choices = "".join(
        f'  {{ id = "s{n}", say = "{STATEMENT.format(n=n)}" }},\n' for n in range(ITEMS)
    )
    many = '\n[[prompts]]\nid = "statements"\nstep = "items"\nkind = "many"\nask = "Which hold?"\n'
    return f"{''.join(scales)}{many}choices = [\n{choices}]\n"


def _python_of_panel() -> str:
    if find_spec("panel"):
        return sys.executable
    if OWN_PYTHON.is_file():
        return str(OWN_PYTHON)
    raise SystemExit("Panel, which is measured beside us, is missing; `make bench` installs it.")


def _version_of_panel() -> str:
    code = "from importlib.metadata import version; print(version('panel'))"
    asked = [_python_of_panel(), "-c", code]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
