"""Sanctions, reckoned once more for receipts: what operations leave of one, by arithmetic of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from attrs import define, evolve, field

from kzpenal.citation import code_order
from kzpenal.provision import OPERATIONS, Operation, Rule
from kzpenal.quantity import Quantity
from kzpenal.sanction import MAIN, Alternative, Penalty, Sanction

_YEAR = 12


@define
class Left:
    """What is left of a sanction; the steps to it and the gaps as an answer writes them."""

    sanction: Sanction
    steps: list[dict[str, Any]] = field(factory=list)
    gaps: list[tuple[str, str, str | None]] = field(factory=list)

    def step(self, rule: Rule, before: Penalty | None, after: Penalty | None) -> None:
        """Note one change that *rule* makes."""
        told = [None if p is None else p.to_dict() for p in (before, after)]
        self.steps.append(
            {"op": _said(rule).op, "provision": str(rule.citation), "before": told[0], "after": told[1]}
        )

    def gap(self, kind: str, rule: Rule, about: str | None = None) -> None:
        """Note that *rule* leaves something without an answer, each once."""
        if (kind, str(rule.citation)) not in [g[:2] for g in self.gaps]:
            self.gaps.append((kind, str(rule.citation), about))


def reckon(printed: Sanction, rules: Iterable[Rule]) -> Left:
    """Return what the operations of *rules* leave of the *printed* sanction."""
    once = {r.key: r for r in rules}.values()
    ordered = sorted(once, key=lambda r: (OPERATIONS.index(_said(r).op), code_order(r.citation)))
    floors = [r for r in ordered if _said(r).op == "floor"]
    barred = [r for r in ordered if _said(r).op == "exclude"]
    left, gone_last = Left(printed), None
    for rule in ordered:
        op = _said(rule).op
        if op == "exclude":
            gone = _exclude(left, rule)
            gone_last = rule if any(p.kind in MAIN for p in gone) else gone_last
        elif op == "substitute":
            _substitute(left, rule, floors)
        elif op == "allow":
            _allow(left, rule, floors, barred)
        elif op == "waive":
            _each(left, rule, partial(_waived, kind=_said(rule).kind))
        else:
            _each(left, rule, partial(_changed, left, rule, floors))
    still = {p.kind for p in _penalties(left.sanction) if _crossed(p)}
    left.gaps = [g for g in left.gaps if g[2] is None or g[2] in still]
    if printed.one_of and not left.sanction.one_of and gone_last is not None:
        left.gap("no-imposable-penalty", gone_last)
    return left


def imposed(sanction: Sanction) -> list[Penalty]:
    """Return what the court must impose whichever alternative of *sanction* it chooses."""
    choice = sanction.one_of or ()
    if not choice:
        return []
    found = [choice[0].penalty] if len(choice) == 1 and not _crossed(choice[0].penalty) else []
    found += [p for p in choice[0].with_ if p.force == "must" and all(p in a.with_ for a in choice)]
    return found + [p for p in sanction.and_also if p.force == "must"]


def in_play(printed: Sanction, sure: Iterable[Rule], unsure: list[Rule]) -> list[Rule]:
    """Return those of the *unsure* operations that concern what is printed, or may come in its place."""
    kinds: set[str | None] = {p.kind for p in _penalties(printed)}
    kinds |= {_said(r).kind for r in (*sure, *unsure) if _said(r).op in ("substitute", "allow")}
    return [r for r in unsure if _said(r).kind is None or _said(r).kind in kinds]


def _said(rule: Rule) -> Operation:
    assert isinstance(rule.conclusion, Operation)
    return rule.conclusion


def _penalties(sanction: Sanction) -> list[Penalty]:
    choice = sanction.one_of or ()
    return [*(a.penalty for a in choice), *(p for a in choice for p in a.with_), *sanction.and_also]


def _concerns(rule: Rule, penalty: Penalty) -> bool:
    kind = _said(rule).kind
    return penalty.kind in MAIN if kind is None else penalty.kind == kind


def _each(left: Left, rule: Rule, change: Callable[[Penalty], Penalty]) -> None:
    def one(penalty: Penalty) -> Penalty:
        after = change(penalty)
        if after != penalty:
            left.step(rule, penalty, after)
        return after

    left.sanction = left.sanction.changed(one)


def _waived(penalty: Penalty, kind: str | None) -> Penalty:
    yes = penalty.force == "must" and kind in (None, penalty.kind)
    return evolve(penalty, force="may") if yes else penalty


def _changed(left: Left, rule: Rule, floors: list[Rule], penalty: Penalty) -> Penalty:
    """Return *penalty* after a floor, a lower minimum, a factor, a cap, or another who bears it."""
    said = _said(rule)
    if penalty.unit is None or not _concerns(rule, penalty):
        return penalty
    low, high = _bounds(penalty)
    if said.op == "shift":
        return evolve(penalty, on=said.on)
    if said.op == "floor":
        least = _in(said.amount, penalty)
        return penalty if low is not None and low >= least else _measured(penalty, least, high)
    general = next((_in(_said(f).amount, penalty) for f in floors if _said(f).kind == penalty.kind), None)
    if said.op == "lower":
        return penalty if low is None else _measured(penalty, general, high)
    if said.op == "scale":
        assert said.factor is not None
        most = high if high is None else high * said.factor.numerator // said.factor.denominator
    else:
        cap = _in(said.amount, penalty)
        most = high if high is not None and high <= cap else cap
    after = penalty if most == high else _measured(penalty, low, most)
    above = said.op == "cap" and low is not None and low > _in(said.amount, penalty)
    if not above and (after == penalty or not _crossed(after)):
        return after
    if said.minimum_yields is not None:
        after = _measured(after, general, most)
    if said.minimum_yields is None or _crossed(after):
        left.gap("bounds-crossed", rule, penalty.kind)
    return after


def _exclude(left: Left, rule: Rule) -> list[Penalty]:
    choice = left.sanction.one_of or ()
    kept = [a for a in choice if not _concerns(rule, a.penalty)]
    gone = [a.penalty for a in choice if _concerns(rule, a.penalty)]
    gone += dict.fromkeys(p for a in kept for p in a.with_ if _concerns(rule, p))
    gone += [p for p in left.sanction.and_also if _concerns(rule, p)]
    if gone:
        rest = tuple(evolve(a, with_=tuple(p for p in a.with_ if not _concerns(rule, p))) for a in kept)
        also = tuple(p for p in left.sanction.and_also if not _concerns(rule, p))
        left.sanction = evolve(left.sanction, one_of=rest, and_also=also)
    for penalty in gone:
        left.step(rule, penalty, None)
    return gone


def _substitute(left: Left, rule: Rule, floors: list[Rule]) -> None:
    penalty, choice = _said(rule).penalty, left.sanction.one_of or ()
    assert penalty is not None
    if any(s["op"] == "substitute" for s in left.steps) or [a.penalty for a in choice] == [penalty]:
        return
    left.step(rule, choice[0].penalty if len(choice) == 1 else None, penalty)
    left.sanction = evolve(left.sanction, one_of=(Alternative(penalty),))
    for floor in floors if penalty.min is None else ():
        _each(left, floor, partial(_changed, left, floor, floors))


def _allow(left: Left, rule: Rule, floors: list[Rule], barred: list[Rule]) -> None:
    penalty, choice = _said(rule).penalty, left.sanction.one_of or ()
    assert penalty is not None
    held = [a.penalty for a in choice]
    if any(_concerns(r, penalty) for r in barred) or penalty in held:
        return
    added = penalty
    for floor in floors if penalty.min is None else ():
        added = _changed(left, floor, floors, added)
    if added not in held:
        left.sanction = evolve(left.sanction, one_of=(*choice, Alternative(added)))
        left.step(rule, None, added)


def _bounds(penalty: Penalty) -> tuple[int | None, int | None]:
    """Return the bounds of *penalty*, years as months."""
    times = _YEAR if penalty.unit == "year" else 1
    return tuple(None if b is None else b * times for b in (penalty.min, penalty.max))  # type: ignore[return-value]


def _in(amount: Quantity | None, penalty: Penalty) -> int:
    """Return *amount* in the unit that the bounds of *penalty* are counted in."""
    assert amount is not None
    return amount.value * (_YEAR if amount.unit == "year" else 1)


def _measured(penalty: Penalty, low: int | None, high: int | None) -> Penalty:
    """Return *penalty* with these bounds: in years where its article counts so and both are whole."""
    stated = penalty.stated or penalty.unit
    if stated != "year":
        return evolve(penalty, min=low, max=high, unit=stated, stated=stated)
    if all(b is None or b % _YEAR == 0 for b in (low, high)):
        low, high = (None if b is None else b // _YEAR for b in (low, high))
        return evolve(penalty, min=low, max=high, unit="year", stated="year")
    return evolve(penalty, min=low, max=high, unit="month", stated="year")


def _crossed(penalty: Penalty) -> bool:
    return penalty.min is not None and penalty.max is not None and penalty.min > penalty.max
