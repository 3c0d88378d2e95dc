"""The draft check: what it finds, what it leaves alone, and that no text can break it."""

import shutil
from pathlib import Path

import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate_draft_check import Figures, measure, together
from tests.labelled_drafts import Labelled, read_drafts
from tests.learn_draft_check import GIVEN, all_drafts, checksum_of, learn, lesson_of
from workbook.content.check import check_folder
from workbook.content.draft_rules import FLAGS, LABELS, DraftRules, load_draft_rules
from workbook.content.paths import data_folder
from workbook.guidance.draft_check import Checker, check_draft, wrong_examples
from workbook.guidance.draft_weights import Weights, load_weights
from workbook.guidance.facts import Facts


def rules_of(text: str, kind: str = "message", facts: Facts | None = None) -> set[str]:
    return {finding.rule for finding in check_draft(text, kind, facts).findings}  # type: ignore[arg-type]


def test_every_example_in_the_rules_is_treated_as_it_says():
    assert list(wrong_examples()) == []


def test_a_finding_holds_the_line_why_and_a_better_way():
    text = "The boiler is fixed. Call me back tonight or else. See you."
    finding = check_draft(text, "message").findings[0]
    assert text[finding.start : finding.end] == "Call me back tonight or else."
    assert finding.title and finding.why and finding.instead


@pytest.mark.parametrize(
    "text",
    [
        "No pressure at all, whenever suits you.",
        "I will not contact you again.",
        "Noah has a temperature, I gave him paracetamol at four.",
        "I'm dying of laughter at the video.",
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
    ],
)
def test_spelling_case_and_signs_make_no_difference(text, rule):
    assert rule in rules_of(text)


def test_thoughts_of_death_come_first_and_open_help():
    findings = check_draft("I will kill you. I want to die.", "message").findings
    assert [one.rule for one in findings][:1] == ["self_harm"]
    assert findings[0].opens == "crisis"
    assert check_draft("I will kill you.", "message").findings[0].opens == "own_behaviour"
    assert not any(one.opens for one in check_draft("See you at four.", "message").findings)


def test_thoughts_of_death_are_heard_in_quotation_marks_too():
    assert "self_harm" in rules_of("At night I think \u201cI want to die\u201d and then I sleep.")


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
    assert stop.stops and not plain.stops
    assert "closed" in stop.why and "closed" not in plain.why


def test_length_and_more_than_one_question_are_said():
    assert "length" in rules_of("The bins are out. " * 40)
    assert "length" not in rules_of("The bins are out. " * 40, "letter")
    assert "questions" in rules_of("Is Friday fine? Or Saturday?")
    assert "questions" not in rules_of("Is Friday fine?")
    assert "questions" not in rules_of("Is Friday fine? Or Saturday?", "letter")


def test_the_parts_of_an_apology_are_recognised():
    checked = check_draft(
        "I lied to you about the money and that was wrong. I'm sorry. I hid it because I was "
        "ashamed. I go to a group on Mondays now. I have paid back half. You need not answer.",
        "message",
    )
    assert {"responsibility", "regret", "repair"} <= {*checked.parts}
    assert "easy_out" in checked.qualities
    assert check_draft("The bins are out.", "message").parts == ()


@pytest.mark.parametrize("begun", ["What", "I am so", "Your", "I'd prefer that", "a"])
def test_a_line_that_is_only_begun_is_not_judged_while_somebody_writes(begun):
    assert check_draft(begun, "message", writing=True).findings == ()


def test_plain_words_about_dying_are_heard_while_they_are_written():
    found = check_draft("hi. i want to die", "message", writing=True).findings
    assert found[0].rule == "self_harm"


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
def test_what_stands_around_a_line_does_not_move_its_span(around):
    sentence = "I will kill myself"
    text = f"{around}\n{sentence}\n{around}"
    found = [one for one in check_draft(text, "message").findings if one.rule == "self_harm"]
    assert sentence in {text[one.start : one.end] for one in found}


