"""The desk: the drafts of a screen, read while they are written."""

from collections.abc import Sequence
from typing import Any

from anywidget import AnyWidget

from workbook.content.prompts import DraftPrompt, Prompt
from workbook.content.showing import UnsentPrompt
from workbook.guidance.draft_check import Finding
from workbook.pages.drafts import check, checked_view, opened_by, unsent_view
from workbook.pages.place import Place
from workbook.widgets import Draft, Unsent


class Desk:
    """Holds the drafts of one screen; `opened` is the help that words in them have opened."""

    def __init__(self) -> None:
        self.opened: dict[str, Any] | None = None
        self._drafts: dict[str, tuple[DraftPrompt, Draft]] = {}
        self._boxes: list[tuple[UnsentPrompt, Unsent]] = []
        self._found: dict[str, tuple[Finding, ...]] = {}

    def lay_out(
        self, place: Place, prompts: Sequence[Prompt], widgets: Sequence[AnyWidget]
    ) -> None:
        """Take up the drafts of a screen, and read them as they are."""
        drawn = tuple(zip(prompts, widgets, strict=True))
        self.opened, self._found = None, {}
        self._drafts = {
            prompt.id: (prompt, widget)
            for prompt, widget in drawn
            if isinstance(prompt, DraftPrompt) and isinstance(widget, Draft)
        }
        self._boxes = [
            (prompt, widget)
            for prompt, widget in drawn
            if isinstance(prompt, UnsentPrompt) and isinstance(widget, Unsent)
        ]
        for name, (_, widget) in self._drafts.items():
            self.read(place, name, widget.value or "")

    def read(
        self, place: Place, name: str, text: str, number: int = 0, writing: bool = False
    ) -> bool:
        """Read a draft as it is being written; tell whether help was opened or closed by it."""
        if name not in self._drafts:
            return False
        prompt, widget = self._drafts[name]
        before = self.opened
        checked = check(place, prompt, text, writing)
        self._found[name] = checked.findings
        self.opened = opened_by(place, (one for found in self._found.values() for one in found))
        widget.checked = checked_view(prompt, text, checked, number)
        return self.opened != before

    def freshen(self, place: Place) -> None:
        """Show the drafts in the boxes as they are now: one may have changed, or have rested."""
        for prompt, widget in self._boxes:
            widget.value = unsent_view(place, prompt)
