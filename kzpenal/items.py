"""What an answer may hold, as items; and the constraint that it holds each, over facts that may vary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal, TypeAlias

from attrs import evolve, frozen

from kzpenal.answers import Measure
from kzpenal.citation import cite
from kzpenal.composing import dangling
from kzpenal.laws import Part
from kzpenal.provision import Bar, Classify, Duty, Order
from kzpenal.sanction import Penalty
from kzpenal.solving import Formula
from kzpenal.varying import Varied
from kzpenal.wording import measure, phrase, word

What: TypeAlias = Literal["charge", "point", "penalty", "order", "bar", "duty", "gap"]


@frozen
class Item:
    """One thing in an answer. `kind` is its kind, `for_` the charge that it belongs to.

    A `penalty` is one that the court must impose whichever alternative it chooses; an order that it must make
    has the force `must`, one that it may make `may`.
    """

    what: What
    provision: str
    kind: str | None = None
    for_: str | None = None
    force: str | None = None
    penalty: Penalty | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the item as JSON has it."""
        out: dict[str, Any] = {"what": self.what, "provision": self.provision}
        named = (("kind", self.kind), ("for", self.for_), ("force", self.force))
        out |= {name: value for name, value in named if value is not None}
        if self.penalty is not None:
            out |= {k: v for k, v in self.penalty.to_dict().items() if k not in ("kind", "force")}
        return out

    def text(self, lang: str = "en") -> str:
        """Return the item in words."""
        what = word("what", self.what, lang)
        if self.kind is None:
            return phrase("item-what", lang, what=what, provision=self.provision)
        held = self.penalty
        if held is None:
            told = word(self.what, self.kind, lang)
        else:
            told = measure(
                self.what,
                self.kind,
                low=held.min,
                high=held.max,
                unit=held.unit,
                term=held.term,
                force=self.force or "must",
                on=held.on,
                lang=lang,
            )
        key = "item-plain" if self.for_ is None or self.for_ == self.provision else "item"
        text = phrase(key, lang, text=told, provision=self.provision, for_=self.for_)
        return phrase("item-told", lang, what=what, text=text)


def items(varied: Varied, about: Collection[str] | None = None) -> Iterator[tuple[Item, Formula]]:
    """Yield everything that the answer may hold with the constraint that it does, each once.

    What none of the facts can bring about is left out; so is what belongs to charges that *about* does not
    name.
    """
    told, logic, law = varied.told, varied.logic, varied.law
    for part in law.parts:
        if about is not None and str(part.citation) not in about:
            continue
        standing = told.standing(part)
        if standing is not False:
            for item, when in _of_charge(varied, part):
                both = logic.both([standing, when])
                if both is not False:
                    yield item, both
    for rule in law.concluding(Duty):
        assert isinstance(rule.conclusion, Duty)
        when = told.duty(rule)
        if when is not False:
            yield Item("duty", str(rule.citation), rule.conclusion.kind), when


def by_article(found: Iterable[tuple[Item, Formula]], varied: Varied) -> Iterator[tuple[Item, Formula]]:
    """Yield each of *found* as it is of the whole article, with when it is of one part of it or another."""
    whens: dict[Item, list[Formula]] = {}
    for item, when in found:
        if item.what != "point" and (item.for_ is not None or item.what == "charge"):
            whens.setdefault(lifted(item), []).append(when)
    for item, several in whens.items():
        yield item, varied.logic.either(several)


def lifted(item: Item) -> Item:
    """Return *item* as it is of the whole article, whichever of its parts is charged.

    >>> lifted(Item("penalty", "cc:99(3)", "life-imprisonment", "cc:99(3)")).for_
    'cc:99'
    """
    charge = item.provision if item.for_ is None else item.for_
    article = str(cite(charge).whole)
    provision = article if item.provision == charge else item.provision
    return evolve(item, provision=provision, for_=None if item.for_ is None else article)


def _of_charge(varied: Varied, part: Part) -> Iterator[tuple[Item, Formula]]:
    told, law, logic, me = varied.told, varied.law, varied.logic, str(part.citation)
    yield Item("charge", me), True
    for point in part.points:
        yield Item("point", str(point.citation), for_=me), told.elements(point.citation)
    imposed: dict[Penalty, list[Formula]] = {}
    for penalty, when in varied.threats.imposed(part).items():
        imposed.setdefault(evolve(penalty, force=None), []).append(when)
    for penalty, whens in imposed.items():
        yield Item("penalty", me, penalty.kind, me, penalty=penalty), logic.either(whens)
    for rule in law.concluding(Order, Bar):
        said = rule.conclusion
        if isinstance(said, Order):
            item, when = _ordered(said, str(rule.citation), me), told.applies(rule, part)
            if said.force == "must" and item.penalty is not None:
                # What must be imposed in any case is told once.
                before = imposed.setdefault(item.penalty, [])
                yield item, logic.both([when, logic.no(logic.either(before))])
                before.append(when)
            else:
                yield item, when
        elif isinstance(said, Bar):
            yield Item("bar", str(rule.citation), said.kind, me), told.applies(rule, part)
    for kind, when in varied.threats.gaps(part).items():
        yield Item("gap", me, kind, me), when
    classified = any(r.citation.code == part.citation.code for r in law.concluding(Classify))
    if part.kind is None and law.kind == "in-force" and classified:
        yield Item("gap", me, "kind-undetermined", me), True
    silent: dict[str, list[Formula]] = {}
    for rule, had in dangling(law, part):
        with_it, without = told.formula(had, part, "charge"), told.applies(rule, part)
        differ = [logic.both([with_it, logic.no(without)]), logic.both([without, logic.no(with_it)])]
        silent.setdefault(str(rule.citation), []).extend(differ)
    for citation, whens in silent.items():
        yield Item("gap", citation, "dangling-reference", me), logic.either(whens)


def _ordered(order: Order, provision: str, charge: str) -> Item:
    measured = Penalty(order.kind, order.min, order.max, order.unit, order.term)
    return Item("order", provision, order.kind, charge, order.force, measured)


def items_of(core: Any) -> set[Item]:
    """Return what *core*, an answer or a Core, holds."""
    found = {Item("charge", c.provision) for c in core.charges}
    found |= {Item("point", p, for_=c.provision) for c in core.charges for p in c.points}
    found |= {_measured(m, "must") for m in core.mandatory}
    found |= {_measured(m, "may") for m in core.orders}
    found |= {Item("bar", b.provision, b.kind, b.for_) for b in core.bars}
    found |= {Item("duty", d.provision, d.kind) for d in core.duties}
    for gap in core.gaps:
        own = gap.kind in ("dangling-reference",)
        found.add(Item("gap", gap.provision if own else str(gap.for_), gap.kind, gap.for_))
    return found


def _measured(found: Measure, force: str) -> Item:
    penalty = Penalty(
        found.kind, found.min, found.max, found.unit, "life" if found.term else None, on=found.on
    )
    ordered = found.section == "order"
    what: What = "order" if ordered else "penalty"
    return Item(what, found.provision, found.kind, found.for_, force if ordered else None, penalty)
