"""Pictures: what is drawn is what the rules and the answer say, in letters that anybody's text survives."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from attrs import frozen
from click.testing import CliRunner
from hypothesis import Phase, given, settings

import kzpenal
from kzpenal import Assessment, Case, KzpenalError
from kzpenal.citation import cite
from kzpenal.cli import main
from kzpenal.condition import All, Block, Leaf, No, Node, Not
from kzpenal.condition import Any as AnyOf
from kzpenal.pictures import decision, drawn_decisions, drawn_ladders, graph, ladder, rungs
from kzpenal.pictures.conditions import Condition
from kzpenal.pictures.decisions import Decision
from kzpenal.pictures.ladders import Row
from kzpenal.provision import Charge, Version
from kzpenal.reasons import Reason
from kzpenal.sanction import Sanction
from kzpenal.testing import cases
from kzpenal.vocabulary import fact
from kzpenal.wording import languages

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="the program `dot` is not installed")
SVG = "{http://www.w3.org/2000/svg}"
JULY = dt.date(2024, 7, 1)
EXAMPLES = Path(__file__).parent.parent / "examples"
CHILD = kzpenal.read_case(EXAMPLES / "child-murder.yaml")


@functools.cache
def assessed(case: Case) -> Assessment:
    """Return the answer for *case*, by the quicker engine."""
    return kzpenal.assess(case, engine="reference")


def texts() -> Iterator[tuple[str, dt.date, Version]]:
    """Yield every text that is held of every article, with a day on which it is in force."""
    for article in kzpenal.statute().articles:
        for version in article.versions:
            if not (version.absent or version.not_seen):
                assert version.in_force.first is not None
                yield str(article.citation), version.in_force.first, version


def own_leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves of *node*; a count is one, with what it counts."""
    if isinstance(node, (All, AnyOf)):
        for item in node.items:
            yield from own_leaves(item)
    elif isinstance(node, (Not, Block, No)):
        yield from own_leaves(node.item)
    else:
        yield node


# The data of a graph


def test_each_condition_of_each_text_is_in_the_graph_once() -> None:
    """A graph holds every test, point and exception of every text, each once and in the order of the code."""
    for name, day, version in texts():
        data = decision(name, on=day)
        assert [s.provision for s in data.sections] == [str(p.citation) for p in version.provisions]
        for section, provision in zip(data.sections, version.provisions, strict=True):
            assert len(section.branches) == len(provision.rules)
            for branch, rule in zip(section.branches, provision.rules, strict=True):
                shown = [] if branch.condition is None else list(branch.condition.walk())
                held = [leaf for node in rule.nodes() for leaf in own_leaves(node)]
                assert [id(c.leaf) for c in shown if c.leaf is not None] == list(map(id, held)), rule.key
                points = [c.provision for c in shown if c.role == "point"]
                assert points == [str(p.citation) for p in rule.points]
                exceptions = [c.provision for c in shown if c.role == "exception"]
                assert exceptions == [str(u.by) for u in rule.unless]
                assert all(c.text and c.state is None and not c.facts for c in shown)


def test_a_part_and_a_point_are_drawn_alone() -> None:
    """Of an article one part, or one point with what it needs, can be asked for."""
    (part,) = decision("cc:99(2)").sections
    assert part.provision == "cc:99(2)"
    (section,) = decision("cc:99(2)(14)").sections
    conditions = [c for b in section.branches if b.condition for c in b.condition.walk()]
    assert [c.provision for c in conditions if c.role == "point"] == ["cc:99(2)(14)"]
    assert [c.text for c in conditions if c.kind == "test"] == [
        "the elements of cc:99(1) are met",
        "the victim's age in whole years at the act — under 18",
        "the offender knew the age",
    ]


def test_the_newest_text_is_drawn_unless_a_day_is_named() -> None:
    """Without a day it is the text in force last; with one, that of the day."""
    assert "or life imprisonment" not in decision("cc:99(3)").sections[0].branches[0].conclusion
    then = decision("cc:99(3)", on=dt.date(2023, 1, 1)).sections[0].branches[0].conclusion
    assert any("life imprisonment" in line and line.startswith("or ") for line in then)
    assert decision("koap:73-1").notes == ("in force 2023-07-01 to 2024-06-16",)  # the article has ended


