"""Readable copies: what goes in and what does not, and that no text can break out of its format."""

import csv
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

import hypothesis
import pytest
from docx import Document as read_word
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workbook import messages
from workbook.content.example import load_example
from workbook.content.loader import load_content
from workbook.content.prompts import PROMPT_MODELS, WITHOUT_ANSWER, RowsPrompt
from workbook.guidance.example import example_journal
from workbook.guidance.progress import DONE, PAGE
from workbook.journal import Address, Entry, Journal
from workbook.report.copies.allowed import ALLOWED
from workbook.report.copies.document import readable
from workbook.report.copies.making import (
    FORMATS,
    list_items,
    make_copy,
    make_share_copy,
    with_answers,
)
from workbook.report.csv_file import harmless

CONTENT = load_content()
NOW = datetime(2026, 6, 13, 0, 30, tzinfo=timezone(timedelta(hours=2)))
THEN = datetime(2026, 5, 3, 9, tzinfo=UTC)
IDS = [exercise.id for exercise in CONTENT.exercises]
SUMMARY = "11_looking_back.summary"
"""It begins as other answers."""
READABLE = ("markdown", "html", "word")
OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "div"),
    *("h1", "h2", "h3", "h4", "p", "br", "ul", "li", "dl", "dt", "dd"),
}
WITHIN = {"lang", "charset", "http-equiv", "content", "name", "class", "dir", "tabindex"}
RUNS = "-=+@\uff1d\uff0b\uff0d\uff20"
QUOTES = '"\u2018\u2019\u201c\u201d'
NASTY = [
    "<script>alert(1)</script>", "</p></main><img src=x onerror=alert(1)>", "<!--", "]]>", "&lt;",
    "# one", "1. two", "- three", "**four** _five_ `six`", "![a](http://b.c/d)", "[e]: f", "| g |",
    "===", "```", "    code", "~~gone~~", "<http://h.i>", "\\", "=1+1", "\uff1dcmd|' /C calc'!A0",
    '"=2', "; =3", "\t@SUM(A1)", "\r\n-4", " +5", "\x00", "\x0b", "\x1b[0m", "\ud800", "\udc00x",
    "\ufffe", "\u2028", "\u202eabc", "שלום", "مرحبا", "😀", "e\u0301", "{n}", "%s", "'",
]  # fmt: skip
texts = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=8), max_size=5
).map("\n".join) | st.lists(st.sampled_from(NASTY), min_size=1, max_size=4).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
).filter(lambda value: value is not False)  # which says of a row that it was removed


def journal_of(*answers, at=THEN):
    """Make a journal of (exercise.prompt, row, value), one minute after the other."""
    return Journal.of(
        Entry(f"{number:032x}", address_of(where, row), value, at + timedelta(minutes=number))
        for number, (where, row, value) in enumerate(answers)
    )


def address_of(where, row=""):
    exercise, _, prompt = where.partition(".")
    return Address(exercise, prompt, row)


def places():
    """Return where the answers of each prompt lie, with a row or a sheet where there are some."""
    sheets = {"day": "2026-05-03", "week": "2026-05-04", "moment": "2026-05-03T09:00:00Z"}
    for exercise in CONTENT.exercises:
        for prompt in exercise.prompts:
            if prompt.kind in WITHOUT_ANSWER:
                continue
            columns = prompt.columns if isinstance(prompt, RowsPrompt) else ()
            for column in columns:
                yield f"{exercise.id}.{prompt.id}.{column.id}", "r1"
            if not columns:
                yield f"{exercise.id}.{prompt.id}", sheets.get(exercise.each_of(prompt), "")


PLACES = list(places())
TEXTS = [
    place
    for place in PLACES
    if (parts := place[0].split("."))
    and (prompt := CONTENT.exercise(parts[0]).prompt(parts[1]))
    and (prompt.kind in ("text", "short_text", "draft") or parts[-1] == "what")
]
anything = st.lists(
    st.tuples(st.sampled_from(PLACES), values).map(lambda one: (*one[0], one[1])), max_size=6
)
words = st.dictionaries(st.sampled_from(TEXTS), texts, min_size=1, max_size=4).map(
    lambda found: [(*place, text) for place, text in found.items()]
)


def copy_of(journal, format, exercises=IDS):
    return make_copy(CONTENT, journal, exercises, format, NOW)


