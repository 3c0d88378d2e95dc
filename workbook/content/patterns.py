"""Patterns of words, as a counsellor writes them, made into regular expressions.

A sentence is matched as its plain words: lower case, each followed by one space. In a pattern

- `word` is that word, `promis*` any word that begins so, `_` any one word,
- `..` stands for up to three words and `...` for up to eight,
- `(a|b c)` is one of these, `(a)?` or `word?` may be missing, `<child>` is a list of words.toml,
- `^` is the beginning of the sentence, `$` its end, a `?` on its own a question mark,
- `a & b` needs both, wherever they stand, and `a ! b` needs that b is not there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

PIECES = re.compile(r"\s*(\.\.\.|\.\.|<\w+>\??|\(|\)\??|\||\^|\$|[^\s()|<>^$]+)")
GAPS = {"..": r"(?:\S+ ){0,3}?", "...": r"(?:\S+ ){0,8}?"}
BEGIN = r"(?<![^ ])"


@dataclass(frozen=True)
class Pattern:
    """One pattern: every one of `needs` must be found, and none of `forbids`."""

    needs: tuple[re.Pattern[str], ...]
    forbids: tuple[re.Pattern[str], ...]
    words: frozenset[str]
    """Any sentence that fits holds one of these words; empty where that cannot be told."""

    def fits(self, sentence: str) -> bool:
        """Tell whether a sentence, as plain words, fits."""
        return all(part.search(sentence) for part in self.needs) and not any(
            part.search(sentence) for part in self.forbids
        )


class PatternProblem(ValueError):
    """A pattern cannot be read; the message says why."""


def read_pattern(text: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """Read a pattern.

    Raises:
        PatternProblem: a bracket is open or a list is not known.
    """
    wanted, *unwanted = re.split(r" ! ", text)
    parts = [_Reader(part, lists) for part in wanted.split(" & ")]
    if not all(part.expression for part in parts):
        raise PatternProblem("a pattern needs at least one word")
    words = min((part.words for part in parts if part.words), key=len, default=frozenset())
    return Pattern(
        tuple(re.compile(BEGIN + part.expression) for part in parts),
        tuple(re.compile(BEGIN + _Reader(part, lists).expression) for part in unwanted),
        words,
    )


class Book:
    """Many patterns, found by the words they need, so that few are tried on a sentence."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._always = [pattern for pattern in patterns if not pattern.words]
        self._by_word: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for word in pattern.words:
                self._by_word.setdefault(word, []).append(pattern)

    def fits(self, sentence: str, words: frozenset[str]) -> bool:
        """Tell whether any pattern fits a sentence that consists of these words."""
        return any(pattern.fits(sentence) for pattern in self._tried(words))

    def _tried(self, words: frozenset[str]) -> Iterator[Pattern]:
        yield from self._always
        for word in words & self._by_word.keys():
            yield from self._by_word[word]


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, text: str, lists: Mapping[str, Sequence[str]]) -> None:
        self.text = text.strip()
        self.lists = lists
        self.pieces = PIECES.findall(self.text)
        if "".join(self.pieces) != re.sub(r"\s+", "", self.text):
            raise PatternProblem(f'"{text}" holds a sign that means nothing here')
        self.at = 0
        self.expression, self.words = self._choice()
        if self.at < len(self.pieces):
            raise PatternProblem(f'"{text}" closes a bracket that was not opened')

    def _choice(self) -> tuple[str, frozenset[str]]:
        """Read until the bracket closes: `a|b c`."""
        options = [self._row()]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            options.append(self._row())
        sure = all(words for _, words in options)
        words = frozenset().union(*(words for _, words in options)) if sure else frozenset()
        if len(options) == 1:
            return options[0][0], words
        return "(?:" + "|".join(expression for expression, _ in options) + ")", words

    def _row(self) -> tuple[str, frozenset[str]]:
        """Read pieces that follow one another, and the rarest words among them: the fewest."""
        expression, words = "", frozenset[str]()
        while self.at < len(self.pieces) and self.pieces[self.at][0] not in "|)":
            piece, found = self._piece()
            expression += piece
            if found and (not words or _common(found) < _common(words)):
                words = found
        return expression, words

    def _piece(self) -> tuple[str, frozenset[str]]:
        piece = self.pieces[self.at]
        self.at += 1
        nothing = frozenset[str]()
        if piece == "(":
            expression, words = self._choice()
            if self.at == len(self.pieces):
                raise PatternProblem(f'"{self.text}" leaves a bracket open')
            closing = self.pieces[self.at]
            self.at += 1
            maybe = closing == ")?"
            return f"(?:{expression})" + "?" * maybe, nothing if maybe else words
        if piece in GAPS:
            return GAPS[piece], nothing
        if piece in ("^", "$"):
            return (r"\A" if piece == "^" else r"(?:\? )?\Z"), nothing
        if piece[0] == "<":
            return self._list(piece.strip("<>?"), piece.endswith("?"))
        if piece == "_":
            return r"\S+ ", nothing
        maybe = len(piece) > 1 and piece.endswith("?")
        word = piece.rstrip("?") if maybe else piece
        if word.endswith("*"):
            found, words = re.escape(word[:-1]) + r"\S* ", nothing
        else:
            found, words = re.escape(word) + " ", frozenset({word})
        return (f"(?:{found})?", nothing) if maybe else (found, words)

    def _list(self, name: str, maybe: bool) -> tuple[str, frozenset[str]]:
        if name not in self.lists:
            raise PatternProblem(f'"{self.text}" names the list <{name}>, which words.toml lacks')
        inner = _Reader("(" + "|".join(self.lists[name]) + ")", self.lists)
        return inner.expression + "?" * maybe, frozenset() if maybe else inner.words


COMMON = frozenset(
    {
        "i", "you", "me", "my", "your", "the", "a", "an", "to", "of", "in", "on", "it", "is", "am",
        "are", "was", "were", "be", "not", "do", "have", "has", "will", "would", "can", "and",
        "but", "if", "so", "that", "this", "for", "with", "at", "we", "us", "no", "just",
    }
)  # fmt: skip
"""Words that stand in most drafts: a pattern is better found by another one."""


def _common(words: frozenset[str]) -> tuple[int, int]:
    return len(words & COMMON), len(words)
