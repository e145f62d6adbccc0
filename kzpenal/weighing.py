"""What a proof supports, for receipts: charges, measures, orders, bars, duties, gaps, as answers have them.

Written apart from the charging and sentencing of answers, and shares nothing with them. What it cannot settle
by itself it bounds from both sides, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from attrs import define, evolve, field

from kzpenal.condition import All, Block, Count, No, Node, Not, Subject, Test, leaves
from kzpenal.condition import Any as AnyOf
from kzpenal.laws import Law, Part
from kzpenal.proving import Ledger, Proof, Step, Truth, both, opposite, some
from kzpenal.provision import GRAVITIES, Bar, Classify, Increase, Liability, Operation, Order, Rule
from kzpenal.reckoning import Left, imposed, in_play, reckon
from kzpenal.sanction import Sanction

#: With more open operations on one sanction it is not bounded.
_MOST = 8
Item = dict[str, Any]


@define
class Weighed:
    """What an answer must say; of `bounded` sections what it must say at least, and may say at most."""

    sections: dict[str, Any]
    bounded: dict[str, tuple[list[Item], list[Item]]]
    #: What is left to be derived again: the key of a phrase, and the provision that it is about.
    open: list[tuple[str, str]]
    steps: list[Step]


@define
class _Charged:
    """One part that is, or may be, charged."""

    part: Part
    left: Left
    marks: dict[str, Step]
    at_least: list[Item] = field(factory=list)
    at_most: list[Item] = field(factory=list)
    gaps: tuple[list[Item], list[Item]] = field(factory=lambda: ([], []))
    hanging: list[tuple[str, str, str]] = field(factory=list)


def weigh(law: Law, proof: Proof) -> Weighed:
    """Return what *proof* supports under *law*, and every step of it that does not fail."""
    met = {p.citation: proof.elements(p)["truth"] for p in law.parts}
    liable = {p.citation: proof.liability(p) for p in law.parts if met[p.citation] is not False}
    standing, possible, denied = _charging(law, met, liable)
    said: list[tuple[str, str]] = []
    charged = {p.citation: _charge(law, p, proof, said) for p in (*(p for p, _ in standing), *possible)}
    mine = [charged[p.citation] for p, _ in standing]
    outcome = (
        ("at-least" if possible else "charged") if standing else "possible" if possible else "not-liable"
    )
    duties = proof.duties()
    sections: dict[str, Any] = {
        "outcome": outcome if standing or possible or denied else "none-met",
        "by": denied,
        "charges": [_told(charged[p.citation], certainty, proof) for p, certainty in standing],
        "orders": [_order(r, c.part) for c in mine for r in _held(law, c, Order) if _force(r) == "may"],
        "bars": _once(_notice(r, c.part) for c in mine for r in _held(law, c, Bar)),
        "duties": [
            {"kind": r.conclusion.kind, "provision": str(r.citation), "for": None}  # type: ignore[union-attr]
            for r in law.rules
            if r.key in duties and duties[r.key]["truth"] is True
        ],
        "possible": _possible(law, mine, possible, proof),
    }
    if outcome != "not-liable" or not denied:
        sections.pop("by")
    bounded = {
        "mandatory": (_mandatory(charged, mine, possible, 0), _mandatory(charged, mine, possible, 1)),
        "gaps": ([g for c in mine for g in c.gaps[0]], [g for c in mine for g in c.gaps[1]]),
    }
    for part in (c.part for c in charged.values()):
        if part.kind is None and law.kind == "in-force" and len(law.kinds_known(part.citation.code)) > 1:
            said.append(("receipt-kind", str(part.citation)))
            sections, bounded = {}, {}
    return Weighed(sections, bounded, list(dict.fromkeys(said)), _steps(law, proof, duties, liable, charged))


def disagreements(weighed: Weighed, answer: Mapping[str, Any]) -> list[str]:
    """Return the sections in which *answer* says something else than what was weighed."""
    found = []
    for name, said in weighed.sections.items():
        held = answer.get(name)
        if name == "possible" and isinstance(held, list):
            entries = [e for e in held if isinstance(e, dict) and e.get("what") != "gap"]
            held = [{k: v for k, v in e.items() if k != "missing"} for e in entries]
        if held != said:
            found.append(name)
    for name, (least, most) in weighed.bounded.items():
        held = answer.get(name)
        exact = least == most and held == least
        within = isinstance(held, list) and all(i in held for i in least) and all(i in most for i in held)
        if not exact and (least == most or not within):
            found.append(name)
    return found


# Charging


def _charging(law: Law, met: dict[Any, Truth], liable: dict[Any, dict[str, Step]]) -> tuple[Any, Any, Any]:
    articles: dict[Any, list[Part]] = {}
    for part in law.parts:
        articles.setdefault(part.article, []).append(part)
    standing: list[tuple[Part, str]] = []
    possible, denied = [], []
    for parts in articles.values():
        answers = {str(p.citation): _liable(law, p, liable.get(p.citation, {})) for p in parts}
        free = {str(p.citation): opposite(some(met[s.citation] for s in _displacing(law, p))) for p in parts}
        status = {n: both([met[p.citation], answers[n], free[n]]) for p in parts for n in [str(p.citation)]}
        graded = [p for p in parts if not p.charge.beside]
        sure = [p for p in graded if status[str(p.citation)] is True][-1:]
        maybe = [
            p
            for n, p in enumerate(graded)
            if status[str(p.citation)] is None
            and not any(
                met[q.citation] is True
                and (answers[str(q.citation)] is True or _alike(law, p, q, liable))
                and _doubted(law, q, met) <= _doubted(law, p, met)
                for q in graded[n + 1 :]
            )
        ]
        standing += [(p, "at-least" if maybe else "settled") for p in sure]
        standing += [(p, "settled") for p in parts if p.charge.beside and status[str(p.citation)] is True]
        possible += maybe + [p for p in parts if p.charge.beside and status[str(p.citation)] is None]
        barred = [
            p
            for p in parts
            if met[p.citation] is not False
            and free[str(p.citation)] is not False
            and answers[str(p.citation)] is False
        ]
        if barred and all(s is False for s in status.values()):
            part = ([p for p in barred if met[p.citation] is True] or barred[:1])[-1]
            denied += [{"provision": c, "for": str(part.citation)} for c in _denials(law, part, liable)]
    return standing, possible, denied


def _displacing(law: Law, part: Part) -> list[Part]:
    return [s for s in law.special_norms if any(part.citation.within(c) for c in s.charge.instead_of)]


def _doubted(law: Law, part: Part, met: dict[Any, Truth]) -> set[str]:
    return {str(s.citation) for s in _displacing(law, part) if met[s.citation] is not False}


def _rules(law: Law, part: Part) -> list[tuple[Rule, bool]]:
    found = (r for r in law.concluding(Liability) if r.citation.code == part.citation.code)
    return [(r, r.conclusion.grants) for r in found if isinstance(r.conclusion, Liability)]


def _liable(law: Law, part: Part, steps: dict[str, Step]) -> Truth:
    rules = _rules(law, part)
    if part.charge.liable != "offender" or not rules:
        return True
    held = {r.key: steps[r.key]["truth"] if r.key in steps else None for r, _ in rules}
    denied = some(held[r.key] for r, grants in rules if not grants)
    return both([some(held[r.key] for r, grants in rules if grants), opposite(denied)])


def _denials(law: Law, part: Part, liable: dict[Any, dict[str, Step]]) -> list[str]:
    steps = liable.get(part.citation, {})
    held = [
        (str(r.citation), grants, steps[r.key]["truth"]) for r, grants in _rules(law, part) if r.key in steps
    ]
    denying = [c for c, grants, truth in held if not grants and truth is True]
    return list(dict.fromkeys(denying or [c for c, grants, truth in held if grants and truth is False]))


def _alike(law: Law, part: Part, later: Part, liable: dict[Any, dict[str, Step]]) -> bool:
    """Say whether one is liable for *later* whenever for *part*, though for neither it is known."""
    mine, theirs = ({k: s["truth"] for k, s in liable.get(p.citation, {}).items()} for p in (part, later))
    if mine != theirs or part.charge.liable != later.charge.liable:
        return False
    first, second = part.subject("part"), later.subject("part")

    def same(rule: Rule) -> bool:
        for leaf in (leaf for node in rule.nodes() for leaf in leaves(node)):
            if isinstance(leaf, Subject):
                for asked in leaf.citations:
                    if part.citation.within(asked) != later.citation.within(asked):
                        return False
                    if asked.within(part.citation) or asked.within(later.citation):
                        return part.citation.within(asked)
            elif isinstance(leaf, Test) and first.get(leaf.fact) != second.get(leaf.fact):
                return False
        return True

    rules = [r for r in law.rules if isinstance(r.conclusion, Liability)]
    return all(same(r) for r in rules if mine.get(r.key, False) is None)


# One charge


def _charge(law: Law, part: Part, proof: Proof, said: list[tuple[str, str]]) -> _Charged:
    steps = proof.charge(part)
    rules = [r for r in law.rules if r.key in steps]
    sure, unsure = ([r for r in rules if steps[r.key]["truth"] is t] for t in (True, None))
    raised, maybe = ([r for r in held if isinstance(r.conclusion, Increase)] for held in (sure, unsure))
    about = str(part.citation)
    printed = part.charge.sanction
    operations = [r for r in sure if isinstance(r.conclusion, Operation)]
    found = _Charged(part, Left(Sanction(None)), steps)
    low: list[Item] = []
    high: list[Item] = []
    gaps = {("penalty-not-reported", about)}
    least = set(gaps)
    if printed is not None and printed.one_of is not None:
        unsure_ones = [r for r in unsure if isinstance(r.conclusion, Operation)]
        found.left = reckon(printed, operations)
        playing = in_play(printed, operations, unsure_ones)
        found.hanging = [
            ("penalty", str(r.citation), r.conclusion.kind or "sentence")  # type: ignore[union-attr]
            for r in unsure_ones
            if reckon(printed, [*operations, r]).sanction != found.left.sanction
        ]
        ways = (
            [c for n in range(len(playing) + 1) for c in combinations(playing, n)]
            if len(playing) <= _MOST
            else None
        )
        lefts = [reckon(printed, [*operations, *way]) for way in ways or [()]]
        measures = [
            [{**p.to_dict(), "provision": about, "for": about} for p in imposed(w.sanction)] for w in lefts
        ]
        measures = [[{k: v for k, v in m.items() if k != "force"} for m in each] for each in measures]
        high = _once(m for each in measures for m in each)
        low = [m for m in high if all(m in each for each in measures)] if ways else []
        kinds = [{g[:2] for g in w.gaps} for w in lefts]
        gaps, least = set().union(*kinds), set(kinds[0]).intersection(*kinds[1:]) if ways else set()
        if low != high or gaps != least:
            said.append(("receipt-sentence", about))
    now = [(g[0], g[1]) for g in found.left.gaps]
    told = list(dict.fromkeys([*now, *sorted(gaps)]))
    for rule in raised:
        found.left.steps.append(
            {"op": "increase", "provision": str(rule.citation), "before": None, "after": None, "extent": None}
        )
        told.append(("extent-not-reported", str(rule.citation)))
        least.add(told[-1])
    if raised or maybe:
        low, high = [], []
    found.hanging = [("penalty", str(r.citation), "increase") for r in maybe] + found.hanging
    if (
        part.kind is None
        and law.kind == "in-force"
        and any(
            isinstance(r.conclusion, Classify) and r.citation.code == part.citation.code for r in law.rules
        )
    ):
        told.append(("kind-undetermined", about))
        least.add(told[-1])
    dangling = [
        ("dangling-reference", c)
        for c in dict.fromkeys(str(r.citation) for r in rules if _dangles(law, r, part, proof))
    ]
    told, least = told + dangling, least | set(dangling)
    items = [{"kind": k, "provision": c, "for": about} for k, c in told]
    found.gaps = ([i for i, t in zip(items, told, strict=True) if t in least], items)
    must = [_order(r, part) for r in _held(law, found, Order) if _force(r) == "must"]
    for measures_, bound in ((found.at_least, low), (found.at_most, high)):
        measures_ += bound + [{k: v for k, v in m.items() if k != "force"} for m in must]
    return found


def _dangles(law: Law, rule: Rule, part: Part, proof: Proof) -> bool:
    """Say whether *rule* would surely come to something else if each point of *part* it names were met."""
    if isinstance(rule.conclusion, Increase) or not law.concerns(rule, part):
        return False
    held = {part.citation, *(p.citation for p in part.points)}
    named = (leaf for node in rule.nodes() for leaf in leaves(node) if isinstance(leaf, Subject))
    gone = {c for leaf in named for c in leaf.citations if c.within(part.citation) and c not in held}
    if not gone:
        return False
    there = evolve(
        rule,
        conditions=tuple(_there(c, gone) for c in rule.conditions),
        points=tuple(evolve(p, condition=_there(p.condition, gone)) for p in rule.points),
        unless=tuple(evolve(u, condition=_there(u.condition, gone)) for u in rule.unless),
    )
    about = part.subject("charge")
    return {proof.rule(r, about)["truth"] for r in (rule, there)} == {True, False}


def _there(node: Node, gone: set[Any]) -> Node:
    """Return *node* with what is *gone* taken as met."""
    if isinstance(node, (All, AnyOf)):
        return evolve(node, items=tuple(_there(i, gone) for i in node.items))
    if isinstance(node, (Not, Block, No)) or (isinstance(node, Count) and node.item is not None):
        return evolve(node, item=_there(node.item, gone))  # type: ignore[arg-type]
    if isinstance(node, Subject) and gone.intersection(node.citations):
        return All(()) if node.positive else AnyOf(())
    return node


def _held(law: Law, charged: _Charged, kind: Any, truth: Truth = True) -> list[Rule]:
    steps = charged.marks
    mine = (r for r in law.rules if isinstance(r.conclusion, kind) and r.key in steps)
    return [r for r in mine if steps[r.key]["truth"] is truth]


def _told(charged: _Charged, certainty: str, proof: Proof) -> Item:
    part, printed = charged.part, charged.part.charge.sanction
    kind, gravity = _category(charged.part, proof.law)
    statutory = printed if printed is not None and printed.one_of is not None else Sanction(None)
    return {
        "provision": str(part.citation),
        "points": [str(p.citation) for p in part.points if proof.elements(p)["truth"] is True],
        "certainty": certainty,
        "kind": kind,
        "gravity": gravity,
        "liable": part.charge.liable,
        "statutory": statutory.to_dict(),
        "sanction": charged.left.sanction.to_dict(),
        "steps": charged.left.steps,
    }


def _category(part: Part, law: Law) -> tuple[str | None, str | None]:
    """Return kind and gravity of *part*, by the rules of its code and by nothing that is stated."""
    rules = [r for r in law.concluding(Classify) if r.citation.code == part.citation.code]
    if not rules:
        return part.charge.kind, None
    proof = Proof(law, Ledger({}, None, "", ""))
    about = {k: v for k, v in part.subject("part").items() if k not in ("part.gravity", "part.elements")}

    def concluded(kind: str | None, gravity: bool) -> str | None:
        """Return the one kind, or gravity, that the rules conclude of a part of *kind*."""
        held = [r for r in rules if proof.rule(r, {**about, "part.kind": kind})["truth"] is True]
        values = {str(getattr(r.conclusion, "value", "")) for r in held}
        found = {v for v in values if (v in GRAVITIES) is gravity}
        return found.pop() if len(found) == 1 else None

    read_as = dict(law.kinds).get(part.citation)
    kind = part.charge.kind or read_as or concluded(part.charge.kind, gravity=False)
    return kind, concluded(kind, gravity=True) if kind == "crime" else None


def _mandatory(
    charged: dict[Any, _Charged], mine: list[_Charged], possible: list[Part], most: int
) -> list[Item]:
    found: list[Item] = []
    for one in mine:
        rivals = [
            charged[p.citation] for p in possible if p.article == one.part.article and not p.charge.beside
        ]
        rivals = [] if one.part.charge.beside else rivals
        elsewhere = [[_content(m) for m in (r.at_most if most else r.at_least)] for r in rivals]
        for item in one.at_most if most else one.at_least:
            known = any(_content(m) == _content(item) and m["for"] == item["for"] for m in found)
            if not known and all(_content(item) in other for other in elsewhere):
                found.append(item)
    return found


def _content(item: Item) -> Item:
    return {k: v for k, v in item.items() if k not in ("provision", "for")}


def _force(rule: Rule) -> str:
    assert isinstance(rule.conclusion, Order)
    return rule.conclusion.force


def _order(rule: Rule, part: Part) -> Item:
    said = rule.conclusion
    assert isinstance(said, Order)
    out: Item = {"kind": said.kind, "force": said.force}
    if said.unit is not None:
        out |= {"min": said.min, "max": said.max, "unit": said.unit}
    out |= {} if said.term is None else {"term": said.term}
    return out | {"provision": str(rule.citation), "for": str(part.citation)}


def _notice(rule: Rule, part: Part) -> Item:
    assert isinstance(rule.conclusion, Bar)
    return {"kind": rule.conclusion.kind, "provision": str(rule.citation), "for": str(part.citation)}


def _once(items: Iterable[Item]) -> list[Item]:
    found: list[Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _possible(law: Law, mine: list[_Charged], possible: list[Part], proof: Proof) -> list[Item]:
    """Return what hangs on facts not known, save the gaps that do, without saying on which facts."""
    found: list[Item] = [{"what": "charge", "provision": str(p.citation)} for p in possible]
    for one in mine:
        points = [p for p in one.part.points if proof.elements(p)["truth"] is None]
        found += [{"what": "point", "provision": str(p.citation)} for p in points]
        found += [{"what": w, "provision": c, "kind": k} for w, c, k in one.hanging]
        sure = [_notice(r, one.part) for r in _held(law, one, Bar)]
        for rule in _held(law, one, (Order, Bar), None):
            what = "order" if isinstance(rule.conclusion, Order) else "bar"
            if what == "order" or _notice(rule, one.part) not in sure:
                kind = rule.conclusion.kind  # type: ignore[union-attr]
                found.append({"what": what, "provision": str(rule.citation), "kind": kind})
    return _once(found)


# The steps of the proof


def _steps(
    law: Law,
    proof: Proof,
    duties: dict[str, Step],
    liable: dict[Any, dict[str, Step]],
    charged: dict[Any, _Charged],
) -> list[Step]:
    """Return every step that does not fail; of liability those that fail too."""
    named = law.by_citation.values()
    found = [{"for": "elements", "provision": str(n.citation), **proof.elements(n)} for n in named]
    citations = {r.key: str(r.citation) for r in law.rules}
    found += [{"for": "duty", "provision": citations[k], "rule": k, **s} for k, s in duties.items()]
    found = [s for s in found if s["truth"] is not False]
    for citation, steps in liable.items():
        for key, step in steps.items():
            found.append(
                {"for": f"liability for {citation}", "provision": citations[key], "rule": key, **step}
            )
    for citation, one in charged.items():
        for key, step in one.marks.items():
            if step["truth"] is not False:
                found.append(
                    {"for": f"the charge {citation}", "provision": citations[key], "rule": key, **step}
                )
    return found
