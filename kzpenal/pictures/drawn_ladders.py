"""A ladder of sanctions as SVG, by matplotlib: a line a text, a column a kind of penalty.

Sizes are in points, of which 72 make an inch. The text of a picture is text, not outlines: it can be
searched, copied and translated, and the file is small.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from attrs import frozen

from kzpenal.pictures.common import FONTS, SVG, finished, library, undrawable, wrapped
from kzpenal.pictures.ladders import LIFE, Bar, Column, Group, Ladder, Row, Rung
from kzpenal.wording import phrase

#: A ladder of more rows is not drawn: nobody reads it.
MAX_ROWS = 300
_SIZE, _LINE, _THICK = 8.0, 1.35, 8.0
#: About how wide a letter is, as a part of the size of the text, and how much wider a bold one.
_LETTER, _BOLD = 0.6, 1.12
_MARGIN, _PART, _WHEN, _ALSO, _GAP = 14.0, (64.0, 160.0), 130.0, 220.0, 22.0
_COLUMN, _WIDE, _LIFE = 84.0, 150.0, 74.0
#: A label of a bar that is longer takes a second line.
_LONGEST = 26
_DARK, _FILL, _RULE, _BAND, _SOFT = "#1f2f4a", "#7f9cc9", "#d6d6d6", "#f3f3f3", "#555555"
#: Settings of matplotlib are shared by all threads.
_LOCK = threading.Lock()
_SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kzpenal",
    "font.family": ["DejaVu Sans"],
    "hatch.linewidth": 0.7,
    "text.parse_math": False,
    "path.simplify": False,
}


def draw(data: Ladder, lang: str = "en") -> str:
    """Return *data* as SVG.

    Raises KzpenalError where matplotlib is not installed (KZP403), or there is too much to draw (KZP404).
    """
    if sum(1 for _ in data.rows()) > MAX_ROWS:
        raise undrawable(
            f"more than {MAX_ROWS} rows: too many for one picture", "name fewer articles, or days"
        )
    matplotlib, figures = library("matplotlib"), library("matplotlib.figure")
    out = io.StringIO()
    with _LOCK, matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font lacks: the viewer has its own
        figure = figures.Figure()
        _Page(figure.add_axes((0, 0, 1, 1)), data, lang).draw(figure)
        figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ElementTree.fromstring(out.getvalue())
    for old in root.findall(f"{{{SVG}}}metadata"):
        root.remove(old)
    for text in root.iter(f"{{{SVG}}}text"):
        text.set("style", text.get("style", "").replace("'DejaVu Sans'", FONTS))
    return finished(root, _title(data, lang), " ".join(_told(data)))


def _title(data: Ladder, lang: str) -> str:
    return phrase("picture-ladder", lang, provisions=", ".join(g.provision for g in data.groups))


def _told(data: Ladder) -> Iterator[str]:
    """Yield each row in one sentence."""
    names = {c.kind: c.text for c in data.columns}
    for rung, row in data.rows():
        bars = [f"{names[b.kind]} {b.text}" if b.kind in names else b.text for b in row.bars]
        yield f"{rung.provision} {row.when}: {'; '.join(filter(None, [row.text, *bars, *row.also]))}."


def _short(group: Group, rung: Rung) -> str:
    """Return the name of a part; that of a bill's provision without the bill, which stands above it."""
    return rung.provision.removeprefix(f"{group.provision}:")


def _in(bar: Bar, column: Column) -> bool:
    unit = "year" if bar.unit == "month" else bar.unit
    return bar.kind == column.kind and unit == column.unit


@frozen
class _Place:
    """Where a column stands: from `left`, so wide, with room for life imprisonment at its end."""

    column: Column
    left: float
    width: float

    def at(self, value: float) -> float:
        """Return where *value* stands."""
        return self.left + value * self.width / (self.column.most or 1)

    def ticks(self) -> list[float]:
        """Return the numbers of the scale."""
        if not self.column.most:
            return []
        locator = library("matplotlib.ticker").MaxNLocator(nbins=4 if self.column.life else 2, integer=True)
        return [float(t) for t in locator.tick_values(0, self.column.most) if t <= self.column.most]

    @property
    def end(self) -> float:
        """Where life imprisonment stands."""
        return self.left + self.width + 12


