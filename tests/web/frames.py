"""Messages as a browser writes them, in both protocols."""

import json
from typing import Any
from uuid import uuid4

from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

COMM = "b0eb139cdae44d46ba0b007674598048"
HELLO = {"do": "hello", "key": None, "now": "2026-11-29T18:02:09+00:00", "pending": []}


def message(kind: str, content: Any = None, *, channel: Any = "shell", **header: Any) -> Any:
    """Make a message as the page's own kernel connection does."""
    return {
        "channel": channel,
        "header": {
            "date": "2026-11-29T18:02:09.767Z",
            "msg_id": str(uuid4()),
            "msg_type": kind,
            "session": "2b8148e1-6b24-445f-91cc-2db4555540f8",
            "username": "",
            "subshell_id": None,
            "version": "5.2",
            **header,
        },
        "parent_header": {},
        "metadata": {},
        "content": {} if content is None else content,
    }


def custom(content: Any, comm: Any = COMM) -> Any:
    """Make the message by which the page says everything it says."""
    data = {"method": "custom", "content": content}
    return message("comm_msg", {"comm_id": comm, "data": data})


def execute(channel: str = "shell", code: str = "1+1") -> Any:
    """Make the message that would run code."""
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}}
    return message("execute_request", content, channel=channel)


def frame(message: Any, binary: bool) -> str | bytes:
    """Write a message as a frame of the binary or of the plain protocol."""
    if not binary:
        return json.dumps(message)
    written: bytes = serialize_msg_to_ws_v1(message, message["channel"], pack)
    return written


def pack(value: Any) -> bytes:
    return json.dumps(value).encode()