def in_zip(file):
    with ZipFile(BytesIO(file.body)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def text_of(format, body):
    """Return the words that a reader of a copy sees."""
    if format == "html":
        return Page(body).text
    if format == "word":
        paragraphs = read_word(BytesIO(body)).element.body.iter("{*}p")
        return "\n".join(words_in(one) for one in paragraphs)
    return "\n".join(
        token.content if token.type == "text" else "\n"
        for block in read_markdown(body)
        for token in [block, *(block.children or ())]
        if token.type != "inline"
    )


def words_in(paragraph):
    return "".join(part.text or "\n" for part in paragraph.iter("{*}t", "{*}br", "{*}tab"))


def read_markdown(body):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return reader.parse(body.decode())


def bare(text):
    """Return a text without its spaces: where a line is broken is the format's own affair."""
    return "".join(readable(text).split())


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, body):
        super().__init__()
        self.found, self.within, self.text, self._in_style = [], set(), "", False
        self.feed(body.decode())
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append(tag)
        self.within |= {name for name, _ in attributes}
        self._in_style = tag == "style"

    def handle_endtag(self, tag):
        self._in_style = False

    def handle_data(self, data):
        self.text += "" if self._in_style else data

    def handle_comment(self, data):
        self.found.append("comment")

    def unknown_decl(self, data):
        self.found.append("declaration")

    handle_pi = unknown_decl


def pieces(preview):
    """Return the parts of a preview, whose colons between label and words stand in no copy."""
    return [bare(part) for part in re.split(r": |\n", preview)]


def example():
    return example_journal(CONTENT, load_example(), NOW)


# What no text can do


@given(words)
def test_no_text_becomes_an_element_of_a_page_and_every_word_is_there(answers):
    page = Page(copy_of(journal_of(*answers), "html").body)
    assert set(page.found) <= OURS
    assert page.within <= WITHIN
    assert page.found.count("style") == page.found.count("main") == 1
    for *_, text in answers:
        assert bare(text) in bare(page.text)


@given(words)
def test_no_text_becomes_a_mark_of_markdown_and_every_word_is_there(answers):
    body = copy_of(journal_of(*answers), "markdown").body
    tokens = [one for block in read_markdown(body) for one in [block, *(block.children or ())]]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {
        *("heading", "paragraph", "inline", "text", "hardbreak", "softbreak", "strong", "em"),
        *("bullet_list", "list_item"),
    }
    assert [one.tag for one in tokens if one.type == "heading_open"].count("h1") == 1
    for *_, text in answers:
        assert bare(text) in bare(text_of("markdown", body))


@settings(max_examples=25)
@given(words)
def test_word_opens_it_and_every_word_is_there(answers):
    found = bare(text_of("word", copy_of(journal_of(*answers), "word").body))
    for *_, text in answers:
        assert bare(text) in found


@given(anything)
def test_data_gives_back_equal_values(answers):
    journal = journal_of(*answers)
    found = json.loads(in_zip(copy_of(journal, "data"))["answers.json"])["answers"]
    kept = {entry.id: entry for entry in journal.entries()}
    assert {one["id"] for one in found} == set(kept)
    for one in found:
        entry = kept[one["id"]]
        assert json.dumps(one["value"]) == json.dumps(entry.value)
        assert Address(one["exercise"], one["prompt"], one["row"]) == entry.address
        assert datetime.fromisoformat(one["at"]) == entry.at
        assert one["holds"] == (journal.last(entry.address) == entry)


@hypothesis.example([("00_start.device", "", "words\n\t@SUM(A1)")], ";")
@given(anything, st.sampled_from(",;\t"))
def test_no_cell_is_a_formula_however_a_spreadsheet_splits_the_lines(answers, delimiter):
    tables = in_zip(copy_of(journal_of(*answers), "data"))
    for name in ("answers.csv", "dictionary.csv"):
        for line in csv.reader(StringIO(tables[name], newline=""), delimiter=delimiter):
            for cell in line:
                # A quote that is left over takes the end of its line along; that runs nothing.
                begins = cell.lstrip(f"{QUOTES} \u200b\ufeff\xa0\r\n")
                assert not begins.startswith((*RUNS, "\t"))


@given(texts)
def test_the_apostrophes_can_be_taken_away_again(text):
    skipped = rf"(?:[^\S\t\n]|['{QUOTES}\u200b\ufeff])*"
    begins = (
        rf"(?:^|(?<=[,;|\t\n]))'(?={skipped}[\{RUNS}])"
        rf"|(?:^|(?<=[,;|\n]))'(?={skipped}\t)|^'(?={skipped}\n)"
    )
    undone = re.sub(begins, "", harmless(text))
    assert undone == text


