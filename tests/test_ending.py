"""Changing the phrase, burning a journal and letting it end: by the keeper, on every store."""

import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from keyring.backends import fail

from tests.stores import DIRECT, KINDS, empty_store, reason_of
from tests.test_keeper import entry, save
from tests.test_visit import Browser
from workbook import messages, store_rows, store_sql, vault
from workbook.errors import PhraseProblem, StoreUnavailable
from workbook.journal import Journal
from workbook.settings import Settings
from workbook.store_expiry import CLOSED_AFTER
from workbook.store_sql import open_database
from workbook.web.keeper import SealedKeeper
from workbook.web.tab_key import read_tab_key

pytestmark = pytest.mark.usefixtures("light_words")

on_a_file = pytest.mark.parametrize("at", ["sqlite", "sqlite by line"], indirect=True)
BOTH = Journal.of([entry(), entry("and more", "e2", "more")])
LATE = entry("late", "e3", "late")
WORDS = SealedKeeper(Settings("served", "", Path("."), ""))._words


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    """A function that makes settings for one store."""
    with empty_store(request.param, tmp_path) as database:

        def at(place="served"):
            return Settings(place, database, tmp_path, "https://example.org")

        yield at


@pytest.fixture(autouse=True)
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def begin(settings, *entries):
    keeper = SealedKeeper(settings)
    keeper.open(None)
    save(keeper, *(entries or BOTH.entries()))
    return keeper


def phrase_of(keeper):
    words = keeper.new_phrase()
    keeper.keep(words)
    return words


def opened(settings, words):
    return SealedKeeper(settings).open_with_phrase(" ".join(words))


