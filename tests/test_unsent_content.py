"""Words before they are sent: what the exercises say and do about drafts."""

import re
import shutil
from datetime import timedelta

import pytest

from tests.test_readiness import CONTENT, FREE, NOON, journal
from workbook.content.loader import load_content
from workbook.content.paths import data_folder
from workbook.content.prompts import ChoicePrompt, DraftPrompt, ScalePrompt
from workbook.content.showing import UnsentPrompt
from workbook.guidance.facts import read_facts
from workbook.guidance.progress import DONE, PAGE
from workbook.guidance.reviewing import earlier
from workbook.guidance.route import route
from workbook.guidance.sheets import sheet_at
from workbook.journal import Address, Entry
from workbook.pages.place import Place

DRAFTS = [
    (exercise, prompt)
    for exercise in CONTENT.exercises
    for prompt in exercise.prompts
    if isinstance(prompt, DraftPrompt)
]
TOLD = [
    (exercise, draft, exercise.prompt(draft.outcome)) for exercise, draft in DRAFTS if draft.outcome
]
BOX = CONTENT.exercise("unsent_box")
NAMES = {"ids": lambda value: getattr(value, "id", None)}
MAY_BE_UNANSWERED = [
    (exercise, asked)
    for exercise, _, asked in TOLD
    if any("unanswered" in choice.facts for choice in asked.choices)
]


def all_done(**answers):
    """Return a journal in which nothing speaks against one message, and every page is done."""
    entries = journal({**FREE, **answers})
    for n, exercise in enumerate(CONTENT.exercises):
        entries = entries.put(Entry(f"done{n}", Address(PAGE, DONE, exercise.id), True, NOON))
    return entries


def tell(entries, exercise, prompt, value, after=timedelta(minutes=5), row=""):
    at = NOON + after
    name = f"told-{exercise.id}-{prompt}-{row}-{at}"
    return entries.put(Entry(name, Address(exercise.id, prompt, row), value, at))


def leads_to(entries, now=NOON + timedelta(minutes=9)):
    return route(read_facts(CONTENT, entries, now), now).route


def place(entries, exercise, step="", now=NOON + timedelta(minutes=9)):
    return Place(CONTENT, entries, exercise, step, now)


def test_the_drafts_are_those_that_somebody_may_regret():
    assert {f"{exercise.name}.{draft.id}" for exercise, draft in DRAFTS} == {
        "time_apart.boundary_note",
        "honest_apology.letter",
        "reaching_out.message",
        "reaching_out.statement",
        "letting_go.goodbye_letter",
        "pause.write_instead",
    }
    assert all(draft.burn for _, draft in DRAFTS)
    assert [draft.id for _, draft in DRAFTS if draft.parts] == ["letter"]


@pytest.mark.parametrize(("exercise", "draft"), DRAFTS, **NAMES)
def test_what_may_leave_rests_a_day_or_as_long_as_one_likes_and_has_an_end(exercise, draft):
    if draft.stays:
        assert draft.rest is None
        return
    rest = exercise.prompt(draft.rest)
    assert isinstance(rest, ScalePrompt) and (rest.min, rest.max) == (1, 14)
    assert draft.outcome


@pytest.mark.parametrize(("exercise", "draft", "asked"), TOLD, **NAMES)
def test_every_end_has_a_kind_word_and_unsent_ends_stand_beside_the_others(exercise, draft, asked):
    ids = [choice.id for choice in asked.choices]
    assert {"kept", "decided_not"} < set(ids)
    assert [then.is_ for then in asked.then] == ids
    unsent = [choice for choice in asked.choices if choice.id in ("kept", "decided_not")]
    assert not any(choice.facts for choice in unsent)


@pytest.mark.parametrize(("exercise", "asked"), MAY_BE_UNANSWERED, **NAMES)
def test_the_day_of_sending_is_asked_only_while_an_answer_is_missing(exercise, asked):
    (day,) = (prompt for prompt in exercise.prompts if prompt.fact == "sent_on")
    shown = {choice.id for choice in asked.choices if "unanswered" in choice.facts}
    (condition,) = day.show_if
    assert condition.prompt == asked.id and day.step == asked.step
    assert shown == set(condition.any_of or [condition.is_])


