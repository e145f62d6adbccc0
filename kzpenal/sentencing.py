"""The printed sanction → what is left of it for this person, step by step, in the code's order.

Floor, exclude, substitute, scale, cap; each change with the provision that makes it. An operation
whose condition is unknown is not applied but listed; what the law leaves without an answer is a
gap, and no number is put in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from attrs import evolve, field, frozen

from kzpenal import sanction as arithmetic
from kzpenal.citation import Citation, code_order
from kzpenal.laws import Law, Part
from kzpenal.program import Marks
from kzpenal.provision import OPERATIONS, Increase, Operation, Rule
from kzpenal.quantity import Quantity
from kzpenal.sanction import MAIN, Alternative, Penalty, Sanction

#: With more open operations on one penalty than this, nothing of it is called certain.
MOST_OPEN = 10


@frozen
class Step:
    """One change on the way from the printed sanction: the one penalty before and after, or None."""

    op: str
    provision: Citation
    before: Penalty | None
    after: Penalty | None
    extent_unknown: bool = False


@frozen
class Gap:
    """Something to which the law gives no answer, and the provision that makes it so."""

    kind: str
    provision: Citation


@frozen
class OpenStep:
    """Operations that hang on facts not known: what they would change or leave open."""

    rules: tuple[Rule, ...]
    what: str
    kind: str


@frozen
class Sentence:
    """A charge's printed sanction, what is left of it, and what is certain of that."""

    statutory: Sanction
    sanction: Sanction
    steps: tuple[Step, ...]
    gaps: tuple[Gap, ...]
    open_steps: tuple[OpenStep, ...]
    certain: tuple[Penalty, ...]
    used: tuple[Rule, ...]


@frozen
class _State:
    sanction: Sanction
    steps: tuple[Step, ...] = field(default=())
    gaps: tuple[Gap, ...] = field(default=())
    used: tuple[Rule, ...] = field(default=())


def sentence(law: Law, part: Part, marks: Marks) -> Sentence:
    """Return the sentence for a charge of *part*, given the marks of that charge."""
    printed = part.charge.sanction
    increases = [r for r in law.concluding(Increase) if marks.get(r.key) is True]
    if printed is None or printed.one_of is None:
        unreported = Sanction(None)
        gaps = (Gap("penalty-not-reported", part.citation),)
        state = _increased(_State(unreported, gaps=gaps), increases)
        return Sentence(unreported, unreported, state.steps, state.gaps, (), (), state.used)
    rules = ordered(law, marks)
    sure = [r for r in rules if marks.get(r.key) is True]
    unsure = [r for r in rules if marks.get(r.key) is None]
    state = _increased(_applied(printed, sure), increases)
    undecided = [r for r in law.concluding(Increase) if marks.get(r.key) is None]
    open_steps = _open_steps(printed, sure, unsure, state)
    open_steps += [
        OpenStep((r,), what, kind)
        for r in undecided
        for what, kind in (("penalty", "increase"), ("gap", "extent-not-reported"))
    ]
    certain = () if increases or undecided else _certain(printed, sure, unsure, state.sanction)
    return Sentence(printed, state.sanction, state.steps, state.gaps, tuple(open_steps), certain, state.used)


def ordered(law: Law, marks: Marks) -> list[Rule]:
    """Return the operations in the order in which they are applied."""
    rules = [r for r in law.concluding(Operation) if marks.get(r.key) is not False]

    def key(rule: Rule) -> tuple[int, tuple[object, ...]]:
        assert isinstance(rule.conclusion, Operation)
        return (OPERATIONS.index(rule.conclusion.op), code_order(rule.citation))

    return sorted(rules, key=key)


def _applied(printed: Sanction, rules: Sequence[Rule]) -> _State:
    state = _State(printed)
    floors = [r for r in rules if _op(r).op == "floor"]
    for rule in rules:
        state = _APPLY[_op(rule).op](state, rule, floors)
    if printed.one_of and not state.sanction.one_of:
        last = next((s for s in reversed(state.steps) if s.op == "exclude"), None)
        assert last is not None
        state = evolve(state, gaps=(*state.gaps, Gap("no-imposable-penalty", last.provision)))
    return state


