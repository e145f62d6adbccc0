"""Sentences for several acts joined to one: which rule governs, and the bounds of what it allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from attrs import field, frozen

from kzpenal.adding import LIFE, Amount, Offer, Worth, cut, limit_of, tops, worth_under
from kzpenal.condition import Scope, Truth, all_of, any_of, evaluate
from kzpenal.laws import Law, condition_of
from kzpenal.provision import GRAVITIES, Aggregation, Rule
from kzpenal.sanction import Penalty
from kzpenal.subjects import GRADES
from kzpenal.vocabulary import Facts, Interval

#: The truth of each class, by name; what is not there is no class of the charge.
Classes: TypeAlias = Mapping[str, Truth]
#: No code threatens a longest term of more months than this.
_LONGEST = 1200
_GRAVEST = GRADES[-1]


@frozen
class Joined:
    """One charge, or the rest of an old sentence, as something to join."""

    kind: str | None
    gravity: str | None
    longest: int | None
    #: What may be imposed for it; None where that is not certain.
    penalties: tuple[Penalty, ...] | None
    #: The classes of the charge, and of each that is one with it; nothing for an old sentence.
    classes: tuple[Classes, ...] = field(default=({},), eq=False)
    #: How grave it may be otherwise, where another part may yet be charged.
    otherwise: frozenset[str] = frozenset()
    #: Whether it may be punished for life; asked where the penalties are not certain.
    life: bool = False

    @property
    def grades(self) -> frozenset[str]:
        """How grave it may be."""
        named = self.gravity if self.kind == "crime" else self.kind
        if named in GRADES:
            return self.otherwise | {str(named)}
        return self.otherwise | frozenset(GRAVITIES if self.kind == "crime" else GRADES)


@frozen
class Bounds:
    """What the final sentence may be. `more_than`: it must be above `least`, not equal to it."""

    least: Amount
    most: Amount
    more_than: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the bounds as JSON has them."""
        return {"least": self.least.to_dict(), "most": self.most.to_dict(), "more_than": self.more_than}


