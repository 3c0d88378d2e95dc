"""A copy as a Word document, with headings, lists and tables that a screen reader knows as such."""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from workbook.report.copies.document import Document, Group, Item, Line, paragraphs

LANGUAGE = "en-GB"
INK = RGBColor(0x1D, 0x2B, 0x28)
SOFT = RGBColor(0x55, 0x55, 0x55)
SIZES = {"Normal": 12, "Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}
"""Points; large enough to be read on paper without effort (our choice)."""
BEFORE = {"Heading 1": 0, "Heading 2": 18, "Heading 3": 12}
"""Points above a heading, so that each question stands by itself."""
LINE = "B8B2A7"
ROOM = "85"
"""The colour of the lines of tables, and the room around words, in twentieths of a point."""
TABLES = ("Normal Table", "Table Grid")
COLUMNS = (Cm(5.5), Cm(11.5))
"""The two columns of a table: what was asked, and the answer."""


def write_word(document: Document, now: datetime) -> bytes:
    """Return a document as the bytes of a Word file, which names no author and no program."""
    word = new_document()
    _set_up(word, document.title, now)
    word.add_heading(document.title, 0)
    for fact in document.facts:
        word.add_paragraph(f"{fact.label}: {fact.words}")
    for sentence in document.lead:
        word.add_paragraph(sentence)
    for number, section in enumerate(document.sections):
        heading = word.add_heading(section.title, 1)
        heading.paragraph_format.page_break_before = number > 0 or document.has_cover
        for item in section.items:
            _add_item(word, item)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _add_item(word: WordDocument, item: Item) -> None:
    word.add_heading(item.ask, 2)
    for group in item.groups:
        _add_group(word, group)
    for note in item.notes:
        word.add_paragraph().add_run(note).italic = True


def _add_group(word: WordDocument, group: Group) -> None:
    if group.title:
        word.add_heading(group.title, 3)
    if group.day:
        day = word.add_paragraph()
        day.paragraph_format.keep_with_next = True
        day.paragraph_format.space_after = Pt(3)
        day.add_run(group.day).font.color.rgb = SOFT
    if all(line.label for line in group.lines):
        _add_table(word, group.lines)
    elif len(group.lines) > 1:
        for line in group.lines:
            word.add_paragraph(line.words, style="List Bullet")
    else:
        _add_words(word.add_paragraph(), group.lines[0].words)


def _add_table(word: WordDocument, lines: tuple[Line, ...]) -> None:
    table = word.add_table(rows=0, cols=2, style=TABLES[1])
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    for line in lines:
        for cell, words in zip(table.add_row().cells, (line.label, line.words), strict=True):
            _add_words(cell.paragraphs[0], words)
    word.add_paragraph().paragraph_format.space_after = Pt(0)  # two tables in a row would be one


def _add_words(paragraph: Paragraph, words: str) -> None:
    """Put words into a paragraph; what follows a blank line begins after one."""
    paragraph.add_run("\n\n".join("\n".join(lines) for lines in paragraphs(words)))


def _drop_unused_styles(word: WordDocument) -> None:
    """Leave out the many designs of tables; each look-up of a style would go through them all."""
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in TABLES:
            style.delete()


def _soften_tables(word: WordDocument) -> None:
    style = word.styles[TABLES[1]].element
    for border in style.find(f".//{qn('w:tblBorders')}"):
        border.set(qn("w:color"), LINE)
    for side in style.find(f".//{qn('w:tblCellMar')}"):
        side.set(qn("w:w"), ROOM)


def _set_up(word: WordDocument, title: str, now: datetime) -> None:
    about = word.core_properties
    about.title, about.language = title, LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = now.astimezone(UTC).replace(tzinfo=None)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    _drop_unused_styles(word)
    _soften_tables(word)
    for name, size in SIZES.items():
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size = Pt(size)
        style.font.color.rgb = INK
        if name in BEFORE:
            style.paragraph_format.space_before = Pt(BEFORE[name])
            style.paragraph_format.space_after = Pt(3)
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
