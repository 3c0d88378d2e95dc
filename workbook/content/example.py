"""The shape of the example: the filled journal of an invented person, written by hand."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from workbook.content.asking import Text
from workbook.content.conditions import Model
from workbook.content.loader import read_file
from workbook.content.paths import data_folder
from workbook.errors import ContentProblems

EXAMPLE = "example/journal.toml"


class ExampleEntry(Model):
    """One answer, or `done` where the exercise was gone through.

    What is left out of exercise, day and time is as in the entry before. Days are counted back
    from the day on which the example is opened, so that it never grows old; `on` is a fixed one.
    An answer given anew each day, week or time is on the sheet of its own day and time, unless
    `sheet` says how many days ago, or at which time of that day, the sheet was.
    """

    exercise: str = ""
    prompt: str = ""
    row: str = ""
    column: str = ""
    sheet: int | dt.time | None = None
    days_ago: int | None = Field(default=None, ge=1, le=2000)
    on: dt.date | None = None
    time: dt.time | None = None
    done: Literal[True] | None = None
    value: Any = None


class Example(Model):
    """A journal; `about` tells who wrote it, `opens` is the exercise that is shown first."""

    about: Text
    opens: Text
    entries: tuple[ExampleEntry, ...] = Field(min_length=1)


@cache
def load_example(folder: Path | None = None) -> Example:
    """Read the example of a content folder; without one, the one that comes with the package.

    Raises:
        ContentProblems: with one sentence for each problem of its shape.
    """
    example, problems = read_file(folder or data_folder(), EXAMPLE, Example)
    if example is None:
        raise ContentProblems(problems)
    return example
