"""Where a participant is, and what follows from all they answered."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from workbook.content.conditions import Lookup, all_hold
from workbook.content.models import Content, Exercise, Step
from workbook.content.prompts import Prompt, slug
from workbook.guidance.facts import Facts, read_facts
from workbook.guidance.looking import lookup, steps_shown
from workbook.guidance.progress import PAGE, Closed, closed
from workbook.guidance.route import Outcome, route
from workbook.journal import Journal

LATER = "later"
COUNTRY = "country"


@dataclass(frozen=True)
class Place:
    """One screen of one participant; `now` is their own local time.

    `correcting` is a prompt whose answer may be corrected although its exercise is closed.
    """

    content: Content
    journal: Journal
    exercise: Exercise
    step_id: str
    now: datetime
    correcting: str = ""

    @cached_property
    def facts(self) -> Facts:
        """All facts the answers give."""
        return read_facts(self.content, self.journal)

    @cached_property
    def outcome(self) -> Outcome:
        """Where the facts lead."""
        return route(self.facts, self.now)

    @cached_property
    def closed(self) -> Closed | None:
        """Why this exercise is closed, or None."""
        if self.correcting:
            return None
        return closed(self.content, self.journal, self.exercise, self.outcome)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this exercise that are shown."""
        if self.correcting:
            holding = self.exercise.prompt(self.correcting).step
            return tuple(step for step in self.exercise.steps if step.id == holding)
        return self.steps_of(self.exercise)

    @cached_property
    def step(self) -> Step:
        """The step that is shown: the one asked for, else the nearest before it, else the first."""
        ids = [step.id for step in self.exercise.steps]
        wanted = ids.index(self.step_id) if self.step_id in ids else 0
        before = [step for step in self.steps if ids.index(step.id) <= wanted]
        return before[-1] if before else self.steps[0]

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """The prompts of the step, shown or not."""
        if self.correcting:
            return (self.exercise.prompt(self.correcting),)
        return self.exercise.prompts_of(self.step.id)

    @cached_property
    def look(self) -> Lookup:
        """The lookup for conditions of this exercise."""
        return lookup(self.content, self.journal, self.exercise, self.facts)

    @property
    def country(self) -> str:
        """The country chosen for help, or nothing."""
        chosen = self.journal.answer(PAGE, COUNTRY) or self.facts.get("country")
        names = {slug(country): country for country in self.content.emergency}
        return names.get(slug(str(chosen)), "")

    def steps_of(self, exercise: Exercise) -> tuple[Step, ...]:
        """Return the steps of an exercise that are shown to this participant."""
        look = lookup(self.content, self.journal, exercise, self.facts)
        return steps_shown(exercise, look, self.outcome.opens) or exercise.steps[:1]

    def visible(self) -> list[str]:
        """Return the ids of the prompts that are shown."""
        return [
            prompt.id
            for prompt in self.prompts
            if prompt.id == self.correcting or all_hold(prompt.show_if, self.look)
        ]

    def later(self) -> list[str]:
        """Return the ids of the prompts left for later."""
        return [
            prompt.id
            for prompt in self.prompts
            if self.journal.answer(PAGE, LATER, f"{self.exercise.id}.{prompt.id}") is True
        ]
