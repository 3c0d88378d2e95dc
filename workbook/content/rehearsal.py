"""What the invented group of a rehearsal says: sentences of nobody, for each prompt."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from workbook.content.conditions import Model
from workbook.content.loader import load_content, read_file
from workbook.content.models import Content
from workbook.content.paths import data_folder
from workbook.content.problems import nearest
from workbook.errors import ContentProblems

FILE = "rehearsal.toml"
Sentences = tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]


class Rehearsal(Model):
    """The sentences of an invented group, by exercise and prompt."""

    said: dict[str, dict[str, Annotated[Sentences, Field(min_length=12)]]]


def load_rehearsal(folder: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Read what the invented group says, by `exercise_id.prompt_id`; nothing without a file.

    Raises:
        ContentProblems: with one sentence for each problem.
    """
    content = load_content(folder)
    folder = folder or data_folder()
    problems = rehearsal_problems(folder, content)
    if problems:
        raise ContentProblems(problems)
    found, _ = read_file(folder, FILE, Rehearsal)
    return _by_prompt(found) if found else {}


def rehearsal_problems(folder: Path, content: Content | None) -> list[str]:
    """List what is wrong with the sentences; without content, with their form alone."""
    if not (folder / FILE).is_file():
        return []
    found, problems = read_file(folder, FILE, Rehearsal)
    if found is None or content is None:
        return problems
    return [f"{folder.name}/{FILE}: {said}" for said in _references(found, content)]


def _references(rehearsal: Rehearsal, content: Content) -> Iterator[str]:
    allowed = [
        f"{exercise.id}.{prompt.id}"
        for exercise in content.exercises
        for prompt in exercise.shareable
        if prompt.kind in ("text", "short_text")
    ]
    for name in _by_prompt(rehearsal):
        if name not in allowed:
            yield f'said names "{name}"; allowed: {", ".join(allowed)}.{nearest(name, allowed)}'


def _by_prompt(rehearsal: Rehearsal) -> dict[str, tuple[str, ...]]:
    return {
        f"{exercise}.{prompt}": sentences
        for exercise, prompts in rehearsal.said.items()
        for prompt, sentences in prompts.items()
    }
