"""Looking back leaves out what is empty, and stays one sitting however much was written."""

from dataclasses import replace

import pytest

from tests.browser.journals import journal_of
from tests.browser.tours import TOURS
from tests.browser.walking import clear_answers, content, here_at_noon
from tests.long_journal import long_journal
from workbook.content.showing import ReviewPrompt, ThenAndNowPrompt
from workbook.guidance.looking import shows_anything
from workbook.journal import Journal
from workbook.pages.place import Place

MOST = 13  # screens in one sitting of a quarter of an hour
BACK = content().exercise("looking_back")
INVITES = {"story_then", "stopped_then", "strong_then", "change_then", "decided_then"}
"""Reviews that say something worth reading where nothing was written."""


def place(journal: Journal) -> Place:
    return Place(content(), journal, BACK, "", here_at_noon())


def steps(journal: Journal) -> list[str]:
    return [step.id for step in place(journal).steps]


def started(**answers: object) -> dict[str, dict[str, object]]:
    return {"start": {**clear_answers(), **answers}}


def test_whoever_wrote_nothing_yet_meets_only_pages_that_ask_or_say_something():
    assert steps(journal_of(started(break_start=None, break_days=None, break_now=None))) == [
        *("before", "what_i_understand", "my_part_step", "kept_step"),
        *("decided_step", "friend_step", "today_step", "summary_step", "end_step"),
    ]


def test_after_400_days_it_is_still_one_sitting():
    whole = steps(Journal.of(long_journal(here_at_noon())))
    assert len(whole) <= MOST
    assert {"days_step", "then_now_step", "guesses_step", "reasons_step"} <= {*whole}


@pytest.mark.parametrize("tour", TOURS)
def test_no_page_says_that_there_is_nothing(tour):
    at = place(journal_of(TOURS[tour]))
    assert len(at.steps) <= MOST
    for step in at.steps:
        here = replace(at, step_id=step.id)
        asked = [BACK.prompt(prompt) for prompt in here.visible()]
        assert asked
        for one in asked:
            if isinstance(one, ReviewPrompt | ThenAndNowPrompt) and one.id not in INVITES:
                assert shows_anything(content(), at.journal, BACK, one, at.now), one.id


def test_whoever_is_afraid_is_shown_no_guesses_and_no_day_of_long_ago():
    afraid = Journal.of(long_journal(here_at_noon()))
    told = journal_of({"start": {"afraid": "yes"}})
    at = place(Journal.of([*afraid.entries(), *told.entries()]))
    assert at.outcome.route == "safety_first"
    shown = {prompt for step in at.steps for prompt in replace(at, step_id=step.id).visible()}
    assert "mood_days" in shown and "not_mine" in shown
    assert not shown & {"this_day", "views_changed", "guesses_then", "days", "shares", "weeks"}
