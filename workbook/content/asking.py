"""What every prompt has, whatever its kind."""

from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from workbook.content.conditions import Conditions, Model, Test
from workbook.content.vocabulary import ValueFact, YesNoFact, slug

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


def _as_tuple(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ShowIf = Annotated[Conditions, BeforeValidator(_as_tuple)]


class Choice(Model):
    """One thing to choose; choosing it makes its facts true."""

    id: Id
    say: Text
    hint: str = ""
    facts: tuple[YesNoFact, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"id": slug(value), "say": value}
        return value


class Then(Test):
    """A human sentence after a hard answer."""

    say: Text


class Ask(Model):
    """What every prompt has."""

    id: Id
    step: str = ""
    ask: Text
    hint: str = ""
    show_if: ShowIf = ()
    then: tuple[Then, ...] = ()
    fact: ValueFact | None = None

    @cached_property
    def gives(self) -> frozenset[str]:
        """The facts that answers may give."""
        return frozenset([self.fact] if self.fact else [])
