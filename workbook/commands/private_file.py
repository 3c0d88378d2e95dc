"""A file that only its owner can read, and that never takes the place of another by accident."""

import os
import tempfile
from pathlib import Path

from workbook import messages
from workbook.errors import CommandRefused

ONLY_MINE = 0o600


def write_private(path: Path, body: bytes, replace: bool) -> None:
    """Write a whole file with mode 0600, or none at all.

    Raises:
        CommandRefused: there is such a file and it is not to be replaced, or it cannot be written.
    """
    say = messages.TERMINAL
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".notes-")  # made with mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            if not replace:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL, ONLY_MINE))
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except FileExistsError:
        raise CommandRefused(say["exists"].format(path=path)) from None
    except OSError as error:
        raise CommandRefused(say["cannot_write"].format(path=path, why=error.strerror)) from error
