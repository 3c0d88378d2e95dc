"""A participant who walks through the running pages, by what labels and roles say.

Answers are ticked and steps are taken by keys: what an answer opens may move a button away between
the two halves of a click. How the pages do under a pointer, the tests of the kit show.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from workbook import messages
from workbook.content.loader import load_content
from workbook.content.models import Content
from workbook.content.prompts import Prompt

START, HAPPENED, BLAME = "00_start", "01_what_happened", "02_blame_inventory"
KEY = "second-look.key"
SOON = 30_000  # ms to open a page, on a machine that does much else
SHOWN = 10_000  # ms until something is seen on an open page

DRAWN = """() => {
  const screen = document.querySelector("article.screen:not([data-left])");
  const shown = "input, textarea, select, p, blockquote, figure, button";
  const there = (slot) => slot.querySelector(shown);
  return screen && [...screen.querySelectorAll(".control")].every(there);
}"""
ALL_SENT = """() => {
  const stored = JSON.parse(sessionStorage.getItem("second-look.pending"));
  return !stored || stored.edits.length === 0;
}"""


@cache
def content() -> Content:
    return load_content()


def zone_where_it_is(hour: int) -> str:
    """Return a timezone in which it is this hour now, so that tests pass at any hour."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11  # -11 to 12, which all exist
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def here_at_noon() -> datetime:
    """Return the local time of the participant of `zone_where_it_is(12)`."""
    ahead = (12 - datetime.now(UTC).hour + 11) % 24 - 11
    return datetime.now(timezone(timedelta(hours=ahead)))


def days_ago(days: int) -> str:
    """Return a day as the same participant counts them."""
    return (here_at_noon().date() - timedelta(days=days)).isoformat()


def clear_answers() -> dict[str, Any]:
    """Answers to the start against which nothing speaks."""
    return {
        "device": "no",
        "country": "ireland",
        "my_age": "yes",
        "their_age": "yes",
        "dark_thoughts": "no",
        "harm_others": "no",
        "said_it": "no",
        "phq2": {"interest": 0, "down": 1},
        "gad2": {"nervous": 1, "worrying": 0},
        "drinks": "none",
        "urge": 2,
        "aim": "understand",
        "harm_them": ["none"],
        "afraid": "no",
        "harm_me": ["none"],
        "they_fear": "no",
        "contact_order": "no",
        "contact_said": ["none"],
        "agreed": "no",
        "last_message": "answered",
        "new_partner": "no",
        "other_ways": ["none"],
        "shared": ["none"],
        "who_ended": "they",
        "ended_on": days_ago(90),
        "break_now": "done",
        "break_start": days_ago(60),
        "break_days": 30,
        "changed": "yes",
        "change_what": "I walk before breakfast, each day.",
        "change_since": days_ago(40),
        "change_for": "me",
        "picture": "I sit at the harbour with a thermos.",
        "lean": "way_back",
        "leave_undone": ["flood", "watch"],
    }


