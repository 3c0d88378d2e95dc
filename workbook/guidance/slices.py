"""The slices of a responsibility pie: a line for each contributor, and the own one last."""

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import PiePrompt
from workbook.guidance.shares import OWN
from workbook.journal import Journal


def slices(
    content: Content, journal: Journal, exercise: Exercise, prompt: PiePrompt
) -> tuple[tuple[str, str], ...]:
    """Return the id and the label of each slice that there is now."""
    owner, contributors = content.resolve(prompt.contributors, exercise)
    lines = []
    for number, row in enumerate(journal.rows(owner.id, contributors.id), start=1):
        label = journal.answer(owner.id, f"{contributors.id}.{prompt.label}", row)
        lines.append((row, label or messages.SLICE.format(number=number)))
    return (*lines, (OWN, prompt.own))
