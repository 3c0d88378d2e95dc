"""A line that says too much is closed; the page comes back by itself and has lost nothing."""

import socket
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, expect

from tests.browser.conftest import NewWalk, tabs
from tests.browser.walking import HAPPENED, Walk, clear_answers
from tests.server import eventually, running_server

STEP = "know_or_guess"  # a text, open at any hour
HOLD_LINES = """
    window.lines = [];
    window.said = [];
    const Plain = WebSocket;
    window.WebSocket = class extends Plain {
      constructor(...given) {
        super(...given);
        lines.push(this);
        this.addEventListener("close", (event) => said.push(event.code));
      }
    };
"""
FLOOD = "for (let at = 0; at < 2000; at++) lines.at(-1).send(new Uint8Array(64));"


def test_what_is_typed_during_a_flood_is_saved(new_walk: NewWalk):
    walk: Walk = new_walk()
    walk.page.add_init_script(HOLD_LINES)
    walk.open(STEP)
    box = walk.box("know")
    box.fill("It began in the spring.")
    walk.page.evaluate(FLOOD)
    box.press_sequentially(" Or earlier.")
    assert eventually(lambda: 1008 in walk.page.evaluate("said"), within=30)
    assert eventually(lambda: walk.page.evaluate("lines.length") > 1, within=30)
    expect(walk.page.locator(".banner:visible")).to_have_count(0, timeout=30_000)
    walk.saved()
    walk.reload()
    expect(walk.box("know")).to_have_value("It began in the spring. Or earlier.")


def test_the_guard_drops_nothing_of_what_a_page_says(browser: Browser, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        numbers = f"127.0.0.1:{taken.getsockname()[1]}"
    with running_server(tmp_path, arguments=["--metrics", numbers]) as server:
        with tabs(browser, server) as new_walk:
            walk = new_walk().open().through(clear_answers())
            walk.choose(HAPPENED)
            for exercise in ("06_honest_apology", "unsent_box", "where_from", "pause"):
                walk.open(exercise=exercise)
            walk.reload()
        with urlopen(f"http://{numbers}/metrics") as answer:
            text = answer.read().decode()
    assert "workbook_page_ready_seconds_count" in text
    assert "messages_dropped_total{" not in text
