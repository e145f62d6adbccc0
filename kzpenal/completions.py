"""The ways in which open rules can turn out together, once the facts they hang on are known."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import attrs

from kzpenal.condition import Scope, evaluate, leaves, missing
from kzpenal.condition import Test as FactTest
from kzpenal.laws import condition_of
from kzpenal.provision import Rule
from kzpenal.vocabulary import Fact, FactValue, Interval, Vocabulary

#: More completions than this are not tried.
MOST = 3_000


def ways(rules: Sequence[Rule], scope: Scope, words: Vocabulary) -> list[frozenset[str]] | None:
    """Return each set of keys of *rules* that apply together in some completion of *scope*.

    None where the facts are about victims or derived marks, or where there are too many to try.
    """
    found = ways_together([(rules, scope)], words)
    return None if found is None else sorted((way for (way,) in found), key=sorted)


def ways_together(
    groups: Sequence[tuple[Sequence[Rule], Scope]], words: Vocabulary
) -> list[tuple[frozenset[str], ...]] | None:
    """Return how the rules of several scopes, over the same facts, apply together in some completion.

    Each way holds the keys of the rules that apply, a set for each of *groups*. None as in `ways`.
    """
    conditions = [{r.key: condition_of(r) for r in rules} for rules, _ in groups]
    asked = [(node, s) for held, (_, s) in zip(conditions, groups, strict=True) for node in held.values()]
    open_facts = sorted({f for node, scope in asked for f in missing(node, scope)})
    tests = [t for n, _ in asked for t in leaves(n) if isinstance(t, FactTest)]
    domains = []
    size = 1
    for path in open_facts:
        fact = words.facts.get(path)
        if fact is None or words.is_member(path) or fact.kind == "set":
            return None
        held_value = groups[0][1].facts.values.get(path)
        values = classes(fact, [t for t in tests if t.fact == path], held_value)
        size *= len(values)
        domains.append(values)
    if size > MOST:
        return None
    found: set[tuple[frozenset[str], ...]] = set()
    for chosen in itertools.product(*domains):
        known = dict(zip(open_facts, chosen, strict=True))
        way = []
        for held, (_, scope) in zip(conditions, groups, strict=True):
            complete = attrs.evolve(scope, facts=scope.facts.replaced(known))
            truths = {key: evaluate(node, complete) for key, node in held.items()}
            if None in truths.values():
                return None
            way.append(frozenset(key for key, truth in truths.items() if truth))
        found.add(tuple(way))
    return sorted(found, key=lambda w: [sorted(keys) for keys in w])


def classes(fact: Fact, tests: Iterable[FactTest], held: FactValue = None) -> list[FactValue]:
    """Return a value of each class into which *tests* cut *fact*, within what is *held* of it.

    >>> classes(Fact("n", "int"), [FactTest("n", "between", high=13)])
    [0, 13, 14]
    """
    if fact.kind == "bool":
        return [True, False]
    if fact.kind == "enum":
        named = [str(w) for t in tests for w in t.words]
        others = [v for v in fact.values if v not in named]
        return list(dict.fromkeys([*named, *others[:1]]))
    low, high = (held.low, held.high) if isinstance(held, Interval) else (fact.low, fact.high)
    cuts = {low}
    for test in tests:
        bounds = [n for w in test.words for n in (int(w), int(w) + 1)]
        bounds += [n for n in (test.low, None if test.high is None else test.high + 1) if n is not None]
        cuts |= {n for b in bounds for n in (b - 1, b)}
    return [n for n in sorted(cuts) if low <= n <= high]
