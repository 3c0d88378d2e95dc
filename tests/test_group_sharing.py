"""What of a journal could be shared, and exactly what of it others would see."""

from hypothesis import given
from hypothesis import strategies as st

from tests.groups import CHOICE, CONTENT, MANY, NOW, SCALE, SENTENCE, SHARED
from workbook.group.counting import count, find_prompt, labels
from workbook.group.lines import is_one_line, one_line
from workbook.group.sealing import Contribution
from workbook.group.sharing import LONGEST_SENTENCE, first_sentence, is_valid, offers
from workbook.journal import Address, Entry, Journal


def journal_of(**answers):
    """A journal with these answers, by the names of the prompts in `SHARED`."""
    entries = []
    for number, (name, value) in enumerate(answers.items()):
        prompt = next(one for one in SHARED if one.endswith(f".{name}"))
        entries.append(Entry(str(number), Address(*prompt.split(".")), value, NOW))
    return Journal.of(entries)


def test_only_what_was_answered_is_offered_in_the_order_asked_for():
    journal = journal_of(first_guess=40, mind_first="mixed", now_i_see="")
    assert [offer.prompt for offer in offers(CONTENT, journal, SHARED)] == [CHOICE, SCALE]
    assert offers(CONTENT, journal, ["00_start.my_age", "no.such", SENTENCE]) == ()


def test_an_offer_shows_the_words_that_others_would_see():
    journal = journal_of(
        mind_first="mine",
        first_guess=40,
        back_then=["quiet", "listened"],
        now_i_see="I see more now. And something else.",
    )
    by_prompt = {offer.prompt: offer for offer in offers(CONTENT, journal, SHARED)}
    assert by_prompt[SCALE].shown == ("40 to 49",)
    assert by_prompt[SENTENCE].shown == ("I see more now.",)
    assert by_prompt[SENTENCE].is_sentence and not by_prompt[CHOICE].is_sentence
    for name in (CHOICE, SCALE, MANY):
        prompt = find_prompt(CONTENT, name)
        numbers = count(prompt, [by_prompt[name].value])
        counted = {label for label, number in zip(labels(prompt), numbers, strict=True) if number}
        assert counted == set(by_prompt[name].shown)


def test_an_answer_that_its_prompt_does_not_allow_any_more_is_not_offered():
    journal = journal_of(mind_first="gone", first_guess=400, back_then=["gone"], now_i_see=7)
    assert offers(CONTENT, journal, SHARED) == ()


@given(st.text())
def test_whatever_was_written_its_first_sentence_can_be_shared_or_is_not_offered(text):
    for offer in offers(CONTENT, journal_of(now_i_see=text), [SENTENCE]):
        assert is_valid(CONTENT, Contribution(offer.prompt, offer.value))
        assert len(offer.value) <= LONGEST_SENTENCE


@given(st.text(), st.integers(1, 50))
def test_one_line_is_one_line_or_nothing(text, limit):
    made = one_line(text, limit)
    assert made == "" or is_one_line(made, limit)
    assert one_line(made, limit) == made


def test_the_first_sentence_ends_where_it_ends_and_a_long_one_at_a_word():
    assert first_sentence("I left.\nThen I came back.") == "I left."
    assert first_sentence('They said "no." I heard it.') == 'They said "no."'
    assert first_sentence("Es ist 3.5 km weit. Ja.") == "Es ist 3.5 km weit."
    assert first_sentence("我明白了。然后我走了。") == "我明白了。"
    assert first_sentence("word " * 100) == "word " * 39 + "word…"
    assert len(first_sentence("x" * 500)) == LONGEST_SENTENCE


def test_a_view_tells_how_many_gave_each_answer_also_those_that_nobody_gave():
    many, scale = (find_prompt(CONTENT, name) for name in (MANY, SCALE))
    assert count(many, [["quiet"], ["quiet", "listened"], ["none"]]) == (1, 0, 0, 0, 2, 0, 1)
    assert count(scale, [0, 9, 10, 99, 100]) == (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    assert labels(scale)[0] == "0 to 9 (none of it)"
