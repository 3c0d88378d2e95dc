"""No file lets in a version that an advisory known in 2026 warns of."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"voila": "0.5.13", "jupyter-server": "2.21.1", "jupyterlab": "4.6.2"}


def lowest(requirements: list[str]) -> dict[str, Version]:
    """Return the lowest version that each requirement lets in."""
    found = {}
    for requirement in map(Requirement, requirements):
        floors = [Version(each.version) for each in requirement.specifier if each.operator == ">="]
        found[canonicalize_name(requirement.name)] = max(floors, default=Version("0"))
    return found


def in_pyproject() -> dict[str, Version]:
    return lowest(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])


def in_environment() -> dict[str, Version]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    return lowest([each for each in listed if isinstance(each, str)])


def in_lock(name: str) -> dict[str, Version]:
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)
    return {str(canonicalize_name(package)): Version(pinned) for package, pinned in pins}


PLACES = {
    "pyproject.toml": in_pyproject(),
    "environment.yml": in_environment(),
    "requirements.lock": in_lock("requirements.lock"),
    "requirements-dev.lock": in_lock("requirements-dev.lock"),
    "what is installed": {name: Version(version(name)) for name in FLOORS},
}


@pytest.mark.parametrize("package", FLOORS)
@pytest.mark.parametrize("place", PLACES)
def test_no_place_lets_an_older_version_in(place: str, package: str):
    assert PLACES[place][package] >= Version(FLOORS[package])
