"""What every widget of the kit is."""

from typing import Any

from anywidget import AnyWidget


class Control(AnyWidget):
    """A widget whose traits only Python sets: answers come to the page as messages of their own."""

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing a browser says of the traits; otherwise it could set even the module."""
