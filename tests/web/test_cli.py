import socket
import sqlite3
import subprocess
import sys

import pytest

from workbook.cli import main


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
    assert "--database" in text and "sqlite:///" in text
    assert "secret" not in text


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


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbook", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_port_in_use_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--no-browser", "--port", str(port))
    assert done.returncode == 2
    assert f"--port {port} is in use" in done.stderr and "Traceback" not in done.stderr


def test_a_host_of_another_machine_is_named():
    done = run("serve", "--no-browser", "--port", "0", "--host", "192.0.2.1")
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
