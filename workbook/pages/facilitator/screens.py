"""All screens of the facilitator's page; one more is one more line here."""

from workbook import messages
from workbook.pages.facilitator.door import Door
from workbook.pages.facilitator.plan import Plan
from workbook.pages.facilitator.plans import Plans
from workbook.pages.facilitator.room import Leading
from workbook.pages.facilitator.screen import Screen
from workbook.pages.facilitator.wall import Wall

SCREENS: tuple[type[Screen], ...] = (
    Door,
    Plans,
    Plan,
    Leading,
    Wall,
)


def all_words() -> dict[str, str]:
    """Return every sentence that the scripts of these screens ask for."""
    words = dict(messages.FACILITATOR)
    for screen in SCREENS:
        words |= screen.words
    return words
