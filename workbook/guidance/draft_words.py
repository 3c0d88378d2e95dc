"""A draft as sentences of plain words, each sentence with its place in the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENDS = re.compile(
    r"""[.!?…]+["\u201d\u2019'»)\]]*(?=\s|$)   # a full stop and the like
      | \n\s*                        # a line ends
      | (?<=[\w.!?,)])[ ]?[\u2600-\u27BF\U0001F300-\U0001FAFF\uFE0F\u200D]+(?=\s|$)  # emoji,
        (?!\s+(?:or|and|because|if|when|that)\b)  # unless the sentence goes on
    """,
    re.VERBOSE,
)
SHORT_FORM = re.compile(r"\b(?:mr|mrs|ms|dr|st|prof|vs|e\.g|i\.e|approx)\.$", re.I)
WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc`\u00b4][^\W_]+)*|\?")
QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{1,400})[\"”“»]")
CLAUSE = re.compile(
    r"\s(?=(?:but|so|because|anyway|btw|also|then|and|tho)\s+(?:i|im|ill|u|ur|you|we|its|the|my)\b)"
    r"|\s(?=(?:btw|anyway)\b)"
)
QUOTE = "\u201d"
"""Stands before each word that is quoted."""
LONG_CLAUSE = 24
"""Words without any full stop, from which on a run of words is cut into clauses."""
LONGEST = 200
"""Words of one sentence that are looked at together."""
LETTERS_AGAIN = re.compile(r"([^\W\d_])\1{2,}")
ENDINGS = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
IS_SHORT = frozenset(
    {
        "it",
        "that",
        "what",
        "there",
        "he",
        "she",
        "who",
        "here",
        "where",
        "how",
        "this",
        "everything",
    }
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: where it stands, and its plain words, those of somebody else with a mark."""

    start: int
    end: int
    words: str

    @property
    def unmarked(self) -> str:
        """All words, whoever said them."""
        return self.words.replace(QUOTE, "")


@dataclass(frozen=True)
class Spelling:
    """How words are written differently, and words that are often mistyped."""

    same: Mapping[str, str]
    mistyped: tuple[str, ...]
    known: frozenset[str] = frozenset()

    def plain(self, word: str) -> str:
        """Return a word, or the words it stands for, in the one spelling that patterns use."""
        word = re.sub("[\u2019\u02bc`\u00b4]", "'", word.casefold())
        if word in self.same:
            return self.same[word]
        if LETTERS_AGAIN.search(word):
            for kept in (r"\1", r"\1\1"):
                shorter = LETTERS_AGAIN.sub(kept, word)
                if shorter in self.same or shorter in self.known:
                    return self.plain(shorter)
        if "'" in word:
            return self._apart(word)
        if len(word) > 6 and re.search(r"i[zs](?:e[ds]?|ing)$", word):
            word = re.sub(r"iz(e[ds]?|ing)$", r"is\1", word)
        return self._mended(word)

    def _apart(self, word: str) -> str:
        for ending, full in ENDINGS.items():
            if word.endswith(ending):
                return f"{self.plain(word.removesuffix(ending))} {full}"
        stem = word.removesuffix("'s").replace("'", "")
        return f"{stem} is" if word.endswith("'s") and stem in IS_SHORT else stem

    def _mended(self, word: str) -> str:
        if len(word) < 5 or word in self.known:
            return word
        for right in self.mistyped:
            if word[0] == right[0] and not word.startswith(right) and one_slip(word, right):
                return right
        return word


def one_slip(word: str, right: str) -> bool:
    """Tell whether one letter is missing, added, wrong or swapped with the next."""
    if abs(len(word) - len(right)) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), None)
    if at is None:
        return len(word) != len(right)
    return (
        word[at + 1 :] == right[at + 1 :]
        or word[at + 1 :] == right[at:]
        or word[at:] == right[at + 1 :]
        or (word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :] == right[at:])
    )


def sentences_of(text: str, spelling: Spelling) -> list[Sentence]:
    """Split a draft into sentences; without full stops, into lines and clauses."""
    quoted = [match.span(1) for match in QUOTED.finditer(text)]
    found = []
    for start, end in _spans(text):
        matches = list(WORD.finditer(text, start, end))
        theirs = [any(a <= match.start() < b for a, b in quoted) for match in matches]
        # Where everything stands in quotation marks, they quote nobody.
        marks = [QUOTE if one and not all(theirs) else "" for one in theirs]
        words = [
            f"{mark}{word}"
            for match, mark in zip(matches, marks, strict=True)
            for word in spelling.plain(match[0]).split()
        ]
        found.append(Sentence(start, end, " ".join(words)))
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end, without the space around them."""
    start = 0
    for match in ENDS.finditer(text):
        if SHORT_FORM.search(text, max(start, match.end() - 9), match.end()):
            continue
        if match[0].startswith(("...", "…", "..")) and _goes_on(text, match.end()):
            continue
        yield from _clauses(text, start, match.end())
        start = match.end()
    yield from _clauses(text, start, len(text))


def _goes_on(text: str, at: int) -> bool:
    following = text[at : at + 3].lstrip(" ")
    return following[:1].islower()


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start]
    if len(text[start:end].split()) > LONG_CLAUSE and not re.search(r"[,;:]", text[start:end]):
        cuts += [match.end() for match in CLAUSE.finditer(text, start, end)]
    for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
        yield from _short(text, begin, stop)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trim the space around a sentence, and cut one that never ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start >= end:
        return
    words = list(WORD.finditer(text, start, end))
    if not words:
        return
    for number in range(LONGEST, len(words), LONGEST):
        yield start, words[number - 1].end()
        start = words[number].start()
    yield start, end
