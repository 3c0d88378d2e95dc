"""Conditions as data: one subject, one test."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Scalar = str | int | bool
Lookup = Callable[[str, str], Any]
"""Given a kind of subject and its name, return the value or None.

"prompt", "fact" and "column" name one thing each. "age" is the number of whole hours since an
answer was last changed, "rested" whether a draft has lain as long as it should, "sittings" the
number of days on which an answer was worked on, "fall" (two names with a space between) how far a
number fell from the first answer to the second, and "shows" whether there is anything to show at a
review or a comparison, or to do at a prompt about the room of a group, which is so for who is in.
"""

SUBJECTS = ("prompt", "fact", "column", "age", "rested", "sittings", "fall", "shows", "any")
TESTS = ("is", "is_not", "any_of", "includes", "excludes", "at_least", "at_most", "answered")


class Model(BaseModel):
    """Base of all content models: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the fields alone, and nothing that was worked out from them before."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Test(Model):
    """One test of a value."""

    is_: Scalar | None = Field(default=None, alias="is")
    is_not: Scalar | None = None
    any_of: tuple[Scalar, ...] | None = None
    includes: str | None = None
    excludes: str | None = None
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
        """Tell whether a value passes; no answer passes `answered = false` and what denies."""
        if self.answered is not None:
            return self.answered == (value is not None)
        if self.is_not is not None:
            return bool(value != self.is_not)
        if self.excludes is not None:
            return not (isinstance(value, (list, tuple)) and self.excludes in value)
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
    """A test of an earlier answer, a fact, another column or a time; or any of several."""

    prompt: str | None = None
    fact: str | None = None
    column: str | None = None
    age: str | None = None
    rested: str | None = None
    sittings: str | None = None
    fall: str | None = None
    shows: str | None = None
    to: str | None = None
    any: tuple["Condition", ...] | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if sum(getattr(self, name) is not None for name in SUBJECTS) != 1:
            raise ValueError(f"needs exactly one subject; allowed: {', '.join(SUBJECTS)}")
        if (self.fall is None) != (self.to is None):
            raise ValueError("fall and to belong together: the answer before, and the one after")
        return self

    def holds(self, look: Lookup) -> bool:
        """Tell whether the condition holds, looking subjects up with `look`."""
        if self.any is not None:
            return any(condition.holds(look) for condition in self.any)
        return self.passes(look(*self.subject))

    @property
    def subject(self) -> tuple[str, str]:
        """The kind and the name of what is tested; ("any", "") for alternatives."""
        for kind in SUBJECTS[:-1]:
            name = getattr(self, kind)
            if name is not None:
                return kind, f"{name} {self.to}" if self.to else name
        return "any", ""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The references to prompts whose answers are tested."""
        kind, name = self.subject
        return () if kind in ("fact", "column", "shows", "any") else tuple(name.split())

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
