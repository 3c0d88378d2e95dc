"""What the front end draws, and what it does not let a kernel do."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import NewWalk, tabs
from tests.browser.walking import BLAME, HAPPENED, Walk
from tests.browser.workshop import (
    APOLOGY,
    BOX,
    DAY,
    GOODBYE,
    MESSAGE,
    PAUSE,
    PLAIN,
    REACHING,
    box_button,
    open_journal,
    wrote,
)
from tests.server import Server, eventually
from tests.serving import serving
from workbook.messages import HEADER, PAGE

WATCH = """
  window.refused = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, target }) =>
    window.refused.push(`${violatedDirective} ${target.outerHTML}`));
"""
REFUSED = "window.refused"

CONTROLS = """
import ipywidgets as w

said = w.Label("nothing yet")
slider = w.IntSlider(value=3, max=10, description="Strength")
box = w.Checkbox(description="Agreed")
name = w.Text(description="Name <b>now</b>")
place = w.Dropdown(options=["here", "there"], description="Place")
press = w.Button(description="Count", button_style="success", tooltip="counts")
html = w.HTML("<p>Bold <b>words</b></p>")
tabs = w.Tab([w.FloatSlider(description="Deep"), w.Textarea()], titles=["One", "Two"])
others = w.Accordion([w.RadioButtons(options=["a", "b"]), w.DatePicker()], titles=["Three", "Four"])


def tell(_):
    said.value = f"{slider.value} {box.value} {name.value} {place.value}"


for each in (slider, box, name, place):
    each.observe(tell, "value")
press.on_click(tell)
w.VBox([w.HBox([slider, box]), name, place, press, said, html, tabs, others,
        w.IntProgress(4), w.ToggleButtons(options=["x", "y"]), w.IntRangeSlider(),
        w.Play(), w.ColorPicker(), w.SelectMultiple(options=["p", "q"]), w.TagsInput()])
"""
HTML = """
import ipywidgets as w

w.HTML("<p style='color: red' id='coloured'>Bold <b>words</b></p>"
       "<img src='nothing:' onerror='window.ran = true'><script>window.ran = true</script>")
"""
OUTPUTS = """
import ipywidgets as w
from IPython.display import HTML, SVG, display

class Both:
    def _repr_mimebundle_(self, **_):
        return {"text/html": "<i id='foreign'>html</i>", "text/plain": "plain words"}

SQUARE = ("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40' "
          "onload='window.ran = true'>"
          "<style>body { display: none }</style><script>window.ran = true</script>"
          "<rect width='40' height='40'/></svg>")
out = w.Output()
with out:
    print("printed at the start")
more, fail, clear = (w.Button(description=each) for each in ("More", "Fail", "Clear"))
field = w.Text(description="Inside")

def draw(_):
    with out:
        print("\\x1b[31mfirst")
        print("second")
        display(Both())
        about = {"image/svg+xml": {"alt": "A square"}}
        display({"image/svg+xml": SQUARE}, raw=True, metadata=about)
        display({"image/svg+xml": SQUARE}, raw=True)
        display(field)

def break_down(_):
    with out:
        raise ValueError("my secret words")

def empty(_):
    out.clear_output()

more.on_click(draw)
fail.on_click(break_down)
clear.on_click(empty)
w.VBox([w.HBox([more, fail, clear]), out])
"""
UNKNOWN = """
import ipywidgets as w, traitlets as t
from anywidget import AnyWidget

class Foreign(AnyWidget):
    _esm = "window.ran = true; export default { render({ el }) { el.textContent = 'ran' } }"
    _css = "body { display: none }"

class Unknown(w.DOMWidget):
    _model_name = t.Unicode("SphereModel").tag(sync=True)
    _model_module = t.Unicode("spheres").tag(sync=True)
    _view_name = t.Unicode("SphereView").tag(sync=True)
    _view_module = t.Unicode("spheres").tag(sync=True)

class Disguised(Unknown):
    _view_name = t.Unicode("IntSliderView").tag(sync=True)
    _view_module = t.Unicode("@jupyter-widgets/controls").tag(sync=True)

class Inherited(Unknown):
    _model_name = t.Unicode("constructor").tag(sync=True)
    _model_module = t.Unicode("__proto__").tag(sync=True)

