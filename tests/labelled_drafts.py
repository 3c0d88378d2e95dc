"""Labelled drafts: invented messages and letters, each line with what it earns.

Two formats are read. `*.txt`, as in data/draft_check/drafts, has one draft under each `@message` or
`@letter`, one line for each sentence, its labels in braces at the end. `*.jsonl` has one object a
line, with the flagged sentences of the text and the parts and qualities of the whole.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from workbook.content.draft_rules import FLAGS, LABELS, PARTS, QUALITIES, DraftKind

LINE = re.compile(r"(?P<text>.*?)\s*(?:\{(?P<labels>[\w\s,]*)\})?(?P<breaks>\s*\\n)?")
OF_DRAFT = PARTS + QUALITIES


@dataclass(frozen=True)
class Labelled:
    """One draft: its text, and the labels of places in it.

    `told` names the parts and qualities of the whole; where a label of `unknown` stands, if it
    stands anywhere, nobody has said.
    """

    id: str
    kind: DraftKind
    text: str
    spans: tuple[tuple[int, int, frozenset[str]], ...]
    told: frozenset[str]
    unknown: frozenset[str] = frozenset()

    @property
    def flags(self) -> frozenset[str]:
        """The flags of the whole draft."""
        return frozenset(label for *_, labels in self.spans for label in labels) & {*FLAGS}

    def labels_at(self, start: int, end: int) -> frozenset[str]:
        """Return the labels of all places that share at least half of these characters."""
        return frozenset(
            label
            for begin, stop, labels in self.spans
            for label in labels
            if 2 * (min(stop, end) - max(begin, start)) >= min(stop - begin, end - start)
        )


def read_drafts(path: Path) -> list[Labelled]:
    """Read the labelled drafts of a file.

    Raises:
        ValueError: with the number of a line that cannot be read.
    """
    lines = path.read_text("utf-8").splitlines()
    return [*(_from_json(lines) if path.suffix == ".jsonl" else _from_text(path.stem, lines))]


def _from_json(lines: list[str]) -> Iterator[Labelled]:
    for case in (json.loads(line) for line in lines if line.strip()):
        text = case["text"]
        spans = tuple(
            (text.index(words), text.index(words) + len(words), frozenset({flag}))
            for flag, places in case["flags"].items()
            for words in places
        )
        told = frozenset(case["components"]) | frozenset(case["qualities"])
        yield Labelled(case["id"], case["kind"], text, spans, told, unknown=told)


def _from_text(name: str, lines: list[str]) -> Iterator[Labelled]:
    kind: DraftKind | None = None
    block: list[tuple[int, str]] = []
    count = 0
    for number, line in enumerate([*lines, "@end"], start=1):
        if not line.startswith("@"):
            block += [(number, line.strip())] if line.strip() else []
            continue
        if kind and block:
            count += 1
            yield _joined(f"{name}-{count:03}", kind, block)
        if line.strip() not in ("@message", "@letter", "@end"):
            raise ValueError(f"line {number}: {line} is neither @message nor @letter")
        kind, block = cast(DraftKind, line.strip()[1:]), []


def _joined(name: str, kind: DraftKind, block: list[tuple[int, str]]) -> Labelled:
    text, spans, between = "", [], ""
    for number, line in block:
        match = LINE.fullmatch(line)
        assert match
        labels = frozenset(re.findall(r"\w+", match["labels"] or ""))
        if unknown := labels - {*LABELS}:
            raise ValueError(f"line {number}: unknown labels {', '.join(sorted(unknown))}")
        start = len(text) + len(between)
        text += between + match["text"]
        spans.append((start, len(text), labels))
        between = "\n" if match["breaks"] else " "
    told = frozenset(label for *_, labels in spans for label in labels) & {*OF_DRAFT}
    return Labelled(name, kind, text, tuple(spans), told)
