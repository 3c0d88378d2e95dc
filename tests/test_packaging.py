"""The ways to install the workbook agree, and what is installed is complete."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.server import running_server
from tests.web.asking import ask

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


def needed(*extras: str) -> list[Requirement]:
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def pinned(lock: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in PINNED.findall((ROOT / lock).read_text("utf-8")):
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("dev",))])
def test_a_lock_holds_every_dependency_in_its_range(lock: str, extras: tuple[str, ...]):
    versions = pinned(lock)
    for requirement in needed(*extras):
        found = versions.get(canonicalize_name(requirement.name), set())
        assert found, f"{requirement.name} is not in {lock}; run make lock"
        assert all(map(requirement.specifier.contains, found)), f"{requirement}: {lock} has {found}"


def test_both_locks_hold_the_same_versions():
    for name, versions in pinned(LOCKS[0]).items():
        assert pinned(LOCKS[1])[name] == versions, f"{name} differs; run make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_address_or_path(lock: str):
    text = (ROOT / lock).read_text("utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    assert not re.search(r"(^|\s)/\w", text)


def test_the_front_end_lock_names_no_place_of_download():
    lock = json.loads((ROOT / "workbook/web/frontend/package-lock.json").read_text("utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_conda_gets_the_same_dependencies():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    conda = {line for line in listed if isinstance(line, str)}
    assert f"python{PROJECT['requires-python']}" in conda
    # Conda has no extras, and matplotlib without a window toolkit has a name of its own there.
    wanted = {
        re.sub(r"\[.*?]", "", each).replace("matplotlib>", "matplotlib-base>")
        for each in PROJECT["dependencies"]
    }
    assert conda - {"pip", f"python{PROJECT['requires-python']}"} == wanted
    assert {"pip": ["--editable ."]} in listed


def test_the_readme_begins_with_the_two_commands_and_names_every_exercise():
    text = (ROOT / "README.md").read_text("utf-8")
    first = re.findall(r"^make \w+", text, re.MULTILINE)[:2]
    assert first == ["make app", "make test"]
    assert text.index("make test") < text.index("conda env create") < text.index("pip install")
    for path in (ROOT / "data" / "exercises").glob("*.toml"):
        assert f"`{path.stem}`" in text, f"README.md does not name {path.stem}"


def test_ci_runs_make_test_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("make")] == ["make test"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it into an empty environment and return that one's Python.

    What the wheel needs comes from this environment; the workbook itself only from the wheel.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    venv.create(folder / "env", symlinks=os.name != "nt")
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    wheel = next(folder.glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    packages = Path(said(python, folder, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


def said(python: Path, folder: Path, code: str) -> str:
    environment = {**os.environ, "WORKBOOK_DATA_FOLDER": str(folder / "data")}
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(python), "-c", code], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_is_what_is_imported(installed: Path, tmp_path: Path):
    place = said(installed, tmp_path, "import workbook; print(workbook.__file__)")
    assert Path(place).is_relative_to(installed.parent.parent)


def test_the_wheel_opens_an_exercise_from_another_folder(installed: Path, tmp_path: Path):
    code = "from workbook import open_exercise; print(type(open_exercise('blame_inventory')))"
    assert "Page" in said(installed, tmp_path, code)


def test_the_wheel_finds_no_problem_in_its_content(installed: Path, tmp_path: Path):
    assert said(installed, tmp_path, "from workbook.cli import main; print(main(['check']))") == "0"


def test_the_wheel_serves_a_page(installed: Path, tmp_path: Path):
    command = [str(installed.parent / "workbook")]
    with running_server(tmp_path, place="own", command=command) as server:
        assert "workbook-view" in ask(server, "/02_blame_inventory").text


def test_the_wheel_holds_no_source_of_the_front_end(installed: Path, tmp_path: Path):
    code = "from workbook.web.assets import WEB; print((WEB / 'frontend').exists())"
    assert said(installed, tmp_path, code) == "False"
