"""How the elements of rules rest on each other: circles, and chains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzpenal.citation import Citation
from kzpenal.condition import All, Any, Block, Count, No, Node, Not, Of, leaves
from kzpenal.provision import Rule
from kzpenal.timeline import Period, meet

#: No more references to elements are followed, each to every part that it is to.
MAX_USES = 1_000_000


def uses_of(rules: Sequence[tuple[Rule, Period]]) -> list[list[int]] | None:
    """Return, for each rule, the numbers of those whose elements it asks for; None for very many."""
    left = MAX_USES
    of_article: dict[Citation, list[int]] = {}
    for number, (rule, _) in enumerate(rules):
        of_article.setdefault(rule.citation.whole, []).append(number)
    found: list[list[int]] = []
    for rule, period in rules:
        found.append([])
        if left < 0:
            return None
        for used in _asked(rule):
            near = of_article.get(used.whole, [])
            left -= len(near)
            for number in near:
                other, its = rules[number]
                if (other.citation.within(used) or used.within(other.citation)) and meet(period, its):
                    found[-1].append(number)
    return found


def in_circles(uses: Sequence[Sequence[int]]) -> list[int]:
    """Return the numbers that may stand in a circle: those that lead to no end."""
    users: dict[int, list[int]] = {}
    for number, used in enumerate(uses):
        for other in used:
            users.setdefault(other, []).append(number)
    left = [len(used) for used in uses]
    ends = [number for number, count in enumerate(left) if not count]
    while ends:
        for user in users.get(ends.pop(), ()):
            left[user] -= 1
            if not left[user]:
                ends.append(user)
    return [number for number, count in enumerate(left) if count]


def way_back(uses: Sequence[Sequence[int]], start: int) -> tuple[int, ...]:
    """Return the rules by which the elements of the rule *start* refer to themselves, itself first."""
    before: dict[int, int] = {start: start}
    ends = [start]
    while ends:
        here = ends.pop()
        for number in uses[here]:
            if number == start:
                way = [here]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return tuple(reversed(way))
            if number not in before:
                before[number] = here
                ends.append(number)
    return ()


def longest(rules: Sequence[tuple[Rule, Period]], uses: Sequence[Sequence[int]]) -> list[int]:
    """Return for each rule how many steps its conditions go down, those of the elements they ask for too.

    A rule in a circle, or one that leads to a circle, counts its own steps alone.
    """
    own = [max((_depth(node) for node in rule.nodes()), default=0) for rule, _ in rules]
    found = list(own)
    endless = set(in_circles(uses))
    ready: set[int] = set()
    for first in range(len(rules)):
        way = [] if first in endless else [first]
        while way:
            here = way[-1]
            open_ones = [n for n in uses[here] if n not in ready]
            if open_ones:
                way.extend(open_ones)
                continue
            found[here] = own[here] + max((found[n] + 1 for n in uses[here]), default=0)
            ready.add(way.pop())
    return found


def _depth(node: Node) -> int:
    if isinstance(node, (All, Any)):
        return 1 + max(map(_depth, node.items), default=0)
    if isinstance(node, (Not, No, Block)):
        return 1 + _depth(node.item)
    if isinstance(node, Count) and node.item is not None:
        return 1 + _depth(node.item)
    return 0


def _asked(rule: Rule) -> Iterator[Citation]:
    """Yield what *rule* asks the elements of."""
    for node in rule.nodes():
        for leaf in leaves(node):
            if isinstance(leaf, Of):
                yield from leaf.citations
