"""Then and now on the screen: the sides of each comparison, with their days in words."""

from typing import Any

from workbook import messages
from workbook.content.showing import ThenAndNowPrompt
from workbook.guidance.reviewing import in_days
from workbook.guidance.then_and_now import Side, compare
from workbook.pages.place import Place


def compared_view(place: Place, prompt: ThenAndNowPrompt) -> list[dict[str, Any]]:
    """Return what a prompt shows side by side; what the participant wrote is marked as said."""
    found = compare(place.content, place.journal, place.exercise, prompt, place.now)
    return [
        {
            "label": one.ask,
            "said": bool(one.ask),
            "sides": [
                {"when": _name(side), "lines": list(side.lines) or [messages.NO_REASON_THEN]}
                for side in one.sides
            ],
        }
        for one in found
    ]


def _name(side: Side) -> str:
    day = in_days(side.day)
    named = messages.SIDE_WEEK.format(day=day) if side.each == "week" else day
    return messages.SIDES[side.when].format(day=named)