@frozen
class Doubt:
    """Why no bounds are given, and the provision that leaves them open, if one does.

    "charge": charges or penalties are open; "limit": the law leaves open whether a limit holds; "crossed":
    a limit lies below the least; "conversion": no rule says what one penalty is worth in another;
    "release": the person may be released for one of the acts.
    """

    why: str
    provision: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the doubt as JSON has it."""
        return {"why": self.why, "provision": self.provision}


@frozen
class Way:
    """A rule that governs or may, the limits that hold beside it, and the bounds that are left."""

    rule: Rule
    limits: tuple[Rule, ...]
    bounds: Bounds | None
    doubts: tuple[Doubt, ...]


@frozen
class _World:
    """What the court may choose that a rule asks about: None in *joined* where its penalties are open."""

    life: Truth
    fined: Truth
    chosen: tuple[tuple[Penalty, ...] | None, ...]


def governing(
    law: Law, over: str, parts: Sequence[Joined], life: Truth = None, fined: Truth = None
) -> tuple[Rule, ...]:
    """Return the rules for joining *parts* that govern, or may: the last that is sure hides the rest.

    *life* and *fined* are what is imposed, where it is known; else it follows from what may be.
    """
    found: list[Rule] = []
    for rule in _rules(law, over):
        if not _said(rule).methods:
            continue
        truth = _truth(rule, parts, life, fined)
        if truth is True:
            found = [rule]
        elif truth is None:
            found.append(rule)
    return tuple(found)


def ways(law: Law, parts: Sequence[Joined], old: Joined | None = None) -> tuple[Way, ...]:
    """Return how the sentences for *parts* are joined, or the one for all of them with the *old* one.

    With *old* the new sentence is what the rules for several acts make of *parts* (cc:60(1)).
    """
    over = "acts" if old is None else "sentences"
    everything = [*parts] if old is None else [*parts, old]
    caps = limits(law, over, everything)
    inner = limits(law, "acts", parts) if old is not None and len(parts) > 1 else caps
    found: dict[str, tuple[Rule, list[Bounds | Doubt]]] = {}
    for world in _worlds(everything):
        for rule in governing(law, over, everything, world.life, world.fined):
            results = found.setdefault(rule.key, (rule, []))[1]
            results += _in_world(law, rule, world, parts, old, caps, inner)
    order = {r.key: n for n, r in enumerate(law.rules)}
    out = []
    for rule, results in sorted(found.values(), key=lambda f: order[f[0].key]):
        doubts = tuple(dict.fromkeys(r for r in results if isinstance(r, Doubt)))
        bounds = [r for r in results if isinstance(r, Bounds)]
        hull = None if doubts else _hull(bounds)
        kinds = _offered(everything) if hull is None else {hull.most.kind}
        held = tuple(r for r in caps.sure if kinds & dict(_said(r).at_most).keys())
        out.append(Way(rule, held, hull, doubts))
    return tuple(out)


def _offered(parts: Sequence[Joined]) -> set[str]:
    return {p.kind for part in parts for p in part.penalties or ()}


@frozen
class Caps:
    """The limits that hold beside the rule that governs: those that are sure, and those that may hold."""

    sure: tuple[Rule, ...]
    perhaps: tuple[Rule, ...]

    def amounts(self, strict: bool) -> list[Amount]:
        """Return the amounts of those that are sure, and if *strict* of the others too."""
        rules = (*self.sure, *(self.perhaps if strict else ()))
        return [limit_of(m) for r in rules for m in (*_said(r).at_most, *_said(r).perhaps_at_most)]


def limits(law: Law, over: str, parts: Sequence[Joined]) -> Caps:
    """Return the limits of the sentence for *parts* that hold beside the rule that governs, or may hold."""
    sure: list[Rule] = []
    perhaps: list[Rule] = []
    for rule in _rules(law, over):
        said = _said(rule)
        if said.methods or not (said.at_most or said.perhaps_at_most):
            continue
        truth = _truth(rule, parts, None, None)
        if truth is not False:
            (sure if truth is True and said.at_most else perhaps).append(rule)
    return Caps(tuple(sure), tuple(perhaps))


def _in_world(
    law: Law,
    rule: Rule,
    world: _World,
    parts: Sequence[Joined],
    old: Joined | None,
    caps: Caps,
    inner: Caps,
) -> list[Bounds | Doubt]:
    """Return what *rule* leaves of the final sentence in *world*, by each way to come to the new one."""
    if world.life is True:
        return [Bounds(LIFE, LIFE, more_than=False)]
    if any(not penalties for penalties in world.chosen):
        return [Doubt("charge")]
    offers = [Offer.of(p) for p in world.chosen if p]
    worth = worth_under(law)
    if old is None or len(parts) == 1:
        return [_settled(rule, [offers, offers], caps, worth)]
    results: list[Bounds | Doubt] = []
    # A fine for the old offence is none for the new ones.
    fined = any_of(_fined(p) for p in parts)
    if fined is None and _fined(old) is False:
        fined = world.fined
    for first in governing(law, "acts", parts, world.life, fined):
        new = [_outcome(first, offers[:-1], inner, worth, strict) for strict in (False, True)]
        failed = [o for o in new if isinstance(o, Doubt)]
        if failed:
            results.append(failed[0])
            continue
        joined = [[o, offers[-1]] for o in new if isinstance(o, Offer)]
        results.append(_settled(rule, joined, caps, worth, inner))
    # A law that says nothing of several acts leaves the new sentence open.
    return results or [Doubt("charge")]


def _settled(
    rule: Rule, offers: Sequence[Sequence[Offer]], caps: Caps, worth: Worth, inner: Caps | None = None
) -> Bounds | Doubt:
    """Return the bounds, if they are the same whether the limits that may hold do or not."""
    loose, tight = (
        _outcome(rule, o, caps, worth, strict) for o, strict in zip(offers, (False, True), strict=True)
    )
    if isinstance(loose, Doubt):
        return loose
    most = max(loose.most, key=lambda a: a.weight)
    if isinstance(tight, Doubt) or max(tight.most, key=lambda a: a.weight) != most:
        open_ones = [*caps.perhaps, *(inner.perhaps if inner is not None else ()), rule]
        kinds = {r.key: {m[0] for m in (*_said(r).at_most, *_said(r).perhaps_at_most)} for r in open_ones}
        named = [r for r in open_ones if most.kind in kinds[r.key]] or open_ones
        return Doubt("limit", str(named[0].citation))
    return Bounds(loose.least, most, more_than=_only_added(rule))


def _outcome(rule: Rule, offers: Sequence[Offer], caps: Caps, worth: Worth, strict: bool) -> Offer | Doubt:
    """Return what *rule* makes of *offers*; *strict*: the limits that may hold do."""
    said = _said(rule)
    least = max((o.least for o in offers), key=lambda a: a.weight)
    most = tops(offers, worth, said.methods)
    if not most:
        return Doubt("conversion")
    own = (*said.at_most, *(said.perhaps_at_most if strict else ()))
    highest = [*map(limit_of, own), *caps.amounts(strict)]
    bounded = [cut(a, highest) for a in most]
    left = tuple(a for a in bounded if a.weight >= least.weight)
    if not left or (_only_added(rule) and max(a.weight for a in left) == least.weight):
        crossing = [r for r in caps.sure if least.kind in dict(_said(r).at_most)]
        return Doubt("crossed", str((*crossing, rule)[0].citation))
    return Offer(least, left)


def _only_added(rule: Rule) -> bool:
    return _said(rule).methods == ("addition",)


def _hull(found: Sequence[Bounds]) -> Bounds:
    least = min(found, key=lambda b: (b.least.weight, b.more_than))
    most = max((b.most for b in found), key=lambda a: a.weight)
    return Bounds(least.least, most, least.more_than)


def _worlds(parts: Sequence[Joined]) -> Iterator[_World]:
    """Yield the ways in which the court may choose, as far as rules ask: for life, and for a fine."""
    may_live, may_fine = _life(parts), any_of(_fined(p) for p in parts)
    for life, fined in product(_values(may_live), _values(may_fine)):
        chosen = tuple(_restricted(p, life, fined) for p in parts)
        yield _World(life, fined, chosen)


def _values(truth: Truth) -> tuple[bool, ...]:
    return (False, True) if truth is None else (truth,)


def _restricted(part: Joined, life: bool, fined: bool) -> tuple[Penalty, ...] | None:
    """Return what is left of the penalties of *part* where nothing is punished for life, or by a fine."""
    if part.penalties is None:
        return None
    left = part.penalties
    if not life:
        left = tuple(p for p in left if p.kind != LIFE.kind)
    if not fined and part.kind == "misdemeanour":
        left = tuple(p for p in left if p.kind != "fine")
    return left


def _rules(law: Law, over: str) -> list[Rule]:
    return [r for r in law.concluding(Aggregation) if _said(r).over == over]


def _said(rule: Rule) -> Aggregation:
    assert isinstance(rule.conclusion, Aggregation)
    return rule.conclusion


def _truth(rule: Rule, parts: Sequence[Joined], life: Truth, fined: Truth) -> Truth:
    """Return whether *rule* holds, however grave the parts turn out to be."""
    scopes = (Scope(Facts({}), subject=s) for s in _subjects(parts, life, fined))
    truths = {all_of([evaluate(condition_of(rule), scope)]) for scope in scopes}
    return truths.pop() if len(truths) == 1 else None


def _subjects(parts: Sequence[Joined], life: Truth, fined: Truth) -> Iterator[dict[str, Any]]:
    """Yield what may be known of *parts*: one for each way of how grave they turn out to be."""
    classed = [c for p in parts for c in p.classes]
    names = {n for c in classed for n in c}
    told = {
        "together.life": _life(parts) if life is None else life,
        "together.fined": any_of(_fined(p) for p in parts) if fined is None else fined,
        "together.each.classes": {n: all_of(c.get(n, False) for c in classed) for n in names},
        "together.some.classes": {n: any_of(c.get(n, False) for c in classed) for n in names},
        "together.longest": _longest(parts),
    }
    ranks = [sorted(GRADES.index(g) for g in p.grades) for p in parts]
    gravest, lightest = _reach(ranks, max), _reach(ranks, min)
    for high, low in product(gravest, lightest):
        if low <= high:
            yield told | {"together.gravest": GRADES[high], "together.lightest": GRADES[low]}


def _reach(ranks: Iterable[Sequence[int]], pick: Any) -> list[int]:
    """Return each number that the most, or the least, of one of each of *ranks* may be."""
    found: set[int] | None = None
    for each in ranks:
        found = set(each) if found is None else {pick(a, b) for a in found for b in each}
    return sorted(found or ())


def _longest(parts: Sequence[Joined]) -> Interval:
    """Return the longest term that the code threatens for the especially grave among *parts*."""
    sure = [p.longest for p in parts if p.grades == {_GRAVEST}]
    low = max((n for n in sure if n is not None), default=0)
    unsure = None in sure or any(_GRAVEST in p.grades and p.grades != {_GRAVEST} for p in parts)
    return Interval(low, _LONGEST if unsure else low)


def _life(parts: Sequence[Joined]) -> Truth:
    """Say whether life imprisonment is imposed for one of *parts*: sure if nothing else may be."""
    return any_of(_of_kind(p, LIFE.kind, p.life) for p in parts)


def _fined(part: Joined) -> Truth:
    """Say whether a fine is imposed for a misdemeanour: sure only if nothing else may be."""
    if "misdemeanour" not in part.grades:
        return False
    return _of_kind(part, "fine", True) if part.kind == "misdemeanour" and not part.otherwise else None


def _of_kind(part: Joined, kind: str, may: bool) -> Truth:
    kinds = {p.kind for p in part.penalties or ()}
    if not kinds:
        return None if may else False
    return None if len(kinds) > 1 and kind in kinds else kinds == {kind}