@pytest.mark.parametrize("lang", languages())
def test_a_graph_speaks_its_language(lang: str) -> None:
    """Titles and conditions are told in the language asked for; no path of a fact is shown."""
    for name in ("cc:120", "cc:68", "koap:127"):
        data = decision(name, answer=assessed(CHILD), lang=lang)
        article = next(a for a in kzpenal.statute().articles if str(a.citation) == name)
        assert data.title == dict(article.title)[lang]
        for condition in data.conditions():
            assert not re.search(r"[a-z]+_[a-z]+|victim\.|offender\.|charge\.", condition.text), (
                condition.text
            )
            if lang != "en":
                assert re.search(r"[\u0430-\u044f]", condition.text)


# A case in a graph


def truths(reason: Reason) -> dict[int, set[str]]:
    """Return by test, as an object, what *reason* says of it: something for each victim."""
    found: dict[int, set[str]] = {}
    for step in reason.walk():
        if step.node is not None:
            found.setdefault(id(step.node), set()).add(step.truth)
    return found


@pytest.mark.dear
@settings(max_examples=5, phases=(Phase.generate,))  # to make a case smaller takes minutes
@given(case=cases(["murder", "rape", "battery", "neglect-of-duties", "torment", "light-harm"]))
def test_the_states_are_those_of_the_reasons(case: Case) -> None:
    """What a graph shows as met, failed or unknown is what the answer argues; only its charges stand out."""
    answer = assessed(case)
    law = answer.openness.law
    for article in (a for a in law.articles if str(case.act.value) in a.acts):
        data = decision(str(article.citation), answer=answer)
        charged = {s.provision for s in data.sections if s.standing == "charged"}
        assert charged == {c.provision for c in answer.charges if cite(c.provision).whole == article.citation}
        possible = {p.provision for p in answer.possible if p.what == "charge"}
        for section in data.sections:
            assert (section.standing == "possible") == (section.provision in possible)
            for branch in section.branches:
                assert (branch.follows == "met") == (section.provision in charged)
                check_states(answer, section.provision, branch.state, branch.condition)


def check_states(answer: Assessment, provision: str, state: str | None, condition: Condition | None) -> None:
    """Hold the states of one part against the reasons for it and for each of its points."""
    argued = answer.why(provision)[0]
    assert state == argued.truth
    found = truths(argued)
    shown = [] if condition is None else list(condition.walk())
    for point in (c for c in shown if c.role == "point"):
        reason = answer.why(str(point.provision))[0]
        (step,) = [r for r in reason.parts if r.provision == point.provision]
        assert point.state == step.truth, point
        for key, seen in truths(reason).items():
            found.setdefault(key, set()).update(seen)
    for each in shown:
        if each.leaf is not None and id(each.leaf) in found:
            said = found[id(each.leaf)]
            assert each.state in said or (each.kind == "test" and "(" in each.text), each
            if said == {"met"} and each.leaf in direct(condition):
                assert each.state == "met"


def direct(condition: Condition | None) -> list[Leaf]:
    """Return the tests that stand by themselves below *condition*."""
    return [] if condition is None else [p.leaf for p in condition.parts if p.leaf is not None]


def test_the_path_of_a_case() -> None:
    """The part that is charged stands out, the others yield, and the facts that decided are told."""
    data = decision("cc:99", answer=assessed(CHILD))
    assert [(s.provision, s.standing) for s in data.sections] == [
        ("cc:99(1)", "yields"),
        ("cc:99(2)", "yields"),
        ("cc:99(3)", "charged"),
    ]
    (branch,) = data.sections[2].branches
    assert branch.condition is not None
    assert [(c.state, c.facts) for c in branch.condition.parts] == [
        ("met", ()),
        ("met", ("victim 1: 9",)),
    ]
    assert [b.follows for s in data.sections for b in s.branches] == ["failed", "failed", "met"]
    assert all(c.state is not None for c in data.conditions())


def test_rules_about_a_charge_are_asked_about_the_charge() -> None:
    """A rule of the general part is asked about the charge, and says which; without one it is not asked."""
    data = decision("cc:63", answer=assessed(CHILD))
    assert data.sections[0].notes == ("asked about cc:99(3)",)
    assert data.sections[0].branches[0].state == "met"
    child = assessed(CHILD.but({"offender": kzpenal.Offender(age=10)}))
    assert [s.standing for s in decision("cc:99", answer=child).sections] == [
        "yields",
        "yields",
        "not-liable",
    ]
    data = decision("cc:63", answer=child)
    assert data.sections[0].notes == ("not asked: there is no charge",)
    assert {b.state for s in data.sections for b in s.branches} == {None}