def files(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def sealed(folder):
    """Return ids and pieces of everything sealed in a store."""
    with closing(sqlite3.connect(folder / "journal.sqlite")) as raw:
        found = [box for (box,) in raw.execute("SELECT sealed FROM records")]
        found += [box for (box,) in raw.execute("SELECT wrapped FROM wraps")]
        ids = [id.encode() for (id,) in raw.execute("SELECT record FROM records")]
    return ids + [box[start : start + 24] for box in found for start in (0, 100, 200)]


# Another phrase


@pytest.mark.parametrize("place", ["served", "own"])
def test_only_the_new_words_and_this_tab_open_the_journal(at, place):
    keeper = begin(at(place))
    old = phrase_of(keeper)
    other = SealedKeeper(at())
    assert other.open_with_phrase(" ".join(old)) == BOTH
    new = keeper.new_phrase()
    keeper.change_phrase(new)
    assert opened(at(), old) is None
    assert opened(at(), new) == BOTH
    assert SealedKeeper(at(place)).open(keeper.tab_key) == BOTH
    assert SealedKeeper(at()).open(other.tab_key) == Journal()


def test_a_journal_without_a_phrase_gets_one_by_changing_it(at):
    keeper = SealedKeeper(at())
    keeper.open(None)
    words = keeper.new_phrase()
    keeper.change_phrase(words)
    save(keeper, *BOTH.entries())
    assert opened(at(), words) == BOTH


def test_a_tab_that_was_closed_out_brings_no_old_secret_back(at, monkeypatch):
    keeper = begin(at())
    old = phrase_of(keeper)
    other = SealedKeeper(at())
    journal = other.open_with_phrase(" ".join(old))
    keeper.change_phrase(new := keeper.new_phrase())

    def hang_up(*given):
        raise StoreUnavailable("gone")

    monkeypatch.setattr(other._store(), "put", hang_up)  # the store that is opened anew works
    other.save([LATE], journal.put(LATE))
    assert opened(at(), old) is None
    assert SealedKeeper(at()).open(other.tab_key) == Journal()
    assert opened(at(), new) == SealedKeeper(at()).open(keeper.tab_key) == journal.put(LATE)


@on_a_file
def test_a_store_that_is_written_again_opens_by_phrase_though_this_tab_opened_by_its_key(
    at, tmp_path
):
    first = begin(at())
    words = phrase_of(first)
    again = SealedKeeper(at())
    journal = again.open(first.tab_key)
    again.keep_for(90)
    (tmp_path / "journal.sqlite").unlink()
    again.save([LATE], Journal.of([*journal.entries(), LATE]))
    assert opened(at(), words) == Journal.of([*BOTH.entries(), LATE])
    assert again.keep_days == 90


@pytest.mark.usefixtures("impatient")
@on_a_file
def test_where_changing_fails_the_old_words_still_open_it(at, tmp_path):
    keeper = begin(at())
    old, new = phrase_of(keeper), keeper.new_phrase()
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert reason_of(lambda: keeper.change_phrase(new)) == "locked"
    assert opened(at(), old) == BOTH
    keeper.change_phrase(new)
    assert (opened(at(), old), opened(at(), new)) == (None, BOTH)


def test_an_answer_lost_on_the_way_does_not_take_the_new_words_away(at, monkeypatch):
    keeper = begin(at())
    phrase_of(keeper)
    new = keeper.new_phrase()
    store = keeper._store()

    def change_and_lose_the_answer(*given, do=store.replace_wraps):
        do(*given)
        raise StoreUnavailable("locked")

    monkeypatch.setattr(store, "replace_wraps", change_and_lose_the_answer)
    keeper.change_phrase(new)
    assert opened(at(), new) == BOTH


# Burning it all


@pytest.mark.parametrize("place", ["served", "own"])
def test_a_burned_journal_opens_by_nothing_and_the_gate_holds_an_empty_one(at, place):
    keeper = begin(at(place))
    words, key = phrase_of(keeper), keeper.tab_key
    keeper.burn_journal()
    assert opened(at(), words) is None
    assert SealedKeeper(at(place)).open(key) == Journal()
    save(keeper, LATE)
    assert keeper.reload() == Journal.of([LATE])
    assert SealedKeeper(at(place)).open(keeper.tab_key) == Journal.of([LATE])


@on_a_file
@pytest.mark.parametrize("place", ["served", "own"])
def test_burning_leaves_no_byte_in_any_file(at, tmp_path, place):
    ids = [vault.new_id() for _ in range(30)]
    keeper = begin(at(place), *(entry("a sentence " * n, id, id) for n, id in enumerate(ids)))
    phrase_of(keeper)
    save(keeper, entry("newer", ids[0], "what"))
    pieces = sealed(tmp_path)
    assert len(pieces) == 30 + 32 * 3 and all(piece in files(tmp_path) for piece in pieces)
    keeper.burn_journal()
    assert not any(piece in files(tmp_path) for piece in pieces)


@on_a_file
def test_on_ones_own_computer_the_key_and_the_files_put_aside_go_with_it(at, tmp_path):
    keeper = begin(at("own"))
    held = (tmp_path / "key").read_text()
    (tmp_path / "journal.sqlite.damaged-20260101T000000Z").write_bytes(b"sealed" * 99)
    (tmp_path / "journal.sqlite.damaged-20260101T000000Z-wal").write_bytes(b"sealed" * 99)
    keeper.burn_journal()
    assert not list(tmp_path.glob("*.damaged-*"))
    assert (tmp_path / "key").read_text() != held


def test_files_put_aside_beside_a_database_elsewhere_go_as_well(tmp_path):
    elsewhere = tmp_path / "elsewhere" / "mine.sqlite"
    keeper = begin(Settings("own", f"sqlite:///{elsewhere}", tmp_path / "data", ""))
    for name in ("mine.sqlite", "not-mine.sqlite"):
        elsewhere.with_name(f"{name}.damaged-20260101T000000Z").write_bytes(b"sealed" * 99)
    keeper.burn_journal()
    left = [path.name for path in elsewhere.parent.glob("*.damaged-*")]
    assert left == ["not-mine.sqlite.damaged-20260101T000000Z"]


@on_a_file
def test_on_a_server_the_files_put_aside_stay(at, tmp_path):
    aside = tmp_path / "journal.sqlite.damaged-20260101T000000Z"
    aside.write_bytes(b"what others wrote")
    begin(at()).burn_journal()
    assert aside.read_bytes() == b"what others wrote"


def test_a_computer_that_was_locked_stays_locked(at):
    keeper = begin(at("own"))
    words = phrase_of(keeper)
    keeper.lock()
    keeper.open(None)
    assert keeper.open_with_phrase(" ".join(words)) == BOTH
    keeper.burn_journal()
    assert keeper.where == "locked"
    assert opened(at("own"), words) is None
    save(keeper, LATE)
    assert SealedKeeper(at("own")).open(None) == Journal()
    assert SealedKeeper(at("own")).open(keeper.tab_key) == Journal.of([LATE])


def test_a_notebook_that_wrote_nothing_burns_what_another_wrote_with_the_same_key(at):
    one, other = SealedKeeper(at("own")), SealedKeeper(at("own"))
    one.open(None), other.open(None)
    save(other, *BOTH.entries())
    one.burn_journal()
    assert reason_of(lambda: save(other, LATE)) == "burned"


@pytest.mark.parametrize("place", ["served", "own"])
def test_another_tab_is_told_and_never_brings_it_back(at, place):
    keeper = begin(at(place))
    words = phrase_of(keeper)
    other = SealedKeeper(at(place))
    journal = other.open(keeper.tab_key)
    keeper.burn_journal()
    for way in (
        lambda: other.save([LATE], Journal.of([*journal.entries(), LATE])),
        other.reload,
        other.burned,
        lambda: other.keep(other.new_phrase()),
        lambda: other.change_phrase(other.new_phrase()),
        lambda: other.sealed_copy(journal),
        lambda: other.keep_for(90),
        lambda: other.keep_days,
    ):
        assert reason_of(way) == "burned"
    assert opened(at(), words) is None
    other.open(other.tab_key)
    save(other, LATE)
    assert SealedKeeper(at(place)).open(other.tab_key) == Journal.of([LATE])


@on_a_file
def test_a_store_that_is_damaged_is_put_aside_and_burned_as_well(at, tmp_path):
    keeper = begin(at("own"))
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "journal.sqlite").write_bytes(b"this is no database " * 500)
    keeper.burn_journal()
    assert b"this is no database" not in files(tmp_path)
    save(keeper, LATE)
    assert SealedKeeper(at("own")).open(None) == Journal.of([LATE])


