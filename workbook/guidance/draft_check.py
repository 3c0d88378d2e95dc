"""Read a draft before it is sent: what may land badly, and what of an apology is there.

Everything happens here, by rules of data/draft_check; the text goes nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbook.content.drafts import (
    PARTS,
    DraftKind,
    DraftRules,
    Flag,
    FlagRule,
    Limit,
    Look,
    Part,
    Quality,
    Sharper,
    SignRule,
    load_draft_rules,
)
from workbook.content.patterns import Book, read_pattern
from workbook.errors import ContentProblems
from workbook.guidance.draft_words import Sentence, Spelling, sentences_of
from workbook.guidance.facts import Facts

MOST_SIGNS = 200_000
"""Nobody writes a longer letter; what follows is not looked at, so that nothing gets slow."""


@dataclass(frozen=True)
class Finding:
    """A sentence that may land badly: `text[start:end]`, why, and what to write instead."""

    rule: str
    start: int
    end: int
    why: str
    instead: str
    opens: str | None = None


@dataclass(frozen=True)
class Checked:
    """What was found in a draft, in the order of the text; thoughts of self-harm come first."""

    findings: tuple[Finding, ...]
    parts: tuple[Part, ...]
    qualities: tuple[Quality, ...]

    @property
    def opens(self) -> str | None:
        """What opens at once: help, or the help with one's own behaviour."""
        opened = [finding.opens for finding in self.findings if finding.opens]
        return "help" if "help" in opened else next(iter(opened), None)


def check_draft(text: str, kind: DraftKind, facts: Facts | None = None) -> Checked:
    """Check a draft of a message that could be sent, or of a letter that stays unsent."""
    return _checker().check(text, kind, facts or Facts())


@cache
def _checker(folder: Path | None = None) -> "Checker":
    return Checker(load_draft_rules(folder))


class Checker:
    """The rules of one content folder, ready to read drafts."""

    def __init__(self, rules: DraftRules) -> None:
        self.rules = rules
        self.flags = {name: _Rule(rule, rules) for name, rule in rules.flags.items()}
        self.parts = {name: _Rule(rule, rules) for name, rule in rules.parts.items()}
        self.qualities = {name: _Rule(rule, rules) for name, rule in rules.qualities.items()}
        self.spelling = _spelling(rules)

    def check(self, text: str, kind: DraftKind, facts: Facts) -> Checked:
        """Check one draft."""
        draft = _Draft(sentences_of(text[:MOST_SIGNS], self.spelling), kind)
        for name, rule in self.flags.items():
            draft.flags[name] = set(rule.sentences(draft))
        for name, rule in self.flags.items():
            draft.flags[name] |= set(rule.sentences(draft, once_more=True))
        raised = {name: set(numbers) for name, numbers in draft.flags.items()}
        for name, flag in self.rules.flags.items():
            for other in flag.yields_to:
                draft.flags[name] -= raised[other]
        for _ in range(2):  # a part may need another one that is read after it
            draft.parts = {name for name in PARTS if self.parts[name].found_in(draft)}
        found = [*self._findings(draft, facts), *self._limits(text, draft)]
        found.sort(key=lambda finding: (finding.opens != "help", finding.start, finding.end))
        return Checked(
            tuple(found),
            tuple(name for name in PARTS if name in draft.parts),
            tuple(name for name, rule in self.qualities.items() if rule.found_in(draft)),
        )

    def _findings(self, draft: "_Draft", facts: Facts) -> Iterator[Finding]:
        for name, rule in self.rules.flags.items():
            sharper = next((sharp for sharp in rule.sharper if facts.any(sharp.fact)), None)
            said: FlagRule | Sharper = sharper or rule
            numbers = draft.flags[name]
            if sharper and sharper.every_message and draft.kind == "message" and not numbers:
                numbers = set(range(len(draft.sentences)))
                if draft.sentences:
                    first, last = draft.sentences[0], draft.sentences[-1]
                    yield Finding(name, first.start, last.end, said.why, said.instead, rule.opens)
                continue
            for number in sorted(numbers):
                sentence = draft.sentences[number]
                yield Finding(
                    name, sentence.start, sentence.end, said.why, said.instead, rule.opens
                )

    def _limits(self, text: str, draft: "_Draft") -> Iterator[Finding]:
        limits = self.rules.limits
        most = limits.message_words if draft.kind == "message" else limits.letter_words
        count = 0
        for sentence in draft.sentences:
            before = count
            count += len(text[sentence.start : sentence.end].split())
            if before <= most < count:
                yield _limit("length", sentence.start, draft.sentences[-1].end, limits.length)
        if draft.kind == "message":
            asking = [one for one in draft.sentences if one.words.endswith("? ")]
            for sentence in asking[limits.questions :]:
                yield _limit("questions", sentence.start, sentence.end, limits.too_many_questions)


