"""Scripts and styles: where they lie, and addresses that change when their content does."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from tornado.web import HTTPError
from voila.static_file_handler import MultiStaticFileHandler

WEB = Path(__file__).resolve().parent
TEMPLATE = WEB / "template" / "second_look"
STATIC = TEMPLATE / "static"  # built from `frontend` and from the modules of the widgets
MORE_STYLES = {"facilitator": ("facilitator.css",)}
"""Styles of single pages, by the names of their notebooks."""
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([\w-]+\.js)["']""")


@cache
def static_url(base_url: str, name: str) -> str:
    """Return the address of a static file, with a short hash of its content."""
    version = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"{base_url}voila/static/{name}?v={version}"


def page_styles(base_url: str, page: str) -> list[str]:
    """Return the addresses of the styles of a page; few pages need more than all have."""
    more = MORE_STYLES.get(page, ())
    return [static_url(base_url, name) for name in ("workbook.css", *more)]


@cache
def module_urls(base_url: str) -> list[str]:
    """Return the addresses of what the front end imports at once, so that it comes along with it.

    Their names hold a hash of their content.
    """
    names = IMPORT.findall((STATIC / "client.js").read_text("utf-8"))
    return [f"{base_url}voila/static/{name}" for name in sorted(set(names))]


class StaticFiles(MultiStaticFileHandler):
    """Serve the front end's files; a browser may keep a versioned one for good."""

    def set_default_headers(self) -> None:
        """Say nothing of the server and forbid guessing of types."""
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def set_extra_headers(self, path: str) -> None:
        """Let a browser ask again before it uses a file without version."""
        if "v" in self.request.arguments or "-" in path:
            self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        else:
            self.set_header("Cache-Control", "no-cache")

    def write_error(self, status_code: int, **_: object) -> None:
        """Answer with nothing but the status."""
        self.finish()

    def log_exception(self, kind: object, value: object, trace: object) -> None:
        """Keep a missing file out of the log; only real errors are told."""
        if not isinstance(value, HTTPError):
            super().log_exception(kind, value, trace)
