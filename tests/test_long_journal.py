"""The long journal: what it holds, the same each time, and that it opens as it was written."""

from datetime import UTC, datetime
from pathlib import Path

from tests.browser.walking import content
from tests.long_journal import CHANGES, DAYS, INCIDENTS, WEEKS, long_journal, seal_long_journal
from workbook.guidance.facts import read_facts
from workbook.guidance.progress import closed
from workbook.guidance.route import route
from workbook.guidance.sheets import begun
from workbook.journal import Journal
from workbook.settings import QUICK_EXIT, Settings
from workbook.web.keeper import SealedKeeper

NOW = datetime.now(UTC).replace(microsecond=0)


def test_it_holds_a_note_for_each_day_each_week_and_all_that_happened():
    journal = Journal.of(long_journal(NOW))
    assert len(begun(journal, content().exercise("04_time_apart"), "day")) == DAYS
    assert len(begun(journal, content().exercise("05_best_version"), "week")) == WEEKS
    assert len(journal.rows("02_blame_inventory", "incidents")) == INCIDENTS
    assert len(journal.rows("05_best_version", "changes")) == CHANGES


def test_nothing_in_it_closes_looking_back_or_the_note_of_the_day():
    journal = Journal.of(long_journal(NOW))
    outcome = route(read_facts(content(), journal, NOW), NOW)
    for exercise in ("04_time_apart", "11_looking_back"):
        assert closed(content(), journal, content().exercise(exercise), outcome) is None


def test_it_is_the_same_each_time_and_opens_by_key_and_phrase(tmp_path: Path):
    key, phrase = seal_long_journal(tmp_path, NOW)
    written = Journal.of(long_journal(NOW))
    for opened in (keeper(tmp_path).open(key), keeper(tmp_path).open_with_phrase(phrase)):
        assert opened == written


def keeper(data: Path) -> SealedKeeper:
    database = f"sqlite:///{data / 'journal.sqlite'}"
    return SealedKeeper(Settings("served", database, data, QUICK_EXIT))
