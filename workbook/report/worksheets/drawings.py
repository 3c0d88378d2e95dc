"""What a PDF has besides its text: head and foot, lines to write on, the circle, the outline."""

from functools import cache
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from workbook import messages
from workbook.report.worksheets.page import RADIUS, circle_marks

FONT, BOLD, ITALIC = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"
CIRCLE = 90 * mm
SIDE = 20 * mm
"""The margin on both sides: with those above and below, all of it is on US letter as well."""
FOOT = 18 * mm
TOTAL = "pages"


class OutlineMark(Flowable):
    """An entry in the outline of the document, at this place."""

    _ZEROSIZE = True

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.title = title
        self.level = level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the width and the height in points."""
        return 0, 0

    def draw(self) -> None:
        """Draw it where the page has come to."""
        key = f"{self.level} {self.title} {self.canv.getPageNumber()}"
        self.canv.bookmarkHorizontal(key, 0, 0)
        self.canv.addOutlineEntry(self.title, key, self.level, closed=False)


class RuledLine(Flowable):
    """A ruled line with room above it, in millimetres."""

    def __init__(self, room: float) -> None:
        super().__init__()
        self.room = room * mm

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the width and the height in points."""
        self.width = width
        return width, self.room

    def draw(self) -> None:
        """Draw it where the page has come to."""
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 0, self.width, 0)


class CirclePicture(Flowable):
    """An empty circle with ten marks."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the width and the height in points."""
        self.width = width
        return width, CIRCLE + 4 * mm

    def draw(self) -> None:
        """Draw it where the page has come to."""
        middle, radius = (self.width / 2, CIRCLE / 2 + 2 * mm), CIRCLE / 2
        self.canv.circle(*middle, radius)
        self.canv.circle(*middle, 1)
        for x, y, inner in circle_marks():
            near, far = radius * inner / RADIUS, radius
            self.canv.line(
                middle[0] + near * x, middle[1] - near * y, middle[0] + far * x, middle[1] - far * y
            )


class CountedPages(Canvas):
    """Pages that name how many there are, which is drawn once for all of them at the end."""

    def frame(self, title: str, size: int) -> None:
        """Draw what stands at the head and the foot of every page."""
        said = messages.PAPER["help_head"].format(help=messages.PAPER["help_lines"])
        self.setFont(FONT, size)
        self.drawString(SIDE, A4[1] - 19 * mm, said)
        self.drawString(SIDE, FOOT, title)
        total = A4[0] - SIDE - 1.5 * size
        self.drawRightString(total, FOOT, f"{self.getPageNumber()} / ")
        self.saveState()
        self.translate(total, FOOT)
        self.scale(size, size)
        self.doForm(TOTAL)
        self.restoreState()

    def save(self) -> None:
        """Draw the number of pages, now that it is known, and write the file."""
        self.beginForm(TOTAL)
        self.setFont(FONT, 1)
        self.drawString(0, 0, str(self.getPageNumber() - 1))
        self.endForm()
        super().save()


@cache
def register_fonts() -> None:
    """Register the fonts that come with matplotlib, for they have every mark we print."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in (FONT, BOLD, ITALIC):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
