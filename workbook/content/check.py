"""Check a content folder and its notebooks."""

import json
from datetime import date
from pathlib import Path

from workbook.content.draft_rules import FOLDER, load_draft_rules
from workbook.content.loader import load_content
from workbook.content.models import Content, name_of
from workbook.content.paths import data_folder, notebooks_folder
from workbook.content.rehearsal import rehearsal_problems
from workbook.content.sessions import session_problems
from workbook.errors import ContentProblems

OTHERS = ("facilitator",)
"""Notebooks that open no exercise."""


def check_folder(folder: Path | None = None) -> list[str]:
    """List every problem of a content folder and of the notebooks beside it, one sentence each."""
    folder = find_folder(folder)
    if not (folder / "exercises").is_dir():
        return [f"{folder.name}: has no folder exercises; name the content folder."]
    beside = folder.parent / "notebooks"
    notebooks = beside if beside.is_dir() or folder != data_folder() else notebooks_folder()
    problems = _notebooks(folder, notebooks) if notebooks.is_dir() else []
    content: Content | None = None
    try:
        content = load_content.__wrapped__(folder)
        problems = [*_expired(content, folder), *problems]
    except ContentProblems as error:
        problems = [*error.problems, *problems]
    problems += session_problems(folder, content)
    problems += rehearsal_problems(folder, content)
    return [*problems, *_drafts(folder)]


def find_folder(folder: Path | None = None) -> Path:
    """Return the content folder that is meant: this one, `data` in it, or the one we ship."""
    folder = (folder or data_folder()).resolve()
    if not (folder / "exercises").is_dir() and (folder / "data" / "exercises").is_dir():
        return folder / "data"
    return folder


def _drafts(folder: Path) -> list[str]:
    if not (folder / FOLDER).is_dir():
        return [f"{folder.name}: has no folder {FOLDER}; copy the one we ship."]
    try:
        load_draft_rules.__wrapped__(folder)
    except ContentProblems as error:
        return list(error.problems)
    return []


def _expired(content: Content, folder: Path) -> list[str]:
    return [
        f"{folder.name}/help_lines.csv: {line.service} ({line.country}) was to be confirmed again "
        f"by {line.check_by}; call or look it up, then write a new check_by."
        for line in content.help_lines
        if line.check_by < date.today()
    ]


def _notebooks(folder: Path, notebooks: Path) -> list[str]:
    exercises = {path.stem for path in (folder / "exercises").glob("*.toml")}
    written = {path.stem: path for path in notebooks.glob("*.ipynb") if path.stem not in OTHERS}
    problems = [
        f"notebooks/{stem}.ipynb: is missing; each exercise has a notebook of the same name."
        for stem in sorted(exercises - written.keys())
    ]
    problems += [
        f"notebooks/{stem}.ipynb: has no exercise data/exercises/{stem}.toml."
        for stem in sorted(written.keys() - exercises)
    ]
    for stem, path in sorted(written.items()):
        name = name_of(stem)
        code = "".join(
            "".join(cell["source"])
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "code"
        )
        if f'open_exercise("{name}")' not in code:
            problems.append(f'notebooks/{stem}.ipynb: must call open_exercise("{name}").')
    return problems
