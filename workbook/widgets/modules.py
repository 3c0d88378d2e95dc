"""Give anywidget the browser modules of the kit: by name, or each as the one text it needs.

Our own server sends the modules as files with the page, so that there a widget only names its own
(`WORKBOOK_FRONT_END` is then "bundled"). Elsewhere, in JupyterLab, it carries the text.

The files in `static/` are plain ES modules that import one another by `./name.js`. Anywidget
loads a widget from a single text, so a module is read together with what it imports: each needed
file comes once, before the module, and only the module itself keeps its exports. Top-level names
are therefore unique over all files of `static/`; a test watches over it.
"""

import os
import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "\./(\w+\.js)";\n', re.MULTILINE)
_DEFAULT = re.compile(r"^export default .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|class|const|async)", re.MULTILINE)


def give_module(name: str) -> str:
    """Give what the browser loads a widget's module by: its name or its text."""
    return f"./{name}" if _comes_with_the_page() else read_module(name)


def give_style(name: str) -> str:
    """Give the text of a stylesheet, or nothing where it comes with the page."""
    return "" if _comes_with_the_page() else read_static(name)


def _comes_with_the_page() -> bool:
    return os.environ.get("WORKBOOK_FRONT_END") == "bundled"


@cache
def read_static(name: str) -> str:
    """Give one file of `static/` as text."""
    return (files(__package__) / "static" / name).read_text("utf-8")


@cache
def read_module(name: str) -> str:
    """Give a module of `static/` with everything it imports, as one module."""
    parts = [_inner(read_static(other)) for other in needed_modules(name)[:-1]]
    return "\n".join([*parts, _IMPORT.sub(_passed_on, read_static(name))])


def needed_modules(name: str) -> list[str]:
    """List a module last, and before it all that it imports, the deepest first, each once."""
    return [*_needed(name, []), name]


def _needed(name: str, found: list[str]) -> list[str]:
    for other in _IMPORT.findall(read_static(name)):
        if other[1] not in found:
            _needed(other[1], found)
            found.append(other[1])
    return found


def _inner(text: str) -> str:
    """Take the imports and exports out of a module that another one needs."""
    return _EXPORT.sub("", _DEFAULT.sub("", _IMPORT.sub("", text)))


def _passed_on(line: re.Match[str]) -> str:
    """Keep `export {…} from` as `export {…}` and drop an import."""
    return f"export {{{line[1]}}};\n" if line[0].startswith("export") else ""
