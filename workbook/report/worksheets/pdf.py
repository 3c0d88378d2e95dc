"""A sheet as a PDF: A4 that also fits US letter, its fonts inside, black on white."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from io import BytesIO
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Indenter,
    KeepTogether,
    PageBreak,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text
from reportlab.platypus.flowables import FrameBG

from workbook.report.worksheets.blocks import (
    Block,
    Box,
    Bullets,
    Choices,
    Circle,
    Grid,
    Heading,
    Lines,
    Numbers,
    Only,
    Paragraph,
    Sheet,
    When,
)
from workbook.report.worksheets.drawings import (
    BOLD,
    FONT,
    ITALIC,
    SIDE,
    CirclePicture,
    CountedPages,
    OutlineMark,
    RuledLine,
    register_fonts,
)
from workbook.report.worksheets.page import MARKS

TOP = BOTTOM = 26 * mm
PADDING = 6
"""Of a frame, in points; set by the library."""
WIDTH = A4[0] - 2 * SIDE - 2 * PADDING
HEIGHT = A4[1] - TOP - BOTTOM - 2 * PADDING
INDENT = 4 * mm
BAR = 2
FRAME_ROOM, HEADING_ROOM = 11, 8
"""So many times the size of the letters must be left on a page for a frame or heading to begin."""
TALL = 60 * mm
SMALL, LARGE = 9, 18
"""Of the head and the foot, in points."""


def sheet_pdf(sheet: Sheet, large: bool = False) -> bytes:
    """Return a sheet as a PDF; with `large` in 18 points and wider lines."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=sheet.title,
        author="",
        lang="en-GB",
        displayDocTitle=True,
        invariant=True,
    )

    def frame(canvas: Canvas, _document: object) -> None:
        assert isinstance(canvas, CountedPages)
        canvas.frame(sheet.title, LARGE if large else SMALL)

    story = list(_Drawing(large).story(sheet))
    document.build(story, onFirstPage=frame, onLaterPages=frame, canvasmaker=CountedPages)
    return file.getvalue()


