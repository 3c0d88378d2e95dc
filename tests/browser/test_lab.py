"""The notebooks themselves: executed as they are, and in a real JupyterLab."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.journals import entries
from tests.browser.walking import (
    BLAME,
    HAPPENED,
    START,
    clear_answers,
    content,
    zone_where_it_is,
)
from tests.server import eventually
from workbook import messages
from workbook.content.paths import notebooks_folder
from workbook.settings import QUICK_EXIT, Settings
from workbook.web.keeper import SealedKeeper

NOTEBOOKS = sorted(notebooks_folder().glob("*.ipynb"))
STARTS_WITHIN = 60  # seconds
RUNS_WITHIN = 60_000  # ms, for a kernel to start and a notebook to run
WIDGET = "application/vnd.jupyter.widget-view+json"
DONE_TO_ME = content().exercise(BLAME).prompt("done_to_me_check").ask
ACT = "I sold the piano and told her after."


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab; all it reads and writes lies in `folder`."""

    url: str
    token: str
    folder: Path


def surroundings(folder: Path) -> dict[str, str]:
    """Keep everything of Jupyter and of the workbook in one folder."""
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "share",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "WORKBOOK_DATA_FOLDER": "data",
    }
    return {name: str(folder / part) for name, part in own.items()}


def begin(folder: Path) -> None:
    """Begin a journal in which the start is answered and done, so that all is open."""
    keeper = SealedKeeper(
        Settings("own", f"sqlite:///{folder / 'journal.sqlite'}", folder, QUICK_EXIT)
    )
    nothing = keeper.open(None)
    keeper.save(list(entries({START: clear_answers()}, ["start"])), nothing)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(notebooks_folder(), folder / "notebooks")
    begin(folder / "data")
    quiet = folder / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}', "utf-8"
    )
    token = token_hex()
    asked = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    asked += [f"--ServerApp.token={token}", f"--ServerApp.root_dir={folder / 'notebooks'}"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", *asked],
            cwd=folder,
            env={**os.environ, **surroundings(folder)},
            stdout=log,
            stderr=log,
        )
    try:
        yield Lab(_address(folder), token, folder)
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)


