"""Keeping a journal: sealed, opened by a tab, by this computer or by a phrase."""

import sqlite3
from datetime import UTC, datetime

import pytest

from tests.postgres import empty_postgres, own_postgres, stopped_postgres
from tests.stores import KINDS, empty_store, running_line
from workbook.errors import PhraseProblem, StoreUnavailable
from workbook.guidance.progress import PAGE
from workbook.journal import Address, Entry, Journal
from workbook.pages.burning import BURNED
from workbook.settings import Settings
from workbook.web.keeper import SealedKeeper

pytestmark = pytest.mark.usefixtures("light_words")

SENTENCE = "I promised to call on Sunday and did not"


on_a_file = pytest.mark.parametrize("settings", ["sqlite", "sqlite by line"], indirect=True)


@pytest.fixture(params=KINDS)
def settings(request, tmp_path):
    with empty_store(request.param, tmp_path) as database:

        def make(place="served"):
            return Settings(place, database, tmp_path, "https://example.org")

        yield make


def entry(value=SENTENCE, id="e1", prompt="what"):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return Entry(id, Address("01_what_happened", prompt), value, at)


def save(keeper, *entries):
    keeper.save(entries, Journal.of(entries))


def test_a_tab_opens_its_journal_again_after_a_reload(settings):
    first = SealedKeeper(settings())
    assert first.open(None) == Journal()
    save(first, entry())
    second = SealedKeeper(settings())
    assert second.open(first.tab_key).answer("01_what_happened", "what") == SENTENCE


def test_another_tab_begins_a_journal_of_its_own(settings):
    first = SealedKeeper(settings())
    first.open(None)
    save(first, entry())
    assert SealedKeeper(settings()).open(None) == Journal()


@on_a_file
def test_nothing_is_stored_before_the_first_answer(settings, tmp_path):
    SealedKeeper(settings()).open(None)
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        assert database.execute("select count(*) from journals").fetchone() == (0,)


@pytest.mark.parametrize("key", ["", "not base64!", "AAAA", "ü", None])
def test_a_key_that_is_none_begins_a_new_journal(settings, key):
    assert SealedKeeper(settings()).open(key) == Journal()


def test_a_phrase_opens_the_journal_in_a_fresh_tab_and_the_tab_can_reload(settings):
    first = SealedKeeper(settings())
    first.open(None)
    save(first, entry())
    words = first.new_phrase()
    first.keep(words)
    fresh = SealedKeeper(settings())
    fresh.open(None)
    opened = fresh.open_with_phrase(" ".join(words).upper())
    assert opened is not None
    assert opened.answer("01_what_happened", "what") == SENTENCE
    again = SealedKeeper(settings())
    assert again.open(fresh.tab_key).answer("01_what_happened", "what") == SENTENCE


def test_a_wrong_phrase_opens_nothing_and_a_mistyped_one_names_the_word(settings):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    assert keeper.open_with_phrase(" ".join(keeper.new_phrase())) is None
    with pytest.raises(PhraseProblem) as problem:
        keeper.open_with_phrase("abacus abdomn abide ablaze able abnormal")
    assert problem.value.unknown == (("abdomn", "abdomen"),)


def test_a_journal_may_be_kept_before_anything_is_written(settings):
    first = SealedKeeper(settings())
    first.open(None)
    words = first.new_phrase()
    first.keep(words)
    assert SealedKeeper(settings()).open_with_phrase("-".join(words)) == Journal()


def test_after_closing_the_tab_key_opens_nothing_but_the_phrase_does(settings):
    first = SealedKeeper(settings())
    first.open(None)
    save(first, entry())
    words, key = first.new_phrase(), first.tab_key
    first.keep(words)
    first.close()
    assert SealedKeeper(settings()).open(key) == Journal()
    opened = SealedKeeper(settings()).open_with_phrase(" ".join(words))
    assert opened is not None
    assert opened.answer("01_what_happened", "what") == SENTENCE


def test_on_ones_own_computer_the_journal_opens_by_itself(settings):
    first = SealedKeeper(settings("own"))
    first.open(None)
    save(first, entry())
    assert (first.where, first.tab_key) == ("file", None)
    assert SealedKeeper(settings("own")).open(None).answer("01_what_happened", "what") == SENTENCE


def test_two_notebooks_that_begin_at_once_write_into_one_journal(settings):
    one, other = SealedKeeper(settings("own")), SealedKeeper(settings("own"))
    one.open(None), other.open(None)
    save(one, entry("from one", "e1", "what"))
    save(other, entry("from the other", "e2", "how"))
    journal = SealedKeeper(settings("own")).open(None)
    assert journal.answer("01_what_happened", "what") == "from one"
    assert journal.answer("01_what_happened", "how") == "from the other"


def test_locked_with_a_phrase_this_computer_opens_nothing_by_itself(settings):
    first = SealedKeeper(settings("own"))
    first.open(None)
    save(first, entry())
    words = first.new_phrase()
    first.keep(words)
    first.lock()
    locked = SealedKeeper(settings("own"))
    assert locked.open(None) == Journal()
    assert locked.where == "locked"
    opened = locked.open_with_phrase(" ".join(words))
    assert opened is not None
    assert opened.answer("01_what_happened", "what") == SENTENCE
    assert SealedKeeper(settings("own")).open(None) == Journal()


