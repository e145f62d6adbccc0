"""The facts of a case as a receipt lists them: stated, derived from those stated, and presumed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from kzpenal import structuring
from kzpenal.condition import Test
from kzpenal.laws import Law
from kzpenal.proving import Ledger, Proof, Truth
from kzpenal.vocabulary import UNKNOWN, FactValue, Interval, Vocabulary, flatten, vocabulary

ORIGINS = ("stated", "derived", "presumed")
#: Each fact by its path and origin; the value as JSON has it.
Premises: TypeAlias = "dict[tuple[str, str], Any]"
_PATH = re.compile(r"([a-z_][a-z0-9_]*)(?:\[(0|[1-9][0-9]{0,5})\])?(?:\.([a-z_][a-z0-9_]*))?\Z")


def premises(case: Any, law: Law) -> Premises:
    """Return every fact that an answer about *case* under *law* may rest on."""
    found: Premises = {(path, "stated"): value for path, value in stated(case).items()}
    flat = flatten(case)
    words = law.vocabulary
    values: dict[str, FactValue] = dict(flat.values)
    for number, member in enumerate(flat.members):
        prefix = f"{words.group}[{number}]"
        values |= {f"{prefix}.{fact[len(str(words.member)) + 1 :]}": v for fact, v in member.items()}
    for path, value in values.items():
        if value is not None and found.get((path, "stated")) != plain(value):
            found[path, "derived"] = plain(value)
    return found | _presumed(case, law, values, found)


def _presumed(case: Any, law: Law, values: Mapping[str, FactValue], found: Premises) -> Premises:
    """Return what is taken for granted, each only where it is not stated and its condition is met."""
    proof = Proof(law, ledger(law.vocabulary, found, members_of(case, law.vocabulary)))
    held, taken = dict(values), {}
    for assumption in law.assumptions:
        path = assumption.fact
        if path not in held or held[path] is not None or _held(case, path) is UNKNOWN:
            continue
        if assumption.unless_stated is not None and _held(case, assumption.unless_stated) is not None:
            continue
        if assumption.condition is not None and proof.look(assumption.condition, {})["truth"] is not True:
            continue
        same = assumption.same_as
        value = assumption.value if same is None else values.get(same)
        if value is not None and isinstance(value, (str, int)):
            held[path] = taken[path, "presumed"] = value
    return taken


def _held(case: Any, path: str) -> Any:
    for name in path.split("."):
        case = getattr(case, name, None)
    return case


def stated(case: Any) -> dict[str, Any]:
    """Return what *case* states, each fact by its path."""
    found: dict[str, Any] = {}
    for name, value in structuring.to_dict(case).items():
        if type(value) is dict:
            found |= {f"{name}.{inner}": v for inner, v in value.items()}
        elif type(value) is list and any(type(v) is dict for v in value):
            for number, member in enumerate(value):
                found |= {f"{name}[{number}].{inner}": v for inner, v in member.items()}
        elif name != vocabulary(type(case)).group:
            found[name] = value
    return found


def members_of(case: Any, words: Vocabulary) -> int | None:
    """Return how many members of the group *case* describes; None where it does not say who they are."""
    held = None if words.group is None else getattr(case, words.group)
    return None if held is None else len(held)


def rebuilt(words: Vocabulary, facts: Mapping[str, Any], members: int | None) -> Any:
    """Return the case that states *facts*, by path; InvalidCase where there is none such."""
    data: dict[str, Any] = {}
    if members is not None and words.group is not None:
        data[words.group] = [{} for _ in range(members)]
    for path, value in facts.items():
        name, number, inner = split(path)
        if number is not None:
            data[name][number][inner] = value
        elif inner is not None:
            data.setdefault(name, {})[inner] = value
        else:
            data[name] = value
    return structuring.from_dict(words.cls, data)


def split(path: str) -> tuple[str, int | None, str | None]:
    """Return the name, the number of the member, and the inner name in *path*; ValueError if it is none.

    >>> split("victims[0].age"), split("act")
    (('victims', 0, 'age'), ('act', None, None))
    """
    match = _PATH.match(path)
    if match is None:
        raise ValueError(path)
    return match[1], None if match[2] is None else int(match[2]), match[3]


def ledger(
    words: Vocabulary,
    facts: Premises,
    members: int | None,
    withheld: Iterable[str] = (),
    claim: Callable[[str, Test], Truth] = lambda path, test: None,
) -> Ledger:
    """Return *facts* as a proof asks them; of one both stated and derived, what was derived counts."""
    values: dict[str, Any] = {}
    for origin in ORIGINS:
        values |= {p: plainly(v) for (p, o), v in facts.items() if o == origin and v != UNKNOWN.value}
    return Ledger(values, members, words.group or "", words.member or "", frozenset(withheld), claim)


def plain(value: FactValue) -> Any:
    """Return a flat fact as JSON has it."""
    if isinstance(value, Interval):
        return {"low": value.low, "high": value.high}
    return sorted(value) if isinstance(value, frozenset) else value


def plainly(value: Any) -> Any:
    """Return a value of JSON as a flat fact has it."""
    if type(value) is dict:
        return Interval(value["low"], value["high"])
    return frozenset(value) if type(value) is list else value
