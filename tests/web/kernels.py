"""Kernels as the server has them, without a server, and code run in them."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from workbook.web.environment import kernel_environment
from workbook.web.kernel_settings import OwnKernelSpecs, kernel_config
from workbook.web.kernels import Kernels
from workbook.web.spares import Begun

PASSED = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "WORKBOOK_PLACE": "served"}


@asynccontextmanager
async def kernels(folder: Path, start: str = "fork", **settings: Any) -> AsyncIterator[Kernels]:
    """Have kernels, started one way or the other, and end them all."""
    config = kernel_config(start == "fork")
    surroundings = kernel_environment(os.environ, own=False) | PASSED
    environment = surroundings | {
        "WORKBOOK_DATA_FOLDER": str(folder / "data"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    folder.mkdir(exist_ok=True)
    for name, value in {"spare": 0, "environment": environment, **settings}.items():
        config.Kernels[name] = value
    made = Kernels(
        config=config, connection_dir=str(folder), kernel_spec_manager=OwnKernelSpecs(config=config)
    )
    await made.open()
    try:
        yield made
    finally:
        await made.end_all()


async def begin(made: Kernels) -> Begun:
    """Do as a page does that opens."""
    return await made.begin(made.admit())


async def result(begun: Begun, code: str) -> str:
    """Run code in a kernel and return what its last line prints."""
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])

    reply = await begun.client.execute_interactive(code, output_hook=hear, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(said).strip()


def run(work: Any) -> Any:
    return asyncio.run(work)
