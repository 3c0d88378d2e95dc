"""Journals written by earlier versions open for ever.

`fixtures/format_1` was written once by version 0.1.0 and is never written again.
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook.errors import SealBroken, StoreTooNew
from workbook.journal import Address, Entry
from workbook.journal.formats import FORMAT, read_entry, write_entry
from workbook.settings import Settings
from workbook.web.keeper import SealedKeeper

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_a_journal_of_an_earlier_format_opens_with_its_phrase(version, tmp_path):
    folder = FIXTURES / f"format_{version}"
    shutil.copy(folder / "journal.sqlite", tmp_path)
    database = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    keeper = SealedKeeper(Settings("served", database, tmp_path, "https://example.org"))
    journal = keeper.open_with_phrase((folder / "phrase.txt").read_text("utf-8"))
    assert journal is not None
    expected = json.loads((folder / "answers.json").read_text("utf-8"))
    found = [
        [*entry.address, entry.value, entry.at.isoformat()]
        for entry in sorted(journal.entries(), key=lambda entry: entry.order)
    ]
    assert found == expected


def test_a_format_that_is_newer_is_refused_and_not_guessed_at():
    with pytest.raises(StoreTooNew):
        read_entry("e1", b"{}", FORMAT + 1)


@pytest.mark.parametrize(
    "written", [b"", b"[]", b"{}", b"null", b"\xff", b'{"exercise":1,"prompt":2}', b"[" * 9_000]
)
def test_bytes_that_hold_no_entry_are_refused(written):
    with pytest.raises(SealBroken):
        read_entry("e1", written, FORMAT)


def test_an_entry_is_written_in_utc_and_plain_ascii():
    entry = Entry("e1", Address("a", "p", "r"), "ü 💔", datetime(2026, 3, 1, 12, tzinfo=UTC))
    written = write_entry(entry)
    assert written.isascii()
    assert json.loads(written)["at"] == "2026-03-01T12:00:00.000+00:00"
