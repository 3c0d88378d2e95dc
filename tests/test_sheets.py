"""What is answered anew each day, each week or each time, and what conditions see of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.content.conditions import Condition
from workbook.content.loader import load_content
from workbook.content.models import Step
from workbook.content.prompts import ChoicePrompt, ScalePrompt
from workbook.content.showing import ReviewPrompt
from workbook.errors import AnswerProblem
from workbook.guidance.facts import Facts, read_facts
from workbook.guidance.looking import lookup
from workbook.guidance.reviewing import earlier
from workbook.guidance.rules import change_kept
from workbook.guidance.sheets import begun, is_open, open_sheets, sheet_at, time_of
from workbook.journal import Address, Entry, Journal
from workbook.pages.visit import Visit
from workbook.settings import Settings
from workbook.web.keeper import SealedKeeper

NOON = datetime(2026, 6, 17, 12, tzinfo=UTC)  # a Wednesday
HAPPENED = "01_what_happened"


def anew(each, *prompts):
    """Return the content with one more step in what_happened, answered anew each time."""
    content = load_content()
    exercise = content.exercise("what_happened")
    longer = exercise.model_copy(
        update={
            "steps": (*exercise.steps, Step(id="again", title="Again", each=each)),
            "prompts": (*exercise.prompts, *prompts),
        }
    )
    exercises = tuple(longer if one == exercise else one for one in content.exercises)
    return replace(content, exercises=exercises)


def scale(name, **more):
    return ScalePrompt(
        id=name, step="again", kind="scale", ask="How?", low="no", high="yes", **more
    )


def choice(name, fact):
    choices = [{"id": "yes", "say": "Yes", "facts": [fact]}, {"id": "no", "say": "No"}]
    return ChoicePrompt.model_validate(
        {"id": name, "step": "again", "kind": "choice", "ask": "Did it?", "choices": choices}
    )


def journal(*answers):
    """Make a journal of (prompt, sheet, value), each a minute after the one before."""
    return Journal.of(
        Entry(f"{n:04}", Address(HAPPENED, prompt, sheet), value, NOON + timedelta(minutes=n))
        for n, (prompt, sheet, value) in enumerate(answers)
    )


def visit(content, folder):
    settings = Settings("served", f"sqlite:///{folder / 'j.sqlite'}", folder, "https://example.org")
    made = Visit(content, content.exercise("what_happened"), SealedKeeper(settings))
    made.set_clock("2026-06-17T12:00:00+02:00")
    made.take_up(Journal())
    return made


def edit(prompt, sheet, value):
    return {"exercise": HAPPENED, "prompt": prompt, "sheet": sheet, "value": value, "age": 0}


def test_a_day_is_the_participants_own():
    late = datetime(2026, 6, 17, 23, 30, tzinfo=UTC)
    assert sheet_at("day", late) == "2026-06-17"
    assert sheet_at("day", late.astimezone(ZoneInfo("Pacific/Auckland"))) == "2026-06-18"
    assert sheet_at("week", late) == "2026-06-15"


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(["day", "week"]))
def test_no_day_is_lost_or_doubled_when_the_clocks_change(first, each):
    zone = ZoneInfo("Europe/Berlin")
    hours = [
        datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(hours=h)
        for h in range(24 * 15)
    ]
    seen = list(dict.fromkeys(sheet_at(each, hour.astimezone(zone)) for hour in hours))
    days = [time_of(each, sheet) for sheet in seen]
    apart = timedelta(days=1 if each == "day" else 7)
    assert all(after - before == apart for before, after in pairwise(days))


@pytest.mark.parametrize(
    ("each", "sheet", "open_"),
    [
        ("day", "2026-06-17", True),
        ("day", "2026-01-01", True),
        ("day", "2026-06-18", False),
        ("day", "yesterday", False),
        ("week", "2026-06-15", True),
        ("week", "2026-06-16", False),
        ("moment", "2026-06-17T11:00:00Z", True),
        ("moment", "2026-06-17T13:00:00Z", False),
        ("moment", "2026-06-17", False),
    ],
)
def test_only_sheets_up_to_now_can_be_opened(each, sheet, open_):
    assert is_open(each, sheet, NOON) is open_


def test_each_day_has_its_own_answer_and_a_past_one_can_be_filled_in(tmp_path):
    made = visit(anew("day", scale("mood")), tmp_path)
    made.edit(edit("mood", "2026-06-17", 3))
    made.edit(edit("mood", "2026-06-12", 8))
    exercise = made.exercise
    assert begun(made.journal, exercise, "day") == ("2026-06-12", "2026-06-17")
    made.go(HAPPENED, "again", sheet="2026-06-12")
    assert made.place().sheet == "2026-06-12"
    assert made.journal.answer(*made.place().address(exercise.prompt("mood"))) == 8


@pytest.mark.parametrize("sheet", ["", "2026-06-18", "nonsense", None, 7])
def test_an_answer_for_no_such_day_is_refused(tmp_path, sheet):
    made = visit(anew("day", scale("mood")), tmp_path)
    with pytest.raises(AnswerProblem):
        made.edit(edit("mood", sheet, 3))
    assert not list(made.journal.entries())


def test_a_moment_goes_on_for_an_hour_and_then_another_begins():
    content = anew("moment", scale("urge_before"))
    exercise = content.exercise("what_happened")
    told = journal(("urge_before", "2026-06-17T11:30:00Z", 8))
    assert open_sheets(told, exercise, NOON)["moment"] == "2026-06-17T11:30:00Z"
    later = NOON + timedelta(hours=1)
    assert open_sheets(told, exercise, later)["moment"] == "2026-06-17T13:00:00Z"


def test_the_latest_day_gives_the_urge_although_an_earlier_one_was_filled_in_after_it():
    content = anew("day", scale("pull", fact="urge"))
    told = journal(("pull", "2026-06-17", 2), ("pull", "2026-06-10", 9))
    assert read_facts(content, told).get("urge") == 2


def test_a_block_noted_on_any_day_is_a_no():
    content = anew("day", choice("news", "clear_no"))
    told = journal(("news", "2026-06-10", "yes"), ("news", "2026-06-17", "no"))
    assert read_facts(content, told).any("clear_no")
    taken_back = told.put(
        Entry("9", Address(HAPPENED, "news", "2026-06-10"), None, NOON + timedelta(hours=1))
    )
    assert not read_facts(content, taken_back).any("clear_no")


def test_a_week_that_was_missed_adds_a_week_to_the_change():
    content = anew("week", choice("kept", "week_missed"))
    since = Entry("s", Address("00_start", "change_since"), "2026-05-20", NOON - timedelta(days=1))
    yes = Entry("c", Address("00_start", "changed"), "yes", NOON - timedelta(days=1))
    before, after = ("kept", "2026-05-11", "yes"), ("kept", "2026-06-01", "yes")
    told = journal(before, after, ("kept", "2026-06-08", "no")).put(since).put(yes)
    facts = read_facts(content, told)
    assert facts.get("weeks_missed") == 1
    assert change_kept(facts) == date(2026, 5, 20) + timedelta(weeks=4)


def test_a_review_shows_each_day_once_the_newest_first():
    content = anew("day", scale("mood"), scale("pull"))
    review = ReviewPrompt(id="r", kind="review", ask="Days", of=("mood", "pull"), empty="None.")
    told = journal(("mood", "2026-06-12", 2), ("mood", "2026-06-17", 5), ("pull", "2026-06-12", 7))
    found = list(earlier(content, told, content.exercise("what_happened"), review))
    assert [(one.sheet, [text for _, text in one.lines]) for one in found] == [
        ("2026-06-17", ["5"]),
        ("2026-06-12", ["2", "7"]),
    ]


def look(content, told, now=NOON):
    return lookup(content, told, content.exercise("what_happened"), Facts(), now)


def entry(name, prompt, value, at):
    return Entry(name, Address(HAPPENED, prompt), value, at)


def test_a_condition_can_wait_until_an_answer_is_a_day_old():
    content = load_content()
    prompt = content.exercise("what_happened").prompts[-1].id
    told = Journal.of([entry("1", prompt, "It was the move.", NOON)])
    rested = Condition(age=prompt, at_least=24)
    assert not rested.holds(look(content, Journal()))
    assert not rested.holds(look(content, told, NOON + timedelta(hours=23, minutes=59)))
    assert rested.holds(look(content, told, NOON + timedelta(hours=24)))


def test_a_condition_can_count_the_days_on_which_something_was_written():
    content = load_content()
    prompt = content.exercise("what_happened").prompts[-1].id
    days = [NOON, NOON + timedelta(hours=1), NOON + timedelta(days=1), NOON + timedelta(days=2)]
    told = Journal.of(entry(str(n), prompt, f"{n}", at) for n, at in enumerate(days))
    assert look(content, told)("sittings", prompt) == 3


def test_a_condition_can_see_a_number_fall():
    content = anew("moment", scale("before"), scale("after"))
    sheet = "2026-06-17T11:30:00Z"
    told = journal(("before", sheet, 6), ("after", sheet, 3))
    fell = Condition(fall="before", to="after", at_least=2)
    assert fell.holds(look(content, told))
    assert not fell.holds(look(content, journal(("before", sheet, 6))))
    assert not fell.holds(look(content, journal(("before", sheet, 4), ("after", sheet, 3))))
