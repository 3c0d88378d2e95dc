"""Kernels of their own: nothing of one visitor reaches another, however kernels are started."""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from jupyter_server._tz import utcnow

from tests.server import eventually
from tests.web.kernels import begin, kernels, one_parent, result, run
from workbook.web import capacity
from workbook.web.environment import kernel_environment
from workbook.web.kernels import NEVER_CAME, PAGE_GONE, RESTING, Full, Kernels
from workbook.web.spares import Begun, Spares

__all__ = ["one_parent"]

pytestmark = pytest.mark.usefixtures("one_parent")
LINUX = sys.platform == "linux"
starts = pytest.mark.parametrize("start", ["fork", "normal"] if LINUX else ["normal"])
DRAWN = """
import random, secrets, uuid, tempfile
import numpy
print(random.random(), numpy.random.random(), secrets.token_hex(), uuid.uuid4(), uuid.uuid1(),
    tempfile.mktemp())
"""
OPEN = (
    "import os; print(*[os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') "
    "if os.path.exists(f'/proc/self/fd/{n}')], sep='\\n')"
)


@starts
def test_a_kernel_runs_a_notebook_of_the_workbook(tmp_path: Path, start: str):
    async def work() -> str:
        async with kernels(tmp_path / "k", start) as made:
            code = (
                "from workbook import open_exercise; print(open_exercise('start').view['exercise'])"
            )
            return await result(await begin(made), code)

    assert run(work()) == "00_start"


@starts
def test_no_two_kernels_draw_the_same_random_numbers(tmp_path: Path, start: str):
    async def work() -> list[list[str]]:
        async with kernels(tmp_path / "k", start) as made:
            return [(await result(await begin(made), DRAWN)).split() for _ in range(2)]

    first, second = run(work())
    assert len(first) == 6
    assert all(one != other for one, other in zip(first, second, strict=True))


