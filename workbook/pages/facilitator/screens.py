"""All screens of the facilitator's page; one more is one more line here."""

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
