"""The facilitator's page: one screen at a time, drawn by the modules of `facilitator.js`."""

from collections.abc import Callable
from typing import Any

import traitlets as t

from workbook.widgets.kit import Control
from workbook.widgets.modules import give_module, give_style


class Facilitator(Control):
    """`view` is the screen, `live` what may change while it stays."""

    _esm = t.Unicode(give_module("facilitator.js")).tag(sync=True)
    _css = t.Unicode(give_style("workbook.css") + give_style("facilitator.css")).tag(sync=True)
    view = t.Dict().tag(sync=True)
    live = t.Dict().tag(sync=True)
    words = t.Dict(t.Unicode(), t.Unicode()).tag(sync=True)
    header = t.Unicode().tag(sync=True)

    def on_message(self, callback: Callable[[dict[str, Any]], None]) -> None:
        """Call back with every message the browser sends."""
        self.on_msg(lambda _page, content, _buffers: callback(content))
