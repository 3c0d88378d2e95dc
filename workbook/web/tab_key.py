"""The key that a tab holds, as text: 32 random bytes in base64 that may stand in an address."""

import base64
import binascii

from workbook import vault


def write_tab_key(secret: bytes) -> str:
    """Write a secret as a tab holds it."""
    return base64.urlsafe_b64encode(secret).decode()


def read_tab_key(text: str | None) -> bytes | None:
    """Return the secret that a tab holds; None for what is none."""
    try:
        secret = base64.urlsafe_b64decode(text or "")
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == vault.KEY_BYTES else None
