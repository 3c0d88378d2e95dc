"""The example: an invented person's journal, which anyone may look at and nobody can change."""

import re
import shutil
import sqlite3
from datetime import date, datetime, timedelta, timezone

import pytest

from tests.test_visit import NIGHT, NOON, Browser
from workbook import messages
from workbook.cli import main
from workbook.content.conditions import all_hold
from workbook.content.example import EXAMPLE, load_example
from workbook.content.loader import load_content
from workbook.content.paths import data_folder
from workbook.errors import ContentProblems
from workbook.guidance.example import check_example, example_journal
from workbook.guidance.progress import PAGE, State, state
from workbook.journal import Address
from workbook.pages.place import Place

CONTENT = load_content()
TODAY = datetime(2026, 6, 13, 12, tzinfo=timezone(timedelta(hours=2)))
BEGINNING = 'about = "Invented."\nopens = "start"\n'


def journal_on(now):
    return example_journal(CONTENT, load_example(), now)


def place_on(now, exercise, step="", sheet=""):
    each = next((one.each for one in exercise.steps if one.id == step), None)
    chosen = {each: sheet} if sheet else {}
    return Place(CONTENT, journal_on(now), exercise, step, now, chosen=chosen)


@pytest.fixture
def folder(tmp_path):
    """A content folder with an example that a test may spoil."""
    shutil.copytree(data_folder(), tmp_path / "data")
    return tmp_path / "data"


def problems(folder, text):
    (folder / EXAMPLE).write_text(text, "utf-8")
    return check_example(folder)


# The journal


def test_our_own_example_has_no_problem():
    assert check_example(data_folder()) == []


@pytest.mark.parametrize("later", [0, 1, 40, 400])
def test_the_example_never_grows_old(later):
    now = TODAY + timedelta(days=later)
    journal = journal_on(now)
    ended = date.fromisoformat(journal.answer("00_start", "ended_on"))
    assert (now.date() - ended).days == 76
    assert all(entry.at < now for entry in journal.entries())
    outcome = place_on(now, CONTENT.exercises[0]).outcome
    assert outcome.route == "wait"
    assert [hold.until for hold in outcome.holds if hold.rule == "break_running"] == [
        now.date() + timedelta(days=6)
    ]


def test_an_answer_that_changed_has_a_history_and_rows_keep_their_order():
    journal = journal_on(TODAY)
    urges = [entry.value for entry in journal.history(Address("00_start", "urge"))]
    assert urges == sorted(urges, reverse=True) and len(urges) > 2
    assert journal.rows("01_what_happened", "timeline")[0] == "taxi"
    last = journal.last(Address("00_start", "urge"))
    assert last and last.at.astimezone(TODAY.tzinfo).strftime("%H:%M") == "19:30"


def test_what_is_done_in_the_example_is_done():
    outcome = place_on(TODAY, CONTENT.exercises[0]).outcome
    states = {
        exercise.name: state(CONTENT, journal_on(TODAY), exercise, outcome)
        for exercise in CONTENT.way
    }
    done = {"start", "what_happened", "blame_inventory", "in_their_shoes", "time_apart"}
    assert {name for name, is_in in states.items() if is_in is State.DONE} == done
    closed = {name for name, is_in in states.items() if is_in is State.CLOSED}
    assert closed == {"reaching_out", "starting_small"}
    assert State.NOT_STARTED not in states.values()


def test_every_answer_of_the_example_can_be_seen_in_it():
    hidden = []
    journal = journal_on(TODAY)
    for address in journal.histories:
        if address.exercise == PAGE:
            continue
        exercise = CONTENT.exercise(address.exercise)
        prompt = exercise.prompt(address.prompt.partition(".")[0])
        each = exercise.each_of(prompt)
        chosen = {each: address.row} if each else {}
        place = Place(CONTENT, journal, exercise, prompt.step, TODAY, chosen=chosen)
        if place.step.id != prompt.step or not all_hold(prompt.show_if, place.look):
            hidden.append(address)
    assert hidden == []


