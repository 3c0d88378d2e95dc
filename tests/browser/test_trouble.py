"""Trouble with the store: a calm sentence, the text stays, and saving goes on by itself."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewWalk
from tests.browser.walking import KEY, START, Walk
from tests.server import Server, running_server
from workbook import messages
from workbook.journal import Journal
from workbook.settings import QUICK_EXIT, Settings
from workbook.web.keeper import SealedKeeper

STEP = "know_or_guess"  # two texts side by side, open at any hour
EARLIER = "Written before any trouble."
BACK = 60_000  # ms in which a page is itself again after a restart
A_RETRY = 40_000  # ms, since the page waits up to 30 s until it tries again
INNARDS = re.compile(r"Traceback|Error\b|sqlite|database|Exception|errno|File \"", re.IGNORECASE)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that can be taken away like a disk."""
    return tmp_path_factory.mktemp("trouble") / "disk"


@pytest.fixture(scope="module")
def store(disk: Path) -> Path:
    return disk / "store" / "journal.sqlite"


@pytest.fixture(scope="module")
def environment(store: Path) -> dict[str, str]:
    return {"WORKBOOK_DATABASE": f"sqlite:///{store}"}


@pytest.fixture(scope="module")
def server(disk: Path, environment: dict[str, str]) -> Iterator[Server]:
    with running_server(disk.parent, environment=environment) as running:
        yield running


@pytest.fixture(scope="module")
def tab(new_walk: NewWalk) -> Walk:
    """A tab with one answer saved."""
    walk = new_walk().open(STEP)
    walk.answer("know", EARLIER)
    walk.saved()
    return walk


def journal(store: Path, walk: Walk) -> Journal:
    """Read what is stored of the journal of a tab."""
    settings = Settings("served", f"sqlite:///{store}", store.parent, QUICK_EXIT)
    key = walk.page.evaluate("key => sessionStorage.getItem(key)", KEY)
    keeper = SealedKeeper(settings)
    try:
        return keeper.open(key)
    finally:
        keeper._store().close()  # left to the collector, it would write into a file that is damaged


def said(walk: Walk, sentence: str) -> Locator:
    return walk.page.get_by_role("status").filter(has_text=sentence)


def is_calm(walk: Walk, server: Server, typed: str) -> None:
    """See that no innards are shown and that the log holds nothing typed."""
    shown = walk.page.locator("body").inner_text()
    assert not INNARDS.search(shown), INNARDS.search(shown)
    assert typed not in server.log
    assert EARLIER not in server.log


def write_in_trouble(walk: Walk, server: Server, reason: str, text: str) -> None:
    walk.answer("guess", text)
    expect(said(walk, messages.CANNOT_SAVE[reason])).to_be_visible()
    expect(walk.box("guess")).to_have_value(text)
    is_calm(walk, server, text)