w.VBox([w.Label("before"), Foreign(), Unknown(), Disguised(), Inherited(),
        w.Image(value=b"x"), w.Video(value=b"x"), w.FileUpload(), w.Controller(),
        w.Label("after")])
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with notebooks of plain ipywidgets."""
    cells = {"controls": [CONTROLS], "html": [HTML], "outputs": [OUTPUTS], "unknown": [UNKNOWN]}
    with serving(tmp_path_factory.mktemp("other"), cells=cells) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def opened(page: Page, server: Server, name: str) -> Locator:
    page.goto(server.url + name)
    expect(page.locator("#main .opening")).to_have_count(0, timeout=60_000)
    return page.locator("#main")


def test_the_controls_of_ipywidgets_are_drawn_and_answer(page: Page, other: Server) -> None:
    main = opened(page, other, "controls")
    main.get_by_text("Agreed").click()
    name = main.locator(".widget-text input[type=text]").first
    name.fill("K.")
    name.press("Enter")
    main.locator("select").first.select_option("there")
    main.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    expect(main.get_by_text("4 True K. there", exact=True)).to_be_visible()
    main.get_by_role("button", name="Count").click()
    expect(main.locator(".widget-slider .noUi-handle").first).to_be_visible()
    assert main.locator(".widget-slider").first.bounding_box()["width"] > 100  # its style is there
    expect(main.locator(".not-shown")).to_have_count(0)
    assert page.evaluate(REFUSED) == []


def test_the_html_of_a_kernel_is_shown_without_its_styles_and_scripts(
    page: Page, other: Server
) -> None:
    coloured = opened(page, other, "html").locator("#coloured")
    expect(coloured).to_have_text("Bold words")
    assert coloured.evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    assert page.evaluate("window.ran") is None
    kinds = {each.split()[0] for each in page.evaluate(REFUSED)}
    assert kinds == {"style-src-attr", "script-src-attr", "img-src"}


def test_an_output_shows_text_pictures_and_widgets_in_their_order(
    page: Page, other: Server
) -> None:
    main = opened(page, other, "outputs")
    output = main.locator(".kernel-output")
    expect(output.locator("pre")).to_have_text("printed at the start\n")
    main.get_by_role("button", name="More").click()
    expect(output.get_by_label("Inside")).to_be_visible()
    texts = output.locator("pre").all_text_contents()
    assert texts == ["printed at the start\nfirst\nsecond\n", "plain words"]
    expect(output.locator("#foreign")).to_have_count(0)
    named, unnamed = output.get_by_role("img").all()
    expect(named).to_have_attribute("alt", "A square")
    expect(unnamed).to_have_attribute("alt", "Chart")
    assert named.evaluate("one => one.decode().then(() => one.naturalWidth)") == 40
    assert page.evaluate("window.ran") is None
    assert page.evaluate(REFUSED) == []


def test_more_output_leaves_what_is_shown_and_the_focus_in_it(page: Page, other: Server) -> None:
    main = opened(page, other, "outputs")
    more, output = main.get_by_role("button", name="More"), main.locator(".kernel-output")
    more.click()
    inside = output.get_by_label("Inside").first
    inside.fill("typed")
    more.dispatch_event("click")
    expect(output.get_by_role("img")).to_have_count(4)
    expect(inside).to_be_focused()
    expect(inside).to_have_value("typed")
    main.get_by_role("button", name="Clear").click()
    expect(output.locator("pre, img, input")).to_have_count(0)


def test_an_error_in_an_output_is_one_calm_sentence(page: Page, other: Server) -> None:
    main = opened(page, other, "outputs")
    main.get_by_role("button", name="Fail").click()
    expect(main.get_by_role("alert")).to_have_text(
        "This part could not be shown. What you wrote is still there."
    )
    shown = page.locator("body").inner_text()
    assert "secret" not in shown and "ValueError" not in shown and "Traceback" not in shown


def test_a_widget_that_is_on_no_list_is_named_in_its_place_and_nothing_of_it_runs(
    page: Page, other: Server
) -> None:
    main = opened(page, other, "unknown")
    expect(main.get_by_text("before", exact=True)).to_be_visible()
    expect(main.get_by_text("after", exact=True)).to_be_visible()
    said = main.locator(".not-shown")
    expect(said).to_have_count(8)
    assert said.all_text_contents() == [
        'This page cannot show "Any" of "anywidget".',
        *['This page cannot show "Sphere" of "spheres".'] * 2,
        'This page cannot show "constructor" of "__proto__".',
        *(
            f'This page cannot show "{name}" of "@jupyter-widgets/controls".'
            for name in ("Image", "Video", "FileUpload", "Controller")
        ),
    ]
    assert page.evaluate("window.ran") is None
    assert page.evaluate(REFUSED) == []


def nothing_refused(walk: Walk) -> None:
    walk.page.evaluate(
        "document.querySelectorAll('main details').forEach((one) => (one.open = true))"
    )
    walk.page.wait_for_timeout(100)  # for what opening draws
    assert walk.page.evaluate(REFUSED) == []


def test_a_walk_through_exercises_the_pause_and_the_unsent_box_breaks_no_policy(
    new_walk: NewWalk, server: Server
) -> None:
    walk = open_journal(new_walk, server, [wrote(MESSAGE, PLAIN, 9 * DAY)])
    walk.page.context.add_init_script(WATCH)
    # A browser without a window asks nobody whether a page may write the clipboard, and forbids it.
    walk.page.context.grant_permissions(["clipboard-write"], origin=walk.url)
    for exercise in (HAPPENED, BLAME, APOLOGY, REACHING, GOODBYE, PAUSE, BOX):
        walk.open("", exercise)
        for _ in walk.steps():
            nothing_refused(walk)
    walk.open("lying_here", BOX)
    box_button(walk, MESSAGE, PAGE["copy"]).click()
    expect(walk.page.get_by_role("status").filter(has_text=PAGE["copied"])).to_be_visible()
    nothing_refused(walk)


def test_all_of_it_works_under_another_path(browser: Browser, tmp_path: Path) -> None:
    """As behind a proxy that passes `/desk/` on to the workbook."""
    with serving(tmp_path, base="/desk/") as server, tabs(browser, server) as new_walk:
        assert server.url.endswith("/desk/")
        walk = new_walk()
        asked: list[str] = []
        walk.page.on("request", lambda request: asked.append(request.url))
        walk.page.on("websocket", lambda line: asked.append(line.url.replace("ws:", "http:")))
        walk.open("know_or_guess")
        walk.answer("know", "Written under another path.")
        walk.saved()
        walk.next()
        walk.page.reload()
        walk.back()
        expect(walk.box("know")).to_have_value("Written under another path.")
        walk.page.get_by_role("link", name=HEADER["pause"], exact=True).click()
        expect(walk.page).to_have_url(re.compile(f"^{server.url}pause#"))
        assert [url for url in asked if not url.startswith(server.url)] == []
        kernels = [url for url in asked if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", url)]
        assert kernels == []  # no address names one
        walk.page.close()
        assert eventually(lambda: not server.kernels())
