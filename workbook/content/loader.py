"""Read the content folder, or list everything that is wrong with it."""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from workbook.content.measures import Measure
from workbook.content.models import (
    Content,
    EmergencyNumber,
    Exercise,
    HelpLine,
    RouteTexts,
    Sources,
)
from workbook.content.paths import data_folder
from workbook.content.problems import sentences
from workbook.content.references import check_references
from workbook.errors import ContentProblems

M = TypeVar("M", bound=BaseModel)


@cache
def load_content(folder: Path | None = None) -> Content:
    """Read all content files of a folder; without one, those that come with the package.

    Raises:
        ContentProblems: with one sentence for each problem, of all files.
    """
    folder = folder or data_folder()
    reader = _Reader(folder)
    sources = reader.file("sources.toml", Sources) or Sources(articles={}, rows=())
    content = Content(
        exercises=tuple(reader.exercises()),
        measures={path.stem: measure for path, measure in reader.folder("measures", Measure)},
        texts=reader.file("routes.toml", RouteTexts)
        or RouteTexts(contradiction="-", routes={}, rules={}),
        help_lines=tuple(reader.table("help_lines.csv", HelpLine)),
        emergency={
            row.country: row.number
            for row in reader.table("emergency_numbers.csv", EmergencyNumber)
        },
        sources=sources.rows,
        articles=sources.articles,
    )
    problems = reader.problems or list(check_references(content, folder))
    if problems:
        raise ContentProblems(problems)
    return content


def read_file(folder: Path, name: str, model: type[M]) -> tuple[M | None, list[str]]:
    """Read one file of a content folder; return one sentence for each problem in it, too."""
    reader = _Reader(folder)
    return reader.file(name, model), reader.problems


class _Reader:
    """Reads files into models and keeps every problem it meets."""

    def __init__(self, folder: Path) -> None:
        self.top = folder
        self.problems: list[str] = []

    def exercises(self) -> Iterator[Exercise]:
        for path in sorted((self.top / "exercises").glob("*.toml")):
            values = self._parse(path)
            if values is not None:
                exercise = self._validate(path, {"id": path.stem, **_in_steps(values)}, Exercise)
                if exercise:
                    yield exercise

    def folder(self, name: str, model: type[M]) -> Iterator[tuple[Path, M]]:
        for path in sorted((self.top / name).glob("*.toml")):
            found = self.file(f"{name}/{path.name}", model)
            if found:
                yield path, found

    def file(self, name: str, model: type[M]) -> M | None:
        path = self.top / name
        values = self._parse(path)
        return None if values is None else self._validate(path, values, model)

    def table(self, name: str, model: type[M]) -> Iterator[M]:
        path = self.top / name
        if not path.is_file():
            self.problems.append(f"{self._name(path)}: the file is missing.")
            return
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                found = self._validate(path, dict(row), model, where=f"line {number}: ")
                if found:
                    yield found

    def _parse(self, path: Path) -> dict[str, Any] | None:
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.problems.append(f"{self._name(path)}: the file is missing.")
        except UnicodeDecodeError:
            self.problems.append(f"{self._name(path)}: is not saved as UTF-8 text.")
        except tomllib.TOMLDecodeError as error:
            self.problems.append(f"{self._name(path)}: is not valid TOML: {error}.")
        return None

    def _validate(self, path: Path, values: Any, model: type[M], where: str = "") -> M | None:
        try:
            return model.model_validate(values)
        except ValidationError as error:
            name = self._name(path)
            self.problems += [f"{name}: {where}{said}" for said in sentences(error, model)]
            return None

    def _name(self, path: Path) -> str:
        return f"{self.top.name}/{path.relative_to(self.top).as_posix()}"


def _in_steps(values: dict[str, Any]) -> dict[str, Any]:
    """Put prompts without a step into the step of the one before, at first into the first."""
    steps, prompts = values.get("steps"), values.get("prompts")
    if not isinstance(prompts, list):
        return values
    if not isinstance(steps, list) or not steps:
        steps = [{"id": "all", "title": values.get("title", "")}]
    step = steps[0].get("id", "") if isinstance(steps[0], dict) else ""
    placed = []
    for prompt in prompts:
        if isinstance(prompt, dict):
            step = prompt.get("step", step)
            prompt = {**prompt, "step": step}
        placed.append(prompt)
    return {**values, "steps": steps, "prompts": placed}
