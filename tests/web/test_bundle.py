import filecmp
import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.node import node
from workbook.web.assets import STATIC, WEB

FRONTEND = WEB / "frontend"
LATER = ("controls", "facilitator", "output")
"""What a participant's first page does not load."""


def test_the_bundle_is_built_from_its_source(tmp_path: Path):
    built = tmp_path / "static"
    subprocess.run([node(), "build.js", str(built)], cwd=FRONTEND, check=True)
    names = sorted(path.name for path in built.iterdir())
    assert names == sorted(path.name for path in STATIC.iterdir()), "run make bundle"
    _, different, unreadable = filecmp.cmpfiles(built, STATIC, names, shallow=False)
    assert not different and not unreadable, "run make bundle"


def test_the_bundle_asks_no_other_host():
    for path in STATIC.iterdir():
        text = path.read_text("utf-8")
        assert "jsdelivr" not in text and "unpkg" not in text and "cdnjs" not in text


def test_a_first_visit_fetches_little():
    """The goal is 400 kB compressed; what every page loads stays far below."""
    first = [path for path in STATIC.iterdir() if not path.name.startswith(LATER)]
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in first}
    assert sum(sizes.values()) < 140_000, sizes


def test_every_widget_names_a_module_that_comes_with_the_page():
    print_names = (
        "from workbook.widgets import WIDGETS, Facilitator, Page\n"
        "for each in (Page, Facilitator, *WIDGETS.values()): print(each._esm.default_value)\n"
        "print(repr(Page._css.default_value))"
    )
    served = {**os.environ, "WORKBOOK_FRONT_END": "bundled"}
    run = subprocess.run(
        [sys.executable, "-c", print_names], env=served, capture_output=True, text=True, check=True
    )
    *names, style = run.stdout.splitlines()
    assert style == "''"
    kit = (FRONTEND / "src" / "kit.js").read_text("utf-8")
    imported = {f"./{name}" for name in re.findall(r"widgets/static/(\w+\.js)", kit)}
    assert imported == {*names}


def test_what_the_front_end_leaves_of_its_libraries_is_all_that_they_use():
    """Of jQuery a stand-in remains, with the two things that are used; see build.js."""
    libraries = [
        *FRONTEND.glob("node_modules/@jupyter-widgets/*/lib/**/*.js"),
        FRONTEND / "node_modules/anywidget/dist/index.js",
    ]
    used = {
        call
        for path in libraries
        for call in re.findall(r"\$el\b(?! =)(\W\w+)", path.read_text("utf-8"))
    }
    assert used == {"[0", ".empty"}
