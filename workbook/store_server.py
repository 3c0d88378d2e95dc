"""The server's end of the line: opens the store once and does what kernels ask.

A kernel is not trusted. What it asks is one of a fixed list, with arguments of known types and
lengths; anything else closes its line. It reaches what it knows the random ids of, and nothing
lists ids. The socket lies in a folder that only the server's own account can enter.
"""

import asyncio
import os
import stat
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from workbook.errors import StoreTooNew, StoreUnavailable
from workbook.store import Store, open_store, was_set_aside
from workbook.store_line import LARGEST, LENGTH_BYTES, SCHEME, write_frame
from workbook.store_requests import Open, StoreAsked, WasSetAside
from workbook.store_rooms_requests import Code, RoomRequest, RoomsAsked
from workbook.store_tries import LineTries, Tries

THREADS = 4
"""How many things are done at once; the others wait for their turn."""

Asked = StoreAsked | RoomsAsked
REQUESTS: TypeAdapter[Asked] = TypeAdapter(Annotated[Asked, Field(discriminator="do")])
NOWHERE = write_frame({"answer": None})
OnDone = Callable[[str, float, str | None], None]


class LineServer:
    """A store served on a socket; made by `serve_line`."""

    def __init__(
        self, database: str, store: Store, path: Path, on_done: OnDone, own: bool = False
    ) -> None:
        self.url = f"{SCHEME}{path}"
        self._database = database
        self._path = path
        self._on_done = on_done
        self._store = store
        self._own = own
        self._tries = Tries()
        self._server: asyncio.Server
        self._lines: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}
        self._workers = ThreadPoolExecutor(THREADS, "store")
        # Looking for damage can take long: it has a thread of its own, and is never done twice at
        # the same time.
        self._opener = ThreadPoolExecutor(1, "store-opening")
        self._opening: asyncio.Future[Path | None] | None = None

    async def start(self) -> None:
        """Open the socket.

        Raises:
            OSError: the socket cannot be made.
        """
        self._server = await asyncio.start_unix_server(self._serve, self._path)
        self._path.chmod(stat.S_IRUSR | stat.S_IWUSR)

    async def works(self) -> bool:
        """Say whether the store can be read just now."""
        try:
            await _run(self._workers, self._store.find_wrap, "")
        except StoreUnavailable:
            return False
        return True

    async def close(self) -> None:
        """Finish what was asked, hang up, and let go of the store."""
        self._server.close()
        for line in self._lines.values():
            line.close()
        if self._lines:
            await asyncio.wait(self._lines)
        with suppress(FileNotFoundError):
            os.unlink(self._path)
        await asyncio.to_thread(self._workers.shutdown)
        await asyncio.to_thread(self._opener.shutdown)
        self._store.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one kernel until it goes, or asks for what there is not."""
        task = asyncio.current_task()
        assert task
        self._lines[task] = writer
        tries = self._tries.of_line()
        # What was asked is not told: it may hold ids.
        try:
            with suppress(EOFError, ConnectionError, ValidationError, _TooLarge):
                while not writer.is_closing():
                    frame = await _read_frame(reader)
                    asked = await _run(self._workers, REQUESTS.validate_json, frame)
                    writer.write(await self._answer(asked, tries))
                    await writer.drain()
        finally:
            del self._lines[task]
            writer.close()

    async def _answer(self, asked: Asked, tries: LineTries) -> bytes:
        begun, reason = perf_counter(), None
        try:
            if isinstance(asked, Open):
                frame = write_frame({"answer": await self._opened(asked.check)})
            elif isinstance(asked, Code):
                frame = await self._try(asked, tries)
            else:
                frame = await _run(self._workers, self._do, asked)
        except StoreTooNew as newer:
            reason, frame = "too_new", write_frame({"too_new": str(newer)})
        except Exception as problem:  # a traceback could hold ids, and one kernel's harms no other
            reason = problem.reason if isinstance(problem, StoreUnavailable) else "other"
            frame = write_frame({"unavailable": reason})
        self._on_done(asked.do, perf_counter() - begun, reason)
        return frame

    async def _try(self, asked: Asked, tries: LineTries) -> bytes:
        """Try a code or words; only those that lead nowhere count."""
        tries.begin()
        frame: bytes = b""
        try:
            frame = await _run(self._workers, self._do, asked)
        finally:
            if frame != NOWHERE:
                tries.take_back()
        return frame

    def _do(self, asked: Asked) -> bytes:
        if isinstance(asked, WasSetAside):
            return write_frame({"answer": was_set_aside(self._database)})
        given = {name: getattr(asked, name) for name in type(asked).model_fields if name != "do"}
        # It says that this is its own computer; a kernel is not believed.
        if not self._own and given.get("facilitator", "") is None:
            raise StoreUnavailable("refused")
        place = self._store.rooms if isinstance(asked, RoomRequest) else self._store
        return write_frame({"answer": getattr(place, asked.do)(**given)})

    async def _opened(self, check: bool) -> str | None:
        """Where a damaged file was moved to, if whoever asks now is among those who found it."""
        if not check:
            return None
        if self._opening is None or self._opening.done():
            self._opening = asyncio.ensure_future(_run(self._opener, self._open_anew))
        aside = await asyncio.shield(self._opening)
        return str(aside) if aside else None

    def _open_anew(self) -> Path | None:
        earlier, self._store = self._store, open_store(self._database, check=True)
        earlier.close()
        return self._store.set_aside


class _TooLarge(Exception):
    """A frame is larger than anything that is ever asked."""


async def serve_line(
    database: str, path: Path, on_done: OnDone, *, own: bool = False
) -> LineServer:
    """Open the store at a database URL and serve it on a unix-domain socket until it is closed.

    Kernels open it by `LineServer.url`. Where Python has no such sockets (Windows) there is no
    line, and kernels open the database themselves.

    Args:
        database: as for `workbook.store.open_store`; damage is not looked for now.
        path: the socket to make, at most about 100 bytes long, in a folder of mode 0700.
        on_done: called after each answer, in the event loop, with what was done, the seconds it
            took, and the reason of a failure ("too_new" for a store of a newer version).
        own: it is for one's own computer, whose owner may lead rooms without an invitation.

    Raises:
        StoreUnavailable: the store cannot be opened now.
        StoreTooNew: a newer version wrote it; nothing was touched.
        OSError: the socket cannot be made.
    """
    store = await asyncio.to_thread(open_store, database, check=False)
    server = LineServer(database, store, path, on_done, own)
    try:
        await server.start()
    except BaseException:
        store.close()
        raise
    return server


async def _read_frame(reader: asyncio.StreamReader) -> bytes:
    length = int.from_bytes(await reader.readexactly(LENGTH_BYTES))
    if length > LARGEST:
        raise _TooLarge
    return await reader.readexactly(length)


async def _run(executor: Executor, work: Callable[..., Any], *given: object) -> Any:
    return await asyncio.get_running_loop().run_in_executor(executor, partial(work, *given))
