"""The report of a room: what stands in it, and that no sentence can do anything in it."""

import csv
from datetime import datetime
from html.parser import HTMLParser
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from workbook import messages
from workbook.report.copies.document import readable
from workbook.report.rooms.document import Part, Result, RoomReport, Said
from workbook.report.rooms.making import report_file
from workbook.report.rooms.page import report_html
from workbook.report.rooms.table import COLUMNS, report_csv

NASTY = [
    "<script>alert(1)</script>", "</li></main><img src=x onerror=alert(1)>", "=1+1", "+5", "-4",
    "@SUM(A1)", "\tx", '"=2', "\u202eabc", "\x00", "\ud800", "&lt;", "{title}", "😀" * 20,
]  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), min_size=1)
RUNS = "-=+@\uff1d\uff0b\uff0d\uff20"
QUOTES = '"\u2018\u2019\u201c\u201d'
OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "section", "div"),
    *("h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "svg", "rect"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def report(sentence="I waited.", title="An evening", rehearsal=False) -> RoomReport:
    part = Part(
        "Blame inventory",
        25,
        (Result("What helped?", 7, (("Sleep", 6), ("Friends", 4), ("Nothing", 0))),),
        (Said("One sentence", (sentence,)),),
    )
    return RoomReport(title, "30 November 2026", (part, Part("Time apart", 10)), 9, rehearsal)


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text):
        super().__init__()
        self.found, self.text, self._in_style = set(), "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        self._in_style = tag == "style"

    def handle_endtag(self, tag):
        self._in_style = False

    def handle_data(self, data):
        self.text += "" if self._in_style else f"{data}\n"


def rows(report):
    return list(csv.DictReader(StringIO(report_csv(report).decode("utf-8-sig"), newline="")))


def test_the_page_tells_the_agenda_the_numbers_and_the_sentences():
    said = Page(report_html(report())).text
    for part in ("An evening", "30 November 2026", "Time apart", "25", "86%", "57%", "I waited."):
        assert part in said
    assert messages.ROOM_REPORT["shared"].format(n=7) in said
    assert messages.ROOM_REPORT["several"] in said  # ten answers of seven people


def test_the_table_has_a_row_for_each_answer_and_then_the_sentences():
    found = rows(report())
    assert [tuple(row) for row in found] == [COLUMNS] * 4
    assert [(row["kind"], row["answer"], row["number"], row["of"]) for row in found] == [
        ("answer", "Sleep", "6", "7"),
        ("answer", "Friends", "4", "7"),
        ("answer", "Nothing", "0", "7"),
        ("sentence", "I waited.", "", ""),
    ]
    assert report_csv(report()).startswith(b"\xef\xbb\xbf")


def test_a_rehearsal_says_so_first_of_all():
    page = report_html(report(rehearsal=True))
    assert "<title>Rehearsal: An evening</title>" in page
    assert messages.ROOM_REPORT["rehearsal"] in page
    assert {row["session"] for row in rows(report(rehearsal=True))} == {"Rehearsal: An evening"}


def test_a_room_in_which_nothing_was_shared_leaves_its_agenda_and_says_so():
    page = report_html(RoomReport("An evening", "today", (Part("Time apart", 10),), 3))
    assert "Time apart" in page and messages.ROOM_REPORT["nothing"] in page


def test_a_file_tells_by_its_name_only_the_day():
    now = datetime(2026, 11, 30, 21, 15)
    for format in ("html", "csv"):
        file = report_file(report(), format, now)
        assert file.name == f"notes-2026-11-30.{format}"
        assert b"21:15" not in file.body


@given(texts)
def test_no_sentence_becomes_an_element_and_every_word_is_there(text):
    page = Page(report_html(report(text, title=text)))
    assert page.found <= OURS
    assert page.text.count(readable(text)) >= 2


@given(texts)
def test_no_sentence_becomes_a_formula(text):
    table = report_csv(report(text, text)).decode("utf-8-sig")
    for cells in csv.reader(StringIO(table, newline="")):
        for cell in cells:
            begins = cell.lstrip(f"{QUOTES} \u200b\ufeff\xa0\r\n")
            assert not begins.startswith((*RUNS, "\t"))
