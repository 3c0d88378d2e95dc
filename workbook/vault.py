"""Sealing: what keeps a journal readable to its participant and to nobody else.

A journal has one random data key, which seals its records. The data key itself is kept in wraps,
one for every secret that opens the journal: a random key held by a browser tab or by one's own
computer, or a phrase of six words. Nothing here touches a file but the word list.
"""

import difflib
import hashlib
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nacl import bindings, exceptions

from workbook.errors import PhraseProblem, SealBroken

KEY_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
MAC_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
SMALLEST_BYTES = 256
WORDS_IN_PHRASE = 6
_LONGEST_WORD = 30  # what is longer is near no word, and comparing would take long

# How wraps are made can change one day: a wrap of another format does not open with this one.
_WRAP_FORMAT = 1

# RFC 9106 takes 64 MiB and 3 passes where memory is scarce. There are no accounts, so nothing
# tells whose phrase is typed and no salt of one's own can be looked up: the salt only sets this use
# of Argon2id apart from others. One guess therefore tries every journal of a store at once, which
# six random words bear: 7,776 ** 6 is 77.5 bits, and a million journals take 20 of them.
_PASSES = 3
_MEMORY_BYTES = 64 * 1024 * 1024
_SALT = b"second-look-0001"


@dataclass(frozen=True)
class Secret:
    """What a phrase or a random key becomes: where its wrap is found, and the key that opens it."""

    lookup: str
    wrapping_key: bytes


@dataclass(frozen=True)
class Wrap:
    """A journal's id and data key, sealed so that the secret with this lookup opens them."""

    lookup: str
    wrapped: bytes


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def new_id() -> str:
    """16 random bytes as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def seal(plain: bytes, key: bytes, journal: str, record: str, format: int) -> bytes:
    """Seal bytes to this key, journal, record and format; the size tells only a power of two."""
    size = SMALLEST_BYTES
    while size <= len(plain):  # the padding itself takes at least one byte
        size *= 2
    nonce = secrets.token_bytes(NONCE_BYTES)
    place = _place(journal, record, format)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
        bindings.sodium_pad(plain, size), place, nonce, key
    )


def unseal(sealed: bytes, key: bytes, journal: str, record: str, format: int) -> bytes:
    """Open what `seal` made with the same key, journal, record and format.

    Raises:
        SealBroken: anything differs by as much as a bit.
    """
    nonce, box = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    place = _place(journal, record, format)
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, place, nonce, key)
        return bindings.sodium_unpad(padded, len(padded))
    except (exceptions.CryptoError, TypeError, ValueError):
        raise SealBroken("These bytes do not open with this key.") from None


def derive(phrase: Sequence[str]) -> Secret:
    """The secret of a phrase by Argon2id; takes about 0.2 s and 64 MiB, and is meant to."""
    words = " ".join(_letters(word) for word in phrase)
    return secret_of_key(
        bindings.crypto_pwhash_alg(
            KEY_BYTES,
            words.encode(),
            _SALT,
            _PASSES,
            _MEMORY_BYTES,
            bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    )


def secret_of_key(key: bytes) -> Secret:
    """The secret of a random key; a random key needs no Argon2."""
    lookup, wrapping_key = (
        hashlib.blake2b(key, digest_size=KEY_BYTES, person=person)
        for person in (b"2nd-look lookup", b"2nd-look wrap")
    )
    return Secret(lookup.hexdigest(), wrapping_key.digest())


def wrap(secret: Secret, journal: str, data_key: bytes) -> Wrap:
    """Wrap a journal's data key so that this secret opens it."""
    plain = data_key + journal.encode()
    sealed = seal(plain, secret.wrapping_key, "", secret.lookup, _WRAP_FORMAT)
    return Wrap(secret.lookup, sealed)


def open_wrap(secret: Secret, found: Wrap | None) -> tuple[str, bytes] | None:
    """The journal and data key in a wrap; for none, the same work and then None.

    Raises:
        SealBroken: there is a wrap, but it was changed or belongs to another secret.
    """
    sealed = found.wrapped if found else bytes(NONCE_BYTES + SMALLEST_BYTES + MAC_BYTES)
    try:
        plain = unseal(sealed, secret.wrapping_key, "", secret.lookup, _WRAP_FORMAT)
    except SealBroken:
        if found:
            raise
        return None
    return plain[KEY_BYTES:].decode(), plain[:KEY_BYTES]


def wrap_with_key(key: bytes, journal: str, data_key: bytes) -> Wrap:
    """Wrap a journal's data key so that this random key opens it."""
    return wrap(secret_of_key(key), journal, data_key)


def unwrap_with_key(key: bytes, found: Wrap | None) -> tuple[str, bytes] | None:
    """The journal and data key that this random key opens, or None without a wrap."""
    return open_wrap(secret_of_key(key), found)


def lookup_of_key(key: bytes) -> str:
    """Where the wrap of this random key is found."""
    return secret_of_key(key).lookup


def read_word_list(path: Path) -> tuple[str, ...]:
    """The words of a list, one a line; lines that start with # are remarks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def new_phrase(words: Sequence[str]) -> tuple[str, ...]:
    """Six words of the list, each drawn on its own."""
    return tuple(secrets.choice(words) for _ in range(WORDS_IN_PHRASE))


def read_phrase(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The six words somebody typed, whatever the case and whatever stands between the words.

    Raises:
        PhraseProblem: there are more or fewer than six words, or some are not in the list.
    """
    known = set(words)
    # "t-shirt" is also read from "t shirt" and "tshirt". That is safe, because of the two parts of
    # such a word at least one is not a word of the list itself.
    in_parts = {tuple(word.split("-")): word for word in words if "-" in word}
    joined = {"".join(parts): word for parts, word in in_parts.items()}
    typed = _words_in(text)
    read: list[str] = []
    at = 0
    while at < len(typed):
        word, pair = typed[at], in_parts.get(tuple(typed[at : at + 2]))
        read.append(pair or (word if word in known else joined.get(word, word)))
        at += 2 if pair else 1
    unknown = [word for word in read if word not in known]
    if unknown or len(read) != WORDS_IN_PHRASE:
        near = unknown if len(read) <= 2 * WORDS_IN_PHRASE else []  # a page is no near miss
        raise PhraseProblem(len(read), [(word, _nearest(word, words)) for word in near])
    return tuple(read)


def same_word(typed: str, word: str) -> bool:
    """Whether somebody typed this word, whatever the case, spaces or hyphens."""
    return _letters(typed) == _letters(word)


def _place(journal: str, record: str, format: int) -> bytes:
    """Where sealed bytes belong; lengths in front keep "a" + "bc" apart from "ab" + "c"."""
    parts = [part.encode() for part in ("second-look", journal, record, str(format))]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _words_in(text: str) -> list[str]:
    """The runs of letters in a text; a soft hyphen is no gap, since it is not seen."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return re.findall(r"[^\W\d_]+", plain)


def _letters(text: str) -> str:
    return "".join(_words_in(text))


def _nearest(typed: str, words: Sequence[str]) -> str:
    if len(typed) > _LONGEST_WORD:
        return ""
    return next(iter(difflib.get_close_matches(typed, words, n=1)), "")