def test_several_victims_are_told_one_by_one() -> None:
    """Where no victim settles it, what the case says of each is told; where one does, only of that one."""
    two = CHILD.but({"victims": (kzpenal.Victim(age=30), kzpenal.Victim(age=20))})
    (condition,) = [
        c for c in decision("cc:99(3)", answer=assessed(two)).conditions() if "under 14" in c.text
    ]
    assert (condition.state, condition.facts) == ("failed", ("victim 1: 30", "victim 2: 20"))
    one = CHILD.but({"victims": (kzpenal.Victim(age=30), kzpenal.Victim(age=9))})
    (condition,) = [
        c for c in decision("cc:99(3)", answer=assessed(one)).conditions() if "under 14" in c.text
    ]
    assert (condition.state, condition.facts) == ("met", ("victim 2: 9",))


def test_a_bill_is_drawn_as_a_bill() -> None:
    """A provision of a bill is drawn with its title and the word that it is no law, with a case or not."""
    name = "bill-2024-02-21:murder-of-minor"
    plain = decision(name)
    under = kzpenal.assess(CHILD, law=kzpenal.law(bill="bill-2024-02-21"), engine="reference")
    asked = decision(name, answer=under)
    assert plain.title == asked.title
    assert plain.notes == asked.notes[:1] == ("Bill bill-2024-02-21: not law, only what was reported",)
    assert ([s.standing for s in plain.sections], [s.standing for s in asked.sections]) == (
        [None],
        ["charged"],
    )


# The drawing of a graph


def parsed(svg: str) -> Element:
    """Return the root of *svg*: an image with a title and a description, and nothing that runs or loads."""
    assert "<!DOCTYPE" not in svg
    assert "<!ENTITY" not in svg
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    title, text = root[0], root[1]
    assert (title.tag, title.get("id"), text.tag, text.get("id")) == (
        f"{SVG}title",
        "title",
        f"{SVG}desc",
        "desc",
    )
    assert title.text
    assert text.text
    tags = {e.tag.removeprefix(SVG) for e in root.iter()}
    assert tags <= {
        "svg", "title", "desc", "g", "rect", "text", "tspan", "path", "polygon", "polyline", "defs",
        "style", "pattern", "use", "clipPath",
    }, tags  # fmt: skip
    assert not any(k.startswith("on") for e in root.iter() for k in e.attrib)
    return root


def squeezed(text: str) -> str:
    """Return *text* without spaces."""
    return re.sub(r"\s", "", text)


def written(root: Element) -> str:
    """Return all that is written in a picture, without spaces."""
    return squeezed("".join("".join(e.itertext()) for e in root.iter(f"{SVG}text")))


def boxes(root: Element) -> dict[str, tuple[str, list[Element]]]:
    """Return by id what stands in each box, and its texts."""
    found = {}
    for group in root.iter(f"{SVG}g"):
        if group.get("class") == "node" and group.get("id"):
            lines = group.findall(f"{SVG}text")
            found[group.get("id", "")] = (squeezed("".join(t.text or "" for t in lines)), lines)
    return found


def expected(data: Decision) -> list[str]:
    """Return what stands in the boxes of a graph, in the order in which they are drawn."""
    found = []
    for section in data.sections:
        for branch in section.branches:
            found.append(" ".join(branch.conclusion))
            if branch.condition is not None:
                found += [" ".join([c.text, *c.facts]) for c in branch.condition.walk()]
    return [squeezed(text) for text in found]


@needs_dot
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", ["cc:99", "cc:55(2)"])
def test_each_label_is_in_the_graph(name: str, lang: str) -> None:
    """A graph is well-formed, and every condition, conclusion, fact and heading is written in it."""
    for answer in (None, assessed(CHILD)):
        data = decision(name, answer=answer, lang=lang)
        root = parsed(drawn_decisions.draw(data, lang))
        shown = [text for text, _ in boxes(root).values()]
        wanted = expected(data)
        assert len(shown) == len(wanted)
        numbered = sorted(boxes(root), key=lambda name: int(name[1:]))
        for box, text in zip(numbered, wanted, strict=True):
            assert boxes(root)[box][0].endswith(text)
        everything = written(root)
        for heading in (data.title, *data.notes, *(s.text for s in data.sections)):
            assert squeezed(heading) in everything
        assert all(squeezed(n) in everything for s in data.sections for n in s.notes)