@starts
def test_what_one_kernel_sets_no_other_finds(tmp_path: Path, start: str, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_OPERATOR", "s3cret")

    async def work() -> str:
        async with kernels(tmp_path / "k", start, own_parent=True) as made:
            first = await begin(made)
            await result(first, "import os, builtins; os.environ['MINE'] = builtins.mine = 'words'")
            look = (
                "import os, builtins; print('MINE' in os.environ, hasattr(builtins, 'mine'), "
                "'SECRET_OF_THE_OPERATOR' in os.environ)"
            )
            return await result(await begin(made), look)

    assert run(work()) == "False False False"


@starts
def test_a_kernel_is_told_nothing_of_who_asked_for_it(tmp_path: Path, start: str):
    async def work() -> list[str]:
        async with kernels(tmp_path / "k", start) as made:
            look = "import os; print(sorted(os.environ.items()))"
            return [await result(await begin(made), look) for _ in range(2)]

    first, second = run(work())
    assert first == second
    assert "WORKBOOK_PLACE" in first and "REMOTE" not in first and "HTTP" not in first


@pytest.mark.skipif(not LINUX, reason="descriptors are listed in /proc")
@starts
def test_no_kernel_holds_a_descriptor_of_another(tmp_path: Path, start: str):
    async def work() -> tuple[set[str], set[str], set[str]]:
        async with kernels(tmp_path / "k", start) as made:
            first = set((await result(await begin(made), OPEN)).splitlines())
            second = set((await result(await begin(made), OPEN)).splitlines())
            return first, second, _held_by(os.getpid())

    first, second, server = run(work())
    shared = {"/dev/null", "anon_inode:[eventpoll]", "anon_inode:[eventfd]"}
    assert any(name.startswith("socket:") for name in first)
    assert first & second <= shared
    assert (first | second) & server <= shared
    assert not [name for name in second if name.endswith(".json")]


def _held_by(pid: int) -> set[str]:
    folder = Path(f"/proc/{pid}/fd")
    return {os.readlink(path) for path in folder.iterdir() if path.exists()}


@starts
def test_each_kernel_has_a_folder_and_a_key_that_only_this_account_reads(tmp_path, start):
    async def work() -> None:
        async with kernels(tmp_path / "k", start) as made:
            files = [Path((await begin(made)).manager.connection_file) for _ in range(2)]
            assert files[0].parent != files[1].parent
            keys = {made.get_kernel(each).session.key for each in made.list_kernel_ids()}
            assert len(keys) == 2
            for path in files:
                assert path.parent.stat().st_mode & 0o777 == 0o700
                assert path.stat().st_mode & 0o777 == 0o600
            names = " ".join(str(path) for path in (tmp_path / "k").rglob("*"))
            assert not [each for each in made.list_kernel_ids() if each in names]

    run(work())


@starts
def test_a_kernel_that_ended_leaves_nothing_behind(tmp_path: Path, start: str):
    async def work() -> tuple[int, list[Path]]:
        async with kernels(tmp_path / "k", start) as made:
            begun = await begin(made)
            own = Path(begun.manager.connection_file).parent
            await result(begun, f"import os; os.makedirs({str(own / 'made' / 'inside')!r})")
            await made.end(begun.id)
            left = [path for path in (tmp_path / "k").glob("*") if path.name != "ipython"]
            return begun.manager.provisioner.pid, left

    pid, left = run(work())
    assert eventually(lambda: not psutil.pid_exists(pid))
    assert left == []


@starts
def test_a_kernel_that_ended_leaves_no_line_open(tmp_path: Path, start: str):
    """The collector would wait for it, and with it the whole server."""

    async def work() -> tuple[bool, Kernels]:
        async with kernels(tmp_path / "k", start) as made:
            begun = await begin(made)
            await made.end(begun.id)
            return begun.client.channels_running, made

    running, made = run(work())
    assert not running
    assert made.context.closed


@pytest.mark.skipif(not LINUX, reason="kernels are forked on Linux")
def test_kernels_end_with_the_parent_they_were_forked_from(tmp_path: Path):
    async def work() -> tuple[int, str]:
        async with kernels(tmp_path / "k", own_parent=True) as made:
            first = await begin(made)
            parent = await made.warm_parent.start()
            parent.kill()
            await parent.wait()
            gone = first.manager.provisioner.pid
            # The next page gets its kernel all the same, from a new parent.
            return gone, await result(await begin(made), "print('here')")

    pid, said = run(work())
    assert eventually(lambda: not psutil.pid_exists(pid))
    assert said == "here"


@pytest.mark.skipif(not LINUX, reason="kernels are forked on Linux")
def test_a_kernel_that_cannot_begin_harms_no_other(tmp_path: Path):
    async def work() -> str:
        async with kernels(tmp_path / "k") as made:
            first = await begin(made)
            with pytest.raises(RuntimeError, match="did not begin"):
                await made.warm_parent.fork(str(tmp_path / "nowhere" / "k.json"), {}, within=3)
            return await result(first, "print('here')")

    assert run(work()) == "here"


def test_a_waiting_kernel_is_taken_and_another_one_waits(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k", spare=1) as made:
            await _until(lambda: len(made) == 1)
            waiting = made.list_kernel_ids()
            await _until(
                lambda: (
                    isinstance(admitted := made.admit(), Begun)
                    and bool(taken.append(admitted.id) is None)
                )
            )
            assert taken == waiting
            await _until(lambda: len(made) == 2)

    taken: list[str] = []
    run(work())


def test_a_waiting_kernel_that_died_is_passed_over(tmp_path: Path):
    async def work() -> str:
        async with kernels(tmp_path / "k", spare=1) as made:
            await _until(lambda: len(made) == 1)
            os.kill(made.get_kernel(made.list_kernel_ids()[0]).provisioner.pid, signal.SIGKILL)
            await _until(lambda: len(made) == 0)
            return await result(await begin(made), "print('here')")

    assert run(work()) == "here"


async def _until(holds) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.05)


def test_one_participant_more_than_may_be_is_asked_to_wait(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k", most=2, spare=1) as made:
            first = await begin(made)
            coming = made.admit()
            with pytest.raises(Full):
                made.admit()
            await made.begin(coming)
            with pytest.raises(Full):
                made.admit()
            await made.end(first.id)
            await begin(made)

    run(work())


def test_without_memory_for_one_more_nobody_is_let_in(tmp_path: Path, monkeypatch):
    async def work() -> None:
        async with kernels(tmp_path / "k") as made:
            monkeypatch.setattr("workbook.web.kernels.has_room", lambda: False)
            with pytest.raises(Full):
                made.admit()

    run(work())


def test_the_memory_of_a_container_counts(tmp_path: Path):
    assert capacity.has_room(tmp_path / "no container")
    for name, size in (("memory.max", 1000 * capacity.MEBIBYTE), ("memory.current", 0)):
        (tmp_path / name).write_text(f"{size}\n")
    assert capacity.free_memory(tmp_path) <= 1000 * capacity.MEBIBYTE
    assert capacity.has_room(tmp_path)
    (tmp_path / "memory.current").write_text(str(900 * capacity.MEBIBYTE))
    assert not capacity.has_room(tmp_path)
    (tmp_path / "memory.max").write_text("max\n")
    assert capacity.has_room(tmp_path)


class Line:
    """Stands in for a page's websocket."""

    closed: tuple[int, str] | None = None

    def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)


async def _untouched(made: Kernels, begun: Begun, seconds: int) -> bool:
    """Let a kernel lie untouched; say whether it was ended for it."""
    begun.manager.last_activity = utcnow() - timedelta(seconds=seconds)
    await made.cull_kernel_if_idle(begun.id)
    return begun.id not in made


def test_the_kernel_of_a_page_that_never_came_is_ended_soon(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k") as made:
            begun = await begin(made)
            assert not await _untouched(made, begun, NEVER_CAME - 20)
            assert await _untouched(made, begun, NEVER_CAME + 1)

    run(work())


def test_the_kernel_of_a_page_that_lost_its_line_waits_for_it(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k") as made:
            begun, line = await begin(made), Line()
            made.connected(begun.id, line)
            made.disconnected(begun.id, line)
            assert not await _untouched(made, begun, PAGE_GONE - 20)
            assert await _untouched(made, begun, PAGE_GONE + 1)
            assert line.closed is None

    run(work())


def test_a_page_that_nobody_touches_is_told_to_rest(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k", rest_after=1000) as made:
            begun, line = await begin(made), Line()
            made.connected(begun.id, line)
            assert not await _untouched(made, begun, 980)
            assert await _untouched(made, begun, 1001)
            assert line.closed == (RESTING, "resting")

    run(work())


def test_a_kernel_that_waits_for_a_page_is_never_ended_for_it(tmp_path: Path):
    async def work() -> None:
        async with kernels(tmp_path / "k", spare=1) as made:
            await _until(lambda: len(made) == 1)
            manager = made.get_kernel(made.list_kernel_ids()[0])
            waiting = Begun(made.list_kernel_ids()[0], manager, None)
            await asyncio.sleep(0.2)
            assert not await _untouched(made, waiting, 100_000)

    run(work())


def test_an_own_computer_keeps_its_surroundings_and_a_server_passes_on_little():
    surroundings = {"PATH": "/bin", "LC_ALL": "C", "DBUS_SESSION_BUS_ADDRESS": "x", "TOKEN": "y"}
    assert kernel_environment(surroundings, own=True) == surroundings
    assert kernel_environment(surroundings, own=False) == {"PATH": "/bin", "LC_ALL": "C"}


def test_spares_stop_when_the_server_does():
    async def work() -> int:
        begun = []

        async def one() -> Begun:
            begun.append(1)
            return Begun(str(len(begun)), None, None)

        spares = Spares(2, one, lambda kernel: True)
        spares.refill()
        await asyncio.sleep(0.05)
        spares.stop()
        assert spares.take() is not None
        await asyncio.sleep(0.6)
        return len(begun)

    assert run(work()) == 2
