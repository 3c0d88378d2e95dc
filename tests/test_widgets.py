"""The widgets in Python: what they accept, and the modules they send."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from traitlets import TraitError

from workbook import messages
from workbook.pages.facilitator.screens import all_words
from workbook.widgets import WIDGETS, Page
from workbook.widgets.modules import needed_modules, read_module

STATIC = Path(__file__).parents[1] / "workbook" / "widgets" / "static"
RIGHT: dict[str, Any] = {
    "text": "Two lines\nof text",
    "draft": "Two lines\nof text",
    "unsent": [{"exercise": "08_one_message", "prompt": "message", "moods": []}],
    "short_text": "one",
    "choice": "mine",
    "many": ["home", "work"],
    "scale": 7,
    "date": "2026-05-03",
    "rows": [{"row": "a1b2c3d4e5f6", "cells": {"what": "text", "sure": 3}}],
    "sort": [{"row": "a1b2c3d4e5f6", "cells": {"what": "Running", "pile": "still_me"}}],
    "measure": {"interest": 2},
    "pie": {"c1": 40, "own": 60},
    "review": [{"when": "You wrote on 3 May", "label": "Act", "lines": []}],
    "summary": "My part\nI said it was fine.",
    "then_and_now": [{"label": "One line", "said": True, "sides": []}],
    "chart": {"svg": "<svg/>", "alt": "Mood", "notes": [], "table": {"columns": [], "rows": []}},
    "timer": None,
    "keeping": {"kept": True, "exercises": []},
    "room": {"stage": "code", "code": "BCDF-GHJK"},
}
WRONG: dict[str, list[Any]] = {
    "text": [5, ["a"]],
    "draft": [5, ["a"]],
    "unsent": ["text", ["text"]],
    "short_text": [5],
    "choice": [1, ["mine"]],
    "many": [5, [1]],
    "scale": ["7", 7.5],
    "date": [20260503, "3 May", "2026-02-30"],
    "rows": [{"a": 1}, ["a"], [{"row": 1, "cells": {}}]],
    "sort": [{"a": 1}, ["a"], [{"row": 1, "cells": {}}]],
    "measure": [{"interest": "2"}, [2]],
    "pie": [{"own": 12.5}, 100],
    "review": ["text", ["text"]],
    "summary": [5, ["a"]],
    "then_and_now": ["text", ["text"]],
    "chart": ["text", ["text"]],
    "timer": ["text", 5],
    "keeping": ["text", [1]],
    "room": ["text", [1]],
}


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_widget_takes_an_answer_of_its_kind_or_none(kind: str) -> None:
    widget = WIDGETS[kind](prompt={"id": "one"}, value=RIGHT[kind])
    assert widget.value == RIGHT[kind]
    widget.value = None
    assert WIDGETS[kind]().value is None


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_widget_refuses_an_answer_of_another_kind(kind: str) -> None:
    for value in WRONG[kind]:
        with pytest.raises(TraitError):
            WIDGETS[kind](value=value)


def test_the_page_hears_and_tells() -> None:
    page = Page(prompts=[WIDGETS["text"]()], words={"saved": "Saved"})
    heard: list[dict[str, Any]] = []
    page.on_message(heard.append)
    page._handle_custom_msg({"do": "refresh"}, [])
    assert heard == [{"do": "refresh"}]


def test_a_module_carries_all_it_needs() -> None:
    for path in STATIC.glob("*.js"):
        text = read_module(path.name)
        assert not re.search(r"^import|\bfrom \"\./", text, re.MULTILINE), path.name
        assert len(re.findall(r"^export default ", text, re.MULTILINE)) <= 1, path.name


def test_top_level_names_are_unique() -> None:
    names: Counter[str] = Counter()
    for path in STATIC.glob("*.js"):
        names.update(
            re.findall(
                r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)",
                path.read_text("utf-8"),
                re.MULTILINE,
            )
        )
    assert [name for name, count in names.items() if count > 1] == ["render"] * (
        names["render"] > 1
    )


def test_no_function_is_longer_than_fifty_lines() -> None:
    for path in STATIC.glob("*.js"):
        for found in re.finditer(
            r"^(?:export )?(?:async )?function .*?^}",
            path.read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        ):
            assert found[0].count("\n") < 50, f"{path.name}: {found[0].splitlines()[0]}"


def test_nothing_is_read_as_html_but_the_header() -> None:
    uses = [
        (path.name, line.strip())
        for path in STATIC.glob("*.js")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", line)
    ]
    assert uses == [("shell.js", 'header.innerHTML = page.model.get("header");')]


def test_every_word_the_scripts_ask_for_is_there() -> None:
    for_participants = {
        name for kind in ("page", *WIDGETS) for name in needed_modules(f"{kind}.js")
    }
    of_groups = set(needed_modules("facilitator.js")) - for_participants
    assert for_participants | of_groups == {path.name for path in STATIC.glob("*.js")}
    assert words_in(for_participants) == set(messages.PAGE | messages.ROOM_PAGE)
    assert words_in(of_groups) == set(all_words())


def words_in(modules: set[str]) -> set[str]:
    texts = [(STATIC / name).read_text("utf-8") for name in modules]
    return {name for text in texts for name in re.findall(r"\bwords\??\.(\w+)", text)}


def test_styles_stay_under_their_class() -> None:
    css = "".join(path.read_text("utf-8") for path in STATIC.glob("*.css"))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    selectors = re.findall(r"(?:^|[{};])\s*([^{}@;]+?)\s*\{", css)
    outside = [one for one in selectors if ".second-look" not in one and one not in ("from", "to")]
    assert outside == []