def test_no_note_of_a_day_names_a_weekday_or_a_season():
    """A note moves along with the day of whoever looks, and what it says must stay true."""
    named = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter|snow")
    for address, history in journal_on(TODAY).histories.items():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", address.row):
            said = str(history[-1].value)
            assert not named.search(said.lower()), said


def test_a_hard_hour_is_told_as_it_was_also_where_the_pull_stayed():
    journal = journal_on(TODAY)
    hours = journal.rows("pause", "urge_before")
    fell = [
        journal.answer("pause", "urge_before", hour) - journal.answer("pause", "urge_after", hour)
        for hour in hours
    ]
    assert len(hours) == 3 and min(fell) == 0 < max(fell)
    assert {journal.answer("pause", "wrote_to_them", hour) for hour in hours} == {"no"}


def test_the_example_speaks_as_the_workbook_does():
    lines = (data_folder() / "banned_claims.txt").read_text("utf-8").splitlines()
    banned = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    said = (data_folder() / EXAMPLE).read_text("utf-8")
    for claim in banned:
        assert not re.search(rf"\b{re.escape(claim)}\b", said, re.I), claim
    assert not re.search(r"\b(he|she|him|her|his|hers|boyfriend|girlfriend)\b", said, re.I)


# What an author reads


def test_all_problems_are_listed_at_once_with_field_found_and_allowed(folder):
    found = problems(
        folder,
        BEGINNING
        + """
entries = [
  { exercise = "start", days_ago = 3, prompt = "urgee", value = 3 },
  { prompt = "my_age", value = "ye" },
  { prompt = "urge", value = 11 },
  { prompt = "urge", row = "r1", value = 3 },
  { prompt = "know", value = "" },
  { prompt = "ended_on", value = { weeks_ago = 3 } },
  { exercise = "what_hapened", prompt = "timeline", value = "x" },
  { exercise = "what_happened", prompt = "timeline", value.when = "in spring" },
  { prompt = "timeline", row = "r1", value.wen = "in spring" },
  { prompt = "timeline", row = "r1", column = "sort", value = "best" },
  { exercise = "start", on = 2026-05-01, days_ago = 2, prompt = "urge", value = 3 },
]
""",
    )
    where = f"data/{EXAMPLE}: "
    assert all(said.startswith(where) for said in found)
    said = [one.removeprefix(where) for one in found]
    assert [int(re.findall(r"^entries\[(\d+)\]", one)[0]) for one in said] == [*range(11)]
    assert said[0].endswith('Did you mean "urge"?')
    assert said[1] == ('entries[1].value is "ye"; my_age allows: yes, no. Did you mean "yes"?')
    assert messages.CHOOSE_NUMBER.format(low=0, high=10) in said[2]
    assert said[3] == "entries[3].prompt urge has neither rows nor sheets."
    assert messages.CHOOSE_DAY in said[5]
    assert said[6].endswith('Did you mean "what_happened"?')
    assert said[8].endswith('Did you mean "when"?')
    assert "needs either days_ago or on" in said[10]


def test_a_wrong_shape_is_listed_too_and_the_command_fails(folder, capsys):
    found = problems(folder, 'opens = "start"\nentries = [{ promt = "urge", days_ago = 0 }]')
    assert f"data/{EXAMPLE}: about is missing." in found
    assert any("entries[0].promt is not known here" in said for said in found)
    assert any("entries[0].days_ago is 0" in said for said in found)
    assert main(["check", str(folder)]) == 1
    assert f"data/{EXAMPLE}: about is missing." in capsys.readouterr().out


def test_an_example_opens_at_an_exercise_that_exists(folder):
    entry = 'entries = [{ exercise = "start", on = 2026-05-01, prompt = "urge", value = 3 }]'
    (said,) = problems(folder, BEGINNING.replace('"start"', '"stort"') + entry)
    assert 'opens names "stort"' in said and said.endswith('Did you mean "start"?')


