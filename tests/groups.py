"""A small plan with answers that may be shared, and people who share them."""

from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

from workbook.content.loader import load_content
from workbook.content.models import Content
from workbook.content.sessions import Meeting, Session, SessionItem
from workbook.group import opening, seat
from workbook.group.lead import Lead, open_room
from workbook.group.sealing import Contribution
from workbook.vault import new_id, secret_of_key

CHOICE = "02_blame_inventory.mind_first"
SCALE = "02_blame_inventory.first_guess"
SENTENCE = "02_blame_inventory.now_i_see"
MANY = "03_in_their_shoes.back_then"
SHARED = (CHOICE, SCALE, SENTENCE, MANY)
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
PLAN = Session(
    title="An evening",
    consent="What you write stays yours.",
    ground_rules=("Speak for yourself.",),
    meetings=(
        Meeting(
            title="First",
            items=(
                SessionItem(exercise="blame_inventory", minutes=15),
                SessionItem(exercise="03_in_their_shoes", minutes=10),
            ),
        ),
    ),
)


def shareable(content: Content, *names: str) -> Content:
    """Return the content in which of these prompts, and of no others, answers may be shared."""
    exercises = tuple(
        exercise.model_copy(
            update={
                "prompts": tuple(
                    prompt.model_copy(update={"share": f"{exercise.id}.{prompt.id}" in names})
                    if hasattr(prompt, "share")
                    else prompt
                    for prompt in exercise.prompts
                )
            }
        )
        for exercise in content.exercises
    )
    return replace(content, exercises=exercises)


CONTENT = shareable(load_content(), *SHARED)


def open_evening(rooms, now: datetime | None = None) -> Lead:
    return open_room(rooms, None, PLAN, 0, CONTENT, now or datetime.now(UTC))


def open_quickly(rooms) -> Lead:
    """As `open_evening`, for where nobody comes by the code: it is not derived as slowly."""
    with patch.object(opening, "secret_of_code", lambda code: secret_of_key(code.encode())):
        return open_evening(rooms)


class Person:
    """Somebody in a room, with what they shared by prompt."""

    def __init__(self, rooms, lead: Lead) -> None:
        self.rooms = rooms
        self.ticket = seat.Ticket(lead.room, lead.face_key, new_id())
        self.given: dict[str, str] = {}

    @property
    def view(self) -> seat.RoomView:
        found = seat.look(self.rooms, self.ticket, None)
        assert found
        return found

    @property
    def reads(self) -> tuple[str, ...]:
        """The sentences that this person reads on the wall."""
        return tuple(one.text for one in self.view.said)

    def share(self, prompt: str, value) -> str:
        id = self.given[prompt] = new_id()
        seat.give(self.rooms, self.ticket, self.view.face, id, Contribution(prompt, value))
        return id

    def take_back(self, prompt: str) -> None:
        seat.take_back(self.rooms, self.ticket, self.given.pop(prompt))
