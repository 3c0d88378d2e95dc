"""What is drawn into a PDF besides text: lines to write on, the empty circle, the outline."""

from functools import cache
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

from workbook.report.worksheet_page import RADIUS, circle_marks

FONT, BOLD, ITALIC = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"
CIRCLE = 90 * mm


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


@cache
def register_fonts() -> None:
    """Register the fonts that come with matplotlib, for they have every mark we print."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in (FONT, BOLD, ITALIC):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
