"""`workbook check`: list every problem in the content files."""

import argparse
import sys
from pathlib import Path


def add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check` to the commands."""
    check = commands.add_parser("check", help="list every problem in the content files")
    check.add_argument("path", nargs="?", type=Path, help="content folder (default: our own)")
    check.set_defaults(run=check_content)


def check_content(chosen: argparse.Namespace) -> int:
    """Print every problem; return 1 where there is any."""
    from workbook.content.check import check_folder, find_folder
    from workbook.guidance.draft_check import wrong_examples
    from workbook.guidance.example import check_example

    folder = chosen.path
    found = find_folder(folder)
    problems = [*check_folder(folder), *check_example(found), *wrong_examples(found)]
    for problem in problems:
        print(problem)
    print("No problem found." if not problems else f"{len(problems)} to fix.", file=sys.stderr)
    return 1 if problems else 0
