"""A finished answer and something in it → the smallest sets of facts from which that follows by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from kzpenal.changing import plain
from kzpenal.citation import Citation, cite
from kzpenal.errors import KzpenalError, Problem, did_you_mean, listed
from kzpenal.items import Item, by_article, items, lifted
from kzpenal.labels import stated, titled
from kzpenal.laws import Law
from kzpenal.presuming import facts_under
from kzpenal.solving import Formula
from kzpenal.varying import Varied, vary
from kzpenal.vocabulary import LARGEST, FactValue, Interval, Vocabulary, flatten
from kzpenal.wording import phrase
from kzpenal.worlds import Worlds

#: So many sets are looked for, unless more are asked for.
LIMIT = 20


@frozen
class Given:
    """A fact as it is stated, or, with `presumed`, as it is taken for granted.

    The path of the group itself, such as `victims`, says how many persons there are.
    """

    fact: str
    value: FactValue
    presumed: bool = False
    words: Vocabulary | None = field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as JSON has it."""
        return {"fact": self.fact, "value": plain(self.value), "presumed": self.presumed}

    def text(self, lang: str = "en") -> str:
        """Return the fact in words."""
        key = "supports-presumed" if self.presumed else "supports-fact"
        value = stated(self.fact, self.value, lang, self.words)
        return phrase(key, lang, fact=titled(self.fact, lang, self.words), value=value)


