"""Worksheets: every exercise on paper, and first of all for whom it is not."""

import re
import zlib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest

from workbook import messages
from workbook.content.conditions import Condition
from workbook.content.loader import load_content
from workbook.content.prompts import PROMPT_MODELS, WITHOUT_ANSWER, RowsPrompt
from workbook.content.vocabulary import HARD_STOPS, ROUTES, YES_NO_FACTS
from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Choices,
    Grid,
    Heading,
    Lines,
    Numbers,
    Only,
    Paragraph,
    Sheet,
    When,
)
from workbook.report.worksheets.conditions import say_column, say_when
from workbook.report.worksheets.making import make_sheet, make_sheets
from workbook.report.worksheets.page import index_page, sheet_page
from workbook.report.worksheets.pdf import sheet_pdf
from workbook.report.worksheets.prompts import FORMS

CONTENT = load_content()
NOT_TODAY = messages.PAPER["not_today"]
HEAD = messages.PAPER["help_head"].format(help=messages.PAPER["help_lines"])


@cache
def sheets() -> dict[str, Sheet]:
    return {one.id: make_sheet(CONTENT, one) for one in CONTENT.exercises}


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from all_blocks(getattr(block, "blocks", ()))


def words_of(block: Block) -> str:
    match block:
        case Heading() | Paragraph():
            return block.text
        case Bullets() | Choices():
            return "\n".join(block.items)
        case When():
            return "\n".join(f"{lead} {what}." for lead, what in block.lines)
        case Grid():
            return "\n".join("\n".join(row) for row in (block.head, *block.rows))
        case Box():
            return block.title
    return ""


def words(exercise: str) -> str:
    return "\n".join(words_of(block) for block in all_blocks(sheets()[exercise].blocks))


def plain(text: str) -> str:
    return " ".join(re.findall(r"[A-Za-z0-9]+", text))


def only(exercise: str, heading: str) -> str:
    """Return for whom the part with a heading is meant, or nothing."""
    for block in all_blocks(sheets()[exercise].blocks):
        if isinstance(block, Only) and Heading(heading, 3) in block.blocks:
            return words_of(block.when)
    return ""


def test_every_kind_of_prompt_has_a_paper_form():
    assert set(FORMS) == set(PROMPT_MODELS)


def test_every_fact_can_be_said():
    assert set(messages.FACTS) == set(YES_NO_FACTS)


def test_every_question_stands_on_its_sheet_with_room_for_an_answer():
    for exercise in CONTENT.exercises:
        said = words(exercise.id)
        off_paper = {step.id for step in exercise.steps if not step.on_paper}
        for prompt in exercise.prompts:
            if prompt.step in off_paper or prompt.kind in WITHOUT_ANSWER:
                continue
            assert prompt.ask in said, (exercise.id, prompt.id)
            columns = prompt.columns if isinstance(prompt, RowsPrompt) else ()
            assert all(column.ask in said for column in columns if prompt.kind == "rows")
            room = list(FORMS[prompt.kind](CONTENT, exercise, prompt))
            assert any(
                isinstance(block, Lines | Choices | Numbers | Grid | Box)
                or "____" in words_of(block)
                for block in room
            ), (exercise.id, prompt.id)


def test_a_sheet_that_is_not_for_everyone_says_so_before_anything_else():
    for exercise in CONTENT.exercises:
        first = sheets()[exercise.id].blocks[0]
        assert isinstance(first, Box)
        assert (first.title == NOT_TODAY) == (set(exercise.routes) != {*ROUTES}), exercise.id


def test_sheets_that_lead_to_contact_name_every_hard_stop_in_its_own_words():
    for name in ("readiness_check", "reaching_out", "starting_small"):
        box = sheets()[CONTENT.exercise(name).id].blocks[0]
        assert isinstance(box, Box)
        named = words_of(box.blocks[0])
        assert all(CONTENT.texts.rules[rule].say in named for rule in HARD_STOPS), name


def test_a_sheet_names_only_the_stops_that_close_it():
    named = words_of(sheets()["04_time_apart"].blocks[0].blocks[0])
    assert "You are afraid of them." in named
    assert "They are afraid of you." not in named, "it is the first sheet for whom they fear"
    assert CONTENT.texts.rules["clear_no"].say not in named


def test_help_and_care_stand_before_the_first_question():
    for exercise in CONTENT.exercises:
        blocks = sheets()[exercise.id].blocks
        begins = blocks.index(Heading(messages.PAGE["opening"], 2))
        before = "\n".join(words_of(block) for block in all_blocks(blocks[:begins]))
        for said in (messages.PAPER["help"], exercise.caution, exercise.stop_rule):
            assert said in before, exercise.id


def test_what_is_meant_for_one_situation_says_so_first():
    safe = only("09_starting_small", "The children")
    assert safe == "Only if you share children."
    afraid = only("pause", "You do not have to answer")
    assert afraid.startswith("Only if you are afraid of them")
    kind = only("pause", "You lose no day")
    assert "Not if they said no" in kind and "an order limits contact" in kind


def test_every_condition_of_the_content_is_said_and_none_is_lost():
    for exercise in CONTENT.exercises:
        conditional = [one for one in (*exercise.steps, *exercise.prompts) if one.show_if]
        for one in conditional:
            lines = say_when(CONTENT, exercise, one.show_if).lines
            denied = [each for each in one.show_if if each.is_not is not None or each.excludes]
            assert len(lines) == len(one.show_if) - len(denied) + bool(denied), (
                exercise.id,
                one.id,
            )
            assert all(what and "{" not in what for _, what in lines)


