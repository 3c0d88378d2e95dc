"""Holding the secret of one's own computer, with keyrings good and bad."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError, PasswordSetError

from workbook.errors import StoreUnavailable
from workbook.web.keyholder import Keyholder

SECRET = bytes(range(32))
OTHER = bytes(32)


class Good(KeyringBackend):
    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class Forgetful(Good):
    """Accepts everything and gives nothing back."""

    def get_password(self, service, username):
        return None


class Garbling(Good):
    def get_password(self, service, username):
        return "something else"


class Refusing(Good):
    def set_password(self, service, username, password):
        raise PasswordSetError


class Broken(Good):
    """Fails with what is not even an error of a keyring."""

    def set_password(self, service, username, password):
        raise OSError("no bus")

    get_password = delete_password = set_password


class Silent(Good):
    """Waits for somebody to answer a window that nobody sees."""

    def set_password(self, *_):
        threading.Event().wait()

    get_password = delete_password = set_password


@pytest.fixture
def use():
    """A function that makes a keyring the one of this system."""
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def holder(tmp_path, monkeypatch):
    monkeypatch.setattr(Keyholder, "answer_seconds", 0.2)
    return Keyholder(tmp_path / "data")


def file_of(holder: Keyholder) -> bytes:
    return holder._file.read_bytes() if holder._file.exists() else b""


def test_nothing_is_held_at_first_and_no_keyring_is_asked(holder, use):
    use(Silent())
    assert (holder.get(), holder.where) == (None, None)
    assert not holder._file.exists()


def test_a_good_keyring_holds_the_secret_and_the_file_does_not(holder, use, tmp_path):
    good = use(Good())
    holder.hold(SECRET)
    assert (holder.get(), holder.where) == (SECRET, "keyring")
    assert list(good.kept) == [("second-look", str(tmp_path / "data"))]
    assert SECRET.hex().encode() not in file_of(holder)


@pytest.mark.parametrize(
    "backend", [fail.Keyring, null.Keyring, Forgetful, Garbling, Refusing, Broken, Silent]
)
def test_a_file_holds_the_secret_where_the_keyring_is_of_no_use(holder, use, backend):
    use(backend())
    holder.hold(SECRET)
    assert (holder.get(), holder.where) == (SECRET, "file")
    assert stat.S_IMODE(holder._file.stat().st_mode) == 0o600
    assert stat.S_IMODE(holder._file.parent.stat().st_mode) == 0o700


def test_a_chain_without_any_keyring_is_of_no_use(holder, use, monkeypatch):
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [])
    use(chainer.ChainerBackend())
    holder.hold(SECRET)
    assert holder.where == "file"


def test_a_keyring_that_cannot_even_be_imported_is_of_no_use(holder, monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    holder.hold(SECRET)
    assert (holder.get(), holder.where) == (SECRET, "file")


def test_a_keyring_that_gives_something_else_back_keeps_no_copy(holder, use):
    garbling = use(Garbling())
    holder.hold(SECRET)
    assert garbling.kept == {}


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_the_owner_may_read_the_file_whatever_the_umask(holder, use, umask):
    use(fail.Keyring())
    before = os.umask(umask)
    try:
        holder.hold(SECRET)
    finally:
        os.umask(before)
    assert stat.S_IMODE(holder._file.stat().st_mode) == 0o600
    assert [file.name for file in holder._file.parent.iterdir()] == ["key"]


@pytest.mark.parametrize("backend", [fail.Keyring, Good])
def test_another_secret_takes_the_place_of_the_first(holder, use, backend):
    use(backend())
    holder.hold(SECRET)
    holder.hold(OTHER)
    assert holder.get() == OTHER


def test_a_secret_that_moves_to_the_keyring_leaves_the_file(holder, use):
    use(fail.Keyring())
    holder.hold(SECRET)
    use(Good())
    holder.hold(OTHER)
    assert (holder.get(), holder.where) == (OTHER, "keyring")
    assert SECRET.hex().encode() not in file_of(holder)


def test_the_newer_secret_counts_when_the_keyring_was_away_and_comes_back(holder, use):
    good = use(Good())
    holder.hold(OTHER)
    use(Broken())
    holder.hold(SECRET)
    use(good)
    assert holder.get() == SECRET


@pytest.mark.parametrize("backend", [Broken, Silent, fail.Keyring])
def test_a_keyring_that_has_it_and_does_not_answer_is_no_first_visit(holder, use, backend):
    good = use(Good())
    holder.hold(SECRET)
    use(backend())
    with pytest.raises(StoreUnavailable) as failure:
        holder.get()
    assert failure.value.reason == "locked"
    assert SECRET.hex() not in f"{failure.value!r}{failure.value.__cause__!r}"
    use(good)
    assert holder.get() == SECRET


@pytest.mark.parametrize("error", [KeyringLocked, InitError])
def test_a_locked_keyring_is_said_to_be_locked(holder, use, monkeypatch, error):
    use(Good())
    holder.hold(SECRET)

    def refuse(*_):
        raise error

    monkeypatch.setattr(Good, "get_password", refuse)
    with pytest.raises(StoreUnavailable):
        holder.get()


def test_an_entry_deleted_from_the_keyring_by_hand_is_held_no_more(holder, use):
    good = use(Good())
    holder.hold(SECRET)
    good.kept.clear()
    assert holder.get() is None


@pytest.mark.parametrize("garbage", [b"", b"not a key", b"\xff\xfe\x00"])
def test_a_damaged_file_is_no_first_visit_either(holder, use, garbage):
    use(fail.Keyring())
    holder.hold(SECRET)
    holder._file.write_bytes(garbage)
    with pytest.raises(StoreUnavailable) as failure:
        holder.get()
    assert failure.value.reason == "damaged"


def test_forgetting_takes_it_from_both(holder, use):
    good = use(Good())
    holder.hold(SECRET)
    good_file = file_of(holder)
    holder.forget()
    assert (holder.get(), holder.where, good.kept) == (None, None, {})
    holder._file.write_bytes(good_file)
    assert holder.get() is None


@pytest.mark.parametrize("backend", [fail.Keyring, Broken, Silent])
def test_forgetting_never_fails_because_of_the_keyring(holder, use, backend):
    use(backend())
    holder.hold(SECRET)
    holder.forget()
    holder.forget()
    assert (holder.get(), holder.where) == (None, None)


def test_each_data_folder_has_its_own_secret(holder, use, tmp_path):
    use(Good())
    other = Keyholder(tmp_path / "other")
    holder.hold(SECRET)
    other.hold(OTHER)
    assert (holder.get(), other.get()) == (SECRET, OTHER)
    other.forget()
    assert holder.get() == SECRET


def test_a_folder_that_cannot_be_written_is_said(tmp_path, use):
    use(fail.Keyring())
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable):
        Keyholder(tmp_path / "data").hold(SECRET)


def test_importing_the_module_imports_no_keyring():
    code = "import sys, workbook.web.keyholder; sys.exit('keyring' in sys.modules)"
    repository = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=repository).returncode == 0
