"""Who may lead rooms: six words that invite somebody once, and the secret that they keep then."""

import secrets

from workbook import vault
from workbook.content.paths import data_folder
from workbook.store_rooms_protocol import Rooms


def new_secret() -> str:
    """Return a random secret as it is kept in an office."""
    return secrets.token_hex(vault.KEY_BYTES)


def lookup_of(secret: str) -> str:
    """Return what the store knows of a secret."""
    return vault.lookup_of_key(bytes.fromhex(secret))


def read_words(text: str) -> tuple[str, ...]:
    """Return the six words that somebody typed.

    Raises:
        PhraseProblem: these are not six words of the list.
    """
    return vault.read_phrase(text, vault.read_word_list(data_folder() / "word_list.txt"))


def take_invitation(rooms: Rooms, words: str, secret: str) -> bool:
    """Take the invitation that six words are, for whoever holds this secret.

    Raises:
        PhraseProblem: these are not six words of the list.
        StoreUnavailable: it is not known whether it was taken; asking again tells.
    """
    invitation = vault.derive(read_words(words)).lookup
    facilitator = lookup_of(secret)
    # An answer that was lost on the way must not leave anybody without the invitation.
    return rooms.is_facilitator(facilitator) or rooms.take_invitation(invitation, facilitator)