class _Page:
    """The picture from the top down, in points."""

    def __init__(self, axes: Any, data: Ladder, lang: str) -> None:
        self.axes, self.data, self.lang = axes, data, lang
        self.places: list[_Place] = []
        longest = max((len(_short(g, r)) for g in data.groups for r in g.rungs), default=0)
        self.part = min(max(longest * _SIZE * _LETTER * _BOLD + 14, _PART[0]), _PART[1])
        left, self.height = _MARGIN + self.part + _WHEN, 0.0
        for column in data.columns:
            texts = [b.text for _, row in data.rows() for b in row.bars if _in(b, column)]
            longest = max((len(t) for t in texts), default=0)
            width = max(_WIDE if column.life else _COLUMN, min(longest, _LONGEST) * _SIZE * _LETTER)
            self.places.append(_Place(column, left, width))
            left += width + _GAP + (_LIFE if column.life else 0)
        self.also, self.width = left, left + _ALSO + _MARGIN

    def draw(self, figure: Any) -> None:
        """Draw everything."""
        self.head()
        for group in self.data.groups:
            self.group(group)
        self.foot()
        figure.set_size_inches(self.width / 72, self.height / 72)
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)
        self.axes.set_axis_off()

    # Marks

    def lines(self, x: float, y: float, text: str, width: float, size: float = _SIZE, **look: Any) -> float:
        """Write *text* in lines of so many points, the first on *y*; return where the next would stand."""
        letter = size * _LETTER * (_BOLD if "weight" in look else 1)
        for line in wrapped(text, max(6, int(width / letter))) if text else ():
            self.axes.text(x, y, line, fontsize=size, va="baseline", zorder=4, **look)
            y += size * _LINE
        return y

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a box from its upper left corner."""
        self.axes.bar(x, height, width, y, align="edge", clip_on=False, **{"zorder": 2, **look})

    def rule(
        self, xs: tuple[float, float], ys: tuple[float, float], color: str = _RULE, width: float = 0.6
    ) -> None:
        """Draw a line."""
        self.axes.plot(xs, ys, color=color, linewidth=width, zorder=1, clip_on=False, solid_capstyle="butt")

    # The parts of the page

    def head(self) -> None:
        """Write the title and the headings of the columns with their scales."""
        room = self.width - 2 * _MARGIN
        self.height = self.lines(_MARGIN, _MARGIN + 10, _title(self.data, self.lang), room, 12, weight="bold")
        top = self.height + 6
        ends = [self.lines(self.also, top, phrase("picture-also", self.lang), _ALSO, weight="bold")]
        for place in self.places:
            ends.append(self.lines(place.left, top, place.column.text, place.width, weight="bold"))
            if place.column.life:
                life = phrase("for-life", self.lang)
                ends.append(self.lines(place.end, top, life, _LIFE - 6, weight="bold"))
        self.height = max(ends) + 2
        for place in self.places:
            if place.column.unit:
                unit = phrase(f"picture-unit-{place.column.unit}", self.lang)
                self.lines(place.left, self.height, unit, place.width, 7, color=_SOFT)
            for tick in place.ticks():
                self.lines(place.at(tick), self.height + 10, f"{tick:g}", 60, 7, ha="center", color=_SOFT)
        self.height += 14

    def group(self, group: Group) -> None:
        """Draw an article."""
        self.rule((_MARGIN, self.width - _MARGIN), (self.height, self.height), _DARK, 1.2)
        title, room = f"{group.provision}  {group.title}", self.width - 2 * _MARGIN
        self.height = self.lines(_MARGIN, self.height + 14, title, room, 9, weight="bold") - 4
        for number, rung in enumerate(group.rungs):
            top = self.height
            for place, row in enumerate(rung.rows):
                self.row(row, "" if place else _short(group, rung))
            band = _BAND if number % 2 == 0 else "#ffffff"
            self.box(_MARGIN, top, room, self.height - top, color=band, zorder=0)
        self.height += 6

    def row(self, row: Row, part: str) -> None:
        """Draw a part in one text."""
        top = self.height
        first = top + 12
        ends = [
            self.lines(_MARGIN + 4, first, part, self.part - 8, weight="bold"),
            self.lines(_MARGIN + self.part, first, row.when, _WHEN - 8),
        ]
        also = first
        for text in row.also:
            also = self.lines(self.also, also, f"+ {text}", _ALSO)
        ends.append(also)
        if row.text:
            ends.append(self.lines(_MARGIN + self.part + _WHEN, first, row.text, 300, style="italic"))
        for place in self.places:
            lane = first
            for bar in row.bars:
                if _in(bar, place.column):
                    lane = self.bar(place, bar, lane)
                elif bar.kind == LIFE and place.column.life:
                    ends.append(self.life(place, first))
            ends.append(lane)
        self.height = max(*ends, first + 14) - 4
        for place in self.places if row.bars else ():
            for tick in place.ticks():
                self.rule((place.at(tick), place.at(tick)), (top, self.height))

    def bar(self, place: _Place, bar: Bar, first: float) -> float:
        """Draw an alternative, its amount above it; return where the next would stand."""
        start = place.at(bar.span[0] or 0)  # above its own mark, as far as there is room
        letters = min(len(bar.text) * _SIZE * _LETTER, place.width)
        x = max(place.left, min(start, place.left + place.width - letters))
        y = self.lines(x, first, bar.text, place.width) - 5
        if place.column.unit is None:
            return y + 8
        self.mark(place, *bar.span, y)
        return y + _THICK + 10

    def mark(self, place: _Place, low: float | None, high: float, y: float) -> None:
        """Draw bounds: hatched up to a maximum alone, full between two, a thin mark where there is one."""
        if low is None:
            look = {"facecolor": "#ffffff", "edgecolor": _FILL, "hatch": "////", "linewidth": 0.8}
            self.box(place.left, y, place.at(high) - place.left, _THICK, **look)
        elif low != high:
            look = {"facecolor": _FILL, "edgecolor": _DARK, "linewidth": 0.8}
            self.box(place.at(low), y, place.at(high) - place.at(low), _THICK, **look)
        if low is None or low == high:  # the one bound that is printed
            self.box(max(place.left, place.at(high) - 3), y - 0.5, 3, _THICK + 1, color=_DARK)

    def life(self, place: _Place, first: float) -> float:
        """Draw life imprisonment: an arrow beyond the end of the scale; return where the next would stand."""
        self.lines(place.end, first, phrase("for-life", self.lang), _LIFE)
        y = first + _LINE * _SIZE - 5
        self.arrow(place.end, y + _THICK / 2)
        return y + _THICK + 10

    def arrow(self, x: float, y: float) -> None:
        """Draw an arrow to the right."""
        self.rule((x, x + 26), (y, y), _DARK, 3)
        self.axes.plot([x + 28], [y], marker=">", markersize=8, color=_DARK, zorder=3, clip_on=False)

    def foot(self) -> None:
        """Say what the marks mean, and what is not drawn."""
        self.height += 8
        self.height = self.lines(_MARGIN, self.height + 8, phrase("picture-printed", self.lang), 640) + 2
        bars = [b for _, row in self.data.rows() for b in row.bars]
        measured = [b.span for b in bars if b.unit]
        shown = {
            "up-to": any(low is None for low, _ in measured),
            "range": any(low is not None and low != high for low, high in measured),
            "exact": any(low == high for low, high in measured),
            "life": any(b.kind == LIFE for b in bars),
        }
        for kind in (k for k, found in shown.items() if found):
            self.sample(kind)
            self.height = self.lines(_MARGIN + 48, self.height, phrase(f"picture-{kind}", self.lang), 600) + 2
        self.height += _MARGIN - 8

    def sample(self, kind: str) -> None:
        """Draw what a line of the legend is about."""
        unit = Column("", "year", 4, "")
        place = _Place(unit, _MARGIN, 36)
        if kind == "life":
            self.arrow(_MARGIN, self.height - 3)
        else:
            low = {"up-to": None, "range": 1, "exact": 4}[kind]
            self.mark(place, low, 4, self.height - 7)