def is_saved_by_itself(walk: Walk, store: Path, reason: str, text: str) -> None:
    expect(said(walk, messages.CANNOT_SAVE[reason])).to_be_hidden(timeout=A_RETRY)
    walk.saved()
    expect(walk.box("guess")).to_have_value(text)
    stored = journal(store, walk)
    assert stored.answer(START, "guess") == text
    assert stored.answer(START, "know") == EARLIER


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Hold the store as another process may."""
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def full(server: Server) -> Iterator[None]:
    """Let no file of the server grow; this works for everybody, the superuser too."""
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("this system cannot limit another process")
    limit = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, limit[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, limit)


@contextmanager
def away(disk: Path) -> Iterator[None]:
    """Take the disk away; what is in its place cannot hold a folder."""
    elsewhere = disk.rename(disk.with_name("elsewhere"))
    disk.touch()
    try:
        yield
    finally:
        disk.unlink()
        elsewhere.rename(disk)


def spoil(file: Path) -> bytes:
    """Damage half of a file and return what it then holds."""
    content = bytearray(file.read_bytes())
    content[: len(content) // 2] = b"\0damage\0" * (len(content) // 16)
    file.write_bytes(content)
    return bytes(content)


def test_a_store_that_is_locked_delays_saving_and_loses_nothing(
    tab: Walk, server: Server, store: Path
) -> None:
    text = "Typed while another process held the store."
    with locked(store):
        write_in_trouble(tab, server, "locked", text)
    is_saved_by_itself(tab, store, "locked", text)


def test_what_could_not_be_burned_is_not_lost_either(
    tab: Walk, server: Server, store: Path
) -> None:
    text = "Typed before a fire that went out."
    with locked(store):
        write_in_trouble(tab, server, "locked", text)
        with tab.moving():
            tab.page.get_by_role("link", name=messages.PAGE["all_answers"]).click()
        tab.open("burn", "your_answers")
        tab.page.get_by_label(messages.PAGE["burn_all_sure"]).check()
        tab.page.get_by_role("button", name=messages.PAGE["burn_all"]).click()
        expect(tab.page.get_by_text(messages.CANNOT_NOW)).to_be_visible()
        assert text in tab.page.evaluate("sessionStorage['second-look.pending']")
    tab.open(STEP)
    is_saved_by_itself(tab, store, "locked", text)


def test_a_full_disk_delays_saving_and_loses_nothing(
    tab: Walk, server: Server, store: Path
) -> None:
    text = "Typed while the disk was full."
    with full(server):
        write_in_trouble(tab, server, "full", text)
    is_saved_by_itself(tab, store, "full", text)


def test_a_disk_that_is_gone_delays_saving_and_loses_nothing(
    tab: Walk, server: Server, store: Path, disk: Path
) -> None:
    text = "Typed while the disk was not there."
    with away(disk):
        write_in_trouble(tab, server, "gone", text)
    is_saved_by_itself(tab, store, "gone", text)


def test_a_store_that_cannot_be_opened_yet_is_opened_by_itself_and_said_meanwhile(
    tab: Walk, server: Server, store: Path, disk: Path
) -> None:
    text = "Typed just before the reload."
    with away(disk):
        tab.answer("guess", text)
        tab.page.reload()
        expect(said(tab, messages.CANNOT_OPEN)).to_be_visible()
        is_calm(tab, server, text)
    expect(tab.box("guess")).to_have_value(text)
    expect(tab.box("know")).to_have_value(EARLIER)
    expect(said(tab, messages.CANNOT_OPEN)).to_be_hidden()
    is_saved_by_itself(tab, store, "gone", text)


def test_a_store_that_was_removed_is_begun_anew_with_all_that_the_visit_knows(
    tab: Walk, server: Server, store: Path
) -> None:
    store.parent.rename(store.parent.with_name("removed"))
    tab.answer("guess", "Typed after the store was removed.")
    tab.saved()
    is_saved_by_itself(tab, store, "gone", "Typed after the store was removed.")
    is_calm(tab, server, "Typed after the store was removed.")


def test_a_damaged_store_is_put_aside_byte_for_byte_and_said(
    tab: Walk, server: Server, store: Path, environment: dict[str, str]
) -> None:
    """The last test of this module: it ends the server."""
    server.stop()
    damaged = [spoil(file) for file in (store, Path(f"{store}-wal")) if file.exists()]
    tab.box("guess").fill("Typed before the damaged store was found.")
    with running_server(server.folder, port=server.port, environment=environment):
        expect(said(tab, messages.SET_ASIDE)).to_be_visible(timeout=BACK)
        expect(tab.box("guess")).to_have_value("Typed before the damaged store was found.")
        tab.saved()
        is_calm(tab, server, "Typed before the damaged store was found.")
        aside = [file.read_bytes() for file in store.parent.glob("journal.sqlite.damaged-*")]
        assert all(content in aside for content in damaged)
        stored = journal(store, tab)
    assert stored.answer(START, "guess") == "Typed before the damaged store was found."
