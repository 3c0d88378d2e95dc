"""All answers at once, as the browser asks for them: copies, new words, expiry and fire."""

import base64
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_visit import NOON, Browser
from workbook import messages
from workbook.errors import StoreUnavailable
from workbook.guidance.progress import PAGE
from workbook.pages.merging import KEPT

pytestmark = pytest.mark.usefixtures("light_words")

WORDS = "I watched the boats until the last one was in."
EXERCISE = "your_answers"
NAME = "notes-2026-06-13"
DOES = ("take", "share", "bring", "new_words", "change_words", "keep_for", "burn_one", "burn_all")


@pytest.fixture
def browser(tmp_path):
    return written(tmp_path)


def written(folder, **how):
    """Return a tab with two answers, on the page of all answers."""
    browser = Browser(folder, **how)
    browser.type("know", WORDS)
    browser.type("urge", 3)
    return at(browser, "copy")


def at(browser, step):
    browser.send("go", exercise=EXERCISE, step=step)
    return browser


def keep(browser):
    """Keep the answers, and return the six words."""
    browser.send("keep")
    return confirm(browser, "confirm")


def confirm(browser, do):
    said = browser.last("phrase")
    browser.send(do, words=[said["words"][number - 1] for number in said["ask"]])
    return " ".join(said["words"])


def choices(browser):
    (child,) = browser.page.widget.prompts
    return child.value


def taken(browser):
    said = browser.last("file")
    return said["name"], base64.b64decode(said["body"])


def sealed(browser):
    browser.send("take", format="sealed")
    return browser.last("file")["body"]


def refused(browser, does):
    said = browser.last("told")
    assert said["does"] == does and "text" not in said
    return said["problem"]


def answers(browser):
    return {one for one in browser.journal.entries() if one.address[:2] != (PAGE, KEPT)}


@pytest.mark.parametrize(
    ("format", "ending", "begins"),
    [("html", "html", b"<!doctype html"), ("markdown", "md", b"# "), ("word", "docx", b"PK")],
)
def test_a_readable_copy_has_a_name_that_tells_nothing(browser, format, ending, begins):
    browser.send("take", format=format, exercises=["00_start"])
    name, body = taken(browser)
    assert name == f"{NAME}.{ending}"
    assert body.lower().startswith(begins.lower())
    assert browser.last("told")["text"] == messages.COPY_MADE.format(name=name)


def test_only_ticked_exercises_go_into_a_copy(browser):
    browser.type("open_mind", "kept out", exercise="01_what_happened")
    offered = [one["id"] for one in choices(browser)["exercises"]]
    assert offered == ["00_start", "01_what_happened"]
    browser.send("take", format="data", exercises=["00_start"])
    files = zipfile.ZipFile(BytesIO(taken(browser)[1]))
    text = "".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())
    assert WORDS in text and "kept out" not in text


def test_a_share_copy_holds_what_is_ticked_word_for_word_and_no_more(browser):
    browser.type("guess", "This stays with me.")
    at(browser, "share")
    items = {item["id"]: item for item in choices(browser)["items"]}
    assert WORDS in items["00_start.know"]["preview"]
    browser.send("share", items=["00_start.know", "99.none"], to="  Dr. Moss ", password="")
    page = taken(browser)[1].decode()
    assert WORDS in page and "Dr. Moss" in page and "This stays with me." not in page


def test_a_share_copy_with_a_password_shows_nothing_without_it(browser):
    at(browser, "share")
    browser.send("share", items=["00_start.know"], to="", password="four otters on ice")
    page = taken(browser)[1].decode()
    assert WORDS not in page and "four otters" not in page


def test_without_six_words_no_sealed_copy_is_made_and_the_step_says_so(browser):
    assert choices(browser)["kept"] is False and choices(browser)["can_keep"] is True
    browser.send("take", format="sealed")
    assert refused(browser, "copy") == messages.PAGE["words_none"]
    browser.type("my_age", "no")
    at(browser, "copy")
    assert choices(browser)["can_keep"] is False


def test_a_sealed_copy_brings_all_back_after_a_fire(browser, tmp_path):
    phrase = keep(browser)
    before = answers(browser)
    copy = sealed(browser)
    assert browser.last("file")["name"] == f"{NAME}.secondlook"
    browser.send("burn_all", sure=True)
    assert not answers(browser)
    at(browser, "bring")
    browser.send("bring", body=copy, phrase=phrase.upper())
    assert browser.last("told") == {"say": "told", "does": "bring", "text": messages.BROUGHT}
    assert answers(browser) == before
    assert browser.live["keep"]["state"] == "tab"  # how it was kept is not brought along
    assert answers(Browser(tmp_path, key=browser.page.visit.gate.tab_key)) == before


