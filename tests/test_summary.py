"""The summary: it begins as one's own answers, and is never written over by itself."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_readiness import CONTENT, FREE
from tests.test_visit import Browser
from workbook.guidance.progress import DONE
from workbook.guidance.summary import begin_summary, read_summary
from workbook.journal import Address, Entry, Journal
from workbook.report.copies.making import list_items, make_copy, make_share_copy

BACK = CONTENT.exercise("looking_back")
SUMMARY = BACK.prompt("summary")
NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)
SAYS = {part.of: part.say for part in SUMMARY.parts}
ANSWERS = {
    "understood": "It began in spring.",
    "my_part_now": "I said it was fine.",
    "not_mine": "To keep him calm.",
    "keep_doing": "The pool on Fridays.\n\nThe drawer.",
    "decided": "I write nothing for now.",
    "next_step": "One box.",
}


def journal(**answers: object) -> Journal:
    """Return the start and looking back, answered in the morning."""
    given = [("00_start", name, value) for name, value in FREE.items()]
    given += [(BACK.id, name, value) for name, value in answers.items()]
    morning = NOON - timedelta(hours=5)
    return Journal.of(
        Entry(f"{n:03}", Address(exercise, prompt), value, morning + timedelta(minutes=n))
        for n, (exercise, prompt, value) in enumerate(given)
    )


def put(entries: Journal, prompt: str, value: object, exercise: str = BACK.id) -> Journal:
    return entries.put(Entry(f"later-{prompt}", Address(exercise, prompt), value, NOON))


def begins(entries: Journal) -> str:
    return begin_summary(CONTENT, entries, BACK, SUMMARY, NOON)


def reads(entries: Journal) -> str:
    return read_summary(CONTENT, entries, BACK, SUMMARY, NOON)


def test_each_answer_stands_under_its_heading_in_its_own_words():
    expected = [f"{say}\n{ANSWERS[of]}" for of, say in SAYS.items() if of != "not_mine"]
    assert begins(journal(**ANSWERS)) == "\n\n".join(expected)


def test_without_answers_it_is_empty():
    assert begins(journal()) == ""


def test_in_danger_it_says_what_was_never_mine_and_nothing_of_an_own_part():
    asked = CONTENT.exercise("start").prompt("harm_them")
    harm = next(one.id for one in asked.choices if "harm_by_them" in one.facts)
    entries = put(journal(**ANSWERS), "harm_them", [harm], "00_start")
    assert ANSWERS["not_mine"] in begins(entries)
    assert ANSWERS["my_part_now"] not in begins(entries)


@given(st.dictionaries(st.sampled_from([*ANSWERS]), st.none() | st.text()), st.none() | st.text())
def test_it_follows_the_answers_until_it_is_written_and_never_after(answers, own):
    entries = journal(**{**ANSWERS, **answers})
    assert reads(entries) == begins(entries)
    written = put(entries, "summary", own)
    for changed in (written, put(written, "decided", "Something else.")):
        assert reads(changed) == (own or "")


@pytest.fixture
def browser(tmp_path):
    """A participant who has answered everything that the summary begins with."""
    browser = Browser(tmp_path)
    browser.answer_all()
    browser.page.visit.decide(DONE, "00_start", True)
    for name, value in ANSWERS.items():
        browser.type(name, value, BACK.id)
    return browser


def drawn(browser):
    browser.send("go", exercise=BACK.id, step="summary_step")
    (widget,) = browser.page.widget.prompts
    return widget


def history(browser):
    return [one.value for one in browser.journal.history(Address(BACK.id, "summary"))]


def test_nothing_is_kept_before_somebody_changes_a_word(browser):
    widget = drawn(browser)
    assert widget.value == widget.prompt["begins"] != ""
    assert history(browser) == []


def test_an_own_word_stays_and_the_answers_of_today_are_offered_beside_it(browser):
    browser.type("summary", "In short: the car park.", BACK.id)
    browser.type("decided", "I do not know yet.", BACK.id)
    widget = drawn(browser)
    assert widget.value == "In short: the car park."
    assert "I do not know yet." in widget.prompt["begins"]


def test_what_is_begun_anew_leaves_the_words_before_it_in_the_history(browser):
    browser.type("summary", "In short: the car park.", BACK.id)
    again = drawn(browser).prompt["begins"]
    browser.type("summary", again, BACK.id, anew=True)
    browser.type("summary", f"{again} And more.", BACK.id)
    assert history(browser) == ["In short: the car park.", f"{again} And more."]


def test_emptied_it_stays_empty(browser):
    browser.type("summary", "In short.", BACK.id)
    browser.type("summary", "", BACK.id)
    assert not drawn(browser).value
    assert history(browser) == ["In short.", None]


@pytest.mark.parametrize("format", ["markdown", "html", "word"])
def test_a_copy_holds_it_as_it_stands_though_nothing_is_kept(format):
    entries = journal(decided="I write nothing for now.")
    words = "I write nothing for now."
    assert copied(entries, format).count(words) == 2  # the answer, and the summary of it
    own = put(entries, "summary", "In short: the car park.")
    assert copied(own, format).count(words) == 1 and "In short: the car park." in copied(
        own, format
    )
    assert copied(put(own, "summary", None), format).count(words) == 1


def copied(entries: Journal, format: str) -> str:
    body = make_copy(CONTENT, entries, [BACK.id], format, NOON).body
    return document_xml(body) if format == "word" else body.decode()


def document_xml(body: bytes) -> str:
    return ZipFile(BytesIO(body)).read("word/document.xml").decode()


def test_it_can_be_ticked_for_a_share_copy_and_the_tables_hold_only_answers():
    entries = journal(decided="I write nothing for now.")
    items = {one.id: one.preview for one in list_items(CONTENT, entries, NOON)}
    assert items[f"{BACK.id}.summary"] == reads(entries)
    page = make_share_copy(CONTENT, entries, [f"{BACK.id}.summary"], NOON).body.decode()
    assert "I write nothing for now." in page
    table = ZipFile(BytesIO(make_copy(CONTENT, entries, [BACK.id], "data", NOON).body))
    assert table.read("answers.csv").decode().count("I write nothing for now.") == 2
    assert f"{BACK.id}.summary" not in {one.id for one in list_items(CONTENT, journal(), NOON)}
