"""Conditions as data: one subject, one test."""

from collections.abc import Callable, Iterator
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Scalar = str | int | bool
Lookup = Callable[[str, str], Any]
"""Given a kind of subject ("prompt", "fact" or "column") and its name, return the value or None."""

TESTS = ("is", "is_not", "any_of", "includes", "at_least", "at_most", "answered")


class Model(BaseModel):
    """Base of all content models: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Test(Model):
    """One test of a value."""

    is_: Scalar | None = Field(default=None, alias="is")
    is_not: Scalar | None = None
    any_of: tuple[Scalar, ...] | None = None
    includes: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if len(self._tests()) != 1 and not getattr(self, "any", None):
            raise ValueError(f"needs exactly one test; allowed: {', '.join(TESTS)}")
        return self

    def _tests(self) -> list[str]:
        names = {name: "is_" if name == "is" else name for name in TESTS}
        return [name for name, field in names.items() if getattr(self, field) is not None]

    def passes(self, value: Any) -> bool:
        """Tell whether a value passes; no answer passes only `answered = false` and `is_not`."""
        if self.answered is not None:
            return self.answered == (value is not None)
        if self.is_not is not None:
            return bool(value != self.is_not)
        if value is None:
            return False
        if self.is_ is not None:
            return bool(value == self.is_)
        if self.any_of is not None:
            return value in self.any_of
        if self.includes is not None:
            return isinstance(value, (list, tuple)) and self.includes in value
        if not isinstance(value, int | float):
            return False
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


class Condition(Test):
    """A test of an earlier answer, a fact or another column; or any of several conditions."""

    prompt: str | None = None
    fact: str | None = None
    column: str | None = None
    any: tuple["Condition", ...] | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        subjects = [self.prompt, self.fact, self.column, self.any]
        if sum(subject is not None for subject in subjects) != 1:
            raise ValueError("needs exactly one subject; allowed: prompt, fact, column, any")
        return self

    def holds(self, look: Lookup) -> bool:
        """Tell whether the condition holds, looking subjects up with `look`."""
        if self.any is not None:
            return any(condition.holds(look) for condition in self.any)
        return self.passes(look(*self.subject))

    @property
    def subject(self) -> tuple[str, str]:
        """The kind and the name of what is tested; ("any", "") for alternatives."""
        for kind in ("prompt", "fact", "column"):
            name = getattr(self, kind)
            if name is not None:
                return kind, name
        return "any", ""

    def leaves(self) -> Iterator["Condition"]:
        """Yield the conditions that test something themselves."""
        if self.any is None:
            yield self
        for condition in self.any or ():
            yield from condition.leaves()


Conditions = tuple[Condition, ...]


def all_hold(conditions: Conditions, look: Lookup) -> bool:
    """Tell whether every condition holds."""
    return all(condition.holds(look) for condition in conditions)
