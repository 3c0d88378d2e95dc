"""The desk: the drafts of a screen, read while they are written."""

from collections.abc import Sequence
from typing import Any

from anywidget import AnyWidget

from workbook.content.prompts import DraftPrompt, Prompt
from workbook.pages.drafts import check, checked_view, opened_by
from workbook.pages.place import Place
from workbook.widgets import Draft


class Desk:
    """Holds the drafts of one screen; `opened` is the help that words in them have opened."""

    def __init__(self) -> None:
        self._drafts: dict[str, tuple[DraftPrompt, Draft]] = {}
        self._opened: dict[str, dict[str, Any] | None] = {}

    @property
    def opened(self) -> dict[str, Any] | None:
        """The help that words on this screen have opened, or None."""
        return next((help for help in self._opened.values() if help), None)

    def lay_out(
        self, place: Place, prompts: Sequence[Prompt], widgets: Sequence[AnyWidget]
    ) -> None:
        """Take up the drafts of a screen, and read them as they are."""
        self._opened = {}
        self._drafts = {
            prompt.id: (prompt, widget)
            for prompt, widget in zip(prompts, widgets, strict=True)
            if isinstance(prompt, DraftPrompt) and isinstance(widget, Draft)
        }
        for name, (_, widget) in self._drafts.items():
            self.read(place, name, widget.value or "")

    def read(self, place: Place, name: str, text: str, number: int = 0) -> bool:
        """Read a draft as it is being written; tell whether help was opened or closed by it."""
        if name not in self._drafts:
            return False
        prompt, widget = self._drafts[name]
        before = self.opened
        checked = check(place, prompt, text)
        self._opened[name] = opened_by(place, checked)
        widget.checked = checked_view(prompt, text, checked, number)
        return self.opened != before
