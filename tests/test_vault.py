"""Sealing, wraps and key phrases."""

import math
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import vault
from workbook.errors import PhraseProblem, SealBroken

LIST = Path(__file__).parents[1] / "data" / "word_list.txt"
WORDS = vault.read_word_list(LIST)
PHRASE = ("abacus", "walnut", "drop-down", "t-shirt", "zoom", "yo-yo")
KEY = bytes(range(32))

ids = st.text(max_size=40)
formats = st.integers(0, 10_000)
phrases = st.lists(st.sampled_from(WORDS), min_size=6, max_size=6).map(tuple)
gaps = st.text(" \t\r\n-,.;_/\u00a0\u2003\u2009\u3000\u2011\u2013\ufeff\u200b", min_size=1)
cases = st.sampled_from([str.lower, str.upper, str.capitalize, str.swapcase])


@given(st.binary(max_size=5000), st.binary(min_size=32, max_size=32), ids, ids, formats)
def test_what_is_sealed_opens_again(plain, key, journal, record, format):
    sealed = vault.seal(plain, key, journal, record, format)
    assert vault.unseal(sealed, key, journal, record, format) == plain


@given(st.binary(max_size=600), st.data())
def test_one_changed_bit_anywhere_breaks_the_seal(plain, data):
    sealed = bytearray(vault.seal(plain, KEY, "j", "r", 1))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        vault.unseal(bytes(sealed), KEY, "j", "r", 1)


@given(st.binary(max_size=400))
def test_bytes_that_were_never_sealed_break_and_nothing_else(garbage):
    with pytest.raises(SealBroken):
        vault.unseal(garbage, KEY, "j", "r", 1)


@given(ids, ids, formats, ids, ids, formats)
def test_sealed_bytes_open_in_their_own_place_only(journal, record, format, j, r, f):
    sealed = vault.seal(b"kept", KEY, journal, record, format)
    if (journal, record, format) != (j, r, f):
        with pytest.raises(SealBroken):
            vault.unseal(sealed, KEY, j, r, f)


def test_moving_a_letter_from_the_journal_to_the_record_breaks_the_seal():
    with pytest.raises(SealBroken):
        vault.unseal(vault.seal(b"kept", KEY, "ab", "c", 1), KEY, "a", "bc", 1)


@pytest.mark.parametrize("key", [bytes(32), b"short", b""])
def test_another_key_breaks_the_seal(key):
    with pytest.raises(SealBroken):
        vault.unseal(vault.seal(b"kept", KEY, "j", "r", 1), key, "j", "r", 1)


@given(st.integers(0, 70_000))
def test_the_size_of_what_is_sealed_tells_only_a_power_of_two(size):
    padded = len(vault.seal(bytes(size), KEY, "j", "r", 1)) - 24 - 16
    assert padded >= max(256, size + 1)
    assert math.log2(padded).is_integer()
    assert padded <= max(256, 2 * size)


def test_sealing_the_same_twice_gives_different_bytes():
    assert vault.seal(b"kept", KEY, "j", "r", 1) != vault.seal(b"kept", KEY, "j", "r", 1)


def test_keys_and_ids_are_random_and_of_the_right_size():
    assert len({vault.new_key() for _ in range(50)}) == 50
    assert {len(vault.new_key()), len(bytes.fromhex(vault.new_id()))} == {32, 16}


@given(st.binary(min_size=32, max_size=32), ids, st.binary(min_size=32, max_size=32))
def test_a_random_key_opens_its_wrap_and_tells_journal_and_data_key(key, journal, data_key):
    wrap = vault.wrap_with_key(key, journal, data_key)
    assert wrap.lookup == vault.lookup_of_key(key)
    assert vault.unwrap_with_key(key, wrap) == (journal, data_key)
    assert key not in wrap.wrapped
    assert wrap.lookup != vault.secret_of_key(key).wrapping_key.hex()


def test_a_wrap_under_another_lookup_or_secret_does_not_open():
    wrap = vault.wrap_with_key(KEY, "j", bytes(32))
    with pytest.raises(SealBroken):
        vault.unwrap_with_key(bytes(32), wrap)
    with pytest.raises(SealBroken):
        vault.open_wrap(vault.Secret("else", vault.secret_of_key(KEY).wrapping_key), wrap)


def test_a_phrase_opens_the_journal_it_was_kept_with():
    wrap = vault.wrap(vault.derive(PHRASE), "journal", KEY)
    assert vault.open_wrap(vault.derive(PHRASE), wrap) == ("journal", KEY)


def test_the_secret_of_a_phrase_stays_the_same_for_ever():
    assert vault.derive(PHRASE).lookup == (
        "3665547e5a5b450f70592b3a18ad79bbd88009ba19c0741e438247fe793ec5df"
    )


def test_a_word_with_and_without_its_hyphen_is_the_same_secret():
    joined = tuple(word.replace("-", "") for word in PHRASE)
    assert vault.derive(joined) == vault.derive(PHRASE)


def test_a_phrase_of_other_words_or_another_order_is_another_secret():
    assert vault.derive(PHRASE[::-1]).lookup != vault.derive(PHRASE).lookup


