"""Answers that do not fit together, to be asked about gently."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workbook.content.models import Content
from workbook.guidance.facts import MOMENTARY, Facts, Given, facts_given
from workbook.journal import EMPTY, Journal

TOLD_BY_CHANCE = ("blame_over", "blame_under", "week_missed")
"""Facts that are a leaning or a count: two answers may differ and both be right."""


@dataclass(frozen=True)
class Contradiction:
    """Two answers that cannot both hold, and the sentence that asks about them."""

    say: str
    given: tuple[Given, Given]


def contradictions(content: Content, journal: Journal, facts: Facts) -> Iterator[Contradiction]:
    """Yield each pair of answers of which one affirms and one denies a fact, or a pair of facts.

    Only a plain no that was said after the yes counts: what comes to light later is no
    contradiction. A day, a time or a row speaks for itself alone, so what is answered there
    cannot contradict.
    """
    told = [given for given in facts_given(content, journal) if _is_answer(journal, given)]
    affirmed: dict[str, Given] = {}
    for given in told:
        if given.value is True:
            affirmed.setdefault(given.fact, given)
    seen = set()
    for given in told:
        other = affirmed.get(given.fact)
        if given.value is not False or other is None or given.fact in MOMENTARY + TOLD_BY_CHANCE:
            continue
        is_newer = _time(journal, given) > _time(journal, other)
        if is_newer and _is_plain_no(journal, given) and given.address not in seen:
            seen.add(given.address)
            yield Contradiction(content.texts.contradiction, (other, given))
    for pair in content.texts.contradictions:
        first, second = (affirmed.get(fact) for fact in pair.facts)
        if first and second and facts.any(pair.facts[0]) and facts.any(pair.facts[1]):
            yield Contradiction(pair.say, (first, second))


def _time(journal: Journal, given: Given) -> datetime:
    entry = journal.last(given.address)
    assert entry is not None
    return entry.at


def _is_plain_no(journal: Journal, given: Given) -> bool:
    """Tell whether somebody said no, and did not only choose something else."""
    answer = journal.answer(*given.address)
    none = getattr(given.prompt, "none", None)
    return answer == "no" or (none is not None and answer == [none.id])


def _is_answer(journal: Journal, given: Given) -> bool:
    return not given.address.row and journal.answer(*given.address) not in EMPTY
