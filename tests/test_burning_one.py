"""Burning one exercise: nothing of it is left anywhere, and all else stays as it was."""

import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_burning import files, sealed
from tests.test_visit import NOON, Browser
from tests.test_your_answers import keep
from tests.test_your_answers import sealed as sealed_copy
from workbook import messages
from workbook.guidance.progress import ASIDE, DONE, PAGE
from workbook.guidance.unsent import PUT_AWAY
from workbook.journal import Address
from workbook.pages.burning import BURNED
from workbook.pages.merging import KEPT, bring_in
from workbook.pages.place import COUNTRY, LATER

pytestmark = pytest.mark.usefixtures("light_words")

LETTING_GO = "10_letting_go"
LETTER = Address(LETTING_GO, "goodbye_letter")
WORDS = "The mug with the chip goes back into your box."
DECISION = Address(PAGE, BURNED, LETTING_GO)


@pytest.fixture
def browser(tmp_path):
    return written(tmp_path)


def written(folder, **how):
    """Return a tab with a letter that has a history, rows, decisions, and other answers."""
    browser = Browser(folder, **how)
    browser.answer_all(know="stays")
    visit = browser.page.visit
    visit.decide(DONE, "00_start", True)
    browser.type("goodbye_letter", WORDS * 40, LETTING_GO)
    browser.type("goodbye_letter", WORDS, LETTING_GO)  # another entry of the history
    browser.type("wave_plan", "a song", LETTING_GO, row="r1", column="cue")
    for what, about in ((DONE, LETTING_GO), (LATER, f"{LETTING_GO}.wave_plan")):
        visit.decide(what, about, True)
    browser.send("go", exercise="your_answers", step="burn")
    return browser


def burn(browser, exercise=LETTING_GO, **more):
    browser.send("burn_one", exercise=exercise, sure=True, **more)


def told(browser):
    return browser.last("told")


def offered(browser):
    (widget,) = [one for one in browser.page.widget.prompts if one.prompt["does"] == "burn_one"]
    return [one["id"] for one in widget.value["exercises"]]


def others(journal, exercise=LETTING_GO):
    """Return the histories of all that has nothing to do with an exercise."""
    histories = journal.histories.items()
    return {at: history for at, history in histories if exercise not in "".join(at)}


def left(journal, exercise=LETTING_GO):
    """Return where anything of an exercise is left, but for the decision to burn it."""
    found = {one.address for one in journal.entries() if exercise in "".join(one.address)}
    return found - {Address(PAGE, BURNED, exercise)}


@pytest.mark.parametrize("place", ["served", "own"])
def test_it_leaves_nothing_in_page_journal_and_files(tmp_path, place):
    browser = written(tmp_path, place=place)
    before, records = others(browser.journal), sealed(tmp_path)
    ids = [one.id for one in browser.journal.entries() if LETTING_GO in "".join(one.address)]
    pieces = [records[id][at : at + 24] for id in ids for at in (0, 90)]
    assert len(ids) == 5 and all(piece in files(tmp_path) for piece in pieces)
    assert offered(browser) == ["00_start", LETTING_GO]

    burn(browser)

    assert told(browser) == {"say": "told", "does": "burn_one", "text": messages.BURNED_ONE}
    assert offered(browser) == ["00_start"]
    assert browser.state(LETTING_GO) == "not_started"
    assert not any(piece in files(tmp_path) for piece in pieces)
    for tab in (browser, Browser(tmp_path, key=browser.key, place=place)):
        assert left(tab.journal) == set()
        assert others(tab.journal) == before
        assert tab.journal.answer(*DECISION) == sorted(ids)


def test_one_question_comes_first_and_burns_nothing(browser):
    before = browser.journal
    for sure in (None, 1, "true", [True]):
        browser.send("burn_one", exercise=LETTING_GO, sure=sure)
        asked = browser.last("burn_one")
        assert (asked["exercise"], asked["title"]) == (LETTING_GO, "Letting go")
        assert asked["closes"] == ""
    assert browser.journal is before


