"""Bringing one journal into another: the union of both, whatever was made up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_visit import Browser
from workbook import vault
from workbook.content.loader import load_content
from workbook.content.prompts import RowsPrompt
from workbook.guidance.accepting import accept
from workbook.guidance.progress import ASIDE, DONE, PAGE
from workbook.guidance.unsent import PUT_AWAY
from workbook.journal import Address, Entry, Journal
from workbook.pages.burning import BURNED, burned_ids
from workbook.pages.merging import KEPT, bring_in, entries_to_take
from workbook.pages.place import COUNTRY, LATER
from workbook.sealed_file import read_sealed, write_sealed
from workbook.web import sealed_entries

pytestmark = pytest.mark.usefixtures("light_words")

CONTENT = load_content()
NOW = datetime(2026, 6, 13, 10, tzinfo=UTC)
WORDS = ("abacus", "walnut", "drop-down", "t-shirt", "zoom", "yo-yo")
KNOW = Address("00_start", "know")
PLACES = [
    (KNOW, "words"),
    (Address("00_start", "urge"), 3),
    (Address("00_start", "guess"), ["no text"]),
    (Address("01_what_happened", "timeline.what", "r1"), "a row"),
    (Address("20_later", "kept_for_a_version_that_knows_it"), {"a": [1]}),
]


def entry(value="words", address=KNOW, id=None, **before):
    return Entry(id or vault.new_id(), address, value, NOW - timedelta(**before))


def take(brought, present=(), burned=(), now=NOW):
    return entries_to_take(CONTENT, Journal.of(present), brought, burned, now)


def merged(one, other):
    """Return what a journal is after another was brought into it."""
    taken = entries_to_take(CONTENT, one, list(other.entries()), burned_ids(one), NOW)
    return without_burned([*one.entries(), *taken])


def without_burned(entries):
    both = Journal.of(entries)
    gone = burned_ids(both)
    return Journal.of(entry for entry in both.entries() if entry.id not in gone)


@st.composite
def some_journals(draw, how_many):
    """Draw journals that share ids, as journals do that were one once; an id has one place."""
    found = []
    for _ in range(how_many):
        entries = []
        for number in draw(st.sets(st.integers(0, 9))):
            address, value = PLACES[number % len(PLACES)]
            minutes = draw(st.integers(0, 3))
            again = value + str(minutes) if isinstance(value, str) else value
            entries.append(entry(again, address, f"{number:032x}", minutes=minutes))
        burned = sorted(draw(st.sets(st.integers(0, 9), max_size=2)))
        if burned:
            decision = Address(PAGE, BURNED, "00_start.know")
            id = bytes(burned).hex().rjust(32, "f")
            entries.append(entry([f"{number:032x}" for number in burned], decision, id))
        found.append(merged(Journal(), without_burned(entries)))
    return found


@given(some_journals(2))
def test_it_makes_no_difference_which_journal_is_brought_into_which(journals):
    one, other = journals
    assert merged(one, other) == merged(other, one)


@given(some_journals(3))
def test_it_makes_no_difference_in_which_order_journals_are_brought_in(journals):
    one, two, three = journals
    assert merged(merged(one, two), three) == merged(one, merged(two, three))


@given(some_journals(2))
def test_bringing_in_the_same_again_changes_nothing(journals):
    one, other = journals
    both = merged(one, other)
    assert merged(both, other) == merged(both, both) == both
    assert take(list(other.entries()), both.entries(), burned_ids(both)) == []


@given(some_journals(2))
def test_nothing_is_lost_but_what_was_burned(journals):
    both = merged(*journals)
    there = {entry.id: entry for entry in both.entries()}
    for entry in (entry for journal in journals for entry in journal.entries()):
        if entry.id in burned_ids(both):
            assert entry.id not in there
        else:
            assert there[entry.id].at >= entry.at


def test_of_two_versions_of_one_entry_the_later_counts():
    old, new = entry("Hel", minutes=2), entry("Hello", minutes=1)
    new = replace(new, id=old.id)
    assert take([new], [old]) == [new]
    assert take([old], [new]) == []


def test_what_was_burned_here_is_not_brought_back():
    one = entry()
    assert take([one], burned=[one.id]) == []


def test_an_id_never_moves_to_another_place():
    one = entry(minutes=1)
    moved = replace(one, address=Address("00_start", "guess"), at=NOW)
    assert take([moved], [one]) == []


def test_that_another_journal_is_kept_says_nothing_about_this_one():
    assert take([entry(True, Address(PAGE, KEPT))]) == []


@pytest.mark.parametrize(
    "forged",
    [
        entry(id="a" * 31),
        entry(id="A" * 32),
        entry(id="a" * 32 + "\n"),
        replace(entry(), id=""),
        entry(address=Address("00_start", "timeline.what", "\ud800")),
        entry(address=Address("00_start", "know", "a\nb")),
        entry(address=Address("x" * 301, "know")),
        replace(entry(), at=datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_what_no_journal_writes_is_not_taken(forged):
    assert take([forged]) == []


def test_what_a_clock_wrote_that_was_ahead_is_set_back_to_now_in_its_order():
    ahead = [entry(f"{day}", days=-day) for day in (900, 30, 1)]
    taken = take(ahead)
    assert [one.value for one in taken] == ["1", "30", "900"]
    assert all(NOW - timedelta(seconds=1) < one.at <= NOW for one in taken)
    assert take(ahead, taken, now=NOW + timedelta(hours=1)) == []


def test_a_time_finer_than_is_written_down_is_not_news_for_ever():
    one = replace(entry(minutes=1), at=NOW - timedelta(microseconds=1_500))
    taken = take([one])
    assert taken == [replace(one, at=NOW - timedelta(milliseconds=2))]
    assert take([one], taken) == []


def test_once_the_own_clock_is_right_the_true_times_come_back():
    true = entry()
    (set_back,) = take([true], now=NOW - timedelta(days=3_000))
    assert set_back.at < true.at
    assert take([true], [set_back]) == [true]


def test_half_a_character_is_made_whole_where_it_would_be_shown():
    assert take([entry("\ud83d here")])[0].value == "\N{REPLACEMENT CHARACTER} here"


def test_a_text_that_was_allowed_to_be_longer_stays():
    long = "x" * 30_000
    assert take([entry(long)])[0].value == long


def test_an_answer_that_is_not_allowed_here_is_set_aside_until_it_is():
    urge = Address("00_start", "urge")
    (aside,) = take([entry(99, urge)])
    assert (aside.address, aside.value) == (Address(ASIDE, "00_start.urge"), 99)
    allowed = replace(aside, address=urge, value=9)
    assert take([allowed], [aside]) == [allowed]
    assert Journal.of([aside, allowed]).answer(*urge) == 9


WRONG = [
    None,
    True,
    7,
    10**30,
    0.5,
    "",
    "x",
    "9999-12-31",
    "\ud800",
    [],
    ["x"],
    [[1]],
    {},
    {"own": "x"},
]
ROWS = ["", "r1", "0001-01-01", "2026-06-08", "9999-12-31", "9999-12-31T23:59:59Z", "20260608"]
DECISIONS = [BURNED, DONE, LATER, COUNTRY, PUT_AWAY, "decided_later"]


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_what_is_taken_is_what_its_prompt_allows_and_all_else_is_set_aside(value):
    places = [Address(*name, row) for name in asked() for row in ("", "2026-06-08")]
    taken = take([entry(value, address) for address in places])
    assert len(taken) == len(places)
    allowed = [one for one in taken if one.address.exercise != ASIDE]
    for one, wanted in ((one, prompt_at(one.address)) for one in allowed):
        if isinstance(wanted, RowsPrompt):
            assert isinstance(one.value, bool)
        elif wanted:
            assert accept(CONTENT, wanted, one.value) == one.value
    assert len(allowed) < len(taken) or value in (None, "")


def prompt_at(address):
    """Return the prompt or column at an address, or None for a column that is gone."""
    name, _, column = address.prompt.partition(".")
    prompt = CONTENT.exercise(address.exercise).prompt(name)
    if column:
        return next((one for one in prompt.columns if one.id == column), None)
    return prompt


def asked():
    """Yield the name of everything that may be asked, and where a row of it may be."""
    for exercise in CONTENT.exercises:
        for prompt in exercise.prompts:
            yield exercise.id, prompt.id
            for column in prompt.columns if isinstance(prompt, RowsPrompt) else ():
                yield exercise.id, f"{prompt.id}.{column.id}"
            yield exercise.id, f"{prompt.id}.gone"


def made_up(turn):
    """Yield an entry of a wrong kind for every place that a page may look at."""
    places = [Address(*name, row) for name, row in product(asked(), ROWS)]
    about = ["", "00_start", "00_start.know", "06_honest_apology.letter"]
    places += [Address(PAGE, decision, row) for decision, row in product(DECISIONS, about)]
    for number, address in enumerate(places):
        value = WRONG[(number // len(ROWS) + number + turn) % len(WRONG)]
        yield Entry(vault.new_id(), address, value, datetime.now(UTC))


@pytest.mark.parametrize("turn", [0, 7])
def test_no_page_stumbles_over_what_was_made_up_and_sealed_well(tmp_path, turn):
    browser = Browser(tmp_path)
    browser.answer_all(break_now="done", break_start="2026-04-01", changed="yes")
    visit = browser.page.visit
    assert bring_in(visit, [*made_up(turn)]) > 1_000
    for exercise in CONTENT.exercises:
        visit.decide(DONE, exercise.id, True)
    drawn = 0
    for exercise in CONTENT.exercises:
        browser.send("go", exercise=exercise.id, step=exercise.steps[0].id)
        assert browser.view["exercise"] == exercise.id
        for step in () if browser.view["closed"] else visit.place().steps:
            for sheet in ROWS if step.each else [""]:
                browser.send("go", exercise=exercise.id, step=step.id, sheet=sheet)
                assert browser.view["step"] == step.id
                drawn += 1
    assert drawn > 50
    assert not [said for said in browser.heard if said["say"] == "unsaved"]
    assert Browser(tmp_path, key=browser.key).journal == browser.journal


def test_a_journal_taken_to_another_installation_is_there_with_all_its_history(tmp_path):
    here, there = (tmp_path / name for name in ("here", "there"))
    here.mkdir()
    there.mkdir()
    old = Browser(here)
    old.answer_all()
    old.type("know", "I was late, and I did not call.")
    old.type("know", "I was late.")
    old.send("finish")
    gate = old.page.visit.gate
    phrase = vault.wrap(vault.derive(WORDS), gate._journal, gate._data_key)
    body = write_sealed(gate._journal, gate._data_key, [phrase], old.journal.entries())

    new = Browser(there)
    new.type("guess", "written here")
    brought = read_sealed(body, WORDS)
    assert bring_in(new.page.visit, brought) == len(brought)
    assert bring_in(new.page.visit, brought) == 0
    for journal in (new.journal, Browser(there, key=new.key).journal):
        assert {*old.journal.histories} < {*journal.histories}
        for address, history in old.journal.histories.items():
            assert journal.history(address) == history
        assert journal.answer("00_start", "guess") == "written here"
    assert new.page.keeping.status()["can_keep"]


def test_what_the_other_journal_burned_burns_here_as_well(tmp_path):
    browser = Browser(tmp_path)
    browser.type("know", "burned elsewhere")
    browser.type("guess", "stays")
    visit = browser.page.visit
    (gone,) = visit.journal.history(KNOW)
    decision = Entry(vault.new_id(), Address(PAGE, BURNED, "00_start.know"), [gone.id], gone.at)
    assert bring_in(visit, [decision, gone]) == 1
    for journal in (browser.journal, Browser(tmp_path, key=browser.key).journal):
        assert journal.history(KNOW) == ()
        assert journal.answer("00_start", "guess") == "stays"


def test_a_journal_larger_than_what_is_saved_at_once_is_saved_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(sealed_entries, "AT_ONCE", 1_000)
    browser = Browser(tmp_path)
    brought = [entry(str(number)) for number in range(40)]
    assert bring_in(browser.page.visit, brought) == 40
    assert len(Browser(tmp_path, key=browser.key).journal.history(KNOW)) == 40