def numbers(group: Element) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of the outline of a box."""
    xs, ys = [], []
    for shape in [*group.findall(f"{SVG}polygon"), *group.findall(f"{SVG}path")]:
        found = [float(n) for n in re.findall(r"-?[0-9.]+", shape.get("points") or shape.get("d") or "")]
        xs += found[::2]
        ys += found[1::2]
    return min(xs), min(ys), max(xs), max(ys)


@needs_dot
@pytest.mark.parametrize(
    ("name", "lang"), [("cc:99", "kk"), ("cc:120", "ru"), ("cc:68", "en"), ("cc:71", "kk")]
)
def test_no_box_covers_another_and_no_text_leaves_its_box(name: str, lang: str) -> None:
    """Boxes stand apart, each line of text ends within its box, and the picture is at most 1700 wide."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    root = parsed(graph(name, answer=assessed(CHILD), lang=lang))
    assert float(root.get("width", "inf")) < 1700
    for tree in (g for g in root.iter(f"{SVG}g") if g.get("class") == "graph"):
        groups = [g for g in tree.findall(f"{SVG}g") if g.get("class") == "node" and g.get("id")]
        places = [numbers(g) for g in groups]
        for number, (left, top, right, bottom) in enumerate(places):
            for other in places[number + 1 :]:
                assert other[0] > right or other[2] < left or other[1] > bottom or other[3] < top
        for group, (left, top, right, bottom) in zip(groups, places, strict=True):
            for text in group.findall(f"{SVG}text"):
                font = FontProperties(
                    family="DejaVu Sans",
                    size=10,
                    weight=text.get("font-weight", "normal"),
                    style="italic" if text.get("font-style") == "italic" else "normal",
                )
                wide, _, _ = text_to_path.get_text_width_height_descent(text.text or "", font, False)
                x, y = float(text.get("x", "nan")), float(text.get("y", "nan"))
                assert left < x
                assert x + wide * 0.98 < right, text.text
                assert top < y - 5 < y < bottom


@needs_dot
@pytest.mark.parametrize("name", ["cc:99", "cc:120", "cc:68"])
def test_the_order_of_the_code_is_kept(name: str) -> None:
    """What stands first in the code stands higher, among the parts and among all that lead to one box."""
    data = decision(name)
    root = parsed(drawn_decisions.draw(data))
    places = {
        group.get("id", ""): numbers(group)[1]
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "node" and group.get("id")
    }
    names = iter(sorted(places, key=lambda name: int(name[1:])))

    def check(condition: Condition) -> str:
        mine = next(names)
        below = [places[check(part)] for part in condition.parts]
        assert below == sorted(below)
        return mine

    for section in data.sections:
        for branch in section.branches:
            next(names)
            if branch.condition is not None:
                check(branch.condition)
    headings = [
        e
        for e in root.iter(f"{SVG}text")
        if e.get("font-size") == "11" and (e.text or "").startswith(tuple(s.provision for s in data.sections))
    ]
    heights = [float(e.get("y", "nan")) for e in headings]
    assert len(heights) >= len(data.sections)
    assert heights == sorted(heights)


@needs_dot
def test_the_states_differ_without_colour() -> None:
    """Met, failed and unknown have marks and lines of their own, and the charge a heavy frame."""
    root = parsed(graph("cc:99", answer=assessed(CHILD)))
    widths: dict[str, set[tuple[str | None, str | None]]] = {}
    for group in root.iter(f"{SVG}g"):
        lines = group.findall(f"{SVG}text")
        if group.get("class") == "node" and lines and group.get("id"):
            outline = (*group.findall(f"{SVG}polygon"), *group.findall(f"{SVG}path"))[0]
            mark = squeezed(lines[0].text or "")[0]
            widths.setdefault(mark, set()).add((outline.get("stroke-width"), outline.get("stroke-dasharray")))
    assert set(widths) == {"✓", "✗", "?"}
    assert len({frozenset(w) for w in widths.values()}) == 3
    assert not set.intersection(*widths.values())
    frames = [r for r in root.iter(f"{SVG}rect") if r.get("rx") == "8"]
    assert [r.get("stroke-width") for r in frames].count("4") == 1


# The data of a ladder


def charging(version: Version) -> dict[str, list[Charge]]:
    """Return by part the charges that *version* holds."""
    found: dict[str, list[Charge]] = {}
    for provision in version.provisions:
        said = [r.conclusion for r in provision.rules if isinstance(r.conclusion, Charge)]
        if said:
            found[str(provision.citation)] = said
    return found


def covers(row: Row, day: dt.date) -> bool:
    """Say whether *row* is about *day*."""
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)