@pytest.mark.parametrize("format", READABLE)
@settings(max_examples=25)
@given(answers=anything)
def test_whatever_an_older_version_kept_a_copy_is_made(format, answers):
    journal = journal_of(*answers)
    assert copy_of(journal, format).body
    for item in list_items(CONTENT, journal, NOW):
        asked = {".".join(where.split(".")[:2]) for where, *_ in answers}
        assert item.id in asked | {SUMMARY}


# What is in a copy, and what is not


def everywhere(journal, exercises=IDS):
    """Return all that any copy of a journal says."""
    said = [text_of(one, copy_of(journal, one, exercises).body) for one in READABLE]
    return "\n".join([*said, *in_zip(copy_of(journal, "data", exercises)).values()])


def test_a_removed_row_a_burned_text_and_an_exercise_not_chosen_are_in_no_copy():
    journal = journal_of(
        ("01_what_happened.timeline.what", "r1", "stays here"),
        ("01_what_happened.timeline.what", "r2", "went with its row"),
        ("01_what_happened.timeline", "r2", False),
        ("06_honest_apology.letter", "", "was burned"),
        ("00_start.know", "", "was not chosen"),
    ).without(Address("06_honest_apology", "letter"))
    said = everywhere(journal, [one for one in IDS if one != "00_start"])
    assert said.count("stays here") > 3
    for gone in ("went with its row", "was burned", "was not chosen"):
        assert gone not in said


def test_earlier_answers_and_unknown_ids_are_in_the_data_alone():
    journal = journal_of(
        ("00_start.know", "", "at first"),
        ("00_start.know", "", "by now"),
        ("00_start.long_ago", "", "an old prompt"),
        ("99_gone.prompt", "", "an old exercise"),
    )
    readable_ones = "".join(text_of(one, copy_of(journal, one).body) for one in READABLE)
    data = in_zip(copy_of(journal, "data"))
    for text in ("at first", "an old prompt", "an old exercise"):
        assert text not in readable_ones
        assert text in data["answers.json"] and text in data["answers.csv"]
    assert readable_ones.count("by now") == 3
    assert "an old exercise" not in everywhere(journal, ["01_what_happened"])


def test_what_was_decided_about_the_page_is_no_answer():
    journal = journal_of((f"{PAGE}.{DONE}", "00_start", True), ("00_start.know", "", "by now"))
    found = json.loads(in_zip(copy_of(journal, "data"))["answers.json"])["answers"]
    assert [one["value"] for one in found] == ["by now"]


def test_unanswered_questions_are_left_out():
    journal = journal_of(("00_start.know", "", "by now"), ("00_start.guess", "", None))
    start = CONTENT.exercise("00_start")
    for format in READABLE:
        said = text_of(format, copy_of(journal, format).body)
        assert start.prompt("know").ask in said
        assert start.prompt("guess").ask not in said
    assert with_answers(CONTENT, journal) == (start,)


@pytest.mark.parametrize("format", READABLE)
def test_an_empty_choice_gives_a_copy_that_says_so(format):
    assert messages.COPY["empty"] in text_of(format, copy_of(example(), format, []).body)


def test_empty_data_say_so_and_still_tell_what_everything_means():
    found = in_zip(copy_of(Journal(), "data"))
    assert messages.COPY["empty"] in found["read_me.txt"]
    assert len(found["answers.csv"].splitlines()) == 1
    assert json.loads(found["answers.json"])["answers"] == []
    assert "know" in found["dictionary.csv"]


def test_the_dictionary_names_every_prompt_with_what_may_stand_there():
    rows = list(csv.DictReader(StringIO(in_zip(copy_of(example(), "data"))["dictionary.csv"])))
    named = {(row["exercise"], row["prompt"]) for row in rows}
    assert {tuple(where.split(".", 1)) for where, _ in PLACES} <= named
    assert all(row["question"] and row["allowed"] for row in rows if row["exercise"])
    urge = next(row for row in rows if (row["exercise"], row["prompt"]) == ("00_start", "urge"))
    assert urge["kind"] == "scale" and "from 0 (not there) to 10" in urge["allowed"]
    assert set(ALLOWED) == set(PROMPT_MODELS) - set(WITHOUT_ANSWER)


def test_no_other_format_is_made():
    with pytest.raises(ValueError, match="allowed: markdown, html, word, data"):
        copy_of(Journal(), "pdf")


