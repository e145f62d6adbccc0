"""A case → its facts as a Law sees them: stated, derived, and what the question takes for granted."""

from __future__ import annotations

from typing import Any

from kzpenal.answers import Presumed
from kzpenal.condition import Scope, evaluate
from kzpenal.laws import Law
from kzpenal.vocabulary import UNKNOWN, Facts, FactValue, flatten


def facts_under(law: Law, case: Any) -> Facts:
    """Return the facts of *case* as *law* sees them."""
    return presume(law, case, flatten(case))[0]


def presume(law: Law, case: Any, facts: Facts) -> tuple[Facts, list[Presumed]]:
    """Return *facts* with what the question takes for granted, and what that was."""
    taken: list[Presumed] = []
    stated = facts
    for assumption in law.assumptions:
        path = assumption.fact
        if path not in facts.values or facts.values[path] is not None or _stated_unknown(case, path):
            continue
        if assumption.unless_stated is not None and _held(case, assumption.unless_stated) is not None:
            continue
        condition = assumption.condition
        if condition is not None and evaluate(condition, Scope(stated)) is not True:
            continue
        value: FactValue = assumption.value
        if assumption.same_as is not None:
            value = stated.values.get(assumption.same_as)
        if value is not None and isinstance(value, (str, int, bool)):
            facts = facts.replaced({path: value})
            taken.append(Presumed(path, value, assumption.because, assumption.said, law.vocabulary))
    return facts, taken


def _held(case: Any, path: str) -> Any:
    for name in path.split("."):
        case = getattr(case, name, None)
    return case


def _stated_unknown(case: Any, path: str) -> bool:
    return _held(case, path) is UNKNOWN
