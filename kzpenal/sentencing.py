"""The printed sanction → what is left of it for this person, and what is certain of that.

An operation whose condition is unknown is not applied but listed. What is certain, of the sanction
and of its gaps, is what every way in which the open operations can turn out has in common.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from attrs import evolve, frozen

from kzpenal import sanction as arithmetic
from kzpenal.citation import Citation
from kzpenal.laws import Law, Part
from kzpenal.operations import Applied, Gap, Step, apply, operation
from kzpenal.program import Marks
from kzpenal.provision import Increase, Operation, Rule
from kzpenal.sanction import Penalty, Sanction

#: With more open operations than this, whose facts are too many to try, nothing is called certain.
MOST_OPEN = 8
#: The ways in which open rules can turn out, each as the keys of those that apply; None: too many.
Ways: TypeAlias = "Callable[[Sequence[Rule]], list[frozenset[str]] | None]"


@frozen
class OpenStep:
    """What operations that hang on facts not known would change, or leave without an answer."""

    provision: Citation
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


def sentence(law: Law, part: Part, marks: Marks, ways: Ways) -> Sentence:
    """Return the sentence for a charge of *part*, given the marks of that charge."""
    printed = part.charge.sanction
    increases = [r for r in law.concluding(Increase) if marks.get(r.key) is True]
    undecided = [r for r in law.concluding(Increase) if marks.get(r.key) is None]
    open_steps = [
        OpenStep(r.citation, (r,), what, kind)
        for r in undecided
        for what, kind in (("penalty", "increase"), ("gap", "extent-not-reported"))
    ]
    if printed is None or printed.one_of is None:
        unreported = Sanction(None)
        state = Applied(unreported, gaps=(Gap("penalty-not-reported", part.citation),))
        state = _increased(state, increases)
        return Sentence(unreported, unreported, state.steps, state.gaps, tuple(open_steps), (), state.used)
    rules = law.concluding(Operation)
    sure = [r for r in rules if marks.get(r.key) is True]
    unsure = [r for r in rules if marks.get(r.key) is None]
    state = apply(printed, sure)
    certain, gaps, open_gaps = _certainty(printed, sure, unsure, state, ways)
    state = _increased(evolve(state, gaps=gaps), increases)
    changing = [r for r in unsure if apply(printed, [*sure, r]).sanction != state.sanction]
    open_steps += [OpenStep(r.citation, (r,), "penalty", operation(r).kind or "sentence") for r in changing]
    open_steps += open_gaps
    if increases or undecided:
        certain = ()
    return Sentence(printed, state.sanction, state.steps, state.gaps, tuple(open_steps), certain, state.used)


def _increased(state: Applied, rules: Iterable[Rule]) -> Applied:
    for rule in rules:
        step = Step("increase", rule.citation, None, None, extent_unknown=True, rule=rule)
        gap = Gap("extent-not-reported", rule.citation)
        used = (*state.used, rule)
        state = evolve(state, steps=(*state.steps, step), gaps=(*state.gaps, gap), used=used)
    return state


def _certainty(
    printed: Sanction, sure: Sequence[Rule], unsure: Sequence[Rule], now: Applied, ways: Ways
) -> tuple[tuple[Penalty, ...], tuple[Gap, ...], list[OpenStep]]:
    """Return what is imposed and what is a gap however open operations turn out, and open gaps."""
    relevant = _in_play(printed, sure, unsure)
    if not relevant:
        return imposed(now.sanction), now.gaps, []
    everything = apply(printed, [*sure, *relevant])
    only_excludes = all(operation(r).op == "exclude" for r in relevant)
    if only_excludes and not (imposed(now.sanction) or now.gaps or everything.gaps):
        # Several alternatives stay in any case: nothing is certain of them, and nothing is missing.
        return (), (), []
    found = ways(relevant) or _subsets(relevant)
    if found is None:
        # Too many to try. An empty sanction stays empty unless something may take its place; no other
        # gap that is there now is sure to stay.
        mended = any(operation(r).op in ("substitute", "allow") for r in relevant)
        stays = tuple(g for g in now.gaps if g.kind == "no-imposable-penalty" and not mended)
        others = dict.fromkeys(g for g in (*now.gaps, *everything.gaps) if g not in stays)
        return (), stays, [_open_gap(g, relevant, {}) for g in others]
    states = [apply(printed, [*sure, *(r for r in relevant if r.key in way)]) for way in found]
    certain = [p for p in imposed(states[0].sanction) if all(p in imposed(s.sanction) for s in states)]
    always = {g.kind for g in states[0].gaps}.intersection(*({g.kind for g in s.gaps} for s in states))
    gaps = tuple(g for g in now.gaps or states[0].gaps if g.kind in always)
    sometimes = list(dict.fromkeys(g for s in states for g in s.gaps if g.kind not in always))
    kinds = {
        way: {g.kind for g in apply(printed, [*sure, *(r for r in relevant if r.key in way)]).gaps}
        for way in (sometimes and _subsets(relevant)) or ()
    }
    return tuple(certain), gaps, [_open_gap(g, relevant, kinds) for g in sometimes]


def _in_play(printed: Sanction, sure: Sequence[Rule], unsure: Sequence[Rule]) -> list[Rule]:
    """Return the open operations on what is printed, or on what may be substituted for it."""
    kinds = {p.penalty.kind for p in printed.one_of or ()}
    kinds |= {p.kind for a in printed.one_of or () for p in a.with_} | {p.kind for p in printed.and_also}
    kinds |= {str(operation(r).kind) for r in (*sure, *unsure) if operation(r).op in ("substitute", "allow")}
    return [r for r in unsure if operation(r).kind is None or operation(r).kind in kinds]


def _open_gap(
    gap: Gap, relevant: Sequence[Rule], kinds: Mapping[frozenset[str], Collection[str]]
) -> OpenStep:
    """Return *gap* with the rules on which it hangs: of *relevant* those that may make or mend it.

    *kinds* gives the kinds of gaps that each set of the rules leaves; where it is empty, all may matter.
    """

    def matters(rule: Rule) -> bool:
        return any((gap.kind in kinds[way]) != (gap.kind in kinds[way ^ {rule.key}]) for way in kinds)

    causing = [r for r in relevant if matters(r)] or list(relevant)
    return OpenStep(gap.provision, tuple(causing), "gap", gap.kind)


def _subsets(rules: Sequence[Rule]) -> list[frozenset[str]] | None:
    """Return every set of the keys of *rules*; None where there are too many."""
    if len(rules) > MOST_OPEN:
        return None
    sizes = range(len(rules) + 1)
    return [frozenset(r.key for r in chosen) for size in sizes for chosen in combinations(rules, size)]


def imposed(sanction: Sanction) -> tuple[Penalty, ...]:
    """Return what the court must impose under *sanction*, whichever alternative it chooses.

    A penalty whose minimum lies above its maximum cannot be imposed as it stands.
    """
    one_of = sanction.one_of or ()
    if not one_of:
        return ()
    sole = one_of[0].penalty
    found = [sole] if len(one_of) == 1 and not arithmetic.crossed(sole) else []
    found += [p for p in one_of[0].with_ if p.force == "must" and all(p in a.with_ for a in one_of)]
    found += [p for p in sanction.and_also if p.force == "must"]
    return tuple(found)