# What the page makes of it


@pytest.fixture
def tabs(tmp_path):
    """Two tabs of one journal, the first of which has burned it."""
    one = Browser(tmp_path)
    one.type("know", "Dear K.")
    other = Browser(tmp_path, key=one.key)
    one.page.keeping.gate.burn_journal()
    return one, other


def test_another_tab_says_so_and_begins_with_an_empty_one_when_it_opens_again(tabs, tmp_path):
    _, other = tabs
    other.type("guess", "and more")
    assert other.last("gone")["key"] == other.page.keeping.gate.tab_key
    assert other.page.widget.view["step_text"] == messages.GONE_ELSEWHERE
    other.send("hello", key=other.key, now="2026-06-13T12:00:00+02:00", pending=[])
    assert other.journal == Journal()
    other.type("guess", "begun anew")
    again = Browser(tmp_path, key=other.key)
    assert [one.value for one in again.journal.entries()] == ["begun anew"]


def test_what_was_burned_is_not_taken_along_into_another_journal(tabs, tmp_path):
    _, other = tabs
    third = Browser(tmp_path)
    words = third.page.keeping.gate.new_phrase()
    third.page.keeping.gate.keep(words)
    other.send("open", phrase=" ".join(words), bring=True)
    assert other.heard[-1]["say"] == "opened"
    assert SealedKeeper(at_folder(tmp_path)).open(other.key) == Journal()
    assert opened(at_folder(tmp_path), words) == Journal()


