"""What the server answers to each address."""

import asyncio
import re
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from workbook.web import metrics
from workbook.web.assets import page_styles, static_url
from workbook.web.kernels import Full, Kernels
from workbook.web.render import Page
from workbook.web.spares import Begun

START = "00_start"
NAME = re.compile(r"[a-z0-9_]+")
TRY_AGAIN = 15
"""Seconds after which a page that found no room asks again."""
DENIED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)
HTTPS_ONLY = 365 * 24 * 60 * 60  # seconds in which a browser asks by https alone
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Nothing is inline, and what is not named is forbidden: frames, fonts, workers, media. `data:`
    # remains for pictures: the icon, the charts of an Output and the marks of ipywidgets' controls.
    # Measured with ipywidgets 8.1 in Chromium: its sliders, boxes and styles set single properties
    # of an element, which no policy minds. A `style="..."` in the value of an HTML widget is
    # ignored; Image, Audio and Video, which need `blob:`, are replaced by a sentence.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    # The one thing our pages ask of a browser is to copy a draft.
    "Permissions-Policy": ", ".join(
        [f"{feature}=()" for feature in DENIED] + ["clipboard-write=(self)"]
    ),
}


class Visitors(IdentityProvider):
    """Everybody is a participant; nobody is named and no cookie is set."""

    auth_enabled = False

    def get_user(self, handler: RequestHandler) -> User:
        """Return the one visitor there is."""
        return User("participant")


class Answers(JupyterHandler):
    """What all our pages share: quiet headers and calm error pages."""

    def initialize(self, header: str, **_: Any) -> None:
        """Take the HTML of help and quick exit."""
        self.header = header

    def set_default_headers(self) -> None:
        """Set the headers of every answer and say nothing of the server."""
        super().set_default_headers()
        self.clear_header("Server")
        if self.request.protocol == "https":
            self.set_header("Strict-Transport-Security", f"max-age={HTTPS_ONLY}")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Show a calm page with help on it; never what went wrong inside."""
        self.show("error.html.j2", missing=status_code == 404)

    def show(self, template: str, **words: Any) -> None:
        """Send a page that needs no kernel, with help on it."""
        page = self.settings["voila_jinja2_env"].get_template(template)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            page.render(
                base_url=self.base_url,
                header=self.header,
                css=static_url(self.base_url, "workbook.css"),
                client=static_url(self.base_url, "client.js"),
                **words,
            )
        )

    def log_exception(self, *error: Any) -> None:
        """Log what failed without the address that was asked for."""
        if not isinstance(error[1], HTTPError | StreamClosedError):
            self.log.error("A page failed.", exc_info=error)


class Opening(Answers):
    """Shows the workbook at one exercise, with a kernel of its own."""

    kernel_id = ""

    def initialize(self, header: str, **others: Any) -> None:
        """Take the folder of the notebooks and what `Page` needs."""
        super().initialize(header)
        self.notebooks: Path = others["notebooks"]
        self.configuration = others["configuration"]
        self.template_paths = others["template_paths"]
        self.kernels: Kernels = self.settings["kernel_manager"]

    @allow_unauthenticated
    async def get(self, name: str = START) -> None:
        """Send the frame at once, then start the kernel and send what it shows."""
        if not NAME.fullmatch(name) or not (self.notebooks / f"{name}.ipynb").is_file():
            raise HTTPError(404)
        try:
            admitted = self.kernels.admit()
        except Full:
            return self._ask_to_wait()
        self.kernel_id = admitted.id if isinstance(admitted, Begun) else admitted
        kernel = asyncio.create_task(self.kernels.begin(admitted))  # while the frame is sent
        page = Page(
            request_handler=self,
            voila_configuration=self.configuration,
            traitlet_config=self.config,
            notebook_path=str(self.notebooks / f"{name}.ipynb"),
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            page_config={},
        )
        await page.initialize()
        page.resources.update(
            header=self.header,
            styles=page_styles(self.base_url, name),
            client=static_url(self.base_url, "client.js"),
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        await self._send(page, kernel)
        metrics.page_ready(self.request.request_time())

    async def _send(self, page: Page, kernel: Awaitable[Begun]) -> None:
        try:
            async for piece, _ in page.generate_content_generator(None, kernel):
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            pass  # the participant left; on_connection_close ends the kernel
        except Exception as error:
            if not self._headers_written:
                raise
            # The head is sent, so no status can say it any more: the page itself does.
            self.log.error("A page failed.", exc_info=error)
            self.write(self.settings["voila_jinja2_env"].get_template("failed.html.j2").render())

    def _ask_to_wait(self) -> None:
        """Say kindly that there is no room just now; the page tries again by itself."""
        metrics.page_refused()
        self.set_status(503)
        self.set_header("Retry-After", str(TRY_AGAIN))
        self.show("full.html.j2", try_again=TRY_AGAIN)

    def on_connection_close(self) -> None:
        """End the kernel of a page that was left before it was there."""
        super().on_connection_close()
        if self.kernel_id:
            self.kernels.end_soon(self.kernel_id)


class Missing(Answers):
    """Answers every address that does not exist."""

    async def prepare(self, **_: Any) -> None:
        """Answer before any method is looked at."""
        raise HTTPError(404 if self.check_host() else 403)


class Health(RequestHandler):
    """Says that the server answers; no kernel is asked."""

    def set_default_headers(self) -> None:
        """Never let an old answer pass for a new one."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "text/plain")

    def get(self) -> None:
        """Answer "ok"."""
        self.finish("ok")
