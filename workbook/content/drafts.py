"""The rules of the draft check: what to look for in a draft, and what is said about it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pydantic import Field, field_validator

from workbook.content.conditions import Model
from workbook.content.loader import read_file
from workbook.content.paths import data_folder
from workbook.content.patterns import PatternProblem, read_pattern
from workbook.content.prompts import Text
from workbook.content.vocabulary import YesNoFact
from workbook.errors import ContentProblems

DraftKind = Literal["message", "letter"]
Flag = Literal[
    "self_harm",
    "threat",
    "no_override",
    "showing_up",
    "surveillance",
    "third_party",
    "deadline",
    "pressure",
    "bargaining",
    "guilt",
    "jealousy",
    "blame_shift",
    "excuse",
    "minimising",
    "conditional_apology",
    "forgiveness_demand",
    "overpromise",
    "mind_reading",
    "reunion_ask",
]
Part = Literal[
    "regret", "explanation", "responsibility", "repentance", "repair", "forgiveness_request"
]
Quality = Literal["purpose_stated", "easy_out"]
M = TypeVar("M", bound=Model)
FLAGS: tuple[Flag, ...] = get_args(Flag)
PARTS: tuple[Part, ...] = get_args(Part)
QUALITIES: tuple[Quality, ...] = get_args(Quality)
FOLDER = "draft_check"


class Look(Model):
    """Patterns to find in one sentence, and what excuses them.

    `unless` in the same sentence, `unless_near` in the one before or after, `unless_anywhere` in
    the draft. `before` asks that the next sentence fits, `after` that the one before has this
    flag, `needs` that the draft has this part, `not_with` that the sentence has none of these.
    """

    find: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    after: tuple[Flag, ...] = ()
    before: tuple[str, ...] = ()
    needs: tuple[Part, ...] = ()
    not_with: tuple[Flag, ...] = ()
    kinds: tuple[DraftKind, ...] = ("message", "letter")


class Examples(Model):
    """Drafts that a rule finds, and drafts that it leaves alone; each is a test."""

    found: tuple[Text, ...] = Field(min_length=2)
    left: tuple[Text, ...] = Field(min_length=2)


class Sharper(Model):
    """What a fact of the journal adds: other words, and whether every message is meant."""

    fact: YesNoFact
    why: Text
    instead: Text
    every_message: bool = False


class FlagRule(Model):
    """One flag: why such a sentence may land badly, and how to say it or leave it out.

    It is not raised where the same sentence has a flag that it `yields_to`.
    """

    title: Text
    why: Text
    instead: Text
    opens: Literal["help", "own_behaviour"] | None = None
    reads_quotes: bool = False
    yields_to: tuple[Flag, ...] = ()
    looks: tuple[Look, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    sharper: tuple[Sharper, ...] = ()
    examples: Examples


class SignRule(Model):
    """A part of an apology or a quality: what is said where it is there and where it is not."""

    title: Text
    there: Text
    missing: Text
    optional: bool = False
    looks: tuple[Look, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    examples: Examples


class Limit(Model):
    """What is said about a draft that is too long or asks too much."""

    why: Text
    instead: Text


class Limits(Model):
    """How long a draft may be, and how many questions a message may ask."""

    message_words: int = Field(gt=0)
    letter_words: int = Field(gt=0)
    questions: int = Field(gt=0)
    length: Limit
    too_many_questions: Limit


class Signs(Model):
    """All parts of an apology, or all qualities."""

    signs: dict[str, SignRule]


class Words(Model):
    """Spellings and lists of words that the patterns use."""

    same: dict[str, str]
    mistyped: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]

    @field_validator("lists")
    @classmethod
    def _are_patterns(cls, lists: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for name, words in lists.items():
            try:
                read_pattern("(" + "|".join(words) + ")", lists)
            except (PatternProblem, RecursionError) as error:
                raise ValueError(f"the list {name} cannot be read: {error}") from None
        return lists


class DraftRules(Model):
    """Everything in the folder draft_check."""

    words: Words
    limits: Limits
    flags: dict[Flag, FlagRule]
    parts: dict[Part, SignRule]
    qualities: dict[Quality, SignRule]


@cache
def load_draft_rules(folder: Path | None = None) -> DraftRules:
    """Read the rules of the draft check of a content folder; without one, those that we ship.

    Raises:
        ContentProblems: with one sentence for each problem, of all files.
    """
    folder = folder or data_folder()
    problems: list[str] = []

    def read(name: str, model: type[M]) -> M | None:
        found, wrong = read_file(folder, f"{FOLDER}/{name}.toml", model)
        problems.extend(wrong)
        return found

    words, limits = read("words", Words), read("limits", Limits)
    flags = {flag: rule for flag in FLAGS if (rule := read(flag, FlagRule))}
    parts, qualities = read("parts", Signs), read("qualities", Signs)
    for name, signs, allowed in (("parts", parts, PARTS), ("qualities", qualities, QUALITIES)):
        if signs and set(signs.signs) != set(allowed):
            problems.append(f"{folder.name}/{FOLDER}/{name}.toml: signs must be {allowed}.")
    if problems or not (words and limits and parts and qualities):
        raise ContentProblems(problems)
    rules = DraftRules.model_validate(
        {
            "words": words,
            "limits": limits,
            "flags": flags,
            "parts": parts.signs,
            "qualities": qualities.signs,
        }
    )
    problems += [f"{folder.name}/{FOLDER}/{said}" for said in _pattern_problems(rules)]
    if problems:
        raise ContentProblems(problems)
    return rules


def _pattern_problems(rules: DraftRules) -> Iterator[str]:
    places: list[tuple[str, FlagRule | SignRule]] = [
        *((f"{name}.toml: ", rule) for name, rule in rules.flags.items()),
        *((f"parts.toml: signs.{name}.", rule) for name, rule in rules.parts.items()),
        *((f"qualities.toml: signs.{name}.", rule) for name, rule in rules.qualities.items()),
    ]
    for place, rule in places:
        for field, patterns in _patterns_of(rule):
            for number, pattern in enumerate(patterns):
                try:
                    read_pattern(pattern, rules.words.lists)
                except PatternProblem as error:
                    yield f"{place}{field}[{number}]: {error}."


def _patterns_of(rule: FlagRule | SignRule) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "unless", rule.unless
    for number, look in enumerate(rule.looks):
        for field in ("find", "unless", "unless_near", "unless_anywhere", "before"):
            yield f"looks[{number}].{field}", getattr(look, field)
