"""The summary: a participant's own sentences, gathered under short headings."""

from collections.abc import Iterator
from datetime import datetime

from workbook.content.conditions import all_hold
from workbook.content.models import Content, Exercise
from workbook.content.prompts import Prompt, SummaryPrompt
from workbook.guidance.facts import read_facts
from workbook.guidance.looking import lookup, steps_shown
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
    for part in summary.parts:
        owner, asked = content.resolve(part.of, exercise)
        words = str(journal.answer(owner.id, asked.id) or "").strip()
        if words and _is_asked(content, journal, owner, asked, now):
            yield f"{part.say}\n{words}"


def _is_asked(
    content: Content, journal: Journal, exercise: Exercise, asked: Prompt, now: datetime
) -> bool:
    """Tell whether a prompt belongs to the way this participant is on."""
    facts = read_facts(content, journal, now)
    look = lookup(content, journal, exercise, facts, now)
    steps = steps_shown(exercise, look, route(facts, now))
    return asked.step in {step.id for step in steps} and all_hold(asked.show_if, look)
