"""The shape of the code: imports point one way, files are small, notebooks are thin."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbook"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

ANYONE = {"errors", "messages", "settings"}
LAYERS = ["content", "journal", "guidance", "report", "group", "widgets", "pages", "web"]
LAYERS += ["commands", "cli"]
MAY_IMPORT = {
    name: {*LAYERS[: number + 1]} - ({"report"} if name == "group" else set())
    for number, name in enumerate(LAYERS)
}
MAY_IMPORT |= {name: set() for name in ANYONE}
MAY_IMPORT["vault"] = {"journal", "vault"}
# The store, from what all parts of it need to its two doors: one for kernels, one for the server.
MAY_IMPORT["store_protocol"] = {"store_rooms_protocol", "vault"}
MAY_IMPORT["store_failures"] = MAY_IMPORT["store_schema"] = MAY_IMPORT["store_postgres"] = set()
MAY_IMPORT["store_expiry"] = {"store_schema"}
MAY_IMPORT["store_rows"] = {"store_protocol", "store_schema", "vault"}
MAY_IMPORT["store_file"] = {"store_failures", "store_schema"}
MAY_IMPORT["store_sql"] = {"store_protocol", "store_postgres", "vault"} | MAY_IMPORT["store_file"]
MAY_IMPORT["store_sql"] |= {"store_file", "store_expiry", "store_rows"}
MAY_IMPORT["store_rooms_protocol"] = MAY_IMPORT["store_tries"] = set()
MAY_IMPORT["store_facilitators"] = {"store_rows", "store_schema"}
MAY_IMPORT["store_rooms_rows"] = {"store_rooms_protocol", "store_rows", "store_schema"}
MAY_IMPORT["store_rooms_sql"] = {"store_facilitators", "store_rooms_protocol", "store_rooms_rows"}
MAY_IMPORT["store_rooms_sql"] |= {"store_schema", "vault"}
MAY_IMPORT["store_sql"] |= {"store_rooms_rows", "store_rooms_sql"}
MAY_IMPORT["store_rooms_line"] = {"store_rooms_protocol"}
MAY_IMPORT["group"] |= {"store_rooms_protocol", "vault"}
MAY_IMPORT["pages"] |= {"store_rooms_protocol"}
MAY_IMPORT["store_line"] = {"store_protocol", "store_rooms_line", "vault"}
MAY_IMPORT["store"] = {"store_protocol", "store_sql", "store_line"}
MAY_IMPORT["store_requests"] = {"store_protocol", "vault"}
MAY_IMPORT["store_rooms_requests"] = {"store_requests", "store_rooms_protocol"}
MAY_IMPORT["store_server"] = {"store", "store_line", "store_requests", "store_tries"}
MAY_IMPORT["store_server"] |= {"store_rooms_requests"}
MAY_IMPORT["sealed_file"] = {"journal", "vault"}
MAY_IMPORT["web"] |= {"sealed_file", "vault", "store", "store_failures", "store_server"}
MAY_IMPORT["web"] |= {"store_rooms_protocol", "store_sql"}
MAY_IMPORT["commands"] |= {"store_sql", "store_postgres", "vault"}
MAY_IMPORT["commands"] |= {"store_facilitators", "store_rooms_sql"}  # they are the operator's
MAY_IMPORT["__init__"] = MAY_IMPORT["__main__"] = {*LAYERS}


def part(module: str) -> str:
    """Return which part of the package a dotted module name belongs to."""
    return [*module.split("."), "__init__"][1]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path):
    own = part(".".join(path.relative_to(ROOT).with_suffix("").parts))
    used = {part(name) for name in imports(path) if name.split(".")[0] == "workbook"}
    assert used - ANYONE - MAY_IMPORT[own] - {"__init__"} == set()


def test_only_widgets_and_pages_import_widgets_and_only_reports_import_pandas():
    for path in MODULES:
        own = path.relative_to(PACKAGE).parts[0]
        outside = {name.split(".")[0] for name in imports(path)}
        if own not in ("widgets", "pages"):
            assert not outside & {"ipywidgets", "anywidget"}, path
        if own != "report":
            assert not outside & {"pandas", "matplotlib"}, path


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_functions_are_short():
    lengths = [(length, name, path.name) for path in MODULES for name, length in functions(path)]
    assert [found for found in lengths if found[0] > 50] == []
    middle = sorted(length for length, *_ in lengths)[len(lengths) // 2]
    assert middle <= 12


def test_modules_are_small():
    too_long = {}
    for path in MODULES:
        lines = len(path.read_text("utf-8").splitlines())
        if lines > 300 and path.name != "messages.py":
            too_long[path.name] = lines
    assert too_long == {}


def test_importing_the_package_is_quick_and_has_no_side_effect(tmp_path):
    code = (
        "import sys, time; start = time.perf_counter(); import workbook; "
        "print(time.perf_counter() - start); "
        "print({'pandas', 'voila', 'ipywidgets', 'pydantic', 'matplotlib'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    _, modules = run.stdout.splitlines()
    assert modules == "set()"
    assert list(tmp_path.iterdir()) == []


def test_the_surface_is_small():
    import workbook

    assert sorted(workbook.__all__) == ["open_exercise", "open_facilitator", "open_workbook"]
    assert all(callable(getattr(workbook, name)) for name in workbook.__all__)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_heading_a_paragraph_and_one_call(path):
    notebook = json.loads(path.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    lines = [line for cell in code for line in "".join(cell["source"]).splitlines() if line]
    assert notebook["nbformat_minor"] == 4
    assert len(notebook["cells"]) <= 5
    assert len(lines) <= 5
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert "".join(notebook["cells"][0]["source"]).startswith("# ")


def test_every_exercise_has_one_notebook_of_the_same_name_and_so_has_who_leads_a_group():
    exercises = {path.stem for path in (ROOT / "data" / "exercises").glob("*.toml")}
    assert exercises | {"facilitator"} == {path.stem for path in NOTEBOOKS}


def test_the_readme_names_every_exercise():
    readme = (ROOT / "README.md").read_text("utf-8")
    for path in (ROOT / "data" / "exercises").glob("*.toml"):
        assert path.stem in readme


def test_no_file_names_a_former_partner_in_short():
    for path in [*MODULES, *(ROOT / "data").rglob("*.toml"), *NOTEBOOKS]:
        assert not re.search(r"\b(your|the|an?|my) ex\b", path.read_text("utf-8"), re.I), path
