"""Which parts of a help line's channel are numbers to call, so that a touch dials them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

BETWEEN = re.compile(r"(; | or )")
CALLED = re.compile(r"(?P<before>call/text )?(?P<number>\d[\d -]*)(?P<after>(?: free| \(|,).*)?")
"""A number alone, or with a word beside it; "text HOME to 123" and "18 languages" are none."""


class Part(NamedTuple):
    """A piece of a channel; `dials` is what a touch dials, or nothing."""

    text: str
    dials: str = ""


def parts_of(channel: str) -> tuple[Part, ...]:
    """Cut a channel into its numbers to call and the words between them."""
    return tuple(part for piece in BETWEEN.split(channel) for part in _parts(piece) if part.text)


def _parts(piece: str) -> Iterator[Part]:
    found = CALLED.fullmatch(piece)
    if not found:
        yield Part(piece)
        return
    yield Part(found["before"] or "")
    yield Part(found["number"], dials=re.sub(r"\D", "", found["number"]))
    yield Part(found["after"] or "")