def _address(folder: Path) -> str:
    def said() -> list[Path]:
        return [file for file in (folder / "runtime").glob("jpserver-*.json") if file.read_text()]

    assert eventually(lambda: bool(said()), STARTS_WITHIN), (folder / "log").read_text("utf-8")
    return str(json.loads(said()[0].read_text("utf-8"))["url"])


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Browser) -> Iterator[Page]:
    """JupyterLab in a browser, with the third notebook open and run."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id=zone_where_it_is(12)
    )
    page = context.new_page()
    page.goto(f"{lab.url}lab/tree/{BLAME}.ipynb?token={lab.token}")
    run(page, BLAME)
    yield page
    context.close()


def run(page: Page, exercise: str) -> None:
    """Restart the kernel of the open notebook and run all its cells."""
    status = page.get_by_text("Python 3 (ipykernel) | Idle", exact=True)
    status.wait_for(timeout=RUNS_WITHIN)
    page.evaluate("for (const old of document.querySelectorAll('.second-look')) old.id = 'before'")
    tools = page.get_by_role("button", name="Restart the kernel and run all cells")
    tools.locator("visible=true").click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    new = page.locator(".second-look.page:not(#before)")
    heading = new.get_by_role("heading", level=1)
    expect(heading).to_have_text(content().exercise(exercise).title, timeout=RUNS_WITHIN)


def notebook(page: Page, exercise: str) -> Locator:
    """Return the tab of an open notebook."""
    return page.get_by_role("tab", name=f"{exercise}.ipynb")


def drawn(page: Page) -> Locator:
    """Return our page in the notebook that is in front."""
    return page.locator(".second-look.page").locator("visible=true")


def go_on(page: Page, step: str) -> None:
    drawn(page).get_by_role("button", name="Next: ").click()
    expect(drawn(page).get_by_role("heading", level=2, name=step, exact=True)).to_be_visible()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookClient]:
    """A kernel for one notebook after the other: starting it takes longer than executing them."""
    folder = tmp_path_factory.mktemp("kernel")
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(new_notebook(), timeout=60, resources=resources)
    with client.setup_kernel(env={**os.environ, **surroundings(folder)}):
        yield client


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_each_notebook_executes(notebook: Path, tmp_path: Path, kernel: NotebookClient) -> None:
    fresh = f"%reset -f\nimport os\nos.environ['WORKBOOK_DATA_FOLDER'] = {str(tmp_path)!r}\ndel os"
    cells = kernel.nb = nbformat.read(notebook, as_version=4)
    cells.cells.insert(0, new_code_cell(fresh))
    kernel.reset_execution_trackers()
    for number, cell in enumerate(cells.cells):
        kernel.execute_cell(cell, number)
    outputs = [output for cell in cells.cells for output in cell.get("outputs", ())]
    assert [WIDGET in output.get("data", {}) for output in outputs] == [True]


def test_help_and_quick_exit_are_drawn_and_jupyterlab_keeps_title_and_address(page: Page) -> None:
    header = drawn(page).locator("header")  # no landmark of its own inside JupyterLab
    expect(header.get_by_role("link", name=messages.HEADER["exit"])).to_be_visible()
    header.get_by_text(messages.HEADER["help"], exact=True).click()
    expect(header.get_by_text(messages.HEADER["danger"])).to_be_visible()
    header.get_by_text(messages.HEADER["help"], exact=True).click()
    expect(page).to_have_title(re.compile(r"^02_blame.* - JupyterLab$"))
    assert page.url.endswith(f"/lab/tree/{BLAME}.ipynb")


def test_an_answer_survives_a_restart_of_the_kernel_and_keys_stay_in_the_page(page: Page) -> None:
    ours = drawn(page)
    ours.get_by_role("group", name=DONE_TO_ME).get_by_role("radio", name="No", exact=True).check()
    for step in ("Which way fits you?", "What happened, act by act"):
        go_on(page, step)
    cells = page.locator(".jp-Cell").count()
    ours.get_by_label("What was done?").first.focus()
    page.keyboard.type(ACT)  # with letters that are commands of JupyterLab
    page.keyboard.press("Tab")
    expect(ours.locator(".saved-state")).to_have_text(messages.PAGE["saved"])
    assert page.locator(".jp-Cell").count() == cells
    assert page.url.endswith(f"/lab/tree/{BLAME}.ipynb")

    run(page, BLAME)
    group = drawn(page).get_by_role("group", name=DONE_TO_ME)
    expect(group.get_by_role("radio", name="No", exact=True)).to_be_checked()
    for step in ("Which way fits you?", "What happened, act by act"):
        go_on(page, step)
    expect(drawn(page).get_by_label("What was done?").first).to_have_value(ACT)


def test_the_example_opens_in_the_notebook_and_leads_back_to_the_same_page(page: Page) -> None:
    before = drawn(page).get_by_role("heading", level=2).first.inner_text()
    drawn(page).get_by_role("button", name=messages.PAGE["example"], exact=True).last.click()
    bar = drawn(page).get_by_role("region", name=messages.PAGE["example_bar"], exact=True)
    expect(bar).to_contain_text(messages.KEEP["example"])
    expect(drawn(page).get_by_label("What happened?").first).not_to_be_editable()
    bar.get_by_role("button", name=messages.PAGE["example_leave"]).click()
    expect(bar).to_have_count(0)
    expect(drawn(page).get_by_role("heading", level=2, name=before, exact=True)).to_be_visible()
    assert page.url.endswith(f"/lab/tree/{BLAME}.ipynb")


@pytest.mark.parametrize("exercise", [HAPPENED, START])
def test_the_other_notebooks_run_in_jupyterlab_too(page: Page, exercise: str) -> None:
    page.get_by_role("listitem").filter(has_text=f"{exercise}.ipynb").dblclick()
    expect(notebook(page, exercise)).to_have_attribute("aria-selected", "true")
    run(page, exercise)


def test_a_copy_is_taken_in_the_notebook_too(page: Page) -> None:
    link = drawn(page).get_by_role("button", name=messages.PAGE["all_answers"], exact=True)
    link.click()
    with page.expect_download() as given:
        drawn(page).get_by_role("button", name=messages.PAGE["copy_markdown"]).click()
    assert re.fullmatch(r"notes-\d{4}-\d\d-\d\d\.md", given.value.suggested_filename)
    assert "# " in given.value.path().read_text("utf-8")
