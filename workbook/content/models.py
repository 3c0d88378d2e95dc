"""The models of the content: exercises, routes, help lines, sources."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from workbook.content.asking import Id, ShowIf, Text
from workbook.content.conditions import Model
from workbook.content.measures import Measure
from workbook.content.notes import Evidence, FacilitatorNotes
from workbook.content.prompts import DraftPrompt, Prompt
from workbook.content.vocabulary import Route, Rule, YesNoFact

Each = Literal["day", "week", "moment"]
"""How often the prompts of a step are answered anew; each time has a sheet of its own."""


class Step(Model):
    """One screen of an exercise; what is about the screen itself stays off paper."""

    id: Id
    title: Text
    text: str = ""
    routes: tuple[Route, ...] = ()
    show_if: ShowIf = ()
    closed_by: tuple[Rule, ...] = ()
    each: Each | None = None
    on_paper: bool = True


class Exercise(Model):
    """One sitting; `minutes` to plan for it.

    It opens after the exercises in `after`, and in one route also after those in `after_in`. One
    that stands `aside` is no part of the way: it can be opened from everywhere. The first step of
    one in `any_order` leads to all the others.
    """

    id: str
    title: Text
    minutes: int = Field(ge=5, le=15)
    goal: Text
    not_for: Text
    routes: tuple[Route, ...] = Field(min_length=1)
    aside: bool = False
    any_order: bool = False
    after: tuple[str, ...] = ()
    after_in: dict[Route, tuple[str, ...]] = Field(default_factory=dict)
    closed_by: tuple[Rule, ...] = ()
    opens_when: str = ""
    sources: tuple[str, ...] = Field(min_length=1)
    caution: Text
    stop_rule: Text
    small_step: Text
    rest: Text
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    facilitator: FacilitatorNotes
    steps: tuple[Step, ...] = Field(min_length=1)
    prompts: tuple[Prompt, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """The id without its number: `blame_inventory` for `02_blame_inventory`."""
        return name_of(self.id)

    def prompts_of(self, step: str) -> tuple[Prompt, ...]:
        """Return the prompts of one step, in order."""
        return tuple(prompt for prompt in self.prompts if prompt.step == step)

    def each_of(self, prompt: Prompt) -> Each | None:
        """Return how often a prompt is answered anew, or None where it has one answer."""
        return self._each.get(prompt.step)

    @cached_property
    def _each(self) -> dict[str, Each | None]:
        return {step.id: step.each for step in self.steps}

    @cached_property
    def giving(self) -> tuple[Prompt, ...]:
        """The prompts whose answers may give facts."""
        return tuple(prompt for prompt in self.prompts if prompt.gives)

    @property
    def shareable(self) -> tuple[Prompt, ...]:
        """The prompts of which somebody in a group may share their answer."""
        return tuple(prompt for prompt in self.prompts if getattr(prompt, "share", False))

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """The ids of the prompts that ask what became of a draft."""
        drafts = (one for one in self.prompts if isinstance(one, DraftPrompt))
        return frozenset(draft.outcome for draft in drafts if draft.outcome)

    def prompt(self, prompt_id: str) -> Prompt:
        """Return one prompt.

        Raises:
            KeyError: there is no such prompt.
        """
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)


class RouteText(Model):
    """What a participant reads where a route begins."""

    title: Text
    text: Text
    open: Text
    title_adult: str = ""
    text_adult: str = ""
    open_adult: str = ""
    help: tuple[Literal["crisis", "abuse", "own_behaviour"], ...] = ()


class RuleText(Model):
    """The sentence of a rule, and what would end it; other ones where it has no day.

    `checked` is said where one message is open, because no rule holds.
    """

    checked: Text
    say: Text
    ends: Text
    say_undated: str = ""
    ends_undated: str = ""

    @model_validator(mode="after")
    def _days_may_be_unknown(self) -> Self:
        for name in ("say", "ends"):
            said = getattr(self, name)
            if ("{date}" in said or "{days}" in said) and not getattr(self, f"{name}_undated"):
                raise ValueError(
                    f"{name} has a day; it needs {name}_undated for when there is none"
                )
        return self


class ContradictionText(Model):
    """Two facts that cannot both be true, and the sentence that asks about them."""

    facts: tuple[YesNoFact, YesNoFact]
    say: Text


class RouteTexts(Model):
    """All sentences about routes and rules, and about answers that contradict each other."""

    contradiction: Text
    contradictions: tuple[ContradictionText, ...] = ()
    routes: dict[Route, RouteText]
    rules: dict[Rule, RuleText]


class HelpLine(Model):
    """A help line; `status` is OK, or PART where it could not be fully confirmed.

    From `check_by` on it has to be confirmed again.
    """

    country: Text
    service: Text
    topic: Literal["crisis", "abuse", "own_behaviour", "directory"]
    number_or_channel: Text
    hours: str
    website: str
    status: Literal["OK", "PART"]
    check_by: date


class EmergencyNumber(Model):
    """The emergency number of a country."""

    country: Text
    number: Text


class SourceRow(Model):
    """One step of the advice this workbook is built from, and where it went."""

    id: Annotated[str, Field(pattern=r"^[A-E]\d+$")]
    step: Text
    treatment: Literal["keep", "change", "refuse"]
    exercise: str = ""
    prompt: str = ""
    left_out: str = ""


class Sources(Model):
    """The advice this workbook is built from: articles by letter, and their steps."""

    articles: dict[str, Text]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True)
class Content:
    """Everything the content files say."""

    exercises: tuple[Exercise, ...]
    measures: dict[str, Measure]
    texts: RouteTexts
    help_lines: tuple[HelpLine, ...]
    emergency: dict[str, str]
    sources: tuple[SourceRow, ...]
    articles: dict[str, str]

    @cached_property
    def homes(self) -> dict[str, str]:
        """The id of the exercise that asks first for each fact."""
        homes: dict[str, str] = {}
        for exercise in self.exercises:
            for prompt in exercise.giving:
                for fact in prompt.gives:
                    homes.setdefault(fact, exercise.id)
        return homes

    def __hash__(self) -> int:
        return hash(tuple(exercise.id for exercise in self.exercises))

    @property
    def way(self) -> tuple[Exercise, ...]:
        """The exercises that follow one another."""
        return tuple(exercise for exercise in self.exercises if not exercise.aside)

    @property
    def aside(self) -> tuple[Exercise, ...]:
        """The exercises that stand beside the way."""
        return tuple(exercise for exercise in self.exercises if exercise.aside)

    def exercise(self, name: str) -> Exercise:
        """Return an exercise by its id or its name.

        Raises:
            KeyError: there is no such exercise.
        """
        for exercise in self.exercises:
            if name in (exercise.id, exercise.name):
                return exercise
        raise KeyError(name)

    def resolve(self, reference: str, exercise: Exercise) -> tuple[Exercise, Prompt]:
        """Return the prompt that a reference such as `incidents` or `start.urge` means.

        Raises:
            KeyError: there is no such prompt.
        """
        owner, _, prompt_id = reference.rpartition(".")
        found = self.exercise(owner) if owner else exercise
        return found, found.prompt(prompt_id)


def name_of(exercise_id: str) -> str:
    """Return the name in an exercise's id: what follows its number."""
    number, _, name = exercise_id.partition("_")
    return name if number.isdigit() else exercise_id
