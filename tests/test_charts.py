"""Charts: true to the answers, honest with few, and the same for the same."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbook.content.example import load_example
from workbook.content.loader import load_content
from workbook.guidance.example import example_journal
from workbook.journal import Address, Entry, Journal
from workbook.messages import CHART
from workbook.pages.place import Place
from workbook.report.charts.canvas import DARK, LIGHT
from workbook.report.charts.drawing import Chart, draw_chart
from workbook.widgets.modules import read_static

CONTENT = load_content()
LOOKING_BACK = CONTENT.exercise("looking_back")
HERE = timezone(timedelta(hours=-9))
NOW = datetime(2026, 6, 17, 20, 30, tzinfo=HERE)
TODAY = NOW.date()
SLIPS = {one.id: one.say for one in CONTENT.exercise("time_apart").prompt("slip").choices}
KEPT = {one.id: one.say for one in CONTENT.exercise("best_version").prompt("kept").choices}
MARKED = {"looked", "wrote", "flood", "met", "went"}

Answer = tuple[str, str, str, Any]
"""Exercise, prompt, sheet, value."""

some = settings(max_examples=40)  # each draws a picture
ago = st.integers(0, 400)
numbers = st.integers(0, 10)
days = st.dictionaries(
    ago,
    st.fixed_dictionaries(
        {}, optional={"mood": numbers, "urge": numbers, "slip": st.sampled_from([*SLIPS])}
    ),
    max_size=60,
)
odd = st.integers() | st.lists(st.text(max_size=3), max_size=2)
moments = st.dictionaries(
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 6, 17)).map(
        lambda time: time.replace(microsecond=0)
    ),
    numbers,
    max_size=8,
)


def journal(answers: Iterable[Answer]) -> Journal:
    """Return a journal in which each answer was another one before."""
    entries = []
    for number, (exercise, prompt, sheet, value) in enumerate(answers):
        address = Address(CONTENT.exercise(exercise).id, prompt, sheet)
        for earlier, one in enumerate([None, value]):
            at = datetime(2026, 6, 17, tzinfo=UTC) + timedelta(seconds=earlier)
            entries.append(Entry(f"{number}-{earlier}", address, one, at))
    return Journal.of(entries)


def draw(name: str, told: Journal) -> Chart | None:
    return draw_chart(CONTENT, told, LOOKING_BACK, LOOKING_BACK.prompt(name), NOW)


def drawn(name: str, told: Journal) -> Chart:
    chart = draw(name, told)
    assert chart
    return chart


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def noted(by_day: dict[int, dict[str, Any]]) -> list[Answer]:
    return [
        ("time_apart", prompt, day(ago).isoformat(), value)
        for ago, note in by_day.items()
        for prompt, value in note.items()
    ]


def paused(times: dict[datetime, int]) -> list[Answer]:
    return [
        ("pause", "urge_before", f"{time:%Y-%m-%dT%H:%M:%SZ}", urge) for time, urge in times.items()
    ]


@some
@given(days, moments)
def test_the_table_of_the_days_is_what_pandas_finds_in_the_answers(by_day, times):
    told = [
        (day(ago), prompt, value) for ago, one in by_day.items() for prompt, value in one.items()
    ]
    local = {
        time.replace(tzinfo=UTC).astimezone(HERE): urge for time, urge in sorted(times.items())
    }
    told += [(time.date(), "paused", urge) for time, urge in local.items()]
    told += [(time.date(), "pause", f"{time:%H:%M}") for time in local]
    raw = pd.DataFrame(told, columns=["day", "what", "value"])
    raw = raw[~((raw.what == "slip") & ~raw.value.isin(MARKED))]
    chart = draw("days", journal([*noted(by_day), *paused(times)]))
    scales = raw[raw.what.isin(["mood", "urge", "paused"])]
    if scales.empty:
        assert chart is None
        return
    wide = raw.assign(value=raw.value.map(lambda value: SLIPS.get(value, str(value))))
    wide = wide.groupby(["day", "what"]).value.agg(", ".join).unstack(fill_value="")
    wide = wide.reindex(columns=["mood", "urge", "paused", "slip", "pause"], fill_value="")
    assert chart
    assert chart.table.rows == tuple((in_words(row[0]), *row[1:]) for row in wide.itertuples())
    for what, name in {"mood": "Mood", "urge": "Urge"}.items():
        own = scales[scales.what == what]
        if len(own) > 1:
            said = f"{name} on {len(own)} days, from {in_words(own.day.min())} to "
            said += f"{in_words(own.day.max())}, between {own.value.min()} and {own.value.max()}."
            assert said in chart.alt
    slips = raw[raw.what == "slip"].day.nunique()
    assert ("Slip marked on" in chart.alt) == bool(slips)
    assert bool(chart.svg) == (len(wide) > 1)


LINE = r'<g id="line-\d+-\d+">\s*<path d="([^"]*)"'


def lines_in(svg: str) -> list[list[float]]:
    """Return how far from the left the points of each line are."""
    groups = re.findall(LINE, svg)
    return [[float(x) for x in re.findall(r"[ML] ([\d.]+)", path)] for path in groups]


@some
@given(st.dictionaries(ago, numbers, min_size=2, max_size=80))
def test_no_line_joins_fewer_than_seven_days_or_leads_over_more_than_a_week(moods):
    svg = drawn("mood_days", journal(noted({ago: {"mood": mood} for ago, mood in moods.items()})))
    a_day = (WIDEST - NARROWEST) / (max(moods) - min(moods))
    for line in lines_in(svg.svg):
        assert len(line) >= 7
        assert max(b - a for a, b in pairwise(line)) < 7.5 * a_day
    points = len(re.findall("<use ", svg.svg))
    assert points == len(moods) + 1  # and the one beside the name


NARROWEST, WIDEST = 40.0, 362.0
"""Where the first and the last day lie."""


@pytest.mark.parametrize(("days", "lines"), [(6, 0), (12, 1)])
def test_a_line_needs_enough_days_and_the_notes_say_what_it_is(days, lines):
    chart = drawn("mood_days", journal(noted({ago: {"mood": ago % 5} for ago in range(days)})))
    assert len(lines_in(chart.svg)) == lines
    assert chart.notes[-1] == CHART["smoothed" if lines else "no_line"]


def test_the_line_is_a_median_and_breaks_where_two_weeks_are_empty():
    moods = {ago: {"mood": 9 if ago == 5 else 2} for ago in [*range(12), *range(26, 38)]}
    svg = drawn("mood_days", journal(noted(moods))).svg
    heights = re.findall(LINE, svg)
    assert len(heights) == 2
    assert {y for path in heights for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path)} == {"113"}


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("days", ("time_apart", "mood", day(3).isoformat(), 4), "Mood on 14 June 2026: 4."),
        (
            "weeks",
            ("best_version", "kept", "2026-06-08", "partly"),
            "Your change, week of 8 June 2026: In part: 1.",
        ),
        ("shares", ("blame_inventory", "first_guess", "", 85), "First guess: your own part 85"),
    ],
)
def test_one_value_is_a_sentence_and_no_picture(name, answer, said):
    chart = drawn(name, journal([answer]))
    assert (chart.svg, chart.notes) == ("", ())
    assert chart.alt.startswith(said)
    assert len(chart.table.rows) >= 1


def test_nothing_noted_is_no_chart():
    assert [draw(one.id, Journal()) for one in LOOKING_BACK.prompts if one.kind == "chart"] == [
        None
    ] * 5


@some
@given(st.dictionaries(st.integers(0, 60), st.sampled_from([*KEPT]), min_size=2, max_size=40))
def test_the_weeks_are_those_that_were_noted(weeks):
    monday = date(2026, 6, 15)
    raw = pd.Series({monday - timedelta(weeks=ago): kept for ago, kept in weeks.items()})
    told = [("best_version", "kept", week.isoformat(), kept) for week, kept in raw.items()]
    chart = drawn("weeks", journal(told))
    raw = raw.sort_index()
    assert chart.table.rows == tuple((in_words(week), KEPT[kept]) for week, kept in raw.items())
    counts = raw.value_counts()
    said = ", ".join(f"{say}: {counts[one]}" for one, say in KEPT.items() if one in counts)
    assert chart.alt.endswith(f" {said}.")


@some
@given(days, st.integers(0, 200), st.none() | st.integers(7, 120))
def test_the_days_of_the_break_are_those_until_today_and_never_those_to_come(by_day, begun, length):
    told = [("time_apart", "break_start", "", day(begun).isoformat()), *noted(by_day)]
    told += [("time_apart", "break_days", "", length)] if length else []
    chart = drawn("break_calendar", journal(told))
    span = pd.date_range(day(begun), periods=min(length or 30, begun + 1)).date
    notes = {day(ago): one for ago, one in by_day.items() if one}
    rows = [
        (
            in_words(one),
            CHART["yes"] if one in notes else "",
            SLIPS[slip] if (slip := notes.get(one, {}).get("slip")) in MARKED else "",
        )
        for one in span
    ]
    assert chart.table.rows == tuple(rows)
    assert f": {len(span)}. A note for the day: {sum(bool(row[1]) for row in rows)}." in chart.alt


def test_a_break_that_begins_tomorrow_is_not_drawn():
    told = [("time_apart", "break_start", "", day(-1).isoformat())]
    assert draw("break_calendar", journal(told)) is None


shares = st.lists(st.integers(1, 100), min_size=1, max_size=7)


@some
@given(shares, st.integers(0, 100))
def test_every_share_stands_in_the_table(sizes, guess):
    assume(sum(sizes) <= 100)
    labels = ["rain", "rain", "$x$ & <b>", "\ud800", "far", "work", "mum"][: len(sizes) - 1]
    value = {f"row{number}": size for number, size in enumerate(sizes[1:])}
    value["own"] = 100 - sum(value.values())
    told = [
        ("blame_inventory", "contributors.what", f"row{number}", label)
        for number, label in enumerate(labels)
    ]
    told += [("blame_inventory", "first_guess", "", guess), ("blame_inventory", "pie", "", value)]
    chart = drawn("shares", journal(told))
    assert chart.table.columns == ("Part", "First guess", "The pie")
    rows = list(chart.table.rows)
    assert rows[0] == (CHART["own"], f"{guess} %", f"{value['own']} %")
    assert (CHART["rest"], f"{100 - guess} %", "") in rows
    others = [(label, "", f"{share} %") for label, share in zip(labels, sizes[1:], strict=True)]
    assert sorted(row for row in rows[1:] if row[0] != CHART["rest"]) == sorted(others)
    assert f"First guess: your own part {guess} percent." in chart.alt
    ElementTree.fromstring(chart.svg)
    assert not any(label in chart.svg for label in ("rain", "<b>", "\ud800"))


@some
@given(st.lists(st.tuples(st.sampled_from(["mood", "slip"]), st.text(max_size=30), odd)))
def test_what_came_from_elsewhere_and_is_no_answer_spoils_no_chart(strange):
    told = [("time_apart", prompt, sheet, value) for prompt, sheet, value in strange]
    told += [("time_apart", "mood", "0001-01-01", 3), ("time_apart", "mood", "9999-12-31", 4)]
    told += [("pause", "urge_before", "0001-01-01T00:00:00Z", 3)]
    told += [("best_version", "kept", "2026-06-15", "gone"), *noted({1: {"mood": 5}})]
    sound = [row for row in drawn("days", journal(told)).table.rows if row[0] == in_words(day(1))]
    assert [row[1] for row in sound] == ["5"]
    assert draw("weeks", journal(told)) is None


PRINT = """
from tests.test_charts import hash_of_all
print(hash_of_all())
"""


def hash_of_all() -> str:
    told = example_journal(CONTENT, load_example(), NOW)
    charts = [drawn(one.id, told) for one in LOOKING_BACK.prompts if one.kind == "chart"]
    assert all(ElementTree.fromstring(chart.svg) is not None for chart in charts)
    return hashlib.sha256(repr(charts).encode()).hexdigest()


def test_equal_answers_give_equal_bytes_in_every_process():
    done = subprocess.run([sys.executable, "-c", PRINT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hash_of_all()


def test_charts_have_the_colours_of_the_page():
    light, dark = read_static("workbook.css").split("@media (prefers-color-scheme: dark)")[:2]
    for colours, style in ((LIGHT, light), (DARK, dark)):
        assert [name for name, one in colours.items() if f"--{name}: {one};" not in style] == []


def place(*more: Answer) -> Place:
    told = example_journal(CONTENT, load_example(), NOW)
    for entry in journal(more).entries():
        told = told.put(Entry(f"more-{entry.id}", entry.address, entry.value, NOW))
    return Place(CONTENT, told, LOOKING_BACK, "", NOW)


def pictures(at: Place) -> list[str]:
    """Return the ids of the charts that are shown, on any of the steps."""
    shown = (prompt for step in at.steps for prompt in replace(at, step_id=step.id).visible())
    return [prompt for prompt in shown if LOOKING_BACK.prompt(prompt).kind == "chart"]


def test_whoever_has_answered_sees_every_picture():
    assert pictures(place()) == ["days", "break_calendar", "shares", "weeks"]


def test_whoever_is_afraid_sees_their_mood_and_no_share_urge_or_slip():
    at = place(("start", "afraid", "", "yes"))
    assert at.outcome.route == "safety_first"
    assert pictures(at) == ["mood_days"]


def test_whoever_is_feared_sees_no_pie_and_no_comfort_about_slips():
    at = place(("start", "they_fear", "", "said"))
    assert at.outcome.route == "own_behaviour"
    assert pictures(at) == ["days", "break_calendar", "weeks"]
    assert "slip_stays_in" not in replace(at, step_id="days_step").visible()
