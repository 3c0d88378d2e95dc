"""The page shell: what surrounds the prompts of one screen."""

from collections.abc import Callable
from typing import Any

import ipywidgets
import traitlets as t

from workbook.widgets.kit import Control
from workbook.widgets.modules import give_module, give_style


class Page(Control):
    """One screen at a time: `view` is the screen, `live` what may change while it stays."""

    _esm = t.Unicode(give_module("page.js")).tag(sync=True)
    _css = t.Unicode(give_style("workbook.css")).tag(sync=True)
    view = t.Dict().tag(sync=True)
    live = t.Dict().tag(sync=True)
    prompts = t.List(t.Instance(ipywidgets.Widget)).tag(
        sync=True, **ipywidgets.widget_serialization
    )
    words = t.Dict(t.Unicode(), t.Unicode()).tag(sync=True)
    header = t.Unicode().tag(sync=True)

    def on_message(self, callback: Callable[[dict[str, Any]], None]) -> None:
        """Call back with every message the browser sends."""
        self.on_msg(lambda _page, content, _buffers: callback(content))

    def tell(self, **content: Any) -> None:
        """Send a message to the browser."""
        self.send(content)
