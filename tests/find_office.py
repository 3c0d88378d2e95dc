"""Print the path of a LibreOffice to test with: an existing one, else one that is installed now.

Beside it comes poppler, which reads the text of a PDF.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tests.find_browser import run

PACKAGES = ("libreoffice-writer-nogui", "poppler-utils")
"""The writer without its windows and without what Debian recommends beside it."""
COMMANDS = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)


def find_office() -> str:
    """Return a LibreOffice; pdftotext is there as well.

    Raises:
        SystemExit: something is missing and could not be installed.
    """
    if not (_existing() and shutil.which("pdftotext")):
        _from_debian()
    if _existing() and shutil.which("pdftotext"):
        return _existing()
    raise SystemExit("No LibreOffice to test with. Install it, and poppler, then try again.")


def text_of(pdf: Path) -> str:
    """Return the text of a PDF with one space between words."""
    command = ["pdftotext", str(pdf), "-"]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return " ".join(said.split())


def _existing() -> str:
    found = [os.environ.get("WORKBOOK_TEST_OFFICE"), *map(shutil.which, COMMANDS), *PLACES]
    return next((path for path in found if path and Path(path).is_file()), "")


def _from_debian() -> None:
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*as_root, "apt-get", "update", "-qq"])
    run([*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES])


if __name__ == "__main__":
    print(find_office())
