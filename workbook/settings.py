"""What the surroundings decide: read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbook.errors import SettingProblem

Place = Literal["own", "served"]
QUICK_EXIT = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True)
class Settings:
    """Where journals are kept and whether this is one's own computer or a served page."""

    place: Place
    database: str
    data_folder: Path
    exit_url: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; without any, this is one's own computer.

    Raises:
        SettingProblem: a setting has a value that cannot be used.
    """
    values = os.environ if environment is None else environment
    place = values.get("WORKBOOK_PLACE", "own")
    if place not in ("own", "served"):
        raise SettingProblem(f'WORKBOOK_PLACE is "{place}"; use "own" or "served".')
    folder = Path(values.get("WORKBOOK_DATA_FOLDER") or _own_folder())
    database = values.get("WORKBOOK_DATABASE") or f"sqlite:///{folder / 'journal.sqlite'}"
    exit_url = values.get("WORKBOOK_EXIT_URL") or QUICK_EXIT
    if not exit_url.startswith(("https://", "http://")):
        raise SettingProblem(f'WORKBOOK_EXIT_URL is "{exit_url}"; it must start with https://.')
    return Settings("own" if place == "own" else "served", database, folder, exit_url)


def _own_folder() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("second-look", appauthor=False)