def test_bringing_in_loses_nothing_that_is_here(browser, tmp_path):
    phrase = keep(browser)
    copy = sealed(browser)
    other = Browser(tmp_path)
    other.type("guess", "Written elsewhere.")
    other.send("bring", body=copy, phrase=phrase)
    assert other.journal.answer("00_start", "know") == WORDS
    assert other.journal.answer("00_start", "guess") == "Written elsewhere."
    other.send("bring", body=copy, phrase=phrase)
    assert other.last("told")["text"] == messages.BROUGHT_NOTHING


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda body: b"%PDF-1.7 " + body, "foreign"),
        (lambda body: b"", "cut"),
        (lambda body: body[:-9], "cut"),
        (lambda body: body[:8] + b"\xff\xff" + body[10:], "newer"),
        (lambda body: body + bytes(4 * 2**20), "too_large"),
    ],
)
def test_a_copy_that_cannot_be_read_is_refused_in_one_sentence(browser, change, reason):
    phrase = keep(browser)
    body = change(base64.b64decode(sealed(browser)))
    before = browser.journal
    browser.send("bring", body=base64.b64encode(body).decode(), phrase=phrase)
    assert refused(browser, "bring") == messages.COPY_REFUSED[reason]
    assert browser.journal is before


def test_wrong_words_open_no_copy_and_change_nothing(browser):
    phrase = keep(browser)
    body = sealed(browser)
    before = browser.journal
    for words, said in {
        " ".join(browser.page.visit.gate.new_phrase()): messages.COPY_REFUSED["other_phrase"],
        phrase.rsplit(" ", 1)[0]: messages.WRONG_COUNT.format(found=5),
    }.items():
        browser.send("bring", body=body, phrase=words)
        assert refused(browser, "bring") == said
    assert browser.journal is before


def test_new_words_open_and_old_ones_open_nothing(browser, tmp_path):
    old = keep(browser)
    copy = sealed(browser)
    at(browser, "words").send("new_words")
    assert browser.last("phrase")["change"] is True
    browser.send("change_words", words=["no", "words"])
    assert browser.last("refused")["text"] == messages.WRONG_WORDS
    new = confirm(browser, "change_words")
    assert browser.last("told")["text"] == messages.WORDS_CHANGED
    other = Browser(tmp_path)
    other.send("open", phrase=old, bring=False)
    assert other.last("refused")["text"] == messages.WRONG_PHRASE
    other.send("bring", body=copy, phrase=old)  # what was taken before still opens
    assert other.journal.answer("00_start", "know") == WORDS
    other.send("open", phrase=new, bring=False)
    assert other.journal.answer("00_start", "know") == WORDS


def test_there_are_no_new_words_where_there_are_none(browser):
    at(browser, "words").send("new_words")
    assert not [said for said in browser.heard if said["say"] == "phrase"]
    browser.send("change_words", words=["a", "b"])
    assert browser.journal.answer(PAGE, KEPT) is None


def test_how_long_it_is_kept_is_chosen_and_shown(browser):
    at(browser, "how_long")
    assert choices(browser) == {"days": None, "tab": True}
    browser.send("keep_for", days=90)
    assert browser.last("told")["text"] == messages.KEPT_FOR.format(days=90)
    assert choices(browser)["days"] == 90
    for days in (1, True, -90, 90.5, "90", [90], {}):
        browser.send("keep_for", days=days)
        assert refused(browser, "expiry") == messages.CHOOSE_ONE
    assert choices(browser)["days"] == 90
    browser.send("keep_for", days=None)
    assert choices(browser)["days"] is None


def test_what_only_a_tab_can_open_is_not_said_to_stay_for_ever(browser):
    at(browser, "how_long").send("keep_for", days=None)
    assert browser.last("told")["text"] == messages.KEPT_IN_TAB
    keep(browser)
    at(browser, "how_long").send("keep_for", days=None)
    assert browser.last("told")["text"] == messages.KEPT_FOR_EVER
    assert choices(browser) == {"days": None, "tab": False}


def test_the_first_step_leads_straight_to_each_of_the_others(browser):
    parts = browser.view["parts"]
    assert [part["step"] for part in parts] == ["share", "bring", "words", "how_long", "burn"]
    assert not at(browser, "burn").view["parts"]
    browser.send("go", exercise="00_start")
    assert not browser.view["parts"]


