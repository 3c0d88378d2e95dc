"""The sealed file: it opens with its words on any installation, or says calmly why not."""

import json
import subprocess
import sys
import tracemalloc
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sealed_files import (
    DATA_KEY,
    JOURNAL,
    SECRET,
    WRAP,
    forged,
    forged_lines,
    framed,
    head,
    line,
)
from tests.test_journal import entries, entry, values
from workbook import sealed_file, vault
from workbook.errors import SealedFileProblem
from workbook.journal import Address, Entry, Journal
from workbook.sealed_file import open_file, read_sealed, take_apart, write_sealed

ROOT = Path(__file__).resolve().parent.parent
WORDS = ("abacus", "walnut", "drop-down", "t-shirt", "zoom", "yo-yo")
NESTED = b'{"id":"a","format":1,"entry":' + b"[" * 100_000


def written(*some):
    return write_sealed(JOURNAL, DATA_KEY, [WRAP], some)


def read(body):
    return open_file(take_apart(body), SECRET)


def refusal(body):
    with pytest.raises(SealedFileProblem) as problem:
        read(body)
    return problem.value.reason


@given(st.lists(entries, unique_by=lambda one: one.id))
def test_all_that_is_written_is_read_again(some):
    found = read(written(*some))
    assert len(found) == len(some)
    assert Journal.of(found) == Journal.of(some)


def test_half_a_character_that_was_typed_survives():
    one = entry("\ud83d and \udc94 apart", id="a" * 32)
    assert read(written(one)) == (one,)


def test_each_phrase_of_a_journal_opens_its_file_and_other_words_do_not():
    phrases = [WORDS, WORDS[::-1]]
    wraps = [vault.wrap(vault.derive(phrase), JOURNAL, DATA_KEY) for phrase in phrases]
    one = entry("kept")
    body = write_sealed(JOURNAL, DATA_KEY, wraps, [one])
    assert [read_sealed(body, phrase) for phrase in phrases] == [(one,), (one,)]
    with pytest.raises(SealedFileProblem) as problem:
        read_sealed(body, (*WORDS[1:], WORDS[0]))
    assert problem.value.reason == "other_phrase"


def test_a_file_made_by_hand_as_the_layout_says_is_read():
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    expected = Entry("a" * 32, Address("00_start", "know"), "words", at)
    assert read(forged_lines(line())) == (expected,)


def test_fields_of_a_later_time_are_passed_over():
    body = forged(zlib.compress(line(mood="calm")), head(WRAP, made_by="somebody"))
    assert [one.value for one in read(body)] == ["words"]


def test_a_file_that_was_cut_anywhere_is_refused():
    whole = written(entry("kept"))
    assert {refusal(whole[:length]) for length in range(len(whole))} == {"cut"}
    assert refusal(whole + b"\0") == "cut"


def test_a_file_with_one_changed_bit_is_refused():
    whole = written(entry("kept"))
    reasons = {refusal(body) for body in flipped(whole)}
    assert reasons == {"foreign", "newer", "cut"}


def test_one_changed_bit_is_refused_also_where_the_checksum_was_made_to_fit():
    whole = written(entry("kept"))
    after_checksum = whole[8 + 2 + 32 :]
    reasons = {refusal(framed(rest)) for rest in flipped(after_checksum)}
    assert reasons == {"cut", "other_phrase", "too_large"}


def flipped(body):
    """Yield a body with each of its bits changed in turn."""
    for at in range(len(body) * 8):
        changed = bytearray(body)
        changed[at // 8] ^= 1 << at % 8
        yield bytes(changed)


def test_the_payload_of_another_file_of_the_same_journal_does_not_fit():
    other_wrap = vault.wrap(SECRET, JOURNAL, DATA_KEY)
    one, other = (
        take_apart(write_sealed(JOURNAL, DATA_KEY, [wrap], [entry("kept")]))
        for wrap in (WRAP, other_wrap)
    )
    with pytest.raises(SealedFileProblem) as problem:
        open_file(sealed_file.SealedFile(one.wraps, one.record, other.payload), SECRET)
    assert problem.value.reason == "cut"


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"\x89PNG\r\n", b"<html>", bytes(5_000_000)])
def test_a_file_that_is_none_of_ours_is_foreign(body):
    assert refusal(body) == "foreign"


@pytest.mark.parametrize("body", [framed(b"", version=2), forged_lines(line(format=2))])
def test_what_a_newer_version_wrote_is_refused_and_not_guessed_at(body):
    assert refusal(body) == "newer"


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"not packed",
        zlib.compress(line())[:-1],
        zlib.compress(line()) + b"more",
        *(
            zlib.compress(plain)
            for plain in (
                b"words",
                b"5\n",
                b"[]\n",
                b"{}\n",
                b"\xff\n",
                line() + b"\n" + line(),
                line(id=5),
                line(id=["a"]),
                line(format="1"),
                line(format=True),
                line(exercise=5),
                line(prompt=["know"]),
                line(row=None),
                line(at="yesterday"),
                line(at=5),
                line(at="2026-03-01T12:00:00"),
                line(at="0001-01-01T00:00:00+23:59"),
                line(value=float("nan")),
                line(value=float("-inf")),
                line().replace(b'"words"', b"1e999"),
                line().replace(b'"words"', b"9" * 10_000),
                b'{"id":"a","format":1,"entry":[]}\n',
            )
        ),
    ],
)
def test_what_is_well_sealed_but_holds_no_entries_is_refused_as_a_whole(packed):
    assert refusal(forged(packed)) == "cut"


