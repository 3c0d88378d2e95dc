"""When what a group shared may be seen: five at the least, and never one more or one less.

Everything that is ever seen of a prompt is made of *batches*. A batch is what at least five people
shared and no earlier batch holds, at the moment when a facilitator asks for it; it is added up
once, sealed and never changed. A view is the sum of all batches that are whole, that is, of which
nothing was taken back.

What somebody who sees all views, from first to last, can learn. Two batches have no contribution in
common, and a view holds each batch all or not at all. So whatever is worked out from views, by any
adding and subtracting, is made of whole batches: at the finest, the numbers of one batch, of five
people or more. Two views are the same, or they differ by five contributions or more that came, by
five or more that went, or both. When somebody takes an answer back, their batch goes from every
later view with all that is in it, and none of those contributions ever comes into another batch;
what is seen afterwards holds nothing of that batch, so nothing can be subtracted from the view
before but the whole of it. (That the differences between any two views are large would not be
enough: of five, of those with five others and one more, and of the five others alone, each two
differ by five or more, and the three together tell of the one.) Somebody who changes an answer
takes one back and gives a new one. Batches lie in the room under ids made of the prompt and their
number, and the first to lie there counts; so several facilitators see the same ones.

A sentence is read as it stands, so there is nothing to subtract; it goes at once when it is taken
back. Sentences reach the facilitators in batches too, and one that is not on the wall can be read
only while at least five that came in batches are there.

What this does not protect from. Contributions are linked to nobody, so nothing tells that five of
them come from five people: a facilitator who joins with four pages of their own, and shares from
each, can work out the fifth. Where everybody gives the same answer, the view tells what each of
them said. Who knows all others' answers knows the last one. Whoever saw a view before something
was taken back has seen it. And the facilitators' own machines open all contributions in order to
add them up; this rule holds for what their pages show, not against somebody who changes the
program.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from workbook.content.models import Content
from workbook.group.counting import bars, count, find_prompt
from workbook.group.room import Bars
from workbook.group.sealing import Value

AT_LEAST = 5
MOST_AT_ONCE = 50
"""What is more waits for the next batch, so that all sealed batches have one size."""


@dataclass(frozen=True)
class Batch:
    """What at least five shared of a prompt: the ids, and how many count at each bar.

    `place` is its number among those of its prompt, from 0. A batch of sentences has no numbers.
    """

    prompt: str
    place: int
    ids: frozenset[str]
    numbers: tuple[int, ...] = ()


def next_batch(present: Collection[str], batches: Iterable[Batch]) -> frozenset[str] | None:
    """Return the ids of a further batch, given all that are there now; None for too few.

    `batches` are all those that ever were of the prompt, also those that are not whole any more.
    """
    held = frozenset[str]().union(*(batch.ids for batch in batches))
    new = sorted(frozenset(present) - held)
    return frozenset(new[:MOST_AT_ONCE]) if len(new) >= AT_LEAST else None


def whole(present: Collection[str], batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Return the batches of which nothing was taken back."""
    there = frozenset(present)
    return tuple(batch for batch in batches if batch.ids <= there)


def readable(present: Collection[str], batches: Iterable[Batch]) -> frozenset[str]:
    """Return the ids of the sentences that may be read: those that came in batches, if enough."""
    came = frozenset[str]().union(*(batch.ids for batch in batches)) & frozenset(present)
    return came if len(came) >= AT_LEAST else frozenset()


def make_batch(
    content: Content, name: str, place: int, ids: frozenset[str], values: Mapping[str, Value]
) -> Batch:
    """Add up the values of these ids.

    Raises:
        KeyError: nothing may be shared of a prompt with this name.
    """
    prompt = find_prompt(content, name)
    if prompt is None:
        raise KeyError(name)
    return Batch(name, place, ids, count(prompt, (values[id] for id in ids)))


def view_of(content: Content, batches: Collection[Batch]) -> Bars | None:
    """Return the sum of whole batches of one prompt; None where there is nothing to see."""
    if not batches:
        return None
    name = next(iter(batches)).prompt
    prompt = find_prompt(content, name)
    if prompt is None:
        return None
    drawn = len(count(prompt, ()))
    if not drawn or any(len(batch.numbers) != drawn for batch in batches):
        return None  # a sentence; or the prompt was changed while the room was open
    numbers = [sum(batch.numbers[at] for batch in batches) for at in range(drawn)]
    return bars(name, prompt, sum(len(batch.ids) for batch in batches), numbers)