def at_folder(folder):
    return Settings("served", f"sqlite:///{folder / 'journal.sqlite'}", folder, "https://a.org")


# Files to take along


def test_a_sealed_copy_is_made_with_the_phrases_of_the_journal_and_nothing_else(at, monkeypatch):
    written = []
    module = SimpleNamespace(write_sealed=lambda *given: written.append(given) or b"sealed")
    monkeypatch.setitem(sys.modules, "workbook.sealed_file", module)
    keeper = begin(at())
    assert reason_of(lambda: keeper.sealed_copy(BOTH)) == "other"  # no words open it
    phrase_of(keeper)
    again = SealedKeeper(at())
    assert again.sealed_copy(again.open(keeper.tab_key)) == b"sealed"
    ((_, key, wraps, entries),) = written
    assert [wrap.lookup for wrap in wraps] == [
        wrap.lookup for kind, wrap in keeper._wraps if kind == "phrase"
    ]
    assert (key, Journal.of(entries)) == (keeper._data_key, BOTH)


def test_a_sealed_file_is_opened_by_words_however_they_are_typed(at, monkeypatch):
    module = SimpleNamespace(read_sealed=lambda body, phrase: (body, phrase))
    monkeypatch.setitem(sys.modules, "workbook.sealed_file", module)
    keeper = SealedKeeper(at())
    words = keeper.new_phrase()
    assert keeper.open_copy(b"sealed", "  ".join(words).upper()) == (b"sealed", words)
    with pytest.raises(PhraseProblem):
        keeper.open_copy(b"sealed", "two words")


# The end after some days


def test_a_journal_is_kept_for_ever_unless_its_participant_chooses_otherwise(at):
    keeper = SealedKeeper(at())
    keeper.open(None)
    assert keeper.keep_days is None
    keeper.keep_for(90)
    assert keeper.keep_days == 90
    again = SealedKeeper(at())
    again.open(keeper.tab_key)
    assert again.keep_days == 90
    again.keep_for(None)
    assert keeper.keep_days is None


@pytest.mark.usefixtures("impatient")
@on_a_file
def test_a_store_that_cannot_be_written_today_can_be_read_today(at, tmp_path):
    keeper = begin(at())
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as raw, raw:
        raw.execute("UPDATE journals SET used = '2020-01-01'")
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert SealedKeeper(at()).open(keeper.tab_key) == BOTH
    assert SealedKeeper(at()).open(keeper.tab_key) == BOTH
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as raw:
        assert raw.execute("SELECT used > '2020' FROM journals").fetchall() == [(1,)]


class Person:
    """What a simple model knows of one participant."""

    def __init__(self, keeper: SealedKeeper, day: date) -> None:
        self.keeper = keeper
        self.used = day
        self.keep_days: int | None = None
        self.gone = False
        self.words: tuple[str, ...] = ()
        self.tabs = {keeper.tab_key}
        self.secrets: set[str] = set()  # lookups of all that ever opened it
        self.journal = keeper._journal


