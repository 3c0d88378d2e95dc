"""How what lies in a room is sealed, so that the store learns nothing of it.

A contribution and a call are sealed to the room's public key: whoever lays them in cannot open them
again, and nothing in them tells who it was. They all have one size. The face and the sentences on
the wall are sealed with the key that everybody in the room has.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from nacl import bindings, exceptions

from workbook import vault
from workbook.errors import SealBroken
from workbook.group.lines import is_one_line
from workbook.group.room import FORMAT, Face, read_face, write_face
from workbook.store_rooms_protocol import SealedItem, wall_id

LONGEST_NAME = 80
LONGEST_PLACE = 200
PLAIN_BYTES = 2048
"""A sentence of 200 characters takes 800 bytes in the scripts that need most."""
SEALED_BYTES = PLAIN_BYTES + bindings.crypto_box_SEALBYTES

Value = str | int | list[str]


@dataclass(frozen=True)
class RoomKeys:
    """The keys of a room; only those who lead it have the private one."""

    public: bytes
    private: bytes = field(repr=False)


@dataclass(frozen=True)
class Contribution:
    """One shared answer; `prompt` as `exercise_id.prompt_id`."""

    prompt: str
    value: Value


@dataclass(frozen=True)
class Call:
    """A wish that whoever leads the room comes, by the name and the place that somebody typed."""

    name: str
    where: str


@dataclass(frozen=True)
class Said:
    """A sentence on the wall, and the prompt that it answers."""

    prompt: str
    text: str


def new_room_keys() -> RoomKeys:
    """Make the keys of a new room."""
    return RoomKeys(*bindings.crypto_box_keypair())


def seal_to_room(public: bytes, thing: Contribution | Call) -> bytes:
    """Seal something so that only those who lead the room can open it.

    Raises:
        ValueError: it is longer than anything that may be shared.
    """
    body: dict[str, Any]
    if isinstance(thing, Call):
        body = {"name": thing.name, "where": thing.where}
    else:
        body = {"prompt": thing.prompt, "value": thing.value}
    plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    if len(plain) >= PLAIN_BYTES:  # the padding itself takes at least one byte
        raise ValueError("This is too long to share.")
    return bytes(bindings.crypto_box_seal(bindings.sodium_pad(plain, PLAIN_BYTES), public))


def open_in_room(keys: RoomKeys, sealed: bytes) -> Contribution | Call | None:
    """Open what was sealed to the room; None for anything that no page of ours would send.

    Whether a contribution is an answer to its prompt, `sharing.is_valid` tells.
    """
    if len(sealed) != SEALED_BYTES:
        return None
    try:
        padded = bindings.crypto_box_seal_open(sealed, keys.public, keys.private)
        body = json.loads(bindings.sodium_unpad(padded, PLAIN_BYTES).decode("utf-8"))
    except (exceptions.CryptoError, TypeError, ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    if body.keys() == {"prompt", "value"}:
        return _contribution(body["prompt"], body["value"])
    if body.keys() == {"name", "where"}:
        return _call(body["name"], body["where"])
    return None


def seal_face(face_key: bytes, room: str, face: Face) -> bytes:
    """Seal the face of a room for everybody in it."""
    return vault.seal(write_face(face), face_key, room, "face", FORMAT)


def open_face(face_key: bytes, room: str, sealed: bytes) -> Face:
    """Open the face of a room.

    Raises:
        SealBroken: it is that of another room, or no face at all.
    """
    plain = vault.unseal(sealed, face_key, room, "face", FORMAT)
    try:
        return read_face(plain)
    except ValueError:
        raise SealBroken("There is no face in these bytes.") from None


def seal_said(face_key: bytes, room: str, id: str, said: Said) -> SealedItem:
    """Seal a sentence for the wall; `id` is that of its contribution, which stays unknown there."""
    plain = json.dumps([said.prompt, said.text], ensure_ascii=False).encode()
    place = wall_id(id)
    return SealedItem(place, vault.seal(plain, face_key, room, place, FORMAT))


def open_said(face_key: bytes, room: str, item: SealedItem) -> Said:
    """Open a sentence on the wall.

    Raises:
        SealBroken: it is none of this room.
    """
    plain = vault.unseal(item.sealed, face_key, room, item.id, FORMAT)
    try:
        prompt, text = json.loads(plain)
    except ValueError:
        raise SealBroken("There is no sentence in these bytes.") from None
    return Said(str(prompt), str(text))


def _contribution(prompt: Any, value: Any) -> Contribution | None:
    if not isinstance(prompt, str) or isinstance(value, bool):
        return None
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return None
    return Contribution(prompt, value) if isinstance(value, str | int | list) else None


def _call(name: Any, where: Any) -> Call | None:
    if not isinstance(name, str) or not is_one_line(name, LONGEST_NAME):
        return None
    if not isinstance(where, str) or not (where == "" or is_one_line(where, LONGEST_PLACE)):
        return None
    return Call(name, where)
