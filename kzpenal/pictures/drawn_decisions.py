"""A decision graph as SVG: Graphviz lays out each part, conditions on the left, what follows on the right.

Each part is laid out by itself, as one tree: only so does Graphviz keep the order of the code. The parts are
then put below each other, with their headings and a legend.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from attrs import define, field

from kzpenal.pictures.common import (
    CURE,
    FONTS,
    SVG,
    absent,
    clean,
    element,
    finished,
    library,
    undrawable,
    wrapped,
)
from kzpenal.pictures.conditions import Condition, State
from kzpenal.pictures.decisions import Branch, Decision, Section
from kzpenal.wording import phrase, word

#: A graph of more conditions is not drawn: nobody reads it, and laying it out takes minutes.
MAX_CONDITIONS = 600
#: Letters a line in a test, in what combines others, and in a conclusion; pixels of text at the side.
_TEST, _GATE, _CONCLUSION = 34, 22, 40
#: A number of more letters takes a line of its own.
_NUMBER = 10
_MARGIN, _LEAST = 16, 640
_MARKS: dict[State | None, str] = {None: "", "met": "✓", "failed": "✗", "unknown": "?"}
#: The states differ in mark, weight and kind of line; colour only repeats that.
_LINES: dict[State | None, dict[str, str]] = {
    None: {"color": "#333333"},
    "met": {"color": "#0b3d91", "penwidth": "2.6"},
    "failed": {"color": "#b0b0b0", "penwidth": "0.7"},
    "unknown": {"color": "#333333", "penwidth": "1.2", "style": "dashed"},
}
_FILLS: dict[State | None, str] = {
    None: "#ffffff",
    "met": "#e3ecfa",
    "failed": "#ffffff",
    "unknown": "#ffffff",
}
#: What is drawn first: lines by weight, then boxes.
_ORDER = ("edge", "failed", "asked", "unknown", "met", "node")
_FADED = "#6b6b6b"
_PLAIN: Mapping[str, str] = {}
#: An exception that is met takes the rule away.
_TAKEN = {"color": "#8b1a1a", "fillcolor": "#fbe9e7"}
#: Stands for a backslash while Graphviz has the text, which takes `\\N` for the name of the box.
#: Cleaned text holds none.
_BACKSLASH = "\ue000"
#: Around the part that is charged.
_FRAME = {"fill": "#fff6dd", "stroke": "#000000", "stroke_width": "4"}


@define
class _Drawing:
    """What is drawn so far: the input of Graphviz, a tree a part, and by id what each box says aloud."""

    lang: str
    asked: bool
    spoken: dict[str, str] = field(factory=dict)

    def tree(self, section: Section) -> str:
        """Return the part *section* as Graphviz reads it."""
        graph = library("graphviz").Digraph()
        crowd = max((len(c.parts) for b in section.branches for c in _below(b)), default=0)
        apart = "0.6" if crowd > 6 else "0.42"  # room for many lines to one box
        graph.attr(
            rankdir="LR", ordering="in", ranksep=apart, nodesep="0.1", bgcolor="transparent", pad="0.02"
        )
        graph.attr("node", shape="box", fontname=FONTS, fontsize="10", margin="0.13,0.05", height="0.2")
        graph.attr("edge", arrowsize="0.6", headport="w", tailport="e")
        graph.node("root", style="invis", width="0", height="0", label="", margin="0", fixedsize="true")
        for branch in section.branches:
            self.branch(graph, branch)
        return str(graph.source)

    def branch(self, graph: Any, branch: Branch) -> None:
        """Draw one rule."""
        lines = [line for told in branch.conclusion for line in wrapped(told, _CONCLUSION)]
        aloud = self.aloud(" ".join(branch.conclusion), branch.follows)
        name = self.box(graph, lines, branch.follows, aloud, peripheries="2")
        graph.edge(name, "root", style="invis", weight="0")
        if branch.condition is not None:
            self.condition(graph, branch.condition, name, branch.follows)
            return
        text = phrase("picture-always", self.lang)
        always = self.box(graph, [text], branch.state, self.aloud(text, branch.state), corners="rounded,")
        graph.edge(always, name, **_edge(branch.follows))

    def condition(self, graph: Any, condition: Condition, above: str, leads: State | None) -> None:
        """Draw *condition* and all below it, leading to the box *above* by a line of the state *leads*."""
        test, exception = condition.kind == "test", condition.role == "exception"
        number = ""
        if exception:
            number = phrase("exception", self.lang, provision=condition.provision)
        elif condition.role == "point":
            number = "(" + str(condition.provision).rpartition("(")[2]
        lines = wrapped(condition.text, _TEST if test else _GATE)
        told = [line for fact in condition.facts for line in wrapped(fact, _TEST)]
        look = _TAKEN if exception and condition.state == "met" else {}
        aloud = self.aloud(f"{number} {condition.text}", condition.state, condition.facts)
        corners = "rounded," if test and not exception else ""
        name = self.box(graph, lines, condition.state, aloud, number, told, corners=corners, **look)
        if exception:
            graph.edge(name, above, arrowhead="tee", headport="s", arrowsize="1", **_edge(leads, look))
        else:
            graph.edge(name, above, **_edge(leads))
        for part in condition.parts:
            self.condition(graph, part, name, part.state)

    def box(
        self,
        graph: Any,
        lines: list[str],
        state: State | None,
        aloud: str,
        number: str = "",
        told: Iterable[str] = (),
        *,
        corners: str = "",
        **look: str,
    ) -> str:
        """Draw a box of *lines*, a *number* before and what is *told* after them; return its name."""
        name = f"n{len(self.spoken) + 1}"
        self.spoken[name] = aloud
        line = _LINES[state]
        shown = {"color": line["color"], "penwidth": line.get("penwidth", "1"), "fillcolor": _FILLS[state]}
        shown["style"] = f"{corners}filled" + (",dashed" if line.get("style") == "dashed" else "")
        if state == "failed":
            shown["fontcolor"] = _FADED
        bold = " ".join(filter(None, [_MARKS[state], number]))
        graph.node(name, _label(lines, told, bold), id=name, **{**shown, **look})
        return name

    def aloud(self, text: str, state: State | None, facts: tuple[str, ...] = ()) -> str:
        """Return what a box says, in one sentence."""
        if state is None:
            return text
        truth = word("truth", state, self.lang)
        if not facts:
            return phrase("reason", self.lang, text=text, truth=truth)
        return phrase("reason-facts", self.lang, text=text, truth=truth, facts=", ".join(facts))


def _edge(state: State | None, look: Mapping[str, str] = _PLAIN) -> dict[str, str]:
    """Return how a line is drawn; its class tells the state, for the order in which lines are drawn."""
    return {**_LINES[state], **({"color": look["color"]} if look else {}), "class": state or "asked"}


def _escaped(text: str) -> str:
    return html.escape(text).replace("\\", _BACKSLASH)


def _label(lines: Iterable[str], told: Iterable[str], bold: str) -> str:
    """Return a label in Graphviz's own HTML: *bold* before the first line, or above it where it is long."""
    shown = [_escaped(line) for line in lines]
    if len(bold) > _NUMBER:
        shown = [f"<B>{_escaped(part)}</B>" for part in wrapped(bold, _TEST)] + shown
    elif bold:
        shown[0] = f"<B>{_escaped(bold)}&#160;</B>{shown[0]}"
    shown += [f"<I>{_escaped(line)}</I>" for line in told]
    return "<" + "".join(f'{line}&#160;<BR ALIGN="LEFT"/>' for line in shown) + ">"


