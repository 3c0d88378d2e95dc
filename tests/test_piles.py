"""The kinds sort and timer: what an author may write, and what is kept of an answer."""

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook import messages
from workbook.content.check import check_folder
from workbook.content.loader import load_content
from workbook.content.models import Content, Exercise
from workbook.content.paths import data_folder
from workbook.content.prompts import Prompt, RowsPrompt
from workbook.content.references import ids_of
from workbook.errors import AnswerProblem
from workbook.guidance.accepting import accept, column_of
from workbook.journal import Address, Entry, Journal
from workbook.pages.drawing import draw, has_control, is_group, value_of
from workbook.pages.place import Place

BLAME = "exercises/02_blame_inventory.toml"
SORT = """
[[prompts]]
id = "who_i_am"
step = "first"
kind = "sort"
ask = "Which pile does it belong to?"
row = "Line"
add = "Add another line"
piles = ["Still me", { id = "was_us", say = "Was us", facts = ["shared_home"] }]
"""
TIMER = """
[[prompts]]
id = "quiet"
step = "first"
kind = "timer"
ask = "Two quiet minutes"
minutes = 2
lines = ["Feel your feet."]
"""
REVIEW = """
[[prompts]]
id = "what_stays"
step = "first"
kind = "review"
ask = "What stays"
empty = "Nothing yet."
of = ["who_i_am"]
where = { column = "pile", is = "still_me" }
columns = ["what"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content to which a test may add prompts."""
    shutil.copytree(data_folder(), tmp_path / "data")
    shutil.copytree(data_folder().parent / "notebooks", tmp_path / "notebooks")
    return tmp_path / "data"


@pytest.fixture
def content(folder: Path) -> Content:
    add(folder, SORT, TIMER, REVIEW)
    return load_content(folder)


@pytest.fixture
def exercise(content: Content) -> Exercise:
    return content.exercise("blame_inventory")


def add(folder: Path, *prompts: str) -> None:
    path = folder / BLAME
    path.write_text(path.read_text("utf-8") + "".join(prompts), "utf-8")


def problem(folder: Path, prompt: str) -> str:
    """Add a prompt, and return the only problem that its file has then."""
    add(folder, prompt)
    found = [said for said in check_folder(folder) if said.startswith(f"data/{BLAME}: ")]
    assert len(found) == 1, found
    return re.sub(r"^.*?: (prompts\[\d+\]\.)?", "", found[0])


def journal_of(*rows: tuple[str, str, str]) -> Journal:
    """Make a journal of lines: row, what, pile."""
    entries = [
        Entry(
            f"{row}.{column}", Address("02_blame_inventory", f"who_i_am.{column}", row), value, at
        )
        for second, (row, what, pile) in enumerate(rows)
        for at in [datetime(2026, 5, 3, 12, 0, second, tzinfo=UTC)]
        for column, value in {"what": what, "pile": pile}.items()
        if value
    ]
    return Journal.of(entries)


def place_in(content: Content, exercise: Exercise, journal: Journal) -> Place:
    return Place(content, journal, exercise, "first", datetime(2026, 5, 4, 12, tzinfo=UTC))


def test_a_sort_needs_two_piles(folder):
    said = problem(folder, SORT.replace(', { id = "was_us"', ', ] # { id = "was_us"'))
    assert said.startswith('piles is ["Still me"]') or said.startswith("piles is ['Still me']")
    assert "should have at least 2 items" in said


def test_a_pile_used_twice_is_said(folder):
    said = problem(folder, SORT.replace('id = "was_us"', 'id = "still_me"'))
    assert "who_i_am.piles: the id still_me is used 2 times" in said


def test_a_pile_that_says_nothing_is_said_once(folder):
    assert problem(folder, SORT.replace('say = "Was us", ', "")) == "piles[1].say is missing."