@frozen
class Support:
    """Facts from which something follows whatever all the others are; without any one of them it does not."""

    facts: tuple[Given, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the support as JSON has it."""
        return {"facts": [f.to_dict() for f in self.facts]}


@frozen
class Supports:
    """The supports of an item; none where it hangs on facts not known. `cut`: there may be more of them."""

    item: Item
    supports: tuple[Support, ...]
    cut: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the supports as JSON has them."""
        return {
            "item": self.item.to_dict(),
            "supports": [s.to_dict() for s in self.supports],
            "cut": self.cut,
        }

    def text(self, lang: str = "en") -> str:
        """Return the supports in words: each with its facts, one in a line."""
        key = "supports-of" if self.supports else "supports-none"
        lines = [phrase(key, lang, item=self.item.text(lang))]
        for number, support in enumerate(self.supports, 1):
            first, *rest = [f.text(lang) for f in support.facts] or [phrase("nothing", lang)]
            lines += [f"  {number}. {first}", *(f"     {line}" for line in rest)]
        if self.cut:
            lines.append(phrase("supports-cut", lang, limit=len(self.supports)))
        return "\n".join(lines)


def supports(law: Law, case: Any, asked: Sequence[Item], *, limit: int = LIMIT) -> tuple[Supports, ...]:
    """Return every smallest set of facts of *case* from which each of *asked* follows; *limit* for each.

    The act is a fact like any other; how many victims there are is one, too. What is certain of an article,
    though not of one part of it, is told of the article. An item that is not certain has no supports.

    Raises KzpenalError where the solver is not installed.
    """
    if type(limit) is not int or limit < 1:
        message = f"`limit` is a number of sets, 1 or more, not {limit!r:.40}"
        raise KzpenalError(Problem("KZP410", None, message))
    facts = facts_under(law, case)
    stated = flatten(case)
    varied = vary(law, facts, lambda _: True, others=True)
    parts = [str(p.citation) for p in law.parts if any(_about(i, p.article) for i in asked)]
    each = list(items(varied, parts))
    alone, whole = dict(each), dict(by_article(each, varied))
    finding = _Finding(law, case, varied)
    found: dict[Item, Supports] = {}
    for item in asked:
        sets, cut = finding.sets(alone.get(item, False), limit)
        if not sets and item.what not in ("point", "duty"):
            # What one part of the article or another brings, though none is certain.
            sets, cut = finding.sets(whole.get(lifted(item), False), limit)
            item = lifted(item) if sets else item
        told = (Support(tuple(_given(finding, p, stated) for p in sorted(paths))) for paths in sets)
        found.setdefault(item, Supports(item, tuple(sorted(told, key=_size)), cut))
    return tuple(found.values())


def _about(item: Item, article: Citation) -> bool:
    return item.what != "duty" and cite(item.for_ or item.provision).within(article)


def _size(support: Support) -> tuple[int, str]:
    return len(support.facts), str(support.to_dict())


def _given(finding: _Finding, path: str, stated: Any) -> Given:
    varied, law = finding.varied, finding.law
    if path == law.vocabulary.group:
        low, high = varied.facts.total
        return Given(path, Interval(low, high or LARGEST), words=law.vocabulary)
    value = varied.held(path)
    presumed = path in stated.values and stated.values[path] is None
    return Given(path, value, presumed, law.vocabulary)


@define(eq=False)
class _Finding:
    """Facts that may all be otherwise, with a flag for each that is kept as it is."""

    law: Law
    case: Any
    varied: Varied
    keeps: dict[str, Formula] = field(factory=dict, init=False)
    _bound: list[Formula] = field(factory=list, init=False)
    _values: dict[str, Formula] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        logic, group = self.varied.logic, self.law.vocabulary.group
        low, high = self.varied.facts.total
        for path, variable in self.varied.variables.items():
            held = Interval(low, high or LARGEST) if path == group else self.varied.held(path)
            if held is not None:
                self.keeps[path] = logic.flag(f"={path}")
                there = self.varied.there(path)
                self._values[path] = logic.both([there, variable.of_value(logic, held)])
                self._bound.append(logic.implies(self.keeps[path], self._values[path]))

    def sets(self, when: Formula, limit: int) -> tuple[list[frozenset[str]], bool]:
        """Return the smallest sets of facts that bring *when*, and whether there may be more.

        Each round takes facts not looked at together yet: if *when* can still fail with all of them kept, one
        that is lost there must be kept in any set to come; else they are made fewer.
        """
        logic = self.varied.logic
        worlds = Worlds(
            self.case, self.varied, logic.search(*self.varied.bound, *self._bound, logic.no(when))
        )
        chosen = logic.search()
        found: list[frozenset[str]] = []
        while (model := chosen.solution()) is not None:
            paths = [p for p, flag in self.keeps.items() if not _is_false(logic, flag, model)]
            world = worlds.find(*(self.keeps[p] for p in paths))
            if world is not None:
                lost = [p for p, value in self._values.items() if not logic.holds(value, world.model)]
                if not lost:
                    return [], False  # it fails though everything is as stated: it is not certain
                chosen.also(logic.either(self.keeps[p] for p in lost))
                continue
            if len(found) == limit:
                return found, True
            fewest = self._fewer(worlds, paths)
            found.append(frozenset(fewest))
            chosen.also(logic.either(logic.no(self.keeps[p]) for p in fewest))
        return found, False

    def _fewer(self, worlds: Worlds, paths: Sequence[str]) -> list[str]:
        """Return some of *paths* of which none can be left out."""
        kept = list(paths)
        core = worlds.search.clash(self.keeps[p] for p in kept)
        ids = {c.get_id() for c in core}
        kept = [p for p in kept if self.keeps[p].get_id() in ids]
        for path in list(kept):
            without = [p for p in kept if p != path]
            if worlds.find(*(self.keeps[p] for p in without)) is None:
                kept = without
        return kept


def _is_false(logic: Any, flag: Formula, model: Any) -> bool:
    return bool(logic.library.is_false(model.eval(flag)))


def named_items(found: Iterable[Item], name: str) -> list[Item]:
    """Return those of *found* that *name* names, by a kind or by a provision.

    The provision of a charge or of a point is the charge or the point alone, not all that follows from it.
    Raises KzpenalError where nothing is named so.
    """
    held = sorted(found, key=str)
    hit = [i for i in held if i.kind == name]
    hit = hit or [i for i in held if i.kind is None and i.provision == name]
    hit = hit or [i for i in held if i.provision == name]
    hit = hit or [i for i in held if i.what == "charge" and lifted(i).provision == name]
    if not hit:
        known = dict.fromkeys(n for i in held for n in (i.provision, i.kind) if n is not None)
        cure = did_you_mean(name, known) or f"it holds: {listed(known, limit=40) or 'nothing'}"
        raise KzpenalError(Problem("KZP409", None, f"the answer holds nothing that is called `{name}`", cure))
    return hit
