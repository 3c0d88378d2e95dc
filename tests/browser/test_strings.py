"""Odd texts, typed into every kind of prompt: they come back to the letter and do nothing."""

import json
from collections.abc import Iterator
from functools import cache

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import NewWalk
from tests.browser.journals import keeper, write_journal
from tests.browser.walking import BLAME, HAPPENED, START, Walk, clear_answers
from tests.node import module_file
from tests.server import Server
from workbook import messages
from workbook.journal import Journal

LONG = 12  # characters from which a text in a file is no chance
SHORT_TEXT, TEXT = 200, 20_000  # characters for which there is room
OWN = (
    "<img src=x onerror=\"window.__hit = 'image'\">",
    "<script>window.__hit = 'script'</script>",
    "<svg onload=\"window.__hit = 'drawing'\"></svg>",
    "</textarea><iframe srcdoc=\"<script>parent.__hit = 'frame'</script>\"></iframe>",
    "javascript:window.__hit='address'",
    "{{ ''.__class__.__mro__ }} ${7*7} #{7*7} <%= 7*7 %>",
    "A line,\n  a second one\twith a tab,\n\nand a fourth.",
    "Sehnsucht: I miss the sound of 雨 on the roof 🏚️👩🏽‍🦱.",
)
SENTENCE = "The heron stood in the reeds until we had stopped quarrelling."
STRANGE = (
    "script:not([src]), iframe, object, embed, marquee, main img, main video, main audio,"
    " [onload], [onerror], [onclick], [onfocus], [onmouseover]"
)
NO_DIALOG = "window.__dialogs = []; window.alert = (text) => window.__dialogs.push(text)"


@cache
def naughty() -> list[str]:
    """Return the big list of naughty strings and our own, each once, without the empty one."""
    listed = json.loads(module_file("big-list-of-naughty-strings/blns.json").read_text("utf-8"))
    return list(dict.fromkeys(text for text in [*listed, *OWN] if text))


@cache
def joined(limit: int) -> list[str]:
    """Return all of them, cut to the limit, as lines of as few texts as there is room for."""
    found = [""]
    for text in naughty():
        if len(found[-1]) + 1 + len(text) > limit:
            found.append("")
        found[-1] += "\n" * bool(found[-1]) + text[:limit]
    return found


@pytest.fixture(scope="module")
def typed(new_walk: NewWalk, server: Server) -> Walk:
    """Return a tab for all of these tests: what one of them types, the next may meet again."""
    walk = new_walk(key=write_journal(server, {START: clear_answers()}, done=["start"]))
    walk.page.add_init_script(NO_DIALOG)
    return walk.open()


def test_every_text_comes_back_in_rows(typed: Walk):
    """Joined in both kinds of cells; the shortest ones also alone, where odd meanings hide."""
    typed.choose(HAPPENED)
    short, alone = joined(SHORT_TEXT), iter(sorted(naughty(), key=len))
    rows = [
        (short[at], next(alone) if at else joined(TEXT)[0], *short[at + 1 : at + 2])
        for at in range(0, len(short), 2)
    ]
    assert len(joined(TEXT)) == 1
    add = typed.page.get_by_role("button", name=typed.prompt("timeline").add)
    boxes = typed.group("timeline").get_by_role("textbox")
    for at, row in enumerate(rows):
        if at >= 2:  # two empty rows are there from the start
            add.click()
        for place, text in enumerate(row):
            boxes.nth(at * 3 + place).fill(text)
    typed.reload()
    wanted = [text for row in rows for text in row]
    assert values(boxes)[: len(wanted)] == wanted
    nothing_happened(typed.page)
    typed.open("in_short", HAPPENED)  # where the rows can be read again
    nothing_happened(typed.page)


def test_every_text_comes_back_from_prompts(typed: Walk, server: Server):
    """Of the short ones only the last pair is seen again; the others are read from the store."""
    typed.choose(BLAME)
    typed.open("my_part_step", BLAME)
    typed.answer("kind_friend", joined(TEXT)[0])
    short = [*joined(SHORT_TEXT), *[SENTENCE] * (len(joined(SHORT_TEXT)) % 2)]
    for pair in zip(short[::2], short[1::2], strict=True):
        typed.answer("before_i_thought", pair[0])
        typed.answer("now_i_see", pair[1])
        typed.page.keyboard.press("Tab")
        typed.saved()
        journal = stored(typed, server)
        for prompt, text in zip(("before_i_thought", "now_i_see"), pair, strict=True):
            assert journal.answer(BLAME, prompt) == text
    typed.reload()
    assert typed.box("kind_friend").input_value() == joined(TEXT)[0]
    assert typed.box("before_i_thought").input_value() == short[-2]
    assert typed.box("now_i_see").input_value() == short[-1]
    nothing_happened(typed.page)


def test_texts_are_only_texts_where_they_name_something(typed: Walk):
    """What was typed names the slices of the pie."""
    typed.open("two_ways", BLAME).answer("way", "over")
    typed.next()
    typed.next()
    typed.answer("contributors", [{"what": text} for text in OWN])
    typed.saved()
    typed.next()
    typed.page.get_by_role("button", name=messages.PAGE["pie_equal"]).click()
    shown = [plain(name) for name in typed.group("pie").get_by_role("rowheader").all_inner_texts()]
    for text in OWN:
        assert any(plain(text) in name for name in shown)
    nothing_happened(typed.page)


def test_the_files_of_the_server_hold_nothing_that_was_typed(typed: Walk, server: Server):
    typed.open("know_or_guess", START).answer("guess", SENTENCE)
    typed.saved()
    texts = [text for text in [*naughty(), SENTENCE] if len(text) >= LONG]
    kept = {path.name: path.read_bytes() for path in server.data.rglob("*") if path.is_file()}
    assert "journal.sqlite" in kept
    kept["the log"] = server.log.encode()
    found = [
        (name, text)
        for text in texts
        for form in written(text)
        for name, content in kept.items()
        if form in content
    ]
    assert found == []


def values(boxes: Locator) -> list[str]:
    return list(boxes.evaluate_all("boxes => boxes.map((box) => box.value)"))


def stored(walk: Walk, server: Server) -> Journal:
    """Read what the store holds of the journal of a tab, as a reload does."""
    return keeper(server).open(walk.key())


def written(text: str) -> Iterator[bytes]:
    """Yield the forms in which a text could stand in a file."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(text, ensure_ascii=False)[1:-1].encode()


def plain(text: str) -> str:
    return " ".join(text.split())


def nothing_happened(page: Page) -> None:
    assert page.evaluate("window.__hit") is None
    assert page.evaluate("window.__dialogs") == []
    assert page.locator(STRANGE).count() == 0
    assert page.title() == "Workbook"