class Endings(RuleBasedStateMachine):
    """Nobody opens what has ended, and nobody else loses anything."""

    kind = "sqlite"
    who = st.integers(0, 2)

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = empty_store(self.kind, Path(self.folder.name))
        database = self.place.__enter__()
        self.settings = Settings("served", database, Path(self.folder.name), "https://a.org")
        self.day = datetime.now(UTC).date()
        self.patch = pytest.MonkeyPatch()
        for module in (store_rows, store_sql):
            self.patch.setattr(module, "today", lambda: self.day.isoformat())
        self.store = open_database(database)
        self.people = [Person(begin(self.settings), self.day) for _ in range(3)]

    @rule(who=who)
    def choose_a_phrase(self, who):
        person = self.people[who]
        if person.gone:
            assert reason_of(lambda: person.keeper.change_phrase(new_words())) == "burned"
            return
        before = [lookup_of(key) for key in person.tabs] + phrase_lookups(person)
        person.words = new_words()
        person.keeper.change_phrase(person.words)
        person.tabs = {person.keeper.tab_key}
        person.secrets |= {*before}

    @rule(who=who)
    def load_again(self, who):
        person = self.people[who]
        keeper = SealedKeeper(self.settings)
        if person.gone:
            assert keeper.open(person.keeper.tab_key) == Journal()
        else:
            assert keeper.open(person.keeper.tab_key) == BOTH
            person.keeper, person.used = keeper, self.day

    @precondition(lambda self: any(person.words for person in self.people))
    @rule(who=who)
    def open_by_words(self, who):
        person = self.people[who]
        if not person.words:
            return
        keeper = SealedKeeper(self.settings)
        found = keeper.open_with_phrase(" ".join(person.words))
        assert found == (None if person.gone else BOTH)
        if not person.gone:
            person.tabs.add(keeper.tab_key)
            person.keeper, person.used = keeper, self.day

    @rule(who=who, days=st.sampled_from([None, 90, 365]))
    def keep_for(self, who, days):
        person = self.people[who]
        if person.gone:
            assert reason_of(lambda: person.keeper.keep_for(days)) == "burned"
        else:
            person.keeper.keep_for(days)
            person.keep_days = days

    @rule(who=who)
    def burn(self, who):
        person = self.people[who]
        if not person.gone:
            secrets = [lookup_of(key) for key in person.tabs] + phrase_lookups(person)
            old = person.keeper
            person.keeper = SealedKeeper(self.settings)
            person.keeper.open(old.tab_key)  # a tab that stays behind
            old.burn_journal()
            person.secrets |= {*secrets}
            person.gone = True

    @rule(days=st.sampled_from([1, 30, 89, 90, 91, 366]))
    def let_days_pass(self, days):
        self.day += timedelta(days=days)
        over = [person for person in self.people if self.is_over(person)]
        for person in over:
            person.secrets |= {lookup_of(key) for key in person.tabs} | {*phrase_lookups(person)}
            person.gone = True
        assert self.store.expire(self.day) == len(over)

    def is_over(self, person):
        unused = (self.day - person.used).days
        lost = CLOSED_AFTER if not person.words else None
        days = lost if person.keep_days is None else person.keep_days
        return not person.gone and days is not None and unused > days

    @invariant()
    def nobody_opens_what_has_ended_and_all_else_is_there(self):
        for person in self.people:
            live = [] if person.gone else [*map(lookup_of, person.tabs), *phrase_lookups(person)]
            assert all(self.store.find_wrap(lookup) for lookup in live)
            assert not any(self.store.find_wrap(one) for one in person.secrets - {*live})
            if person.gone:
                assert reason_of(lambda who=person: self.store.records(who.journal)) == "burned"
                assert reason_of(lambda who=person: save(who.keeper, LATE)) == "burned"
            else:
                assert {one.record for one in self.store.records(person.journal)} == {"e1", "e2"}

    def teardown(self):
        self.patch.undo()
        self.store.close()
        self.place.__exit__(None, None, None)
        self.folder.cleanup()


def new_words():
    return tuple(vault.new_phrase(WORDS))


def lookup_of(tab_key):
    return vault.lookup_of_key(read_tab_key(tab_key))


def phrase_lookups(person):
    return [vault.derive(person.words).lookup] if person.words else []


@pytest.mark.parametrize("kind", DIRECT)
def test_whatever_is_done_in_whatever_order_only_what_has_ended_is_gone(kind):
    machine = type("Machine", (Endings,), {"kind": kind})
    examples = 15 if kind == "sqlite" else 4
    run_state_machine_as_test(
        machine, settings=how(max_examples=examples, stateful_step_count=15, deadline=None)
    )
