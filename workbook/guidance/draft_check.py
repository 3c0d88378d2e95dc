"""Read a draft before it is sent: what may land badly, and what of an apology is there.

Everything happens here, by rules and weights of data/draft_check; the text goes nowhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbook.content.draft_rules import (
    FLAGS,
    LABELS,
    PARTS,
    QUALITIES,
    DraftKind,
    DraftRules,
    Flag,
    FlagRule,
    Limit,
    Part,
    Quality,
    Sharper,
    SignRule,
    load_draft_rules,
)
from workbook.errors import ContentProblems
from workbook.guidance.draft_traits import traits_of
from workbook.guidance.draft_words import Sentence, Spelling, sentences_of
from workbook.guidance.facts import Facts

if TYPE_CHECKING:
    from workbook.guidance.draft_weights import Weights

MOST_SIGNS = 40_000
"""Twice what a draft may hold; what follows is not looked at, so that nothing gets slow."""
BEGUN = 6
"""While somebody writes, a last line with fewer words and no end may still become anything."""
WHOLE = 3
"""Afterwards, too, a last line with fewer words and no end says too little to judge it."""
ENDING = ".!?\u2026"
"""Signs that end a line."""


SURE = 0.3
"""A draft is looked at closely once one line of it has a flag as surely as this.

All of these are log-odds, chosen by cross-validation: few calm drafts are to be flagged, and hardly
any thought of dying and any threat is to be missed.
"""
LIKELY = -1.0
"""Then its other lines, too, are named where they have a flag as surely as this."""
SIGN = -0.5
"""A line has a part of an apology, or a quality, where it is as sure as this."""
GRAVE: dict[str, float] = {"self_harm": -1.2, "threat": -1.2}
"""These are named wherever they are as sure as this, in the calmest draft."""


@dataclass(frozen=True)
class Finding:
    """A line that may land badly: `text[start:end]`, why, and what to write instead.

    It may open help, and where it `stops`, the draft cannot be copied as long as it stands there.
    """

    rule: str
    start: int
    end: int
    title: str
    why: str
    instead: str
    opens: Literal["crisis", "own_behaviour"] | None = None
    stops: bool = False


@dataclass(frozen=True)
class Checked:
    """What was found in a draft, in the order of the text; thoughts of self-harm come first."""

    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]
    qualities: tuple[Quality, ...]


def check_draft(
    text: str, kind: DraftKind, facts: Facts | None = None, writing: bool = False
) -> Checked:
    """Check a draft of a message that could be sent, or of a letter that stays unsent.

    While somebody is `writing`, a last line that is only begun is not judged by its few words.
    """
    return load_checker().check(text, kind, facts or Facts(), writing)


@cache
def load_checker(folder: Path | None = None) -> "Checker":
    """Make the checker of a content folder ready; without one, of that which we ship."""
    # Here, since numpy takes a while to load, and most pages hold no draft.
    from workbook.guidance.draft_weights import load_weights

    return Checker(load_draft_rules(folder), load_weights(folder))


class Checker:
    """The rules of one content folder, and what was learned for them, ready to read drafts."""

    def __init__(self, rules: DraftRules, weights: "Weights") -> None:
        self.rules = rules
        self.weights = weights
        self.spelling = Spelling(rules.words.same, rules.words.mistyped)
        self.phrases = {
            flag: [f" {self._plain(phrase)} " for phrase in rule.phrases]
            for flag, rule in rules.flags.items()
        }

    def check(self, text: str, kind: DraftKind, facts: Facts, writing: bool = False) -> Checked:
        """Check one draft."""
        sentences = sentences_of(text[:MOST_SIGNS], self.spelling)
        labels = self.labels(sentences, kind)
        if sentences and _is_only_begun(text, sentences[-1], BEGUN if writing else WHOLE):
            labels[-1] = self._phrased(sentences[-1])
        found = [
            *self._findings(sentences, labels, kind, facts),
            *self._limits(text, sentences, kind),
        ]
        found.sort(key=lambda one: (one.opens != "crisis", one.start, one.end))
        signs = {label for given in labels for label in given}
        return Checked(
            tuple(found),
            tuple(part for part in PARTS if part in signs),
            tuple(quality for quality in QUALITIES if quality in signs),
        )

    def labels(self, sentences: list[Sentence], kind: DraftKind) -> list[set[str]]:
        """Return the labels of each sentence: what was learned, and the phrases of the rules."""
        traits = [traits_of(sentences, number, kind) for number in range(len(sentences))]
        given = [
            dict(zip(LABELS, row, strict=True)) for row in self.weights.scores(traits).tolist()
        ]
        calm = not any(scores[flag] >= SURE for scores in given for flag in FLAGS)
        least: dict[str, float] = {flag: SURE if calm else LIKELY for flag in FLAGS}
        least |= GRAVE
        least |= dict.fromkeys(PARTS + QUALITIES, SIGN)
        return [
            {label for label, score in scores.items() if score >= least[label]}
            | self._phrased(sentence)
            for scores, sentence in zip(given, sentences, strict=True)
        ]

    def _phrased(self, sentence: Sentence) -> set[str]:
        words = f" {sentence.unmarked} "
        return {
            flag
            for flag, phrases in self.phrases.items()
            if any(phrase in words for phrase in phrases)
        }

    def _plain(self, phrase: str) -> str:
        return " ".join(one.unmarked for one in sentences_of(phrase, self.spelling))

    def _findings(
        self, sentences: list[Sentence], labels: list[set[str]], kind: DraftKind, facts: Facts
    ) -> Iterator[Finding]:
        for flag, rule in self.rules.flags.items():
            found = [one for one, given in zip(sentences, labels, strict=True) if flag in given]
            sharper = next((sharp for sharp in rule.sharper if facts.any(sharp.fact)), None)
            for sentence in found:
                yield _finding(flag, rule, sharper, sentence.start, sentence.end)
            if sharper and sharper.every_message and kind == "message" and sentences and not found:
                yield _finding(flag, rule, sharper, sentences[0].start, sentences[-1].end)

    def _limits(self, text: str, sentences: list[Sentence], kind: DraftKind) -> Iterator[Finding]:
        limits = self.rules.limits
        most = limits.message_words if kind == "message" else limits.letter_words
        count = 0
        for sentence in sentences:
            before = count
            count += len(text[sentence.start : sentence.end].split())
            if before <= most < count:
                yield _limit("length", sentence.start, sentences[-1].end, limits.length)
        asking = [one for one in sentences if one.words.endswith("?") and kind == "message"]
        for sentence in asking[limits.questions :]:
            yield _limit("questions", sentence.start, sentence.end, limits.too_many_questions)


def _is_only_begun(text: str, last: Sentence, whole: int) -> bool:
    """Tell whether the last line of a text has no end yet, and fewer words than a whole one."""
    ended = text[last.end - 1] in ENDING or "\n" in text[last.end :]
    return not ended and len(last.words.split()) < whole


def _finding(flag: Flag, rule: FlagRule, sharper: Sharper | None, start: int, end: int) -> Finding:
    said = sharper or rule
    return Finding(
        flag,
        start,
        end,
        rule.title,
        said.why,
        said.instead,
        rule.opens.help if rule.opens else None,
        rule.stops or bool(sharper and sharper.stops),
    )


def _limit(rule: str, start: int, end: int, said: Limit) -> Finding:
    return Finding(rule, start, end, said.title, said.why, said.instead)


def wrong_examples(folder: Path | None = None) -> Iterator[str]:
    """Yield one sentence for each example of a rule that is not treated as the rule says."""
    try:
        rules = load_draft_rules(folder)
    except ContentProblems:  # the check of the content lists them
        return
    checker = load_checker.__wrapped__(folder)
    every: list[tuple[str, FlagRule | SignRule]] = [
        *rules.flags.items(),
        *rules.parts.items(),
        *rules.qualities.items(),
    ]
    for name, rule in every:
        for text in (*rule.examples.found, *rule.examples.left):
            checked = checker.check(text, "message", Facts())
            found = {*(one.rule for one in checked.findings), *checked.parts, *checked.qualities}
            if (name in found) != (text in rule.examples.found):
                said = "is found" if name in found else "is not found"
                yield f'draft_check: the example "{text}" of {name} {said}.'
