"""Codes, and what is sealed to a room: whatever somebody sends there, it does no harm."""

import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings

from tests.groups import CHOICE, CONTENT, MANY, NOW, SCALE, SENTENCE, SHARED, open_evening
from tests.rooms import MemoryRooms
from workbook import vault
from workbook.errors import SealBroken
from workbook.group.codes import ALPHABET, new_code, read_code, secret_of_code, show_code
from workbook.group.sealing import (
    PLAIN_BYTES,
    SEALED_BYTES,
    Call,
    Contribution,
    Said,
    new_room_keys,
    open_face,
    open_in_room,
    open_said,
    seal_face,
    seal_said,
    seal_to_room,
)
from workbook.group.sharing import LONGEST_SENTENCE, is_valid
from workbook.store_rooms_protocol import SealedItem

pytestmark = pytest.mark.usefixtures("light_words")

KEYS = new_room_keys()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def sealed_raw(plain: bytes) -> bytes:
    return bindings.crypto_box_seal(bindings.sodium_pad(plain, PLAIN_BYTES), KEYS.public)


@given(st.text(ALPHABET, min_size=8, max_size=8), st.sampled_from(["-", " ", "\u2013", "", " - "]))
def test_a_code_is_read_in_any_case_and_with_anything_between(code, between):
    assert read_code(f" {code[:4].lower()}{between}{code[4:]} ") == code
    assert read_code(f"https://a.example/join#{show_code(code)}") == code


@pytest.mark.parametrize("typed", ["", "BCDF-GHJ", "BCDF-GHJKM", "BCDF-GHJA", "BCDF-GH1K", "#"])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


def test_codes_use_all_letters_and_lead_to_a_secret_of_their_own():
    assert {letter for _ in range(200) for letter in new_code()} == set(ALPHABET)
    assert secret_of_code("BCDFGHJK") == vault.derive(["bcdf ghjk"])


@pytest.mark.parametrize("letter", ["a", "\U0001f9d1", "\u0915", '"', "\\"])
def test_all_that_is_shared_has_one_size(letter):
    things = [Contribution(SENTENCE, letter * LONGEST_SENTENCE), Contribution(SCALE, 1)]
    things.append(Call(letter * 80, letter * 200))
    sizes = {len(seal_to_room(KEYS.public, thing)) for thing in things}
    assert sizes == {SEALED_BYTES}
    assert [open_in_room(KEYS, seal_to_room(KEYS.public, thing)) for thing in things] == things


def test_what_cannot_fit_is_refused_before_it_is_sealed():
    with pytest.raises(ValueError):
        seal_to_room(KEYS.public, Contribution(SENTENCE, "x" * PLAIN_BYTES))


def test_nobody_else_opens_it_and_it_never_looks_the_same_twice():
    thing = Contribution(CHOICE, "mine")
    sealed = seal_to_room(KEYS.public, thing)
    assert open_in_room(new_room_keys(), sealed) is None
    assert sealed != seal_to_room(KEYS.public, thing)


@given(st.binary(max_size=PLAIN_BYTES - 1))
def test_any_bytes_are_opened_to_nothing_or_to_something_harmless(plain):
    assert open_in_room(KEYS, plain) is None
    assert open_in_room(KEYS, plain.ljust(SEALED_BYTES)[:SEALED_BYTES]) is None
    thing = open_in_room(KEYS, sealed_raw(plain))
    assert thing is None or isinstance(thing, Call | Contribution)


@given(
    st.fixed_dictionaries({"prompt": st.sampled_from(SHARED) | json_values, "value": json_values})
    | st.fixed_dictionaries({"name": json_values, "where": json_values})
    | json_values
)
def test_any_json_is_valid_only_as_an_answer_of_its_prompt(body):
    plain = json.dumps(body).encode()
    if len(plain) >= PLAIN_BYTES:
        return
    thing = open_in_room(KEYS, sealed_raw(plain))
    if isinstance(thing, Call):
        assert 0 < len(thing.name) <= 80 and len(thing.where) <= 200
        assert not {*"\n\r\t\x00\u202e"} & {*thing.name, *thing.where}
    elif thing is not None and is_valid(CONTENT, thing):
        assert thing.prompt in SHARED
        allowed = {CHOICE: str, SCALE: int, SENTENCE: str, MANY: list}[thing.prompt]
        assert type(thing.value) is allowed


@pytest.mark.parametrize(
    ("prompt", "value"),
    [
        (CHOICE, "unknown"),
        (CHOICE, ["mine"]),
        (CHOICE, 1),
        (SCALE, 101),
        (SCALE, -1),
        (SCALE, "5"),
        (SCALE, True),
        (MANY, []),
        (MANY, ["listened", "listened"]),
        (MANY, ["listened", "none"]),
        (MANY, ["listened", "unknown"]),
        (MANY, "listened"),
        (SENTENCE, ""),
        (SENTENCE, "   "),
        (SENTENCE, "x" * (LONGEST_SENTENCE + 1)),
        (SENTENCE, "two\nlines"),
        (SENTENCE, "bell \x07"),
        (SENTENCE, "turned \u202e round"),
        (SENTENCE, 3),
        ("02_blame_inventory.kind_friend", "not marked as shareable"),
        ("00_start.my_age", "yes"),
        ("nothing.at_all", "x"),
        ("", ""),
        (".", ""),
    ],
)
def test_what_no_page_would_share_is_no_contribution(prompt, value):
    assert not is_valid(CONTENT, Contribution(prompt, value))


@pytest.mark.parametrize(
    ("prompt", "value"),
    [(CHOICE, "mine"), (SCALE, 0), (SCALE, 100), (MANY, ["listened", "quiet"]), (MANY, ["none"])]
    + [
        (SENTENCE, text)
        for text in ("<script>alert(1)</script>", "שלום", "\U0001f469\u200d\U0001f680")
    ],
)
def test_answers_of_every_kind_can_be_shared(prompt, value):
    contribution = Contribution(prompt, value)
    assert is_valid(CONTENT, contribution)
    assert open_in_room(KEYS, seal_to_room(KEYS.public, contribution)) == contribution


def test_a_face_and_a_sentence_open_in_their_own_room_only():
    rooms = MemoryRooms(now=lambda: NOW)
    lead = open_evening(rooms, NOW)
    face = open_face(lead.face_key, lead.room, rooms.read_face(lead.lead).face)
    sealed = seal_face(lead.face_key, lead.room, face)
    said = seal_said(lead.face_key, lead.room, "one", Said("an.other", "Hello"))
    assert open_face(lead.face_key, lead.room, sealed) == face
    assert open_said(lead.face_key, lead.room, said) == Said("an.other", "Hello")
    for key, room in product([lead.face_key, vault.new_key()], [lead.room, "other"]):
        if (key, room) != (lead.face_key, lead.room):
            with pytest.raises(SealBroken):
                open_face(key, room, sealed)
    with pytest.raises(SealBroken):
        open_said(lead.face_key, lead.room, SealedItem("two", said.sealed))
    with pytest.raises(SealBroken):
        open_face(lead.face_key, lead.room, vault.seal(b"{}", lead.face_key, lead.room, "face", 1))
