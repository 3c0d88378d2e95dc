"""How people find a room and its wall: addresses, and the same as a picture for a camera."""

import segno

from workbook.group.codes import JOIN


def join_address(base: str, code: str) -> str:
    """Return the address at which a participant joins; what follows `#` is sent to nobody."""
    return f"{base.rstrip('/')}/{JOIN}#{code}"


def shown_address(base: str) -> str:
    """Return the address of that page as one reads it aloud and types it."""
    return f"{base.rstrip('/')}/{JOIN}".partition("://")[2]


def wall_address(base: str, code: str) -> str:
    """Return the address at which a projector shows the room of a code."""
    return f"{base.rstrip('/')}/facilitator#wall={code}"


def qr_modules(text: str) -> tuple[str, ...]:
    """Return a text as a QR code: rows of 1 (black) and 0, without the white around it."""
    matrix = segno.make(text, error="m", micro=False).matrix
    return tuple("".join(map(str, row)) for row in matrix)
