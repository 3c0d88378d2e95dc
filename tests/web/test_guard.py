"""What a browser may say, and that nothing else passes, however it is written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

from tests.web.frames import COMM, HELLO, custom, execute, frame, message
from workbook.content.loader import load_content
from workbook.content.prompts import RowsPrompt
from workbook.web import guard
from workbook.web.guard import PROTOCOL, Bucket, Guard, reason_to_drop

BOTH = pytest.mark.parametrize("binary", [True, False], ids=["binary", "plain"])
OWN = {
    "kernel_info": message("kernel_info_request"),
    "which widgets": message("comm_info_request", {"target_name": "jupyter.widget"}),
    "the line for all widgets": message(
        "comm_open", {"comm_id": COMM, "target_name": "jupyter.widget.control", "data": {}}
    ),
    "all states": message("comm_msg", {"comm_id": COMM, "data": {"method": "request_states"}}),
    "one state": message("comm_msg", {"comm_id": COMM, "data": {"method": "request_state"}}),
    "close": message("comm_close", {"comm_id": COMM, "data": {}}),
    "hello": custom(HELLO),
}


def opening(target: Any, **more: Any) -> Any:
    return message("comm_open", {"comm_id": COMM, "target_name": target, "data": {}, **more})


def saying(data: Any, comm: Any = COMM) -> Any:
    return message("comm_msg", {"comm_id": comm, "data": data})


def nested(depth: int) -> list[Any]:
    held: list[Any] = []
    for _ in range(depth):
        held = [held]
    return held


DROPPED = {
    **{f"{kind} on shell": (message(kind), "type") for kind in (
        "execute_request", "inspect_request", "complete_request", "history_request",
        "is_complete_request", "shutdown_request", "interrupt_request", "debug_request",
        "create_subshell_request", "list_subshell_request", "connect_request", "input_reply",
        "usage_request", "comm_info_reply", "status", "unheard_of", "",
    )},
    **{f"anything on {channel}": (message("kernel_info_request", channel=channel), "channel")
       for channel in ("control", "stdin", "iopub", "hb", "SHELL", "shell ", "")},
    "code on control": (execute("control"), "channel"),
    "a type that is a list": (message("x", msg_type=["execute_request"]), "type"),
    "a subshell": (message("kernel_info_request", subshell_id="a"), "header"),
    "a header without an id": (
        {**message("kernel_info_request"), "header": {"msg_type": "kernel_info_request"}}, "header",
    ),
    "a header with markup": (message("kernel_info_request", msg_id="<script>"), "header"),
    "a header that is long": (message("kernel_info_request", session="a" * 65), "header"),
    "a widget of the browser's own": (opening("jupyter.widget"), "target"),
    "an unknown target": (opening("evil"), "target"),
    "a target that is no text": (opening(["jupyter.widget.control"]), "target"),
    "a module to import": (opening("jupyter.widget.control", target_module="os"), "target"),
    "every comm there is": (message("comm_info_request", {}), "target"),
    "what a widget is": (saying({"method": "update", "state": {"_esm": "evil"}}), "trait"),
    "traits that are a list": (saying({"method": "update", "state": []}), "shape"),
    "an echo": (saying({"method": "echo_update", "state": {}}), "method"),
    "no method": (saying({}), "method"),
    "a method that is a list": (saying({"method": ["custom"]}), "method"),
    "words that are no object": (custom("hello"), "shape"),
    "data that is a list": (saying([]), "shape"),
    "content that is a list": (message("comm_msg", []), "shape"),
    "a comm of another form": (custom(HELLO, comm="../../etc"), "comm"),
    "a comm that is a number": (custom(HELLO, comm=7), "comm"),
    "a comm to close of another form": (message("comm_close", {"comm_id": ""}), "comm"),
    "lists within lists": (custom({"do": nested(20)}), "depth"),
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("name", OWN)
def test_what_our_own_page_says_passes(name: str, binary: bool):
    assert reason_to_drop(frame(OWN[name], binary), binary) == ""


@BOTH
@pytest.mark.parametrize("name", DROPPED)
def test_what_it_never_says_is_dropped_with_its_reason(name: str, binary: bool):
    said, reason = DROPPED[name]
    assert reason_to_drop(frame(said, binary), binary) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "json"),
        ("{", "json"),
        ("[]", "shape"),
        ("null", "shape"),
        ('{"channel": "shell"}', "shape"),
        ('{"channel": "shell", "header": NaN}', "json"),
        ("[" * 100_000, "json"),
        ('{"channel": ' + "9" * 10_000 + "}", "json"),
        (json.dumps({**OWN["hello"], "buffers": ["a"]}), "buffers"),
        (json.dumps({**OWN["hello"], "metadata": []}), "shape"),
        (json.dumps({**OWN["hello"], "parent_header": None}), "shape"),
        (json.dumps({key: value for key, value in OWN["hello"].items() if key != "channel"}),
         "channel"),
        ('"' + "a" * guard.LARGEST + '"', "size"),
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_a_text_that_is_no_message_is_dropped(text: str, reason: str):
    assert reason_to_drop(text, binary=False) == reason


def binary(*numbers: int, parts: bytes = b"shell{}{}{}{}") -> bytes:
    return b"".join(number.to_bytes(8, "little") for number in numbers) + parts


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "frame"),
        (b"\x00" * 7, "frame"),
        (binary(6, 56, 61, 63, 65, 67, 69), "type"),  # well formed, but says nothing
        (binary(6, 55, 61, 63, 65, 67, 69), "frame"),
        (binary(6, 56, 61, 63, 65, 67, 70), "frame"),
        (binary(6, 56, 63, 61, 65, 67, 69), "frame"),
        (binary(6, 56, 61, 63, 65, 2**63, 69), "frame"),
        (binary(5, 56, 61, 63, 65, 67, 69), "frame"),
        (binary(7, 64, 69, 71, 73, 75, 77, 78, parts=b"shell{}{}{}{}x"), "buffers"),
        (binary(2**64 - 1, 56, 61, 63, 65, 67, 69), "buffers"),
        (binary(6, 56, 61, 63, 65, 67, 69, parts=b"shell{}{}{}\xff\xfe"), "frame"),
        (binary(6, 56, 61, 63, 65, 67, 69, parts=b"shell{}[]{}{}"), "shape"),
    ],
)
def test_a_binary_frame_with_wrong_offsets_is_dropped(sent: bytes, reason: str):
    assert reason_to_drop(sent, binary=True) == reason


def test_a_frame_of_the_other_protocol_is_dropped():
    assert reason_to_drop(frame(OWN["hello"], binary=True), binary=False) == "protocol"
    assert reason_to_drop(frame(OWN["hello"], binary=False), binary=True) == "protocol"


def test_of_a_key_that_comes_twice_what_was_judged_is_what_goes_on():
    twice = json.dumps(custom(HELLO)).replace(
        '"msg_type": "comm_msg"', '"msg_type": "execute_request", "msg_type": "comm_msg"'
    )
    passed = Guard(None).admit(twice)
    assert isinstance(passed, str) and "execute_request" not in passed


def test_nothing_that_was_not_judged_goes_on():
    said = custom(HELLO)
    for part in ("header", "metadata", "content", "parent_header"):
        said[part]["more"] = "smuggled"
    said["content"]["data"]["state"] = {"_esm": "smuggled"}
    passed = Guard(None).admit(json.dumps({**said, "more": "smuggled", "msg_type": "smuggled"}))
    assert isinstance(passed, str) and "smuggled" not in passed
    assert json.loads(passed)["content"]["data"]["content"] == HELLO


def test_what_a_person_typed_passes_letter_by_letter():
    words = "Zoë wrote “no” \U0001f494\x00\ud800\n</script> and \\u0041"
    for said in (True, False):
        line = Guard(PROTOCOL if said else None)
        passed = line.admit(frame(custom({"do": "edit", "value": words}), said))
        assert passed is not None
        assert content_of(passed)["data"]["content"]["value"] == words


def content_of(passed: str | bytes) -> Any:
    """Read a frame as the server behind the guard does."""
    if isinstance(passed, str):
        return json.loads(passed)["content"]
    return json.loads(deserialize_msg_from_ws_v1(passed)[1][3])


NAMES = st.sampled_from(
    ["channel", "header", "parent_header", "metadata", "content", "buffers", "msg_type", "msg_id",
     "subshell_id", "comm_id", "data", "method", "state", "target_name", "version"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["shell", "control", "stdin", "execute_request", "comm_msg", "comm_open", "comm_close",
     "kernel_info_request", "jupyter.widget", "jupyter.widget.control", "custom", "update", COMM]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """Take one of our own messages and put something else into one place of it."""
    said = json.loads(json.dumps(draw(st.sampled_from(list(OWN.values())))))
    place = said
    while True:
        name = draw(st.sampled_from(sorted(place)) | NAMES)
        if not isinstance(place.get(name), dict) or draw(st.booleans()):
            place[name] = draw(VALUES)
            return said
        if not place[name]:
            place[name][draw(NAMES)] = draw(VALUES)
            return said
        place = place[name]


def allowed(channel: str, header: Any, content: Any) -> bool:
    """Say once more, and on another way, what may pass."""
    if channel != "shell" or header.get("subshell_id") is not None:
        return False
    kind = header["msg_type"]
    if kind == "comm_open":
        return content["target_name"] == "jupyter.widget.control" and content["data"] == {}
    if kind == "comm_msg":
        return content["data"]["method"] in ("custom", "request_state", "request_states")
    return kind in ("kernel_info_request", "comm_info_request", "comm_close")


@given(changed())
def test_whatever_passes_is_allowed_as_the_server_behind_reads_it(said: Any):
    passed = Guard(None).admit(json.dumps(said))
    if passed is not None:
        read = json.loads(passed)
        assert allowed(read["channel"], read["header"], read["content"])
        assert "buffers" not in read


@given(changed(), st.binary(max_size=4), st.integers(0, 400))
def test_whatever_passes_in_binary_is_allowed_too(said: Any, noise: bytes, at: int):
    if not isinstance(said["channel"], str):
        said["channel"] = "shell"
    try:
        sent = frame(said, binary=True)
    except KeyError:
        return  # a part was taken away, and the frame has a place for each
    assert isinstance(sent, bytes)
    for written in (sent, sent[:at] + noise + sent[at + len(noise) :], sent[:at], sent + noise):
        passed = Guard(PROTOCOL).admit(written)
        if passed is not None:
            assert isinstance(passed, bytes)
            channel, parts = deserialize_msg_from_ws_v1(passed)
            assert len(parts) == 4
            assert allowed(channel, json.loads(parts[0]), json.loads(parts[3]))


@given(st.binary(max_size=200) | st.text(max_size=200), st.booleans())
def test_noise_never_passes_and_never_raises(noise: str | bytes, binary: bool):
    assert reason_to_drop(noise, binary)


def test_everything_a_tab_can_hold_fits_into_one_message():
    rows = 10  # of each list, with every cell at its limit
    characters = 0
    for exercise in load_content().exercises:
        for prompt in exercise.prompts:
            columns = prompt.columns if isinstance(prompt, RowsPrompt) else ()
            characters += getattr(prompt, "limit", 0)
            characters += rows * sum(getattr(column, "limit", 0) for column in columns)
    assert characters * 4 < guard.LARGEST  # no character is longer than four bytes


def test_typing_fast_is_never_too_much():
    now = 0.0
    line = Guard(None, clock=lambda: now)
    draft = json.dumps(custom({"do": "edit", "value": "ä" * 20_000}))
    for _ in range(600):
        now += 0.3
        assert line.admit(draft) and line.admit(draft), line.reason


def test_a_flood_is_stopped_and_the_line_recovers():
    now = 0.0
    line = Guard(None, clock=lambda: now)
    said = json.dumps(custom(HELLO))
    passed = sum(line.admit(said) is not None for _ in range(5_000))
    assert passed == guard.MESSAGES_AT_ONCE and line.reason == "rate"
    now += 1
    passed = sum(line.admit(said) is not None for _ in range(5_000))
    assert passed == guard.MESSAGES_A_SECOND


def test_many_bytes_are_stopped_too():
    line = Guard(None, clock=lambda: 0.0)
    said = json.dumps(custom({"do": "edit", "value": "a" * (4 * 2**20)}))
    assert [line.admit(said) is not None for _ in range(4)] == [True, True, True, False]
    assert line.reason == "rate"


def test_many_small_pieces_are_stopped_before_they_are_read():
    for said in ([[]] * 500_000, dict.fromkeys(map(str, range(500_000)), 0), [0] * 500_000):
        for written in (True, False):
            line = Guard(PROTOCOL if written else None)
            assert line.admit(frame(custom({"do": "edit", "value": said}), written)) is None
            assert line.reason == "rate"


def test_everything_a_tab_can_hold_passes_as_one_greeting():
    text = "Well, yes, perhaps, it was so and I had not seen it. " * (20_000 // 53)
    edits = [{"exercise": "a", "prompt": "b", "n": n, "value": text} for n in range(100)]
    for written in (True, False):
        # A page greets again after five seconds without an answer.
        line = Guard(PROTOCOL if written else None, clock=iter((0.0, 5.0)).__next__)
        greeting = frame(custom({**HELLO, "pending": edits}), written)
        assert line.admit(greeting) and line.admit(greeting), line.reason


def test_what_is_dropped_counts_as_well():
    line = Guard(None, clock=lambda: 0.0)
    reasons = {line.admit("noise") or line.reason for _ in range(1_000)}
    assert reasons == {"json", "rate"}


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 10)), max_size=50))
def test_a_bucket_never_lets_more_through_than_it_fills(steps: list[tuple[float, float]]):
    bucket, now, let = Bucket(a_second=2, at_once=5), 0.0, 0.0
    for passed, amount in steps:
        now += passed
        if bucket.takes(amount, now):
            let += amount
        assert let <= 5 + 2 * now + 1e-6
