"""What was written then beside what is written now, and the journal as it was."""

import shutil
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_readiness import CONTENT, FREE
from workbook.content.check import check_folder
from workbook.content.paths import data_folder
from workbook.guidance.then_and_now import NEAR, compare, months_before, nearest
from workbook.journal import Address, Entry, Journal
from workbook.pages.comparing import compared_view
from workbook.pages.place import Place

BACK = CONTENT.exercise("looking_back")
ZONE = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2026, 7, 12, 11, tzinfo=ZONE)
LINE = ("01_what_happened", "in_one_line")
TODAY = ("04_time_apart", "line")
DECISION = ("07_readiness_check", "decision")


def at(days: float) -> datetime:
    """Return the time so many days before now."""
    return (NOW - timedelta(days=days)).astimezone(UTC)


def wrote(where: tuple[str, str], *said: tuple[float, object], row: str = "") -> list[Entry]:
    """Return entries of one prompt: how many days ago, and what."""
    return [
        Entry("-".join((*where, row, str(n))), Address(*where, row), value, at(days))
        for n, (days, value) in enumerate(said)
    ]


def shown(prompt: str, *entries: list[Entry], now: datetime = NOW) -> list[tuple]:
    """Return what a prompt of looking back compares, as (ask, (when, day, lines) …)."""
    journal = Journal.of(one for some in entries for one in some)
    found = compare(CONTENT, journal, BACK, BACK.prompt(prompt), now)
    return [(one.ask, *((side.when, side.day, side.lines) for side in one.sides)) for one in found]


def on(days: int) -> date:
    return NOW.date() - timedelta(days=days)


# ---- the journal as it was


times = st.integers(-1, 12).map(lambda days: NOW + timedelta(days=days))


@given(
    st.lists(
        st.builds(
            Entry,
            id=st.uuids().map(str),
            address=st.builds(
                Address, st.just("a"), st.sampled_from("pq"), st.sampled_from(["", "r"])
            ),
            value=st.none() | st.text(max_size=3),
            at=times,
        )
    ),
    times,
)
def test_the_journal_as_it_was_holds_what_had_been_written_by_then(entries, then):
    assert Journal.of(entries).until(then) == Journal.of(one for one in entries if one.at <= then)


# ---- what has changed


def test_an_answer_that_changed_stands_beside_the_first_one():
    (found,) = shown("words_changed", wrote(LINE, (40, "They left."), (3, "We both left, slowly.")))
    assert found[1:] == (
        ("then", on(40), ("They left.",)),
        ("now", on(3), ("We both left, slowly.",)),
    )


def test_what_was_put_right_on_the_same_day_is_no_earlier_answer():
    sitting = wrote(LINE, (40.1, "They lef"), (40, "They left."))
    assert shown("words_changed", sitting) == []
    later = [Entry("later", Address(*LINE), "Slowly.", at(3))]
    ((_, then, _),) = shown("words_changed", sitting, later)
    assert then[2] == ("They left.",)


def test_a_choice_is_shown_in_the_words_that_were_chosen():
    (found,) = shown("views_changed", wrote(DECISION, (40, "go_on"), (3, "no_contact")))
    assert [lines for *_, lines in found[1:]] == [
        ("I want to go on with care, if nothing speaks against it",),
        ("I do not reach out",),
    ]


def test_an_answer_that_was_taken_back_is_not_compared():
    assert shown("words_changed", wrote(LINE, (40, "They left."), (3, None))) == []


words = st.sampled_from(["", "one", "two", "three"]).map(lambda word: word or None)


@given(st.lists(st.tuples(st.integers(0, 240), words), max_size=8, unique_by=lambda one: one[0]))
def test_then_and_now_are_what_a_look_at_every_evening_finds(said):
    """By hours ago; the evenings are those of the participant's own day."""
    entries = wrote(LINE, *((hours / 24, word) for hours, word in said))
    journal = Journal.of(entries)
    evenings = {
        day: journal.until(datetime.combine(day, time.max, ZONE)).answer(*LINE)
        for day in (on(back) for back in range(11, -1, -1))
    }
    first = next(((day, word) for day, word in evenings.items() if word), None)
    last = evenings[NOW.date()]
    found = shown("words_changed", entries)
    if first is None or last is None or first[1] == last:
        assert found == []
    else:
        ((_, then, now),) = found
        assert then == ("then", first[0], (first[1],))
        assert now[0] == "now" and now[2] == (last,)
        assert now[1] == max(entry.at.astimezone(ZONE).date() for entry in journal.entries())


# ---- on this day


@given(st.dates(date(2001, 1, 1), date(2030, 12, 31)), st.integers(0, 30))
def test_some_months_ago_it_was_the_same_day_or_the_last_of_a_shorter_month(day, months):
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == day.day or ((before + timedelta(days=1)).day == 1 and before.day < day.day)


@given(
    st.sets(st.dates(date(2026, 5, 30), date(2026, 6, 30))).map(sorted),
    st.just(date(2026, 7, 12)),
)
def test_the_nearest_day_is_within_three_and_none_is_nearer(days, today):
    found = nearest(dict.fromkeys(days), today, 1)
    wanted = date(2026, 6, 12)
    near = [day for day in days if abs(day - wanted) <= NEAR]
    assert (found is None) == (not near)
    assert all(abs(found - wanted) <= abs(day - wanted) for day in near)