@pytest.mark.parametrize(
    "text",
    ["please " * 5000, "you " * 5000, "a." * 5000, "i will not " * 1700, "?" * 5000, '"' * 5000,
     "If you come back I will never ever do anything to you again and " * 400, "x" * 200_000],
    ids=["please", "you", "stops", "not", "questions", "quotes", "long", "one word"],
)  # fmt: skip
def test_a_text_that_never_ends_is_read_all_the_same(text):
    for finding in check_draft(text, "letter").findings:
        assert 0 <= finding.start < finding.end <= len(text)


def test_the_labels_on_the_given_drafts_are_learned():
    figures = measure(read_drafts(GIVEN))
    assert together(figures.sentences).f1 >= 0.9
    assert together(figures.parts).f1 >= 0.9
    assert figures.sentences["self_harm"].recall == 1
    assert figures.sentences["threat"].recall == 1


def test_what_is_learned_from_a_few_drafts_is_found_again():
    taught = [draft for draft in all_drafts() if not draft.unknown][:120]
    checker = Checker(load_draft_rules(), learn(lesson_of(taught)))
    figures = measure(taught, checker)
    assert together(figures.sentences).f1 >= 0.8


def test_the_shipped_weights_were_learned_from_the_drafts_as_they_are():
    assert (load_weights().learned_from == checksum_of(all_drafts())).all()


def test_weights_come_back_from_their_file_as_they_were(tmp_path: Path):
    weights = load_weights()
    weights.write(tmp_path / "again.npz")
    again = Weights.read(tmp_path / "again.npz")
    traits = [{"want to", "to die", "i want", "die"}, set()]
    assert (again.traits == weights.traits).all()
    assert (again.scores(traits) == weights.scores(traits)).all()


def test_figures_count_hits_false_alarms_and_misses():
    text = "I will kill you. The bins are out."
    placed = ((0, 16, frozenset({"threat"})), (17, 34, frozenset({"guilt"})))
    case = Labelled("one", "message", text, placed, frozenset())
    figures = measure([case], figures=Figures())
    assert figures.sentences["threat"].hit == 1
    assert figures.sentences["guilt"].missed == 1
    assert any("-guilt: The bins are out." in one for one in figures.wrong)


def test_labelled_drafts_are_read_with_their_lines(tmp_path: Path):
    path = tmp_path / "two.txt"
    path.write_text(
        "@message\nIt was me. {responsibility}\nAnswer! {pressure} \\n\nBye\n\n@letter\nSo long.\n",
        "utf-8",
    )
    first, second = read_drafts(path)
    assert first.text == "It was me. Answer!\nBye"
    assert first.labels_at(11, 18) == {"pressure"}
    assert first.told == {"responsibility"} and first.flags == {"pressure"}
    assert (second.kind, second.flags) == ("letter", frozenset())


@pytest.mark.parametrize(
    ("text", "said"), [("@mesage\nHi.\n", "line 1"), ("@message\nHi. {presure}\n", "presure")]
)
def test_a_slip_in_labelled_drafts_is_said_with_its_line(tmp_path: Path, text, said):
    path = tmp_path / "slip.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        read_drafts(path)


def test_every_label_has_drafts_that_show_it():
    told = [label for draft in all_drafts() for label in (*draft.flags, *draft.told)]
    assert {*told} == {*LABELS}
    assert min(told.count(label) for label in LABELS) >= 100


def spoken(rules: DraftRules) -> list[str]:
    said = []
    for rule in rules.flags.values():
        said += [f"{rule.why} {rule.instead}"]
        said += [f"{sharper.why} {sharper.instead}" for sharper in rule.sharper]
        said += [rule.opens.text] if rule.opens else []
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


def test_a_part_without_its_sentences_is_said_with_its_file(folder):
    path = folder / "draft_check" / "signs.toml"
    path.write_text(path.read_text("utf-8").replace("parts.repair", "parts.repare"), "utf-8")
    said = " ".join(check_folder(folder))
    assert "signs.toml" in said and "repare" in said


def test_a_field_with_a_typo_is_said(folder):
    path = folder / "draft_check" / "guilt.toml"
    path.write_text(path.read_text("utf-8").replace("instead =", "insted =", 1), "utf-8")
    said = " ".join(check_folder(folder))
    assert 'Did you mean "instead"?' in said


def test_a_folder_without_the_draft_check_is_said(folder):
    shutil.rmtree(folder / "draft_check")
    assert any("draft_check" in said for said in check_folder(folder))