def test_the_columns_of_a_sort_come_from_its_piles(folder):
    column = """
  [[prompts.columns]]
  id = "why"
  kind = "text"
  ask = "Why?"
"""
    assert problem(folder, SORT + column).startswith("columns is ")


def test_a_field_with_a_typo_names_the_fields_an_author_may_write(folder):
    said = problem(folder, SORT + 'pile = "one"\n')
    assert said == (
        "pile is not known here; allowed: add, ask, fact, hint, id, kind, piles, row, show_if, "
        'step, then. Did you mean "piles"?'
    )


@pytest.mark.parametrize("minutes", [0, 31])
def test_a_timer_runs_from_one_minute_to_thirty(folder, minutes):
    said = problem(folder, TIMER.replace("minutes = 2", f"minutes = {minutes}"))
    assert said.startswith(f"minutes is {minutes}; input should be ")


def test_a_review_of_a_column_that_does_not_exist_names_those_of_a_sort(folder):
    said = problem(folder, SORT + REVIEW.replace('["what"]', '["pil"]'))
    assert 'what_stays.columns names "pil"; allowed: what, pile. Did you mean "pile"?' in said


def test_lines_are_kept_under_two_ids_and_a_timer_under_none(content):
    ids = {name.removeprefix("02_blame_inventory.") for name in ids_of(content)}
    assert {"who_i_am", "who_i_am.what", "who_i_am.pile"} <= ids
    assert "quiet" not in ids


def test_a_line_and_its_pile_are_accepted(content, exercise):
    sort = exercise.prompt("who_i_am")
    assert isinstance(sort, RowsPrompt)
    what, pile = column_of(sort, "what"), column_of(sort, "pile")
    assert accept(content, what, "Running") == "Running"
    assert accept(content, pile, "was_us") == "was_us"
    assert accept(content, pile, None) is None
    refuse(content, pile, "new_me", messages.CHOOSE_ONE)
    refuse(content, what, "x" * 201, messages.TOO_LONG.format(over=1))


def test_a_timer_takes_no_answer(content, exercise):
    refuse(content, exercise.prompt("quiet"), 5, messages.NOT_AN_ANSWER)


def refuse(content: Content, prompt: Prompt, value: object, sentence: str) -> None:
    with pytest.raises(AnswerProblem) as problem:
        accept(content, prompt, value)
    assert str(problem.value) == sentence


def test_the_controls_get_what_they_draw(content, exercise):
    lines = journal_of(("r1", "Running", "still_me"), ("r2", "Sundays at theirs", ""))
    place = place_in(content, exercise, lines)
    sort, timer = exercise.prompt("who_i_am"), exercise.prompt("quiet")
    drawn = draw(place, sort)
    assert list(drawn["piles"]) == [
        {"id": "still_me", "say": "Still me", "hint": ""},
        {"id": "was_us", "say": "Was us", "hint": ""},
    ]
    assert "columns" not in drawn
    assert value_of(place, sort) == [
        {"row": "r1", "cells": {"what": "Running", "pile": "still_me"}},
        {"row": "r2", "cells": {"what": "Sundays at theirs"}},
    ]
    assert draw(place, timer)["lines"] == ("Feel your feet.",)
    assert value_of(place, timer) is None
    assert has_control(timer) and not is_group(timer) and is_group(sort)


def test_a_review_shows_the_lines_of_one_pile(content, exercise):
    lines = journal_of(("r1", "Running", "still_me"), ("r2", "Sundays at theirs", "was_us"))
    shown = value_of(place_in(content, exercise, lines), exercise.prompt("what_stays"))
    assert [one["lines"] for one in shown] == [[{"label": "Line", "text": "Running"}]]


def test_a_pile_may_give_a_fact(content, exercise):
    assert (
        place_in(content, exercise, journal_of(("r1", "The flat", ""))).facts.get("shared_home")
        is None
    )
    facts = place_in(content, exercise, journal_of(("r1", "The flat", "was_us"))).facts
    assert facts.get("shared_home") is True