def draw(data: Decision, lang: str = "en") -> str:
    """Return *data* as SVG.

    Raises KzpenalError where Graphviz is not installed (KZP403), or there is too much to draw (KZP404).
    """
    size = sum(1 for _ in data.conditions()) + sum(len(s.branches) for s in data.sections)
    if size > MAX_CONDITIONS:
        raise undrawable(
            f"`{data.provision}` holds {size} conditions and conclusions; up to {MAX_CONDITIONS} are drawn",
            "ask for one part of it",
        )
    drawing = _Drawing(lang, data.asked)
    trees = [drawing.tree(section) for section in data.sections]
    laid_out = [_cleaned(svg, drawing.spoken) for svg in _laid_out(trees)]
    page = _Page(max([_LEAST, *(w for _, w, _ in laid_out)]) + 2 * _MARGIN)
    title = f"{data.provision} {data.title}"
    page.say(title, 15, bold=True)
    for note in data.notes:
        page.say(note, 11)
    for section, (tree, _, height) in zip(data.sections, laid_out, strict=True):
        page.part(section, tree, height)
    _legend(page, drawing, data)
    about = [
        f"{s.provision}: {'; '.join((*s.notes, *(c for b in s.branches for c in b.conclusion)))}."
        for s in data.sections
    ]
    return finished(page.svg(), title, " ".join([*data.notes, *about]))


