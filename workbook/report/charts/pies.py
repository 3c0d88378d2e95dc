"""The shares before and after, one pie beside the other."""

from collections import Counter
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
from workbook.guidance.slices import slices_of
from workbook.journal import Journal
from workbook.report.charts.canvas import WIDTH, Canvas, canvas
from workbook.report.charts.picture import Chart, Table

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
        known = slices_of(content, journal, owner, asked)
        shares = fit(value or {}, list(known))
        labelled = tuple(
            (SAYS["own"] if one == OWN else label, shares.get(one, 0))
            for one, label in known.items()
        )
        return Pie(name, labelled) if shares else None
    if type(value) is not int or not 0 <= value <= WHOLE:
        return None
    return Pie(name, ((SAYS["rest"], WHOLE - value), (SAYS["own"], value)))


def _say(pie: Pie) -> str:
    others = "; ".join(
        f"{label}: {share}" for label, share in pie.shares[:-1] if len(pie.shares) > 2
    )
    said = SAYS["shares" if others else "share"]
    return said.format(name=pie.name, own=pie.own, others=others)


def _table(pies: Sequence[Pie]) -> Table:
    """Return a row for each part, the own one first; parts of one label stay apart."""
    columns = {pie.name: pd.Series(dict(_numbered(pie)), dtype=object) for pie in pies}
    order = list(dict.fromkeys(part for shares in columns.values() for part in shares.index))
    frame = pd.DataFrame(columns).reindex(order)
    rows = tuple(
        (label, *("" if pd.isna(share) else _percent(share) for share in shares))
        for (label, _), *shares in frame.itertuples()
    )
    return Table((SAYS["part"], *columns), rows)


def _percent(share: int) -> str:
    return SAYS["percent"].format(n=share)


def _numbered(pie: Pie) -> Iterator[tuple[tuple[str, int], int]]:
    """Yield the shares, the own one first; the number tells parts of one label from each other."""
    seen: Counter[str] = Counter()
    for label, share in (pie.shares[-1], *pie.shares[:-1]):
        seen[label] += 1
        yield (label, seen[label]), share


def _paint(pies: Sequence[Pie]) -> str:
    room = WIDTH / len(pies)
    radius = min(LARGEST, room / 2 - 12)
    below = 2 * radius + 30
    with canvas(below + 70) as on:
        for number, pie in enumerate(pies):
            centre = ((number + 0.5) * room, radius + 4)
            _slices(on, centre, radius, pie)
            on.text(centre[0], below, pie.name, align="center", strong=True)
            on.text(centre[0], below + 22, _percent(pie.own), align="center")
        on.box((12, below + 44), (20, 20), fill="accent", edge="edge")
        on.text(44, below + 60, SAYS["own"])
        return on.svg()


def _slices(on: Canvas, centre: tuple[float, float], radius: float, pie: Pie) -> None:
    start = 0
    for number, (_, share) in enumerate(pie.shares, start=1):
        own = number == len(pie.shares)
        if share:
            on.slice(centre, radius, (start, start + share), "accent" if own else "sunk")
        start += share
