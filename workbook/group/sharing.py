"""What of a journal could be shared with a group, and what of it others would see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workbook import messages
from workbook.content.models import Content
from workbook.content.prompts import (
    ChoicePrompt,
    ManyPrompt,
    Prompt,
    ScalePrompt,
    ShortTextPrompt,
    TextPrompt,
)
from workbook.group.counting import find_prompt, labels, places
from workbook.group.lines import is_one_line, one_line
from workbook.group.sealing import Contribution, Value
from workbook.journal import EMPTY, Journal

LONGEST_SENTENCE = 200
# A sentence ends where space follows, and in some scripts without any.
_END = re.compile("[.!?…؟।][\"'\u201d\u2019»)\\]]*(?=\\s)|[。\uff01\uff1f]")


@dataclass(frozen=True)
class Offer:
    """One answer that could be shared; `shown` is exactly what others could see of it.

    Of a longer text it is one sentence, which its owner may still change.
    """

    prompt: str
    ask: str
    is_sentence: bool
    value: Value
    shown: tuple[str, ...]


def offers(content: Content, journal: Journal, share: Iterable[str]) -> tuple[Offer, ...]:
    """Return what a participant could share of these prompts: those they have answered."""
    found = (_offer(content, journal, name) for name in dict.fromkeys(share))
    return tuple(offer for offer in found if offer)


def is_valid(content: Content, contribution: Contribution) -> bool:
    """Tell whether a contribution is an answer that its prompt allows, and that may be shared."""
    prompt = find_prompt(content, contribution.prompt)
    return prompt is not None and _is_answer(prompt, contribution.value)


def is_sentence(prompt: Prompt) -> bool:
    """Tell whether what is shared of a prompt is a sentence, not one of its own answers."""
    return isinstance(prompt, TextPrompt | ShortTextPrompt)


def cleaned(contribution: Contribution) -> Contribution:
    """Return a contribution as it may be sealed: a text as one line, no longer than a sentence."""
    if not isinstance(contribution.value, str):
        return contribution
    return Contribution(contribution.prompt, one_line(contribution.value, LONGEST_SENTENCE))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is too long."""
    whole = one_line(text, len(text))
    end = _END.search(whole)
    sentence = whole[: end.end()] if end else whole
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    start = sentence[:LONGEST_SENTENCE]  # one character is kept for the sign of the cut
    cut = start.rpartition(" ")[0] or start[:-1]
    return cut.rstrip(" ,;:") + "…"


def _offer(content: Content, journal: Journal, name: str) -> Offer | None:
    prompt = find_prompt(content, name)
    if prompt is None:
        return None
    answer: Any = journal.answer(*name.split(".", 1))
    if answer in EMPTY:
        return None
    if is_sentence(prompt):
        value: Value = first_sentence(answer) if isinstance(answer, str) else ""
        shown: tuple[str, ...] = (str(value),)
    else:
        value, shown = answer, _shown(prompt, answer)
    if not _is_answer(prompt, value):
        return None
    return Offer(name, prompt.ask, is_sentence(prompt), value, shown)


def _shown(prompt: Prompt, value: Any) -> tuple[str, ...]:
    drawn = labels(prompt)
    if isinstance(prompt, ScalePrompt) and len(drawn) == prompt.max - prompt.min + 1:
        ends = {"min": prompt.min, "low": prompt.low, "max": prompt.max, "high": prompt.high}
        return (messages.SCALE.format(n=value, **ends),)
    return tuple(drawn[at] for at in places(prompt, value))


def _is_answer(prompt: Prompt, value: Any) -> bool:
    if isinstance(prompt, ManyPrompt):
        return _is_choice_of_many(prompt, value)
    if isinstance(prompt, ChoicePrompt):
        return isinstance(value, str) and any(one.id == value for one in prompt.offered)
    if isinstance(prompt, ScalePrompt):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and prompt.min <= value <= prompt.max
    return is_sentence(prompt) and isinstance(value, str) and is_one_line(value, LONGEST_SENTENCE)


def _is_choice_of_many(prompt: ManyPrompt, value: Any) -> bool:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return False
    known = {one.id for one in prompt.offered}
    if not value or len(set(value)) != len(value) or not known.issuperset(value):
        return False
    return prompt.none is None or prompt.none.id not in value or len(value) == 1
