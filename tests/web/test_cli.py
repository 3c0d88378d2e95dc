import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.postgres import empty_postgres, own_postgres, run
from tests.server import running_server
from workbook.cli import main
from workbook.store import open_store
from workbook.store_schema import STEPS


def said(capsys, *arguments: str) -> str:
    assert main(arguments) == 2
    text = capsys.readouterr().err
    assert "Traceback" not in text
    return text


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    for name in ("WORKBOOK_DATABASE", "WORKBOOK_EXIT_URL", "WORKBOOK_PLACE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "data"))


def test_a_database_of_another_kind_is_named_without_its_password(capsys):
    text = said(capsys, "serve", "--database", "mysql://me:secret@host/name")
    assert "--database" in text and "sqlite:///" in text and "postgresql://" in text
    assert "secret" not in text


@pytest.mark.parametrize(
    "url", ["postgresql://me:secret@host:port/name", "line:///folder/store", ""]
)
def test_a_database_that_is_written_wrongly_is_named_without_its_password(capsys, url):
    text = said(capsys, "serve", "--database", url or "sqlite://")
    assert "--database" in text
    assert "secret" not in text


def test_a_database_that_cannot_be_reached_is_named_without_its_password(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    # Written like this, the second half of the password is taken for a part of the host.
    for url in (
        f"postgres://me:secret@127.0.0.1:{port}/name",
        "postgresql://me:sec@ret@127.0.0.1/n",
    ):
        text = said(capsys, "serve", "--database", url)
        assert "--database" in text and "cannot be reached" in text
        assert "secret" not in text and "ret@" not in text


@pytest.fixture
def database():
    with empty_postgres(own_postgres().get_uri()) as url:
        yield url


@pytest.fixture
def visitor(database):
    """Give the URL of a role with the password "right", which may look and no more."""
    schema = database.rpartition("%3D")[2]
    rules = Path(own_postgres().pgdata) / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all {schema}_visitor scram-sha-256\n{before}")
    run(
        database,
        f"CREATE ROLE {schema}_visitor LOGIN PASSWORD 'right'",
        f"GRANT USAGE ON SCHEMA {schema} TO {schema}_visitor",
        "SELECT pg_reload_conf()",
    )
    yield database.replace("//postgres:@", f"//{schema}_visitor:right@")
    rules.write_text(before)
    run(
        database,
        "SELECT pg_reload_conf()",
        f"DROP OWNED BY {schema}_visitor",
        f"DROP ROLE {schema}_visitor",
    )


def test_a_wrong_password_is_said_and_not_repeated(capsys, visitor):
    for wrong in ("wrong", ""):
        url = visitor.replace(":right@", f":{wrong}@")
        text = said(capsys, "serve", "--database", url)
        assert "--database" in text and "name and password" in text
        assert "wrong" not in text


def test_a_database_that_does_not_exist_is_said(capsys, database):
    text = said(capsys, "serve", "--database", database.replace("@/postgres?", "@/nowhere?"))
    assert "--database" in text and "does not exist" in text


def test_a_database_that_may_not_be_written_is_said(capsys, database, visitor):
    assert "may be read but not written" in said(capsys, "serve", "--database", visitor)  # no table
    open_store(database).close()
    schema = database.rpartition("%3D")[2]
    run(database, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}_visitor")
    text = said(capsys, "serve", "--database", visitor)
    assert "--database" in text and "may be read but not written" in text
    assert "right" not in text


def test_a_postgresql_of_a_newer_version_is_left_alone(capsys, database):
    run(database, "CREATE TABLE meta (name text PRIMARY KEY, value text)")
    run(database, "INSERT INTO meta VALUES ('schema', '99')")
    assert "newer version" in said(capsys, "serve", "--database", database)
    assert run(database, "SELECT to_regclass('journals')") == [(None,)]


def test_a_server_opens_on_postgresql_and_finds_its_tables_again(database, tmp_path):
    for _ in range(2):
        with running_server(tmp_path, arguments=["--database", database]) as server:
            with urlopen(f"{server.url}healthz") as answer:
                assert answer.status == 200
            assert {json.loads(line)["level"] for line in server.log.splitlines()} == {"info"}
    assert run(database, "SELECT value FROM meta") == [(str(len(STEPS)),)]


def test_a_folder_that_cannot_be_written_is_named(capsys, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    text = said(capsys, "serve", "--database", f"sqlite:///{tmp_path}/file/journals.sqlite")
    assert "--database" in text and str(tmp_path / "file") in text


def test_the_own_data_folder_must_be_writable(capsys, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "file" / "data"))
    assert "WORKBOOK_DATA_FOLDER" in said(capsys, "--no-browser")


def test_an_exit_must_be_a_web_address(capsys):
    assert "WORKBOOK_EXIT_URL" in said(capsys, "serve", "--exit-url", "javascript:alert(1)")


def test_a_port_must_exist(capsys):
    assert "--port is 70000" in said(capsys, "serve", "--port", "70000")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "workbook", *arguments]
    return subprocess.run(whole, capture_output=True, text=True, timeout=60)


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command("serve", "--no-browser", "--port", str(port))
    assert done.returncode == 2
    assert f"--port {port} is in use" in done.stderr and "Traceback" not in done.stderr


def test_a_host_of_another_machine_is_named():
    done = command("serve", "--no-browser", "--port", "0", "--host", "192.0.2.1")
    assert done.returncode == 2
    assert '--host "192.0.2.1"' in done.stderr and "Traceback" not in done.stderr


def test_check_finds_nothing_in_our_own_content(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_lists_every_problem_and_fails(capsys, tmp_path):
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().out.strip()


def test_a_database_of_a_newer_version_is_left_alone(capsys, tmp_path):
    path = tmp_path / "journal.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("create table meta (name text primary key, value text)")
        database.execute("insert into meta values ('schema', '99')")
    before = path.read_bytes()
    assert "newer version" in said(capsys, "serve", "--database", f"sqlite:///{path}")
    assert path.read_bytes() == before
