"""Plans for a group, what may be shared in one, and what the invented group says."""

import re
import shutil
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content.check import check_folder
from workbook.content.loader import load_content
from workbook.content.paths import data_folder
from workbook.content.rehearsal import load_rehearsal
from workbook.content.sessions import (
    LARGEST,
    Meeting,
    Session,
    SessionItem,
    load_sessions,
    read_session,
    shared_prompts,
    write_session,
)
from workbook.content.vocabulary import ROUTES
from workbook.errors import ContentProblems

CONTENT = load_content()
PLANS = load_sessions()
PLAN = """
title = "Two evenings"
consent = "Nobody has to talk."
ground_rules = ["Pass on anything."]

[[meetings]]
title = "The first"

[[meetings.items]]
exercise = "time_apart"
minutes = 30
share = ["hard_hour"]
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(data_folder(), tmp_path / "data")
    return tmp_path / "data"


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(ContentProblems) as caught:
        read_session(text, CONTENT)
    return caught.value.problems


def test_our_plans_are_one_evening_eight_weeks_and_a_workshop():
    assert [*PLANS] == ["eight_weeks", "one_evening", "workday_workshop"]
    assert [len(plan.meetings) for plan in PLANS.values()] == [8, 1, 1]


@pytest.mark.parametrize(
    ("plan", "number"),
    [(name, number) for name, plan in PLANS.items() for number in range(len(plan.meetings))],
)
def test_whoever_finds_a_page_closed_has_another_one_in_the_same_meeting(plan, number):
    items = PLANS[plan].meetings[number].items
    routes = [set(CONTENT.exercise(item.exercise).routes) for item in items]
    assert len(items) > 1
    assert {*ROUTES} in routes, "one of them is open to everybody"
    closed = [item for item, its in zip(items, routes, strict=True) if its != {*ROUTES}]
    assert all("closed" in item.notes for item in closed[:1])


def test_start_here_comes_first_in_the_room_or_at_home():
    for name, plan in PLANS.items():
        first = plan.meetings[0].items[0].exercise
        assert first == "start" or '"Start here" is done at home' in plan.about, name


def test_only_the_prompts_that_a_plan_names_may_be_shared_and_else_all():
    named = SessionItem(exercise="time_apart", minutes=30, share=("hard_hour",))
    assert [one.id for one in shared_prompts(CONTENT, named)] == ["hard_hour"]
    every = SessionItem(exercise="04_time_apart", minutes=30)
    assert shared_prompts(CONTENT, every) == CONTENT.exercise("time_apart").shareable
    none = SessionItem(exercise="time_apart", minutes=30, share=())
    assert shared_prompts(CONTENT, none) == ()


def test_all_problems_of_a_plan_are_said_at_once_with_the_nearest_name():
    text = PLAN.replace('title = "Two', 'titel = "Two').replace('["hard_hour"]', '["hard_our"]')
    text += '[[meetings.items]]\nexercise = "letting_goo"\nminutes = 30\n'
    said = problems_of(text + '[[meetings.items]]\nexercise = "pause"\nminutes = 2\n')
    assert any("titel is not known here" in one and 'Did you mean "title"?' in one for one in said)
    assert any(
        one.startswith('meetings[0].items[0].share names "hard_our", which may not be shared;')
        and one.endswith('Did you mean "hard_hour"?')
        for one in said
    )
    assert any(
        'meetings[0].items[1].exercise is "letting_goo"' in one
        and one.endswith('Did you mean "letting_go"?')
        for one in said
    )
    assert any("meetings[0].items[2].minutes is 2" in one for one in said)


def test_what_may_not_be_shared_is_refused_in_a_plan_too():
    (said,) = problems_of(PLAN.replace("time_apart", "blame_inventory"))
    assert "of this exercise nothing may be" in said


@pytest.mark.parametrize(
    "text",
    [
        "title = ",
        "x" * (LARGEST + 1),
        f"title = {'[' * 50_000}",
        f"title = {'9' * 5_000}",
        f"{'a.' * 90_000}a = 1",
        f"title = 0x{'f' * 5_000}",
        f'consent = "{"c" * 5_000}"',
        "title = 1979-99-99",
        'title = "\\ud800"',
        "\ud800",
        f"meetings = [{'{items=[{exercise=1,minutes=3}]},' * 5_000}]",
        "meetings = [1, {items = [2, {exercise = 3}]}, {items = 4}]",
        "\0",
        "",
    ],
    ids=lambda text: re.sub(r"\W+", "", text[:12]) or "odd",
)
def test_a_hostile_file_is_refused_in_sentences_and_soon(text):
    begin = time.monotonic()
    said = problems_of(text)
    assert 0 < len(said) <= 51 and all(len(one) < 1_000 for one in said)
    assert time.monotonic() - begin < 5


words = st.text(min_size=1, max_size=80)
items = st.builds(
    SessionItem,
    exercise=st.sampled_from([one.name for one in CONTENT.exercises]),
    minutes=st.integers(3, 120),
    notes=st.text(max_size=80),
    share=st.sampled_from([None, ()]),
)
meetings = st.builds(Meeting, title=words, items=st.lists(items, min_size=1, max_size=4).map(tuple))
sessions = st.builds(
    Session,
    title=words,
    about=st.text(max_size=200),
    consent=words,
    ground_rules=st.lists(words, min_size=1, max_size=4).map(tuple),
    meetings=st.lists(meetings, min_size=1, max_size=3).map(tuple),
)


@given(sessions)
def test_a_plan_that_is_written_and_read_again_is_the_same(session):
    assert read_session(write_session(session), CONTENT) == session


def test_our_plans_too_and_a_text_of_many_lines_stays_readable():
    for plan in PLANS.values():
        written = write_session(plan)
        assert read_session(written, CONTENT) == plan
        assert "\nWelcome. Before we begin" in written


def test_workbook_check_lists_the_problems_of_all_plans_and_of_the_rehearsal(folder):
    plans = folder / "sessions"
    (plans / "one_evening.toml").write_text(PLAN.replace("time_apart", "time_appart"), "utf-8")
    (plans / "eight_weeks.toml").write_text("title = ", "utf-8")
    (plans / "mine.toml").write_bytes(b"\xff\xfe")
    wrong = (folder / "rehearsal.toml").read_text("utf-8").replace("hard_hour", "hard_our")
    (folder / "rehearsal.toml").write_text(wrong, "utf-8")
    said = check_folder(folder)
    assert any(
        "data/sessions/one_evening.toml: meetings[0].items[0].exercise" in one for one in said
    )
    assert any("data/sessions/eight_weeks.toml: is not valid TOML" in one for one in said)
    assert "data/sessions/mine.toml: is not saved as UTF-8 text." in said
    assert any('said names "04_time_apart.hard_our"' in one for one in said)


@pytest.mark.parametrize(
    ("file", "prompt", "why"),
    [
        ("00_start", "urge", "its answers give facts (urge)"),
        ("00_start", "stop_today", "whoever answers it tells something about their safety"),
        ("10_letting_go", "mine_again", "whoever answers it tells something about their safety"),
        ("10_letting_go", "instead_of_going", "tells something about their safety"),
        ("03_in_their_shoes", "letter_from_them", "it can be burned"),
        ("05_best_version", "discovery", 'its step has each = "week"'),
        ("02_blame_inventory", "first_guess", "it belongs to a draft or a pie"),
        ("04_time_apart", "note_became", "it belongs to a draft or a pie"),
        ("unsent_box", "see_now", "unsent_box is about the pages themselves"),
    ],
)
def test_what_may_not_be_shared_is_said_with_the_reason(folder, file, prompt, why):
    path = folder / "exercises" / f"{file}.toml"
    text = path.read_text("utf-8")
    marked = re.sub(rf'(\[\[prompts\]\]\nid = "{prompt}"\n)', r"\1share = true\n", text, count=1)
    assert marked != text
    path.write_text(marked, "utf-8")
    said = [one for one in check_folder(folder) if f"{prompt}.share is true" in one]
    assert any(why in one for one in said), said


def test_a_column_of_rows_cannot_be_shared(folder):
    path = folder / "exercises" / "05_best_version.toml"
    text = path.read_text("utf-8")
    column = 'id = "makes_me"\n'
    path.write_text(text.replace(column, f"{column}  share = true\n"), "utf-8")
    assert any("insecurities.makes_me.share is true" in one for one in check_folder(folder))


def test_nothing_is_shared_where_everything_is_about_safety_or_drafts():
    for name in ("start", "pause", "your_answers", "unsent_box", "where_from"):
        assert CONTENT.exercise(name).shareable == ()
    for exercise in CONTENT.exercises:
        assert len(exercise.shareable) <= 5


def test_the_invented_group_has_twelve_different_sentences_for_every_text_that_may_be_shared():
    said = load_rehearsal()
    asked = {
        f"{exercise.id}.{prompt.id}"
        for exercise in CONTENT.exercises
        for prompt in exercise.shareable
        if prompt.kind in ("text", "short_text")
    }
    assert {*said} == asked
    assert all(len({*sentences}) == len(sentences) >= 12 for sentences in said.values())


def test_the_plan_in_the_readme_is_a_plan():
    readme = (data_folder() / "README.md").read_text("utf-8")
    written = next(
        block
        for block in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
        if "[[meetings]]" in block
    )
    assert read_session(written, CONTENT).meetings[0].minutes == 60
