"""What a line of a draft is known by: its words, how they follow one another, and its place."""

from collections.abc import Iterator, Sequence

from workbook.content.draft_rules import DraftKind
from workbook.guidance.draft_words import Sentence

PIECES = (3, 4, 5)
"""Lengths of the pieces of a word, so that its other forms and slips are known as well."""
LONGEST_TEXT = 6
"""Lengths are told apart in fours, up to this many."""


def traits_of(sentences: Sequence[Sentence], number: int, kind: DraftKind) -> set[str]:
    """Return the traits of one sentence among those around it."""
    words = sentences[number].words.split()
    traits = {*_words(words), *_pieces(words), f"kind {kind}"}
    traits.add(f"length {min(len(words) // 4, LONGEST_TEXT)}")
    if number == 0:
        traits.add("first")
    else:
        traits |= {f"before {word}" for word in sentences[number - 1].words.split()}
    if number == len(sentences) - 1:
        traits.add("last")
    else:
        traits |= {f"after {word}" for word in sentences[number + 1].words.split()}
    return traits


def _words(words: Sequence[str]) -> Iterator[str]:
    """Yield each word, two and three in a row, and two with one or two others between."""
    row = ["^", *words, "$"]
    yield from words
    for at, word in enumerate(row):
        after = row[at + 1 : at + 4]
        if after:
            yield f"{word} {after[0]}"
        if len(after) > 1:
            yield f"{word} {after[0]} {after[1]}"
            yield f"{word} _ {after[1]}"
        if len(after) > 2:
            yield f"{word} _ _ {after[2]}"


def _pieces(words: Sequence[str]) -> Iterator[str]:
    for word in {*words}:
        whole = f"<{word}>"
        for length in PIECES:
            for at in range(len(whole) - length + 1):
                yield f"{whole[at : at + length]}~"
