"""Burning one text: it is gone from the page, the journal, the store and every tab."""

import sqlite3
from dataclasses import replace

import pytest

from tests.test_visit import NOON, Browser
from workbook import messages
from workbook.content.loader import load_content
from workbook.guidance.progress import PAGE
from workbook.journal import Address
from workbook.pages import page as pages
from workbook.pages.burning import BURNED

LETTER = "Dear K., I keep the mug. I do not keep the rest of it. " * 40
WHERE = Address("00_start", "know")


@pytest.fixture(autouse=True)
def one_text_may_be_burned(monkeypatch):
    """Let a text of the start be burned, so that these tests need no later exercise."""
    content = load_content()
    start = content.exercises[0]
    prompts = tuple(
        prompt.model_copy(update={"burn": prompt.id == WHERE.prompt})
        if prompt.kind == "text"
        else prompt
        for prompt in start.prompts
    )
    changed = start.model_copy(update={"prompts": prompts})
    content = replace(content, exercises=(changed, *content.exercises[1:]))
    monkeypatch.setattr("tests.test_visit.load_content", lambda: content)


def burn(browser, prompt=WHERE.prompt):
    browser.send("burn", exercise=WHERE.exercise, prompt=prompt, sheet="")


def sealed(folder):
    with sqlite3.connect(folder / "journal.sqlite") as database:
        return dict(database.execute("select record, sealed from records"))


def files(folder):
    return b"".join(path.read_bytes() for path in folder.iterdir())


def written(folder, **how):
    """Return a tab with a letter that has a history, and other answers beside it."""
    browser = Browser(folder, **how)
    browser.send("go", exercise="00_start", step="know_or_guess")
    browser.type("guess", "stays")
    browser.type("know", LETTER)
    browser.type("know", "Dear K.")  # takes away more than half: another entry of the history
    assert len(browser.journal.history(WHERE)) == 2
    return browser


@pytest.mark.parametrize("place", ["served", "own"])
def test_a_burned_text_leaves_nothing_in_page_journal_and_files(tmp_path, place):
    browser = written(tmp_path, place=place)
    ids = [entry.id for entry in browser.journal.history(WHERE)]
    pieces = [sealed(tmp_path)[id][at : at + 24] for id in ids for at in (0, 150)]
    assert all(piece in files(tmp_path) for piece in pieces)
    assert browser.live["written"] == ["know"]

    burn(browser)

    assert not any(piece in files(tmp_path) for piece in pieces)
    assert browser.last("burned") == {
        "say": "burned",
        "exercise": "00_start",
        "prompt": "know",
        "sheet": "",
        "elsewhere": False,
    }
    again = Browser(tmp_path, key=browser.key, place=place)
    for tab in (browser, again):
        assert tab.journal.history(WHERE) == ()
        assert tab.journal.answer("00_start", "guess") == "stays"
        assert tab.journal.answer(PAGE, BURNED, "00_start.know") == sorted(ids)
    assert browser.live["written"] == []
    shown = {child.prompt["id"]: child.value for child in browser.page.widget.prompts}
    assert shown["know"] is None


def test_something_new_can_be_written_and_burned_as_well(tmp_path):
    browser = written(tmp_path)
    burn(browser)
    browser.type("know", "a new one")
    assert Browser(tmp_path, key=browser.key).journal.answer(*WHERE) == "a new one"
    burn(browser)
    assert len(browser.journal.answer(PAGE, BURNED, "00_start.know")) == 3
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()


def test_what_another_tab_wrote_into_it_burns_with_it(tmp_path):
    browser = written(tmp_path)
    other = Browser(tmp_path, key=browser.key)
    other.type("know", "Dear K., once more, from the other tab.")
    burn(browser)
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()
    assert not any(sealed(tmp_path)[entry.id] for entry in other.journal.history(WHERE))


def test_another_tab_lets_go_of_it_when_it_is_looked_at_again(tmp_path):
    browser = written(tmp_path)
    other = Browser(tmp_path, key=browser.key)
    burn(browser)
    other.send("refresh", now=NOON)
    assert other.journal.history(WHERE) == ()
    assert other.journal.answer("00_start", "guess") == "stays"


def test_another_tab_that_types_on_is_told_and_writes_nothing_back(tmp_path):
    browser = written(tmp_path)
    other = Browser(tmp_path, key=browser.key)
    burn(browser)
    other.type("know", "Dear K. And one more line.")
    assert other.last("burned")["elsewhere"] is True
    assert "saved" not in [said["say"] for said in other.heard]
    assert other.journal.history(WHERE) == ()
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()
    other.type("know", "Begun anew.")
    assert Browser(tmp_path, key=browser.key).journal.answer(*WHERE) == "Begun anew."


def test_what_waited_in_another_tab_before_the_fire_is_gone_with_it(tmp_path):
    browser = written(tmp_path)
    burn(browser)
    waits = {"n": 9, "exercise": "00_start", "prompt": "know", "value": LETTER, "age": 60_000}
    other = Browser(tmp_path, key=browser.key)
    other.send("hello", key=browser.key, now=NOON, pending=[waits])
    assert other.last("burned")["elsewhere"] is True
    assert other.journal.history(WHERE) == ()


def test_a_tab_that_opens_again_brings_nothing_burned_with_it(tmp_path):
    browser = written(tmp_path)
    other = Browser(tmp_path, key=browser.key)
    burn(browser)
    other.send("hello", key=other.key, now=NOON, pending=[])
    assert other.journal.history(WHERE) == ()
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()


def test_a_store_begun_anew_by_another_tab_gives_it_up_again(tmp_path):
    browser = written(tmp_path)
    other = Browser(tmp_path, key=browser.key)
    burn(browser)
    (tmp_path / "journal.sqlite").unlink()
    other.type("guess", "stays, and goes on")  # writes all it holds, and knows of no fire
    assert any(sealed(tmp_path)[entry.id] for entry in other.journal.history(WHERE))
    browser.send("refresh", now=NOON)
    other.send("refresh", now=NOON)
    assert browser.journal.history(WHERE) == other.journal.history(WHERE) == ()
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()


@pytest.mark.usefixtures("impatient")
def test_while_the_store_is_locked_it_says_so_calmly_and_then_burns(tmp_path):
    browser = written(tmp_path)
    lock = sqlite3.connect(tmp_path / "journal.sqlite")
    lock.execute("begin exclusive")
    burn(browser)
    assert browser.last("refused") == {
        "say": "refused",
        "form": "burn",
        "text": messages.CANNOT_BURN,
    }
    assert len(browser.journal.history(WHERE)) == 2
    lock.rollback()
    lock.close()
    burn(browser)
    assert browser.heard[-1]["say"] == "burned"
    assert Browser(tmp_path, key=browser.key).journal.history(WHERE) == ()


@pytest.mark.parametrize("prompt", ["guess", "urge", "no_such_prompt", ""])
def test_what_may_not_be_burned_stays(tmp_path, prompt):
    browser = written(tmp_path)
    burn(browser, prompt)
    assert browser.heard[-1]["text"] == messages.CANNOT_BURN
    assert browser.journal.answer("00_start", "guess") == "stays"


def test_only_a_box_that_may_be_burned_has_the_button(tmp_path):
    browser = written(tmp_path)
    may = {block["id"]: block["burn"] for block in browser.view["blocks"]}
    assert may == {"know": True, "guess": False, "leave_undone": False}
    assert "burn" in pages.OpenPage(browser.page.visit, header="")._does
