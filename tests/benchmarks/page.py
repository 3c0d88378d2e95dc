"""How fast a page is, beside its peers: `python -m tests.benchmarks.page` prints two tables.

The first holds the same page of 20 items in Second Look, Panel and Voilà as it comes, visited in
turn, so that the noise of the machine meets all alike. The second holds what only our pages do.
Nothing here fails; compare figures of one machine and one hour with each other only.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.figures import goal_of, shown
from tests.benchmarks.own import own_figures
from tests.benchmarks.sites import STATEMENT, Site, ours, panel, stock_voila
from tests.benchmarks.visits import Visited, received, visit, weigh_held
from tests.benchmarks.weighing import machine
from tests.browser.conftest import ARGUMENTS
from tests.find_browser import find_browser

RUNS = 11
HELD = 6
OF_PANEL = 0.8  # the part of Panel's time in which our first click is to be answered

Row = tuple[str, Sequence[float], float | None]
"""What was measured, its figure of each site, and our goal."""


def main() -> None:
    chosen = _parser().parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        print(f"{date.today():%-d %B %Y}; {machine()}; Chromium {browser.version}.\n", flush=True)
        with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as sites:
            for line in beside_peers(browser, sites, chosen.runs, chosen.held):
                print(line, flush=True)
        print("\n| Second Look alone | unit | median | from-to | goal |\n|---|---|---:|---:|---:|")
        for figure in own_figures(browser):
            print(figure.row(), flush=True)
        browser.close()


@contextmanager
def serving(folder: Path) -> Iterator[list[Site]]:
    """Serve the page three times, each server in a folder of its own; ours comes first."""
    with ExitStack() as servers:
        sites = []
        for serve in (ours, panel, stock_voila):
            (folder / serve.__name__).mkdir()
            sites.append(servers.enter_context(serve(folder / serve.__name__)))
        yield sites


def beside_peers(browser: Browser, sites: Sequence[Site], runs: int, held: int) -> Iterator[str]:
    """Yield the lines of a table: a row for each figure, a column for each site."""
    visits, savings = _take_turns(browser, sites, runs)
    hosts = [", ".join(sorted({host for one in each for host in one.hosts})) for each in visits]
    weights = [weigh_held(browser, site, held) for site in sites]
    answered = _medians(visits, lambda one: one.answered)
    rows: list[Row] = [
        ("first paint, ms", _medians(visits, lambda one: one.paint), 300),
        ("title to read, ms", _medians(visits, lambda one: one.title), None),
        ("all 40 controls to see, ms", _medians(visits, lambda one: one.items), None),
        ("first click answered by Python, ms", answered, OF_PANEL * answered[1]),
        ("first answer saved (with the 300 ms it waits for more), ms", [median(savings)], None),
        ("received on a first visit, kB", [received(browser, site) for site in sites], 400),
        ("memory a held page (PSS), MB", [one.pss for one in weights], 20),
        ("memory a held page (USS), MB", [one.uss for one in weights], None),
    ]
    yield f"| {runs} visits in turn, medians | {' | '.join(one.name for one in sites)} | goal |"
    yield f"|---|{'---:|' * len(sites)}---:|"
    for what, figures, goal in rows:
        cells = [*map(shown, figures), *[""] * (len(sites) - len(figures))]
        yield f"| {what} | {' | '.join(cells)} | {goal_of(goal)} |"
    yield f"| other hosts asked | {' | '.join(each or 'none' for each in hosts)} | none |"


def _take_turns(
    browser: Browser, sites: Sequence[Site], runs: int
) -> tuple[list[list[Visited]], list[float]]:
    """Visit all sites one after the other, again and again; the first time warms them up."""
    saving = replace(sites[0], press=STATEMENT.format(n=3), answer="Saved")
    visits: list[list[Visited]] = [[] for _ in sites]
    savings = []
    for turn in range(runs + 1):
        seen = [visit(browser, site) for site in sites]
        saved = visit(browser, saving, once=True)
        if turn:
            for one, each in zip(seen, visits, strict=True):
                each.append(one)
            savings.append(saved.answered)
    return visits, savings


def _medians(
    visits: Sequence[Sequence[Visited]], figure: Callable[[Visited], float]
) -> list[float]:
    return [median(map(figure, each)) for each in visits]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.page", description=__doc__)
    parser.add_argument("--runs", type=int, choices=range(1, 101), default=RUNS, metavar="N")
    parser.add_argument("--held", type=int, choices=range(1, 31), default=HELD, metavar="N")
    return parser


if __name__ == "__main__":
    main()
