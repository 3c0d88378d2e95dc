"""Damaged files of the store that were put aside, on one's own computer."""

import os
from contextlib import suppress
from pathlib import Path

from workbook.settings import Settings
from workbook.store_failures import failures_named


def burn_set_aside(settings: Settings) -> None:
    """Write over all damaged files that were put aside, and remove them.

    They are in the data folder, or beside a SQLite file elsewhere. Of that, a kernel with a line
    to the server knows nothing; then they stay there.

    Raises:
        StoreUnavailable: one of them cannot be removed.
    """
    with failures_named():
        for path in _find(settings):
            with suppress(FileNotFoundError), path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink(missing_ok=True)


def _find(settings: Settings) -> set[Path]:
    found = {*settings.data_folder.glob("*.damaged-*")}
    if settings.database.startswith("line:"):
        return found
    from workbook.store_sql import find_set_aside

    return found.union(find_set_aside(settings.database))
