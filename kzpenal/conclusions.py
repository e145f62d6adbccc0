"""What one part concludes, from nodes: a sanction, an operation, an order, and the rest."""

from __future__ import annotations

import attrs
from attrs import frozen

from kzpenal.citation import Citation, cite
from kzpenal.errors import KzpenalError, did_you_mean
from kzpenal.phrases import parse_measured, parse_operation, parse_order
from kzpenal.provision import (
    BARS,
    GRAVITIES,
    JOINED,
    KINDS,
    METHODS,
    Aggregation,
    Bar,
    Charge,
    Classify,
    Conclusion,
    Define,
    Duty,
    Equivalence,
    Increase,
    Index,
    Liability,
    Measured,
    Operation,
    Order,
    Repetition,
)
from kzpenal.sanction import (
    ADDITIONS,
    MAIN,
    Alternative,
    Penalty,
    Sanction,
    counted_in_money,
    parse_penalty,
)
from kzpenal.source import Mapping, Scalar, Sequence, empty
from kzpenal.source import Node as Source
from kzpenal.vocabulary import Vocabulary
from kzpenal.walking import Walk

_LIMITS = ("at_most", "perhaps_at_most")
_RELEASED = ("released", "perhaps_released")


@frozen
class Conclusions:
    """Reads conclusions, over one vocabulary, and reports what is wrong with them."""

    walk: Walk
    vocabulary: Vocabulary

    def read(self, verb: str, mapping: Mapping, here: Citation, charge: Charge) -> Conclusion | None:
        """Return what *mapping*, the part or point *here*, concludes under *verb*."""
        walk, node = self.walk, mapping.get(verb)
        if node is None:
            return None
        if verb == "sanction":
            return self._charge(node, mapping, charge)
        if verb == "operation":
            return self._operation(node, mapping)
        if verb == "order":
            return self._order(node)
        if verb == "increases":
            return self._increase(node, here)
        if verb == "liability":
            word = walk.word(node, "liability", ("liable", "not-liable"))
            return None if word is None else Liability(word == "liable")
        if verb == "classify":
            word = walk.word(node, "kind or gravity", (*KINDS, *GRAVITIES))
            return None if word is None else Classify(word)
        if verb == "bar":
            word = walk.word(node, "bar", BARS)
            return None if word is None else Bar(word)
        if verb == "repetition":
            return self._repetition(node)
        if verb == "aggregation":
            return self._aggregation(node)
        if verb == "equivalence":
            return self._equivalence(node)
        if verb == "index":
            return self._index(node)
        word = walk.word(node, "duty" if verb == "duty" else "class")
        if word is None:
            return None
        return Duty(word) if verb == "duty" else Define(word)

    def _charge(self, node: Source, mapping: Mapping, charge: Charge) -> Charge | None:
        if mapping.key("kind"):
            kind = self.walk.word(mapping.get("kind"), "kind of offence", KINDS)
            charge = attrs.evolve(charge, kind=kind)  # type: ignore[arg-type]
        if isinstance(node, Scalar) and node.raw == "not reported":
            return charge
        shape = self.walk.mapping(node, "a sanction", ("one_of", "and_also"))
        if shape is None:
            return None
        choices = self.walk.items(self.walk.required(shape, "one_of", "a sanction"), "`one_of`")
        one_of = [self._alternative(n) for n in choices]
        also = self._additions(shape, "and_also")
        offered = shape.get("one_of")
        if offered is not None and empty(offered, Sequence):
            message = "a sanction offers at least one penalty"
            self.walk.report("KZP024", offered.span, message, "or write `sanction: not reported`")
        for alternative, source in zip(one_of, choices, strict=True):
            if alternative is not None and alternative.penalty.kind not in MAIN:
                message = f"`{alternative.penalty.kind}` is an addition, not a penalty of its own"
                self.walk.report("KZP024", source.span, message, "put it under `with` or `and_also`")
        sanction = Sanction(tuple(a for a in one_of if a is not None), also)
        return attrs.evolve(charge, sanction=sanction)

    def _additions(self, mapping: Mapping, name: str) -> tuple[Penalty, ...]:
        found = []
        for node in self.walk.items(mapping.get(name), f"`{name}`"):
            penalty = self._penalty(node)
            if penalty is not None and penalty.kind in MAIN:
                message = f"`{penalty.kind}` is a penalty of its own, not an addition"
                self.walk.report("KZP024", node.span, message, "put it under `one_of`")
            elif penalty is not None:
                found.append(penalty)
        return tuple(found)

    def _increase(self, node: Source, here: Citation) -> Increase:
        targets = []
        self.walk.filled(
            node, Sequence, "KZP010", "an empty list under `increases`", "fill it, or leave it out"
        )
        for item in self.walk.items(node, "`increases`"):
            name = self.walk.text(item, "a provision")
            try:
                if name is not None:
                    targets.append(cite(name if ":" in name else f"{here.code}:{name}"))
            except ValueError:
                cure = "write it in kebab-case, or as a citation"
                self.walk.report("KZP023", item.span, f"`{name}` is no name of a provision", cure)
        return Increase(tuple(targets))

    def _alternative(self, node: Source) -> Alternative | None:
        if isinstance(node, Scalar):
            penalty = self._penalty(node)
            return None if penalty is None else Alternative(penalty)
        mapping = self.walk.mapping(node, "an alternative")
        if mapping is None or len(mapping.entries) != 1:
            if mapping is not None and not mapping.unread:
                cure = "put each penalty into an item of its own"
                self.walk.report("KZP024", mapping.span, "an alternative is one penalty", cure)
            return None
        phrase, details = mapping.entries[0]
        penalty = self._penalty(phrase)
        extra = self.walk.mapping(details, "an alternative", ("with", "on"))
        if penalty is None or extra is None:
            return None
        with_ = self._additions(extra, "with")
        on = self.walk.word(extra.get("on"), "person") if extra.key("on") else None
        return Alternative(attrs.evolve(penalty, on=on), with_)

    def _penalty(self, node: Source) -> Penalty | None:
        text = self.walk.text(node, "a penalty")
        if text is None:
            return None
        try:
            return parse_penalty(text)
        except (ValueError, KzpenalError) as error:
            self.walk.report("KZP024", node.span, str(error))
            return None

    def _operation(self, node: Source, mapping: Mapping) -> Operation | None:
        text = self.walk.text(node, "an operation")
        if text is None:
            return None
        yields = mapping.get("minimum_yields")
        citation = self.walk.citation(yields, "`minimum_yields`") if yields is not None else None
        try:
            return attrs.evolve(parse_operation(text), minimum_yields=citation)
        except ValueError as error:
            self.walk.report("KZP024", node.span, str(error))
            return None

    def _order(self, node: Source) -> Order | None:
        text = self.walk.text(node, "an order")
        if text is None:
            return None
        try:
            return parse_order(text)
        except ValueError as error:
            self.walk.report("KZP024", node.span, str(error))
            return None

    def _repetition(self, node: Source) -> Repetition | None:
        name: Source | None = node
        released: tuple[tuple[str, ...], ...] = ()
        if isinstance(node, Mapping):
            shape = self.walk.mapping(node, "a repetition", ("of", *_RELEASED)) or node
            name = self.walk.required(shape, "of", "a repetition")
            released = tuple(self._words(shape, k) for k in _RELEASED)
        text = self.walk.text(name, "a fact") if name is not None else None
        if text is None or name is None:
            return None
        known = [p for p, f in self.vocabulary.facts.items() if f.kind == "bool" and "." not in p]
        if text not in known:
            cure = did_you_mean(text, known)
            self.walk.report("KZP011", name.span, f"`{text}` is no yes/no fact of the case", cure)
            return None
        return Repetition(text, *released)

    def _aggregation(self, node: Source) -> Aggregation | None:
        keys = ("of", "by", *_LIMITS, *_RELEASED)
        shape = self.walk.mapping(node, "an aggregation", keys)
        if shape is None:
            return None
        over = self.walk.word(self.walk.required(shape, "of", "an aggregation"), "thing joined", JOINED)
        by = shape.get("by")
        methods = [self.walk.word(n, "way to join", METHODS) for n in self.walk.items(by, "`by`")]
        if by is not None and empty(by, Sequence):
            self.walk.report("KZP010", by.span, "an empty list under `by`", "name a way to join")
        elif len(shape.entries) == 1 and over is not None:
            self.walk.required(shape, "by", "an aggregation")
        caps = [[self._measured(n) for n in self.walk.items(shape.get(k), f"`{k}`")] for k in _LIMITS]
        released = [self._words(shape, k) for k in _RELEASED]
        if over is None or None in methods or any(None in c for c in caps):
            return None
        if by is not None and not methods:
            return None
        at_most, perhaps = (tuple(c for c in each if c) for each in caps)
        return Aggregation(over, tuple(m for m in methods if m), at_most, perhaps, *released)

    def _words(self, shape: Mapping, key: str) -> tuple[str, ...]:
        words = [self.walk.word(n, "kind of order") for n in self.walk.items(shape.get(key), f"`{key}`")]
        return tuple(w for w in words if w is not None)

    def _equivalence(self, node: Source) -> Equivalence | None:
        shape = self.walk.mapping(node, "an equivalence", ("one", "is"))
        if shape is None:
            return None
        one = self._measured(self.walk.required(shape, "one", "an equivalence"))
        others = self.walk.items(self.walk.required(shape, "is", "an equivalence"), "`is`")
        equals = [self._measured(n) for n in others]
        if one is None or None in equals:
            return None
        return Equivalence(one, tuple(e for e in equals if e))

    def _index(self, node: Source) -> Index | None:
        shape = self.walk.mapping(node, "an index", ("of", "day"))
        if shape is None:
            return None
        paid = [k for k in (*MAIN, *ADDITIONS) if counted_in_money(k)]
        kind = self.walk.word(self.walk.required(shape, "of", "an index"), "penalty counted in money", paid)
        days = [p for p, f in self.vocabulary.facts.items() if f.kind == "date" and "." not in p]
        node = self.walk.required(shape, "day", "an index") or node
        day = self.walk.text(node, "a fact") if shape.get("day") is not None else None
        if day is not None and day not in days:
            cure = did_you_mean(day, days) or f"days are: {', '.join(days)}"
            self.walk.report("KZP011", node.span, f"`{day}` is no day that a case states", cure)
            return None
        return None if kind is None or day is None else Index(kind, day)

    def _measured(self, node: Source | None) -> Measured | None:
        text = self.walk.text(node, "a penalty and an amount") if node is not None else None
        if text is None or node is None:
            return None
        try:
            return parse_measured(text)
        except ValueError as error:
            self.walk.report("KZP024", node.span, str(error))
            return None