@on_a_file
def test_a_damaged_store_is_put_aside_and_a_visit_that_goes_on_writes_all_again(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry())
    with sqlite3.connect(tmp_path / "journal.sqlite") as other:
        other.execute("pragma wal_checkpoint(truncate)")
    (tmp_path / "journal.sqlite").write_bytes(b"this is no database " * 500)
    newcomer = SealedKeeper(settings("own"))
    newcomer.open(None)
    assert newcomer.set_aside
    (aside,) = tmp_path.glob("journal.sqlite.damaged-*Z")
    assert aside.read_bytes() == b"this is no database " * 500
    other_tab, new_tab = SealedKeeper(settings()), SealedKeeper(settings())
    other_tab.open(keeper.tab_key), new_tab.open(None)
    assert (other_tab.set_aside, new_tab.set_aside) == (True, False)
    both = Journal.of([entry(), entry("and more", "e2", "more")])
    keeper.save([entry("and more", "e2", "more")], both)
    assert SealedKeeper(settings()).open(keeper.tab_key) == both


@on_a_file
def test_a_store_damaged_while_a_server_runs_is_put_aside_by_the_next_visit(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry())
    with sqlite3.connect(tmp_path / "journal.sqlite") as other:
        other.execute("pragma wal_checkpoint(truncate)")
    (tmp_path / "journal.sqlite").write_bytes(b"this is no database " * 500)
    newcomer = SealedKeeper(settings())
    assert newcomer.open(keeper.tab_key) == Journal()
    assert newcomer.set_aside


@on_a_file
def test_a_store_that_was_deleted_during_a_visit_is_written_again(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry())
    words = keeper.new_phrase()
    keeper.keep(words)
    (tmp_path / "journal.sqlite").unlink()
    both = Journal.of([entry(), entry("and more", "e2", "more")])
    keeper.save([entry("and more", "e2", "more")], both)
    assert SealedKeeper(settings()).open(keeper.tab_key) == both
    assert SealedKeeper(settings()).open_with_phrase(" ".join(words)) == both


@pytest.mark.usefixtures("impatient")
@on_a_file
def test_a_locked_store_is_said_and_the_next_try_succeeds(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry())
    other = sqlite3.connect(tmp_path / "journal.sqlite")
    other.execute("begin exclusive")
    with pytest.raises(StoreUnavailable) as unavailable:
        save(keeper, entry("later", "e2"))
    assert unavailable.value.reason == "locked"
    other.rollback()
    other.close()
    save(keeper, entry("later", "e2"))
    assert len(list(SealedKeeper(settings()).open(keeper.tab_key).entries())) == 2


@pytest.mark.parametrize("by_line", [False, True])
def test_a_database_that_stops_during_a_visit_is_said_and_the_next_try_succeeds(tmp_path, by_line):
    with (
        empty_postgres(own_postgres().get_uri()) as database,
        running_line(database) as line,
    ):
        url = line.url if by_line else database
        settings = Settings("served", url, tmp_path, "https://example.org")
        keeper = SealedKeeper(settings)
        keeper.open(None)
        save(keeper, entry())
        both = Journal.of([entry(), entry("later", "e2")])
        with stopped_postgres():
            for _ in range(2):
                with pytest.raises(StoreUnavailable) as unavailable:
                    keeper.save([entry("later", "e2")], both)
                assert unavailable.value.reason == "gone"
        keeper.save([entry("later", "e2")], both)
        assert SealedKeeper(settings).open(keeper.tab_key) == both


@on_a_file
def test_the_files_hold_no_sentence_that_was_written(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry())
    keeper.keep(keeper.new_phrase())
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert SENTENCE.encode() not in content
        assert b"01_what_happened" not in content


def files(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def sealed(folder):
    """Return what the store holds of each record, by its id."""
    with sqlite3.connect(folder / "journal.sqlite") as database:
        return dict(database.execute("select record, sealed from records"))


def burned(*ids):
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return Entry("b1", Address(PAGE, BURNED, "01_what_happened.what"), sorted(ids), at)


@on_a_file
@pytest.mark.parametrize("place", ["served", "own"])
def test_burned_entries_leave_no_byte_and_are_never_saved_again(settings, tmp_path, place):
    keeper = SealedKeeper(settings(place))
    keeper.open(None)
    save(keeper, entry("a letter" * 900, "e1"), entry("its end", "e2"), entry("other", "e3", "how"))
    before = sealed(tmp_path)
    assert before["e1"][:40] in files(tmp_path) and before["e2"] in files(tmp_path)
    keeper.burn(["e1", "e2"])
    for piece in (before["e1"][:40], before["e1"][4000:4040], before["e2"]):
        assert piece not in files(tmp_path)
    save(keeper, entry("a letter" * 900, "e1"))
    assert keeper.burned() == {"e1", "e2"}
    again = SealedKeeper(settings(place))
    assert [one.value for one in again.open(keeper.tab_key).entries()] == ["other"]


@on_a_file
def test_before_anything_is_stored_there_is_nothing_to_burn(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    keeper.burn(["e1"])
    assert keeper.burned() == frozenset()
    assert sealed(tmp_path) == {}


@on_a_file
def test_a_new_store_learns_what_it_must_not_take(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry(), burned("e1"))
    keeper.burn(["e1"])
    (tmp_path / "journal.sqlite").unlink()
    late = entry("and more", "e2", "more")
    keeper.save([late], Journal.of([burned("e1"), late]))
    save(keeper, entry())  # as from another tab that still holds it
    assert sealed(tmp_path).keys() == {"b1", "e1", "e2"} and sealed(tmp_path)["e1"] == b""


@on_a_file
def test_a_burning_that_was_cut_short_is_finished_by_the_next_opening(settings, tmp_path):
    keeper = SealedKeeper(settings())
    keeper.open(None)
    save(keeper, entry(), burned("e1"))
    before = sealed(tmp_path)["e1"]
    opened = SealedKeeper(settings()).open(keeper.tab_key)
    assert [one.id for one in opened.entries()] == ["b1"]
    assert before not in files(tmp_path)
