"""Copies of one's own answers: what there is to choose from, and the files that come of it."""

import base64
import binascii
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workbook import messages
from workbook.content.showing import KeepingPrompt
from workbook.errors import AnswerProblem
from workbook.pages.burning import begun
from workbook.pages.keeping import Keeping

if TYPE_CHECKING:
    from workbook.report.copies.making import File

SEALED = "sealed"
LONGEST_NAME = 100
LONGEST_PASSWORD = 200
"""Characters; each is more than anybody needs."""


def choices_of(keeping: Keeping, prompt: KeepingPrompt) -> dict[str, Any]:
    """Return what a step lets one choose from, and how it stands now.

    Raises:
        StoreUnavailable: it cannot be known just now.
    """
    match prompt.does:
        case "copy":
            return {**_words(keeping), "exercises": _written(keeping)}
        case "share":
            return {"items": _items(keeping)}
        case "phrase":
            return _words(keeping)
        case "expiry":
            return {"days": keeping.gate.keep_days, "tab": keeping.in_tab}
        case "burn_one":
            return {"exercises": _begun(keeping)}
    return {}


def make_copy(keeping: Keeping, format: Any, exercises: Any) -> "File":
    """Make a copy of the exercises with these ids, or the sealed one of all there is.

    Raises:
        AnswerProblem: nothing can be made of that choice; the message says what to choose.
        StoreUnavailable: it cannot be made just now.
    """
    # The writers of files are loaded only by those who make one.
    from workbook.report.copies import making

    visit = keeping.visit
    if format == SEALED:
        if not keeping.is_kept:
            raise AnswerProblem(messages.PAGE["words_none"])
        return making.sealed_file_of(visit.now(), keeping.sealed_copy())
    written = {one["id"] for one in _written(keeping)}
    chosen = _strings(exercises) & written
    if format not in making.FORMATS or not chosen:
        raise AnswerProblem(messages.PAGE["copy_choose"])
    return making.make_copy(visit.content, visit.journal, chosen, format, visit.now())


def make_share_copy(keeping: Keeping, items: Any, to: Any, password: Any) -> "File":
    """Make a copy of single answers for somebody who helps; `to` and `password` may be empty.

    Raises:
        AnswerProblem: nothing can be made of that choice; the message says what to choose.
    """
    from workbook.report.copies import making

    chosen = _strings(items)
    known = chosen & {item["id"] for item in _items(keeping)}
    if not known:
        raise AnswerProblem(messages.PAGE["share_choose"])
    to, password = _text(to, LONGEST_NAME), _text(password, LONGEST_PASSWORD)
    visit = keeping.visit
    return making.make_share_copy(
        visit.content, visit.journal, known, visit.now(), to=to, password=password
    )


def read_body(body: Any) -> bytes:
    """Return the bytes of a file that came in base64.

    Raises:
        AnswerProblem: they did not come in base64.
    """
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise AnswerProblem(messages.COPY_REFUSED["cut"]) from None


def _words(keeping: Keeping) -> dict[str, bool]:
    if keeping.gate.read_only:
        return {"kept": True, "can_keep": False}
    return {"kept": keeping.is_kept, "can_keep": keeping.status()["can_keep"]}


def _written(keeping: Keeping) -> list[dict[str, str]]:
    from workbook.report.copies import making

    visit = keeping.visit
    return [
        {"id": exercise.id, "say": exercise.title}
        for exercise in making.with_answers(visit.content, visit.journal)
    ]


def _begun(keeping: Keeping) -> list[dict[str, str]]:
    visit = keeping.visit
    return [{"id": one.id, "say": one.title} for one in begun(visit.content, visit.journal)]


def _items(keeping: Keeping) -> list[dict[str, str]]:
    from workbook.report.copies import making

    visit = keeping.visit
    return [asdict(item) for item in making.list_items(visit.content, visit.journal, visit.now())]


def _strings(found: Any) -> set[str]:
    return {one for one in found if isinstance(one, str)} if isinstance(found, list) else set()


def _text(found: Any, longest: int) -> str:
    """Return what was typed; a password that is cut short would open nothing."""
    if not found:
        return ""
    if not isinstance(found, str) or len(found) > longest:
        raise AnswerProblem(messages.NOT_AN_ANSWER)
    return found
