"""Read the browser modules of the kit, each as the one text that anywidget needs.

The files in `static/` are plain ES modules that import one another by `./name.js`. Anywidget
loads a widget from a single text, so a module is read together with what it imports: each needed
file comes once, before the module, and only the module itself keeps its exports. Top-level names
are therefore unique over all files of `static/`; a test watches over it.
"""

import re
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^(?:import|export) \{([^}]*)\} from "\./(\w+\.js)";\n', re.MULTILINE)
_DEFAULT = re.compile(r"^export default .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|class|const|async)", re.MULTILINE)


@cache
def read_static(name: str) -> str:
    """Give one file of `static/` as text."""
    return (files(__package__) / "static" / name).read_text("utf-8")


@cache
def read_module(name: str) -> str:
    """Give a module of `static/` with everything it imports, as one module."""
    parts = [_inner(read_static(other)) for other in _needed(name, [])]
    return "\n".join([*parts, _IMPORT.sub(_passed_on, read_static(name))])


def _needed(name: str, found: list[str]) -> list[str]:
    """List the modules that a module imports, the deepest first, each once."""
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
