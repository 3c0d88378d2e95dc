"""How batches lie in a room: only its facilitators can open them, or tell which is which."""

import hashlib
import json

from workbook import vault
from workbook.errors import SealBroken
from workbook.group.room import FORMAT
from workbook.group.views import Batch
from workbook.store_rooms_protocol import SealedItem

_PLAIN_BYTES = 1600
"""All batches are as long as the longest: 50 marks of 16 digits, a prompt, and its numbers."""
_MARK_DIGITS = 16


class ViewSeal:
    """Seals and opens the batches of one room, with a key made of its private one."""

    def __init__(self, room: str, private: bytes) -> None:
        self._room = room
        self._key = hashlib.blake2b(private, digest_size=32, person=b"2nd-look views").digest()

    def mark(self, id: str) -> str:
        """Return what stands for a contribution where its id could be seen by others.

        In the order of their marks, contributions are in no order that anybody could know.
        """
        return self._hash(f"mark {id}", _MARK_DIGITS // 2)

    def id_of(self, prompt: str, place: int) -> str:
        """Return the id under which a batch lies in the room."""
        return self._hash(f"view {place} {prompt}", 16)

    def seal(self, batch: Batch) -> SealedItem:
        """Seal a batch; its ids are marks."""
        id = self.id_of(batch.prompt, batch.place)
        body = {
            "prompt": batch.prompt,
            "place": batch.place,
            "marks": "".join(sorted(batch.ids)),
            "numbers": batch.numbers,
        }
        plain = json.dumps(body, separators=(",", ":")).encode("ascii").ljust(_PLAIN_BYTES)
        return SealedItem(id, vault.seal(plain, self._key, self._room, id, FORMAT))

    def open(self, item: SealedItem) -> Batch | None:
        """Open a batch; None for what is none of this room."""
        try:
            body = json.loads(vault.unseal(item.sealed, self._key, self._room, item.id, FORMAT))
        except (SealBroken, ValueError):
            return None
        marks, digits = body["marks"], _MARK_DIGITS
        ids = frozenset(marks[at : at + digits] for at in range(0, len(marks), digits))
        return Batch(body["prompt"], body["place"], ids, tuple(body["numbers"]))

    def _hash(self, text: str, size: int) -> str:
        return hashlib.blake2b(text.encode(), digest_size=size, key=self._key).hexdigest()
