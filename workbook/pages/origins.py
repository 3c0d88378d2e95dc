"""Where this workbook comes from: every step of the advice, and what became of it."""

from itertools import groupby
from typing import Any

from workbook import messages
from workbook.content.models import SourceRow
from workbook.pages.place import Place


def origins(place: Place) -> list[dict[str, Any]]:
    """Return the articles, each with its steps and the exercise that carries them."""
    rows = sorted(place.content.sources, key=lambda row: (row.id[0], int(row.id[1:])))
    return [
        {"title": place.content.articles[letter], "rows": [_row(place, row) for row in group]}
        for letter, group in groupby(rows, key=lambda row: row.id[0])
    ]


def _row(place: Place, row: SourceRow) -> dict[str, Any]:
    return {
        "step": row.step,
        "treatment": messages.TREATMENTS[row.treatment] if row.exercise else "",
        "left_out": row.left_out,
        "where": _where(place, row) if row.exercise else None,
    }


def _where(place: Place, row: SourceRow) -> dict[str, str]:
    exercise = place.content.exercise(row.exercise)
    step = exercise.prompt(row.prompt).step if row.prompt else ""
    return {"exercise": exercise.id, "step": step, "label": exercise.title}
