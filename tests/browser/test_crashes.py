"""What is typed survives whatever breaks: the kernel, the server, the line, the page itself."""

import os
import signal
from collections.abc import Callable, Iterator
from threading import Timer

import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from tests.browser.conftest import NewWalk
from tests.browser.journals import keeper, write_journal
from tests.browser.walking import BLAME, HAPPENED, KEY, START, Walk, clear_answers, content
from tests.server import Server, running_server
from workbook import messages
from workbook.journal import Address, Journal

STEP = "know_or_guess"  # two texts side by side, open at any hour
BACK = 60_000  # ms in which a page is itself again after a crash
TEXT = "He wrote that the flat is let, and that the key is with the neighbour downstairs. "


def journal(server: Server, walk: Walk) -> Journal:
    """Read what is stored of the journal of a tab."""
    return keeper(server).open(walk.page.evaluate("key => sessionStorage.getItem(key)", KEY))


def banner(walk: Walk) -> Locator:
    """The banner that says that the connection is lost."""
    return walk.page.locator(".banner[data-lost]")


def shows(walk: Walk, within: float | None = None, **answers: str) -> None:
    for prompt, text in answers.items():
        expect(walk.box(prompt)).to_have_value(text, timeout=within)


def stands_at(walk: Walk, exercise: str, step: str) -> None:
    found = content().exercise(exercise)
    title = next(each.title for each in found.steps if each.id == step)
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(found.title)
    expect(walk.page.get_by_role("heading", level=2, name=title, exact=True)).to_be_visible()
    assert (walk.exercise, walk.step) == (exercise, step)


def mark(walk: Walk) -> None:
    """Mark this document, to tell it from the one that a reload brings."""
    walk.page.evaluate("document.marked = true")


def is_marked(walk: Walk) -> bool:
    return bool(walk.page.evaluate("document.marked === true"))


def comes_back(walk: Walk) -> None:
    """Wait until the page has loaded itself again."""
    walk.page.wait_for_function("() => document.marked !== true", timeout=BACK)


def type_while(walk: Walk, prompt: str, text: str, breaks: Callable[[], None]) -> None:
    """Type as a person does; after half a second something breaks."""
    walk.box(prompt).focus()
    timer = Timer(0.5, breaks)
    timer.start()
    walk.page.keyboard.type(text, delay=20)
    timer.join()


def kill_kernels(server: Server) -> None:
    for pid in server.kernels():
        os.kill(pid, signal.SIGKILL)


