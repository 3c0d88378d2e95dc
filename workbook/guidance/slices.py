"""The slices of a responsibility pie: the other parts by their names, one's own part last."""

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import PiePrompt
from workbook.guidance.shares import OWN
from workbook.journal import Journal


def slices_of(
    content: Content, journal: Journal, exercise: Exercise, prompt: PiePrompt
) -> dict[str, str]:
    """Return the name of each slice by its id, in order."""
    owner, contributors = content.resolve(prompt.contributors, exercise)
    names = {}
    for number, row in enumerate(journal.rows(owner.id, contributors.id), start=1):
        name = journal.answer(owner.id, f"{contributors.id}.{prompt.label}", row)
        names[row] = name or messages.SLICE.format(number=number)
    return {**names, OWN: prompt.own}
