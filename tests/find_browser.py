"""Print the path of a Chromium to test with: an existing one, else one that is installed now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell is Chromium without a window: it opens a page in a quarter of the time.
DEBIAN = "chromium-headless-shell"
COMMANDS = (
    DEBIAN,
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


def find_browser() -> str:
    """Return a browser that starts.

    Raises:
        SystemExit: there is none and none could be installed.
    """
    return _existing() or _from_playwright() or _from_debian() or _give_up()


def _existing() -> str:
    found = [os.environ.get("WORKBOOK_TEST_BROWSER"), *map(shutil.which, COMMANDS), *PLACES]
    return next((path for path in found if path and _starts(path)), "")


def _from_playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not _starts(path):
        run([sys.executable, "-m", "playwright", "install", "chromium"])
    return path if _starts(path) else ""


def _from_debian() -> str:
    if not shutil.which("apt-get"):
        return ""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*as_root, "apt-get", "update", "-qq"])
    for package in (DEBIAN, "chromium"):
        run([*as_root, "apt-get", "install", "-y", "-qq", package])
        if found := _existing():
            return found
    return ""


def _give_up() -> str:
    raise SystemExit("No browser to test with. Install Chrome or Chromium, then try again.")


def _starts(path: str) -> bool:
    if not Path(path).is_file():
        return False
    if os.name == "nt":
        return True  # there, asking for the version would open a window
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def run(command: list[str]) -> None:
    """Run an installer; what it says must not mix with the path we print."""
    try:
        subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    print(find_browser())
