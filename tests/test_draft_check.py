"""The draft check: what it finds, what it leaves alone, and that no text can break it."""

import json
import shutil
import time
from pathlib import Path

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate_draft_check import measure, report, together
from workbook.content.check import check_folder
from workbook.content.drafts import FLAGS, DraftRules, load_draft_rules
from workbook.content.paths import data_folder
from workbook.content.patterns import PatternProblem, read_pattern
from workbook.guidance.draft_check import check_draft, wrong_examples
from workbook.guidance.facts import Facts

OWN = Path(__file__).parent / "draft_check" / "own.jsonl"


def rules_of(text: str, kind: str = "message", facts: Facts | None = None) -> set[str]:
    return {finding.rule for finding in check_draft(text, kind, facts).findings}  # type: ignore[arg-type]


def own(part: str) -> list[dict]:
    cases = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()]
    return [case for case in cases if case["part"] == part]


def test_every_example_in_the_rules_is_treated_as_it_says():
    assert list(wrong_examples()) == []


def test_a_finding_holds_the_sentence_why_and_a_better_way():
    text = "The boiler is fixed. Call me back tonight or else. See you."
    finding = check_draft(text, "message").findings[0]
    assert text[finding.start : finding.end] == "Call me back tonight or else."
    assert finding.why and finding.instead


@pytest.mark.parametrize(
    "text",
    [
        "No pressure at all, whenever suits you.",
        "I will not contact you again.",
        "Noah has a temperature, I gave him paracetamol at four.",
        "I'm dying of laughter at the video.",
        "You told me \u201cthis is your last chance\u201d and I was frightened.",
    ],
)
def test_harmless_words_are_left_alone(text):
    assert rules_of(text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("PLEASE CALL ME BACK", "pressure"),
        ("pleeease call me back \U0001f62d", "pressure"),
        ("plz forgvie me", "forgiveness_demand"),
        ("I apologize if you got offended", "conditional_apology"),
        ("I don\u2019t want to live", "self_harm"),
        ("i dont want to live", "self_harm"),
        ("Kindly give me five minutes only.", "pressure"),
    ],
)
def test_spelling_case_and_signs_make_no_difference(text, rule):
    assert rule in rules_of(text)


def test_thoughts_of_death_come_first_and_open_help():
    checked = check_draft("You will pay for this. I want to die.", "message")
    assert checked.findings[0].rule == "self_harm"
    assert checked.opens == "help"
    assert check_draft("You will pay for this.", "message").opens == "own_behaviour"
    assert check_draft("See you at four.", "message").opens is None


def test_a_clear_no_makes_every_message_one_that_goes_past_it_but_no_letter():
    facts = Facts.of(clear_no=True)
    assert "no_override" in rules_of("Happy birthday.", "message", facts)
    assert "no_override" not in rules_of("Happy birthday.", "letter", facts)
    assert "no_override" not in rules_of("Happy birthday.")


def test_a_new_partner_makes_a_wish_to_be_back_together_a_stop():
    text = "Can we try again?"
    plain, stop = (
        check_draft(text, "message", facts).findings[0]
        for facts in (None, Facts.of(new_partner=True))
    )
    assert plain.rule == stop.rule == "reunion_ask"
    assert "closed" in stop.why and "closed" not in plain.why


def test_length_and_more_than_one_question_are_said():
    assert "length" in rules_of("The bins are out. " * 40)
    assert "length" not in rules_of("The bins are out. " * 40, "letter")
    assert "questions" in rules_of("Is Friday fine? Or Saturday?")
    assert "questions" not in rules_of("Is Friday fine?")


def test_the_parts_of_an_apology_are_recognised():
    checked = check_draft(
        "I lied to you about the money and that was wrong. I'm sorry. I hid it because I was "
        "ashamed. I go to a group on Mondays now. I have paid back half. You need not answer.",
        "message",
    )
    assert checked.parts == ("regret", "explanation", "responsibility", "repentance", "repair")
    assert "easy_out" in checked.qualities


@given(st.text(max_size=400), st.sampled_from(["message", "letter"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text, kind):
    for finding in check_draft(text, kind).findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end]


@given(
    st.text(alphabet="\U0001f600\u00e9\u0301\u200d\u00df\u0130 .?!\n\"'\u201c\u2019", max_size=40)
)
@settings(max_examples=100, deadline=None)
def test_what_stands_around_a_sentence_does_not_move_its_span(around):
    sentence = "I will kill myself"
    text = f"{around}\n{sentence}\n{around}"
    found = [one for one in check_draft(text, "message").findings if one.rule == "self_harm"]
    assert sentence in {text[one.start : one.end] for one in found}


@pytest.mark.parametrize(
    "text",
    ["please " * 5000, "you " * 5000, "a." * 5000, "i will not " * 1700, "?" * 5000, '"' * 5000,
     "If you come back I will never ever do anything to you again and " * 400],
    ids=["please", "you", "stops", "not", "questions", "quotes", "long"],
)  # fmt: skip
def test_five_thousand_words_take_less_than_a_second(text):
    check_draft("warm", "letter")
    start = time.perf_counter()
    check_draft(text, "letter")
    assert time.perf_counter() - start < 1


def test_a_letter_of_400_words_takes_less_than_50_milliseconds():
    figures = list(report(measure([]), 0.0))
    assert figures[-1].endswith("ms")
    from tests.evaluate_draft_check import time_of_a_letter

    assert time_of_a_letter(case["text"] for case in own("train")) < 50


def test_the_figures_on_our_own_drafts_hold():
    figures = measure(own("hold_out"))
    assert together(figures.sentences).f1 >= 0.85
    assert together(figures.parts).f1 >= 0.85
    assert figures.sentences["self_harm"].recall >= 0.98
    assert figures.sentences["threat"].recall >= 0.98
    assert figures.clean_flagged <= 0.06 * figures.clean


def spoken(rules: DraftRules) -> list[str]:
    said = []
    for rule in rules.flags.values():
        said += [f"{rule.why} {rule.instead}"]
        said += [f"{sharper.why} {sharper.instead}" for sharper in rule.sharper]
    for sign in (*rules.parts.values(), *rules.qualities.values()):
        said += [f"{sign.there} {sign.missing}"]
    return said


@pytest.mark.parametrize("text", spoken(load_draft_rules()))
def test_explanations_are_easy_to_read(text):
    assert textstat.flesch_kincaid_grade(text) <= 7


def test_every_flag_has_a_rule():
    assert set(load_draft_rules().flags) == set(FLAGS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(data_folder(), tmp_path / "data")
    return tmp_path / "data"


def test_a_pattern_that_cannot_be_read_is_said_with_its_file(folder):
    path = folder / "draft_check" / "guilt.toml"
    path.write_text(path.read_text("utf-8").replace("find = [", 'find = ["(open", ', 1), "utf-8")
    said = [one for one in check_folder(folder) if "guilt.toml" in one]
    assert len(said) == 1 and "leaves a bracket open" in said[0]


def test_a_field_with_a_typo_is_said(folder):
    path = folder / "draft_check" / "guilt.toml"
    path.write_text(path.read_text("utf-8").replace("instead =", "insted =", 1), "utf-8")
    said = " ".join(check_folder(folder))
    assert 'Did you mean "instead"?' in said


@pytest.mark.parametrize("pattern", ["(a", "a)", "<unknown>", "", "a & "])
def test_a_broken_pattern_is_refused(pattern):
    with pytest.raises(PatternProblem):
        read_pattern(pattern, {})
