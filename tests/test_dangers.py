"""What no file of ours does, since each of it has let strangers in elsewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbook"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if "node_modules" not in path.parts]
SCRIPTS = [*(PACKAGE / "widgets" / "static").glob("*.js")]
SCRIPTS += (PACKAGE / "web" / "frontend" / "src").glob("*.js")

CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
MODULES_NEVER = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "telnetlib", "xmlrpc"}
SQL = re.compile(r"\b(select\b.*\bfrom|insert into|update\b.*\bset|delete from|drop table)\b", re.I)
# The header that JupyterLab shows is made by our own `header_html`, which escapes what it is given.
MAY_SET_HTML = {"shell.js"}
HTML = re.compile(r"\.(?:inner|outer)HTML\s*\+?=|insertAdjacentHTML|document\.write|srcdoc")
CODE = re.compile(r"\beval\(|new Function\(|set(?:Timeout|Interval)\(\s*[\"'`]|javascript:")
KEPT = re.compile(r"document\.cookie|localStorage|indexedDB")


def dangers(source: str) -> Iterator[str]:
    """Yield what is dangerous in the source of a Python module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.Import):
            yield from {each.name.split(".")[0] for each in node.names} & MODULES_NEVER
        elif isinstance(node, ast.ImportFrom):
            yield from {(node.module or "").split(".")[0]} & MODULES_NEVER
        elif isinstance(node, ast.JoinedStr) and SQL.search(ast.unparse(node)):
            yield "SQL put together from text"


def _in_call(call: ast.Call) -> Iterator[str]:
    name = ast.unparse(call.func)
    if name in CALLS:
        yield name
    if name == "yaml.load":
        yield name
    for given in call.keywords:
        if given.arg == "shell" and not (
            isinstance(given.value, ast.Constant) and given.value.value is False
        ):
            yield "shell"
        if given.arg == "verify" and ast.unparse(given.value) == "False":
            yield "verify"
    if name.endswith((".format", ".execute", ".text")) and isinstance(call.func, ast.Attribute):
        put = [call.func.value, *call.args]
        if any(isinstance(each, ast.BinOp) and SQL.search(ast.unparse(each)) for each in put):
            yield "SQL put together from text"
        if name.endswith(".format") and SQL.search(ast.unparse(call.func.value)):
            yield "SQL put together from text"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_does_what_lets_strangers_in(path: Path):
    assert list(dangers(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("eval(x)", "eval"),
        ("exec(x)", "exec"),
        ("import pickle", "pickle"),
        ("from pickle import loads", "pickle"),
        ("yaml.load(x)", "yaml.load"),
        ("run(x, shell=True)", "shell"),
        ("run(x, shell=maybe)", "shell"),
        ("get(x, verify=False)", "verify"),
        ("f'select a from {table}'", "SQL put together from text"),
        ("db.execute('delete from ' + table)", "SQL put together from text"),
        ("'insert into {}'.format(table)", "SQL put together from text"),
    ],
)
def test_each_danger_would_be_found(source: str, found: str):
    assert list(dangers(source)) == [found]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_or_code_of_text_or_keeps_what_outlives_the_tab(path: Path):
    text = path.read_text("utf-8")
    assert path.name in MAY_SET_HTML or not HTML.search(text)
    assert not CODE.search(text)
    assert not KEPT.search(text)


def test_only_one_place_sets_markup_and_it_is_the_header():
    text = (PACKAGE / "widgets" / "static" / "shell.js").read_text("utf-8")
    assert [line.strip() for line in text.splitlines() if HTML.search(line)] == [
        'header.innerHTML = page.model.get("header");'
    ]
