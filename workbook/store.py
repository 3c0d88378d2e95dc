"""The store: sealed journals in SQLite, in PostgreSQL, or behind a line to the server that has it.

It sees ciphertext, padded sizes and days, never a word of a participant. Whatever goes wrong comes
out as `StoreUnavailable` with a reason; what was stored before stays as it was, and the same store
works again once the cause is gone.
"""

from workbook.store_protocol import Kind, SealedRecord, Store

__all__ = ["Kind", "SealedRecord", "Store", "open_store", "was_set_aside"]


def open_store(url: str, *, check: bool = True) -> Store:
    """Open the store at a URL, making or migrating it where needed.

    Args:
        url: `sqlite:////folder/file`, `postgresql://name:password@host/database`, or `line://` and
            the path of a server's socket.
        check: also look for damage inside a SQLite file, which takes time with its size.

    Raises:
        StoreUnavailable: it cannot be opened now.
        StoreTooNew: a newer version wrote it; nothing was touched.
        SettingProblem: the URL is none, or names no place.
    """
    # A kernel with a line never pays for importing what speaks to a database.
    if url.startswith("line:"):
        from workbook.store_line import open_line

        return open_line(url, check)
    from workbook.store_sql import open_database

    return open_database(url, check)


def was_set_aside(url: str) -> bool:
    """Tell whether a damaged file of this store was ever put aside and is still there."""
    if url.startswith("line:"):
        from workbook.store_line import ask_was_set_aside

        return ask_was_set_aside(url)
    from workbook.store_sql import find_set_aside

    return bool(find_set_aside(url))