def test_the_bars_are_the_printed_sanctions_of_every_text() -> None:
    """For every part and every day on which a text begins, the row of that day holds what the text prints."""
    names = [str(a.citation) for a in kzpenal.statute().articles if a.charges()]
    data = rungs(*names)
    held = {r.provision: r.rows for g in data.groups for r in g.rungs}
    seen = 0
    for _, day, version in texts():
        for provision, (charge,) in charging(version).items():
            (row,) = [r for r in held[provision] if covers(r, day)]
            sanction = charge.sanction or Sanction(None)
            printed = [(p.kind, p.min, p.max, p.unit) for p in (a.penalty for a in sanction.one_of or ())]
            assert [(b.kind, b.low, b.high, b.unit) for b in row.bars] == printed
            assert row.state == ("printed" if printed else "not-reported")
            additions = sum(bool(a.with_) for a in sanction.one_of or ()) + len(sanction.and_also)
            assert len(row.also) == additions + (charge.liable != "offender")
            seen += 1
    assert seen > 200
    kinds = {(c.kind, c.unit) for c in data.columns}
    for _, row in data.rows():
        for bar in row.bars:
            assert (
                bar.kind == "life-imprisonment"
                or (bar.kind, "year" if bar.unit == "month" else bar.unit) in kinds
            )


def test_the_rows_of_a_part_follow_each_other_and_differ() -> None:
    """The rows of a part leave out no day, overlap on none, and neighbours say different things."""
    names = [str(a.citation) for a in kzpenal.statute().articles if a.charges()]
    more = 0
    for group in rungs(*names).groups:
        for rung in group.rungs:
            for one, other in zip(rung.rows, rung.rows[1:], strict=False):
                assert one.last is not None
                assert other.first == one.last + dt.timedelta(days=1)
                assert (one.state, one.bars, one.also) != (other.state, other.bars, other.also)
                more += 1
            assert rung.rows[-1].last is None
    assert more > 20


def test_days_choose_among_the_texts() -> None:
    """With days, only the texts of those days are shown, each with its own first and last day."""
    both = rungs("cc:99(3)").groups[0].rungs[0].rows
    assert [(r.first, r.last) for r in both] == [
        (dt.date(2022, 9, 12), dt.date(2024, 6, 15)),
        (dt.date(2024, 6, 16), None),
    ]
    assert rungs("cc:99(3)", on=JULY).groups[0].rungs[0].rows == both[1:]
    assert rungs("cc:99(3)", on=[JULY, dt.date(2023, 1, 1)]).groups[0].rungs[0].rows == both
    assert [r.state for r in rungs("cc:108-1(1)").groups[0].rungs[0].rows] == ["absent", "printed"]
    assert [r.state for r in rungs("cc:140(3)").groups[0].rungs[0].rows] == ["no-part", "printed"]


def test_months_stand_on_the_scale_of_years() -> None:
    """Terms of months and years share one scale; what is printed keeps its own unit in its label."""
    from kzpenal.pictures.ladders import Bar

    assert Bar("imprisonment", 6, 84, "month", "").span == (0.5, 7.0)
    assert Bar("fine", None, 200, "mci", "").span == (None, 200)


def test_a_bill_stands_beside_the_law() -> None:
    """A bill's provisions have rows too, without days; what was not reported is said."""
    data = rungs("cc:99(3)", "bill-2024-02-21:murder-of-minor", "bill-2024-02-21:sexual-harassment-under-16")
    assert [g.provision for g in data.groups] == ["cc:99", "bill-2024-02-21"]
    one, other = data.groups[1].rungs
    assert [b.kind for b in one.rows[0].bars] == ["life-imprisonment"]
    assert (other.rows[0].state, other.rows[0].text, other.rows[0].when) == (
        "not-reported",
        "not reported",
        "",
    )


# The drawing of a ladder


@pytest.mark.parametrize("lang", languages())
def test_each_label_is_in_the_ladder(lang: str) -> None:
    """A ladder is well-formed, and every part, period, amount and addition is written in it, as text."""
    data = rungs("cc:99", "cc:106", "cc:108-1", "koap:127-2", lang=lang)
    root = parsed(drawn_ladders.draw(data, lang))
    shown = written(root)
    for group in data.groups:
        assert squeezed(f"{group.provision}{group.title}") in shown
    for rung, row in data.rows():
        for text in (rung.provision, row.when, row.text, *(b.text for b in row.bars), *row.also):
            assert squeezed(text) in shown, text
    assert all(squeezed(c.text) in shown for c in data.columns)


