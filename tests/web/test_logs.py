"""The log: what stands in a line, and that nothing of anybody does."""

import ast
import io
import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st

from tests.server import Server, eventually, running_server
from tests.web.asking import ask, open_page
from tests.web.frames import HELLO, execute
from tests.web.lines import line as line_to
from workbook.web import logs
from workbook.web.logs import PACKAGE, Lines, fault, write_lines

SECRET = "I-still-miss-her"


def line(msg: str, *args: object, path: str = str(PACKAGE / "web" / "app.py"), **more: object):
    record = logging.LogRecord("workbook", logging.INFO, path, 7, msg, args, None)
    vars(record).update(more)
    return json.loads(Lines().format(record))


def test_a_line_says_when_how_grave_and_what_happened():
    written = line("A line was closed.", reason="rate")
    assert written == {
        "time": written["time"],
        "level": "info",
        "event": "A line was closed.",
        "place": "web/app.py:7",
        "reason": "rate",
    }
    assert written["time"].endswith("+00:00")


@given(st.text(min_size=1))
def test_nothing_that_was_filled_in_is_written(value: str):
    assert line("It failed: %s.", value)["event"] == "It failed: %s."


def test_no_field_is_written_that_is_not_listed():
    assert SECRET not in str(line("It failed.", kernel_id=SECRET, answer=SECRET))


def test_of_other_packages_only_the_place_is_written():
    written = line(f"Connecting to kernel {SECRET}", path="/usr/lib/jupyter_server/websocket.py")
    assert written["event"] == "A line of workbook."
    assert written["place"] == "jupyter_server/websocket.py:7"


def failing(value: str) -> None:
    json.loads(value)


def test_of_an_exception_only_its_type_and_its_place_are_written():
    try:
        failing(SECRET)
    except ValueError as error:
        said = fault(type(error), error.__traceback__)
    assert said["error"] == "JSONDecodeError"
    assert said["error_place"].startswith("json/decoder.py:")
    assert SECRET not in str(said)


def test_the_place_of_an_exception_is_the_last_one_in_our_own_code():
    from workbook.content.loader import load_content

    with pytest.raises(KeyError) as caught:
        load_content().exercise(SECRET)
    said = fault(caught.type, caught.tb)
    assert said["error"] == "KeyError" and said["error_place"].startswith("content/models.py:")


CRASH = f"""
import asyncio, logging, sys, threading, warnings
from workbook.web.logs import write_lines
write_lines()
log = logging.getLogger("another.package")
log.error("seen %s", "{SECRET}")
log.warning("{SECRET}")
warnings.warn("{SECRET}")
def fail(): raise ValueError("{SECRET}")
thread = threading.Thread(target=fail); thread.start(); thread.join()
async def forgotten():
    asyncio.get_running_loop().create_task(wrong()); await asyncio.sleep(0.01)
async def wrong(): fail()
asyncio.run(forgotten())
import gc; gc.collect()
fail()
"""


def test_whatever_fails_outside_of_our_hands_leaves_a_line_without_its_words():
    done = subprocess.run([sys.executable, "-c", CRASH], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stdout == ""
    lines = [json.loads(each) for each in done.stderr.splitlines()]
    assert SECRET not in done.stderr
    assert [each["event"] for each in lines] == [
        "A line of another.",
        "Something crashed.",
        "A line of asyncio.",
        "Something crashed.",
    ]
    assert lines[-1]["error"] == "ValueError"


def test_loggers_that_wrote_by_themselves_write_lines_now():
    stream, other = io.StringIO(), logging.getLogger("tests.that.wrote")
    other.addHandler(logging.StreamHandler(io.StringIO()))
    root, hooks = logging.root, (sys.excepthook, logs.threading.excepthook)
    before = (root.handlers, root.level)
    try:
        write_lines(stream)
        other.error(SECRET)
    finally:
        root.handlers, sys.excepthook, logs.threading.excepthook = before[0], *hooks
        root.setLevel(before[1])
        logging.captureWarnings(False)
    assert [json.loads(each)["level"] for each in stream.getvalue().splitlines()] == ["error"]
    assert SECRET not in stream.getvalue()


EDIT = {"exercise": "00_start", "prompt": "know", "sheet": "", "row": "", "column": ""}
ALLOWED = {"The server is open.", "A line that said too much was closed."}


def test_a_whole_walk_leaves_nothing_of_anybody_in_the_log(tmp_path: Path):
    with running_server(tmp_path) as server:
        kernels = [open_page(server, path) for path in ("/", "/00_start", "/pause")]
        for kernel in kernels:
            write_down(server, kernel)
        ask(server, f"/nowhere?{SECRET}")
        ask(server, f"/00_start?template={SECRET}", Referer=SECRET, Cookie=f"a={SECRET}")
        ask(server, f"/voila/static/{SECRET}.js")
        with pytest.raises(websocket.WebSocketBadStatusException):
            line_to(server, kernels[0], origin=f"https://{SECRET}.example").__enter__()
        os.kill(server.kernels()[0], signal.SIGKILL)
        assert eventually(lambda: any(gone(server, kernel) for kernel in kernels))
        server.stop()
        lines = [json.loads(each) for each in server.log.splitlines()]
        assert {each["event"] for each in lines} <= ALLOWED
        for private in (SECRET, *kernels, "session_id", "?", "nowhere", str(tmp_path)):
            assert private not in server.log


def write_down(server: Server, kernel: str) -> None:
    """Write an answer, then break the protocol in every way that has the answer in it."""
    with line_to(server, kernel) as over:
        comm = over.page()
        over.tell(comm, **HELLO, exercise="00_start")
        over.hears(comm, "opened")
        over.tell(comm, do="edit", n=1, value=f"{SECRET} and that is true.", **EDIT)
        assert over.hears(comm, "saved")["n"] == [1]
        over.tell(comm, do="edit", n=2, value={SECRET: [SECRET]}, **EDIT)
        over.tell(comm, do="go", exercise=SECRET, step=[SECRET])
        over.tell(comm, do=SECRET)
        over.send(SECRET.encode())
        over.send(SECRET)
        over.say(execute(code=f"raise ValueError({SECRET!r})"))
        for _ in range(1_000):
            over.say(execute(code=SECRET))


def gone(server: Server, kernel: str) -> bool:
    return ask(server, "/voila/kernel", "POST", kernel).status == 404


def test_every_sentence_we_log_stands_in_the_code_as_it_is():
    for path in Path(PACKAGE).rglob("*.py"):
        if "node_modules" in path.parts:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and logs_something(call.func):
                said = call.args[0]
                assert isinstance(said, ast.Constant), f"{path}:{call.lineno}"


def logs_something(function: ast.expr) -> bool:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    if not isinstance(function, ast.Attribute) or function.attr not in levels:
        return False
    return "log" in ast.unparse(function.value).lower()
