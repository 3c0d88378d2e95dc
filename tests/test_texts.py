"""What a participant reads: easy, honest, and complete."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat

from workbook import messages
from workbook.content.loader import load_content
from workbook.content.models import Exercise
from workbook.content.rehearsal import load_rehearsal
from workbook.content.sessions import load_sessions

DATA = Path(__file__).resolve().parent.parent / "data"
CONTENT = load_content()
READ = {
    "title", "goal", "not_for", "caution", "stop_rule", "small_step", "rest", "text", "ask",
    "hint", "say", "says", "caveat", "empty", "add", "row", "low", "high", "own", "open", "ends",
    "none_left", "text_adult", "open_adult", "say_undated", "ends_undated",
    "about", "consent", "notes",
}  # fmt: skip
HIGHEST_GRADE = 7
WORDS_MEASURED = 30


def strings(model: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a model that a participant reads, with its place."""
    if isinstance(model, dict):
        for name, value in model.items():
            if name == "facilitator":
                continue
            if isinstance(value, str) and name in READ:
                yield f"{path}.{name}", value
            yield from strings(value, f"{path}.{name}")
    elif isinstance(model, list | tuple):
        for index, value in enumerate(model):
            if isinstance(value, str) and path.endswith((".lines", ".ground_rules")):
                yield f"{path}[{index}]", value
            yield from strings(value, f"{path}[{index}]")


def all_texts() -> list[tuple[str, str]]:
    found = []
    for exercise in CONTENT.exercises:
        found += strings(exercise.model_dump(), exercise.id)
    found += strings(CONTENT.texts.model_dump(), "routes")
    for name, session in load_sessions().items():
        found += strings(session.model_dump(), f"sessions.{name}")
    for prompt, sentences in load_rehearsal().items():
        found += [(f"rehearsal.{prompt}", sentence) for sentence in sentences]
    for name, words in vars(messages).items():
        if isinstance(words, dict) and name.isupper():
            found += [(f"messages.{name}.{key}", text) for key, text in words.items()]
        elif isinstance(words, str) and name.isupper():
            found.append((f"messages.{name}", words))
    return found


TEXTS = all_texts()


def plain(text: str) -> str:
    """Return a text as it is read: each line of a list is a sentence."""
    lines = [line.removeprefix("- ").strip() for line in text.splitlines()]
    return " ".join(
        line if line.endswith((".", "?", "!", ":")) else f"{line}." for line in lines if line
    )


@pytest.mark.parametrize(
    ("place", "text"),
    [(place, text) for place, text in TEXTS if len(text.split()) >= WORDS_MEASURED],
)
def test_a_text_reads_at_grade_seven_or_lower(place, text):
    assert textstat.flesch_kincaid_grade(plain(text)) <= HIGHEST_GRADE


def test_no_text_makes_a_banned_claim():
    lines = (DATA / "banned_claims.txt").read_text("utf-8").splitlines()
    banned = [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]
    assert len(banned) > 20
    found = [
        (place, claim)
        for place, text in TEXTS
        for claim in banned
        if claim in text.lower() and re.search(rf"\b{re.escape(claim)}\b", text.lower())
    ]
    assert found == []


@pytest.mark.parametrize("exercise", CONTENT.exercises, ids=lambda exercise: exercise.id)
def test_every_exercise_is_complete(exercise: Exercise):
    assert all(evidence.source and evidence.caveat for evidence in exercise.evidence)
    assert exercise.stop_rule and exercise.small_step and exercise.rest and exercise.caution
    assert len(exercise.facilitator.questions) == 3


def test_every_row_of_the_advice_is_carried_or_left_out_with_a_reason():
    counts = {
        "A": range(1, 12),
        "B": range(0, 11),
        "C": range(1, 7),
        "D": range(1, 8),
        "E": range(11),
    }
    expected = {f"{letter}{number}" for letter, numbers in counts.items() for number in numbers}
    assert {row.id for row in CONTENT.sources} == expected
    for row in CONTENT.sources:
        assert row.left_out or row.prompt or row.id == "A11", row.id  # every exercise carries A11
    for exercise in CONTENT.exercises:
        assert set(exercise.sources) <= expected


def test_the_mood_measures_carry_their_notice_and_licence():
    for name in ("phq2", "gad2"):
        measure = CONTENT.measures[name]
        assert "Drs Spitzer, Williams, Kroenke and colleagues" in measure.notice
        assert "Pfizer" in measure.notice and measure.licence and measure.citation
        assert measure.cut_off == 3


def test_only_confirmed_help_lines_ship_and_half_confirmed_ones_say_so():
    assert {line.status for line in CONTENT.help_lines} == {"OK", "PART"}
    assert all(line.country in {*CONTENT.emergency, "Everywhere"} for line in CONTENT.help_lines)
    assert [line.service for line in CONTENT.help_lines if line.topic == "directory"]


def test_every_country_has_an_emergency_number():
    countries = next(
        prompt for prompt in CONTENT.exercise("start").prompts if prompt.fact == "country"
    )
    from workbook.content.prompts import ChoicePrompt
    from workbook.content.vocabulary import slug

    assert isinstance(countries, ChoicePrompt)
    assert {choice.id for choice in countries.choices} == {slug(name) for name in CONTENT.emergency}