def test_a_folder_without_an_example_has_nothing_to_put_right(folder):
    (folder / EXAMPLE).unlink()
    assert check_example(folder) == []


def test_a_spoiled_example_is_never_shown(folder):
    (folder / EXAMPLE).write_text(
        BEGINNING + 'entries = [{ exercise = "start", days_ago = 1, prompt = "x", value = 1 }]'
    )
    with pytest.raises(ContentProblems):
        example_journal(CONTENT, load_example.__wrapped__(folder), TODAY)


# The page


@pytest.fixture
def browser(tmp_path):
    """Somebody with answers of their own who looks at the example."""
    browser = Browser(tmp_path)
    browser.answer_all(country="germany")
    browser.send("go", exercise="00_start", step="today")
    return browser


def look(browser):
    browser.send("example")
    return browser


def words_of(browser, prompt):
    return {child.prompt["id"]: child.value for child in browser.page.widget.prompts}[prompt]


def test_the_example_opens_with_answers_and_says_that_it_is_one(browser):
    look(browser)
    assert browser.view["example"] == load_example().about
    assert browser.view["exercise"] == "01_what_happened"
    assert words_of(browser, "timeline")[0]["cells"]["felt"] == "light"
    assert browser.live["keep"]["state"] == "example"
    assert browser.live["keep"]["say"] == messages.KEEP["example"]
    assert {name for name in browser.live["keep"] if name.startswith("can_")} == set()
    browser.send("go", exercise="00_start", step="today")
    assert words_of(browser, "urge") == 3


@pytest.mark.parametrize(
    "name",
    [
        "in_their_shoes",
        "time_apart",
        "best_version",
        "honest_apology",
        "readiness_check",
        "letting_go",
        "looking_back",
    ],
)
def test_every_exercise_that_is_open_in_the_example_shows_answers(browser, name):
    look(browser)
    exercise = CONTENT.exercise(name)
    answered = set()
    for step in exercise.steps:
        browser.send("go", exercise=exercise.id, step=step.id)
        assert browser.view["closed"] is None
        for drawn in browser.page.widget.prompts:
            if drawn.prompt["kind"] != "review" and drawn.value not in (None, [], ""):
                answered.add(drawn.prompt["id"])
    assert len(answered) > 5


def test_the_latest_note_lies_open_and_the_days_before_are_a_step_away(browser):
    look(browser)
    browser.send("go", exercise="04_time_apart", step="daily_note")
    today = browser.page.visit.now().date()

    def shows(days):
        day, sheet = today - timedelta(days=days), browser.view["sheet"]
        assert sheet["sheet"] == day.isoformat()
        assert sheet["note"] == messages.DAY_OF_BREAK.format(number=40 - days)
        return {way["label"]: way["sheet"] for way in sheet["ways"]}

    assert shows(1) and words_of(browser, "line")
    for days in range(2, 22):
        before = browser.view["sheet"]["ways"][0]["sheet"]
        browser.send("go", exercise="04_time_apart", step="daily_note", sheet=before)
        shows(days)
    assert words_of(browser, "slip") == "looked" and words_of(browser, "mended")


def test_what_is_written_anew_is_gathered_sheet_by_sheet(browser):
    look(browser)
    browser.send("go", exercise="04_time_apart", step="your_days")
    today = browser.page.visit.now().date()
    days = [one["when"] for one in words_of(browser, "days_so_far")]
    assert len(days) == len(set(days)) > 20
    assert days[0].startswith(f"{today - timedelta(days=1):%A}, ")
    browser.send("go", exercise="05_best_version", step="so_far")
    weeks = words_of(browser, "weeks_so_far")
    assert [one["lines"][0]["text"] for one in weeks] == ["Yes", "Yes", "In part"]


