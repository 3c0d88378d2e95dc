"""Second Look: a guided workbook for the time after a breakup."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.widgets import Facilitator, Page

__all__ = ["open_exercise", "open_facilitator", "open_workbook"]


def open_workbook() -> "Page":
    """Open the workbook at its start."""
    from workbook.web.opening import open_page

    return open_page()


def open_exercise(name: str) -> "Page":
    """Open the workbook at one exercise, by its name or id.

    Raises:
        UnknownExercise: there is no such exercise; the message names the nearest.
    """
    from workbook.web.opening import open_page

    return open_page(name)


def open_facilitator() -> "Facilitator":
    """Open the page from which somebody leads a group."""
    from workbook.web.opening import open_facilitator_page

    return open_facilitator_page()
