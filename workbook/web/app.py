"""The server: Voilà with our pages, our front end and nothing else."""

import asyncio
import errno
import logging
import os
import platform
import shutil
import signal
import sys
import tempfile
import webbrowser
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback
from tornado.netutil import bind_sockets
from tornado.web import Application
from traitlets import Bool, Integer, Unicode, default
from traitlets.config import Config
from voila.app import Voila

from workbook.content.paths import notebooks_folder
from workbook.errors import SettingProblem
from workbook.store_server import LineServer, serve_line
from workbook.web import metrics
from workbook.web.assets import STATIC, TEMPLATE, StaticFiles
from workbook.web.channels import Channels, Closing, KernelState
from workbook.web.confine import described, tried
from workbook.web.environment import kernel_environment
from workbook.web.expiry import ONCE_A_DAY, TEN_MINUTES, burn_rooms, look_for_expired
from workbook.web.forking import CAN_FORK
from workbook.web.handlers import HEADERS, Health, Missing, Opening, Visitors
from workbook.web.kernel_settings import OwnKernelSpecs, kernel_config
from workbook.web.kernels import Kernels
from workbook.web.logs import write_lines

log = logging.getLogger(__name__)

HAS_LINE = sys.platform != "win32"  # there Python knows no sockets that are files
LONGEST_FOLDER = 70
"""Characters; a socket's path has 107 at most (unix(7)), and a kernel's needs 20 more than ours."""
LAST_SAVES = 1.0
"""Seconds that what was asked of the store gets when the server stops."""