def test_the_example_is_whole_in_every_copy():
    journal = example()
    previews = [item.preview for item in list_items(CONTENT, journal, NOW)]
    assert len(previews) > 150
    for format in READABLE:
        said = bare(text_of(format, copy_of(journal, format).body))
        assert [one for preview in previews for one in pieces(preview) if one not in said] == []
    data = json.loads(in_zip(copy_of(journal, "data"))["answers.json"])["answers"]
    assert len(data) == sum(1 for entry in journal.entries() if entry.address.exercise != PAGE)


def test_answers_are_in_the_words_they_were_seen_in():
    said = text_of("html", copy_of(example(), "html").body)
    measure = CONTENT.measures["phq2"]
    for words_seen in (
        measure.notice,
        measure.items[0].ask,
        measure.choices[1],
        "40 percent",
        "3, from 0 (not there) to 10 (I can hardly hold back)",
        "A town where I knew nobody",
        "Friday, 12 June 2026",
        "Week of 1 June 2026",
        "Moment 1",
        "Still me",
        messages.COPY["draft"],
    ):
        assert words_seen in said
    assert not re.search(r"\b(score|sum|total) (is|of) \d\b", said.replace("A score of 3", ""))


def test_a_time_that_no_calendar_has_stands_as_it_was_written():
    journal = journal_of(("pause.urge_before", "0001-01-01T00:00:00Z", 3))
    west = NOW.astimezone(timezone(timedelta(hours=-9)))
    said = text_of("html", make_copy(CONTENT, journal, IDS, "html", west).body)
    assert "0001-01-01T00:00:00Z" in said


def test_names_and_properties_of_files_tell_nothing():
    journal = example()
    copies = [copy_of(journal, format, ["00_start", "01_what_happened"]) for format in FORMATS]
    endings = ("md", "html", "docx", "zip")
    assert [one.name for one in copies] == [f"notes-2026-06-13.{ending}" for ending in endings]
    assert not [one for one in copies if b"Second Look" in one.body]
    assert make_share_copy(CONTENT, journal, [], NOW, to="Ada").name == "notes-2026-06-13.html"
    word = read_word(BytesIO(copies[2].body))
    about = word.core_properties
    assert (about.title, about.language) == ("Notes", "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    styles = {one.values()[0] for one in word.element.body.iter("{*}pStyle")}
    assert {"Title", "Heading1", "Heading2", "Heading3", "ListBullet"} <= styles


def test_a_page_asks_for_nothing_and_runs_nothing():
    page = copy_of(example(), "html").body.decode()
    assert "default-src &#x27;none&#x27;;" in page and "unsafe" not in page
    assert "<title>Notes</title>" in page and '<html lang="en-GB">' in page
    assert not re.search(r"<script|<link|\burl\(|@import|\bsrc=|\bhref=", page)


# A copy for somebody who helps


def test_only_what_was_ticked_is_in_a_share_copy_word_for_word():
    journal = example()
    items = list_items(CONTENT, journal, NOW)
    ticked = items[::9]
    said = bare(Page(make_share_copy(CONTENT, journal, [one.id for one in ticked], NOW).body).text)
    assert bare(f"{len(ticked)} answers, from “Start here”") in said
    for item in ticked:
        assert bare(item.exercise) in said
        assert [one for one in pieces(item.preview) if one not in said] == []
    chosen = {one for item in ticked for one in pieces(item.preview)}
    for item in items:
        own = [one for one in pieces(item.preview) if len(one) > 40 and one not in chosen]
        assert not [one for one in own if one in said]


def test_the_cover_says_for_whom_it_is_and_what_it_is_not():
    file = make_share_copy(
        CONTENT, example(), ["00_start.urge", "no.such"], NOW, to="Dr\n<b>Ada</b> \ud800"
    )
    page = Page(file.body)
    assert set(page.found) <= OURS
    for said in (
        "13 June 2026",
        "Dr <b>Ada</b> \ufffd",
        "1 answer, from “Start here”",
        messages.COPY["chosen"],
        messages.COPY["confidential"],
        messages.COPY["reader"],
        "findahelpline.com",
    ):
        assert said in page.text


def test_a_share_copy_of_nothing_says_so():
    assert messages.COPY["empty"] in Page(make_share_copy(CONTENT, example(), [], NOW).body).text


def test_a_locked_copy_shows_nothing_of_what_is_in_it_and_never_the_same_bytes():
    ticked = ["00_start.know"]
    one, other = (
        make_share_copy(CONTENT, example(), ticked, NOW, to="Ada", password="tea").body
        for _ in range(2)
    )
    assert one != other
    said = Page(one).text
    assert "Ada" not in said and "They asked for quiet" not in said
    assert "findahelpline" not in said