@pytest.mark.parametrize("place", ["served", "own"])
def test_all_of_it_burns_only_for_who_is_sure(tmp_path, place):
    browser = at(written(tmp_path, place=place), "burn")
    for sure in (None, 1, "true", [True]):
        browser.send("burn_all", sure=sure)
        assert refused(browser, "burn") == messages.PAGE["burn_all_tick"]
    assert WORDS in str(answers(browser))
    key = browser.key
    browser.send("burn_all", sure=True)
    new_key = browser.last("gone")["key"]
    assert new_key != key if place == "served" else new_key is None
    assert browser.view["title"] == messages.GONE_TITLE
    assert browser.view["step_text"] == messages.GONE
    assert browser.page.widget.prompts == [] and not answers(browser)
    assert not answers(Browser(tmp_path, key=key, place=place))
    browser.type("know", "Begun anew.")
    again = Browser(tmp_path, key=new_key, place=place)
    assert again.journal.answer("00_start", "know") == "Begun anew."


@pytest.mark.parametrize("do", ["edit", "refresh", "burn", "hello"])
def test_another_tab_learns_of_the_fire_and_brings_nothing_back(browser, tmp_path, do):
    other = written(tmp_path, key=browser.key)
    browser.send("burn_all", sure=True)
    if do == "edit":
        other.type("know", WORDS + " And one line more.")
    elif do == "hello":  # a reload where the kernel lives on
        other.send("hello", key=other.key, now=NOON, pending=[])
    else:
        other.send(do, now=NOON, exercise="10_letting_go", prompt="goodbye_letter")
    assert not answers(other)
    if do != "hello":
        assert other.view["step_text"] == messages.GONE_ELSEWHERE
        assert other.last("gone")["key"] != browser.key
    other.type("guess", "Begun anew.")
    assert WORDS not in str(answers(Browser(tmp_path, key=other.page.visit.gate.tab_key)))
    assert WORDS not in str(answers(Browser(tmp_path, key=browser.key)))


def test_while_the_store_is_away_each_step_says_so_and_nothing_is_lost(browser, monkeypatch):
    phrase = keep(browser)
    copy = sealed(browser)
    before = browser.journal

    def away(*_):
        raise StoreUnavailable("locked")

    gate = type(browser.page.visit.gate)
    for method in ("sealed_copy", "burned", "keep_for", "burn_journal", "change_phrase"):
        monkeypatch.setattr(gate, method, away)
    for does, do, said in (
        ("copy", "take", {"format": "sealed"}),
        ("bring", "bring", {"body": copy, "phrase": phrase}),
        ("expiry", "keep_for", {"days": 90}),
        ("burn", "burn_all", {"sure": True}),
    ):
        browser.send(do, **said)
        assert refused(browser, does) == messages.CANNOT_NOW
    browser.send("new_words")
    confirm(browser, "change_words")
    assert browser.last("refused")["text"] == messages.CANNOT_KEEP
    assert browser.journal is before


def test_what_goes_wrong_on_our_side_is_one_sentence_and_no_word_in_the_log(
    browser, monkeypatch, caplog
):
    def fails(*_, **__):
        raise RuntimeError(WORDS)

    monkeypatch.setattr("workbook.report.copies.making.make_copy", fails)
    browser.send("take", format="html", exercises=["00_start"])
    assert refused(browser, "copy") == messages.CANNOT_NOW
    assert "RuntimeError" in caplog.text and WORDS not in caplog.text


def test_in_the_example_nothing_of_this_does_anything(browser):
    before = browser.journal
    browser.send("example")
    at(browser, "share")
    assert WORDS not in str(choices(browser)) and choices(browser)["items"]
    heard = len(browser.heard)
    for do in DOES:
        browser.send(do, format="html", exercises=["00_start"], sure=True, days=90)
    assert browser.heard[heard:] == []
    browser.send("own", now=NOON)
    assert browser.journal is before


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("html"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
FIELDS = (
    "format",
    "exercises",
    "exercise",
    "sure",
    "items",
    "to",
    "password",
    "body",
    "phrase",
    "words",
    "days",
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(DOES), st.dictionaries(st.sampled_from(FIELDS), anything))
def test_whatever_comes_is_answered_calmly_and_nothing_is_lost(browser, do, fields):
    before = browser.journal
    heard = len(browser.heard)
    browser.send(do, **fields)
    said = [one["say"] for one in browser.heard[heard:]]
    assert set(said) <= {"told", "refused"}
    assert browser.journal is before


def test_the_way_to_all_answers_is_open_from_every_page(browser):
    ways = [browser.live["keep"]["all"]]
    browser.type("dark_thoughts", "not_wake")
    browser.send("go", exercise="08_reaching_out")
    assert browser.view["closed"]
    ways += [browser.live["keep"]["all"]]
    assert {way["exercise"] for way in ways} == {EXERCISE}
    at(browser, "burn")
    assert not browser.view["closed"]
