"""The rules of the draft check: what is said about a line that may land badly."""

from functools import cache
from pathlib import Path
from typing import Literal, TypeVar, get_args

from pydantic import Field

from workbook.content.asking import Text
from workbook.content.conditions import Model
from workbook.content.loader import read_file
from workbook.content.paths import data_folder
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
    "responsibility", "regret", "explanation", "repentance", "repair", "forgiveness_request"
]
Quality = Literal["purpose_stated", "easy_out"]
M = TypeVar("M", bound=Model)
FLAGS: tuple[Flag, ...] = get_args(Flag)
PARTS: tuple[Part, ...] = get_args(Part)
QUALITIES: tuple[Quality, ...] = get_args(Quality)
LABELS: tuple[str, ...] = FLAGS + PARTS + QUALITIES
"""What a labelled draft may say of a line, in the order of the learned weights."""
FOLDER = "draft_check"


class Examples(Model):
    """Drafts that a rule finds, and drafts that it leaves alone; each is a test."""

    found: tuple[Text, ...] = Field(min_length=2)
    left: tuple[Text, ...] = Field(min_length=2)


class Opens(Model):
    """Help that opens at once: the lines of a topic, under a title and a text."""

    help: Literal["crisis", "own_behaviour"]
    title: Text
    text: Text


class Sharper(Model):
    """What a fact of the journal adds: other words, and whether every message is meant.

    Where it `stops`, a draft cannot be copied as long as this stands in it.
    """

    fact: YesNoFact
    why: Text
    instead: Text
    every_message: bool = False
    stops: bool = False


class FlagRule(Model):
    """One flag: why such a line may land badly, and how to say it or leave it out.

    It is learned from the labelled drafts; lines with one of its `phrases` are found in any case.
    Where it `stops`, a draft cannot be copied as long as this stands in it.
    """

    title: Text
    why: Text
    instead: Text
    opens: Opens | None = None
    stops: bool = False
    sharper: tuple[Sharper, ...] = ()
    phrases: tuple[Text, ...] = ()
    examples: Examples


class SignRule(Model):
    """A part of an apology or a quality: what is said where it is there and where it is not."""

    there: Text
    missing: Text
    examples: Examples


class Limit(Model):
    """What is said about a draft that is too long or asks too much."""

    title: Text
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
    """All parts of an apology and all qualities."""

    parts: dict[Part, SignRule]
    qualities: dict[Quality, SignRule]


class Words(Model):
    """Words that are written in more than one way, and words that are often mistyped."""

    same: dict[str, str]
    mistyped: tuple[str, ...]


class DraftRules(Model):
    """Everything in the folder draft_check but the labelled drafts and what was learned of them."""

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

    words, limits, signs = read("words", Words), read("limits", Limits), read("signs", Signs)
    flags = {flag: rule for flag in FLAGS if (rule := read(flag, FlagRule))}
    for field, allowed in (("parts", PARTS), ("qualities", QUALITIES)):
        missing = [name for name in allowed if signs and name not in getattr(signs, field)]
        problems += [
            f"{folder.name}/{FOLDER}/signs.toml: {field}.{name} is missing." for name in missing
        ]
    if problems or not (words and limits and signs):
        raise ContentProblems(problems)
    return DraftRules(
        words=words, limits=limits, flags=flags, parts=signs.parts, qualities=signs.qualities
    )