def test_nothing_that_is_done_in_the_example_changes_or_saves_anything(browser, tmp_path):
    def stored():
        with sqlite3.connect(tmp_path / "journal.sqlite") as database:
            return database.execute("select * from records order by record").fetchall()

    own, before = browser.journal, stored()
    look(browser)
    shown, heard = browser.journal, len(browser.heard)
    browser.type("urge", 9)
    browser.type("timeline", None, exercise="01_what_happened", row="taxi", removed=True)
    for act in ("later", "finish", "keep", "close", "lock", "refresh", "burn", "example"):
        browser.send(act, prompt="urge", exercise="00_start", value=True, now=NIGHT)
    browser.send("confirm", words=["a", "b"])
    browser.send("open", phrase="abacus abdomen", bring=True)
    browser.send("country", value="Ireland")
    for exercise in CONTENT.way:
        for step in exercise.steps:
            browser.send("go", exercise=exercise.id, step=step.id)
            assert browser.view["example"] and not browser.view.get("finish")
    assert browser.journal is shown
    assert len(browser.heard) == heard
    browser.send("own", now=NOON)
    assert browser.journal == own and stored() == before


def test_ones_own_pages_come_back_where_they_were(browser):
    browser.type("urge", 6)
    before = browser.view
    look(browser)
    browser.send("go", exercise="02_blame_inventory", step="pie_step")
    browser.send("own", now=NOON)
    assert browser.view == before and "example" not in browser.view
    assert words_of(browser, "urge") == 6
    browser.type("urge", 2)
    assert browser.last("saved")["n"] == [browser.number]


def test_what_another_tab_wrote_meanwhile_is_there_on_coming_back(browser, tmp_path):
    look(browser)
    Browser(tmp_path, key=browser.key).type("urge", 1)
    browser.send("own", now=NOON)
    assert words_of(browser, "urge") == 1


def test_a_reload_leaves_the_example(browser):
    look(browser)
    browser.send("hello", key=browser.key, now=NOON, exercise="00_start", step="today", pending=[])
    assert "example" not in browser.view
    assert words_of(browser, "urge") == 3


def test_words_that_still_wait_reach_ones_own_journal_and_not_the_example(browser):
    heard = len(look(browser).heard)
    browser.type("know", "typed in the last moment")
    assert len(browser.heard) == heard  # not "saved": so the tab keeps it, and sends it again
    browser.send("own", now=NOON)
    browser.type("know", "typed in the last moment")
    assert browser.journal.answer("00_start", "know") == "typed in the last moment"


def test_who_names_no_country_is_shown_help_for_everywhere(tmp_path):
    assert look(Browser(tmp_path)).live["country"] == ""


def test_help_stays_that_of_the_participant_and_leaving_still_closes_what_is_kept(browser):
    browser.send("keep")
    offered = browser.last("phrase")
    look(browser)
    assert browser.live["country"] == "Germany"
    assert browser.live["keep"]["exit_closes"] is False
    browser.send("own", now=NOON)
    browser.send("confirm", words=[offered["words"][n - 1] for n in offered["ask"]])
    look(browser)
    assert browser.live["keep"]["exit_closes"] is True


def test_by_night_the_example_is_open_all_the_same(tmp_path):
    browser = look(Browser(tmp_path, now=NIGHT))
    browser.send("go", exercise="02_blame_inventory", step="acts")
    assert browser.view["closed"] is None
    browser.send("own", now=NIGHT)
    assert browser.page.visit.now().hour == 23


def test_who_wants_to_text_right_now_comes_to_a_pause_of_their_own(browser):
    look(browser)
    browser.send("go", exercise="pause", step="")
    assert browser.view["exercise"] == "pause"
    assert "example" not in browser.view


def test_somebody_new_stores_nothing_by_looking(tmp_path):
    look(Browser(tmp_path)).send("own", now=NOON)
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        assert database.execute("select count(*) from journals").fetchone() == (0,)