def sheet(day: date, line: str) -> list[Entry]:
    return wrote(TODAY, ((NOW.date() - day).days, line), row=day.isoformat())


def test_a_line_of_a_year_and_of_a_month_ago_stand_beside_the_last_one():
    year, near, last = date(2025, 7, 12), date(2026, 6, 14), on(0)
    notes = sheet(year, "Rain."), sheet(near, "Slept."), sheet(last, "Bread."), sheet(on(9), "No.")
    (found,) = shown("this_day", *notes)
    assert found[1:] == (
        ("year", year, ("Rain.",)),
        ("month", near, ("Slept.",)),
        ("now", last, ("Bread.",)),
    )


def test_a_sheet_with_a_made_up_name_hides_no_other():
    told = sheet(date(2025, 7, 12), "Sun."), sheet(on(0), "Rain."), wrote(TODAY, (1, "?"), row="?")
    ((_, *sides),) = shown("this_day", *told)
    assert [lines for *_, lines in sides] == [("Sun.",), ("Rain.",)]


def test_where_nothing_was_written_since_it_stands_alone():
    day = date(2026, 6, 12)
    (found,) = shown("this_day", sheet(day, "Rain."))
    assert found[1:] == (("month", day, ("Rain.",)),)


def test_a_week_is_named_by_its_monday():
    monday = date(2026, 6, 15)
    journal = Journal.of(
        wrote(("05_best_version", "discovery"), (26, "I like mornings."), row=monday.isoformat())
    )
    place = Place(CONTENT, journal, BACK, "days_step", NOW)
    (one,) = compared_view(place, BACK.prompt("this_day"))
    assert [side["when"] for side in one["sides"]] == ["A month ago, the week of 15 June 2026"]


# ---- reasons


def told(days: float, **answers: object) -> list[Entry]:
    given = {**FREE, **answers}
    return [
        one for name, value in given.items() for one in wrote(("00_start", name), (days, value))
    ]


def test_what_spoke_for_waiting_stands_beside_what_does_now():
    urge = [Entry("cooler", Address("00_start", "urge"), 2, at(1))]
    drinks = [Entry("drank", Address("00_start", "drinks"), "three", at(0.1))]
    (found,) = shown(
        "reasons_then_now", told(60, urge=9), wrote(DECISION, (50, "wait")), urge, drinks
    )
    then, now = (lines for *_, lines in found[1:])
    assert CONTENT.texts.rules["urge_high"].say in then
    assert CONTENT.texts.rules["urge_high"].say not in now
    assert now == (CONTENT.texts.rules["night_or_drunk"].say_undated,)


def test_with_no_reason_left_it_says_that_this_is_no_reason_to_write():
    cooler = [Entry("cooler", Address("00_start", "urge"), 2, at(1))]
    (found,) = shown("reasons_then_now", told(60, urge=9), wrote(DECISION, (50, "wait")), cooler)
    assert found[2][2] == (BACK.prompt("reasons_then_now").none_left,)


@pytest.mark.parametrize(
    "entries",
    [
        [*told(60), *wrote(DECISION, (0.1, "wait"))],
        [*told(60), *wrote(DECISION, (50, None))],
        [*told(60, contact_said=["said_no"]), *wrote(DECISION, (50, "wait"))],
        [
            *told(60),
            *wrote(DECISION, (50, "wait")),
            Entry("no", Address("00_start", "contact_said"), ["said_no"], at(1)),
        ],
    ],
    ids=["answered today", "taken back", "a no then", "a no now"],
)
def test_nothing_is_compared_with_a_no_or_with_the_same_day(entries):
    assert shown("reasons_then_now", entries) == []


def test_reasons_are_for_nobody_on_a_route_of_safety():
    (step,) = (step for step in BACK.steps if step.id == "reasons_step")
    assert not {"safety_first", "own_behaviour", "acceptance"} & {*step.routes}


# ---- what an author may write


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"what_happened.in_one_line",', '"what_happened.timeline",', 'of the kind "rows"'),
        ('"what_happened.in_one_line",', '"time_apart.line",', "answered anew each day"),
        ('{ of = "decided"', '{ of = "unsent_box.nowhere"', "does not exist"),
        ('{ of = "decided"', '{ of = "readiness_check.decision"', 'of the kind "choice"'),
        ("none_left =", "hint =", "none_left is needed"),
    ],
)
def test_what_cannot_be_shown_again_is_named(tmp_path, old, new, said):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    path = folder / "exercises" / "11_looking_back.toml"
    before, mark, after = path.read_text("utf-8").partition('id = "words_changed"')
    path.write_text(before + mark + after.replace(old, new, 1), "utf-8")
    problems = [one for one in check_folder(folder) if "notebooks/" not in one]
    assert any(said in problem for problem in problems), problems


def test_a_text_that_can_be_burned_is_shown_nowhere_else(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    path = folder / "exercises" / "11_looking_back.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('id = "decided"\n', 'id = "decided"\nburn = true\n', 1), "utf-8")
    problems = [one for one in check_folder(folder) if "can be burned" in one]
    assert len(problems) == 2  # among the changes, and in the summary
