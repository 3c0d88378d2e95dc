"""What may stand in one line that others read: words in any script, and nothing that hides."""

import unicodedata

_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, halves of characters, and breaks of lines and paragraphs."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of text around by force, so that it reads as something else."""


def one_line(text: str, limit: int) -> str:
    """Return a text as one line of so many characters at most."""
    plain = "".join(" " if _is_no_text(one) else one for one in text if one not in _TURNS)
    return " ".join(plain.split())[:limit].strip()


def is_one_line(text: str, limit: int) -> bool:
    """Tell whether a text is one line of words, no longer than this."""
    fits = 0 < len(text) <= limit and not text.isspace()
    return fits and not any(_is_no_text(one) or one in _TURNS for one in text)


def _is_no_text(one: str) -> bool:
    return unicodedata.category(one) in _NO_TEXT
