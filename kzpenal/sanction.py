"""Penalties, alternatives and sanctions: what the law threatens, and arithmetic on it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs
from attrs import frozen

from kzpenal.quantity import MONTHS_IN_A_YEAR, Quantity, finest, parse_count, parse_unit, scaled_down

MAIN = (
    "life-imprisonment",
    "imprisonment",
    "restriction-of-liberty",
    "arrest",
    "fine",
    "corrective-works",
    "community-service",
    "warning",
)
#: From the mildest main penalty to the gravest, as the codes list them (cc:40, koap:41).
SEVERITY = (
    "warning",
    "fine",
    "corrective-works",
    "community-service",
    "arrest",
    "restriction-of-liberty",
    "imprisonment",
    "life-imprisonment",
)
ADDITIONS = ("disqualification", "confiscation", "compulsory-payment")
KINDS = MAIN + ADDITIONS
#: Kinds that are not an amount of anything.
UNMEASURED = ("life-imprisonment", "warning", "confiscation")
TERMS = ("hour", "day", "month", "year")
MONEY = ("mci", "tenge")
_UNITS: dict[str, tuple[str, ...]] = {
    "imprisonment": ("month", "year"),
    "restriction-of-liberty": ("month", "year"),
    "arrest": ("day",),
    "fine": MONEY,
    "corrective-works": MONEY,
    "community-service": ("hour",),
    "disqualification": ("month", "year"),
    "compulsory-payment": MONEY,
}

Force: TypeAlias = Literal["may", "must"]


@frozen
class Penalty:
    """One penalty: its kind, its bounds (both included; None where none is stated), its unit."""

    kind: str
    min: int | None = None
    max: int | None = None
    unit: str | None = None
    term: Literal["life"] | None = None
    force: Force | None = None
    on: str | None = None
    #: The unit of the article, where arithmetic had to go to a smaller one.
    stated: str | None = attrs.field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the penalty as JSON has it."""
        out: dict[str, Any] = {"kind": self.kind}
        if self.unit is not None:
            out |= {"min": self.min, "max": self.max, "unit": self.unit}
        for name in ("term", "force", "on"):
            if getattr(self, name) is not None:
                out[name] = getattr(self, name)
        return out


