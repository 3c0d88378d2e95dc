"""The `workbook` command."""

import argparse
import sys
from collections.abc import Sequence

from workbook.commands.check import add_check
from workbook.commands.facilitator import add_facilitator
from workbook.commands.handouts import add_handouts
from workbook.commands.journal import add_journal
from workbook.commands.serve import add_opening, add_serve, open_pages
from workbook.errors import CommandRefused, ContentProblems, SettingProblem

INTERRUPTED = 130
"""What shells say of a command that was stopped by a key."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except SettingProblem as problem:
        print(f"workbook: {problem}", file=sys.stderr)
        return 2
    except CommandRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    except ContentProblems as found:
        print(*found.problems, sep="\n", file=sys.stderr)
        print("workbook: the content cannot be used until this is mended.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        # It is the way to stop a server; any other command was broken off.
        return 0 if chosen.run is open_pages else INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workbook", description="Open Second Look on this computer, or serve it to others."
    )
    parser.set_defaults(run=open_pages)
    add_opening(parser)
    names = "{serve,check,handouts,journal,facilitator}"
    commands = parser.add_subparsers(dest="command", metavar=names)
    add_serve(commands)
    add_check(commands)
    add_handouts(commands)
    add_journal(commands)
    add_facilitator(commands)
    return parser
