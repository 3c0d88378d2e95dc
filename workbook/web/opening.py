"""Open the workbook in a notebook: settings, content, journal and page come together here."""

from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from workbook.content.loader import load_content
from workbook.content.models import Exercise
from workbook.content.naming import no_exercise
from workbook.errors import StoreTooNew, StoreUnavailable, UnknownExercise
from workbook.pages.header import header_html
from workbook.pages.page import OpenPage
from workbook.pages.visit import Visit
from workbook.settings import Settings, read_settings
from workbook.web.expiry import burn_expired
from workbook.web.keeper import SealedKeeper
from workbook.web.late_rooms import late_rooms
from workbook.widgets import Facilitator, Page

if TYPE_CHECKING:
    from workbook.pages.facilitator.page import FacilitatorPage

START = "start"
Opened = TypeVar("Opened", "OpenPage", "FacilitatorPage")


def open_page(name: str = START) -> Page:
    """Return the page of an exercise, ready to be shown.

    Raises:
        UnknownExercise: there is no such exercise; the message names the nearest.
        ContentProblems: the content files have problems.
        SettingProblem: a setting cannot be used.
    """
    settings = read_settings()
    keeper = SealedKeeper(settings)
    keeper.set_aside = _burn_what_is_over(settings)
    visit = Visit(load_content(), _exercise(name), keeper)
    rooms = late_rooms(settings.database)
    page = OpenPage(visit, header_html(settings.exit_url), rooms)
    return _keep_alive(page).widget


def open_facilitator_page() -> Facilitator:
    """Return the page of who leads a group, ready to be shown.

    Raises:
        ContentProblems: the content files have problems.
        SettingProblem: a setting cannot be used.
    """
    from workbook.pages.facilitator.page import FacilitatorPage  # few pages need it

    settings = read_settings()
    # On one's own computer the office has a key of its own, beside that of one's answers.
    office = SealedKeeper(replace(settings, data_folder=settings.data_folder / "facilitator"))
    office.set_aside = _burn_what_is_over(settings)
    page = FacilitatorPage(
        office,
        late_rooms(settings.database),
        load_content(),
        own=settings.place == "own",
        header=header_html(settings.exit_url),
    )
    return _keep_alive(page).widget


def _burn_what_is_over(settings: Settings) -> bool:
    """Burn journals and rooms past their end where no server does it; as `burn_expired`."""
    if settings.place == "own" and not settings.database.startswith("line:"):
        with suppress(StoreUnavailable, StoreTooNew):  # the page itself says when it is away
            return burn_expired(settings.database)
    return False


def _exercise(name: str) -> Exercise:
    content = load_content()
    try:
        return content.exercise(name)
    except KeyError:
        raise UnknownExercise(no_exercise(content, name)) from None


@cache
def _open_pages() -> "list[OpenPage | FacilitatorPage]":
    return []


def _keep_alive(page: Opened) -> Opened:
    """Hold on to a page as long as its kernel lives; nothing else refers to it."""
    _open_pages().append(page)
    return page
