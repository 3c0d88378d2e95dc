"""What is seen: the page shell and one widget for each prompt kind, native HTML inside."""

from anywidget import AnyWidget

from workbook.widgets.controls import (
    Chart,
    Choice,
    Date,
    Draft,
    Keeping,
    Many,
    Measure,
    Pie,
    Review,
    Room,
    Rows,
    Scale,
    ShortText,
    Sort,
    Summary,
    Text,
    ThenAndNow,
    Timer,
    Unsent,
)
from workbook.widgets.facilitator import Facilitator
from workbook.widgets.page import Page

WIDGETS: dict[str, type[AnyWidget]] = {
    "text": Text,
    "draft": Draft,
    "unsent": Unsent,
    "summary": Summary,
    "short_text": ShortText,
    "choice": Choice,
    "many": Many,
    "scale": Scale,
    "date": Date,
    "rows": Rows,
    "sort": Sort,
    "measure": Measure,
    "pie": Pie,
    "review": Review,
    "then_and_now": ThenAndNow,
    "chart": Chart,
    "timer": Timer,
    "keeping": Keeping,
    "room": Room,
}

__all__ = ["WIDGETS", "Draft", "Facilitator", "Keeping", "Page", "Room", "Unsent"]
