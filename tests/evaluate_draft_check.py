"""Measure the draft check on labelled drafts: `python -m tests.evaluate_draft_check PATH`."""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.labelled_drafts import Labelled, read_drafts
from workbook.content.draft_rules import FLAGS, PARTS, QUALITIES
from workbook.guidance.draft_check import Checked, Checker, check_draft, load_checker
from workbook.guidance.facts import Facts

LONG_LETTER = 400
"""Words of the letter that is timed."""


@dataclass
class Score:
    """Hits, false alarms and misses."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def add(self, truth: bool, found: bool) -> None:
        """Count one case."""
        self.hit += truth and found
        self.false += found and not truth
        self.missed += truth and not found

    @property
    def precision(self) -> float:
        """How many of the findings are right."""
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        """How much of what is there is found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.hit + self.false + self.missed
        return 2 * self.hit / total if total else 1.0

    def __str__(self) -> str:
        """Return one line of the table."""
        return (
            f"{self.precision:6.2f} {self.recall:6.2f} {self.f1:6.2f}"
            f" {self.hit:4} {self.false:4} {self.missed:4}"
        )


@dataclass
class Figures:
    """All figures of one file."""

    drafts: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FLAGS})
    sentences: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in FLAGS})
    parts: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in PARTS})
    qualities: dict[str, Score] = field(
        default_factory=lambda: {name: Score() for name in QUALITIES}
    )
    clean: int = 0
    clean_flagged: int = 0
    wrong: list[str] = field(default_factory=list)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def measure(
    drafts: Iterable[Labelled], checker: Checker | None = None, figures: Figures | None = None
) -> Figures:
    """Check every draft, compare with its labels, and add to the figures so far."""
    checker, figures = checker or load_checker(), figures or Figures()
    for draft in drafts:
        checked = checker.check(draft.text, draft.kind, Facts())
        _add_flags(figures, draft, checked)
        for scores, found in (
            (figures.parts, checked.parts),
            (figures.qualities, checked.qualities),
        ):
            for name, score in scores.items():
                score.add(name in draft.told, name in found)
                if (name in draft.told) != (name in found):
                    figures.wrong.append(f"{draft.id} {_sign(name in found)}{name}")
    return figures


def _add_flags(figures: Figures, draft: Labelled, checked: Checked) -> None:
    found = [finding for finding in checked.findings if finding.rule in FLAGS]
    if not draft.flags:
        figures.clean += 1
        figures.clean_flagged += bool(found)
    for name in FLAGS:
        figures.drafts[name].add(name in draft.flags, any(one.rule == name for one in found))
        spans = [(one.start, one.end) for one in found if one.rule == name]
        truth = [(start, end) for start, end, labels in draft.spans if name in labels]
        for span in truth:
            hit = any(overlap(span, other) for other in spans)
            figures.sentences[name].add(True, hit)
            if not hit:
                figures.wrong.append(f"{draft.id} -{name}: {draft.text[slice(*span)]}")
        for span in spans:
            if not any(overlap(span, other) for other in truth):
                figures.sentences[name].add(False, True)
                figures.wrong.append(f"{draft.id} +{name}: {draft.text[slice(*span)]}")


def _sign(found: bool) -> str:
    return "+" if found else "-"


def together(scores: dict[str, Score]) -> Score:
    """Add up all scores: the micro average."""
    total: Counter[str] = Counter()
    for score in scores.values():
        total.update(hit=score.hit, false=score.false, missed=score.missed)
    return Score(total["hit"], total["false"], total["missed"])


def time_of_a_letter(texts: Iterable[str]) -> float:
    """Return the milliseconds that a letter of 400 words takes; the median of some runs."""
    words = " ".join(texts).split()
    letter = " ".join((words * LONG_LETTER)[:LONG_LETTER])
    check_draft(letter, "letter")
    times = []
    for _ in range(9):
        start = time.perf_counter()
        check_draft(letter, "letter")
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def report(figures: Figures, milliseconds: float | None = None) -> Iterator[str]:
    """Yield the lines of the report."""
    head = f"{'':22} {'prec':>6} {'recall':>6} {'F1':>6}  hit fals miss"
    for title, scores in (
        ("flags, by sentence", figures.sentences),
        ("flags, by draft", figures.drafts),
        ("parts", figures.parts),
        ("qualities", figures.qualities),
    ):
        yield f"{title}\n{head}"
        for name, score in scores.items():
            yield f"{name:22} {score}"
        yield f"{'all together':22} {together(scores)}\n"
    share = figures.clean_flagged / figures.clean if figures.clean else 0.0
    yield f"clean drafts flagged   {share:.1%} ({figures.clean_flagged} of {figures.clean})"
    for name in ("self_harm", "threat"):
        yield f"{name + ' recall':22} {figures.sentences[name].recall:.2f}"
    if milliseconds is not None:
        yield f"a letter of 400 words  {milliseconds:.1f} ms"


def main() -> None:
    """Print the report on one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="a file of labelled drafts")
    parser.add_argument(
        "--wrong", action="store_true", help="list what was missed or wrongly found"
    )
    options = parser.parse_args()
    drafts = read_drafts(options.path)
    figures = measure(drafts)
    print("\n".join(report(figures, time_of_a_letter(draft.text for draft in drafts))))
    if options.wrong:
        print("\n" + "\n".join(figures.wrong))


if __name__ == "__main__":
    main()
