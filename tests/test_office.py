"""The copies open in an office program, and print."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.find_office import find_office, text_of
from workbook.content.example import load_example
from workbook.content.loader import load_content
from workbook.guidance.example import example_journal
from workbook.report.copies.making import list_items, make_copy, make_share_copy

CONTENT = load_content()
NOW = datetime(2026, 6, 13, 12, tzinfo=UTC)


def printed(folder: Path, *files: Path) -> list[str]:
    """Return the texts of the PDFs that LibreOffice makes of files, all in one call."""
    settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [find_office(), settings, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, folder, *files], check=True, capture_output=True, timeout=150)
    return [text_of(folder / f"{file.stem}.pdf") for file in files]


def test_the_word_file_and_the_web_page_open_in_an_office_program_and_print(tmp_path):
    journal = example_journal(CONTENT, load_example(), NOW)
    word, page = tmp_path / "own.docx", tmp_path / "shared.html"
    word.write_bytes(make_copy(CONTENT, journal, ["01_what_happened"], "word", NOW).body)
    chosen = [
        one.id for one in list_items(CONTENT, journal, NOW) if one.exercise == "What happened"
    ]
    page.write_bytes(make_share_copy(CONTENT, journal, chosen, NOW, to="Ada").body)
    on_paper = printed(tmp_path, word, page)
    for text in on_paper:
        assert text.startswith("Notes")
        for words in ("What happened, and when?", "Moment 1", "We shared a taxi after the leaving"):
            assert words in text
    assert "Ada" in on_paper[1] and "findahelpline.com" in on_paper[1]
