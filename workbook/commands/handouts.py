"""`workbook handouts`: exercises as worksheets to print, and the guide of a plan for a group."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import SettingProblem

if TYPE_CHECKING:
    from workbook.content.models import Content
    from workbook.report.worksheets.blocks import Sheet

LARGE = "-large"


def add_handouts(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `handouts` to the commands."""
    handouts = commands.add_parser(
        "handouts", help="write every exercise as a worksheet to print, as HTML and PDF"
    )
    handouts.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="such as time_apart (default: all)"
    )
    handouts.add_argument(
        "--out",
        type=Path,
        default=Path("handouts"),
        metavar="FOLDER",
        help="where the files go (default: handouts)",
    )
    handouts.add_argument("--large", action="store_true", help="in large print, 18 points")
    handouts.add_argument(
        "--facilitator", action="store_true", help="with notes for whoever leads the group"
    )
    handouts.add_argument(
        "--agenda",
        metavar="PLAN",
        help="the guide and the worksheets of a plan, such as one_evening or my_plan.toml",
    )
    handouts.add_argument(
        "--meeting", type=int, metavar="N", help="of the plan, only this meeting (default: all)"
    )
    handouts.set_defaults(run=write_handouts)


def write_handouts(chosen: argparse.Namespace) -> int:
    """Write the sheets, the help lines and a list of all of them.

    Raises:
        SettingProblem: an exercise, a plan or a meeting does not exist, or the folder cannot be
            written.
    """
    from workbook.content.loader import load_content
    from workbook.report.worksheets.making import make_sheets

    content = load_content()
    guides, ids = _chosen(content, chosen)
    sheets = [*guides, *make_sheets(content, ids, facilitator=chosen.facilitator)]
    index = _write_all(content, sheets, chosen.out, chosen.large)
    said = f"{len(sheets) - len(guides)} worksheets are in {chosen.out}"
    if guides:
        said = f"{len(guides)} guide{'s' if len(guides) > 1 else ''} and {said}"
    print(f"{said}; {index} lists them.", file=sys.stderr)
    return 0


def _chosen(
    content: "Content", chosen: argparse.Namespace
) -> tuple[tuple["Sheet", ...], tuple[str, ...]]:
    """Return the guides that were asked for, and the ids of the exercises."""
    from workbook.commands.exercises import find_ids

    if chosen.agenda is None:
        if chosen.meeting is not None:
            raise SettingProblem("--meeting needs a plan; name it by --agenda.")
        return (), find_ids(content, chosen.exercises)
    if chosen.exercises:
        raise SettingProblem("--agenda names the exercises; leave out the others.")
    from workbook.commands.plans import find_plan, guides_of

    return guides_of(content, find_plan(content, chosen.agenda), chosen.meeting)


def _write_all(content: "Content", sheets: Iterable["Sheet"], folder: Path, large: bool) -> Path:
    from workbook.report.worksheets.page import index_page
    from workbook.report.worksheets.ways import START

    ending = LARGE if large else ""
    index = folder / f"index{ending}.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sheet in sheets:
            _write(sheet, folder, ending)
        first = content.exercise(START).title
        index.write_text(index_page(sheets, first, large, ending), encoding="utf-8")
    except OSError as error:
        raise SettingProblem(
            f'the folder "{folder}" cannot be written ({error.strerror}); '
            "make room or choose another one by --out."
        ) from error
    return index


def _write(sheet: "Sheet", folder: Path, ending: str) -> None:
    from workbook.report.worksheets.page import sheet_page
    from workbook.report.worksheets.pdf import sheet_pdf

    large = bool(ending)
    page, pdf = (folder / f"{sheet.name}{ending}.{kind}" for kind in ("html", "pdf"))
    page.write_text(sheet_page(sheet, large), encoding="utf-8")
    pdf.write_bytes(sheet_pdf(sheet, large))
