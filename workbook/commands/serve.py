"""`workbook` and `workbook serve`: open the pages here, or serve them to others."""

import argparse
import os
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbook.errors import SettingProblem, StoreTooNew, StoreUnavailable

if TYPE_CHECKING:
    from workbook.settings import Settings

PORT = 8866
Number = TypeVar("Number", int, None)
SPARE = 2
REST_AFTER = 30
PATH_PART = re.compile(r"[A-Za-z0-9_-]+")


def add_serve(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `serve` to the commands."""
    serve = commands.add_parser("serve", help="serve the workbook to participants")
    add_opening(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    add_database(serve)
    serve.add_argument("--metrics", metavar="HOST:PORT", help="tell Prometheus its numbers there")
    serve.add_argument("--exit-url", metavar="URL", help='where "Leave this page" leads')
    serve.add_argument(
        "--max-participants",
        type=int,
        metavar="N",
        help="how many may write at a time (default: as many as memory allows)",
    )
    serve.add_argument(
        "--rest-after",
        type=int,
        metavar="MINUTES",
        help=f"minutes after which a page that nobody touches rests (default {REST_AFTER})",
    )
    serve.add_argument("--base-path", metavar="PATH", default="/", help="path of all addresses")
    serve.add_argument(
        "--behind-proxy",
        action="store_true",
        help="trust X-Forwarded-Proto and X-Real-Ip; only behind a proxy that sets both",
    )


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add the option that says where everything sealed is kept."""
    parser.add_argument(
        "--database",
        metavar="URL",
        help="where sealed journals are kept: sqlite:////folder/file or postgresql://...",
    )


def choose_database(chosen: argparse.Namespace) -> None:
    """Let what was chosen by option go before the environment."""
    if getattr(chosen, "database", None):
        os.environ["WORKBOOK_DATABASE"] = chosen.database


def add_opening(parser: argparse.ArgumentParser) -> None:
    """Add the options that opening and serving share."""
    # No defaults here: those of a subcommand would overwrite what stands before it.
    parser.add_argument(
        "--port", type=int, default=argparse.SUPPRESS, help=f"port (default {PORT}; 0: any)"
    )
    parser.add_argument(
        "--spare-kernels",
        type=int,
        metavar="N",
        default=argparse.SUPPRESS,
        help=f"kernels that wait for the next pages (default {SPARE})",
    )
    parser.add_argument(
        "--kernel-start",
        choices=("fork", "normal"),
        default=argparse.SUPPRESS,
        help="how kernels start (default: fork on Linux, which is quicker and lighter)",
    )
    parser.add_argument(
        "--no-browser", action="store_true", default=argparse.SUPPRESS, help="open no browser"
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show what kernels write, which may hold answers; for development only",
    )


def open_pages(chosen: argparse.Namespace) -> int:
    """Open the pages on this computer or serve them, until stopped; return the exit status."""
    own = chosen.command is None
    os.environ["WORKBOOK_PLACE"] = "own" if own else "served"
    choose_database(chosen)
    if getattr(chosen, "exit_url", None):
        os.environ["WORKBOOK_EXIT_URL"] = chosen.exit_url
    settings = checked_settings()
    port = _whole_number(chosen, "port", None, 0, 65535)
    base = _base_path(getattr(chosen, "base_path", "/"))

    from workbook.pages.header import header_html
    from workbook.web.app import Workbook

    app = Workbook.instance(
        own=own,
        ip="127.0.0.1" if own else chosen.host,
        port=PORT if port is None else port,
        port_is_asked_for=not own or port is not None,
        open_browser=not getattr(chosen, "no_browser", False),
        verbose=getattr(chosen, "verbose", False),
        database=settings.database,
        forked=_is_forked(getattr(chosen, "kernel_start", None)),
        spare=_whole_number(chosen, "spare_kernels", SPARE, 0, 64),
        most=_whole_number(chosen, "max_participants", 0, 1, 100_000),
        rest_after=60 * _whole_number(chosen, "rest_after", REST_AFTER, 1, 24 * 60),
        base_url=base,
        numbers=getattr(chosen, "metrics", None) or "",
        behind_proxy=getattr(chosen, "behind_proxy", False),
        header=header_html(settings.exit_url, base),
    )
    app.initialize()
    app.start()
    return 0


def _whole_number(
    chosen: argparse.Namespace, name: str, default: Number, least: int, most: int
) -> int | Number:
    number = getattr(chosen, name, None)
    if number is None:
        return default
    if not least <= number <= most:
        option = name.replace("_", "-")
        raise SettingProblem(f"--{option} is {number}; choose one from {least} to {most}.")
    return int(number)


def _is_forked(start: str | None) -> bool:
    from workbook.web.forking import CAN_FORK

    if start == "fork" and not CAN_FORK:
        raise SettingProblem("--kernel-start fork needs Linux; leave it out here.")
    return CAN_FORK if start is None else start == "fork"


def _base_path(path: str) -> str:
    """Return a path with a slash on both ends."""
    parts = [part for part in path.split("/") if part]
    if not all(PATH_PART.fullmatch(part) for part in parts):
        raise SettingProblem(
            f'--base-path is "{path}"; use letters, digits, "-" and "_", such as /workbook/.'
        )
    return f"/{'/'.join(parts)}/" if parts else "/"


def checked_settings() -> "Settings":
    """Read the settings, and look once whether the database can be used.

    Raises:
        SettingProblem: it cannot; the message says what to do.
    """
    from workbook.settings import read_settings

    settings = read_settings()
    scheme, found, path = settings.database.partition("://")
    kind = scheme.partition("+")[0]
    if not found or kind not in ("sqlite", "postgresql", "postgres"):
        raise SettingProblem(  # a URL may hold a password, so only its beginning is repeated
            f'--database (or WORKBOOK_DATABASE) starts with "{scheme[:20]}"; '
            "it must start with sqlite:/// or postgresql://."
        )
    if settings.place == "own" or not os.environ.get("WORKBOOK_DATABASE"):
        _must_be_writable(settings.data_folder, "WORKBOOK_DATA_FOLDER")
    if kind == "sqlite":
        _must_be_writable(Path(path.removeprefix("/")).parent, "--database (or WORKBOOK_DATABASE)")
    _look_at_database(settings.database)
    return settings


def _look_at_database(url: str) -> None:
    """Look once, before anybody comes: kernels that serve visits do not look again."""
    from workbook.store_postgres import knock
    from workbook.store_sql import open_database, read_url

    place = read_url(url)
    on_network = place.get_backend_name() == "postgresql"
    if on_network:
        knock(place)
    try:
        with closing(open_database(url)) as store:
            if on_network:
                store.try_writing()
    except StoreTooNew as error:
        raise SettingProblem(
            "--database (or WORKBOOK_DATABASE) was written by a newer version of the workbook; "
            "install that version. Nothing was changed."
        ) from error
    except StoreUnavailable as error:
        raise SettingProblem(_why_unusable(error.reason, on_network)) from error
    if store.set_aside:
        said = f"The database was damaged and is put aside, untouched: {store.set_aside}"
        print(said, file=sys.stderr)


def _why_unusable(reason: str, on_network: bool) -> str:
    if on_network and reason == "read_only":
        return (
            "--database (or WORKBOOK_DATABASE) may be read but not written; name no read-only "
            "replica, and let its role make tables or grant it SELECT, INSERT, UPDATE and DELETE."
        )
    return (
        f"--database (or WORKBOOK_DATABASE) cannot be used now ({reason}); "
        "see that nothing else holds it, that the disk has room, and start again."
    )


def _must_be_writable(folder: Path, setting: str) -> None:
    import tempfile

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingProblem(
            f'{setting} leads to the folder "{folder}", which cannot be written '
            f"({error.strerror}); make it writable or choose another folder."
        ) from error
