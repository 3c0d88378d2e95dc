"""What the server answers to each address."""

import os
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ApiPath
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler

from workbook.web.assets import static_url
from workbook.web.render import Page

START = "00_start"
NAME = re.compile(r"[a-z0-9_]+")
HTTPS_ONLY = 365 * 24 * 60 * 60  # seconds in which a browser asks by https alone
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # anywidget imports each widget's module from a blob and adds its style in place.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
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
        template = self.settings["voila_jinja2_env"].get_template("error.html.j2")
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(
            template.render(
                missing=status_code == 404,
                base_url=self.base_url,
                header=self.header,
                css=static_url(self.base_url, "workbook.css"),
                client=static_url(self.base_url, "client.js"),
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

    @allow_unauthenticated
    async def get(self, name: str = START) -> None:
        """Send the frame at once, then start the kernel and send what it shows."""
        if not NAME.fullmatch(name) or not (self.notebooks / f"{name}.ipynb").is_file():
            raise HTTPError(404)
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
            css=static_url(self.base_url, "workbook.css"),
            client=static_url(self.base_url, "client.js"),
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.kernel_id = str(uuid4())
        await self._send(page)

    async def _send(self, page: Page) -> None:
        try:
            async for piece, _ in page.generate_content_generator(self.kernel_id, self._kernel()):
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

    async def _kernel(self) -> Any:
        await self.kernel_manager.start_kernel(
            kernel_id=self.kernel_id,
            kernel_name="python3",
            path=ApiPath(""),
            env=dict(os.environ),
        )
        return self.kernel_manager.get_kernel(self.kernel_id)

    def on_connection_close(self) -> None:
        """End the kernel of a page that was left before it was there."""
        super().on_connection_close()
        if self.kernel_id:
            self.settings["kernel_manager"].end_soon(self.kernel_id)


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