class Line:
    """The way between a tab and its kernel, which can be held up and cut."""

    def __init__(self, walk: Walk) -> None:
        self.holds = True
        walk.page.route_web_socket("**/channels*", self._connect)

    def cut(self) -> None:
        self._end.close(code=1012)

    def _connect(self, end: WebSocketRoute) -> None:
        self._end = end
        kernel = end.connect_to_server()
        end.on_message(lambda message: kernel.send(message) if self.holds else None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of their own, since these tests kill what it has started, and itself."""
    with running_server(tmp_path_factory.mktemp("crashes")) as running:
        yield running


@pytest.fixture(scope="module")
def begun(server: Server) -> str:
    """The key of a journal in which the start is answered and done, so that all is open."""
    return write_journal(server, {START: clear_answers()}, ["start"])


@pytest.fixture(scope="module")
def linked(new_walk: NewWalk, begun: str) -> Walk:
    """A tab that came by a link to a step of a later exercise."""
    return new_walk(key=begun).open("acts", BLAME)


@pytest.fixture(scope="module")
def tab(new_walk: NewWalk) -> Walk:
    """A tab that writes in the start."""
    return new_walk().open(STEP)


@pytest.fixture(scope="module")
def behind_line(new_walk: NewWalk) -> tuple[Walk, Line]:
    walk = new_walk()
    line = Line(walk)
    return walk.open(STEP), line


def test_a_link_to_a_step_opens_there(linked: Walk) -> None:
    stands_at(linked, BLAME, "acts")


def test_back_and_forward_lead_to_the_right_exercise_and_step(linked: Walk) -> None:
    mark(linked)
    linked.back()
    linked.choose(HAPPENED)
    linked.next()
    for place in ((HAPPENED, "moments"), (BLAME, "two_ways"), (BLAME, "acts")):
        with linked.moving():
            linked.page.go_back()
        stands_at(linked, *place)
    for place in ((BLAME, "two_ways"), (HAPPENED, "moments"), (HAPPENED, "small_steps")):
        with linked.moving():
            linked.page.go_forward()
        stands_at(linked, *place)
    assert is_marked(linked)


def test_back_pressed_twice_at_once_keeps_the_way_forward(linked: Walk) -> None:
    linked.choose(BLAME)
    linked.next()
    linked.next()
    linked.choose(HAPPENED)
    linked.page.evaluate("history.back(); setTimeout(() => history.back(), 20)")
    stands_at(linked, BLAME, "two_ways")
    for place in ((BLAME, "acts"), (HAPPENED, "moments")):
        with linked.moving():
            linked.page.go_forward()
        stands_at(linked, *place)


def test_three_hundred_characters_typed_fast_arrive_complete(tab: Walk, server: Server) -> None:
    text = (TEXT * 4)[:300]
    tab.box("guess").focus()
    tab.page.keyboard.type(text)
    shows(tab, guess=text)
    tab.saved()
    assert journal(server, tab).answer(START, "guess") == text


def test_a_reload_in_the_middle_of_typing_loses_nothing(tab: Walk, server: Server) -> None:
    tab.box("know").focus()
    tab.page.keyboard.type(TEXT)
    tab.page.reload()
    shows(tab, know=TEXT)
    tab.saved()
    assert journal(server, tab).answer(START, "know") == TEXT


def test_without_a_network_typing_goes_on_and_is_saved_afterwards(
    tab: Walk, server: Server
) -> None:
    mark(tab)
    tab.page.context.set_offline(True)
    tab.box("know").fill("Written in a tunnel.")
    expect(banner(tab)).to_be_visible()
    assert journal(server, tab).answer(START, "know") != "Written in a tunnel."
    tab.page.context.set_offline(False)
    tab.saved()
    expect(banner(tab)).to_be_hidden()
    assert journal(server, tab).answer(START, "know") == "Written in a tunnel."
    assert is_marked(tab)


def test_a_killed_kernel_is_said_at_once_and_the_page_comes_back_with_all_that_was_typed(
    tab: Walk, server: Server
) -> None:
    tab.box("guess").fill("")
    mark(tab)
    type_while(tab, "guess", TEXT, lambda: kill_kernels(server))
    expect(banner(tab)).to_be_visible(timeout=5000)
    tab.page.keyboard.type("The end")
    for _ in "end":
        tab.page.keyboard.press("ArrowLeft")
    tab.page.evaluate("window.scrollTo(0, 120)")

    comes_back(tab)
    shows(tab, BACK, guess=TEXT + "The end")
    expect(tab.box("guess")).to_be_focused()
    caret = tab.box("guess").evaluate("box => box.selectionStart")
    assert caret == len(TEXT + "The ")
    assert tab.page.evaluate("window.scrollY") == 120
    stands_at(tab, START, STEP)
    tab.saved()
    assert journal(server, tab).answer(START, "guess") == TEXT + "The end"


def test_a_line_that_breaks_is_mended_and_brings_what_was_typed_meanwhile(
    behind_line: tuple[Walk, Line], server: Server
) -> None:
    tab, line = behind_line
    mark(tab)
    tab.box("know").focus()
    line.cut()
    tab.page.keyboard.type("Typed while the line was down.")
    tab.saved()
    expect(banner(tab)).to_be_hidden()
    assert journal(server, tab).answer(START, "know") == "Typed while the line was down."
    assert is_marked(tab)


def test_two_tabs_keep_both_answers_and_the_last_one_wins(
    behind_line: tuple[Walk, Line], server: Server
) -> None:
    one, line = behind_line
    one.answer("know", "Before the other tab.")
    one.saved()
    with one.page.context.expect_page() as opened:
        one.page.evaluate("window.open(location.href)")  # the browser copies the key to it
    two = Walk(opened.value, server.url)
    shows(two, know="Before the other tab.", guess="")

    line.holds = False  # what the first tab writes now arrives later than it was typed
    one.answer("know", "Early, in the first tab.")
    two.answer("guess", "In the second tab.")
    two.saved()
    two.answer("know", "Late, in the second tab.")
    two.saved()
    said = one.page.get_by_role("status").filter(has_text=messages.PAGE["not_saved_banner"])
    expect(said).to_be_visible()
    line.holds = True
    one.saved()

    one.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # looked at again
    shows(one, know="Late, in the second tab.", guess="In the second tab.")
    written = journal(server, one).history(Address(START, "know"))
    assert [entry.value for entry in written][-2:] == [
        "Early, in the first tab.",
        "Late, in the second tab.",
    ]


def test_a_killed_server_loses_nothing_it_acknowledged_and_takes_the_rest_when_it_is_back(
    tab: Walk, server: Server
) -> None:
    """The last test of this module: the server it leaves behind is dead."""
    tab.answer("know", "Acknowledged.")
    tab.saved()
    tab.box("guess").fill("")
    mark(tab)
    type_while(tab, "guess", TEXT, server.kill)
    expect(banner(tab)).to_be_visible(timeout=5000)
    kill_kernels(server)
    with running_server(server.folder, port=server.port) as again:
        comes_back(tab)
        shows(tab, BACK, know="Acknowledged.", guess=TEXT)
        tab.saved()
        expect(banner(tab)).to_be_hidden()
        stored = journal(again, tab)
    assert stored.answer(START, "know") == "Acknowledged."
    assert stored.answer(START, "guess") == TEXT
    assert TEXT[:20] not in again.log
