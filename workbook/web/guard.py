"""What a browser may say to its kernel: what a page with widgets says, and nothing else.

A message that may pass is built anew from the parts that were judged. So nothing that was not
looked at goes on, and no second parser can read it in another way.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NoReturn

Frame = str | bytes
Object = dict[str, Any]

PROTOCOL = "v1.kernel.websocket.jupyter.org"
TARGET = "jupyter.widget"
CONTROL = "jupyter.widget.control"
METHODS = ("custom", "update", "request_state", "request_states")
"""Our own widgets take no `update`: answers travel as custom messages. Those of ipywidgets do."""
LARGEST = 8 * 2**20
"""Bytes of one message; what waits in a tab is sent as one, and a test shows that all fits."""
DEEPEST = 12
"""Levels of lists and objects in a message; an edit that waited has six."""
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 50.0, 500.0
"""After a lost line each edit that waited is one message; typing is about six a second."""
BYTES_A_SECOND, BYTES_AT_ONCE = 2.0**20, 2.0 * LARGEST
"""A draft of 20 000 characters that is typed in is sent and read three times a second."""
BYTES_A_PIECE = 40
"""Each item of a list or object counts as much as so many bytes: that is what reading it costs."""

_PARTS = ("header", "parent_header", "metadata", "content")
_OFFSETS = 2 + len(_PARTS)
_COMM = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_NAME = re.compile(r"[\w:.+-]{0,64}")


class _Refused(Exception):
    """One message does not pass; the only argument is the reason."""


@dataclass
class Bucket:
    """Lets `at_once` through, and `a_second` for each second that passes."""

    a_second: float
    at_once: float
    filled: float = field(init=False)
    seen: float | None = None

    def __post_init__(self) -> None:
        self.filled = self.at_once

    def takes(self, amount: float, now: float) -> bool:
        """Take an amount out at a time in seconds; False where there is not enough left."""
        passed = now - (now if self.seen is None else self.seen)
        self.filled = min(self.at_once, self.filled + passed * self.a_second)
        self.seen = now
        if amount > self.filled:
            return False
        self.filled -= amount
        return True


class Guard:
    """Judges what comes over one line; `reason` says in a word why the last one was dropped."""

    def __init__(self, protocol: str | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.reason = ""
        self._binary = protocol == PROTOCOL
        self._clock = clock
        self._messages = Bucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE)
        self._bytes = Bucket(BYTES_A_SECOND, BYTES_AT_ONCE)

    def admit(self, frame: Frame) -> Frame | None:
        """Return what may go on to the kernel, or None where nothing may."""
        self.reason = ""
        now = self._clock()
        if not (self._messages.takes(1, now) and self._bytes.takes(cost(frame), now)):
            self.reason = "rate"
            return None
        try:
            message = judge(read(frame, self._binary))
        except _Refused as refused:
            self.reason = str(refused)
            return None
        return write(message, self._binary)


def cost(frame: Frame) -> int:
    """Return what reading a frame costs, in bytes of plain text, without reading it."""
    if isinstance(frame, str):
        pieces = sum(map(frame.count, ("[", "{", ",")))
    else:
        pieces = sum(map(frame.count, (b"[", b"{", b",")))
    return len(frame) + BYTES_A_PIECE * pieces


def reason_to_drop(frame: Frame, binary: bool) -> str:
    """Return in one word why a message may not pass, "" where it may."""
    try:
        judge(read(frame, binary))
    except _Refused as refused:
        return str(refused)
    return ""


def read(frame: Frame, binary: bool) -> Object:
    """Read a frame of either protocol into channel, header, parent, metadata and content."""
    if isinstance(frame, bytes) is not binary:
        _refuse("protocol")
    if len(frame) > LARGEST:
        _refuse("size")
    if isinstance(frame, str):
        return _object(_parsed(frame))
    return _read_parts(frame)


def _read_parts(frame: bytes) -> Object:
    numbers = [int.from_bytes(frame[8 * at : 8 * (at + 1)], "little") for at in range(1 + _OFFSETS)]
    count, offsets = numbers[0], numbers[1:]
    # One offset more would be a buffer, and no widget of ours is sent any.
    if count != _OFFSETS:
        _refuse("buffers" if count > _OFFSETS else "frame")
    if offsets[0] != 8 * (1 + _OFFSETS) or offsets[-1] != len(frame) or offsets != sorted(offsets):
        _refuse("frame")
    try:
        texts = [frame[begin:end].decode() for begin, end in pairwise(offsets)]
    except UnicodeDecodeError:
        _refuse("frame")
    return {"channel": texts[0]} | {
        name: _parsed(text) for name, text in zip(_PARTS, texts[1:], strict=True)
    }


def judge(message: Object) -> Object:
    """Return a message with the parts that may pass, and only these."""
    if message.get("channel") != "shell":
        _refuse("channel")
    if message.get("buffers"):
        _refuse("buffers")
    header, _, metadata, content = (_object(message.get(name)) for name in _PARTS)
    judges = _CONTENT.get(str(header.get("msg_type")))
    if judges is None:
        _refuse("type")
    if header.get("subshell_id") is not None or "msg_id" not in header:
        _refuse("header")
    if _depth(content) > DEEPEST:
        _refuse("depth")
    return {
        "channel": "shell",
        "header": _names(header, "msg_id", "msg_type", "username", "session", "date", "version"),
        "parent_header": {},
        "metadata": _names(metadata, "version") if "version" in metadata else {},
        "content": judges(content),
    }


def write(message: Object, binary: bool) -> Frame:
    """Write a judged message as a frame."""
    if not binary:
        return json.dumps(message)
    pieces = [b"shell", *(json.dumps(message[name]).encode() for name in _PARTS)]
    offsets = [8 * (1 + _OFFSETS)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    numbers = (number.to_bytes(8, "little") for number in (_OFFSETS, *offsets))
    return b"".join([*numbers, *pieces])


def _nothing(content: Object) -> Object:
    return {}


def _which_comms(content: Object) -> Object:
    if content.get("target_name") != TARGET:
        _refuse("target")
    return {"target_name": TARGET}


def _comm_open(content: Object) -> Object:
    """Only the line by which the page asks for all widgets: it makes none in the kernel."""
    if content.get("target_name") != CONTROL or content.get("target_module") is not None:
        _refuse("target")
    return {"comm_id": _comm_id(content), "target_name": CONTROL, "data": {}}


def _comm_msg(content: Object) -> Object:
    data = _object(content.get("data"))
    method = data.get("method")
    if method not in METHODS:
        _refuse("method")
    passed = {"method": method}
    if method == "custom":
        passed["content"] = _object(data.get("content"))
    if method == "update":
        passed |= {"state": _traits(_object(data.get("state"))), "buffer_paths": []}
    return {"comm_id": _comm_id(content), "data": passed}


def _traits(state: Object) -> Object:
    """What a widget is, is said by the kernel alone; such traits begin with a line."""
    if any(name.startswith("_") for name in state):
        _refuse("trait")
    return state


def _comm_close(content: Object) -> Object:
    return {"comm_id": _comm_id(content), "data": {}}


_CONTENT: dict[str, Callable[[Object], Object]] = {
    "kernel_info_request": _nothing,
    "comm_info_request": _which_comms,
    "comm_open": _comm_open,
    "comm_msg": _comm_msg,
    "comm_close": _comm_close,
}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse("json")


def _no_number(_: str) -> NoReturn:
    raise ValueError  # NaN and Infinity are not JSON


def _object(value: Any) -> Object:
    if not isinstance(value, dict):
        _refuse("shape")
    return value


def _names(header: Object, *names: str) -> Object:
    """Take short plain texts out of a header; one that is missing is left out."""
    taken = {name: header[name] for name in names if name in header}
    if not all(isinstance(value, str) and _NAME.fullmatch(value) for value in taken.values()):
        _refuse("header")
    return taken


def _comm_id(content: Object) -> str:
    comm = content.get("comm_id")
    if not isinstance(comm, str) or not _COMM.fullmatch(comm):
        _refuse("comm")
    return comm


def _depth(value: Any) -> int:
    levels = 0
    level = [value]
    while level and levels <= DEEPEST:
        levels += 1
        held = [each.values() if isinstance(each, dict) else each for each in level]
        level = [inner for each in held for inner in each if isinstance(inner, dict | list)]
    return levels


def _refuse(reason: str) -> NoReturn:
    raise _Refused(reason)