@pytest.mark.parametrize(("exercise", "asked"), MAY_BE_UNANSWERED, **NAMES)
def test_after_what_was_sent_there_is_no_second_message_and_silence_ends_in_letting_go(
    exercise, asked
):
    assert leads_to(all_done()) == "ready_one_message"
    entries = tell(all_done(), exercise, asked.id, "sent")
    day = next(prompt.id for prompt in exercise.prompts if prompt.fact == "sent_on")
    entries = tell(entries, exercise, day, NOON.date().isoformat())
    assert leads_to(entries) == "wait"
    assert leads_to(entries, NOON + timedelta(days=13)) == "wait"
    assert leads_to(entries, NOON + timedelta(days=14)) == "acceptance"


@pytest.mark.parametrize(("exercise", "asked"), MAY_BE_UNANSWERED, **NAMES)
def test_an_answer_ends_the_wait_and_its_old_day_counts_no_more(exercise, asked):
    entries = tell(all_done(), exercise, asked.id, "sent")
    day = next(prompt.id for prompt in exercise.prompts if prompt.fact == "sent_on")
    entries = tell(entries, exercise, day, NOON.date().isoformat())
    entries = tell(entries, exercise, asked.id, "answered", timedelta(minutes=7))
    facts = read_facts(CONTENT, entries, NOON)
    assert facts.get("unanswered") is False
    assert facts.get("sent_on") is None


@pytest.mark.parametrize(("exercise", "draft", "asked"), TOLD, **NAMES)
@pytest.mark.parametrize("end", ["kept", "decided_not"])
def test_what_stayed_here_does_not_undo_that_another_message_waits(exercise, draft, asked, end):
    """Never a second one: a letter that is kept says nothing about a message that was sent."""
    entries = tell(all_done(last_message="silent"), exercise, asked.id, end)
    assert leads_to(entries) == "wait"
    reaching_out = CONTENT.exercise("reaching_out")
    if exercise != reaching_out:
        entries = tell(all_done(), reaching_out, "sent", "sent", timedelta(minutes=1))
        assert leads_to(tell(entries, exercise, asked.id, end)) == "wait"


def test_a_no_to_a_letter_closes_contact_and_is_answered_with_words():
    apology = CONTENT.exercise("honest_apology")
    entries = tell(all_done(), apology, "letter", "I am sorry.", timedelta(days=-3))
    entries = tell(entries, apology, "letter_became", "no")
    assert leads_to(entries) == "acceptance"
    after = place(entries, apology, "daylight")
    assert after.step.id == "daylight"
    assert "after_a_no" in after.visible() and "letter_became" not in after.visible()


def test_a_note_that_asks_for_quiet_is_not_answered_by_quiet():
    apart = CONTENT.exercise("time_apart")
    entries = tell(all_done(), apart, "note_became", "sent")
    entries = tell(entries, apart, "note_sent_on", NOON.date().isoformat())
    assert leads_to(entries, NOON + timedelta(days=20)) == "ready_one_message"


RESTED = [
    ("time_apart", "boundary_note", "boundary_later", "note_rest", {"break_start": "2026-06-10"}),
    ("honest_apology", "letter", "daylight", "rest_days", {}),
    ("reaching_out", "message", "daylight", "rest_days", {}),
    ("reaching_out", "message", "after_a_night", "rest_days", {}),
    ("reaching_out", "statement", "meeting_later", "statement_rest", {"agreed": "yes"}),
    ("letting_go", "goodbye_letter", "daylight", None, {}),
]


@pytest.mark.parametrize(("name", "draft", "step", "rest", "answers"), RESTED)
def test_it_is_read_again_by_daylight_when_it_has_rested(name, draft, step, rest, answers):
    exercise = CONTENT.exercise(name)

    def is_shown(entries, **later):
        now = NOON + timedelta(**later)
        return step in [one.id for one in place(entries, exercise, now=now).steps]

    entries = tell(all_done(**answers), exercise, draft, "I cut the tree.", timedelta(0))
    assert not is_shown(entries, hours=23, minutes=59)
    assert is_shown(entries, hours=24)
    changed = tell(entries, exercise, draft, "I cut your tree.", timedelta(hours=12))
    assert not is_shown(changed, hours=24)
    if rest:
        longer = tell(entries, exercise, rest, 3)
        assert not is_shown(longer, hours=71)
        assert is_shown(longer, hours=72)