def _op(rule: Rule) -> Operation:
    assert isinstance(rule.conclusion, Operation)
    return rule.conclusion


def _concerns(operation: Operation, penalty: Penalty) -> bool:
    if operation.kind is not None:
        return penalty.kind == operation.kind
    return penalty.kind in MAIN


def _each(state: _State, rule: Rule, change: Callable[[Penalty], tuple[Penalty, tuple[Gap, ...]]]) -> _State:
    """Return *state* after *change* to every measured penalty that *rule* concerns."""
    steps, gaps = list(state.steps), list(state.gaps)

    def one(penalty: Penalty) -> Penalty:
        if penalty.unit is None or not _concerns(_op(rule), penalty):
            return penalty
        changed, new_gaps = change(penalty)
        gaps.extend(g for g in new_gaps if g not in gaps)
        if changed != penalty:
            steps.append(Step(_op(rule).op, rule.citation, penalty, changed))
        return changed

    sanction = state.sanction.changed(one)
    used = (*state.used, rule) if len(steps) > len(state.steps) or len(gaps) > len(state.gaps) else state.used
    return _State(sanction, tuple(steps), tuple(gaps), used)


def _floor(state: _State, rule: Rule, floors: Sequence[Rule]) -> _State:
    amount = _amount(rule)
    return _each(state, rule, lambda p: (arithmetic.floored(p, amount), ()))


def _exclude(state: _State, rule: Rule, floors: Sequence[Rule]) -> _State:
    one_of = state.sanction.one_of or ()
    gone = [a.penalty for a in one_of if _concerns(_op(rule), a.penalty)]
    if not gone:
        return state
    left = tuple(a for a in one_of if a.penalty not in gone)
    steps = tuple(Step("exclude", rule.citation, p, None) for p in gone)
    return evolve(
        state,
        sanction=evolve(state.sanction, one_of=left),
        steps=(*state.steps, *steps),
        used=(*state.used, rule),
    )


def _substitute(state: _State, rule: Rule, floors: Sequence[Rule]) -> _State:
    penalty = _op(rule).penalty
    assert penalty is not None
    one_of = state.sanction.one_of or ()
    if any(s.op == "substitute" for s in state.steps):
        return state  # two that contradict each other are found when the rules are checked
    if [a.penalty for a in one_of] == [penalty]:
        return state
    before = one_of[0].penalty if len(one_of) == 1 else None
    state = evolve(
        state,
        sanction=evolve(state.sanction, one_of=(Alternative(penalty),)),
        steps=(*state.steps, Step("substitute", rule.citation, before, penalty)),
        used=(*state.used, rule),
    )
    for floor in floors:
        state = _floor(state, floor, floors)
    return state


def _scale(state: _State, rule: Rule, floors: Sequence[Rule]) -> _State:
    factor = _op(rule).factor
    assert factor is not None
    return _each(state, rule, lambda p: _settled(rule, arithmetic.scaled(p, factor), p, floors))


def _cap(state: _State, rule: Rule, floors: Sequence[Rule]) -> _State:
    amount = _amount(rule)
    return _each(state, rule, lambda p: _settled(rule, arithmetic.capped(p, amount), p, floors))


_APPLY: dict[str, Callable[[_State, Rule, Sequence[Rule]], _State]] = {
    "floor": _floor,
    "exclude": _exclude,
    "substitute": _substitute,
    "scale": _scale,
    "cap": _cap,
}


