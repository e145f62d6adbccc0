"""The phrases of operations and orders."""

from __future__ import annotations

import re
from fractions import Fraction

from kzpenal.provision import OPERATIONS, Measured, Operation, Order
from kzpenal.quantity import Quantity, parse_count
from kzpenal.sanction import (
    ADDITIONS,
    MAIN,
    UNMEASURED,
    Penalty,
    check_unit,
    parse_amount,
    parse_kind,
    parse_penalty,
)

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def parse_operation(text: str) -> Operation:
    """Return the operation that *text* writes; ValueError says what is wrong with it.

    Forms: `floor fine 20 mci`, `exclude life-imprisonment`, `substitute imprisonment 15..20 years`,
    `scale 3/4`, `scale imprisonment 3/4`, `cap imprisonment 10 years`; `lower`, `lower imprisonment`,
    `allow imprisonment 20..25 years`, `waive`, `waive disqualification`, `shift fine to parents`.

    >>> parse_operation("cap imprisonment 10 years").amount
    Quantity(value=10, unit='year')
    """
    op, *words = text.split() or [""]
    if op not in OPERATIONS:
        raise ValueError(f"`{op}` is no operation; they are: {', '.join(OPERATIONS)}")
    if op in ("substitute", "allow"):
        return _imposed(op, parse_penalty(" ".join(words)))
    kind = None
    if words and not words[0][0].isdigit():
        kind, words = (
            ("life-imprisonment", words[2:]) if words[:2] == ["life", "imprisonment"] else parse_kind(words)
        )
    if op == "scale":
        numbers = words[0].split("/") if len(words) == 1 else []
        counts = [parse_count(n) for n in numbers]
        if len(counts) != 2 or not counts[0] or not counts[1]:
            raise ValueError("`scale` takes a fraction such as 3/4")
        factor = Fraction(counts[0], counts[1])
        if factor > 1:
            raise ValueError("`scale` takes a fraction of at most 1")
        return Operation("scale", kind, factor=factor)
    if op in ("lower", "waive"):
        return _freed(op, kind, words)
    if kind is None:
        raise ValueError(f"`{op}` names a penalty: `{op} imprisonment …`")
    if op == "exclude":
        if words:
            raise ValueError(f"`exclude {kind}` takes no amount, but `{' '.join(words)}` follows")
        return Operation("exclude", kind)
    if op == "shift":
        if len(words) != 2 or words[0] != "to" or not _KIND.match(words[1]):
            raise ValueError("`shift` names who bears the penalty, such as `shift fine to parents`")
        return Operation("shift", kind, on=words[1])
    low, high, unit = parse_amount(words)
    if low != high or high is None:
        raise ValueError(f"`{op}` takes one amount such as `10 years`")
    check_unit(kind, unit)
    return Operation("floor" if op == "floor" else "cap", kind, Quantity(high, unit))


def _imposed(op: str, penalty: Penalty) -> Operation:
    if penalty.kind not in MAIN:
        raise ValueError(f"`{penalty.kind}` is no main penalty")
    return Operation("substitute" if op == "substitute" else "allow", penalty.kind, penalty=penalty)


def _freed(op: str, kind: str | None, rest: list[str]) -> Operation:
    if rest:
        raise ValueError(f"`{op}` takes no amount, but `{' '.join(rest)}` follows")
    if kind is not None and (kind in ADDITIONS) != (op == "waive"):
        raise ValueError(f"`{kind}` is no {'addition' if op == 'waive' else 'main penalty'}")
    return Operation("lower" if op == "lower" else "waive", kind)


def parse_order(text: str) -> Order:
    """Return the order that *text* writes: a kind, may or must, an amount if any; or ValueError.

    >>> parse_order("psychological-assistance may 3..12 months").max
    12
    """
    kind, *words = text.split() or [""]
    forces = [w for w in words if w in ("may", "must")]
    if len(forces) != 1:
        raise ValueError(f"say whether the court `may` or `must` order `{kind}`")
    rest = [w for w in words if w not in ("may", "must")]
    force = "may" if forces == ["may"] else "must"
    if not _KIND.match(kind):
        raise ValueError(f"`{kind}` is no kind of order; write it in kebab-case")
    if rest == ["for", "life"]:
        return Order(kind, force, term="life")  # type: ignore[arg-type]
    if not rest:
        return Order(kind, force)  # type: ignore[arg-type]
    low, high, unit = parse_amount(rest)
    return Order(kind, force, low, high, unit)  # type: ignore[arg-type]


def parse_measured(text: str) -> Measured:
    """Return the penalty and the one amount that *text* writes; or ValueError.

    Days of imprisonment are allowed: penalties are added up in days.

    >>> parse_measured("imprisonment 1 day")
    ('imprisonment', Quantity(value=1, unit='day'))
    """
    kind, rest = parse_kind(text.split() or [""])
    low, high, unit = parse_amount(rest)
    if low != high or not high:
        raise ValueError(f"`{text}` is no single amount such as `fine 4 mci`")
    if unit != "day" or kind in UNMEASURED:
        check_unit(kind, unit)
    return kind, Quantity(high, unit)
