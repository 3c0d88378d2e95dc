"""`workbook facilitator`: whoever runs a server says who may open rooms for groups."""

import argparse
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from workbook import messages
from workbook.commands.serve import add_database, checked_settings, choose_database
from workbook.errors import CommandRefused, StoreTooNew, StoreUnavailable

if TYPE_CHECKING:
    from workbook.store_facilitators import Facilitator
    from workbook.store_rooms_sql import SqlRooms

SAY = messages.TERMINAL_FACILITATOR
LONGEST_NAME = 80
# Controls, halves of characters, and what begins a new line.
NOT_IN_A_NAME = ("Cc", "Cs", "Zl", "Zp")


def add_facilitator(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `facilitator` and what it can do to the commands."""
    facilitator = commands.add_parser("facilitator", help="who may open rooms for groups")
    does = facilitator.add_subparsers(dest="does", required=True, metavar="{add,list,remove}")
    for name, run, help in (
        ("add", invite, "print six words that let somebody in once"),
        ("list", list_all, "who there is, and who has come"),
        ("remove", remove, "let somebody open no more rooms"),
    ):
        parser = does.add_parser(name, help=help)
        if name != "list":
            parser.add_argument("name", metavar="NAME")
        add_database(parser)
        parser.set_defaults(run=run)


def invite(chosen: argparse.Namespace) -> int:
    """Print six words for a new facilitator, and what to do with them.

    Raises:
        CommandRefused: there is somebody with this name, or it is none.
    """
    from workbook import vault
    from workbook.content.paths import data_folder
    from workbook.guidance.reviewing import in_days
    from workbook.store_facilitators import INVITATION_DAYS

    name = _read_name(chosen.name)
    words = vault.new_phrase(vault.read_word_list(data_folder() / "word_list.txt"))
    with _rooms(chosen) as rooms:
        if not rooms.add_facilitator(name, vault.derive(words).lookup):
            raise CommandRefused(SAY["there"].format(name=name))
    print(" ".join(words))
    last = datetime.now(UTC).date() + timedelta(days=INVITATION_DAYS)
    print(SAY["added"].format(name=name, day=in_days(last)), file=sys.stderr)
    return 0


def list_all(chosen: argparse.Namespace) -> int:
    """Print a line for each facilitator."""
    with _rooms(chosen) as rooms:
        found = rooms.facilitators()
    for facilitator in found:
        print(_line(facilitator))
    if not found:
        print(SAY["nobody"])
    return 0


def remove(chosen: argparse.Namespace) -> int:
    """Take away somebody's right to open rooms.

    Raises:
        CommandRefused: nobody has this name.
    """
    name = _read_name(chosen.name)
    with _rooms(chosen) as rooms:
        if not rooms.remove_facilitator(name):
            raise CommandRefused(SAY["unknown"].format(name=name))
    print(SAY["removed"].format(name=name))
    return 0


def _line(facilitator: "Facilitator") -> str:
    from workbook.guidance.reviewing import in_days
    from workbook.store_facilitators import is_late

    state = "come" if facilitator.has_come else "late" if is_late(facilitator) else "waiting"
    day = in_days(date.fromisoformat(facilitator.day))
    return SAY[state].format(name=facilitator.name, day=day)


def _read_name(typed: str) -> str:
    name = unicodedata.normalize("NFC", typed.strip())
    wrong = any(unicodedata.category(letter) in NOT_IN_A_NAME for letter in name)
    if wrong or not 1 <= len(name) <= LONGEST_NAME:
        raise CommandRefused(SAY["wrong_name"])
    return name


@contextmanager
def _rooms(chosen: argparse.Namespace) -> "Iterator[SqlRooms]":
    """Open the rooms of the database that was chosen, as for `serve`."""
    from workbook.store_sql import open_database

    choose_database(chosen)
    database = checked_settings().database
    try:
        with closing(open_database(database, check=False)) as store:
            yield store.rooms
    except (StoreUnavailable, StoreTooNew) as error:
        reason = getattr(error, "reason", "too new")
        raise CommandRefused(SAY["unavailable"].format(reason=reason)) from error