def test_what_was_done_to_somebody_asks_for_no_part_of_theirs():
    incidents = CONTENT.exercise("blame_inventory").prompt("incidents")
    assert isinstance(incidents, RowsPrompt)
    instead = next(column for column in incidents.columns if "instead" in column.ask)
    (_, mine), (never, hurt) = say_column(incidents.columns, instead.show_if).lines
    assert "“Mine”" in mine and "hurt" not in mine
    assert never == "Not if" and "it hurt me" in hurt and "it scared me" in hurt


def test_alternatives_of_one_question_name_it_once():
    conditions = (Condition.model_validate({"any": [
        {"prompt": "slip", "is": "wrote"}, {"prompt": "slip", "is": "met"},
    ]}),)  # fmt: skip
    (line,) = say_when(CONTENT, CONTENT.exercise("time_apart"), conditions).lines
    assert line == (
        "Only if",
        "you chose “I wrote or called”; or you chose “We met” at “Did you slip?”",
    )


def test_the_reasons_to_wait_begin_with_the_hard_stops():
    blocks = sheets()["07_readiness_check"].blocks
    boxes = [one for one in all_blocks(blocks) if isinstance(one, Box)]
    stops = next(one for one in boxes if one.title == messages.PAPER["stops"])
    listed = next(one for one in stops.blocks if isinstance(one, Choices))
    assert listed.items == tuple(CONTENT.texts.rules[rule].say for rule in HARD_STOPS)


def test_seven_days_and_four_weeks_have_a_column_each():
    days = [one for one in sheets()["04_time_apart"].blocks if isinstance(one, Grid)]
    assert days[0].head == ("Day", *"1234567")
    weeks = [one for one in sheets()["05_best_version"].blocks if isinstance(one, Grid)]
    assert any(one.head == ("Week", *"1234") for one in weeks)


def test_measures_stand_word_for_word_with_their_notice():
    said = words("00_start")
    for measure in CONTENT.measures.values():
        assert measure.lead in said and measure.notice in said
        assert all(item.ask in said for item in measure.items)
        assert all(choice in said for choice in measure.choices)


def test_facilitator_notes_are_there_only_when_they_are_asked_for():
    exercise = CONTENT.exercise("letting_go")
    with_notes = make_sheet(CONTENT, exercise, facilitator=True)
    assert exercise.facilitator.purpose in "".join(map(words_of, with_notes.notes))
    assert exercise.facilitator.purpose not in sheet_page(make_sheet(CONTENT, exercise))


def test_every_help_line_is_on_the_sheet_of_help_lines():
    said = "\n".join(words_of(block) for block in make_sheets(CONTENT)[-1].blocks)
    for line in CONTENT.help_lines:
        assert f"{line.service}: {line.number_or_channel}" in said
    assert said.count(messages.PLEASE_CHECK) == sum(
        line.status == "PART" for line in CONTENT.help_lines
    )


class Validator(HTMLParser):
    """Collects what is wrong with the nesting of a page, and its text."""

    VOID = ("meta", "br", "path", "circle")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if given.get(name)]
        self.wrong += [
            f"{tag} {name}" for name in given if name.startswith("on") or name == "style"
        ]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        self.text += f" {data}" if self.open and self.open[-1] != "style" else ""


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_every_sheet_is_a_whole_page_that_needs_nothing_from_elsewhere(large):
    for sheet in (*sheets().values(), make_sheets(CONTENT)[-1]):
        page = Validator(sheet_page(sheet, large))
        assert (page.open, page.wrong, page.links) == ([], [], []), sheet.name
        assert len(page.ids) == len(set(page.ids)), sheet.name
        shown = plain(page.text)
        for block in all_blocks(sheet.blocks):
            assert plain(words_of(block)) in shown, (sheet.name, block)


def test_the_list_of_sheets_leads_to_both_files_of_each():
    page = Validator(index_page(sheets().values(), "Start here", ending="-large"))
    assert (page.open, page.wrong) == ([], [])
    assert page.links[:2] == ["start-here-large.html", "start-here-large.pdf"]
    assert len(page.links) == 2 * len(CONTENT.exercises)


def text_of(pdf: bytes) -> str:
    """Read what a PDF shows: letters of a font's first part keep their own ASCII codes."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    shown = []
    for stream in streams:
        drawn = _inflated(stream)
        shown += re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", drawn)
    return plain(re.sub(rb"\\\d{3}", b" ", b" ".join(shown)).decode("latin-1").replace("\\", ""))


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_every_sheet_is_printed_whole(monkeypatch, large):
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    for sheet in (*sheets().values(), make_sheets(CONTENT)[-1]):
        pdf = sheet_pdf(sheet, large)
        assert pdf.startswith(b"%PDF-") and b"/Outlines" in pdf and b"(en-GB)" in pdf, sheet.name
        around = plain(f"{HEAD} {sheet.title}") + r" \d+"
        shown = re.sub(around, "", text_of(pdf)).replace(" ", "")
        unbroken = shown  # the head of a table comes once more where it goes over a page
        for grid in (one for one in all_blocks(sheet.blocks) if isinstance(one, Grid)):
            unbroken = unbroken.replace(plain(" ".join(grid.head)).replace(" ", ""), "")
        for block in all_blocks(sheet.blocks):
            for line in words_of(block).splitlines():
                letters = plain(line.encode("ascii", "ignore").decode())
                letters = letters.replace(" ", "")
                assert letters in shown or letters in unbroken, (sheet.name, line)


def test_a_sheet_is_the_same_file_each_time():
    sheet = sheets()["pause"]
    assert sheet_pdf(sheet) == sheet_pdf(sheet)