class _Drawing:
    """Draws blocks in one of the two sizes."""

    def __init__(self, large: bool) -> None:
        register_fonts()
        self.large = large
        self.size = LARGE if large else 10
        self.line = 14 if large else 9
        self.width = WIDTH
        self.plain = self._style("plain", FONT)
        self.bold = self._style("bold", BOLD)
        self.italic = self._style("italic", ITALIC)
        self.drawn: dict[type[Block], Callable[[Any], Iterable[Flowable]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Choices: self._choices,
            Lines: self._lines,
            Numbers: self._numbers,
            Grid: self._grid,
            Circle: lambda block: [CirclePicture()],
            Box: self._box,
            When: self._when,
            Only: self._only,
        }

    def story(self, sheet: Sheet) -> Iterator[Flowable]:
        yield OutlineMark(sheet.title, 0)
        yield Text(escape(sheet.title), self._style("title", BOLD, 1.7, after=0.6))
        yield from self._all(sheet.blocks)
        if sheet.notes:
            yield PageBreak()
            yield from self._all(sheet.notes)

    def _all(self, blocks: Iterable[Block]) -> Iterator[Flowable]:
        """Yield what blocks are drawn as; a heading stays on the page of what it is about."""
        before: Block | None = None
        for block, after in pairwise([*blocks, None]):
            assert block is not None
            if isinstance(block, Heading) and not isinstance(before, Heading | None):
                room = FRAME_ROOM + 3 if isinstance(after, Box | Only) else HEADING_ROOM
                yield CondPageBreak(self.size * room)
            yield from self.drawn[type(block)](block)
            before = block

    def _style(
        self,
        name: str,
        font: str,
        scale: float = 1.0,
        before: float = 0.0,
        after: float = 0.35,
        keep: bool = False,
    ) -> ParagraphStyle:
        size = self.size * max(scale, 1.0 if self.large else 0.0)
        return ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=size * 1.4,
            spaceBefore=before * self.size,
            spaceAfter=after * self.size,
            keepWithNext=keep,
            splitLongWords=True,
        )

    def _heading(self, block: Heading) -> Iterator[Flowable]:
        if block.level == 2:
            yield Spacer(0, self.size)
            yield OutlineMark(block.text, 1)
            style = self._style("part", BOLD, 1.25, before=0.6, after=0.5, keep=True)
        else:
            style = self._style("question", BOLD, 1.05, before=0.9, after=0.3, keep=True)
        yield Text(escape(block.text), style)

    def _paragraph(self, block: Paragraph) -> Iterator[Flowable]:
        style = {"plain": self.plain, "hint": self.italic, "lead": self.bold}[block.tone]
        yield Text(escape(block.text), style)

    def _bullets(self, block: Bullets) -> Iterator[Flowable]:
        return self._marked("•", block.items)

    def _choices(self, block: Choices) -> Iterator[Flowable]:
        return self._marked(MARKS[block.marks], block.items)

    def _marked(self, mark: str, items: Iterable[str]) -> Iterator[Flowable]:
        style = self._style("marked", FONT, after=0.25)
        style.leftIndent, style.bulletFontName, style.bulletFontSize = (
            self.size * 1.6,
            FONT,
            self.size,
        )
        for item in items:
            yield Text(escape(item), style, bulletText=mark)

    def _lines(self, block: Lines) -> Iterator[Flowable]:
        yield from (RuledLine(self.line) for _ in range(block.count))
        yield Spacer(0, self.size * 0.6)

    def _numbers(self, block: Numbers) -> Iterator[Flowable]:
        numbers = [str(one) for one in range(block.first, block.last + 1)]
        row = Table([numbers], colWidths=[self.width / len(numbers)] * len(numbers))
        row.setStyle(
            TableStyle(
                [("FONT", (0, 0), (-1, -1), FONT, self.size), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
            )
        )
        low, high = (f"{block.first}: {block.low}", f"{block.last}: {block.high}")
        right = self._style("right", FONT, 0.9)
        right.alignment = 2
        ends = Table(
            [[Text(escape(low), self._style("left", FONT, 0.9)), Text(escape(high), right)]],
            colWidths=[self.width / 2] * 2,
        )
        yield KeepTogether([row, ends])

    def _grid(self, block: Grid) -> Iterator[Flowable]:
        share = self.width / sum(block.widths)
        head = [Text(escape(cell), self._style("head", BOLD, 0.9)) for cell in block.head]
        rows = [[self._cell(cell) for cell in row] for row in block.rows]
        room = TALL if block.tall else self.line * mm
        heights = [None, *[room if not any(row) else None for row in block.rows]]
        table = Table(
            [head, *rows],
            colWidths=[width * share for width in block.widths],
            rowHeights=heights,
            repeatRows=1,
            splitInRow=int(self._is_higher_than_a_page(rows, share * block.widths[0])),
        )
        table.setStyle(
            TableStyle(
                [("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            )
        )
        yield table
        yield Spacer(0, self.size * 0.5)

    def _is_higher_than_a_page(self, rows: list[list[Flowable | str]], width: float) -> bool:
        """Say so of rows with much to read in their first cell; in large letters some are."""
        first = (row[0] for row in rows if isinstance(row[0], Flowable))
        return any(cell.wrap(width - 2 * PADDING, HEIGHT)[1] > HEIGHT * 0.9 for cell in first)

    def _cell(self, text: str) -> Flowable | str:
        said = "<br/>".join(escape(line) for line in text.splitlines())
        return Text(said, self._style("cell", FONT, 0.9)) if text else ""

    def _box(self, block: Box) -> Iterator[Flowable]:
        title = Text(escape(block.title), self._style("title", BOLD, 1.05, keep=True))
        frame = FrameBG(None, strokeWidth=1.2, strokeColor=black)
        yield from self._inset(frame, [title], block.blocks, INDENT)

    def _only(self, block: Only) -> Iterator[Flowable]:
        bar = FrameBG(black, left=PADDING, right=WIDTH + PADDING - BAR)
        yield from self._inset(bar, self._when(block.when), block.blocks, 0)

    def _when(self, block: When) -> Iterator[Flowable]:
        style = self._style("when", FONT, keep=True)
        for lead, what in block.lines:
            yield Text(f'<font name="{BOLD}">{escape(lead)}</font> {escape(what)}.', style)

    def _inset(
        self, background: FrameBG, first: Iterable[Flowable], blocks: Iterable[Block], right: float
    ) -> Iterator[Flowable]:
        """Yield blocks with a background and less width; it goes on over a page break."""
        self.width -= INDENT + right
        yield CondPageBreak(self.size * FRAME_ROOM)
        yield Spacer(0, self.size * 0.5)
        yield Indenter(INDENT, right)
        yield background
        gap = Spacer(0, self.size * 0.3)
        gap.keepWithNext = True
        yield gap
        yield from first
        yield from self._all(blocks)
        yield Spacer(0, self.size * 0.3)
        yield FrameBG(start=False)
        yield Indenter(-INDENT, -right)
        yield Spacer(0, self.size * 0.5)
        self.width += INDENT + right
