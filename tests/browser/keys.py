"""Hands on the keyboard: a walk without a mouse."""

from playwright.sync_api import Locator, expect

from tests.browser.walking import Walk, named_group

TABS_AT_MOST = 60  # between two controls of one screen


class Keys:
    """Hands on the keyboard: they move by Tab and see what has the focus."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.page = walk.page

    def to(self, control: Locator, key: str = "Tab") -> "Keys":
        for _ in range(TABS_AT_MOST):
            if control.evaluate("control => control === document.activeElement"):
                return self
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not reach {control}.")

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, prompt: str, text: str, row: int = 0, column: str = "") -> None:
        self.to(self.box(prompt, row, column))
        self.page.keyboard.type(text)

    def box(self, prompt: str, row: int = 0, column: str = "") -> Locator:
        if not row:
            return self.walk.box(prompt)
        return self.walk.row(prompt, row).get_by_role("textbox", name=self.ask(prompt, column))

    def pick(self, prompt: str, down: int = 0, row: int = 0, column: str = "") -> None:
        """Come to a group of choices and take the first, or go down from it."""
        group = self.walk.group(prompt)
        if row:
            group = named_group(self.walk.row(prompt, row), self.ask(prompt, column))
        self.to(group.get_by_role("radio").first)
        self.press(*(["ArrowDown"] * down or ["Space"]))

    def ask(self, prompt: str, column: str) -> str:
        columns = {one.id: one.ask for one in self.walk.prompt(prompt).columns}
        return columns[column]

    def button(self, name: str) -> None:
        self.to(self.page.get_by_role("button", name=name, exact=True)).press("Enter")

    def follow(self, name: str, *, exact: bool = True) -> None:
        """Follow a link; the focus is then on the title of the screen it leads to."""
        with self.walk.moving():
            self.to(self.page.get_by_role("link", name=name, exact=exact)).press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_be_focused()

    def next(self) -> None:
        self.follow("Next: ", exact=False)
