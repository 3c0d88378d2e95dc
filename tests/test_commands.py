"""The commands for people at a terminal: worksheets, and one's own journal."""

import io
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook import messages
from workbook.cli import main
from workbook.commands.journal import FORMATS as OFFERED
from workbook.guidance.progress import PAGE
from workbook.journal import Address, Entry, Journal
from workbook.report.copies.making import FORMATS as COPIED
from workbook.settings import read_settings
from workbook.web.keeper import SealedKeeper

ROOT = Path(__file__).resolve().parent.parent
SAY = messages.TERMINAL
SENTENCE = "I left the stairs dark"
WHEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    for name in ("WORKBOOK_DATABASE", "WORKBOOK_PLACE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def keeper():
    """Give the keeper of a journal with two answers in two exercises."""
    keeper = SealedKeeper(read_settings())
    keeper.open(None)
    save(keeper, ("01_what_happened", "in_one_line", SENTENCE), ("unsent_box", "see_now", "Hunger"))
    return keeper


@pytest.fixture
def phrase(keeper):
    words = keeper.new_phrase()
    keeper.keep(words)
    save(keeper, (PAGE, "kept", True))
    return " ".join(words)


def save(keeper, *answers):
    entries = [
        Entry(f"{exercise} {prompt}", Address(exercise, prompt), value, WHEN)
        for exercise, prompt, value in answers
    ]
    keeper.save(entries, Journal.of(entries))


def journal_now():
    return SealedKeeper(read_settings()).open(None)


def typed(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def run(*arguments, typed=""):
    return subprocess.run(
        [sys.executable, "-m", "workbook", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_handouts_of_two_exercises_come_with_help_lines_and_a_list(folder, capsys):
    assert main(["handouts", "pause", "10_letting_go", "--out", "for group", "--large"]) == 0
    names = {path.name for path in (folder / "for group").iterdir()}
    stems = ("i-want-to-text-them-right-now", "letting-go", "help-lines")
    files = {f"{stem}-large.{kind}" for stem in stems for kind in ("html", "pdf")}
    assert names == files | {"index-large.html"}
    assert "3 worksheets are in for group" in capsys.readouterr().err
    page = (folder / "for group" / "letting-go-large.html").read_text("utf-8")
    assert 'class="large"' in page and messages.PAPER["facilitator"] not in page


def test_handouts_can_carry_the_notes_for_the_group(folder):
    assert main(["handouts", "pause", "--facilitator"]) == 0
    page = (folder / "handouts" / "i-want-to-text-them-right-now.html").read_text("utf-8")
    assert messages.PAPER["facilitator"] in page


def test_a_wrong_exercise_or_folder_is_said_and_nothing_is_written(folder, capsys):
    assert main(["handouts", "letting_goo"]) == 2
    assert "letting_go" in capsys.readouterr().err
    (folder / "taken").write_text("")
    assert main(["handouts", "pause", "--out", "taken"]) == 2
    assert "--out" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["taken"]


def test_without_a_journal_the_commands_say_so_and_begin_none(folder, capsys):
    for arguments in (["list"], ["export"], ["burn", "--yes"]):
        assert main(["journal", *arguments]) == 1
        assert str(folder / "data") in capsys.readouterr().err
    assert not (folder / "data").exists()


def test_the_list_says_how_much_there_is_and_none_of_the_words(keeper, folder, capsys):
    assert main(["journal", "list"]) == 0
    said = capsys.readouterr().out
    assert str(folder / "data") in said and messages.TERMINAL_KEYS["file"] in said
    assert "1 March 2026" in said and "1  What happened" in said
    assert SENTENCE not in said and "Hunger" not in said


def test_the_list_counts_a_zero_but_no_row_that_was_removed(keeper, capsys):
    save(keeper, ("00_start", "urge", 0), ("01_what_happened", "timeline", False))
    assert main(["journal", "list"]) == 0
    said = capsys.readouterr().out
    assert "1  Start here" in said and "1  What happened" in said


def test_a_readable_copy_is_for_its_owner_alone_and_replaces_nothing(keeper, folder, capsys):
    (folder / "old.md").write_text("old")
    (folder / "old.md").chmod(0o644)
    assert main(["journal", "export", "--format", "markdown", "--out", "old.md"]) == 1
    assert "--force" in capsys.readouterr().err
    assert (folder / "old.md").read_text() == "old"
    copy = ["journal", "export", "--format", "markdown", "--out", "old.md", "--force"]
    assert main(copy) == 0
    assert SENTENCE in (folder / "old.md").read_text("utf-8")
    assert mode(folder / "old.md") == 0o600


@pytest.mark.parametrize("format", ["markdown", "html", "word", "data"])
def test_a_copy_has_a_neutral_name(keeper, folder, capsys, format):
    assert main(["journal", "export", "--format", format]) == 0
    (file,) = (path for path in folder.iterdir() if path.is_file())
    assert file.name.startswith(f"notes-{datetime.now():%Y-%m-%d}.")
    assert mode(file) == 0o600
    assert SENTENCE not in capsys.readouterr().out


def test_the_command_offers_each_format_that_there_is():
    assert ("sealed", *COPIED) == OFFERED


def test_only_the_exercises_that_are_named_go_into_a_copy(keeper, folder):
    arguments = ["--format", "markdown", "--out", "one.md", "--only", "unsent_box"]
    assert main(["journal", "export", *arguments]) == 0
    copied = (folder / "one.md").read_text("utf-8")
    assert "Hunger" in copied and SENTENCE not in copied


def test_a_sealed_file_needs_words_and_is_whole(keeper, folder, capsys):
    assert main(["journal", "export"]) == 1
    assert SAY["no_phrase"] in capsys.readouterr().err
    assert main(["journal", "export", "--only", "pause"]) == 1
    assert SAY["whole"] in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["data"]


def test_a_sealed_file_opens_with_the_six_words(phrase, folder):
    assert main(["journal", "export", "--out", "mine"]) == 0
    assert mode(folder / "mine") == 0o600
    body = (folder / "mine").read_bytes()
    assert SENTENCE.encode() not in body
    entries = SealedKeeper(read_settings()).open_copy(body, phrase)
    assert SENTENCE in [entry.value for entry in entries]


def test_a_locked_journal_opens_by_words_and_is_locked_again(keeper, phrase, folder):
    keeper.lock()
    listed = run("journal", "list", typed=f"{phrase.upper()}\n")
    assert listed.returncode == 0 and "What happened" in listed.stdout
    assert phrase not in listed.stdout + listed.stderr
    assert SealedKeeper(read_settings()).where == "locked"
    assert journal_now() == Journal(), "the words were for this one command"


def test_wrong_words_open_nothing_and_are_not_repeated(keeper, phrase, monkeypatch, capsys):
    keeper.lock()
    for words, said in (
        ("", SAY["no_words"]),
        ("gloomy garden", messages.WRONG_COUNT.format(found=2)),
        (" ".join(keeper.new_phrase()), messages.WRONG_PHRASE),
    ):
        typed(monkeypatch, words)
        assert main(["journal", "export", "--format", "html"]) == 1
        heard = capsys.readouterr()
        assert said in heard.err and not heard.out
    assert str(read_settings().data_folder) in heard.err, "how to remove it without the words"


def test_burning_asks_for_a_word_first(keeper, monkeypatch, capsys):
    for word in ("", "yes", "no"):
        typed(monkeypatch, word)
        assert main(["journal", "burn"]) == 1
        assert SAY["burn_not"] in capsys.readouterr().err
    assert SENTENCE in [entry.value for entry in journal_now().entries()]
    typed(monkeypatch, " Burn ")
    assert main(["journal", "burn"]) == 0
    assert journal_now() == Journal()


def test_a_script_burns_without_being_asked(keeper, folder):
    burned = run("journal", "burn", "--yes")
    assert (burned.returncode, burned.stdout.strip()) == (0, SAY["burned"]), burned.stderr
    assert journal_now() == Journal()


def test_more_than_a_sealed_file_holds_is_said_calmly(phrase, folder, monkeypatch, capsys):
    monkeypatch.setattr("workbook.sealed_file.LARGEST", 100)
    assert main(["journal", "export"]) == 1
    assert capsys.readouterr().err.strip() == SAY["too_large"]
    assert [path.name for path in folder.iterdir()] == ["data"]


def test_a_key_that_was_changed_on_the_disk_is_said_calmly(keeper, folder, capsys):
    with closing(sqlite3.connect(folder / "data" / "journal.sqlite")) as store, store:
        store.execute("UPDATE wraps SET wrapped = zeroblob(length(wrapped))")
    assert main(["journal", "list"]) == 1
    assert capsys.readouterr().err.strip() == SAY["unavailable"]


def test_what_cannot_be_read_is_said_calmly(keeper, folder):
    (folder / "data" / "key").write_text("no key")
    listed = run("journal", "list")
    assert listed.returncode == 1
    assert listed.stderr.strip() == SAY["unavailable"]


def test_bad_input_ends_with_a_sentence_and_never_a_traceback():
    for arguments in (["journal"], ["journal", "read"], ["journal", "export", "--format", "pdf"]):
        wrong = run(*arguments)
        assert wrong.returncode == 2
        assert "usage: workbook" in wrong.stderr and "Traceback" not in wrong.stderr
