"""Serve as `workbook` does, but other notebooks, under another path or in haste, as variables say.

`WORKBOOK_TEST_NOTEBOOKS` is a folder of notebooks, `WORKBOOK_TEST_BASE` a path such as `/desk/`.
With `WORKBOOK_TEST_HASTE` (seconds) an untouched page rests so soon, a kernel waits so long for a
page that is gone, and what is looked at or tried again from time to time is so each second.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from tests.server import Server, running_server

ROOT = Path(__file__).parent.parent


@contextmanager
def serving(
    folder: Path,
    *,
    cells: dict[str, Sequence[str]] | None = None,
    base: str = "/",
    haste: int = 0,
    arguments: Sequence[str] = (),
) -> Iterator[Server]:
    """Serve notebooks made of these cells by name (None: our own) under a path."""
    environment = {
        "WORKBOOK_TEST_HASTE": str(haste),
        "WORKBOOK_TEST_BASE": base,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    if cells:
        notebooks = folder / "notebooks"
        notebooks.mkdir()
        for name, code in cells.items():
            notebook = new_notebook(cells=[new_code_cell(each) for each in code])
            nbformat.write(notebook, notebooks / f"{name}.ipynb")
        environment["WORKBOOK_TEST_NOTEBOOKS"] = str(notebooks)
    command = (sys.executable, "-m", "tests.serving")
    with running_server(
        folder, arguments=arguments, environment=environment, command=command
    ) as server:
        yield server


def main() -> int:
    from workbook.cli import main as serve
    from workbook.web.lean import leave_out_grammar

    leave_out_grammar()
    from workbook.pages.header import header_html
    from workbook.web import handlers, kernel_settings, kernels
    from workbook.web.app import Workbook

    base = os.environ["WORKBOOK_TEST_BASE"]
    chosen: dict[str, Any] = {"base_url": base, "header": header_html(base=base)}
    if notebooks := os.environ.get("WORKBOOK_TEST_NOTEBOOKS"):
        chosen["root_dir"] = notebooks
    if haste := int(os.environ["WORKBOOK_TEST_HASTE"]):
        chosen["rest_after"] = haste
        kernel_settings.LOOKED_AFTER = handlers.TRY_AGAIN = 1
        kernels.PAGE_GONE = haste
    made = Workbook.instance
    Workbook.instance = lambda **settings: made(**{**settings, **chosen})  # type: ignore[method-assign]
    return serve(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