def test_a_wrong_phrase_does_the_same_work_as_a_right_one(monkeypatch):
    right, wrong = PHRASE, PHRASE[::-1]
    kept = {vault.derive(right).lookup: vault.wrap(vault.derive(right), "journal", KEY)}
    work: list[tuple[str, int]] = []
    argon, decrypt = (
        vault.bindings.crypto_pwhash_alg,
        vault.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt,
    )

    def count_argon(*given):
        work.append(("argon2id", given[4]))
        return argon(*given)

    def count_decrypt(box, *given):
        work.append(("decrypt", len(box)))
        return decrypt(box, *given)

    monkeypatch.setattr(vault.bindings, "crypto_pwhash_alg", count_argon)
    monkeypatch.setattr(vault.bindings, "crypto_aead_xchacha20poly1305_ietf_decrypt", count_decrypt)

    def attempt(phrase):
        work.clear()
        secret = vault.derive(phrase)
        return vault.open_wrap(secret, kept.get(secret.lookup)), list(work)

    opened, work_of_right = attempt(right)
    missed, work_of_wrong = attempt(wrong)
    assert (opened, missed) == (("journal", KEY), None)
    assert work_of_right == work_of_wrong == [("argon2id", 64 * 1024 * 1024), ("decrypt", 272)]


def test_deriving_a_phrase_costs_a_guesser_time():
    began = time.perf_counter()
    vault.derive(PHRASE)
    assert time.perf_counter() - began > 0.02


def test_the_word_list_has_7776_words_and_says_whose_it_is():
    assert len(set(WORDS)) == len(WORDS) == 6**5
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)?", word) for word in WORDS)
    assert re.match(r"# EFF long word list.*CC BY 3\.0 US", LIST.read_text())


def test_a_new_phrase_is_six_words_of_the_list_and_new_each_time():
    drawn = [vault.new_phrase(WORDS) for _ in range(100)]
    assert len(set(drawn)) == 100
    assert all(len(phrase) == 6 and set(phrase) <= set(WORDS) for phrase in drawn)


@given(phrases, st.lists(gaps, min_size=7, max_size=7), st.lists(cases, min_size=6, max_size=6))
@settings(max_examples=300)
def test_case_and_what_stands_between_the_words_do_not_matter(phrase, between, case):
    typed = "".join(
        gap + change(word) for gap, change, word in zip(between, case, phrase, strict=False)
    )
    assert vault.read_phrase(typed + between[-1], WORDS) == phrase


@pytest.mark.parametrize("hyphen", ["-", " ", "", "\n", "\u2011", "\u00ad"])
def test_words_with_a_hyphen_may_be_typed_any_way(hyphen):
    typed = f"abacus walnut drop{hyphen}down T{hyphen}Shirt felt{hyphen}tip zoom"
    read = ("abacus", "walnut", "drop-down", "t-shirt", "felt-tip", "zoom")
    assert vault.read_phrase(typed, WORDS) == read


def test_yoyo_and_yo_yo_are_both_in_the_list_and_open_the_same():
    assert {"yoyo", "yo-yo"} <= set(WORDS)
    one = vault.read_phrase("abacus walnut zoom zoom zoom yoyo", WORDS)
    other = vault.read_phrase("abacus walnut zoom zoom zoom yo yo", WORDS)
    assert vault.derive(one) == vault.derive(other)


def test_wide_letters_and_numbered_lists_are_read():
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "abacus")
    typed = f"1. {wide}\n2. walnut\n3. zoom\n4. zoom\n5. zoom\n6. zoom"
    assert vault.read_phrase(typed, WORDS)[0] == "abacus"


@pytest.mark.parametrize("count", [0, 1, 5, 7, 500])
def test_another_number_of_words_says_how_many_were_found(count):
    with pytest.raises(PhraseProblem) as problem:
        vault.read_phrase(" ".join(["walnut"] * count), WORDS)
    assert (problem.value.found, problem.value.unknown) == (count, ())


def test_a_near_miss_names_the_word_and_the_nearest_of_the_list():
    with pytest.raises(PhraseProblem) as problem:
        vault.read_phrase("abacus wallnut zoom zoom zoom qqqqqq", WORDS)
    assert problem.value.found == 6
    assert problem.value.unknown == (("wallnut", "walnut"), ("qqqqqq", ""))


@given(phrases, st.integers(0, 5), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_one_slip_of_the_finger_is_found_and_named(phrase, place, chance: random.Random):
    word = phrase[place]
    at = chance.randrange(len(word))
    slip = word[:at] + "q" + word[at:]
    typed = [*phrase[:place], slip, *phrase[place + 1 :]]
    if "-" in word or slip in WORDS:
        return
    with pytest.raises(PhraseProblem) as problem:
        vault.read_phrase(" ".join(typed), WORDS)
    assert [typed for typed, _ in problem.value.unknown] == [slip]
    assert problem.value.unknown[0][1] in WORDS


def test_a_whole_page_pasted_by_mistake_is_refused_quickly():
    began = time.perf_counter()
    for text in ("not a word at all " * 20_000, "x" * 1_000_000):
        with pytest.raises(PhraseProblem):
            vault.read_phrase(text, WORDS)
    assert time.perf_counter() - began < 2


@given(st.text())
@settings(deadline=None)
def test_whatever_is_typed_is_read_or_is_a_phrase_problem(text):
    with pytest.raises(PhraseProblem):
        vault.read_phrase(text, WORDS)


def test_a_confirmed_word_may_differ_in_case_spaces_and_hyphens_only():
    assert vault.same_word(" Drop down", "drop-down")
    assert not vault.same_word("drop", "drop-down")