@pytest.mark.parametrize(
    "exercise",
    [None, "", "_page", "_aside", "99_none", "11_looking_back", 7, True, [LETTING_GO], {"a": 1}],
)
def test_what_is_no_exercise_with_answers_is_refused_calmly(browser, exercise):
    before = browser.journal
    for sure in (False, True):
        browser.send("burn_one", exercise=exercise, sure=sure)
        assert told(browser)["problem"] == messages.PAGE["burn_one_choose"]
    assert browser.journal is before


def test_without_the_start_its_facts_are_open_again_and_pages_close(browser):
    opens = browser.state(LETTING_GO)
    browser.send("burn_one", exercise="00_start")
    closes = browser.last("burn_one")["closes"]
    assert closes.startswith(messages.BURN_CLOSES.format(titles="“")[:-1])
    listed = {item["id"]: item for item in browser.live["list"]}
    burn(browser, "00_start")
    closed = {item["id"] for item in browser.live["list"] if item["state"] == "closed"}
    assert opens == "done" and LETTING_GO in closed
    now_closed = {one for one in closed if listed[one]["state"] != "closed"}
    assert now_closed and all(f"“{listed[one]['title']}”" in closes for one in now_closed)
    assert "self_harm_now" not in browser.page.visit.place().facts.known
    assert browser.view["exercise"] == "your_answers" and not browser.view["closed"]
    assert browser.journal.answer(*LETTER) == WORDS


def test_a_text_that_was_burned_there_before_stays_burned(browser, tmp_path):
    (*_, old) = browser.journal.history(LETTER)
    browser.send("burn", exercise=LETTING_GO, prompt=LETTER.prompt)
    burn(browser)
    assert left(browser.journal) == set()
    assert old.id in browser.journal.answer(*DECISION)
    assert bring_in(browser.page.visit, [old]) == 0


def test_another_tab_lets_go_of_it_when_it_is_looked_at_again(browser, tmp_path):
    other = Browser(tmp_path, key=browser.key)
    other.send("go", exercise=LETTING_GO, step="letter_step")
    burn(browser)
    other.send("refresh", now=NOON)
    assert left(other.journal) == set()
    assert not any(one.value for one in other.page.widget.prompts)


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ({"prompt": "goodbye_letter"}, "And one more line."),
        ({"prompt": "wave_plan", "row": "r1", "column": "act"}, "I walk"),
        ({"prompt": "wave_plan", "row": "r1"}, None),
    ],
)
def test_another_tab_that_goes_on_from_it_is_told_and_writes_nothing_back(
    browser, tmp_path, where, value
):
    other = Browser(tmp_path, key=browser.key)
    burn(browser)
    other.type(value=value, exercise=LETTING_GO, **where)
    assert other.last("burned")["elsewhere"] is True
    assert left(other.journal) == left(Browser(tmp_path, key=browser.key).journal) == set()
    other.type("goodbye_letter", "Begun anew.", LETTING_GO)
    assert Browser(tmp_path, key=browser.key).journal.answer(*LETTER) == "Begun anew."


def test_an_answer_elsewhere_is_kept_and_shows_what_is_gone(browser, tmp_path):
    other = Browser(tmp_path, key=browser.key)
    other.send("go", exercise="your_answers", step="burn")
    burn(browser)
    other.type("know", "Written after the fire.")
    assert other.journal.answer("00_start", "know") == "Written after the fire."
    assert offered(other) == ["00_start"]