class Walk:
    """One tab. What it touches is found as a participant finds it; waiting looks behind."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url.rstrip("/")

    @property
    def exercise(self) -> str:
        return urlsplit(self.page.url).path.rsplit("/", 1)[-1] or START

    @property
    def step(self) -> str:
        return urlsplit(self.page.url).fragment.split("@")[0]

    @property
    def outcome(self) -> Locator:
        return self.page.locator(".outcome")

    def open(self, step: str = "", exercise: str = START) -> "Walk":
        """Go to an address; within one exercise the page is not loaded again."""
        with self.moving():
            self.page.goto(f"{self.url}/{exercise}{'#' * bool(step)}{step}")
        return self

    def reload(self) -> None:
        self.saved()
        self.page.reload()
        self.page.wait_for_function(DRAWN, timeout=SOON)

    @contextmanager
    def moving(self) -> Iterator[None]:
        """Wait until another screen stands there with all its controls."""
        self.page.evaluate("document.querySelector('article')?.setAttribute('data-left', '')")
        yield
        self.page.wait_for_function(DRAWN, timeout=SOON)

    def next(self) -> None:
        with self.moving():
            self.page.get_by_role("link", name="Next: ").press("Enter")

    def back(self) -> None:
        with self.moving():
            self.page.get_by_role("link", name="Back: ").press("Enter")

    def finish(self) -> None:
        with self.moving():
            self.page.get_by_role("button", name=messages.FINISH).press("Enter")

    def choose(self, exercise: str) -> None:
        """Follow the list of exercises; on a narrow page it is opened first."""
        title = content().exercise(exercise).title
        link = self.listed(exercise).get_by_role("link", name=title, exact=True)
        if not link.is_visible():
            self.page.get_by_role("navigation").get_by_text("Exercises", exact=True).click()
        with self.moving():
            link.click()

    def listed(self, exercise: str) -> Locator:
        title = content().exercise(exercise).title
        items = self.page.get_by_role("navigation").get_by_role("listitem")
        return items.filter(has=self.page.get_by_role("link", name=title, exact=True))

    @property
    def is_last_step(self) -> bool:
        done = self.page.get_by_text(messages.PAGE["finished"], exact=True)
        return self.page.get_by_role("button", name=messages.FINISH).or_(done).count() > 0

    def through(self, answers: Mapping[str, Any]) -> "Walk":
        """Answer step by step and go on, from here to the last step of the exercise."""
        for step in self.steps():
            for prompt in content().exercise(self.exercise).prompts_of(step):
                if prompt.id in answers:
                    self.answer(prompt.id, answers[prompt.id])
        return self

    def steps(self) -> Iterator[str]:
        """Go through the open exercise from here, one step at a time."""
        yield self.step
        while not self.is_last_step:
            self.next()
            yield self.step

    def prompt(self, prompt_id: str) -> Prompt:
        return content().exercise(self.exercise).prompt(prompt_id)

    def group(self, prompt_id: str) -> Locator:
        return named_group(self.page, self.prompt(prompt_id).ask)

    def box(self, prompt_id: str) -> Locator:
        """Return the box of a prompt that takes a text or a day."""
        return self.page.get_by_label(self.prompt(prompt_id).ask, exact=True)

    def row(self, prompt_id: str, number: int) -> Locator:
        """Return a row by the number it shows, from 1."""
        return named_group(self.group(prompt_id), f"{self.prompt(prompt_id).row} {number}")

    def answer(self, prompt_id: str, value: Any) -> None:
        """Answer a prompt that takes an answer."""
        prompt = self.prompt(prompt_id)
        if prompt.kind == "rows":
            self._rows(prompt, value)
        elif prompt.kind == "sort":
            self._sort(prompt, value)
        else:
            ANSWER[prompt.kind](self.page.get_by_role("main"), prompt, value)

    def _rows(self, prompt: Prompt, rows: list[dict[str, Any]]) -> None:
        columns = {column.id: column for column in prompt.columns}
        for number, cells in enumerate(rows, start=1):
            row = self.row(prompt.id, number)
            if not row.count():
                self.page.get_by_role("button", name=prompt.add, exact=True).click()
            for column, value in cells.items():
                ANSWER[columns[column].kind](row, columns[column], value)

    def _sort(self, prompt: Prompt, lines: list[dict[str, str]]) -> None:
        """Write each line and put it on its pile; one without a pile stays unsorted."""
        group, says = self.group(prompt.id), {pile.id: pile.say for pile in prompt.piles}
        for line in lines:
            group.get_by_label(messages.PAGE["sort_write"], exact=True).fill(line["what"])
            group.get_by_role("button", name=prompt.add, exact=True).click()
            if "pile" in line:
                move = {"line": line["what"], "pile": says[line["pile"]]}
                name = messages.PAGE["sort_move_line"].format(**move)
                group.get_by_role("button", name=name, exact=True).click()

    def saved(self) -> None:
        """Wait until nothing waits to be saved, and see that the page says nothing else."""
        self.page.wait_for_function(ALL_SENT, timeout=SOON)
        state = self.page.get_by_role("region", name="Your answers").locator(".saved-state")
        expect(state).to_have_text(re.compile("^(Saved)?$"))

    def route(self) -> str:
        """Return the name of the route whose title is shown."""
        texts = content().texts.routes
        titles = {said.title_adult: name for name, said in texts.items()}
        titles |= {said.title: name for name, said in texts.items()}
        return titles[self.outcome.get_by_role("heading", level=2).inner_text()]

    def key(self) -> str:
        """Return what opens this journal in another tab."""
        self.saved()
        return str(self.page.evaluate("key => sessionStorage.getItem(key)", KEY))


def named_group(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("group", name=name, exact=True)


def _text(within: Locator, prompt: Prompt, value: str) -> None:
    within.get_by_role("textbox", name=prompt.ask, exact=True).fill(value)


def _date(within: Locator, prompt: Prompt, value: str) -> None:
    within.get_by_label(prompt.ask, exact=True).fill(value)


def _choice(within: Locator, prompt: Prompt, value: str) -> None:
    say = _says(prompt)[value]
    long_list = within.get_by_role("combobox", name=prompt.ask, exact=True)
    if long_list.count():
        long_list.select_option(say)
    else:
        _tick(named_group(within, prompt.ask).get_by_role("radio", name=say, exact=True))


def _many(within: Locator, prompt: Prompt, value: list[str]) -> None:
    boxes = named_group(within, prompt.ask)
    ticked = boxes.get_by_role("checkbox", checked=True).count() > 0
    for choice, say in _says(prompt).items():
        if ticked or choice in value:
            _tick(boxes.get_by_role("checkbox", name=say, exact=True), choice in value)


def _scale(within: Locator, prompt: Prompt, value: int) -> None:
    named_group(within, prompt.ask).get_by_role("spinbutton").fill(str(value))


def _measure(within: Locator, prompt: Prompt, value: Mapping[str, int]) -> None:
    measure = content().measures[prompt.measure]
    for item in measure.items:
        asked = named_group(named_group(within, prompt.ask), item.ask)
        _tick(asked.get_by_role("radio", name=measure.choices[value[item.id]], exact=True))


def _tick(box: Locator, wanted: bool = True) -> None:
    if box.is_checked() != wanted:
        box.press("Space")
    expect(box).to_be_checked(checked=wanted)


def _says(prompt: Prompt) -> dict[str, str]:
    none = getattr(prompt, "none", None)
    return {choice.id: choice.say for choice in [*prompt.choices, *([none] if none else [])]}


ANSWER: dict[str, Callable[[Locator, Any, Any], None]] = {
    "text": _text,
    "draft": _text,
    "summary": _text,
    "short_text": _text,
    "date": _date,
    "choice": _choice,
    "many": _many,
    "scale": _scale,
    "measure": _measure,
}
