"""What a server leaves out when it starts, since it takes long and nothing here asks for it."""

import sys

GRAMMAR = "rfc3987_syntax"


def leave_out_grammar() -> None:
    """Let `jsonschema` do without the grammar of international addresses, which no schema here has.

    To build it took half of a start. Where it cannot be imported, `jsonschema` checks all else.
    """
    sys.modules.setdefault(GRAMMAR, None)  # type: ignore[arg-type]
