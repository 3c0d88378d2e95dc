"""Where the content and the notebooks lie: beside the package, or inside an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder that holds the content files."""
    return _share("data")


def notebooks_folder() -> Path:
    """Return the folder that holds the notebooks."""
    return _share("notebooks")


def _share(name: str) -> Path:
    inside = PACKAGE / "_share" / name
    return inside if inside.is_dir() else PACKAGE.parent / name
