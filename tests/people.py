"""Invented people: what is known of them, what they answer, and what must come of it.

Everything about them is data in `tests/personas`. `dev.yaml` came with the project's brief and is
kept as it was; `own.yaml` was written here, from the rules alone. `answers.toml` says what each
of them chooses, `reading.toml` what they must and must not read, `meanings.toml` which rule and
which page a word of the expectations stands for.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PERSONAS = Path(__file__).parent / "personas"
Answers = dict[str, dict[str, Any]]
"""By the name of an exercise, then by prompt."""


@dataclass(frozen=True)
class Person:
    """One of them; `answers` for the first sitting, `next_day` for one `hours` later."""

    id: str
    about: str
    hour: int
    country: str
    expected: dict[str, Any]
    answers: Answers
    next_day: Answers
    hours: int
    reading: dict[str, Any]

    def now(self) -> datetime:
        """Return the time where it is this person's hour: no test waits for the night."""
        ahead = (self.hour - datetime.now(UTC).hour + 11) % 24 - 11
        return datetime.now(timezone(timedelta(hours=ahead)))

    @property
    def reads(self) -> list[str]:
        return [*reading()["everybody"]["reads"], *self.reading.get("reads", [])]

    @property
    def never_reads(self) -> list[str]:
        """What no screen may say; of a route, where they stay in it from first to last."""
        stays = self.at_first["route"] == self.route
        here = reading()["routes"][self.route]["never"] if stays else []
        return [*reading()["everybody"]["never"], *here, *self.reading.get("never", [])]

    @property
    def route(self) -> str:
        return str(self.expected["route"])

    @property
    def at_first(self) -> dict[str, Any]:
        """What is expected at the end of the start, before any other exercise."""
        return dict(self.expected.get("at_first", self.expected))

    def stops(self, expected: dict[str, Any]) -> set[str]:
        return set(_rules(expected["rules_that_fire"]["hard_stops"]))

    def holds(self, expected: dict[str, Any]) -> set[str]:
        return set(_rules(expected["rules_that_fire"]["soft_holds"]))

    def may_fire(self) -> set[str]:
        """Rules that may fire or not, as `cause_still_there` may after the readiness check."""
        also = self.expected["rules_that_fire"].get("may_also_fire", [])
        return {*_rules(also), *meanings()["rules_of_readiness"]}

    def not_shown(self) -> set[str]:
        """Return the places (`exercise`, or `exercise.step`) that must stay out of sight."""
        names = self.expected.get("must_not_show", {}).get("content", [])
        return {place for name in names for place in meanings()["parts"][name]}

    def open(self, route: str, fired: set[str]) -> set[str]:
        """Return the exercises that are open in a route on a day when these rules fire."""
        today = meanings()["closed_today"]
        closed = {exercise for rule in fired for exercise in today.get(rule, [])}
        return set(meanings()["open"][self.reading.get("open_as", route)]) - closed


@cache
def people() -> tuple[Person, ...]:
    return tuple(_people())


@cache
def meanings() -> dict[str, Any]:
    return _toml("meanings")


@cache
def reading() -> dict[str, Any]:
    return _toml("reading")


def on(today: date, answers: dict[str, Any]) -> dict[str, Any]:
    """Return answers as they are on this day: `{ days_ago = 11 }` becomes a date."""
    return {
        prompt: (today - timedelta(days=value["days_ago"])).isoformat()
        if isinstance(value, dict) and set(value) == {"days_ago"}
        else value
        for prompt, value in answers.items()
    }


def _people() -> Iterator[Person]:
    answers = _toml("answers")
    for name in ("dev", "own"):
        told = yaml.safe_load((PERSONAS / f"{name}.yaml").read_text("utf-8"))
        for person in told["personas"]:
            by_exercise = dict(answers[person["id"]])
            next_day = dict(by_exercise.pop("next_day", {}))
            hours = next_day.pop("hours", 0)
            yield Person(
                id=person["id"],
                about=person["title"],
                hour=int(str(person["local_time"]).split(":")[0]),
                country=person["demographics"]["country"],
                expected=person["expected"],
                answers=by_exercise,
                next_day=next_day,
                hours=hours,
                reading=reading().get(person["id"], {}),
            )


def _rules(words: list[str]) -> list[str]:
    return [meanings()["rules"][said] for said in words]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((PERSONAS / f"{name}.toml").read_text("utf-8"))
