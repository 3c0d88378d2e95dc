"""One notebook as a page of the workbook."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from voila.notebook_renderer import NotebookRenderer


class Page(NotebookRenderer):
    """A notebook run for one visit.

    Read straight from its file: Voilà would look its signature up in the home folder.
    """

    async def load_notebook(self, path: str) -> NotebookNode:
        """Read a notebook and run it with this Python."""
        text = Path(path).read_text("utf-8")
        notebook: NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        return notebook