def not_a_name():
    """Return a wrap, sealed well, that names its journal in no letters."""
    return vault.seal(b"\xff" * 64, SECRET.wrapping_key, "", SECRET.lookup, 1)


@pytest.mark.parametrize(
    "wraps",
    [
        b"",
        b"5",
        b"[]",
        b"{}",
        b'{"wraps":5}',
        b'{"wraps":[5]}',
        b'{"wraps":[{"lookup":"a","wrapped":"%"}]}',
        b'{"wraps":[{"lookup":"a","wrapped":"\xc3\xa4"}]}',
        b"[" * 50_000,
        head(vault.wrap(SECRET, JOURNAL, b"short")),
        head(vault.Wrap(SECRET.lookup, b"changed")),
        head(vault.Wrap(SECRET.lookup, not_a_name())),
    ],
)
def test_wraps_that_are_none_are_refused(wraps):
    assert refusal(forged(zlib.compress(line()), wraps)) == "cut"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: written() + bytes(sealed_file.LARGEST), id="file"),
        pytest.param(lambda: forged(b"", head(*[WRAP] * 200)), id="head"),
        pytest.param(lambda: forged_lines(b"\n" * 200_001), id="entries"),
        pytest.param(lambda: forged_lines(line(value="x" * 2**21)), id="one entry"),
        pytest.param(lambda: forged_lines(line(value=[0] * 600_000) * 2), id="parts"),
        pytest.param(lambda: forged_lines(line(id="a" * 301)), id="id"),
        pytest.param(lambda: forged_lines(line(prompt="a" * 301)), id="address"),
        pytest.param(lambda: forged_lines(NESTED), id="nesting without end"),
        pytest.param(lambda: forged_lines(line(value=nested(16))), id="nesting"),
    ],
)
def test_what_is_beyond_all_limits_is_too_large(body):
    assert refusal(body()) == "too_large"


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def test_within_the_limits_it_is_read():
    value = [nested(14), *[0] * 500_000]
    assert [one.value for one in read(forged_lines(line(value=value)))] == [value]


def test_a_file_that_unpacks_to_more_than_the_limit_is_never_unpacked_to_its_end(monkeypatch):
    monkeypatch.setattr(sealed_file, "LARGEST_PLAIN", 2**20)
    body = forged(zlib.compress(bytes(64 * 2**20)))
    tracemalloc.start()
    try:
        assert refusal(body) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_a_journal_too_large_to_be_read_again_is_not_written(monkeypatch):
    monkeypatch.setattr(sealed_file, "LARGEST", 2**12)
    assert len(written(entry("x" * 5_000))) < 2**12
    with pytest.raises(SealedFileProblem) as problem:
        written(entry(vault.secrets.token_hex(5_000)))
    assert problem.value.reason == "too_large"


def test_the_size_of_a_file_tells_little_of_what_is_inside():
    assert len(written()) == len(written(entry("one word")))


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda body: b"2ndlook\n" + body))
def test_any_bytes_whatever_are_refused_and_nothing_else(body):
    refusal(body)


lines = st.builds(
    lambda fields, removed: json.dumps(
        {name: value for name, value in fields.items() if name != removed}
    ).encode(),
    st.fixed_dictionaries(
        {"id": values, "format": values | st.just(1)},
        optional={
            "entry": values
            | st.fixed_dictionaries(
                {
                    name: values | st.text(max_size=5)
                    for name in ("exercise", "prompt", "row", "value")
                }
                | {"at": values | st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)}
            )
        },
    ),
    st.sampled_from(["", "id", "format", "entry"]),
)


@given(st.lists(lines, max_size=3))
def test_whatever_is_sealed_inside_is_entries_or_refused(some):
    try:
        found = read(forged_lines(b"\n".join(some)))
    except SealedFileProblem:
        return
    assert len(found) == len(some)
    Journal.of(found)


if sys.platform == "linux" and sys.version_info < (3, 14):  # what atheris runs on

    def test_a_fuzzer_finds_no_bytes_that_break_the_reading(tmp_path):
        (tmp_path / "whole").write_bytes(b"\0" + written(entry("kept", id="a" * 32)))
        (tmp_path / "rest").write_bytes(b"\1" + written(entry("kept"))[42:])
        (tmp_path / "packed").write_bytes(b"\2" + zlib.compress(line()))
        (tmp_path / "lines").write_bytes(b"\3" + line() + line(id="b" * 32, value=["a", {"b": 1}]))
        fuzz = [sys.executable, "-m", "tests.fuzz_sealed_file", "-runs=20000", "-seed=1"]
        run = subprocess.run(
            [*fuzz, "-max_total_time=15", f"-artifact_prefix={tmp_path}/", str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr[-3000:]
        assert "DONE" in run.stderr