def _laid_out(trees: list[str]) -> list[str]:
    """Return each of *trees* as Graphviz lays it out; all in one call."""
    graphviz = library("graphviz")
    try:
        drawn = graphviz.Source("\n".join(trees)).pipe(format="svg", encoding="utf-8")
    except graphviz.ExecutableNotFound:
        raise absent("the program `dot` of Graphviz") from None
    except graphviz.CalledProcessError as error:
        raise undrawable(f"Graphviz does not draw this: {str(error.stderr)[:300]}", CURE) from None
    return [f"<svg{piece}" for piece in re.split(r"<svg(?=\s)", drawn.replace(_BACKSLASH, "\\"))[1:]]


def _cleaned(svg: str, spoken: dict[str, str]) -> tuple[Element, float, float]:
    """Return the drawing in *svg*, its width and its height; each box says aloud what it shows."""
    root = ElementTree.fromstring(svg.partition("</svg>")[0] + "</svg>")
    width, height = map(float, root.get("viewBox", "").split()[2:])
    (tree,) = root.findall(f"{{{SVG}}}g")
    for group in [tree, *tree]:
        name = group.attrib.pop("id", "")
        for title in group.findall(f"{{{SVG}}}title"):
            if name in spoken:
                title.text = clean(spoken[name])
                group.set("id", name)
            else:
                group.remove(title)
    drawn = sorted(tree.findall(f"{{{SVG}}}g"), key=lambda g: _ORDER.index(g.get("class", "").split()[-1]))
    tree[:] = drawn  # without the ground; no faint line crosses a heavy one
    return tree, width, height