def _settled(
    rule: Rule, lowered: Penalty, before: Penalty, floors: Sequence[Rule]
) -> tuple[Penalty, tuple[Gap, ...]]:
    """Return *lowered*, with its minimum brought below the new maximum where the law lets it yield."""
    if lowered == before or not arithmetic.crossed(lowered):
        return lowered, ()
    if _op(rule).minimum_yields is None:
        return lowered, (Gap("bounds-crossed", rule.citation),)
    general = [_amount(f) for f in floors if _op(f).kind == lowered.kind]
    yielded = arithmetic.with_minimum(lowered, general[0] if general else None)
    return yielded, (Gap("bounds-crossed", rule.citation),) if arithmetic.crossed(yielded) else ()


def _amount(rule: Rule) -> Quantity:
    amount = _op(rule).amount
    assert amount is not None
    return amount


def _increased(state: _State, rules: Iterable[Rule]) -> _State:
    for rule in rules:
        step = Step("increase", rule.citation, None, None, extent_unknown=True)
        gap = Gap("extent-not-reported", rule.citation)
        state = evolve(state, steps=(*state.steps, step), gaps=(*state.gaps, gap), used=(*state.used, rule))
    return state


def _open_steps(
    printed: Sanction, sure: Sequence[Rule], unsure: Sequence[Rule], state: _State
) -> list[OpenStep]:
    """Return what each open operation would change, and the gaps it would cause."""
    found: list[OpenStep] = []
    substitutes = [r for r in unsure if _op(r).op == "substitute"]
    excludes = [r for r in unsure if _op(r).op == "exclude"]

    def gaps(*chosen: Rule) -> list[str]:
        alone = _applied(printed, _in_order(sure, chosen))
        # A substitute that hangs on the same facts closes the gap when it opens.
        helped = {g.kind for g in _applied(printed, _in_order(sure, [*chosen, *substitutes])).gaps}
        return [g.kind for g in alone.gaps if g not in state.gaps and g.kind in helped]

    for rule in unsure:
        if _applied(printed, _in_order(sure, [rule])).sanction != state.sanction:
            found.append(OpenStep((rule,), "penalty", _op(rule).kind or "sentence"))
        found += [OpenStep((rule,), "gap", kind) for kind in gaps(rule)]
    if len(excludes) > 1 and not any(s.what == "gap" for s in found):
        found += [OpenStep(tuple(excludes), "gap", kind) for kind in gaps(*excludes)]
    return found


def _in_order(sure: Sequence[Rule], more: Iterable[Rule]) -> list[Rule]:
    both = {r.key: r for r in (*sure, *more)}.values()
    return sorted(both, key=lambda r: (OPERATIONS.index(_op(r).op), code_order(r.citation)))


def _certain(
    printed: Sanction, sure: Sequence[Rule], unsure: Sequence[Rule], now: Sanction
) -> tuple[Penalty, ...]:
    """Return what is imposed in every case, however the open operations turn out."""
    relevant = [r for r in unsure if _applied(printed, _in_order(sure, [r])).sanction != now]
    if any(_op(r).op in ("exclude", "substitute") for r in relevant):
        # A change of what can be chosen lets other operations reach what replaces it.
        kinds = {a.penalty.kind for a in printed.one_of or ()}
        kinds |= {str(_op(r).kind) for r in (*sure, *unsure) if _op(r).op == "substitute"}
        relevant = [r for r in unsure if _op(r).kind is None or _op(r).kind in kinds]
    if len(relevant) > MOST_OPEN:
        return ()
    common = _imposed(now)
    for size in range(1, len(relevant) + 1):
        for chosen in combinations(relevant, size):
            if not common:
                return ()
            imposed = _imposed(_applied(printed, _in_order(sure, chosen)).sanction)
            common = tuple(p for p in common if p in imposed)
    return common


def _imposed(sanction: Sanction) -> tuple[Penalty, ...]:
    """Return what the court must impose under *sanction*, whichever alternative it chooses."""
    one_of = sanction.one_of or ()
    if not one_of:
        return ()
    found = [one_of[0].penalty] if len(one_of) == 1 else []
    found += [p for p in one_of[0].with_ if p.force == "must" and all(p in a.with_ for a in one_of)]
    found += [p for p in sanction.and_also if p.force == "must"]
    return tuple(found)
