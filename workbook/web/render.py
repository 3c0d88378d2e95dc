"""One notebook as a page of the workbook."""

from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer

from workbook import messages
from workbook.web.assets import module_urls
from workbook.web.spares import Begun

FRAME_ENDS = "</main>"


class Page(NotebookRenderer):
    """A notebook run for one visit.

    Read straight from its file: Voilà would look its signature up in the home folder.
    """

    async def initialize(self, **others: Any) -> None:
        """Prepare what the template shows before there is a kernel."""
        await super().initialize(**others)
        self.resources.update(safety=messages.HEADER["danger"], modules=module_urls(self.base_url))

    async def generate_content_generator(self, *of: Any) -> AsyncIterator[tuple[str, Any]]:
        """Give the page as it is made; all that comes before the kernel is one piece."""
        said, framed = "", False
        async for piece, resources in super().generate_content_generator(*of):
            said += piece
            framed = framed or FRAME_ENDS in said
            if framed:
                yield said, resources
                said = ""
        if said:
            yield said, resources

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

    async def _jinja_kernel_start(
        self, nb: NotebookNode, kernel_id: str, kernel_future: Awaitable[Begun]
    ) -> str:
        """Run the notebook through a kernel that has answered already, and its client.

        Voilà would wait a fifth of a second more, to be sure that the kernel has nothing to say.
        """
        begun = await kernel_future
        self.executor = VoilaExecutor(nb, km=begun.manager, config=self.traitlet_config)
        self.executor.kc = begun.client
        self.kernel_started = True
        return begun.id
