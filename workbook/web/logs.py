"""What the server writes to its log: one JSON object a line, and nothing of anybody.

A line says when, how grave and what happened. What happened is a sentence of our own code as it
stands there, with nothing filled in: what is filled in may hold an answer, an id or an address.
Of other packages' lines, and of every exception, only the kind and the place in the code is
written, since their sentences are made with values.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, TextIO

PACKAGE = Path(__file__).resolve().parents[1]
FIELDS = ("count", "how", "layers", "part", "port", "reason", "seconds", "status", "why")
"""What may stand beside the event, given as `extra`: numbers and words of our own."""


class Lines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without anything that was filled in."""
        ours = Path(record.pathname).is_relative_to(PACKAGE)
        written: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg) if ours else f"A line of {record.name.partition('.')[0]}.",
            "place": f"{_short(Path(record.pathname))}:{record.lineno}",
        }
        if ours:
            written |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if record.exc_info and record.exc_info[0]:
            written |= fault(record.exc_info[0], record.exc_info[2])
        return json.dumps(written)


def fault(kind: type[BaseException], trace: TracebackType | None) -> dict[str, str]:
    """Return an exception as its type and its last place in our code, or the last at all."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in walk_tb(trace)]
    ours = [place for place in places if place[0].is_relative_to(PACKAGE)]
    said = {"error": kind.__name__}
    for path, line in (ours or places)[-1:]:
        said["error_place"] = f"{_short(path)}:{line}"
    return said


def write_lines(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Let every logger of this process, and every crash, write such lines and nothing else.

    Other packages are heard from errors on: their warnings, without words, would tell nothing.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines())
    handler.addFilter(lambda record: record.levelno >= level and _is_of_weight(record))
    logging.root.handlers = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(True)
    for logger in list(logging.root.manager.loggerDict.values()):
        if isinstance(logger, logging.Logger):
            logger.handlers.clear()
            logger.propagate = True
    sys.excepthook = _crashed
    threading.excepthook = lambda caught: _crashed(
        caught.exc_type, caught.exc_value, caught.exc_traceback
    )


def _is_of_weight(record: logging.LogRecord) -> bool:
    return Path(record.pathname).is_relative_to(PACKAGE) or record.levelno >= logging.ERROR


def _crashed(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(__name__).critical("Something crashed.", exc_info=error)


def _short(path: Path) -> str:
    """Name a file by its last folder and its name: where Python lies is nobody's business."""
    return "/".join(path.parts[-2:])
