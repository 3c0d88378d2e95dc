"""The summary: a participant's own sentences, gathered under short headings."""

from collections.abc import Iterator
from datetime import datetime

from workbook.content.conditions import all_hold
from workbook.content.models import Content, Exercise
from workbook.content.prompts import SummaryPrompt
from workbook.guidance.facts import read_facts
from workbook.guidance.looking import is_shown, lookup
from workbook.guidance.route import route
from workbook.journal import Address, Journal


def read_summary(
    content: Content, journal: Journal, exercise: Exercise, summary: SummaryPrompt, now: datetime
) -> str:
    """Return a summary as it stands: the participant's own words once they changed anything.

    One that was emptied stays empty.
    """
    written = journal.last(Address(exercise.id, summary.id))
    if written is None:
        return begin_summary(content, journal, exercise, summary, now)
    return str(written.value or "")


def begin_summary(
    content: Content, journal: Journal, exercise: Exercise, summary: SummaryPrompt, now: datetime
) -> str:
    """Return the words a summary begins with; `now` is the participant's own local time.

    Parts whose prompt is not asked here, and those without an answer, are left out.
    """
    return "\n\n".join(_parts(content, journal, exercise, summary, now))


def _parts(
    content: Content, journal: Journal, exercise: Exercise, summary: SummaryPrompt, now: datetime
) -> Iterator[str]:
    facts = read_facts(content, journal, now)
    outcome = route(facts, now)
    for part in summary.parts:
        owner, asked = content.resolve(part.of, exercise)
        look = lookup(content, journal, owner, facts, now)
        step = next(step for step in owner.steps if step.id == asked.step)
        words = str(journal.answer(owner.id, asked.id) or "").strip()
        if words and is_shown(step, look, outcome) and all_hold(asked.show_if, look):
            yield f"{part.say}\n{words}"
