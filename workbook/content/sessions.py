"""Plans for a group: the meetings, the exercises of each, and how a plan is read and written."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import tomli_w
from pydantic import Field, ValidationError

from workbook.content.asking import Text
from workbook.content.conditions import Model
from workbook.content.loader import load_content
from workbook.content.models import Content, Exercise
from workbook.content.naming import said_twice
from workbook.content.paths import data_folder
from workbook.content.problems import nearest, sentences
from workbook.content.prompts import Prompt
from workbook.errors import ContentProblems

FOLDER = "sessions"
LARGEST = 200_000
"""So many bytes may a plan have that is brought in."""
MOST_DOTS = 300
"""No line has more, for a name of many parts would be read for minutes."""
MOST_SAID = 50
"""So many problems of a plan that is brought in are said, and of the others how many there are."""

LONGEST_LINE = 300
"""Characters of a title or a ground rule."""

Line = Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]


class SessionItem(Model):
    """One exercise of a meeting, by id or name, with its minutes and the facilitator's own notes.

    `share` are the ids of the prompts of which answers may be shared; None: all that can be.
    """

    exercise: Text
    minutes: int = Field(ge=3, le=120)
    notes: str = Field(default="", max_length=4000)
    share: tuple[str, ...] | None = None


class Meeting(Model):
    """What a group does at one time."""

    title: Line
    items: tuple[SessionItem, ...] = Field(min_length=1, max_length=20)

    @property
    def minutes(self) -> int:
        """The minutes of all its exercises."""
        return sum(item.minutes for item in self.items)


class Session(Model):
    """A plan: what those who come agree to, how they treat each other, and the meetings."""

    title: Line
    about: str = Field(default="", max_length=4000)
    consent: Text = Field(max_length=4000)
    ground_rules: tuple[Line, ...] = Field(min_length=1, max_length=20)
    meetings: tuple[Meeting, ...] = Field(min_length=1, max_length=20)


def load_sessions(folder: Path | None = None) -> dict[str, Session]:
    """Read the plans of a content folder, by the names of their files without the ending.

    Raises:
        ContentProblems: with one sentence for each problem, of all plans.
    """
    return dict(_loaded(folder or data_folder()))


@cache
def _loaded(folder: Path) -> tuple[tuple[str, Session], ...]:
    content = load_content(None if folder == data_folder() else folder)
    problems = session_problems(folder, content)
    if problems:
        raise ContentProblems(problems)
    return tuple(
        (path.stem, read_session(path.read_text("utf-8"), content)) for path in _plans(folder)
    )


def session_problems(folder: Path, content: Content | None) -> list[str]:
    """List what is wrong in the plans of a folder; without content, in their form alone."""
    return [
        f"{folder.name}/{FOLDER}/{path.name}: {said}"
        for path in _plans(folder)
        for said in _problems_of_file(path, content)
    ]


def read_session(text: str, content: Content) -> Session:
    """Read a plan that was written as TOML, here or elsewhere.

    Raises:
        ContentProblems: with one sentence for each problem.
    """
    session, problems = _read(text, content)
    if session is None or problems:
        more = len(problems) - MOST_SAID
        said = [f"There are {more} more."] if more > 0 else []
        raise ContentProblems([*problems[:MOST_SAID], *said])
    return session


def write_session(session: Session) -> str:
    """Write a plan as TOML that `read_session` reads again."""
    values = session.model_dump(exclude_defaults=True)
    plain = tomli_w.dumps(values)
    # In lines of its own, a text would lose the difference between two kinds of line ends.
    return plain if "\\r" in plain else tomli_w.dumps(values, multiline_strings=True)


def shared_prompts(content: Content, item: SessionItem) -> tuple[Prompt, ...]:
    """Return the prompts of which answers may be shared in one part of a meeting."""
    offered = content.exercise(item.exercise).shareable
    return tuple(one for one in offered if item.share is None or one.id in item.share)


def _plans(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("*.toml"))


def _problems_of_file(path: Path, content: Content | None) -> list[str]:
    try:
        return _read(path.read_text("utf-8"), content)[1]
    except UnicodeDecodeError:
        return ["is not saved as UTF-8 text."]


def _read(text: str, content: Content | None) -> tuple[Session | None, list[str]]:
    """Return the plan, and one sentence for each problem; None where it has no form at all."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        return None, [f"is larger than {LARGEST // 1000} kB."]
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        return None, [f"has a line with more than {MOST_DOTS} dots; write shorter lines."]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [f"is not valid TOML: {error}."]
    except (ValueError, RecursionError):  # numbers of a thousand digits, lists in lists in lists
        return None, ["cannot be read; look for very long numbers and for lists inside lists."]
    return _validate(values, content)


def _validate(values: dict[str, Any], content: Content | None) -> tuple[Session | None, list[str]]:
    try:
        session = Session.model_validate(values)
    except ValidationError as error:
        try:
            problems = list(sentences(error, Session))
        except (ValueError, RecursionError):  # what was found there cannot even be shown
            problems = ["has a value that is no text, number or list that a plan can have."]
        return None, [*problems, *_found_all_the_same(values, content)]
    return session, list(_of_plan(content, session)) if content else []


def _found_all_the_same(values: dict[str, Any], content: Content | None) -> Iterator[str]:
    """Yield what is wrong with the parts of a plan that can be read although others cannot."""
    meetings = values.get("meetings")
    for number, meeting in enumerate(meetings if isinstance(meetings, list) else ()):
        items = meeting.get("items") if isinstance(meeting, dict) else None
        for place, found in enumerate(items if isinstance(items, list) else ()):
            try:
                item = SessionItem.model_validate(found)
            except ValidationError:
                continue
            if content:
                yield from _of_item(content, item, f"meetings[{number}].items[{place}]")


def _of_plan(content: Content, session: Session) -> Iterator[str]:
    for number, meeting in enumerate(session.meetings):
        for place, item in enumerate(meeting.items):
            yield from _of_item(content, item, f"meetings[{number}].items[{place}]")


def _of_item(content: Content, item: SessionItem, where: str) -> Iterator[str]:
    try:
        exercise = content.exercise(item.exercise)
    except KeyError:
        known = [one.name for one in content.exercises]
        said = nearest(item.exercise[:100], known)
        yield f'{where}.exercise is "{item.exercise[:100]}"; allowed: {", ".join(known)}.{said}'
        return
    yield from _of_share(exercise, item.share or (), f"{where}.share")


def _of_share(exercise: Exercise, share: tuple[str, ...], where: str) -> Iterator[str]:
    allowed = [prompt.id for prompt in exercise.shareable]
    for name in share:
        if name not in allowed:
            may = f"allowed: {', '.join(allowed)}" if allowed else "of this exercise nothing may be"
            said = nearest(name[:100], allowed)
            yield f'{where} names "{name[:100]}", which may not be shared; {may}.{said}'
    yield from said_twice(where, share)
