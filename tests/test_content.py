"""The content files: every problem is listed, with file, field, found and allowed."""

import json
import re
import shutil
from pathlib import Path

import pytest

from workbook.content.check import check_folder
from workbook.content.conditions import Condition
from workbook.content.loader import load_content
from workbook.content.paths import data_folder
from workbook.content.references import RELEASED, ids_of
from workbook.errors import ContentProblems

START = "exercises/00_start.toml"
BLAME = "exercises/02_blame_inventory.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content and the notebooks that a test may spoil."""
    shutil.copytree(data_folder(), tmp_path / "data")
    shutil.copytree(data_folder().parent / "notebooks", tmp_path / "notebooks")
    return tmp_path / "data"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def add(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def only(problems: list[str]) -> str:
    assert len(problems) == 1, problems
    return problems[0]


def test_our_own_content_has_no_problem():
    assert check_folder() == []


def test_a_wrong_kind_names_the_file_the_field_what_was_found_and_what_is_allowed(folder):
    change(folder, START, 'kind = "note"', 'kind = "noet"')
    said = only(check_folder(folder))
    assert said.startswith('data/exercises/00_start.toml: prompts[0].kind is "noet"; allowed: ')
    assert "text, draft, unsent, summary, short_text, choice" in said
    assert said.endswith('Did you mean "note"?')


def test_a_field_with_a_typo_names_the_nearest(folder):
    change(folder, START, "small_step =", "smal_step =")
    problems = check_folder(folder)
    assert any(
        "00_start.toml: smal_step is not known here" in said
        and said.endswith('Did you mean "small_step"?')
        for said in problems
    )
    assert "data/exercises/00_start.toml: small_step is missing." in problems


def test_a_wrong_route_names_the_nearest(folder):
    change(folder, BLAME, '"slow_rebuild"', '"slow_rebuilt"')
    said = only(check_folder(folder))
    assert 'routes[1] is "slow_rebuilt"; allowed: help_now' in said
    assert said.endswith('Did you mean "slow_rebuild"?')


def test_problems_of_all_files_are_listed_at_once(folder):
    change(folder, START, "minutes = 15", "minutes = 150")
    change(folder, BLAME, "minutes = 15", 'minutes = "long"')
    (folder / "measures" / "phq2.toml").write_text("title = ", "utf-8")
    (folder / "routes.toml").unlink()
    problems = check_folder(folder)
    assert any("00_start.toml: minutes is 150; input should be less than" in p for p in problems)
    assert any('02_blame_inventory.toml: minutes is "long"; input should be' in p for p in problems)
    assert any("measures/phq2.toml: is not valid TOML" in p for p in problems)
    assert "data/routes.toml: the file is missing." in problems


def test_a_prompt_id_used_twice_is_said(folder):
    change(folder, START, 'id = "what_this_is_not"', 'id = "what_this_is"')
    said = only(check_folder(folder))
    assert "00_start.toml: prompts: the id what_this_is is used 2 times" in said


def test_a_reference_to_a_prompt_that_does_not_exist_names_the_nearest(folder):
    change(folder, START, 'prompt = "my_age"', 'prompt = "my_agee"')
    said = only(check_folder(folder))
    assert 'names the prompt "my_agee", which does not exist. Did you mean "my_age"?' in said


def test_a_condition_that_tests_for_a_choice_that_does_not_exist_is_said(folder):
    change(folder, START, 'prompt = "my_age", is_not = "no"', 'prompt = "my_age", is_not = "noo"')
    said = only(check_folder(folder))
    assert 'tests for "noo"; my_age allows: yes, no. Did you mean "no"?' in said


def test_a_fact_that_does_not_exist_is_said(folder):
    change(folder, START, 'facts = ["me_under_18"]', 'facts = ["me_under18"]')
    said = only(check_folder(folder))
    assert 'choices[1].facts[0] is "me_under18"; allowed: ' in said
    assert said.endswith('Did you mean "me_under_18"?')


def test_a_condition_needs_one_subject_and_one_test(folder):
    change(folder, START, '{ prompt = "my_age", is_not = "no" }', '{ prompt = "my_age" }')
    assert "needs exactly one test; allowed: is, is_not" in only(check_folder(folder))


def test_a_circle_of_conditions_is_said(folder):
    add(
        folder,
        START,
        """
[[prompts]]
id = "first_half"
kind = "short_text"
ask = "One?"
show_if = { prompt = "second_half", answered = true }

[[prompts]]
id = "second_half"
kind = "short_text"
ask = "Two?"
show_if = { prompt = "first_half", answered = true }
""",
    )
    said = only(check_folder(folder))
    assert "show_if goes in a circle: " in said
    assert "start.first_half needs start.second_half" in said


DRAFT = """
[[prompts]]
id = "words"
kind = "draft"
of = "message"
ask = "Your words"
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('outcome = "urge"', 'words.outcome is "urge"; allowed: a choice of this exercise, device'),
        ('outcome = "devise"', 'Did you mean "device"?'),
        ('outcome = "other_ways"', 'words.outcome is "other_ways"; allowed: a choice of'),
        ('rest = "device"', 'words.rest is "device"; allowed: a scale of this exercise, '),
        ('moods = ["urge", "device"]', 'words.moods is "device"; allowed: a scale of'),
        ('moods = ["urgee", "urge"]', 'Did you mean "urge"?'),
    ],
)
def test_a_draft_that_names_a_prompt_of_another_kind_is_said(folder, line, said):
    add(folder, START, DRAFT + line)
    problem = only(check_folder(folder))
    assert problem.startswith("data/exercises/00_start.toml: words.")
    assert said in problem


def test_where_no_prompt_could_be_named_that_is_said(folder):
    box = "exercises/unsent_box.toml"
    add(folder, box, DRAFT + 'step = "one_line"\nrest = "rest_days"')
    said = only(check_folder(folder))
    assert said.endswith(
        'words.rest is "rest_days"; allowed: a scale of this exercise, of which there is none.'
    )


def test_a_draft_needs_to_say_whether_it_is_a_message_or_a_letter(folder):
    add(folder, START, DRAFT.replace('"message"', '"note"'))
    said = only(check_folder(folder))
    assert re.search(r'prompts\[\d+\]\.of is "note"; .*message.*letter', said)
    add(folder, START, 'moods = ["urge"]')
    assert any(".moods" in said for said in check_folder(folder))


CHART = """
[[prompts]]
id = "drawn_here"
kind = "chart"
ask = "A picture"
empty = "There is nothing yet."
"""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            'draws = "days"\nof = { "time_apart.slept" = "Sleep" }',
            'of names "time_apart.slept", which is not a scale that is answered each day',
        ),
        (
            'draws = "pie"\nof = { "urge" = "Urge" }',
            'of names "urge", which is not a pie, or a scale from 0 to 100; '
            "allowed: blame_inventory.first_guess, blame_inventory.pie, ",
        ),
        (
            'draws = "weeks"\nof = { "best_version.kep" = "Kept" }',
            'Did you mean "best_version.kept"?',
        ),
        (
            'draws = "weeks"\nof = { "best_version.kept" = "Kept" }\n'
            'marks = { "time_apart.slip" = { name = "Slip" } }',
            "marks cannot be drawn in weeks; allowed in: days, calendar.",
        ),
        (
            'draws = "days"\nof = { "time_apart.mood" = "Mood" }\n'
            'marks = { "time_apart.slip" = { name = "Slip", of = ["wrotte"] } }',
            'time_apart.slip marks "wrotte"; allowed: no, nearly, looked, wrote, flood, met, '
            'went. Did you mean "wrote"?',
        ),
        (
            'draws = "calendar"\nof = { "time_apart.mood" = "A note", "time_apart.urge" = "Urge" }',
            "of names 2 prompts; allowed in calendar: one.",
        ),
    ],
)
def test_a_chart_that_draws_what_cannot_be_drawn_is_said(folder, lines, said):
    add(folder, START, CHART + lines)
    problem = only(check_folder(folder))
    assert problem.startswith("data/exercises/00_start.toml: drawn_here.")
    assert said in problem


def test_what_an_unsent_box_names_must_be_a_draft(folder):
    add(
        folder,
        START,
        DRAFT
        + """
[[prompts]]
id = "lying"
kind = "unsent"
ask = "Your words"
empty = "There are none."
of = ["words", "honest_apology.letter", "urge", "words_again"]
""",
    )
    no_draft, nowhere = check_folder(folder)
    assert no_draft.startswith(
        'data/exercises/00_start.toml: lying.of names "urge", which is no draft; allowed: words, '
    )
    assert "honest_apology.letter" in no_draft and "reaching_out.message" in no_draft
    assert 'lying.of names the prompt "words_again", which does not exist' in nowhere


def test_only_a_draft_can_have_rested(folder):
    change(
        folder,
        START,
        '{ prompt = "my_age", is_not = "no" }',
        '{ rested = "my_age", is = true }',
    )
    said = only(check_folder(folder))
    assert said.startswith("data/exercises/00_start.toml: ")
    assert '.show_if: rested names "my_age", which is no draft; allowed: ' in said
    assert "reaching_out.message" in said
    change(folder, START, 'rested = "my_age"', 'rested = "honest_apology.letter"')
    assert check_folder(folder) == []


def test_only_what_shows_earlier_answers_can_have_something_to_show(folder):
    change(folder, START, '{ prompt = "my_age", is_not = "no" }', '{ shows = "my_age", is = true }')
    said = only(check_folder(folder))
    assert (
        '.show_if: shows names "my_age", which is no review, then_and_now or room; allowed: '
        in said
    )
    assert "looking_back.views_changed" in said and "looking_back.story_then" in said
    change(folder, START, 'shows = "my_age"', 'shows = "looking_back.story"')
    assert 'the prompt "looking_back.story", which does not exist' in only(check_folder(folder))
    change(folder, START, 'shows = "looking_back.story"', 'shows = "looking_back.story_then"')
    assert check_folder(folder) == []


def test_whether_a_draft_of_no_such_name_has_rested_names_the_nearest(folder):
    change(
        folder,
        START,
        '{ prompt = "my_age", is_not = "no" }',
        '{ rested = "honest_apology.leter", is = true }',
    )
    said = only(check_folder(folder))
    assert 'names the prompt "honest_apology.leter", which does not exist.' in said
    assert said.endswith('Did you mean "honest_apology.letter"?')


def test_a_circle_of_drafts_is_said(folder):
    loop = (
        DRAFT
        + """show_if = { rested = "more", is = true }

[[prompts]]
id = "more"
kind = "draft"
of = "letter"
ask = "More"
show_if = { rested = "words", is = true }
"""
    )
    add(folder, START, loop)
    assert "start.words needs start.more" in only(check_folder(folder))


def test_a_source_row_that_does_not_exist_is_said(folder):
    change(folder, START, 'sources = ["A11"', 'sources = ["A111"')
    said = only(check_folder(folder))
    assert 'sources names "A111", which is not in sources.toml. Did you mean "A11"?' in said


def test_a_released_id_that_is_gone_is_said(folder):
    change(folder, START, 'id = "device"', 'id = "devices"')
    said = only(check_folder(folder))
    assert f"{RELEASED}: 00_start.device was released and is gone" in said
    assert said.endswith('Did you mean "00_start.devices"?')


def test_the_list_of_released_ids_is_complete():
    lines = (data_folder() / RELEASED).read_text("utf-8").splitlines()
    assert set(ids_of(load_content())) == {line for line in lines if line[:1] not in ("", "#")}


def test_two_exercises_of_one_name_are_said(folder):
    shutil.copy(folder / BLAME, folder / "exercises" / "03_blame_inventory.toml")
    assert any("the name blame_inventory is used 2 times" in said for said in check_folder(folder))


def test_an_exercise_without_a_notebook_and_a_notebook_without_an_exercise_are_said(folder):
    notebooks = folder.parent / "notebooks"
    (notebooks / "01_what_happened.ipynb").rename(notebooks / "01_what_hapened.ipynb")
    problems = check_folder(folder)
    assert any("notebooks/01_what_happened.ipynb: is missing" in said for said in problems)
    assert any("notebooks/01_what_hapened.ipynb: has no exercise" in said for said in problems)


def test_a_folder_that_is_no_content_folder_is_said(tmp_path):
    assert only(check_folder(tmp_path)).endswith(
        "has no folder exercises; name the content folder."
    )


def test_the_loader_raises_all_problems_at_once(folder):
    change(folder, START, "minutes = 15", "minutes = 1")
    change(folder, BLAME, "minutes = 15", "minutes = 1")
    with pytest.raises(ContentProblems) as raised:
        load_content(folder)
    assert len(raised.value.problems) == 2


def test_content_cannot_be_changed_after_it_was_read():
    with pytest.raises(Exception, match="frozen"):
        load_content().exercises[0].title = "Another"  # type: ignore[misc]


def test_the_readme_of_the_content_teaches_an_exercise_that_opens(folder, monkeypatch):
    readme = (folder / "README.md").read_text("utf-8")
    name = re.search(r"Save this as `exercises/(\w+)\.toml`", readme)
    example = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    call = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert name and example and call
    (folder / "exercises" / f"{name[1]}.toml").write_text(example[1], "utf-8")
    source = call[1].strip().splitlines(keepends=True)
    notebook = json.loads((folder.parent / "notebooks" / "00_start.ipynb").read_text("utf-8"))
    notebook["cells"][1]["source"] = source
    (folder.parent / "notebooks" / f"{name[1]}.ipynb").write_text(json.dumps(notebook), "utf-8")
    assert check_folder(folder) == []

    content = load_content(folder)
    monkeypatch.setattr("workbook.web.opening.load_content", lambda: content)
    monkeypatch.setenv("WORKBOOK_DATA_FOLDER", str(folder.parent / "kept"))
    opened = {}
    exec(call[1].replace("open_exercise(", "opened['page'] = open_exercise("), {"opened": opened})
    assert opened["page"].view["title"] == content.exercise(name[1]).title


@pytest.mark.parametrize(
    ("test", "value", "passes"),
    [
        ({"is": "yes"}, "yes", True),
        ({"is": "yes"}, None, False),
        ({"is_not": "yes"}, None, True),
        ({"is_not": "yes"}, "yes", False),
        ({"any_of": ["a", "b"]}, "b", True),
        ({"includes": "a"}, ["a", "b"], True),
        ({"includes": "a"}, None, False),
        ({"at_least": 3}, 3, True),
        ({"at_least": 3}, 2, False),
        ({"at_least": 3}, "3", False),
        ({"at_most": 3}, 4, False),
        ({"at_most": 0}, 0, True),
        ({"answered": True}, None, False),
        ({"answered": False}, None, True),
        ({"is": False}, False, True),
    ],
)
def test_a_condition_holds(test, value, passes):
    condition = Condition.model_validate({"prompt": "p", **test})
    assert condition.holds(lambda kind, name: value) is passes


def test_one_of_several_conditions_is_enough():
    condition = Condition.model_validate(
        {"any": [{"prompt": "a", "is": 1}, {"fact": "clear_no", "is": True}]}
    )
    assert condition.holds(lambda kind, name: kind == "fact")
    assert not condition.holds(lambda kind, name: None)
