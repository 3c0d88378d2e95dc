"""Damaged files of the store that were put aside, on one's own computer."""

import os
from contextlib import suppress
from pathlib import Path

from workbook.store_failures import failures_named


def burn_set_aside(folder: Path) -> None:
    """Write over all damaged files that were put aside in a folder, and remove them.

    Raises:
        StoreUnavailable: one of them cannot be removed.
    """
    with failures_named():
        for path in folder.glob("*.damaged-*"):
            with suppress(FileNotFoundError), path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink(missing_ok=True)
