"""Conditions in words: on paper the reader, and no program, sees whether something fits."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from workbook import messages
from workbook.content.conditions import Condition, Conditions, Test
from workbook.content.models import Content, Exercise
from workbook.content.prompts import Column, Prompt
from workbook.content.vocabulary import Route
from workbook.guidance.reviewing import in_words
from workbook.report.worksheets.blocks import When

SAY = messages.PAPER_CONDITIONS


class Clause(NamedTuple):
    """What has to be so, and the question it is about, where there is one."""

    what: str
    where: str = ""


def say_when(content: Content, exercise: Exercise, conditions: Conditions) -> When:
    """Say when something is meant for the reader; without any lines it always is."""

    def clause(condition: Condition, denied: bool = False) -> Clause:
        return _clause(content, exercise, condition, denied)

    return _all_of(conditions, clause)


def say_routes(content: Content, routes: Iterable[Route], all_routes: Iterable[Route]) -> When:
    """Say for which ways a part is meant, by those it is for or those it is not for."""
    meant: list[Clause] = []
    others: list[Clause] = []
    for route in all_routes:
        said = Clause(SAY["way"].format(title=content.texts.routes[route].title))
        (meant if route in routes else others).append(said)
    return _lines([], others) if len(others) < len(meant) else _lines([_either(meant)], [])


def say_column(columns: Iterable[Prompt], conditions: Conditions) -> When:
    """Say when a column of a row is meant for the reader."""
    by_id = {column.id: column for column in columns}

    def clause(condition: Condition, denied: bool = False) -> Clause:
        column = by_id[condition.column or ""]
        return Clause(
            say_test(_opposite(condition) if denied else condition, column), at(column.ask)
        )

    return _all_of(conditions, clause)


def at(place: str) -> str:
    """Say at which question an answer was given."""
    return SAY["where"].format(place=place)


def say_test(test: Test, prompt: Prompt | Column) -> str:
    """Say what an answer has to be, such as: you chose “Yes”."""
    values = {}
    if test.answered is not None:
        name = "answered" if test.answered else "unanswered"
    elif test.at_least is not None or test.at_most is not None:
        name = "at_least" if test.at_least is not None else "at_most"
        values["n"] = str(test.at_least if test.at_least is not None else test.at_most)
    else:
        name = "chose" if test.is_ is not None or test.any_of is not None else "not_chose"
        name = {"includes": "ticked", "excludes": "not_ticked"}.get(_named(test), name)
        values["what"] = _either(Clause(f"“{in_words(prompt, one)}”") for one in _values(test))
    return SAY[name].format(**values)


def _all_of(conditions: Conditions, clause: Callable[..., Clause]) -> When:
    """Say that all conditions hold: what must be so first, then all that must not be."""
    only = [
        _either(clause(leaf) for leaf in condition.leaves())
        for condition in conditions
        if not _denies(condition)
    ]
    never = [clause(condition, denied=True) for condition in conditions if _denies(condition)]
    return _lines(only, never)


def _denies(condition: Condition) -> bool:
    return condition.is_not is not None or condition.excludes is not None


def _clause(
    content: Content, exercise: Exercise, condition: Condition, denied: bool = False
) -> Clause:
    """Say one test; with `denied` say the opposite, for a sentence that begins with "Not if"."""
    kind, name = condition.subject
    if kind == "fact":
        said = messages.FACTS[name]
        return Clause(
            SAY["not_so"].format(what=said) if _denies(condition) and not denied else said
        )
    places = [_place(content, exercise, reference) for reference in condition.prompts or (name,)]
    if kind == "prompt":
        _, prompt = content.resolve(name, exercise)
        return Clause(
            say_test(_opposite(condition) if denied else condition, prompt), at(places[0])
        )
    number = condition.at_least if condition.at_least is not None else condition.at_most
    return Clause(SAY[kind].format(n=number, what=f"“{places[0]}”", to=f"“{places[-1]}”"))


def _opposite(test: Condition) -> Condition:
    update = {"is_": test.is_not, "includes": test.excludes, "is_not": None, "excludes": None}
    return test.model_copy(update=update)


def _place(content: Content, exercise: Exercise, reference: str) -> str:
    owner, prompt = content.resolve(reference, exercise)
    return prompt.ask if owner == exercise else f"{owner.title}: {prompt.ask}"


def _named(test: Test) -> str:
    return next((one for one in ("includes", "excludes") if getattr(test, one) is not None), "")


def _values(test: Test) -> tuple[object, ...]:
    found = (test.is_, test.is_not, test.includes, test.excludes)
    return test.any_of or tuple(one for one in found if one is not None)


def _either(clauses: Iterable[Clause]) -> str:
    """Join clauses, and name the question once for all that are about it."""
    return SAY["or"].join(
        SAY["or"].join(dict.fromkeys(clause.what for clause in same)) + where
        for where, same in groupby(clauses, lambda clause: clause.where)
    )


def _lines(only: list[str], never: list[Clause]) -> When:
    names = ("only", *["and_only"] * len(only))
    said = [(SAY[name], what) for name, what in zip(names, only, strict=False)]
    if never:
        said.append((SAY["never"], _either(never)))
    return When(tuple(said))
