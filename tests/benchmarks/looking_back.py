"""How quick a long journal is: `python -m tests.benchmarks.looking_back`.

A journal of 400 days is opened from a running server by a browser, by the key of a tab and by its
phrase. Then somebody looks back in it, writes the note of the day, and comes back to the tab.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.figures import Figure
from tests.benchmarks.own import DEBOUNCE, SAVING, press
from tests.benchmarks.visits import fresh_context
from tests.benchmarks.weighing import machine, weigh
from tests.browser.conftest import ARGUMENTS
from tests.browser.walking import KEY, Walk, content, here_at_noon
from tests.find_browser import find_browser
from tests.long_journal import long_journal, seal_long_journal
from tests.server import Server, running_server
from workbook import messages

RUNS = 5
OPENS, DRAWS, SAVES = 1000, 2000, 50
"""Goals in ms: until the first screen is there, for a screen with charts, beyond the debounce."""
LOOKING, APART, NOTE = "11_looking_back", "04_time_apart", "daily_note"
WROTE, NEXT = "line", ".ways a"

# Notes when the journal is open: an exercise is done in it, and all controls are there.
OPENED = """
new MutationObserver((_, watch) => {
  const slots = [...document.querySelectorAll("article .control")];
  if (!document.querySelector(".task.done") || !slots.length) return;
  const shown = "input, textarea, select, p, figure, button";
  if (!slots.every((one) => one.querySelector(shown))) return;
  window.openedAt = performance.now();
  watch.disconnect();
}).observe(document, { childList: true, subtree: true, attributes: true });
"""
PRESS_OPEN = """async (button) => {
  const pressed = performance.now();
  button.click();
  for (let waited = 0; !window.openedAt; waited++) {
    if (waited > 3600) throw new Error("the journal did not open");
    await new Promise(requestAnimationFrame);
  }
  return window.openedAt - pressed;
}"""
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


def main() -> None:
    runs = _parser().parse_args().runs
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        entries = len(long_journal(here_at_noon()))
        print(f"{date.today():%-d %B %Y}; {machine()}; {entries} entries of 400 days.\n")
        print("| A long journal | unit | median | from-to | goal |\n|---|---|---:|---:|---:|")
        with running_server(Path(folder), spare=1) as server:
            for figure in figures(browser, server, runs):
                print(figure.row(), flush=True)
        browser.close()


def figures(browser: Browser, server: Server, runs: int) -> Iterator[Figure]:
    """Open the journal again and again, and then stay in it."""
    key, phrase = seal_long_journal(server.data, here_at_noon())
    by_key = [open_by_key(browser, server, key) for _ in range(runs + 1)][1:]
    yield Figure("opened by the key of a tab: first screen", "ms", by_key, OPENS)
    by_phrase = [open_by_phrase(browser, server, phrase) for _ in range(runs)]
    yield Figure("opened by its phrase: first screen", "ms", by_phrase, OPENS)
    with tab(browser, key) as page:
        walk = Walk(page, server.url).open(NOTE, APART)
        for title in ("Looking back", "Time apart"):
            yield Figure(f"going to {title}", "ms", exercise(page, title, runs), DRAWS)
        yield from steps(walk, runs)
        walk.open(NOTE, APART)
        yield Figure("a line of the day saved, beyond the debounce", "ms", saved(page, runs), SAVES)
        again = saved(page, runs, COME_BACK)
        yield Figure("the same, just after coming back to the tab", "ms", again)
        yield Figure("memory of its kernel (PSS)", "MB", [weigh(pid).pss for pid in held(server)])


def open_by_key(browser: Browser, server: Server, key: str) -> float:
    """Return ms from the address until the journal is open."""
    with tab(browser, key) as page:
        Walk(page, server.url).open(NOTE, APART)
        page.wait_for_function("window.openedAt")
        return float(page.evaluate("openedAt"))


def open_by_phrase(browser: Browser, server: Server, phrase: str) -> float:
    """Return ms from the last press until the journal is open."""
    with tab(browser) as page:
        Walk(page, server.url).open("privacy")  # which has a control, and is open to everybody
        page.get_by_role("button", name=messages.PAGE["open"], exact=True).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label(messages.PAGE["open_phrase"]).fill(phrase)
        button = dialog.get_by_role("button", name=messages.PAGE["open"])
        return float(button.evaluate(PRESS_OPEN))


def exercise(page: Page, title: str, runs: int) -> list[float]:
    """Go to an exercise from another, in the list; return ms until all controls are there."""
    found = []
    for _ in range(runs):
        press(page, ".task a", "What happened")
        found.append(press(page, ".task a", title)[1])
    return found


def steps(walk: Walk, runs: int) -> Iterator[Figure]:
    """Go on from step to step; each figure is for the step one comes to."""
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        walk.open(content().exercise(LOOKING).steps[0].id, LOOKING)
        while not walk.is_last_step:
            ready = press(walk.page, NEXT, "^Next")[1]
            found.setdefault(walk.step, []).append(ready)
    for step, ready in found.items():
        yield Figure(f"looking back, {step}", "ms", ready, DRAWS)


def saved(page: Page, runs: int, first: str = "0") -> list[float]:
    """Do something first, then type one letter; return ms until the page says that it is saved."""
    found = []
    for _ in range(runs):
        page.evaluate(SAVING)
        page.evaluate(first)
        page.locator(f"#answer-{WROTE}").focus()
        page.keyboard.press("x")
        found.append(float(page.evaluate("window.savedAfter")) - DEBOUNCE)
    return found


def held(server: Server) -> Sequence[int]:
    """Return the kernel that has done the most."""
    return sorted(server.kernels(), key=lambda pid: weigh(pid).uss)[-1:]


@contextmanager
def tab(browser: Browser, key: str = "") -> Iterator[Page]:
    """A tab that notes when its journal is open; `key` opens one."""
    with fresh_context(browser) as context:
        page = context.new_page()
        page.add_init_script(OPENED)
        if key:
            page.add_init_script(f"sessionStorage.setItem({KEY!r}, {key!r})")
        yield page


def _parser() -> argparse.ArgumentParser:
    name = "python -m tests.benchmarks.looking_back"
    parser = argparse.ArgumentParser(prog=name, description=__doc__)
    parser.add_argument("--runs", type=int, choices=range(1, 101), default=RUNS, metavar="N")
    return parser


if __name__ == "__main__":
    main()
