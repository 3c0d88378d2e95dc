"""Figures with their medians and goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """What was measured, in which unit, and what it should be at most (None: no goal)."""

    what: str
    unit: str
    measured: Sequence[float]
    goal: float | None = None

    def row(self) -> str:
        """Return the median, from where to where it went, and the goal, as a row of a table."""
        low, high = min(self.measured), max(self.measured)
        middle, goal = shown(median(self.measured)), goal_of(self.goal)
        return f"| {self.what} | {self.unit} | {middle} | {low:.0f}-{high:.0f} | {goal} |"


def shown(value: float) -> str:
    """Return a figure as short as it is certain."""
    return f"{value:.1f}" if abs(value) < 10 else f"{value:.0f}"


def goal_of(goal: float | None) -> str:
    """Return a goal, or nothing where there is none."""
    return "" if goal is None else shown(goal)
