"""The shares before and after, one pie beside the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from workbook import messages
from workbook.content.models import Content, Exercise
from workbook.content.prompts import PiePrompt, Prompt
from workbook.content.showing import ChartPrompt
from workbook.guidance.answers import answer_to
from workbook.guidance.shares import OWN, WHOLE, fit
from workbook.guidance.slices import slices
from workbook.journal import Journal
from workbook.report.canvas import WIDTH, Canvas, canvas
from workbook.report.picture import Chart, Table

SAYS = messages.CHART
LARGEST = 74
"""Pixels from the middle of a pie to its rim."""


@dataclass(frozen=True)
class Pie:
    """Shares that make 100, by their labels; the own one is the last."""

    name: str
    shares: tuple[tuple[str, int], ...]

    @property
    def own(self) -> int:
        """The own share in percent."""
        return self.shares[-1][1]


def draw_pies(
    content: Content, journal: Journal, exercise: Exercise, prompt: ChartPrompt, now: datetime
) -> Chart | None:
    """Draw each of the shares as a pie; None where none was answered."""
    found = [
        pie
        for reference, name in prompt.of.items()
        if (pie := _pie(content, journal, *content.resolve(reference, exercise), name))
    ]
    if not found:
        return None
    alt = " ".join(map(_say, found))
    return Chart(_paint(found) if len(found) > 1 else "", alt, _table(found))


def _pie(
    content: Content, journal: Journal, owner: Exercise, asked: Prompt, name: str
) -> Pie | None:
    value = answer_to(content, journal, owner, asked)
    if isinstance(asked, PiePrompt):
        known = slices(content, journal, owner, asked)
        shares = fit(value or {}, [one for one, _ in known])
        labelled = tuple((SAYS["own"] if one == OWN else label, shares.get(one, 0)) for one, label in known)
        return Pie(name, labelled) if shares else None
    if type(value) is not int or not 0 <= value <= WHOLE:
        return None
    return Pie(name, ((SAYS["rest"], WHOLE - value), (SAYS["own"], value)))


def _say(pie: Pie) -> str:
    others = "; ".join(f"{label}: {share}" for label, share in pie.shares[:-1] if len(pie.shares) > 2)
    said = SAYS["shares" if others else "share"]
    return said.format(name=pie.name, own=pie.own, others=others)


def _table(pies: Sequence[Pie]) -> Table:
    """Return a row for each part, the own one first; parts of one label stay apart."""
    columns = {pie.name: pd.Series(dict(_numbered(pie)), dtype=object) for pie in pies}
    frame = pd.DataFrame(columns).fillna("")
    own = (SAYS["own"], 1)
    order = [own, *(part for part in dict.fromkeys(p for pie in pies for p, _ in _numbered(pie)) if part != own)]
    rows = tuple((part[0], *map(str, frame.loc[[part]].to_numpy()[0])) for part in order)
    return Table((SAYS["part"], *columns), rows)


def _numbered(pie: Pie) -> Iterator[tuple[tuple[str, int], int]]:
    seen: dict[str, int] = {}
    for label, share in pie.shares:
        seen[label] = seen.get(label, 0) + 1
        yield (label, seen[label]), share


def _paint(pies: Sequence[Pie]) -> str:
    room = WIDTH / len(pies)
    radius = min(LARGEST, room / 2 - 12)
    with canvas(2 * radius + 64) as on:
        for number, pie in enumerate(pies):
            centre = ((number + 0.5) * room, radius + 4)
            _slices(on, centre, radius, pie)
            below = 2 * radius + 30
            on.text(centre[0], below, pie.name, align="center", strong=True)
            said = SAYS["own_short"].format(n=pie.own)
            on.text(centre[0], below + 22, said, colour="soft-ink", align="center")
        return on.svg()


def _slices(on: Canvas, centre: tuple[float, float], radius: float, pie: Pie) -> None:
    start = 0
    for number, (_, share) in enumerate(pie.shares, start=1):
        own = number == len(pie.shares)
        if share:
            on.slice(centre, radius, (start, start + share), "accent" if own else "sunk")
        start += share
