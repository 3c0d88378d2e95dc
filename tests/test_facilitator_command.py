"""The command by which whoever runs a server says who may open rooms."""

import sqlite3
from contextlib import closing

import pytest

from workbook import messages, vault
from workbook.cli import main
from workbook.content.paths import data_folder
from workbook.store import open_store

pytestmark = pytest.mark.usefixtures("light_words")

SAY = messages.TERMINAL_FACILITATOR


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    for name in ("WORKBOOK_DATABASE", "WORKBOOK_PLACE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "data"))
    return f"sqlite:///{tmp_path}/data/journal.sqlite"


def run(capsys, *arguments):
    """Run the command; return its exit status, what it printed and what it said beside that."""
    status = main(["facilitator", *arguments])
    return (status, *capsys.readouterr())


def test_six_words_are_printed_that_let_somebody_in_once(capsys, database):
    status, words, said = run(capsys, "add", " Ada  Lovelace ")
    assert status == 0
    assert "Ada  Lovelace in person" in said and "/facilitator" in said
    phrase = vault.read_phrase(words, vault.read_word_list(data_folder() / "word_list.txt"))
    with closing(open_store(database)) as store:
        lookup = vault.derive(phrase).lookup
        assert store.rooms.take_invitation(lookup, "of a secret")
        assert not store.rooms.take_invitation(lookup, "of another")


def test_the_words_are_nowhere_in_the_database(capsys, tmp_path):
    _, words, _ = run(capsys, "add", "Ada")
    files = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b"Ada" in files
    assert words.strip().encode() not in files


def test_the_list_tells_who_has_come(capsys, database):
    assert run(capsys, "list") == (0, f"{SAY['nobody']}\n", "")
    for name in ("here", "Late", "waiting"):
        run(capsys, "add", name)
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as raw, raw:
        raw.execute("UPDATE facilitators SET has_come = 1 WHERE name = 'here'")
        raw.execute("UPDATE facilitators SET day = '2026-03-01' WHERE name <> 'waiting'")
    status, listed, _ = run(capsys, "list")
    assert status == 0
    assert listed.splitlines()[:2] == [
        SAY["come"].format(name="here", day="1 March 2026"),
        SAY["late"].format(name="Late", day="1 March 2026"),
    ]
    assert "has not come yet" in listed.splitlines()[2]


def test_a_name_is_there_once_and_can_be_removed_once(capsys):
    run(capsys, "add", "Ada")
    assert run(capsys, "add", "Ada ") == (1, "", f"{SAY['there'].format(name='Ada')}\n")
    assert run(capsys, "remove", "Ada") == (0, f"{SAY['removed'].format(name='Ada')}\n", "")
    assert run(capsys, "remove", "Ada") == (1, "", f"{SAY['unknown'].format(name='Ada')}\n")
    assert run(capsys, "add", "Ada")[0] == 0


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "two\nlines", "bell\a", "\udcff", "\u2028"])
def test_what_is_no_name_is_said_calmly(capsys, name):
    assert run(capsys, "add", name) == (1, "", f"{SAY['wrong_name']}\n")


def test_the_database_is_given_as_for_a_server(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBOOK_DATABASE", f"sqlite:///{tmp_path}/other.sqlite")
    run(capsys, "add", "Ada")
    run(capsys, "add", "Grace", "--database", f"sqlite:///{tmp_path}/third.sqlite")
    assert run(capsys, "list")[1].startswith("Grace:")
    assert main(["facilitator", "list", "--database", "mysql://somewhere"]) == 2
    assert "--database" in capsys.readouterr().err


def test_a_database_that_is_held_is_said_calmly(capsys, database):
    run(capsys, "add", "Ada")
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        said = SAY["unavailable"].format(reason="locked")
        assert run(capsys, "remove", "Ada") == (1, "", f"{said}\n")
