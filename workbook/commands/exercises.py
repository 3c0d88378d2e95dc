"""Exercises that are named on the command line."""

from collections.abc import Iterable

from workbook.content.models import Content
from workbook.content.naming import no_exercise
from workbook.errors import SettingProblem


def find_ids(content: Content, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of exercises that are given by id or name.

    Raises:
        SettingProblem: there is no such exercise; the message names the nearest.
    """
    return tuple(_id_of(content, name) for name in names)


def _id_of(content: Content, name: str) -> str:
    try:
        return content.exercise(name).id
    except KeyError:
        raise SettingProblem(no_exercise(content, name)) from None