@pytest.mark.parametrize("lang", languages())
def test_no_text_of_a_ladder_covers_another(lang: str) -> None:
    """Each text stands apart from every other, and within the picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = ["cc:99", "cc:106", "cc:108-1", "cc:120", "koap:127-2", "bill-2024-02-21:minor-harm"]
    figure = Figure(dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    drawn_ladders._Page(axes, rungs(*names, lang=lang), lang).draw(figure)
    canvas: Any = FigureCanvasAgg(figure)
    places = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in axes.texts]
    width, height = figure.get_size_inches() * 72
    for number, (text, place) in enumerate(places):
        assert place.x0 >= 0, text
        assert place.x1 <= width, text
        assert place.y0 >= 0, text
        assert place.y1 <= height, text
        for other, there in places[number + 1 :]:
            apart = (
                place.x1 <= there.x0
                or there.x1 <= place.x0
                or place.y1 <= there.y0 + 1
                or there.y1 <= place.y0 + 1
            )
            assert apart, (text, other)


@pytest.mark.parametrize("name", ["cc:99(1)", "cc:99(2)", "cc:99(3)", "cc:106", "cc:108-1", "koap:73"])
def test_bars_stand_where_their_scale_says(name: str) -> None:
    """A bar reaches from its minimum, or zero, to its maximum on the scale above it; life is an arrow."""
    from matplotlib.figure import Figure

    data = rungs(name)
    axes = Figure().add_axes((0, 0, 1, 1))
    page = drawn_ladders._Page(axes, data, "en")
    page.draw(axes.figure)
    drawn: list[Any] = list(axes.patches)
    found: set[tuple[float, float, str | None]] = {
        (round(p.get_x(), 1), round(p.get_x() + p.get_width(), 1), p.get_hatch()) for p in drawn
    }
    for place in (p for p in page.places if p.column.unit):
        inside = [t for t in axes.texts if place.left <= t.get_position()[0] <= place.left + place.width]
        scale = {int(t.get_text()): t.get_position()[0] for t in inside if t.get_text().isdigit()}
        zero, number = scale[0], max(scale)
        for bar in (b for _, r in data.rows() for b in r.bars if b.kind == place.column.kind):
            low, high = ((zero + v * (scale[number] - zero) / number) for v in (bar.low or 0, bar.high or 0))
            if bar.low is None:
                assert (round(zero, 1), round(high, 1), "////") in found
            elif bar.low == bar.high:
                assert any(right == round(high, 1) and hatch is None for _, right, hatch in found)
            else:
                assert (round(low, 1), round(high, 1), None) in found
    life = sum(b.kind == "life-imprisonment" for _, r in data.rows() for b in r.bars)
    arrows = sum(line.get_marker() == ">" for line in axes.lines)
    assert arrows == life + (life > 0)  # and one in the legend


# Anybody's rules

HOSTILE = "<script>alert(1)</script> & \"two\" 'one' \\N \\G %s $x^2$ {0} <B>b</B> &amp; ]]>"
LONG = "Donaudampfschiff" * 30


@frozen
class Dog:
    """Somebody else's facts, whose labels are hostile."""

    act: Literal["bite", "bark"] = fact(text=HOSTILE)
    muzzle: bool | None = fact(None, text="\x00\x1b[31m\u202e\ud800 " + LONG)
    age: int | None = fact(None, text=LONG)


RULES = f"""
article: x:1
title: '{HOSTILE.replace("'", "''")}'
acts: [bite]
versions:
  - in_force: {{from: 2020-01-01}}
    read: [{{redaction: 2024-07-01, url: "https://example.org"}}]
    parts:
      "1":
        text: '{HOSTILE.replace("'", "''")} {LONG}'
        when: act is bite
        sanction: {{one_of: [fine 1..2 tenge, fine up to 9 mci, imprisonment 3..12 months, warning]}}
      "2":
        of: ["1"]
        any: {{"1": muzzle, "2": {{not: {{all: [age at least 9, not muzzle]}}}}}}
        sanction: {{one_of: [fine 3..4 tenge]}}
        unless: [{{by: x:2, when: age under 2}}]
---
article: x:2
versions:
  - in_force: {{from: 2020-01-01}}
    read: [{{redaction: 2024-07-01, url: "https://example.org"}}]
    order: muzzle-order must 1..2 months
"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> kzpenal.Statute:
    """Return somebody else's statute, of hostile texts."""
    folder = tmp_path_factory.mktemp("dogs")
    for number, text in enumerate(RULES.split("\n---\n")):
        (folder / f"{number}.yaml").write_text(text, "utf-8")
    return kzpenal.load(folder, facts=Dog)


