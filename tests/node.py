"""Node, which builds the front end and brings test data."""

import os
import shutil
import sys
from pathlib import Path

MODULES = Path(__file__).parent.parent / "workbook" / "web" / "frontend" / "node_modules"


def node() -> str:
    """Return the node beside this Python, else one that is installed."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    found = shutil.which("node", path=beside)
    assert found, "node is missing; make test installs it"
    return found


def module_file(path: str) -> Path:
    """Return a file of an installed package, such as `axe-core/axe.min.js`."""
    file = MODULES / path
    assert file.is_file(), f"{path} is missing; make test installs it"
    return file
