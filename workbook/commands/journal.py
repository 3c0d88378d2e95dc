"""`workbook journal`: see, take along and burn one's own journal from a terminal.

Nothing of what was written is ever printed, and the six words are never taken from the command
line, where other people on the computer and the history of the shell would see them.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbook import messages
from workbook.commands.private_file import write_private
from workbook.errors import (
    CommandRefused,
    PhraseProblem,
    SealBroken,
    SealedFileProblem,
    StoreTooNew,
    StoreUnavailable,
)

if TYPE_CHECKING:
    from workbook.content.models import Content
    from workbook.journal import Journal
    from workbook.report.copies.making import File
    from workbook.settings import Settings
    from workbook.web.keeper import SealedKeeper

SEALED = "sealed"
FORMATS = (SEALED, "markdown", "html", "word", "data")
SAY = messages.TERMINAL


def add_journal(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `journal` and what it can do to the commands."""
    journal = commands.add_parser("journal", help="your own answers on this computer")
    does = journal.add_subparsers(dest="does", required=True, metavar="{list,export,burn}")
    _add(does, "list", list_journal, "where they are and how much there is, nothing of the words")
    export = _add(does, "export", export_journal, "write them to a file that only you can read")
    export.add_argument(
        "--format", choices=FORMATS, default=SEALED, help="default: sealed, opened by six words"
    )
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="default: a neutral name in this folder"
    )
    export.add_argument(
        "--only", action="extend", nargs="+", metavar="EXERCISE", help="such as time_apart"
    )
    export.add_argument("--force", action="store_true", help="replace a file that is there")
    burn = _add(does, "burn", burn_journal, "remove them for good")
    burn.add_argument("--yes", action="store_true", help="do not ask")


def list_journal(chosen: argparse.Namespace) -> int:
    """Print where the journal is, what opens it, and how many answers each exercise has."""
    from workbook.content.loader import load_content
    from workbook.guidance.progress import count_answers
    from workbook.guidance.reviewing import in_days

    with _opened() as (settings, keeper, journal):
        print(SAY["folder"].format(folder=settings.data_folder))
        print(SAY["where"].format(by=messages.TERMINAL_KEYS[keeper.where]))
        times = [entry.at for entry in journal.entries()]
        if not times:
            print(SAY["unchanged"])
            return 0
        print(SAY["changed"].format(day=in_days(max(times).astimezone())))
        for exercise in load_content().exercises:
            number = count_answers(journal, exercise.id)
            if number:
                print(f"{number:>6}  {exercise.title}")
    return 0


def export_journal(chosen: argparse.Namespace) -> int:
    """Write the journal to a new file with mode 0600.

    Raises:
        CommandRefused: there is such a file already, or no phrase that could open a sealed one.
    """
    from workbook.commands.exercises import find_ids
    from workbook.content.loader import load_content

    content = load_content()
    only = find_ids(content, chosen.only or ())
    if only and chosen.format == SEALED:
        raise CommandRefused(SAY["whole"])
    if chosen.out and chosen.out.exists() and not chosen.force:
        raise CommandRefused(SAY["exists"].format(path=chosen.out))
    with _opened() as (_, keeper, journal):
        if chosen.format == SEALED:
            file = _sealed(keeper, journal)
        else:
            file = _readable(content, journal, only, chosen.format)
    path = chosen.out or Path(file.name)
    write_private(path, file.body, replace=chosen.force)
    print(SAY["written"].format(path=path))
    print(SAY["sealed" if chosen.format == SEALED else "readable"], file=sys.stderr)
    return 0


def burn_journal(chosen: argparse.Namespace) -> int:
    """Burn the journal, once its owner has typed a word."""
    with _opened() as (_, keeper, _journal):
        if not chosen.yes:
            print(SAY["burn_text"], file=sys.stderr)
            typed = _ask(SAY["burn_ask"].format(word=SAY["burn_word"]))
            if typed.strip().casefold() != SAY["burn_word"]:
                raise CommandRefused(SAY["burn_not"])
        keeper.burn_journal()
        print(SAY["burned"])
    return 0


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    does: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does)
    parser.set_defaults(run=run)
    return parser


@contextmanager
def _opened() -> "Iterator[tuple[Settings, SealedKeeper, Journal]]":
    """Open the journal of this computer, and close again what only six words had opened."""
    from workbook.settings import read_settings
    from workbook.web.keeper import SealedKeeper
    from workbook.web.keyholder import Keyholder

    os.environ["WORKBOOK_PLACE"] = "own"
    settings = read_settings()
    keeper = SealedKeeper(settings)
    try:
        locked = keeper.where == "locked"
        if not locked and Keyholder(settings.data_folder).where is None:
            raise CommandRefused(SAY["none"].format(folder=settings.data_folder))
        journal = _open_with_words(settings, keeper) if locked else keeper.open(None)
        if keeper.set_aside:
            print(messages.SET_ASIDE, file=sys.stderr)
        try:
            yield settings, keeper, journal
        finally:
            if locked:
                keeper.close()
    except StoreTooNew as error:
        raise CommandRefused(messages.TOO_NEW) from error
    except (StoreUnavailable, SealBroken) as error:
        raise CommandRefused(SAY["unavailable"]) from error


def _open_with_words(settings: "Settings", keeper: "SealedKeeper") -> "Journal":
    from workbook.pages.keeping import in_words

    typed = _ask(SAY["words"], hidden=True)
    if not typed.strip():
        raise CommandRefused(SAY["no_words"])
    try:
        journal = keeper.open_with_phrase(typed)
    except PhraseProblem as problem:
        raise CommandRefused(in_words(problem)) from None
    if journal is None:
        forgotten = SAY["forgotten"].format(folder=settings.data_folder)
        raise CommandRefused(f"{messages.WRONG_PHRASE} {forgotten}")
    return journal


def _ask(question: str, hidden: bool = False) -> str:
    """Ask at the terminal; a script may give the line on its standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    try:
        if hidden:
            from getpass import getpass

            return getpass(question)
        return input(question)
    except EOFError:
        return ""


def _sealed(keeper: "SealedKeeper", journal: "Journal") -> "File":
    from workbook.guidance.progress import PAGE
    from workbook.pages.merging import KEPT
    from workbook.pages.seat import without_room
    from workbook.report.copies.making import sealed_file_of

    if journal.answer(PAGE, KEPT) is not True:
        raise CommandRefused(SAY["no_phrase"])
    try:
        return sealed_file_of(datetime.now(), keeper.sealed_copy(without_room(journal)))
    except SealedFileProblem as problem:
        raise CommandRefused(SAY["too_large"]) from problem


def _readable(content: "Content", journal: "Journal", only: tuple[str, ...], format: str) -> "File":
    from workbook.report.copies.making import make_copy, with_answers

    chosen = only or tuple(exercise.id for exercise in with_answers(content, journal))
    return make_copy(content, journal, chosen, format, datetime.now().astimezone())
