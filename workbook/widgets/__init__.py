"""What is seen: the page shell and one widget for each prompt kind, native HTML inside."""

from anywidget import AnyWidget

from workbook.widgets.controls import (
    Chart,
    Choice,
    Date,
    Draft,
    Many,
    Measure,
    Pie,
    Review,
    Rows,
    Scale,
    ShortText,
    Sort,
    Text,
    Timer,
    Unsent,
)
from workbook.widgets.page import Page

WIDGETS: dict[str, type[AnyWidget]] = {
    "text": Text,
    "draft": Draft,
    "unsent": Unsent,
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
    "chart": Chart,
    "timer": Timer,
}

__all__ = ["WIDGETS", "Draft", "Page", "Unsent"]
