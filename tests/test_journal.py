"""The journal: answers, rows and their history."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from workbook.journal import EMPTY, Address, Entry, Journal
from workbook.journal.formats import FORMAT, read_entry, write_entry
from workbook.journal.journal import continues

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
entries = st.builds(
    Entry,
    id=st.text("abcdef0123456789", min_size=2, max_size=4),
    address=st.builds(
        Address,
        st.sampled_from(["a", "b"]),
        st.sampled_from(["p", "p.q", "r"]),
        st.sampled_from(["", "1", "2"]),
    ),
    value=values,
    at=st.integers(0, 10_000).map(lambda seconds: NOON + timedelta(milliseconds=seconds)),
)


def entry(value, minutes=0, prompt="p", row="", id=None):
    address = Address("a", prompt, row)
    at = NOON + timedelta(minutes=minutes)
    return Entry(id or f"{prompt}{row}{minutes}", address, value, at)


def test_the_last_answer_holds_and_the_first_stays_in_the_history():
    journal = Journal().put(entry("old")).put(entry("new", minutes=1))
    assert journal.answer("a", "p") == "new"
    assert [one.value for one in journal.history(Address("a", "p"))] == ["old", "new"]


def test_an_entry_that_arrives_late_does_not_win_over_a_newer_one():
    journal = Journal().put(entry("newer", minutes=5)).put(entry("waited in a tab", minutes=1))
    assert journal.answer("a", "p") == "newer"
    assert len(journal.history(Address("a", "p"))) == 2


def test_putting_changes_nothing_in_the_journal_before():
    before = Journal().put(entry("old"))
    before.put(entry("new", minutes=1))
    assert before.answer("a", "p") == "old"


def test_rows_keep_the_order_they_were_begun_in_and_a_removed_row_can_come_back():
    journal = (
        Journal()
        .put(entry("second", minutes=2, prompt="p.what", row="b"))
        .put(entry("first", minutes=1, prompt="p.what", row="a"))
    )
    assert journal.rows("a", "p") == ("a", "b")
    journal = journal.put(entry(False, minutes=3, row="a"))
    assert journal.rows("a", "p") == ("b",)
    journal = journal.put(entry(True, minutes=4, row="a"))
    assert journal.rows("a", "p") == ("a", "b")
    assert journal.answer("a", "p.what", "a") == "first"


def test_an_answer_taken_back_does_not_count_as_begun():
    journal = Journal().put(entry("something"))
    assert journal.begun("a")
    assert not journal.put(entry(None, minutes=1)).begun("a")


def test_edits_within_five_minutes_are_one_entry_of_the_history():
    first = entry("I was late", id="x")
    assert continues(first, "I was late and", NOON + timedelta(minutes=4), {"x"})
    assert not continues(first, "I was late and", NOON + timedelta(minutes=6), {"x"})


def test_an_edit_of_another_visit_is_never_continued():
    assert not continues(entry("I was late", id="x"), "I was late.", NOON, {"y"})


def test_deleting_most_of_a_text_begins_a_new_entry_so_that_the_text_stays():
    first = entry("I was late and did not call", id="x")
    assert not continues(first, "I", NOON, {"x"})
    assert not continues(first, None, NOON, {"x"})


@given(st.lists(entries, unique_by=lambda one: one.id))
def test_the_order_of_loading_does_not_matter(some):
    assert Journal.of(reversed(some)) == Journal.of(some)


@given(st.lists(entries, unique_by=lambda one: one.id))
def test_putting_one_by_one_is_the_same_as_loading_all(some):
    journal = Journal()
    for one in some:
        journal = journal.put(one)
    assert journal == Journal.of(some)


@given(entries)
def test_an_entry_reads_back_as_it_was_written(one):
    assert read_entry(one.id, write_entry(one), FORMAT) == one


def test_unknown_ids_are_kept():
    journal = Journal.of([entry("words", prompt="a_prompt_nobody_knows_any_more")])
    assert journal.answer("a", "a_prompt_nobody_knows_any_more") == "words"


@given(st.lists(entries))
def test_what_is_known_of_rows_is_what_all_entries_say_after_each_change(some):
    journal = Journal()
    for one in some:
        journal = journal.put(one)
        for exercise, prompt in product("ab", "pr"):
            rows = rows_of(journal, exercise, prompt)
            own = {row: journal.answer(exercise, prompt, row) for row in rows}
            filled = sorted(row for row, value in own.items() if value not in EMPTY)
            assert journal.rows(exercise, prompt) == rows
            assert journal.filled(exercise, prompt) == tuple(filled)
        for exercise in "ab":
            assert journal.begun(exercise) == any(
                history[-1].value is not None
                for address, history in journal.histories.items()
                if address.exercise == exercise
            )


@given(st.lists(entries, min_size=1, unique_by=lambda one: one.id))
def test_without_an_address_a_journal_is_as_if_it_had_never_been(some):
    gone = some[0].address
    kept = [one for one in some if one.address != gone]
    assert Journal.of(some).without(gone) == Journal.of(kept)
    assert Journal.of(kept).without(gone) == Journal.of(kept)


def rows_of(journal, exercise, prompt):
    """Look through all there is, as nobody would who is in a hurry."""
    begun = {}
    for address, history in journal.histories.items():
        named = (address.exercise, address.prompt.split(".")[0])
        if address.row and named == (exercise, prompt):
            begun.setdefault(address.row, []).append(history[0].at)
    return tuple(
        row
        for row in sorted(begun, key=lambda row: (min(begun[row]), row))
        if journal.answer(exercise, prompt, row) is not False
    )
