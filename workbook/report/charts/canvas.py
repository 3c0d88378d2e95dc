"""A canvas that becomes one SVG for light and dark: drawn by matplotlib, in the page's colours.

Lengths are CSS pixels of a picture as wide as `WIDTH`. Every word on it is ours: what a participant
typed stands in the table beside it, and could break no picture.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, cast

from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Wedge
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

WIDTH = 400
TEXT = 15
"""On a phone, where the picture is 327 pixels wide, this is 12."""

LIGHT = {
    "surface": "#fffdf8",
    "ink": "#2b2620",
    "soft-ink": "#5b5247",
    "line": "#d9cfbf",
    "edge": "#857a6b",
    "accent": "#1d5750",
    "tint": "#e3eeea",
    "warm": "#9a4a21",
    "sunk": "#f1ebdf",
}
DARK = {
    "surface": "#232120",
    "ink": "#f0e9dd",
    "soft-ink": "#c4b9a8",
    "line": "#44403a",
    "edge": "#9a8f80",
    "accent": "#97d3c6",
    "tint": "#243431",
    "warm": "#f0b98d",
    "sunk": "#2c2a27",
}
"""The page's own colours, by their names in workbook.css."""

Colour = Literal["surface", "ink", "soft-ink", "line", "edge", "accent", "tint", "warm", "sunk"]
STAND_INS = {name: f"#5ec0{number:02x}" for number, name in enumerate(LIGHT, start=16)}
"""Colours matplotlib is given; each becomes a variable, which is another one in dark."""

_FONT = "'DejaVu Sans', sans-serif"
_SYSTEM = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "chart",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib; it only measures
    "text.parse_math": False,
    "path.simplify": False,
}
_ROUND = "round,pad=0,rounding_size=0.16"
_TILE = FancyBboxPatch((-0.5, -0.5), 1, 1, boxstyle=_ROUND).get_path()
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_STYLE = "*{stroke-linejoin: round; stroke-linecap: butt}"


@contextmanager
def canvas(height: float) -> Iterator["Canvas"]:
    """Give a canvas of this height to draw on."""
    with rc_context(_SETTINGS):
        yield Canvas(height)


class Canvas:
    """Draws at pixels from the top left corner."""

    def __init__(self, height: float) -> None:
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        figure.patch.set_visible(False)
        FigureCanvasSVG(figure)
        self._figure = figure
        # No axes: all that they would work out is known here.
        self._from_top_left = Affine2D().scale(1, -1).translate(0, height)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: Colour = "ink",
        align: Literal["left", "center", "right"] = "left",
        strong: bool = False,
    ) -> None:
        """Write words whose baseline is at `y`."""
        weight = "bold" if strong else "normal"
        self._add(Text(x, y, words, color=STAND_INS[colour], size=TEXT, ha=align, weight=weight))

    def marks(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        shape: str,
        colour: Colour,
        *,
        size: float = 7,
        hollow: bool = False,
        apart: bool = True,
    ) -> None:
        """Draw a mark of one of matplotlib's shapes at each place, `apart` from what lies below."""
        outlined = hollow or shape == "x"
        edge = 2 if outlined else 1 if apart else 0
        about: tuple[Colour, Colour] = (
            "surface" if hollow else colour,
            colour if outlined else "surface",
        )
        self._marks(xs, ys, shape, size, about, edge)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: Colour,
        *,
        width: float = 1,
        dashes: tuple[float, float] | None = None,
        name: str = "",
    ) -> None:
        """Draw a line through these places; `name` is its id in the picture."""
        style: Any = (0, dashes) if dashes else "solid"
        self._add(
            Line2D(
                xs, ys, color=STAND_INS[colour], linewidth=width, linestyle=style, gid=name or None
            )
        )

    def box(
        self,
        corner: tuple[float, float],
        size: tuple[float, float],
        *,
        fill: Colour | None = None,
        edge: Colour | None = None,
        dotted: bool = False,
    ) -> None:
        """Draw a box with round corners from its top left one."""
        shape = FancyBboxPatch(
            corner,
            *size,
            boxstyle="round,pad=0,rounding_size=4",
            facecolor=STAND_INS[fill] if fill else "none",
            edgecolor=STAND_INS[edge] if edge else "none",
            linewidth=1.25,
            linestyle=(0, (1.5, 3)) if dotted else "solid",
        )
        self._add(shape)

    def tiles(self, xs: Sequence[float], ys: Sequence[float], size: float) -> None:
        """Draw boxes that are all alike around these middles: quicker than one by one."""
        self._marks(xs, ys, _TILE, size, ("tint", "edge"), 1.25)

    def slice(
        self, centre: tuple[float, float], radius: float, share: tuple[float, float], fill: Colour
    ) -> None:
        """Draw a slice of a pie, from one percent to another, clockwise from the top."""
        start, end = (3.6 * percent - 90 for percent in share)
        shape = Wedge(
            centre,
            radius,
            start,
            end,
            facecolor=STAND_INS[fill],
            edgecolor=STAND_INS["edge"],
            linewidth=1.5,
        )
        self._add(shape)

    def _marks(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        shape: str | Path,
        size: float,
        colours: tuple[Colour, Colour],
        edge: float,
    ) -> None:
        fill, around = (STAND_INS[colour] for colour in colours)
        self._add(
            Line2D(
                xs,
                ys,
                linestyle="none",
                marker=cast(Any, shape),
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor=around,
                markeredgewidth=edge,
            )
        )

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._from_top_left)
        self._figure.add_artist(artist)

    def svg(self) -> str:
        """Return the picture."""
        written = io.StringIO()
        self._figure.savefig(written, format="svg", metadata=_NO_METADATA)
        text = written.getvalue()
        text = text[text.index("<svg") :].replace('pt"', '"', 2).replace(_FONT, "var(--sans)")
        for name, stand_in in STAND_INS.items():
            text = text.replace(stand_in, f"var(--{name})")
        return text.replace(_STYLE, _STYLE + _colours(), 1)


def _colours() -> str:
    """Return the style that says which colours hold; on paper always the light ones."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in colours.items())
        for colours in (LIGHT, DARK)
    )
    on_screen = "@media screen and (prefers-color-scheme:dark)"
    return f":root{{--sans:{_SYSTEM};{light}}}{on_screen}{{:root{{{dark}}}}}"
