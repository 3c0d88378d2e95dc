"""What may be wrong with a screen for somebody: its colours, names, sizes, widths and motion."""

from collections.abc import Iterator, Sequence
from functools import cache

from playwright.sync_api import Page

from tests.node import module_file

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (640, 390, 320)  # 1280 at 200 %, a phone, and 1280 at 400 %
HEIGHT = "document.scrollingElement.scrollHeight + 200"
TWO_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
# Elements are named by their markup: to find a selector for each takes longer than the rules.
RUN_AXE = """async (rules) => (await axe.run({
  runOnly: rules, resultTypes: ["violations"], selectors: false,
})).violations.flatMap(({ id, nodes }) =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`))"""
FOCUSED = "document.activeElement.tagName"
RUNNING = """() => document.getAnimations()
  .filter((one) => one.playState === "running").map((one) => one.animationName || "transition")"""
WIDER_THAN_THE_SCREEN = """() => {
  const page = document.scrollingElement;
  const wide = [...document.querySelectorAll("main *, header *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 1 && box.right > page.clientWidth + 1;
  });
  const by = page.scrollWidth - page.clientWidth;
  return [...(by > 0 ? [`${by}px`] : []), ...wide.map((one) => one.outerHTML.slice(0, 90))];
}"""
TARGETS = "a, button, summary, select, textarea, input:not([type=radio], [type=checkbox]), .tick"
TOO_SMALL = f"""() => [...document.querySelectorAll("{TARGETS}")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip"))
  .filter((one) => one.getBoundingClientRect().height < 43.9)
  .map((one) => one.outerHTML.slice(0, 120))"""
OUT_OF_REACH = f"""() => [...document.querySelectorAll("main :is({TARGETS}, input, [tabindex])")]
  .filter((one) => one.checkVisibility() && !one.matches("h1, main, .finished, .tick"))
  .filter((one) => one.tabIndex !== 0)
  .map((one) => one.outerHTML.slice(0, 120))"""


def wrong_with(page: Page) -> list[str]:
    """Look at a screen that one has just come to, in all ways; say what is wrong with it."""
    return [*_at_once(page), *axe(page), *sideways(page)]


def _at_once(page: Page) -> Iterator[str]:
    if page.title() != "Workbook":
        yield f"The title tells something: {page.title()}"
    if page.get_by_role("heading", level=1).count() != 1:
        yield "It has no first heading, or more than one."
    if page.evaluate(FOCUSED) != "H1":
        yield f"The focus is not on its heading but on {page.evaluate(FOCUSED)}."
    for name, found in {
        "moves": page.evaluate(RUNNING),
        "too small": page.evaluate(TOO_SMALL),
        "out of reach for keys": page.evaluate(OUT_OF_REACH),
    }.items():
        if found:
            yield f"{name}: {found}"


def axe(page: Page, width: int = 1280) -> list[str]:
    """Return what axe finds in light, and which colours fail in dark."""
    found = []
    for scheme, rules in {"dark": ["color-contrast"], "light": TAGS}.items():
        # Without motion, since colours on their way from one scheme to the other are neither.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme} {one}" for one in violations(page, rules, width)]
    return found


def violations(page: Page, rules: Sequence[str] = TAGS, width: int = 0) -> list[str]:
    """Return what axe finds by some of its rules, at another width or as wide as the page is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_script())
    size = page.viewport_size
    # So high that the bars at both ends lie on nothing.
    page.set_viewport_size({"width": width or size["width"], "height": page.evaluate(HEIGHT)})
    found: list[str] = page.evaluate(RUN_AXE, rules)
    page.set_viewport_size(size)
    return found


def sideways(page: Page) -> list[str]:
    """Return the widths at which something is wider than the screen."""
    size = page.viewport_size
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(TWO_FRAMES)
        if wide := page.evaluate(WIDER_THAN_THE_SCREEN):
            found.append(f"wider than {width}: {wide}")
    page.set_viewport_size(size)
    page.evaluate(TWO_FRAMES)
    return found


@cache
def _axe_script() -> str:
    return module_file("axe-core/axe.min.js").read_text("utf-8")
