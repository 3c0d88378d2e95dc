"""What a group has shared, as the page of whoever leads it may show it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from workbook.content.models import Content
from workbook.group.counting import find_prompt
from workbook.group.room import Bars
from workbook.group.sealed_views import ViewSeal
from workbook.group.sealing import Call, Contribution, RoomKeys, open_in_room
from workbook.group.sharing import is_sentence, is_valid
from workbook.group.views import Batch, make_batch, next_batch, readable, view_of, whole
from workbook.store_rooms_protocol import RoomKind, Rooms, SealedItem

T = TypeVar("T")
_TRIES = 8


@dataclass(frozen=True)
class Sentence:
    """A sentence that somebody shared; `ask` is what it answers."""

    id: str
    prompt: str
    ask: str
    text: str


class Gathered:
    """What lies in a room, read and opened once; nothing here tells of fewer than five.

    `views` are the sums that may be seen, `sentences` those that may be read, in no order that
    tells anything, and `calls` the wishes that the facilitator comes. Whether there `is_enough` for
    a further batch is known; it comes only when it is gathered.
    """

    def __init__(
        self, rooms: Rooms, lead: str, keys: RoomKeys, seal: ViewSeal, content: Content
    ) -> None:
        self._rooms = rooms
        self._lead = lead
        self._keys = keys
        self._seal = seal
        self._content = content
        self._given: dict[str, Contribution | None] = {}
        self._called: dict[str, Call | None] = {}
        self._batches: dict[str, Batch | None] = {}
        self._share: tuple[str, ...] = ()
        self.views: tuple[Bars, ...] = ()
        self.sentences: tuple[Sentence, ...] = ()
        self.is_enough = False

    @property
    def given(self) -> Collection[str]:
        """The ids of all that was shared; none of them goes anywhere by itself."""
        return self._given.keys()

    @property
    def calls(self) -> tuple[tuple[str, Call], ...]:
        """Who asks the facilitator to come, by id."""
        return tuple((id, call) for id, call in sorted(self._called.items()) if call)

    def refresh(self, share: tuple[str, ...]) -> None:
        """Read what is new and forget what is gone; only of these prompts was anything asked.

        Raises:
            StoreUnavailable: with reason "gone" where the room is.
        """
        self._follow("call", self._called, self._open_call)
        if self._follow_shared() or share != self._share:
            self._share = share
            self._show()

    def gather(self) -> None:
        """Let a batch come of each prompt for which enough wait.

        Raises:
            StoreUnavailable: with reason "gone" where the room is.
        """
        for _ in range(_TRIES):
            if not self._add_batches():
                break
            # Another facilitator may have been first, and in the meantime something taken back.
            self._follow_shared()
        self._show()

    def sentence(self, id: str) -> Sentence | None:
        """Return the sentence with this id, whether it may be read by now or not."""
        given = self._given.get(id)
        prompt = find_prompt(self._content, given.prompt) if given else None
        if given is None or prompt is None or not is_sentence(prompt):
            return None
        return Sentence(id, given.prompt, prompt.ask, str(given.value))

    def forget_call(self, id: str) -> None:
        """Forget a call that was answered."""
        self._called.pop(id, None)

    def _follow_shared(self) -> bool:
        batches = self._follow("view", self._batches, self._seal.open)
        return self._follow("contribution", self._given, self._open_given) or batches

    def _follow(
        self, kind: RoomKind, known: dict[str, T], open_item: Callable[[SealedItem], T]
    ) -> bool:
        """Forget what is gone and open what is new; tells whether there was any."""
        ids = self._rooms.ids(self._lead, kind)
        gone, new = known.keys() - ids, ids - known.keys()
        for id in gone:
            del known[id]
        if new:
            items = self._rooms.read(self._lead, kind, new)
            known.update({item.id: open_item(item) for item in items})
        return bool(gone or new)

    def _open_call(self, item: SealedItem) -> Call | None:
        thing = open_in_room(self._keys, item.sealed)
        return thing if isinstance(thing, Call) else None

    def _open_given(self, item: SealedItem) -> Contribution | None:
        thing = open_in_room(self._keys, item.sealed)
        if isinstance(thing, Contribution) and is_valid(self._content, thing):
            return thing
        return None

    def _add_batches(self) -> bool:
        waiting = self._waiting()
        for name, marks in waiting.items():
            values = {mark: one.value for mark, one in self._given_of(name).items()}
            place = len(self._batches_of(name))
            batch = make_batch(self._content, name, place, marks, values)
            self._rooms.add(self._lead, "view", self._seal.seal(batch))
        return bool(waiting)

    def _waiting(self) -> dict[str, frozenset[str]]:
        """The marks of what would come in a batch, by prompt."""
        found = {
            name: next_batch(self._given_of(name).keys(), self._batches_of(name))
            for name in self._share
        }
        return {name: marks for name, marks in found.items() if marks is not None}

    def _show(self) -> None:
        views, sentences = [], []
        for name in self._share:
            batches, ids = self._batches_of(name), self._ids_of(name)
            view = view_of(self._content, whole(ids.keys(), batches))
            if view:
                views.append(view)
            for mark in sorted(readable(ids.keys(), batches)):
                sentence = self.sentence(ids[mark])
                if sentence:
                    sentences.append(sentence)
        self.views, self.sentences = tuple(views), tuple(sentences)
        self.is_enough = bool(self._waiting())

    def _batches_of(self, name: str) -> tuple[Batch, ...]:
        return tuple(one for one in self._batches.values() if one and one.prompt == name)

    def _ids_of(self, name: str) -> dict[str, str]:
        """The ids of what was given to a prompt, by their marks."""
        given = self._given.items()
        return {self._seal.mark(id): id for id, one in given if one and one.prompt == name}

    def _given_of(self, name: str) -> dict[str, Contribution]:
        found = {mark: self._given[id] for mark, id in self._ids_of(name).items()}
        return {mark: one for mark, one in found.items() if one}
