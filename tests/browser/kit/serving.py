"""Serve the kit from memory: the modules as anywidget gets them, and a page to try them on."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from workbook.messages import PAGE
from workbook.widgets.modules import read_module, read_static

KIT = Path(__file__).parent
EXERCISE = "02_blame_inventory"
ADDRESS = "http://kit.test"


def open_kit(context: BrowserContext, step: str, query: str = "", lab: bool = False) -> Page:
    """Open one screen of the sample; in JupyterLab (`lab`) there is no frame around it."""
    context.route(f"{ADDRESS}/**", _serve)
    page = context.new_page()
    page.goto(f"{ADDRESS}/{'lab' if lab else EXERCISE}{query}#{step}")
    page.locator(".screen h1").wait_for()
    if lab:
        page.evaluate("step => kit.showScreen(step)", step)
    page.wait_for_function(
        "[...document.querySelectorAll('.control')].every(one => one.firstChild)"
    )
    return page


def _serve(route: Route) -> None:
    path = urlsplit(route.request.url).path
    sample = _sample()
    if path.startswith("/esm/"):
        body, kind = read_module(path.removeprefix("/esm/")), "text/javascript"
    elif path == "/workbook.css":
        body, kind = read_static("workbook.css"), "text/css"
    elif path == "/sample.json":
        body, kind = json.dumps(sample), "application/json"
    elif path == "/kit.js":
        body, kind = (KIT / "kit.js").read_text("utf-8"), "text/javascript"
    else:
        name = "lab.html" if path == "/lab" else "index.html"
        body, kind = (KIT / name).read_text("utf-8"), "text/html"
        body = body.replace("HEADER", sample["header"])
    route.fulfill(body=body, content_type=f"{kind}; charset=utf-8")


def _sample() -> dict[str, Any]:
    """Put the screens together: those of the sample, and those of the drafts."""
    sample, drafts = (
        json.loads((KIT / name).read_text("utf-8")) for name in ("sample.json", "drafts.json")
    )
    both = {name: sample[name] | drafts[name] for name in ("views", "prompts", "values")}
    return {**sample, **drafts, **both, "words": PAGE}