class _Page:
    """The picture from the top down."""

    def __init__(self, width: float) -> None:
        self.width, self.height = width, _MARGIN / 2
        self.elements: list[Element] = []

    def say(self, text: str, size: int, bold: bool = False, left: float = _MARGIN) -> None:
        """Write *text* in as many lines as it needs."""
        letters = int((self.width - left - _MARGIN) / (size * (0.68 if bold else 0.62)))
        for line in wrapped(text, letters):
            self.height += size * 1.3
            self.write(line, left, self.height, size, bold)
        self.height += size * 0.3

    def write(self, line: str, x: float, y: float, size: int, bold: bool = False) -> None:
        """Write one line at a place."""
        look = {"font_weight": "bold"} if bold else {}
        self.elements.append(
            element("text", line, x=f"{x:g}", y=f"{y:.1f}", font_family=FONTS, font_size=size, **look)
        )

    def part(self, section: Section, tree: Element, height: float) -> None:
        """Put a part below what there is, in a frame; that of the charge is heavy."""
        self.height += 10
        top, at = self.height, len(self.elements)
        self.say(f"{section.provision}  {section.text}", 11, bold=True, left=_MARGIN + 8)
        for note in section.notes:
            self.say(note, 11, bold=section.standing == "charged", left=_MARGIN + 8)
        self.height += 4
        place = element("g", transform=f"translate({_MARGIN + 8} {self.height:.1f})")
        place.append(tree)
        self.elements.append(place)
        self.height += height + 8
        charged = section.standing == "charged"
        self.elements.insert(
            at,
            element(
                "rect",
                x=_MARGIN / 2,
                y=f"{top:.1f}",
                width=f"{self.width - _MARGIN:g}",
                height=f"{self.height - top:.1f}",
                rx=8,
                **(_FRAME if charged else {"fill": "#fafafa", "stroke": "#999999"}),
                **({"stroke_dasharray": "8,4"} if section.standing == "possible" else {}),
            ),
        )

    def svg(self) -> Element:
        """Return the whole."""
        size = {"width": f"{self.width:.0f}", "height": f"{self.height + _MARGIN:.0f}"}
        root = element("svg", viewBox=f"0 0 {size['width']} {size['height']}", **size)
        root.append(element("rect", width="100%", height="100%", fill="#ffffff"))
        root.extend(self.elements)
        return root


def _below(branch: Branch) -> list[Condition]:
    return [] if branch.condition is None else list(branch.condition.walk())


# The legend


def _legend(page: _Page, drawing: _Drawing, data: Decision) -> None:
    """Say at the foot what each look means, of those that occur."""
    lang, found = drawing.lang, list(data.conditions())
    page.height += 14
    left = float(_MARGIN)
    for sample, text in _looks(data, found, lang):
        width = 46 + len(text) * 11 * 0.62 + 18
        if left > _MARGIN and left + width > page.width:
            left, page.height = float(_MARGIN), page.height + 24
        for piece in sample:
            piece.set("transform", f"translate({left:g} {page.height:.1f})")
            page.elements.append(piece)
        page.write(text, left + 46, page.height + 13, 11)
        left += width
    page.height += 20


def _looks(data: Decision, found: list[Condition], lang: str) -> Iterator[tuple[list[Element], str]]:
    yield [_sample(None, rx=6)], phrase("picture-test", lang)
    if any(c.kind != "test" for c in found):
        yield [_sample(None)], phrase("picture-gate", lang)
    yield [_sample(None), _sample(None, inset=3)], phrase("picture-conclusion", lang)
    if any(c.role == "exception" for c in found):
        yield [*_arrow()], phrase("picture-exception", lang)
    if not data.asked:
        return
    for state in ("met", "failed", "unknown"):
        yield [_sample(state, rx=6)], f"{_MARKS[state]} {word('truth', state, lang)}"
    if any(s.standing == "charged" for s in data.sections):
        frame = element("rect", x=2, y=1, width=34, height=16, rx=3, **_FRAME)
        yield [frame], phrase("picture-frame", lang)
    if any(c.facts for c in found):
        told = element("text", "abc", x=6, y=13, font_family=FONTS, font_size=10, font_style="italic")
        yield [told], phrase("picture-facts", lang)


def _sample(state: State | None, rx: int = 0, inset: int = 0) -> Element:
    line = _LINES[state]
    dashes = {"stroke_dasharray": "5,2"} if line.get("style") == "dashed" else {}
    return element(
        "rect",
        x=2 + inset,
        y=1 + inset,
        width=34 - 2 * inset,
        height=16 - 2 * inset,
        rx=rx,
        fill=_FILLS[state],
        stroke=line["color"],
        stroke_width=line.get("penwidth", "1"),
        **dashes,
    )


def _arrow() -> Iterator[Element]:
    yield element("path", d="M2,9 H28", stroke="#333333", fill="none")
    yield element("path", d="M28,4 V14", stroke="#333333", stroke_width=2.5)
