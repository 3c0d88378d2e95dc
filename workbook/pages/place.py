"""Where a participant is, and what follows from all they answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from workbook.content.conditions import Lookup, all_hold
from workbook.content.models import Content, Each, Exercise, Step
from workbook.content.prompts import Prompt
from workbook.content.vocabulary import slug
from workbook.guidance.facts import Facts, is_outcome, read_facts
from workbook.guidance.looking import lookup, steps_shown
from workbook.guidance.progress import PAGE, Closed, closed
from workbook.guidance.route import Outcome, route
from workbook.guidance.sheets import open_sheets
from workbook.journal import Address, Journal

MOMENT = timedelta(seconds=1)
LATER = "later"
COUNTRY = "country"


@dataclass(frozen=True)
class Place:
    """One screen of one participant; `now` is their own local time.

    `correcting` is a prompt whose answer may be corrected although its exercise is closed.
    `chosen` are the sheets that were gone to, and `back_to` the exercise and the
    step that were left for an exercise aside. The step that `stays` has just been answered on: it
    is shown until one goes on, even where that answer has hidden it.
    """

    content: Content
    journal: Journal
    exercise: Exercise
    step_id: str
    now: datetime
    correcting: str = ""
    chosen: Mapping[Each, str] = field(default_factory=dict)
    back_to: tuple[str, str] = ("", "")
    stays: str = ""

    def is_still(self, before: "Place") -> bool:
        """Say whether this is the place of a moment (1 s) before, so that all follows as it did."""
        return (
            self.journal is before.journal
            and self.exercise is before.exercise
            and abs(self.now - before.now) < MOMENT
            and self.now.utcoffset() == before.now.utcoffset()
            and self._aspects == before._aspects
        )

    @property
    def _aspects(self) -> tuple[object, ...]:
        return self.step_id, self.correcting, self.chosen, self.back_to, self.stays

    @cached_property
    def facts(self) -> Facts:
        """All facts the answers give."""
        return read_facts(self.content, self.journal, self.now)

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
        shown = self.steps_of(self.exercise)
        return tuple(step for step in self.exercise.steps if step in shown or step.id == self.stays)

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
            return self._corrected
        return self.exercise.prompts_of(self.step.id)

    @cached_property
    def look(self) -> Lookup:
        """The lookup for conditions of this exercise."""
        return lookup(self.content, self.journal, self.exercise, self.facts, self.now, self.sheets)

    @cached_property
    def sheets(self) -> Mapping[Each, str]:
        """The open sheet of what is answered anew each day, each week or each time."""
        return {**open_sheets(self.journal, self.exercise, self.now), **self.chosen}

    @property
    def sheet(self) -> str:
        """The open sheet of this step, or nothing."""
        return self.sheets[self.step.each] if self.step.each else ""

    def address(self, prompt: Prompt) -> Address:
        """Return where the answer to a prompt of this exercise is kept."""
        each = self.exercise.each_of(prompt)
        return Address(self.exercise.id, prompt.id, self.sheets[each] if each else "")

    def later_name(self, prompt: Prompt) -> str:
        """Return under which name it is kept that a prompt was left for later."""
        _, _, sheet = self.address(prompt)
        return f"{self.exercise.id}.{prompt.id}" + (f"@{sheet}" if sheet else "")

    @property
    def country(self) -> str:
        """The country chosen for help, or nothing."""
        chosen = self.journal.answer(PAGE, COUNTRY) or self.facts.get("country")
        names = {slug(country): country for country in self.content.emergency}
        return names.get(slug(str(chosen)), "")

    def steps_of(self, exercise: Exercise) -> tuple[Step, ...]:
        """Return the steps of an exercise that are shown to this participant."""
        if exercise.id == self.exercise.id:
            look = self.look
        else:
            look = lookup(self.content, self.journal, exercise, self.facts, self.now)
        return steps_shown(exercise, look, self.outcome) or exercise.steps[:1]

    def visible(self) -> list[str]:
        """Return the ids of the prompts that are shown."""
        return [
            prompt.id
            for prompt in self.prompts
            if prompt.id == self.correcting or all_hold(prompt.show_if, self.look)
        ]

    @property
    def _corrected(self) -> tuple[Prompt, ...]:
        """The prompt that may be corrected; what became of a draft is told with its day."""
        wanted = self.exercise.prompt(self.correcting)
        if not is_outcome(self.exercise, self.correcting):
            return (wanted,)
        return tuple(
            prompt
            for prompt in self.exercise.prompts_of(wanted.step)
            if prompt == wanted
            or any(
                leaf.prompt == wanted.id
                for condition in prompt.show_if
                for leaf in condition.leaves()
            )
        )

    def later(self) -> list[str]:
        """Return the ids of the prompts left for later."""
        return [
            prompt.id
            for prompt in self.prompts
            if self.journal.answer(PAGE, LATER, self.later_name(prompt)) is True
        ]

    def written(self) -> list[str]:
        """Return the ids of the texts that may be burned and hold anything, even of long ago."""
        return [
            prompt.id
            for prompt in self.prompts
            if getattr(prompt, "burn", False) and self.journal.history(self.address(prompt))
        ]