class Workbook(Voila):
    """The workbook's server."""

    name = "workbook"
    own = Bool(True, help="Served for this computer only.")
    verbose = Bool(False, help="Show what the server and its kernels write.")
    port_is_asked_for = Bool(False, help="Fail if the port is in use, instead of taking another.")
    forked = Bool(CAN_FORK, help="Fork kernels from a warm parent.")
    spare = Integer(2, help="Kernels that wait for the next pages.")
    most = Integer(0, help="Most participants at a time; 0: as memory allows.")
    rest_after = Integer(30 * 60, help="Seconds after which a page that nobody touches rests.")
    database = Unicode(help="URL of the store.")
    behind_proxy = Bool(False, help="Believe what a proxy says of how a page was asked for.")
    numbers = Unicode(help="HOST:PORT where the numbers are told; none where empty.")
    header = Unicode(help="HTML of help and quick exit, on every page.")
    identity_provider_class = Visitors
    _line: LineServer | None = None

    @default("config_file_paths")
    def _no_config_files(self) -> list[str]:
        return []  # a voila.json that happens to lie in this folder must not change the workbook

    @default("root_dir")
    def _notebooks(self) -> str:
        return str(notebooks_folder())

    @default("log_level")
    def _quiet(self) -> int:
        return logging.INFO if self.verbose else logging.ERROR

    def initialize(self, argv: list[str] | None = None) -> None:
        """Set everything Voilà lets a page or a notebook decide."""
        self.update_config(kernel_config(self.forked))
        settings = Config()
        settings.VoilaConfiguration.template = TEMPLATE.name
        settings.VoilaConfiguration.allow_template_override = "NO"
        settings.VoilaConfiguration.allow_theme_override = "NO"
        settings.VoilaConfiguration.file_allowlist = []
        settings.VoilaConfiguration.show_tracebacks = False
        settings.VoilaConfiguration.multi_kernel_manager_class = Kernels
        settings.VoilaConfiguration.kernel_spec_manager_class = OwnKernelSpecs
        settings.VoilaExporter.default_preprocessors = []  # they are for printed notebooks
        settings.VoilaExecutor.timeout = 60  # seconds for one cell
        settings.Kernels.verbose = self.verbose
        settings.Kernels.confined = not self.own  # at home a kernel asks the system's keyring
        settings.Kernels.spare = self.spare
        settings.Kernels.most = self.most
        settings.Kernels.rest_after = self.rest_after
        self.update_config(settings)
        logging.getLogger("tornado").setLevel(self.log_level)  # its warnings hold addresses
        super().initialize([])
        if not (self.own or self.verbose):
            write_lines()

    def setup_template_dirs(self) -> None:
        """Use the template of this package, wherever it is installed."""
        self.template_paths = [str(TEMPLATE)]
        self.static_paths = [str(STATIC)]

    def init_handlers(self) -> list[Any]:
        """Return every address there is."""
        page = {
            "notebooks": Path(self.root_dir),
            "header": self.header,
            "configuration": self.voila_configuration,
            "template_paths": self.template_paths,
        }
        addresses: list[tuple[Any, ...]] = [
            (r"/voila/channels", Channels),
            (r"/voila/kernel", KernelState),
            (r"/voila/closing", Closing),
            (r"/voila/static/(.*)", StaticFiles, {"paths": self.static_paths}),
            (r"/healthz", Health),
            (r"/readyz", metrics.Ready, {"checks": self._checks()}),
            (r"/", Opening, page),
            (r"/([^/]+)", Opening, page),
        ]
        return [(url_path_join(self.base_url, path), *rest) for path, *rest in addresses]

    def start(self) -> None:
        """Serve until asked to stop.

        Raises:
            SettingProblem: the address cannot be used.
        """
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: loop.call_soon_threadsafe(stop.set))
        folder = private_folder()
        self.connection_dir = str(folder)
        environment = kernel_environment(os.environ, self.own)
        environment["WORKBOOK_FRONT_END"] = "bundled"  # widgets name modules and do not send them
        environment["IPYTHONDIR"] = str(folder / "ipython")  # nobody's own start-up files run
        try:
            if HAS_LINE:
                path = folder / "store"
                self._line = await serve_line(
                    self.database, path, metrics.store_called, own=self.own
                )
                environment["WORKBOOK_DATABASE"] = self._line.url
            self.config.Kernels.environment = environment
            await self._expire()
            await self._listen()
            await stop.wait()
        finally:
            if hasattr(self, "kernel_manager"):
                await self.kernel_manager.end_all()
            if self._line:
                with suppress(TimeoutError):  # a database that hangs must not hold us
                    await asyncio.wait_for(self._line.close(), LAST_SAVES)
            shutil.rmtree(folder, ignore_errors=True)

    async def _expire(self) -> None:
        """Burn what has come to its end, now and once a day; rooms every ten minutes."""
        look = partial(look_for_expired, self.database)
        PeriodicCallback(look, ONCE_A_DAY).start()
        PeriodicCallback(partial(look, burn_rooms), TEN_MINUTES).start()
        self._expiring = asyncio.create_task(look())
        if self.own:
            await self._expiring  # at home it is gone before anything opens

    async def _listen(self) -> None:
        settings = self.init_settings()
        try:
            await self.kernel_manager.open()
        except RuntimeError as error:
            raise SettingProblem(
                "Kernels cannot be forked here: start with --verbose to see why, "
                "or with --kernel-start normal."
            ) from error
        self.app = Application(
            **settings,
            headers=HEADERS,
            default_handler_class=Missing,
            default_handler_args={"header": self.header},
            log_function=lambda handler: None,  # who asked for what is nobody's business
            compress_response=True,
            websocket_compression_options={"mem_level": 4},  # 120 kB less for each line
        )
        # On one's own computer only this computer may ask, under its own name.
        self.app.settings["allow_remote_access"] = not self.own
        self.app.add_handlers(".*$", self.init_handlers())
        self.port = self._bind()
        if self.numbers:
            metrics.listen(self.numbers)
        address = self._url(self.ip)
        log.info("The server is open.", extra={"port": self.port})
        print(f"The workbook is open at {address}", flush=True)
        print("Stop it with Ctrl-C.", flush=True)
        if not self.own:
            self._telling = asyncio.create_task(self._tell_confinement())
        if self.open_browser and has_browser():
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def _tell_confinement(self) -> None:
        held = await asyncio.to_thread(tried) if self.forked else frozenset[str]()
        print(described(held), flush=True)

    def _checks(self) -> dict[str, metrics.Check]:
        kernels: dict[str, metrics.Check] = {"kernels": self.kernel_manager.works}
        return kernels | ({"store": self._line.works} if self._line else {})

    def _bind(self) -> int:
        try:
            sockets = bind_sockets(self.port, self.ip)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or self.port_is_asked_for:
                raise SettingProblem(_address_problem(error, self.ip, self.port)) from error
            sockets = bind_sockets(0, self.ip)
        HTTPServer(self.app, xheaders=self.behind_proxy).add_sockets(sockets)
        port: int = sockets[0].getsockname()[1]
        return port

    def _handle_signal_stop(self, *_: Any) -> None:
        raise SystemExit(0)  # asked to stop before anything was served


def private_folder() -> Path:
    """Make the folder of this server's sockets, which may lie no deeper than a socket can."""
    folder = Path(tempfile.mkdtemp(prefix="workbook-"))
    if sys.platform == "win32" or len(str(folder)) <= LONGEST_FOLDER:
        return folder
    folder.rmdir()
    # A folder that is made new there, for this account alone, is as safe as any.
    return Path(tempfile.mkdtemp(prefix="workbook-", dir="/tmp"))


def has_browser() -> bool:
    """Say whether a window could open here; on Linux a text browser would take the terminal."""
    if platform.system() == "Linux":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _address_problem(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"--port {port} is in use; choose another one, or --port 0 for any that is free."
    if error.errno == errno.EACCES:
        return f"--port {port} may not be used by this account; choose one above 1023."
    return f'--host "{host}" is no address of this machine; use 127.0.0.1 or 0.0.0.0.'