@pytest.mark.parametrize("reloaded", [True, False])
def test_what_waited_in_another_tab_before_the_fire_is_gone_with_it(browser, tmp_path, reloaded):
    other = Browser(tmp_path, key=browser.key)
    waits = {"exercise": LETTING_GO, "value": WORDS, "age": 3 * 24 * 3600 * 1000}
    pending = [
        {**waits, "n": n, "prompt": name} for n, name in enumerate(("keep", "goodbye_letter"))
    ]
    later = {**pending[0], "n": 9, "prompt": "put_down", "age": 0}
    burn(browser)
    if reloaded:
        other = Browser(tmp_path, key=browser.key)
        other.send("hello", key=browser.key, now=NOON, pending=[*pending, later])
    else:
        for edit in (*pending, later):
            other.send("edit", **edit)
    assert left(other.journal) == {Address(LETTING_GO, "put_down")}
    gone = [said["prompt"] for said in other.heard if said["say"] == "burned"]
    assert gone == ["keep", "goodbye_letter"]


def test_a_sealed_copy_made_before_brings_nothing_of_it_back(browser, tmp_path):
    phrase = keep(browser)
    copy = sealed_copy(browser)
    burn(browser)
    before = browser.journal
    browser.send("bring", body=copy, phrase=phrase)
    assert told(browser)["text"] == messages.BROUGHT_NOTHING
    assert browser.journal == before
    assert Browser(tmp_path, key=browser.key).journal == before


@pytest.mark.usefixtures("impatient")
def test_while_the_store_is_locked_it_says_so_calmly_and_then_burns(browser, tmp_path):
    lock = sqlite3.connect(tmp_path / "journal.sqlite")
    lock.execute("begin exclusive")
    burn(browser)
    assert told(browser)["problem"] == messages.CANNOT_BURN
    assert browser.journal.answer(*LETTER) == WORDS
    lock.rollback()
    lock.close()
    burn(browser)
    assert told(browser)["text"] == messages.BURNED_ONE
    assert left(Browser(tmp_path, key=browser.key).journal) == set()


def test_in_the_example_nothing_burns(browser):
    before = browser.journal
    browser.send("example")
    shown, heard = browser.journal, len(browser.heard)
    burn(browser, "00_start")
    assert browser.heard[heard:] == [] and browser.journal is shown
    browser.send("own", now=NOON)
    assert browser.journal is before


EXERCISES = ("00_start", "04_time_apart", LETTING_GO)
PLACES = [
    place
    for exercise in EXERCISES
    for place in (
        Address(exercise, "know"),
        Address(exercise, "who", "r1"),
        Address(exercise, "who.name", "r1"),
        Address(exercise, "note", "2026-06-12"),
        Address(PAGE, DONE, exercise),
        Address(PAGE, LATER, f"{exercise}.note@2026-06-12"),
        Address(PAGE, PUT_AWAY, f"{exercise}.know"),
        Address(ASIDE, f"{exercise}.urge"),
    )
] + [Address(PAGE, COUNTRY), Address(PAGE, KEPT), Address("20_later", "00_start")]
entries = st.lists(
    st.tuples(st.sampled_from(PLACES), st.booleans(), st.integers(0, 9)), min_size=1, max_size=24
)


@settings(max_examples=25, deadline=None)
@given(entries, st.sampled_from(EXERCISES))
def test_all_else_stays_after_a_reload_and_after_an_older_copy(given_entries, exercise):
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(Path(folder))
        visit = browser.page.visit
        start = datetime.now(UTC) - timedelta(days=1)
        for number, (address, value, hours) in enumerate(given_entries):
            visit.put(address, value, start + timedelta(hours=hours, minutes=number))
        older = tuple(visit.journal.entries())
        kept = {one for one in older if not belongs(one.address, exercise)}
        visit.burn_exercise(exercise)
        again = Browser(Path(folder), key=browser.key)
        for tab in (browser, again):
            assert stays(tab.journal, exercise) == kept
            assert bring_in(tab.page.visit, older) == 0
            assert stays(tab.journal, exercise) == kept
        assert stays(Browser(Path(folder), key=browser.key).journal, exercise) == kept


def belongs(address, exercise):
    """Tell by the list above, and not by what is tested, whether an address is of an exercise."""
    first = EXERCISES.index(exercise) * 8
    return address in PLACES[first : first + 8]


def stays(journal, exercise):
    return {one for one in journal.entries() if one.address != Address(PAGE, BURNED, exercise)}