@needs_dot
@pytest.mark.parametrize("lang", languages())
def test_hostile_texts_are_drawn_as_they_are(foreign: kzpenal.Statute, lang: str) -> None:
    """Markup, quotes, escapes and long words of other people's rules are letters in a picture, no more."""
    answer = kzpenal.assess(Dog("bite", age=3), law=foreign.law(on=JULY), engine="reference")
    for svg in (
        graph("x:1", statute=foreign, lang=lang),
        graph("x:1", answer=answer, lang=lang),
        ladder("x:1", statute=foreign, lang=lang),
    ):
        root = parsed(svg)
        assert squeezed(HOSTILE) in written(root)
        assert float(root.get("width", "9999").removesuffix("pt")) < 3000
    shown = written(parsed(graph("x:1", answer=answer, lang=lang)))
    assert squeezed("�[31m") in shown
    assert squeezed(LONG) in shown


@needs_dot
def test_somebody_elses_rules_are_drawn(foreign: kzpenal.Statute) -> None:
    """Other rules over other facts have their graph and ladder, with the case's path and the exception."""
    answer = kzpenal.assess(Dog("bite", muzzle=True, age=1), law=foreign.law(on=JULY), engine="reference")
    data = decision("x:1", answer=answer)
    assert [s.standing for s in data.sections] == ["charged", None]
    (exception,) = [c for c in data.conditions() if c.role == "exception"]
    assert (exception.state, exception.provision, exception.facts) == ("met", "x:2", ("case: 1",))
    assert "exceptionbyx:2" in written(parsed(graph("x:1", answer=answer)))
    assert "always" in written(parsed(graph("x:2", answer=answer)))
    columns = rungs("x:1", statute=foreign).columns
    assert [(c.kind, c.unit, c.most) for c in columns] == [
        ("imprisonment", "year", 1.0),
        ("fine", "mci", 9),
        ("fine", "tenge", 4),
        ("warning", None, 0),
    ]


# Refusals


@pytest.mark.parametrize(
    ("ask", "code", "says"),
    [
        (lambda: decision("cc:9999"), "KZP402", "`cc:9999` is not encoded"),
        (lambda: decision("cc:99(9)"), "KZP402", "`cc:99(9)` is not encoded"),
        (lambda: decision("cc:115-1", answer=assessed(CHILD)), "KZP402", "was not in force under in"),
        (lambda: decision("nine"), "KZP402", "`nine` is no citation"),
        (lambda: decision(99), "KZP402", "99 is no citation"),  # type: ignore[arg-type]
        (lambda: decision("cc:108-1", on=dt.date(2023, 1, 1)), "KZP402", "was not in force on 2023-01-01"),
        (lambda: decision("cc:99", on=dt.date(1990, 1, 1)), "KZP201", "no text of the law is encoded"),
        (lambda: decision("cc:99", on="2024-07-01"), "KZP000", "`on` is a day"),  # type: ignore[arg-type]
        (lambda: decision("cc:99", answer=CHILD), "KZP000", "`answer` is what `assess` returns"),  # type: ignore[arg-type]
        (lambda: decision("cc:99", answer=assessed(CHILD), on=JULY), "KZP000", "an answer has a law"),
        (lambda: decision("cc:99", lang="tlh"), "KZP401", "no texts in `tlh`"),
        (lambda: rungs("cc:46"), "KZP404", "`cc:46` threatens no sanction"),
        (lambda: rungs(), "KZP404", "no article is named"),
        (lambda: rungs("cc:9999"), "KZP402", "`cc:9999` is not encoded"),
        (lambda: rungs("cc:99(9)"), "KZP402", "`cc:99(9)` is not encoded"),
        (lambda: rungs("cc:99", on=[dt.date(1990, 1, 1)]), "KZP201", "no text of the law is encoded"),
    ],
)  # fmt: skip
def test_what_is_not_held_is_refused(ask: Any, code: str, says: str) -> None:
    """A picture of nothing is refused, with its code and in words that name what was asked."""
    with pytest.raises(KzpenalError) as refused:
        ask()
    assert refused.value.problems[0].code == code
    assert says in refused.value.problems[0].message


@needs_dot
def test_more_than_a_reader_reads_is_refused(tmp_path: Path) -> None:
    """A graph of more than 600 boxes, and a ladder of more than 300 rows, are refused; less is drawn."""
    many = "".join(
        f'      "{n}": {{when: act is bite, sanction: {{one_of: [warning]}}}}\n' for n in range(1, 402)
    )
    rules = RULES.partition('      "1":')[0] + many
    (tmp_path / "1.yaml").write_text(rules, "utf-8")
    statute = kzpenal.load(tmp_path, facts=Dog)
    for draw in (graph, ladder):
        with pytest.raises(KzpenalError) as refused:
            draw("x:1", statute=statute)
        assert refused.value.problems[0].code == "KZP404"
    assert parsed(graph("x:1(7)", statute=statute)) is not None


