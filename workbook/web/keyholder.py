"""Where one's own computer holds the secret that opens the journal by itself.

The operating system's keyring holds it where there is one that works; else a file that only its
owner can read. The file `key` in the data folder says which: it has the secret, or the word
"keyring". A keyring that does not answer today is thus never taken for a first visit, which would
begin an empty journal in place of the one that is kept.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Literal, TypeVar

from workbook.errors import StoreUnavailable
from workbook.store_failures import failures_named

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")

Where = Literal["keyring", "file"]

_SERVICE = "second-look"
_IN_KEYRING = "keyring"
_LOCKED = "locked"
"""Name of the empty file that says: on this computer the journal opens by phrase alone."""


class Keyholder:
    """Holds one secret for one data folder."""

    answer_seconds = 20.0  # somebody may have to type a password for the keyring first

    def __init__(self, folder: Path) -> None:
        self._file = folder / "key"
        self._locked = folder / _LOCKED
        self._name = str(folder)

    @property
    def is_locked(self) -> bool:
        """Tell whether nothing may be held here any more."""
        return self._locked.exists()

    @property
    def where(self) -> Where | None:
        """What holds the secret, without asking for it."""
        note = self._note()
        if note is None:
            return None
        return "keyring" if note == _IN_KEYRING else "file"

    def get(self) -> bytes | None:
        """The secret, or None where none is held.

        Raises:
            StoreUnavailable: "locked" when the keyring that has it does not answer now, "damaged"
                when the file that has it cannot be read.
        """
        note = self._note()
        if note is None:
            return None
        if note == _IN_KEYRING:
            try:
                note = self._in_time(lambda: _keyring().get_password(_SERVICE, self._name))
            except Exception:
                raise StoreUnavailable("locked") from None
            if note is None:
                return None
        with suppress(ValueError):
            if secret := bytes.fromhex(note):
                return secret
        raise StoreUnavailable("damaged")

    def get_or_hold(self, secret: bytes) -> bytes:
        """Return the secret that is held, or hold this one.

        Raises:
            StoreUnavailable: as `get` and `hold`; "read_only" also where none can be held.
        """
        held = self.get()
        if held is None:
            self.hold(secret)
            # Another notebook may have begun in the same moment: all take what is held now.
            held = self.get()
        if held is None:
            raise StoreUnavailable("read_only")
        return held

    def hold(self, secret: bytes) -> None:
        """Hold this secret, in place of an earlier one.

        Raises:
            StoreUnavailable: the data folder cannot be written.
        """
        in_keyring = self._give_to_keyring(secret.hex())
        self._write(_IN_KEYRING if in_keyring else secret.hex())

    def lock(self) -> None:
        """Hold no secret from now on, and forget the one that was held.

        Raises:
            StoreUnavailable: the data folder cannot be written.
        """
        with failures_named():
            self._locked.touch()
        self.forget()

    def forget(self) -> None:
        """Hold no secret any more, wherever it was."""
        with suppress(Exception):
            self._in_time(lambda: _keyring().delete_password(_SERVICE, self._name))
        with failures_named():
            self._file.unlink(missing_ok=True)

    def _note(self) -> str | None:
        with failures_named():
            try:
                return self._file.read_text(encoding="ascii", errors="replace").strip()
            except FileNotFoundError:
                return None

    def _write(self, note: str) -> None:
        """Replace the file in one step; `mkstemp` makes files only their owner can read."""
        with failures_named():
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".key-")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as new:
                    new.write(note + "\n")
                    new.flush()
                    os.fsync(new.fileno())
                os.replace(name, self._file)
            except BaseException:
                os.unlink(name)
                raise

    def _give_to_keyring(self, secret: str) -> bool:
        def give() -> bool:
            keyring = _keyring()
            keyring.set_password(_SERVICE, self._name, secret)
            if keyring.get_password(_SERVICE, self._name) == secret:
                return True
            keyring.delete_password(_SERVICE, self._name)
            return False

        try:
            return self._in_time(give)
        except Exception:
            return False

    def _in_time(self, ask: Callable[[], Answer]) -> Answer:
        """Ask in a thread of its own, since a keyring may wait for ever for a window nobody sees.

        Raises:
            TimeoutError: there was no answer in time.
        """
        answers: SimpleQueue[Answer | Exception] = SimpleQueue()

        def run() -> None:
            try:
                answers.put(ask())
            except Exception as problem:
                answers.put(problem)

        Thread(target=run, daemon=True, name="keyring").start()
        try:
            answer = answers.get(timeout=self.answer_seconds)
        except Empty:
            raise TimeoutError from None
        if isinstance(answer, Exception):
            raise answer
        return answer


def _keyring() -> "KeyringBackend":
    """The system's keyring; importing it takes a second, so only when there is need.

    Raises:
        LookupError: there is none the keyring package itself would recommend (priority 1 or more).
    """
    import keyring

    found = keyring.get_keyring()
    if found.priority < 1:
        raise LookupError("No usable keyring.")
    return found
