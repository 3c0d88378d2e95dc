"""Opening a room, and handing its lead to a colleague."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from workbook import messages, vault
from workbook.content.models import Content
from workbook.content.naming import no_exercise
from workbook.content.sessions import Meeting, Session, SessionItem, shared_prompts
from workbook.errors import SealBroken, StoreUnavailable, UnknownExercise
from workbook.group.codes import new_code, secret_of_code
from workbook.group.room import FORMAT, Face, Stop
from workbook.group.sealing import RoomKeys, new_room_keys, seal_face
from workbook.store_rooms_protocol import Rooms, SealedRoom

LASTS = timedelta(hours=12)
"""After this a room burns by itself."""
_TRIES = 8


@dataclass(frozen=True)
class Lead:
    """All that a facilitator needs to lead a room, on whatever machine."""

    room: str
    lead: str = field(repr=False)
    code: str = field(repr=False)
    face_key: bytes = field(repr=False)
    keys: RoomKeys

    def as_value(self) -> dict[str, str]:
        """Return it as a journal keeps it."""
        return {
            "room": self.room,
            "lead": self.lead,
            "code": self.code,
            "face_key": self.face_key.hex(),
            "public": self.keys.public.hex(),
            "private": self.keys.private.hex(),
        }

    @classmethod
    def from_value(cls, value: Any) -> "Lead | None":
        """Return the lead a journal kept; None for anything else."""
        try:
            room, lead, code = value["room"], value["lead"], value["code"]
            public, private = bytes.fromhex(value["public"]), bytes.fromhex(value["private"])
            face_key = bytes.fromhex(value["face_key"])
        except (KeyError, TypeError, ValueError, IndexError):
            return None
        named = all(isinstance(one, str) for one in (room, lead, code))
        whole = {len(public), len(private), len(face_key)} == {vault.KEY_BYTES}
        return cls(room, lead, code, face_key, RoomKeys(public, private)) if named & whole else None


def open_room(
    rooms: Rooms,
    facilitator: str | None,
    session: Session,
    meeting_index: int,
    content: Content,
    now: datetime,
    rehearsal: bool = False,
) -> Lead:
    """Open a room for one meeting of a plan.

    Raises:
        UnknownExercise: the plan names an exercise that there is not.
        StoreUnavailable: also with reason "refused", where that is no facilitator.
    """
    keys, face_key, ends = new_room_keys(), vault.new_key(), _minute(now + LASTS)
    face = Face(
        title=_title(session, session.meetings[meeting_index]),
        consent=session.consent,
        ground_rules=session.ground_rules,
        public_key=keys.public.hex(),
        agenda=tuple(_stop(content, item) for item in session.meetings[meeting_index].items),
        ends=ends,
        rehearsal=rehearsal,
    )
    for _ in range(_TRIES):
        lead = Lead(vault.new_id(), vault.new_id(), new_code(), face_key, keys)
        secret = secret_of_code(lead.code)
        sealed = SealedRoom(
            room=lead.room,
            lead=lead.lead,
            lookup=secret.lookup,
            wrapped=vault.wrap(secret, lead.room, face_key).wrapped,
            face=seal_face(face_key, lead.room, face),
            ends=f"{ends:%Y-%m-%dT%H:%M}",
        )
        if rooms.add_room(sealed, facilitator):
            return lead
    raise StoreUnavailable("other")


def offer(rooms: Rooms, lead: Lead, words: Sequence[str]) -> None:
    """Offer the lead of a room to a colleague, by six words that work once.

    Raises:
        StoreUnavailable: with reason "gone" where the room is.
    """
    secret = vault.derive(words)
    plain = json.dumps(lead.as_value()).encode("ascii")
    wrapped = vault.seal(plain, secret.wrapping_key, "", secret.lookup, FORMAT)
    rooms.offer(lead.lead, secret.lookup, wrapped)


def accept(rooms: Rooms, words: Sequence[str], facilitator: str | None) -> Lead | None:
    """Take up the lead of a room that a colleague offered by six words; None where there is none.

    Raises:
        StoreUnavailable: also with reason "refused" or "slow".
    """
    secret = vault.derive(words)
    wrapped = rooms.accept(secret.lookup, facilitator)
    if wrapped is None:
        return None
    try:
        plain = vault.unseal(wrapped, secret.wrapping_key, "", secret.lookup, FORMAT)
        return Lead.from_value(json.loads(plain))
    except (SealBroken, ValueError):
        return None


def _stop(content: Content, item: SessionItem) -> Stop:
    try:
        exercise = content.exercise(item.exercise)
    except KeyError:
        raise UnknownExercise(no_exercise(content, item.exercise)) from None
    share = tuple(f"{exercise.id}.{prompt.id}" for prompt in shared_prompts(content, item))
    return Stop(exercise=exercise.id, title=exercise.title, minutes=item.minutes, share=share)


def _title(session: Session, meeting: Meeting) -> str:
    if len(session.meetings) == 1:
        return session.title
    return messages.ROOM_SHARING["meeting"].format(title=session.title, meeting=meeting.title)


def _minute(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(second=0, microsecond=0)