@pytest.mark.parametrize("name", ["graphviz", "matplotlib"])
def test_a_missing_package_is_told_with_its_cure(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a picture is refused in one message that says what to install."""
    monkeypatch.setitem(sys.modules, name, None)
    arguments = ["show", "cc:99", "--svg"] if name == "graphviz" else ["ladder", "cc:99"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"the Python package `{name}`, which is not installed" in result.stderr
    assert "pip install 'kzpenal[pictures]'" in result.stderr
    assert "apt-get install graphviz" in result.stderr
    with pytest.raises(KzpenalError) as refused:
        graph("cc:99") if name == "graphviz" else ladder("cc:99")
    assert refused.value.problems[0].code == "KZP403"


def test_a_missing_program_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the program `dot` a graph is refused with what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KzpenalError) as refused:
        graph("cc:99")
    (problem,) = refused.value.problems
    assert (problem.code, problem.message) == (
        "KZP403",
        "this picture needs the program `dot` of Graphviz, which is not installed",
    )
    assert "apt-get install graphviz" in (problem.help or "")


# The same again

SCRIPT = """
import hashlib, sys, kzpenal
from kzpenal.pictures import decision, graph, ladder, rungs
decision("cc:99"), rungs("cc:99")
assert not {"graphviz", "matplotlib"} & set(sys.modules)
case = kzpenal.read_case(sys.argv[1])
answer = kzpenal.assess(case, engine="reference")
for svg in (graph("cc:99", answer=answer, lang="ru"), ladder("cc:99", "cc:106")):
    print(hashlib.sha256(svg.encode()).hexdigest())
"""


@needs_dot
def test_the_same_question_gives_the_same_bytes() -> None:
    """A picture is the same to the byte each time, in another process too; data alone imports no library."""
    file = EXAMPLES / "child-murder.yaml"
    mine = [
        hashlib.sha256(svg.encode()).hexdigest()
        for svg in (graph("cc:99", answer=assessed(CHILD), lang="ru"), ladder("cc:99", "cc:106"))
    ]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(kzpenal.__file__).parent.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == mine
    assert not re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T", ladder("cc:99"))


# The command


@needs_dot
def test_the_command_draws(tmp_path: Path) -> None:
    """`show --svg` and `ladder` print what the functions return, or write it to a file."""
    case = str(EXAMPLES / "child-murder.yaml")
    run = CliRunner().invoke
    printed = run(main, ["show", "cc:99", "--svg", "--lang", "kk"], catch_exceptions=False)
    assert (printed.exit_code, printed.stdout_bytes.decode()) == (0, graph("cc:99", lang="kk"))
    later = run(
        main, ["show", "cc:99", "--svg", "--case", case, "--on", "2023-01-01"], catch_exceptions=False
    )
    under = kzpenal.assess(CHILD, law=kzpenal.law(on=dt.date(2023, 1, 1)), engine="reference")
    assert later.stdout == graph("cc:99", answer=under)
    file = tmp_path / "ladder.svg"
    asked = ["ladder", "cc:99", "cc:106", "--on", "2024-07-01", "-o", str(file)]
    saved = run(main, asked, catch_exceptions=False)
    assert (saved.exit_code, saved.output) == (0, "")
    assert file.read_bytes().decode() == ladder("cc:99", "cc:106", on=JULY)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "cc:99", "--on", "2024-07-01"], 2, "`--on` goes with `--svg`"),
        (["show", "cc:99", "--case", "x.yaml"], 2, "`--case` goes with `--svg`"),
        (["show", "cc:99", "-o", "x.svg"], 2, "`--output` goes with `--svg`"),
        (["show", "cc:99", "--svg", "--on", "July"], 2, "`July` is no day"),
        (["show", "cc:99", "--svg", "--on", "1990-01-01"], 3, "no text of the law is encoded"),
        (["show", "cc:99", "--svg", "--case", "no.yaml"], 1, "cannot read `no.yaml`"),
        (["ladder"], 2, "Missing argument"),
        (["ladder", "cc:46"], 1, "`cc:46` threatens no sanction"),
        (
            ["ladder", "cc:99", "-o", "no/such/folder.svg"],
            1,
            "cannot write `no/such/folder.svg`: no such file",
        ),
    ],
)
def test_the_command_refuses(arguments: list[str], code: int, says: str) -> None:
    """What is asked for wrongly is refused with the exit code of its kind, and nothing is printed."""
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
