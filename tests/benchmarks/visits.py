"""One visit to a page in a fresh browser context, measured the same way whatever the page is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from tests.benchmarks.relay import counting
from tests.benchmarks.sites import ITEMS, STATEMENT, Site
from tests.benchmarks.weighing import Weight, weigh_tree
from tests.browser.walking import zone_where_it_is

TITLE = "Readiness checklist"
LAST = STATEMENT.format(n=ITEMS - 1)
QUIET = 6  # seconds until a page that was closed has left its server
SETTLED = 4  # seconds until an open page says no more, and its server has done all it will

# Looks at every frame, also into shadow roots, and presses until it is answered (or `once`).
WATCH = """([title, last, press, answer, once]) => {
  const marks = {};
  const texts = function* (root) {
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (node.shadowRoot) yield* texts(node.shadowRoot);
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) yield node;
    }
  };
  const mark = (name) => (marks[name] ??= performance.now());
  let pressed = null;
  window.measured = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`nothing but ${Object.keys(marks)}`)), 60000);
    const look = (now) => {
      for (const text of texts(document)) {
        const said = text.data.trim();
        if (![title, last, press, answer].some((one) => said.startsWith(one))) continue;
        if (!text.parentElement?.checkVisibility()) continue;
        if (said.startsWith(title)) mark("title");
        if (said.startsWith(last)) mark("items");
        const again = pressed === null || (!once && now - pressed > 200);
        if (said.startsWith(press) && marks.items && again) {
          pressed = now;
          text.parentElement.closest("button, a, label").click();
          mark("pressed");
        }
        if (marks.pressed && said === answer) mark("answered");
      }
      // A paint is known a moment after it; of a page in the background there is none.
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      if (marks.answered && (paint || now - marks.answered > 2000))
        resolve({ ...marks, paint: paint?.startTime ?? Infinity });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}"""


@dataclass(frozen=True)
class Visited:
    """What one visit saw, in ms since it began, and which other hosts it asked for."""

    paint: float
    title: float
    items: float
    answered: float
    hosts: frozenset[str]


def visit(browser: Browser, site: Site, once: bool = False) -> Visited:
    """Come for the first time, press once all is there, and leave when it is answered."""
    with fresh_context(browser) as context:
        return _visit(context, site, once)


def received(browser: Browser, site: Site) -> float:
    """Return how many kB a first visit gets, by http and by the line, with all their headers."""
    address = urlsplit(site.url)
    with counting(address.port or 80) as relay, fresh_context(browser) as context:
        through = address._replace(netloc=f"127.0.0.1:{relay.port}")
        _visit(context, replace(site, url=through.geturl()))
        context.pages[0].wait_for_timeout(1000 * SETTLED)
        return relay.received / 1000


def weigh_held(browser: Browser, site: Site, pages: int) -> Weight:
    """Return what each of some pages that are held open adds to its server, in MB."""
    with fresh_context(browser) as context:
        waiting = context.new_page()
        waiting.wait_for_timeout(1000 * QUIET)
        before = weigh_tree(site.pid)
        for _ in range(pages):
            _visit(context, site)
        waiting.wait_for_timeout(1000 * SETTLED)
        return (weigh_tree(site.pid) - before) / pages


@contextmanager
def fresh_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere, where it is noon."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id=zone_where_it_is(12)
    )
    try:
        yield context
    finally:
        context.close()


def _visit(context: BrowserContext, site: Site, once: bool = False) -> Visited:
    page = context.new_page()
    hosts = _hosts_of(page)
    words = json.dumps([TITLE, LAST, site.press, site.answer, once])
    page.add_init_script(f"({WATCH})({words})")
    page.goto(site.url, wait_until="commit")
    seen = page.evaluate("window.measured")
    others = hosts - {urlsplit(site.url).netloc, ""}
    return Visited(seen["paint"], seen["title"], seen["items"], seen["answered"], frozenset(others))


def _hosts_of(page: Page) -> set[str]:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda line: hosts.add(urlsplit(line.url).netloc))
    return hosts
