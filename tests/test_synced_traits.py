"""A browser's word about a trait changes nothing, whatever the trait and whatever the word."""

import inspect

import pytest

from workbook.widgets import WIDGETS, Facilitator, Page, controls, facilitator, page
from workbook.widgets.kit import Control

CLASSES = sorted({*WIDGETS.values(), Facilitator, Page}, key=lambda each: each.__name__)
WORDS = ["evil", "", 7, -1, None, True, {"a": 1}, ["a"], {}]


def update(widget: Control, **state: object) -> None:
    """Say what a browser would say, the way it comes in."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_a_browser_sets_no_trait(kind: type[Control]):
    widget = kind()
    before = widget.get_state()
    assert {"_esm", "_view_name", "layout", "_anywidget_id"} <= set(before)
    for name in before:
        for word in WORDS:
            update(widget, **{name: word})
    assert widget.get_state() == before


def test_every_widget_of_the_kit_is_a_control():
    made = {
        each
        for module in (controls, facilitator, page)
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module.__name__
    }
    assert made == {*WIDGETS.values(), Facilitator, Page}
    assert all(issubclass(each, Control) for each in made)
