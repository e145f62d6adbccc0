"""What follows from a charge beside its sanction: orders and bars; and duties, charge or no charge."""

from __future__ import annotations

from attrs import frozen

from kzpenal.laws import Law
from kzpenal.program import Marks
from kzpenal.provision import Bar, Duty, Order, Rule


@frozen
class Consequences:
    """Orders and bars that are sure for a charge, and those that hang on facts not known."""

    orders: tuple[Rule, ...]
    bars: tuple[Rule, ...]
    open_ones: tuple[Rule, ...]


def consequences(law: Law, marks: Marks) -> Consequences:
    """Return the orders and bars that the *marks* of a charge bring."""
    rules = law.concluding(Order, Bar)
    sure = [r for r in rules if marks.get(r.key) is True]
    return Consequences(
        tuple(r for r in sure if isinstance(r.conclusion, Order)),
        tuple(r for r in sure if isinstance(r.conclusion, Bar)),
        tuple(r for r in rules if marks.get(r.key) is None),
    )


def duties(law: Law, elements: Marks) -> tuple[Rule, ...]:
    """Return the duties of authorities that the facts bring."""
    return tuple(r for r in law.concluding(Duty) if elements.get(r.key) is True)
