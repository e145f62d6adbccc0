"""Rules in words: conditions as they are written, and what rules conclude.

One rendering, shared by `kzpenal show` and the pages about the law.
"""

from __future__ import annotations

from collections.abc import Iterator

from kzpenal.answers import penalty_text, sanction_text
from kzpenal.condition import All, Block, Count, No, Node, Not, Of, Subject, Test
from kzpenal.condition import Any as AnyOf
from kzpenal.provision import (
    KINDS,
    Bar,
    Charge,
    Classify,
    Conclusion,
    Define,
    Duty,
    Increase,
    Liability,
    Operation,
    Order,
)
from kzpenal.wording import amount, measure, word


def condition_text(node: Node) -> str:
    """Return a condition in one line: each test as the rule writes it."""
    if isinstance(node, (Test, Subject, Count)):
        return node.text
    if isinstance(node, Of):
        return "the elements of " + " or ".join(map(str, node.citations)) + " are met"
    if isinstance(node, All):
        return " and ".join(_inner(i) for i in node.items)
    if isinstance(node, AnyOf):
        return " or ".join(_inner(i) for i in node.items)
    if isinstance(node, Not):
        return f"not ({condition_text(node.item)})"
    if isinstance(node, No):
        return f"no victim with ({condition_text(node.item)})"
    assert isinstance(node, Block)
    return condition_text(node.item)


def _inner(node: Node) -> str:
    several = isinstance(node, (All, AnyOf)) and len(node.items) > 1
    return f"({condition_text(node)})" if several else condition_text(node)


def conclusion_text(said: Conclusion) -> str:
    """Return what a rule concludes, in one line.

    >>> conclusion_text(Order("psychological-assistance", "may", 3, 12, "month"))
    'order: psychological assistance, 3 to 12 months, if the court so decides'
    """
    if isinstance(said, Charge):
        return "; ".join(_charge(said))
    if isinstance(said, Operation):
        return _operation(said)
    if isinstance(said, Order):
        told = measure(
            "order", said.kind, low=said.min, high=said.max, unit=said.unit, term=said.term, force=said.force
        )
        return f"order: {told}"
    if isinstance(said, Liability):
        return f"liability: {'liable' if said.grants else 'not liable'}"
    if isinstance(said, Define):
        return f"define: {said.name}"
    if isinstance(said, Classify):
        return f"classify: {word('kind' if said.value in KINDS else 'gravity', said.value)}"
    if isinstance(said, Bar):
        return f"bar: {word('bar', said.kind)}"
    if isinstance(said, Increase):
        return "increases: " + ", ".join(map(str, said.targets)) + ", by how much is not reported"
    assert isinstance(said, Duty)
    return f"duty: {word('duty', said.kind)}"


def _charge(said: Charge) -> Iterator[str]:
    yield "sanction: " + ("not reported" if said.sanction is None else sanction_text(said.sanction))
    if said.fault != "intent":
        yield f"fault: {said.fault}"
    if said.kind is not None:
        yield f"kind: {word('kind', said.kind)}"
    if said.liable != "offender":
        yield f"liable: {word('person', said.liable)}"
    if said.beside:
        yield "beside the other parts"
    if said.instead_of:
        yield "instead of " + ", ".join(map(str, said.instead_of))


def _operation(said: Operation) -> str:
    on = word("penalty", said.kind) if said.kind is not None else "every main penalty"
    told = f"{said.op}: {on}"
    if said.penalty is not None:
        told = f"{said.op}: {penalty_text(said.penalty)}"
    if said.amount is not None:
        bound = "at least" if said.op == "floor" else "at most"
        told += f", {bound} {amount(said.amount.value, said.amount.value, said.amount.unit)}"
    if said.factor is not None:
        told += f", {said.factor.numerator}/{said.factor.denominator} of the maximum"
    if said.minimum_yields is not None:
        told += f" (a higher minimum yields, by {said.minimum_yields})"
    return told
