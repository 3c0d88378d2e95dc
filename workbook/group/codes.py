"""Join codes: eight letters that are easy to say and to type, and hard to guess."""

import secrets
import unicodedata

from workbook import vault

ALPHABET = "BCDFGHJKMNPQRSTVWXZ"
"""No vowels, so that no code is a word; none that is taken for another letter or a digit."""
LENGTH = 8
JOIN = "join"
"""The page on which a participant joins; its address may carry a code instead of a step."""


def new_code() -> str:
    """Draw a code, each letter on its own."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str | None:
    """Return the code somebody typed, or gave as the whole address to join; None for no code."""
    typed = unicodedata.normalize("NFKC", text).rpartition("#")[2].upper()
    letters = "".join(one for one in typed if not _stands_between(one))
    is_code = len(letters) == LENGTH and all(one in ALPHABET for one in letters)
    return letters if is_code else None


def show_code(code: str) -> str:
    """Return a code as it is read out: two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def secret_of_code(code: str) -> vault.Secret:
    """Return where the room of a code is found, and the key that opens what lies there.

    It takes about 0.2 s, and is meant to: whoever has the whole store would have to spend that on
    each code they guess.
    """
    return vault.derive([code])


def _stands_between(one: str) -> bool:
    return one.isspace() or unicodedata.category(one) in ("Pd", "Cf")