def _limit(rule: str, start: int, end: int, said: Limit) -> Finding:
    return Finding(rule, start, end, said.why, said.instead)


def wrong_examples(folder: Path | None = None) -> Iterator[str]:
    """Yield one sentence for each example of a rule that the rules do not treat as it says."""
    try:
        checker = Checker(load_draft_rules.__wrapped__(folder))
    except ContentProblems:  # the check of the content lists them
        return
    rules: list[tuple[str, FlagRule | SignRule]] = [
        *checker.rules.flags.items(),
        *checker.rules.parts.items(),
        *checker.rules.qualities.items(),
    ]
    for name, rule in rules:
        for text in (*rule.examples.found, *rule.examples.left):
            checked = checker.check(text, "message", Facts())
            found = {*(one.rule for one in checked.findings), *checked.parts, *checked.qualities}
            if (name in found) != (text in rule.examples.found):
                said = "is found" if name in found else "is not found"
                yield f'draft_check: the example "{text}" of {name} {said}.'


class _Draft:
    """A draft that is being read, and what was found in it so far."""

    def __init__(self, sentences: Sequence[Sentence], kind: DraftKind) -> None:
        self.sentences = sentences
        self.kind = kind
        self.flags: dict[Flag, set[int]] = {}
        self.parts: set[Part] = set()

    def has(self, flags: Iterable[Flag], number: int) -> bool:
        """Tell whether a sentence has one of these flags."""
        return any(number in self.flags.get(flag, ()) for flag in flags)


class _Rule:
    """One rule with its patterns compiled."""

    def __init__(self, rule: FlagRule | SignRule, rules: DraftRules) -> None:
        self.quotes = isinstance(rule, FlagRule) and rule.reads_quotes
        lists = rules.words.lists
        self.unless = _book(rule.unless, lists)
        self.looks = [_Looking(look, lists) for look in rule.looks]

    def found_in(self, draft: _Draft) -> bool:
        """Tell whether the rule finds any sentence."""
        return next(self.sentences(draft), None) is not None

    def sentences(self, draft: _Draft, once_more: bool = False) -> Iterator[int]:
        """Yield the numbers of the sentences that the rule finds.

        Looks that follow on from a flag of the sentence before are taken once more, when all flags
        are known.
        """
        for number, sentence in enumerate(draft.sentences):
            words = sentence.words if self.quotes else sentence.own_words
            if any(
                (bool(looking.look.after) is once_more or not once_more)
                and looking.fits(draft, number, words)
                for looking in self.looks
            ) and not self.unless.fits(words, sentence.bag):
                yield number


class _Looking:
    """One look with its patterns compiled."""

    def __init__(self, look: Look, lists: Mapping[str, Sequence[str]]) -> None:
        self.look = look
        self.find = _book(look.find, lists)
        self.unless = _book(look.unless, lists)
        self.near = _book(look.unless_near, lists)
        self.anywhere = _book(look.unless_anywhere, lists)
        self.before = _book(look.before, lists)

    def fits(self, draft: _Draft, number: int, words: str) -> bool:
        """Tell whether this look finds the sentence."""
        look, sentences, bag = self.look, draft.sentences, draft.sentences[number].bag
        if draft.kind not in look.kinds or not self.find.fits(words, bag):
            return False
        if self.unless.fits(words, bag) or draft.has(look.not_with, number):
            return False
        if look.after and not draft.has(look.after, number - 1):
            return False
        if not all(part in draft.parts for part in look.needs):
            return False
        following = sentences[number + 1 : number + 2]
        if look.before and not _any(self.before, following):
            return False
        near = [*sentences[max(number - 1, 0) : number], *following]
        if look.unless_near and _any(self.near, near):
            return False
        return not (look.unless_anywhere and _any(self.anywhere, sentences))


def _any(book: Book, sentences: Iterable[Sentence]) -> bool:
    return any(book.fits(sentence.words, sentence.bag) for sentence in sentences)


def _book(patterns: Sequence[str], lists: Mapping[str, Sequence[str]]) -> Book:
    return Book([read_pattern(pattern, lists) for pattern in patterns])


def _spelling(rules: DraftRules) -> Spelling:
    """Gather the spellings; a word that a rule uses is known, so it is no slip."""
    texts = [text for words in rules.words.lists.values() for text in words]
    every: tuple[FlagRule | SignRule, ...] = (
        *rules.flags.values(),
        *rules.parts.values(),
        *rules.qualities.values(),
    )
    for rule in every:
        texts += [text for look in rule.looks for text in look.find]
    known = {word for text in texts for word in re.findall(r"[a-z]+(?![a-z*])", text)}
    known |= set(rules.words.mistyped)
    return Spelling(rules.words.same, rules.words.mistyped, frozenset(known))
