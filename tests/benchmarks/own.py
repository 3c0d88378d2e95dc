"""What only our own pages do: the next step and exercise in place, and saving by itself."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.benchmarks.figures import Figure
from tests.benchmarks.visits import fresh_context
from tests.browser.walking import HAPPENED, KEY, START, Walk
from tests.server import Server, running_server
from workbook.guidance.progress import DONE, PAGE
from workbook.journal import Address, Entry
from workbook.settings import QUICK_EXIT, Settings
from workbook.web.keeper import SealedKeeper

RUNS = 11
DEBOUNCE = 300  # ms, which the page waits for the next keystroke
IMPORT = "import time; t = time.perf_counter(); import workbook; print(time.perf_counter() - t)"

# Presses a way; gives ms until the new title is painted, and until all controls are there.
PRESS = """async ([selector, title]) => {
  const way = [...document.querySelectorAll(selector)].find((one) => one.textContent.match(title));
  const titles = () => [...document.querySelectorAll("h1, h2.step-title")]
    .map((each) => each.textContent).join();
  const before = titles();
  const until = (holds) => new Promise((resolve) => {
    const look = () => holds() && (watch.disconnect(), resolve());
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const begun = performance.now();
  way.click();
  await until(() => titles() !== before && titles());
  await painted();
  const title_painted = performance.now() - begun;
  await until(() => [...document.querySelectorAll("article .control")]
    .every((slot) => slot.querySelector("input, textarea, select, p, figure, button")));
  await painted();
  return [title_painted, performance.now() - begun];
}"""

# Waits for a keystroke and gives the ms until the page says that it is saved.
SAVING = """() => {
  window.savedAfter = new Promise((resolve) => {
    const state = document.querySelector(".saved-state");
    document.addEventListener("input", () => {
      const typed = performance.now();
      const watch = new MutationObserver(() => {
        if (state.dataset.state !== "saved") return;
        watch.disconnect();
        resolve(performance.now() - typed);
      });
      watch.observe(state, { attributes: true });
    }, { once: true, capture: true });
  });
}"""

# Notes when the first prompt can be used.
READY = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("article .control :is(input, textarea, select)")) return;
  window.readyAfter = performance.now();
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def own_figures(browser: Browser) -> Iterator[Figure]:
    """Measure the import, first visits to our start, and moving and writing in one visit."""
    yield Figure("import workbook, fresh process", "ms", imports(), 150)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as server:
        yield from visiting(browser, server)
        yield from moving(browser, server)


def imports() -> list[float]:
    once = [sys.executable, "-c", IMPORT]
    taken = [subprocess.run(once, capture_output=True, check=True).stdout for _ in range(RUNS + 1)]
    return [float(seconds) * 1000 for seconds in taken[1:]]


def visiting(browser: Browser, server: Server) -> Iterator[Figure]:
    """Come for the first time, each time."""
    visits = [first_visit(browser, server) for _ in range(RUNS + 1)][1:]
    paints, readies, received, said = zip(*visits, strict=True)
    yield Figure("first visit: first contentful paint", "ms", paints, 300)
    yield Figure("first visit: first prompt can be used", "ms", readies)
    yield Figure("first visit: received by http", "kB", received, 400)
    yield Figure("first visit: received from the kernel, unpacked", "kB", said)


def first_visit(browser: Browser, server: Server) -> tuple[float, float, float, float]:
    with new_page(browser) as page:
        page.add_init_script(READY)
        wire = page.context.new_cdp_session(page)
        received, said = [0.0], [0.0]

        def finished(event: dict[str, Any]) -> None:
            received[0] += event["encodedDataLength"] / 1000

        def heard(event: dict[str, Any]) -> None:
            said[0] += len(event["response"]["payloadData"]) / 1000

        wire.on("Network.loadingFinished", finished)
        wire.on("Network.webSocketFrameReceived", heard)
        wire.send("Network.enable")
        Walk(page, server.url).open("privacy")
        page.wait_for_function("() => window.readyAfter")
        return page.evaluate(FIRST_PAINT), page.evaluate("readyAfter"), received[0], said[0]


def moving(browser: Browser, server: Server) -> Iterator[Figure]:
    """Move about in one visit, and write."""
    with new_page(browser) as page:
        page.add_init_script(f"sessionStorage.setItem({KEY!r}, {begun(server)!r})")
        walk = Walk(page, server.url).open("welcome", START)
        steps = [press(page, ".ways a", "^Next") for _ in range(RUNS)]
        walk.open("moments", HAPPENED)
        titles = ["Blame inventory", "What happened"] * RUNS
        exercises = [press(page, ".task a", title) for title in titles[: RUNS + 1]][1:]
        walk.open("know_or_guess", START)
        savings = [saving(page) for _ in range(RUNS + 1)][1:]
    yield Figure("next step: title painted", "ms", [title for title, _ in steps], 100)
    yield Figure("next step: all controls there", "ms", [ready for _, ready in steps])
    yield Figure("next exercise: title painted", "ms", [title for title, _ in exercises], 100)
    yield Figure("next exercise: all controls there", "ms", [ready for _, ready in exercises])
    yield Figure("keystroke to Saved, beyond the debounce", "ms", savings, 50)


def press(page: Page, ways: str, title: str) -> tuple[float, float]:
    painted, ready = page.evaluate(PRESS, [ways, title])
    page.wait_for_timeout(200)  # a pause, as a reader makes
    return painted, ready


def saving(page: Page) -> float:
    page.evaluate(SAVING)
    page.locator("#answer-know").focus()
    page.keyboard.press("x")
    after: float = page.evaluate("window.savedAfter")
    return after - DEBOUNCE


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    with fresh_context(browser) as context:
        yield context.new_page()


def begun(server: Server) -> str:
    """Return the key of a journal in which the start is done, so that all is open."""
    database = f"sqlite:///{server.data / 'journal.sqlite'}"
    keeper = SealedKeeper(Settings("served", database, server.data, QUICK_EXIT))
    nothing = keeper.open(None)
    done = Entry(keeper.new_id(), Address(PAGE, DONE, START), True, datetime.now(UTC))
    keeper.save([done], nothing)
    return str(keeper.tab_key)