@pytest.mark.parametrize(("since", "is_shown"), [("2026-05-28", False), ("2026-05-27", True)])
def test_only_a_change_that_was_kept_for_three_weeks_is_shown_to_an_apology(since, is_shown):
    apology = CONTENT.exercise("honest_apology")
    entries = all_done(change_since=since, change_what="I ask first.")
    steps = [step.id for step in place(entries, apology).steps]
    assert ("kept_change" in steps) is is_shown
    assert steps.index("heard_step") < steps.index("what_it_did") < steps.index("what_i_did")


def test_an_apology_is_shown_what_they_said_and_what_is_a_guess():
    shoes, apology = CONTENT.exercise("in_their_shoes"), CONTENT.exercise("honest_apology")
    entries = tell(all_done(), shoes, "guesses.maybe", "Maybe he felt like a guest.", row="r1")
    entries = tell(entries, shoes, "guesses.sure", "guess", row="r1")
    (found,) = earlier(CONTENT, entries, apology, apology.prompt("their_side"))
    assert [words for _, words in found.lines] == [
        "Maybe he felt like a guest.",
        "They never said. It is my guess",
    ]


def test_an_apology_that_is_never_sent_is_not_asked_what_became_of_it():
    apology = CONTENT.exercise("honest_apology")
    entries = all_done(contact_said=["kind_no"])
    entries = tell(entries, apology, "letter", "I am sorry.", timedelta(days=-3))
    found = place(entries, apology, "daylight")
    assert found.step.id == "daylight"
    assert {"letter_again", "mood_by_daylight"} <= set(found.visible())
    assert not {"letter_became", "letter_sent_on"} & set(found.visible())
    assert "as_they_would" not in [step.id for step in found.steps]


def test_the_box_holds_every_draft_and_also_the_one_of_a_hard_hour():
    (box,) = (prompt for prompt in BOX.prompts if isinstance(prompt, UnsentPrompt))
    assert box.of == () and box.id == "drafts"
    pause = CONTENT.exercise("pause")
    entries = tell(all_done(), pause, "write_instead", "Are you up?", row=sheet_at("moment", NOON))
    found = place(entries, BOX)
    assert found.step.id == "lying_here" and "drafts" in found.visible()


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        ({"dark_thoughts": "not_wake"}, "life_first"),
        ({"my_age": "no"}, "young"),
        ({"harm_them": ["hurt"]}, "where_they_cannot_look"),
        ({"they_fear": "said"}, "stays_for_them"),
        ({"contact_said": ["kind_no"]}, "stays_for_them"),
    ],
)
def test_the_box_speaks_first_of_what_comes_first(answers, note):
    found = place(all_done(**answers), BOX)
    assert found.closed is None
    assert found.visible()[0] == note
    assert ("drafts" in found.visible()) is (note not in ("life_first", "young"))


def test_no_choice_about_a_draft_is_called_better_than_another():
    """Outcomes are of equal worth: nobody is praised for sending, and nobody blamed."""
    for _, _, asked in TOLD:
        assert isinstance(asked, ChoicePrompt)
        for then in asked.then:
            assert not re.search(r"\b(well done|brave|proud|better|should have)\b", then.say, re.I)


def test_the_readme_of_the_content_teaches_a_draft_that_opens(tmp_path):
    shutil.copytree(data_folder(), tmp_path / "data")
    readme = (tmp_path / "data" / "README.md").read_text("utf-8")
    example = next(
        found for found in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "draft" in found
    )
    path = tmp_path / "data" / "exercises" / "where_from.toml"
    path.write_text(path.read_text("utf-8") + "\n" + example, "utf-8")
    content = load_content.__wrapped__(tmp_path / "data")
    assert content.exercise("where_from").prompt("note").kind == "draft"
