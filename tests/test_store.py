"""What every store does: on SQLite, on PostgreSQL, and on each of them by a line."""

import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.stores import (
    FIRST,
    KINDS,
    SECOND,
    WRAP,
    empty_store,
    finish,
    reason_of,
    start,
)
from workbook.errors import SettingProblem, StoreUnavailable
from workbook.store import SealedRecord, open_store, was_set_aside
from workbook.vault import Wrap


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    with empty_store(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def store(url):
    store = open_store(url)
    store.add_journal("journal", WRAP, "tab")
    store.put("journal", [FIRST])
    yield store
    store.close()


def test_what_is_put_comes_back_also_after_closing(store, url):
    store.put("journal", [SECOND])
    store.close()
    assert open_store(url).records("journal") == [FIRST, SECOND]


def test_a_closed_store_opens_again_when_it_is_used(store):
    store.close()
    store.put("journal", [SECOND])
    assert store.records("journal") == [FIRST, SECOND]


def test_a_record_put_again_takes_the_place_of_the_earlier_one(store):
    store.put("journal", [SealedRecord("first", 2, b"new"), SECOND])
    assert store.records("journal") == [SealedRecord("first", 2, b"new"), SECOND]


def test_of_two_records_with_one_id_the_last_is_kept(store):
    store.put("journal", [SECOND, SealedRecord("second", 3, b"last")])
    assert store.records("journal") == [FIRST, SealedRecord("second", 3, b"last")]


def test_putting_nothing_is_nothing(store):
    store.put("journal", [])
    assert store.records("journal") == [FIRST]


def test_large_and_strange_bytes_come_back_as_they_were(store):
    strange = SealedRecord("strange", 2**31 - 1, bytes(range(256)) * 8000)
    store.put("journal", [strange, SealedRecord("ümlaut ☂", 1, b"")])
    assert store.records("journal") == [FIRST, strange, SealedRecord("ümlaut ☂", 1, b"")]


def test_what_was_put_since_a_day_comes_alone(store):
    assert store.records("journal", since="2026-01-01") == [FIRST]
    assert store.records("journal", since="9999-01-01") == []


def test_a_wrap_is_found_by_its_lookup_until_it_is_removed(store):
    assert store.find_wrap("lookup") == WRAP
    store.remove_wrap("lookup")
    assert store.find_wrap("lookup") is None
    assert store.records("journal") == [FIRST]


def test_one_journal_may_have_several_wraps(store):
    phrase = Wrap("of a phrase", b"other")
    assert store.add_wrap("journal", "phrase", phrase)
    assert (store.find_wrap("lookup"), store.find_wrap("of a phrase")) == (WRAP, phrase)


def test_a_secret_that_opens_a_journal_is_never_given_another(store):
    assert not store.add_journal("other", Wrap("lookup", b"late"), "own")
    assert not store.add_wrap("journal", "own", Wrap("lookup", b"late"))
    assert store.find_wrap("lookup") == WRAP
    assert reason_of(lambda: store.put("other", [FIRST])) == "gone"


def test_a_wrap_cannot_open_a_journal_that_there_is_not(store):
    assert reason_of(lambda: store.add_wrap("burned", "tab", Wrap("late", b"late"))) == "gone"
    assert store.find_wrap("late") is None


def test_a_burned_journal_takes_no_more_records(store):
    store.burn("journal")
    assert store.find_wrap("lookup") is None
    assert reason_of(lambda: store.put("journal", [SECOND])) == "burned"
    assert reason_of(lambda: store.records("journal")) == "burned"


def test_a_burned_record_never_comes_back(store):
    store.burn_records("journal", ["first", "never stored"])
    late = SealedRecord("never stored", 1, b"late")
    store.put("journal", [FIRST, SECOND, late])
    assert store.records("journal") == [SECOND]
    assert store.burned("journal") == {"first", "never stored"}
    store.burn_records("journal", [])
    assert store.burned("another") == set()


def test_records_of_one_journal_are_not_those_of_another(store):
    store.add_journal("other", Wrap("of other", b"other"), "phrase")
    store.put("other", [SealedRecord("first", 1, b"of other")])
    store.burn("journal")
    assert store.records("other") == [SealedRecord("first", 1, b"of other")]
    assert store.find_wrap("of other") == Wrap("of other", b"other")


def test_a_sound_store_sets_nothing_aside(store, url):
    assert store.set_aside is None
    assert not was_set_aside(url)


def test_a_failure_tells_nothing_of_what_was_to_be_kept(store):
    with pytest.raises(StoreUnavailable) as failure:
        store.put("burned", [SealedRecord("a word", 1, b"a sentence")])
    said = f"{failure.value!r} {failure.value} {failure.value.__cause__}"
    assert "a word" not in said
    assert "a sentence" not in said
    assert "INSERT" not in said


def test_processes_that_open_and_write_at_once_all_succeed(url):
    code = """
[me] = names
store.add_journal("journal", Wrap("lookup", b"a data key in its wrap"), "tab")
store.add_journal(me, Wrap(me, b"wrapped"), "tab")
for n in range(25):
    store.put(me, [SealedRecord(f"r{n:02}", 1, b"sealed")])
"""
    finish([start(code, url, me) for me in "abc"])
    store = open_store(url)
    for me in "abc":
        assert [record.record for record in store.records(me)] == [f"r{n:02}" for n in range(25)]
    assert store.find_wrap("lookup") == WRAP
    assert not was_set_aside(url)
    store.close()


def test_what_was_put_outlives_a_killed_process(url):
    code = """
store.add_journal("journal", Wrap("lookup", b"a data key in its wrap"), "tab")
for n in range(10_000):
    store.put("journal", [SealedRecord(f"r{n}", 1, b"sealed")])
    print(n, flush=True)
"""
    process = start(code, url)
    assert process.stdout
    for line in process.stdout:
        if int(line) == 40:
            process.kill()
    process.wait()
    store = open_store(url)
    assert {f"r{n}" for n in range(41)} <= {record.record for record in store.records("journal")}
    assert store.set_aside is None
    store.close()


@pytest.mark.parametrize("url", ["sqlite://", "no url at all", "", "mysql://host/name"])
def test_a_url_that_names_no_database_is_a_setting_problem(url):
    with pytest.raises(SettingProblem):
        open_store(url)


class StoreAgainstDictionary(RuleBasedStateMachine):
    """Whatever is done in whatever order, the store says what a dictionary would."""

    kind = "sqlite"
    journals = st.sampled_from("abc")
    records = st.builds(
        SealedRecord,
        st.sampled_from(["r1", "r2", "ré 3", "S4"]),
        st.integers(1, 9),
        st.binary(max_size=9),
    )

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = empty_store(self.kind, Path(self.folder.name))
        self.url = self.place.__enter__()
        self.store = open_store(self.url)
        self.kept: dict[str, dict[str, SealedRecord]] = {}
        self.burned: dict[str, set[str]] = {}
        self.wraps: dict[str, str] = {}
        self.ashes: set[str] = set()

    @rule(journal=journals, lookup=st.sampled_from(["k1", "k2", "k3"]))
    def add(self, journal, lookup):
        wrap = Wrap(lookup, journal.encode())
        if journal in self.ashes:
            assert reason_of(lambda: self.store.add_journal(journal, wrap, "tab")) == "burned"
            return
        added = self.store.add_journal(journal, wrap, "tab")
        assert added == (lookup not in self.wraps)
        if added:
            self.kept.setdefault(journal, {})
            self.burned.setdefault(journal, set())
            self.wraps[lookup] = journal

    @rule(lookup=st.sampled_from(["k1", "k2", "k3"]))
    def remove_wrap(self, lookup):
        self.store.remove_wrap(lookup)
        self.wraps.pop(lookup, None)

    @rule(journal=journals, records=st.lists(records, max_size=4))
    def put(self, journal, records):
        if journal in self.kept or not records:
            self.store.put(journal, records)
            if records:
                fresh = [one for one in records if one.record not in self.burned[journal]]
                self.kept[journal] |= {record.record: record for record in fresh}
        else:
            assert reason_of(lambda: self.store.put(journal, records)) == self.lost(journal)

    @rule(journal=journals, name=st.sampled_from(["r1", "r2", "ré 3", "S4"]))
    def burn_record(self, journal, name):
        if journal in self.kept:
            self.store.burn_records(journal, [name])
            self.kept[journal].pop(name, None)
            self.burned[journal].add(name)
        else:
            burn = self.store.burn_records
            assert reason_of(lambda: burn(journal, [name])) == self.lost(journal)

    @rule(journal=journals, lookup=st.sampled_from(["k1", "k2", "k3"]))
    def replace_wraps(self, journal, lookup):
        given = [("phrase", Wrap(lookup, journal.encode()))]
        if journal not in self.kept or self.wraps.get(lookup, journal) != journal:
            replace = self.store.replace_wraps
            assert reason_of(lambda: replace(journal, given)) == self.lost(journal)
        else:
            self.store.replace_wraps(journal, given)
            self.wraps = {key: of for key, of in self.wraps.items() if of != journal}
            self.wraps[lookup] = journal

    @rule(journal=journals)
    def burn(self, journal):
        self.store.burn(journal)
        self.ashes.add(journal)
        self.kept.pop(journal, None)
        self.burned.pop(journal, None)
        self.wraps = {key: of for key, of in self.wraps.items() if of != journal}

    @rule()
    def open_again(self):
        self.store.close()
        self.store = open_store(self.url)

    @invariant()
    def says_the_same(self):
        for journal in self.ashes:
            assert reason_of(partial(self.store.records, journal)) == "burned"
            assert reason_of(partial(self.store.burned, journal)) == "burned"
        for journal in {*"abc"} - self.ashes:
            kept = self.kept.get(journal, {})
            assert self.store.records(journal) == [kept[name] for name in sorted(kept)]
            assert self.store.burned(journal) == self.burned.get(journal, set())
        for lookup in ("k1", "k2", "k3"):
            found = self.store.find_wrap(lookup)
            assert (found and found.wrapped.decode()) == self.wraps.get(lookup)

    def lost(self, journal):
        return "burned" if journal in self.ashes else "gone"

    def teardown(self):
        self.store.close()
        self.place.__exit__(None, None, None)
        self.folder.cleanup()


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_says_what_a_dictionary_would(kind):
    machine = type("Machine", (StoreAgainstDictionary,), {"kind": kind})
    examples = 25 if kind == "sqlite" else 8  # a save takes longer through two processes
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=20, deadline=None)
    )
