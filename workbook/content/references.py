"""Check what no single file can show: that ids are unique and every reference resolves."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from workbook.content.chart_references import chart_problems
from workbook.content.conditions import Condition
from workbook.content.models import Content, Exercise
from workbook.content.naming import no_draft, nothing_shown, said_twice, unknown_prompt
from workbook.content.problems import nearest
from workbook.content.prompts import (
    WITHOUT_ANSWER,
    ChoicePrompt,
    DraftPrompt,
    ManyPrompt,
    MeasurePrompt,
    PiePrompt,
    Prompt,
    RowsPrompt,
    SortPrompt,
    SummaryPrompt,
)
from workbook.content.quoting import names_quoted, why_not_quoted
from workbook.content.share_rules import share_problems
from workbook.content.showing import ChartPrompt, ReviewPrompt, ThenAndNowPrompt, UnsentPrompt
from workbook.content.vocabulary import FACTS, ROUTES, RULES

RELEASED = "released_ids.txt"


def check_references(content: Content, folder: Path) -> Iterator[str]:
    """Yield one sentence for each reference that leads nowhere."""
    names = [exercise.name for exercise in content.exercises]
    for name, times in Counter(names).items():
        if times > 1:
            where = f"{folder.name}/exercises: "
            yield f"{where}the name {name} is used {times} times; rename one file."
    for exercise in content.exercises:
        where = f"{folder.name}/exercises/{exercise.id}.toml: "
        for said in _exercise(content, exercise, names):
            yield where + said
    yield from _texts(content, folder)
    yield from _cycles(content, folder)
    yield from _sources(content, folder)
    yield from _released(content, folder)


def ids_of(content: Content) -> Iterator[str]:
    """Yield every id that a journal may hold: prompts, and columns of rows."""
    for exercise in content.exercises:
        for prompt in exercise.prompts:
            if prompt.kind not in WITHOUT_ANSWER:
                yield f"{exercise.id}.{prompt.id}"
            if isinstance(prompt, RowsPrompt):
                yield from (f"{exercise.id}.{prompt.id}.{column.id}" for column in prompt.columns)


def _exercise(content: Content, exercise: Exercise, names: list[str]) -> Iterator[str]:
    befores = {"after": exercise.after} | {
        f"after_in.{route}": before for route, before in exercise.after_in.items()
    }
    for field, before in befores.items():
        for name in before:
            if name not in names:
                said = nearest(name, names)
                yield f'{field} names "{name}"; allowed: {", ".join(names)}.{said}'
    known = {row.id for row in content.sources}
    for row in exercise.sources:
        if row not in known:
            yield f'sources names "{row}", which is not in sources.toml.{nearest(row, [*known])}'
    steps = [step.id for step in exercise.steps]
    yield from said_twice("steps", steps)
    yield from said_twice("prompts", [prompt.id for prompt in exercise.prompts])
    for step in exercise.steps:
        for condition in step.show_if:
            yield from _condition(content, exercise, f"steps.{step.id}.show_if", condition)
        for prompt in exercise.prompts_of(step.id) if step.each else ():
            if isinstance(prompt, RowsPrompt | MeasurePrompt | PiePrompt):
                yield (
                    f'{prompt.id}.kind is "{prompt.kind}", which a step with each = "{step.each}" '
                    "cannot hold; move it to another step."
                )
    for prompt in exercise.prompts:
        if prompt.step not in steps:
            said = nearest(prompt.step, steps)
            yield f'{prompt.id}.step is "{prompt.step}"; allowed: {", ".join(steps)}.{said}'
        yield from _prompt(content, exercise, prompt)
    yield from share_problems(content, exercise)


def _prompt(content: Content, exercise: Exercise, prompt: Prompt) -> Iterator[str]:
    for condition in prompt.show_if:
        yield from _condition(content, exercise, f"{prompt.id}.show_if", condition)
    if isinstance(prompt, ChoicePrompt | ManyPrompt):
        yield from said_twice(f"{prompt.id}.choices", [choice.id for choice in prompt.choices])
    if isinstance(prompt, SortPrompt):
        yield from said_twice(f"{prompt.id}.piles", [pile.id for pile in prompt.piles])
    if isinstance(prompt, RowsPrompt):
        columns = [column.id for column in prompt.columns]
        yield from said_twice(f"{prompt.id}.columns", columns)
        for column in prompt.columns:
            for condition in column.show_if:
                yield from _column(f"{prompt.id}.{column.id}.show_if", condition, columns)
    if isinstance(prompt, ReviewPrompt):
        yield from _review(content, exercise, prompt)
    if isinstance(prompt, ChartPrompt):
        yield from _chart(content, exercise, prompt)
    if isinstance(prompt, DraftPrompt):
        yield from _draft(exercise, prompt)
    if isinstance(prompt, UnsentPrompt):
        yield from _unsent(content, exercise, prompt)
    if isinstance(prompt, SummaryPrompt | ThenAndNowPrompt):
        for field, name in names_quoted(prompt):
            problems = list(unknown_prompt(content, exercise, f"{prompt.id}.{field}", name))
            yield from problems or why_not_quoted(content, exercise, prompt, field, name)
    if isinstance(prompt, MeasurePrompt) and prompt.measure not in content.measures:
        allowed = [*content.measures]
        said = nearest(prompt.measure, allowed)
        yield f'{prompt.id}.measure is "{prompt.measure}"; allowed: {", ".join(allowed)}.{said}'
    if isinstance(prompt, PiePrompt):
        for field in ("contributors", "first_guess"):
            reference = getattr(prompt, field)
            if reference is not None:
                yield from unknown_prompt(content, exercise, f"{prompt.id}.{field}", reference)


def _draft(exercise: Exercise, draft: DraftPrompt) -> Iterator[str]:
    kinds = {prompt.id: prompt.kind for prompt in exercise.prompts}
    named = [("outcome", draft.outcome, "choice"), ("rest", draft.rest, "scale")]
    named += [("moods", mood, "scale") for mood in draft.moods or ()]
    for field, name, kind in named:
        if name is not None and kinds.get(name) != kind:
            allowed = [one for one, its in kinds.items() if its == kind]
            said = nearest(name, allowed)
            yield (
                f'{draft.id}.{field} is "{name}"; allowed: a {kind} of this exercise, '
                f"{', '.join(allowed) or 'of which there is none'}.{said}"
            )


def _unsent(content: Content, exercise: Exercise, unsent: UnsentPrompt) -> Iterator[str]:
    for reference in unsent.of:
        problems = list(unknown_prompt(content, exercise, f"{unsent.id}.of", reference))
        yield from problems
        if not problems:
            yield from no_draft(content, exercise, f"{unsent.id}.of", reference)


def _review(content: Content, exercise: Exercise, prompt: ReviewPrompt) -> Iterator[str]:
    columns: list[str] = []
    for reference in prompt.of:
        problems = list(unknown_prompt(content, exercise, f"{prompt.id}.of", reference))
        yield from problems
        reviewed = None if problems else content.resolve(reference, exercise)[1]
        columns += [column.id for column in getattr(reviewed, "columns", ())]
    for column in prompt.columns:
        if column not in columns:
            said = nearest(column, columns)
            yield f'{prompt.id}.columns names "{column}"; allowed: {", ".join(columns)}.{said}'
    for condition in prompt.where:
        yield from _column(f"{prompt.id}.where", condition, columns)


def _chart(content: Content, exercise: Exercise, chart: ChartPrompt) -> Iterator[str]:
    named = [("of", name) for name in chart.of] + [("marks", name) for name in chart.marks]
    problems = [
        said
        for field, name in named
        for said in unknown_prompt(content, exercise, f"{chart.id}.{field}", name)
    ]
    yield from problems or chart_problems(content, exercise, chart)


def _column(where: str, condition: Condition, columns: list[str]) -> Iterator[str]:
    for leaf in condition.leaves():
        kind, name = leaf.subject
        if kind != "column" or name not in columns:
            yield f'{where} tests {kind} "{name}"; allowed: column {", ".join(columns)}.' + nearest(
                name, columns
            )


def _condition(
    content: Content, exercise: Exercise, where: str, condition: Condition
) -> Iterator[str]:
    for leaf in condition.leaves():
        kind, name = leaf.subject
        if kind == "fact" and name not in FACTS:
            said = nearest(name, FACTS)
            yield f'{where} names the fact "{name}"; allowed: {", ".join(FACTS)}.{said}'
        if kind == "column":
            yield f'{where} tests the column "{name}", but only columns of the same row may.'
        problems = [
            said
            for prompt in leaf.prompts or ([name] if kind == "shows" else [])
            for said in unknown_prompt(content, exercise, where, prompt)
        ]
        yield from problems
        if kind == "prompt" and not problems:
            yield from _choices(content, exercise, where, leaf)
        if kind == "rested" and not problems:
            yield from no_draft(content, exercise, f"{where}: rested", name)
        if kind == "shows" and not problems:
            yield from nothing_shown(content, exercise, f"{where}: shows", name)


def _choices(content: Content, exercise: Exercise, where: str, leaf: Condition) -> Iterator[str]:
    _, prompt = content.resolve(leaf.subject[1], exercise)
    if not isinstance(prompt, ChoicePrompt | ManyPrompt):
        return
    allowed = [choice.id for choice in prompt.offered]
    for value in (leaf.is_, leaf.is_not, leaf.includes, leaf.excludes, *(leaf.any_of or ())):
        if value is not None and value not in allowed:
            said = nearest(str(value), allowed)
            yield f'{where} tests for "{value}"; {prompt.id} allows: {", ".join(allowed)}.{said}'


def _texts(content: Content, folder: Path) -> Iterator[str]:
    texts = content.texts
    missing = [f"routes.{name}" for name in ROUTES if name not in {*texts.routes}]
    missing += [f"rules.{name}" for name in RULES if name not in {*texts.rules}]
    for name in missing:
        yield f"{folder.name}/routes.toml: {name} is missing."


def _cycles(content: Content, folder: Path) -> Iterator[str]:
    graph: dict[str, set[str]] = {}
    for exercise in content.exercises:
        shown = {step.id: step.show_if for step in exercise.steps}
        for prompt in exercise.prompts:
            needs = graph.setdefault(f"{exercise.name}.{prompt.id}", set())
            for condition in (*prompt.show_if, *shown.get(prompt.step, ())):
                for leaf in condition.leaves():
                    for name in leaf.prompts:
                        needs.add(name if "." in name else f"{exercise.name}.{name}")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " needs ".join(reversed(error.args[1]))
        yield f"{folder.name}/exercises: show_if goes in a circle: {circle}."


def _sources(content: Content, folder: Path) -> Iterator[str]:
    where = f"{folder.name}/sources.toml: "
    for said in said_twice("rows", [row.id for row in content.sources]):
        yield where + said
    ids = {exercise.id: exercise for exercise in content.exercises}
    for row in content.sources:
        if row.exercise and row.exercise not in ids:
            said = nearest(row.exercise, [*ids])
            yield f'{where}{row.id}.exercise is "{row.exercise}", which does not exist.{said}'
        elif row.exercise and row.prompt:
            carrier = ids[row.exercise]
            problems = unknown_prompt(content, carrier, f"{row.id}.prompt", row.prompt)
            yield from (where + said for said in problems)
            if row.id not in carrier.sources:
                yield f"{where}{row.id} is carried by {carrier.id}, whose sources do not name it."
    for letter in {row.id[0] for row in content.sources} - {*content.articles}:
        yield f"{where}articles.{letter} is missing."
    for row in content.sources:
        if bool(row.exercise) == bool(row.left_out):
            yield f"{where}{row.id} needs either exercise or left_out, and not both."


def _released(content: Content, folder: Path) -> Iterator[str]:
    path = folder / RELEASED
    if not path.is_file():
        return
    now = set(ids_of(content))
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and line not in now:
            said = nearest(line, [*now])
            yield (
                f"{folder.name}/{RELEASED}: {line} was released and is gone; "
                f"people have answers under it, so keep the id.{said}"
            )
