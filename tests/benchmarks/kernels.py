"""How soon a kernel answers, and what it weighs: `python -m tests.benchmarks.kernels`.

Each kernel is started by the server's own kernel manager, runs the notebook of the start, is
greeted as by a browser and shows five exercises. Medians over some kernels, one after another.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

from tests.benchmarks.figures import shown
from tests.benchmarks.weighing import Weight, machine, weigh
from workbook.content.loader import load_content
from workbook.content.paths import notebooks_folder
from workbook.settings import read_settings
from workbook.store_server import serve_line
from workbook.web.app import HAS_LINE
from workbook.web.environment import kernel_environment
from workbook.web.forking import CAN_FORK
from workbook.web.kernel_settings import OwnKernelSpecs, kernel_config
from workbook.web.kernels import Kernels
from workbook.web.spares import Begun

KERNELS = 5
WITHIN = 60  # seconds for any one answer
VIEW = "application/vnd.jupyter.widget-view+json"
NOTEBOOK = "00_start.ipynb"
FRONT_END = {"WORKBOOK_FRONT_END": "bundled"}  # as the server says it to its kernels
WAYS = {"started": (False, 0), "forked": (True, 0), "waiting": (True, 1)}
"""Whether a kernel is forked from a warm parent, and how many wait for the next page."""


def main() -> None:
    chosen = _parser().parse_args()
    print(f"Medians of {chosen.kernels} kernels; {machine()}.\n")
    print("| kernel | stage | ms it takes | PSS after it, MB | USS, MB |\n|---|---|---:|---:|---:|")
    for way in WAYS if CAN_FORK else ("started",):
        with tempfile.TemporaryDirectory() as folder, surroundings(Path(folder)):
            measured = asyncio.run(measure(Path(folder), way, chosen.kernels))
        for stage, found in measured.items():
            took, weights = zip(*found, strict=True)
            figures = (
                1000 * median(took),
                median(each.pss for each in weights),
                median(each.uss for each in weights),
            )
            print(f"| {way} | {stage} | {' | '.join(map(shown, figures))} |", flush=True)


@contextmanager
def surroundings(folder: Path) -> Iterator[None]:
    """Keep what kernels write in a folder, and no key of the person at the desk near them."""
    before = dict(os.environ)
    os.environ |= {
        "WORKBOOK_PLACE": "served",
        "WORKBOOK_DATA_FOLDER": str(folder / "data"),
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    (folder / "data").mkdir()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


async def measure(folder: Path, way: str, times: int) -> dict[str, list[tuple[float, Weight]]]:
    """Return for each stage the seconds it took and the weight after it, of each kernel."""
    forked, spare = WAYS[way]
    config = kernel_config(forked)
    database = read_settings().database
    async with store_line(database, folder / "store") as environment:
        kernels = Kernels(
            config=config,
            kernel_spec_manager=OwnKernelSpecs(config=config),
            connection_dir=str(folder),
            root_dir=str(notebooks_folder()),
            spare=spare,
            environment=kernel_environment(os.environ, own=False) | environment,
        )
        measured: dict[str, list[tuple[float, Weight]]] = defaultdict(list)
        await kernels.open()
        try:
            for number in range(times + 1):
                async for stage, took, weight in _stages(kernels):
                    if number:  # the first one warms the disk
                        measured[stage].append((took, weight))
        finally:
            await kernels.end_all()
    return measured


@asynccontextmanager
async def store_line(database: str, path: Path) -> AsyncIterator[dict[str, str]]:
    """Give what the server says to its kernels: the front end, and the line to the store."""
    line = await serve_line(database, path, lambda *_: None) if HAS_LINE else None
    try:
        yield FRONT_END | ({"WORKBOOK_DATABASE": line.url} if line else {})
    finally:
        if line:
            await line.close()


async def _stages(kernels: Kernels) -> AsyncIterator[tuple[str, float, Weight]]:
    while kernels.spare and not isinstance(admitted := kernels.admit(), Begun):
        await asyncio.sleep(1)  # until one waits
    begun = time.perf_counter()
    kernel = await kernels.begin(admitted if kernels.spare else kernels.admit())
    client, manager = kernel.client, kernel.manager
    try:
        await client.kernel_info(reply=True, timeout=WITHIN)
        yield "the kernel answers", time.perf_counter() - begun, _weight(manager)
        begun = time.perf_counter()
        page = await _run_notebook(client)
        yield "the notebook runs", time.perf_counter() - begun, _weight(manager)
        begun = time.perf_counter()
        await _say(client, page, _hello())
        yield "the first screen is shown", time.perf_counter() - begun, _weight(manager)
        begun = time.perf_counter()
        for exercise in load_content().way[:5]:
            await _say(client, page, {"do": "go", "exercise": exercise.id, "step": ""})
        yield "five exercises are shown", time.perf_counter() - begun, _weight(manager)
    finally:
        client.stop_channels()
        await kernels.shutdown_kernel(kernel.id, now=True)


def _weight(manager: Any) -> Weight:
    return weigh(manager.provisioner.pid)


async def _run_notebook(client: AsyncKernelClient) -> str:
    """Run the code of the start and return the id of the page it shows."""
    notebook = json.loads((notebooks_folder() / NOTEBOOK).read_text("utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    shown_by: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        view = message["content"].get("data", {}).get(VIEW)
        if view:
            shown_by.append(view["model_id"])

    await client.execute_interactive("\n".join(code), output_hook=hear, timeout=WITHIN)
    return shown_by[0]


async def _say(client: AsyncKernelClient, page: str, content: dict[str, Any]) -> None:
    """Say something as the page does, and wait until the kernel has done with it."""
    data = {"method": "custom", "content": content}
    message = client.session.msg("comm_msg", {"comm_id": page, "data": data})
    client.shell_channel.send(message)
    while True:
        heard = await client.get_iopub_msg(timeout=WITHIN)
        mine = heard["parent_header"].get("msg_id") == message["header"]["msg_id"]
        if mine and heard["content"].get("execution_state") == "idle":
            return


def _hello() -> dict[str, Any]:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    place = {"exercise": None, "step": None, "sheet": None}
    return {"do": "hello", "key": None, "now": now, "timezone": "Etc/UTC", "pending": [], **place}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kernels", description=__doc__)
    parser.add_argument("--kernels", type=int, choices=range(1, 101), default=KERNELS, metavar="N")
    return parser


if __name__ == "__main__":
    main()
