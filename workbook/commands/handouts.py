"""`workbook handouts`: every exercise as a worksheet to print."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.errors import SettingProblem

if TYPE_CHECKING:
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
    handouts.set_defaults(run=write_handouts)


def write_handouts(chosen: argparse.Namespace) -> int:
    """Write the sheets, the help lines and a list of all of them.

    Raises:
        SettingProblem: an exercise does not exist, or the folder cannot be written.
    """
    from workbook.commands.exercises import find_ids
    from workbook.content.loader import load_content
    from workbook.report.worksheets.making import make_sheets
    from workbook.report.worksheets.page import index_page
    from workbook.report.worksheets.ways import START

    content = load_content()
    ids = find_ids(content, chosen.exercises)
    sheets = make_sheets(content, ids, facilitator=chosen.facilitator)
    ending = LARGE if chosen.large else ""
    try:
        chosen.out.mkdir(parents=True, exist_ok=True)
        for sheet in sheets:
            _write(sheet, chosen.out, ending)
        first = content.exercise(START).title
        index = chosen.out / f"index{ending}.html"
        index.write_text(index_page(sheets, first, chosen.large, ending), encoding="utf-8")
    except OSError as error:
        raise SettingProblem(
            f'the folder "{chosen.out}" cannot be written ({error.strerror}); '
            "make room or choose another one by --out."
        ) from error
    print(f"{len(sheets)} worksheets are in {chosen.out}; {index} lists them.", file=sys.stderr)
    return 0


def _write(sheet: "Sheet", folder: Path, ending: str) -> None:
    from workbook.report.worksheets.page import sheet_page
    from workbook.report.worksheets.pdf import sheet_pdf

    large = bool(ending)
    page, pdf = (folder / f"{sheet.name}{ending}.{kind}" for kind in ("html", "pdf"))
    page.write_text(sheet_page(sheet, large), encoding="utf-8")
    pdf.write_bytes(sheet_pdf(sheet, large))