@frozen
class Alternative:
    """One penalty that may be chosen, with the additions that go with it alone."""

    penalty: Penalty
    with_: tuple[Penalty, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the alternative as JSON has it."""
        out = self.penalty.to_dict()
        if self.with_:
            out["with"] = [p.to_dict() for p in self.with_]
        return out


@frozen
class Sanction:
    """Alternatives, and additions to whichever is chosen; `one_of` None: not reported.

    >>> Sanction((Alternative(Penalty("life-imprisonment")),)).non_alternative
    True
    """

    one_of: tuple[Alternative, ...] | None
    and_also: tuple[Penalty, ...] = ()

    @property
    def non_alternative(self) -> bool:
        """Whether there is exactly one penalty to impose."""
        return self.one_of is not None and len(self.one_of) == 1

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the alternatives."""
        return frozenset(a.penalty.kind for a in self.one_of or ())

    @property
    def added(self) -> frozenset[str]:
        """The kinds of the additions, to whichever alternative they go.

        >>> ban = Penalty("disqualification", term="life", force="must")
        >>> sorted(Sanction((Alternative(Penalty("life-imprisonment"), (ban,)),)).added)
        ['disqualification']
        """
        return frozenset(p.kind for p in (*self.and_also, *(p for a in self.one_of or () for p in a.with_)))

    def longest(self, kind: str, unit: str) -> int:
        """Return the highest maximum of *kind* in *unit*, 0 if it is not offered."""
        found = [
            Quantity(a.penalty.max, a.penalty.unit).in_unit(unit).value
            for a in self.one_of or ()
            if a.penalty.kind == kind and a.penalty.max is not None and a.penalty.unit is not None
        ]
        return max(found, default=0)

    def changed(self, change: Callable[[Penalty], Penalty]) -> Sanction:
        """Return the sanction with *change* applied to every penalty, additions too."""
        if self.one_of is None:
            return self
        one_of = tuple(Alternative(change(a.penalty), tuple(change(p) for p in a.with_)) for a in self.one_of)
        return Sanction(one_of, tuple(change(p) for p in self.and_also))

    def to_dict(self) -> dict[str, Any]:
        """Return the sanction as JSON has it."""
        one_of = None if self.one_of is None else [a.to_dict() for a in self.one_of]
        return {
            "one_of": one_of,
            "and_also": [p.to_dict() for p in self.and_also],
            "non_alternative": self.non_alternative,
        }


def _counted(penalty: Penalty, low: int | None, high: int | None) -> Penalty:
    """Return *penalty* with bounds given in its smallest unit, in its own unit where both are whole."""
    assert penalty.unit is not None
    stated = penalty.stated or penalty.unit
    whole = all(b is None or b % MONTHS_IN_A_YEAR == 0 for b in (low, high))
    if stated == "year" and whole:
        low, high = (None if b is None else b // MONTHS_IN_A_YEAR for b in (low, high))
        return attrs.evolve(penalty, min=low, max=high, unit=stated, stated=stated)
    return attrs.evolve(penalty, min=low, max=high, unit=finest(stated), stated=stated)


def _bounds(penalty: Penalty) -> tuple[int | None, int | None, str]:
    assert penalty.unit is not None
    unit = finest(penalty.unit)
    low, high = (
        None if b is None else Quantity(b, penalty.unit).in_unit(unit).value
        for b in (penalty.min, penalty.max)
    )
    return low, high, unit


def floored(penalty: Penalty, floor: Quantity) -> Penalty:
    """Return *penalty* with at least *floor* as its minimum.

    >>> floored(Penalty("imprisonment", None, 3, "year"), Quantity(6, "month")).to_dict()
    {'kind': 'imprisonment', 'min': 6, 'max': 36, 'unit': 'month'}
    """
    low, high, unit = _bounds(penalty)
    least = floor.in_unit(unit).value
    return penalty if low is not None and low >= least else _counted(penalty, least, high)


def capped(penalty: Penalty, cap: Quantity) -> Penalty:
    """Return *penalty* with at most *cap* as its maximum; the minimum stays, even if above."""
    low, high, unit = _bounds(penalty)
    most = cap.in_unit(unit).value
    return penalty if high is not None and high <= most else _counted(penalty, low, most)


def scaled(penalty: Penalty, factor: Fraction) -> Penalty:
    """Return *penalty* with *factor* of its maximum, rounded down in its smallest unit.

    >>> scaled(Penalty("imprisonment", 8, 15, "year"), Fraction(3, 4)).to_dict()
    {'kind': 'imprisonment', 'min': 96, 'max': 135, 'unit': 'month'}
    """
    low, high, _ = _bounds(penalty)
    return penalty if high is None else _counted(penalty, low, scaled_down(high, factor))


def with_minimum(penalty: Penalty, floor: Quantity | None) -> Penalty:
    """Return *penalty* with *floor* in place of its minimum (None: no minimum)."""
    _, high, unit = _bounds(penalty)
    return _counted(penalty, None if floor is None else floor.in_unit(unit).value, high)


def minimum_above(penalty: Penalty, cap: Quantity) -> bool:
    """Say whether the minimum of *penalty* lies above *cap*."""
    low, _, unit = _bounds(penalty)
    return low is not None and low > cap.in_unit(unit).value


def crossed(penalty: Penalty) -> bool:
    """Say whether the minimum lies above the maximum."""
    return penalty.min is not None and penalty.max is not None and penalty.min > penalty.max


def parse_penalty(phrase: str, *, force_needed: bool = False) -> Penalty:
    """Return the penalty that *phrase* writes; ValueError says what is wrong with it.

    Forms: `fine up to 200 mci`, `fine exactly 200 mci`, `fine 100..200 mci`, `life imprisonment`,
    `confiscation may`, `disqualification up to 3 years may`, `disqualification for life must`.

    >>> parse_penalty("imprisonment 15..20 years").to_dict()
    {'kind': 'imprisonment', 'min': 15, 'max': 20, 'unit': 'year'}
    """
    words, force = _force(phrase.split())
    kind, rest = parse_kind(words)
    penalty = _measure(kind, rest)
    if force is not None and kind in MAIN:
        raise ValueError(f"`{kind}` is a main penalty; only an addition may or must be joined")
    if (kind in ADDITIONS or force_needed) and force is None:
        raise ValueError("say whether the court `may` or `must` impose it")
    return attrs.evolve(penalty, force=force)


def parse_kind(words: list[str]) -> tuple[str, list[str]]:
    """Return the penalty kind that *words* begin with, and the rest; ValueError if there is none.

    >>> parse_kind(["community", "service", "up"])
    ('community-service', ['up'])
    """
    for length in (3, 2, 1):
        kind = "-".join(words[:length])
        if kind in KINDS and len(words) >= length:
            return kind, words[length:]
    raise ValueError(f"`{' '.join(words[:3])}` does not begin with a penalty; they are: {', '.join(KINDS)}")


def parse_amount(words: list[str]) -> tuple[int | None, int | None, str]:
    """Return minimum, maximum and unit of `up to 3 years`, `exactly 10 mci`, `3..12 months`.

    >>> parse_amount(["up", "to", "3", "years"])
    (None, 3, 'year')
    """
    text = " ".join(words)
    low: int | None
    high: int | None
    if words[:2] == ["up", "to"] and len(words) == 4:
        low, high = None, parse_count(words[2])
    elif words[:1] == ["exactly"] and len(words) == 3:
        low = high = parse_count(words[1])
    elif len(words) == 2 and ".." in words[0]:
        first, _, second = words[0].partition("..")
        low, high = parse_count(first), parse_count(second)
        if low is None:
            raise ValueError(f"`{text}` is no amount")
    elif len(words) == 2:
        low = high = parse_count(words[0])
    else:
        raise ValueError(f"`{text}` is no amount such as `up to 3 years` or `exactly 200 mci`")
    unit = parse_unit(words[-1])
    if unit is None:
        raise ValueError(f"`{words[-1]}` is no unit; write mci, tenge, hours, days, months or years")
    if high is None:
        raise ValueError(f"`{text}` is no amount: whole plain numbers only")
    if low is not None and low > high:
        raise ValueError(f"`{text}`: the minimum is above the maximum")
    return low, high, unit


def counted_in_money(kind: str) -> bool:
    """Say whether *kind* is counted in indexes or tenge.

    >>> counted_in_money("corrective-works"), counted_in_money("arrest")
    (True, False)
    """
    return _UNITS.get(kind) == MONEY


def check_unit(kind: str, unit: str) -> None:
    """Raise ValueError unless *kind* is counted in *unit*."""
    allowed = _UNITS.get(kind, ())
    if unit not in allowed:
        told = f"is counted in {' or '.join(allowed)}" if allowed else "has no amount"
        raise ValueError(f"`{kind}` {told}, not in {unit}")


def _force(words: list[str]) -> tuple[list[str], Force | None]:
    if words and words[-1] == "may":
        return words[:-1], "may"
    if words and words[-1] == "must":
        return words[:-1], "must"
    return words, None


def _measure(kind: str, rest: list[str]) -> Penalty:
    if not rest:
        if kind in UNMEASURED:
            return Penalty(kind)
        raise ValueError(f"`{kind}` needs an amount such as `up to 3 years` or `exactly 200 mci`")
    if kind in UNMEASURED:
        raise ValueError(f"`{kind}` has no amount, but `{' '.join(rest)}` follows")
    if rest == ["for", "life"]:
        if kind != "disqualification":
            raise ValueError(f"`{kind}` is not imposed for life; write `life imprisonment`")
        return Penalty(kind, term="life")
    if len(rest) == 2 and ".." not in rest[0]:
        raise ValueError(f"`{' '.join(rest)}`: say `up to`, `exactly` or a range such as 8..15")
    low, high, unit = parse_amount(rest)
    check_unit(kind, unit)
    return Penalty(kind, low, high, unit)
