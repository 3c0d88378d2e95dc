import filecmp
import subprocess
from pathlib import Path

from tests.node import node
from workbook.web.assets import TEMPLATE, WEB

FRONTEND = WEB / "frontend"


def test_the_bundle_is_built_from_its_source(tmp_path: Path):
    built = tmp_path / "static"
    subprocess.run([node(), "build.js", str(built)], cwd=FRONTEND, check=True)
    committed = TEMPLATE / "static"
    names = sorted(path.name for path in built.iterdir())
    assert names == sorted(path.name for path in committed.iterdir()), "run make bundle"
    _, different, unreadable = filecmp.cmpfiles(built, committed, names, shallow=False)
    assert not different and not unreadable, "run make bundle"


def test_the_bundle_asks_no_other_host():
    for path in (TEMPLATE / "static").iterdir():
        text = path.read_text("utf-8")
        assert "jsdelivr" not in text and "unpkg" not in text and "cdnjs" not in text


def test_a_first_visit_fetches_little():
    """The goal is 400 kB compressed; what every page loads stays well below."""
    import gzip

    sent = [path for path in (TEMPLATE / "static").iterdir() if "controls" not in path.name]
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in sent}
    assert sum(sizes.values()) < 200_000, sizes
