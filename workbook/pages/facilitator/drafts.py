"""A plan while it is being written: whatever is there is kept, and what it still lacks is said."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from workbook import messages
from workbook.content.conditions import Model
from workbook.content.models import Content, Exercise
from workbook.content.sessions import LONGEST_LINE, Meeting, Session, SessionItem
from workbook.errors import AnswerProblem

SAYS = messages.PLAN_PROBLEMS
LONG = 20_000
"""Characters; a plan may be longer for a while than it may be in the end."""


class DraftItem(Model):
    """One exercise of a meeting; `share` None: all of it that can be shared."""

    exercise: str = Field(max_length=200)
    minutes: int | None = Field(default=None, ge=0, le=10_000)
    notes: str = Field(default="", max_length=LONG)
    share: tuple[str, ...] | None = Field(default=None, max_length=200)


class DraftMeeting(Model):
    """What a group is to do at one time."""

    title: str = Field(default="", max_length=LONG)
    items: tuple[DraftItem, ...] = Field(default=(), max_length=100)


class Draft(Model):
    """A plan as its form has it: the ground rules are one text, a rule a line."""

    title: str = Field(default="", max_length=LONG)
    about: str = Field(default="", max_length=LONG)
    consent: str = Field(default="", max_length=LONG)
    ground_rules: str = Field(default="", max_length=LONG)
    meetings: tuple[DraftMeeting, ...] = Field(default=(), max_length=100)

    @property
    def rules(self) -> tuple[str, ...]:
        """The ground rules, without lines that are empty."""
        return tuple(line.strip() for line in self.ground_rules.splitlines() if line.strip())


def read_draft(value: Any) -> dict[str, Any]:
    """Return what may be kept of a plan that a browser sends.

    Raises:
        AnswerProblem: it is no plan, or there is far too much of it.
    """
    try:
        return Draft.model_validate(value).model_dump(mode="json")
    except ValidationError:
        raise AnswerProblem(messages.FACILITATOR_SAYS["plan_too_long"]) from None


def draft_of(session: Session) -> dict[str, Any]:
    """Return a finished plan as its form has it."""
    written = session.model_dump(mode="json")
    return read_draft({**written, "ground_rules": "\n".join(session.ground_rules)})


def session_of(draft: Mapping[str, Any]) -> Session | None:
    """Return the plan that a draft makes, or None as long as something is missing or too much."""
    try:
        read = Draft.model_validate(draft)
        written = read.model_dump(exclude={"ground_rules"})
        for text in (written, *written["meetings"]):
            text["title"] = text["title"].strip()
        written["ground_rules"] = read.rules
        if not read.consent.strip():
            return None
        return Session.model_validate(written)
    except ValidationError:
        return None


def problems_of(content: Content, draft: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what a plan still lacks, or has too much of: where (`at`), and a sentence."""
    read = Draft.model_validate(draft)
    return [{"at": at, "text": text} for at, text in _problems(content, read)]


def _problems(content: Content, draft: Draft) -> Iterator[tuple[str, str]]:
    yield from _line("title", draft.title, SAYS["title"])
    yield from _text("about", draft.about, Session, "about")
    yield from _text("consent", draft.consent, Session, "consent", SAYS["consent"])
    yield from _rules(draft.rules)
    if not draft.meetings:
        yield "meetings", SAYS["meetings"]
    if len(draft.meetings) > (most := _longest(Session, "meetings")):
        yield "meetings", SAYS["meetings_many"].format(most=most)
    for number, meeting in enumerate(draft.meetings):
        at = f"meetings.{number}"
        yield from _line(f"{at}.title", meeting.title, SAYS["meeting_title"])
        if not meeting.items:
            yield f"{at}.items", SAYS["items"]
        if len(meeting.items) > (most := _longest(Meeting, "items")):
            yield f"{at}.items", SAYS["items_many"].format(most=most)
        for place, item in enumerate(meeting.items):
            yield from _item(content, f"{at}.items.{place}", item)


def _item(content: Content, at: str, item: DraftItem) -> Iterator[tuple[str, str]]:
    low, high = _limit(SessionItem, "minutes", "ge"), _limit(SessionItem, "minutes", "le")
    if item.minutes is None or not low <= item.minutes <= high:
        yield f"{at}.minutes", SAYS["minutes"].format(low=low, high=high)
    if exercise_of(content, item.exercise) is None:
        yield f"{at}.exercise", SAYS["exercise"]
    yield from _text(f"{at}.notes", item.notes, SessionItem, "notes")


def _rules(rules: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not rules:
        yield "ground_rules", SAYS["rules"]
    if len(rules) > (most := _longest(Session, "ground_rules")):
        yield "ground_rules", SAYS["rules_many"].format(most=most)
    if any(len(rule) > LONGEST_LINE for rule in rules):
        yield "ground_rules", SAYS["rule_long"].format(most=LONGEST_LINE)


def exercise_of(content: Content, name: str) -> Exercise | None:
    """Return the exercise with this id or name."""
    try:
        return content.exercise(name)
    except KeyError:
        return None


def _line(at: str, text: str, missing: str) -> Iterator[tuple[str, str]]:
    if not text.strip():
        yield at, missing
    if len(text) > LONGEST_LINE:
        yield at, SAYS["long"].format(over=len(text) - LONGEST_LINE)


def _text(
    at: str, text: str, model: type[Model], field: str, missing: str = ""
) -> Iterator[tuple[str, str]]:
    most = _longest(model, field)
    if missing and not text.strip():
        yield at, missing
    if len(text) > most:
        yield at, SAYS["long"].format(over=len(text) - most)


def _longest(model: type[Model], field: str) -> int:
    return _limit(model, field, "max_length")


def _limit(model: type[Model], field: str, kind: str) -> int:
    """Return a limit of a finished plan, from where it is declared."""
    found = (getattr(rule, kind, None) for rule in model.model_fields[field].metadata)
    return next(int(limit) for limit in found if limit is not None)
