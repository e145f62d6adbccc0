"""What one part says: its conditions and its conclusion, from nodes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation, cite
from kzpenal.condition import All, Any, Block, No, Node, Not, Of, Test, leaves
from kzpenal.errors import KzpenalError
from kzpenal.provision import (
    BARS,
    FAULTS,
    GRAVITIES,
    KINDS,
    OPERATIONS,
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
    Point,
    Remarks,
    Rule,
    Unless,
)
from kzpenal.quantity import Quantity
from kzpenal.sanction import (
    MAIN,
    Alternative,
    Penalty,
    Sanction,
    check_unit,
    parse_amount,
    parse_kind,
    parse_penalty,
)
from kzpenal.source import Mapping, Scalar
from kzpenal.source import Node as Source
from kzpenal.syntax import TestError, Words, parse_tests
from kzpenal.vocabulary import Fact, Vocabulary
from kzpenal.walking import Walk

CONDITIONS = ("of", "when", "all", "any", "unless")
CONCLUSIONS = (
    "sanction",
    "operation",
    "order",
    "bar",
    "duty",
    "define",
    "classify",
    "liability",
    "increases",
)
CHARGE_KEYS = ("fault", "liable", "beside", "instead_of")
REMARKS = ("interpretation", "not_encoded")
STATEMENT = (*CONDITIONS, *CONCLUSIONS, *CHARGE_KEYS, *REMARKS, "minimum_yields", "kind")
#: Whether a conclusion is about the act, about each part of the code, or about each charge.
_SUBJECT = {
    "sanction": None,
    "duty": None,
    "classify": "part",
    "liability": "part",
    "operation": "charge",
    "order": "charge",
    "bar": "charge",
    "define": "charge",
    "increases": "charge",
}


@frozen
class Inherited:
    """What a part takes over from its version or from the part around it."""

    charge: Charge = Charge(None)
    conditions: tuple[Node, ...] = field(default=())
    unless: tuple[Unless, ...] = field(default=())


class Statements:
    """Reads what parts say, over one vocabulary."""

    def __init__(self, walk: Walk, vocabulary: Vocabulary) -> None:
        self.walk = walk
        self.words = {s: _words(vocabulary, s) for s in (None, "part", "charge")}

    def remarks(self, mapping: Mapping) -> Remarks:
        """Return the interpretations and omissions stated in *mapping*."""
        return Remarks(
            self.walk.texts(mapping.get("interpretation"), "an interpretation"),
            self.walk.texts(mapping.get("not_encoded"), "a thing not encoded"),
        )

    def charge_defaults(self, mapping: Mapping, base: Charge) -> Charge:
        """Return *base* with the charge keys of *mapping*."""
        walk, changes = self.walk, {}
        if mapping.key("fault"):
            changes["fault"] = walk.word(mapping.get("fault"), "kind of fault", FAULTS) or base.fault
        if mapping.key("liable"):
            changes["liable"] = walk.word(mapping.get("liable"), "liable person") or base.liable
        charge = attrs.evolve(base, **changes)  # type: ignore[arg-type]
        if mapping.key("beside"):
            charge = attrs.evolve(charge, beside=walk.flag(mapping.get("beside"), "`beside`"))
        if mapping.key("instead_of"):
            charge = attrs.evolve(
                charge, instead_of=walk.citations(mapping.get("instead_of"), "`instead_of`")
            )
        return charge

    def rules(self, mapping: Mapping, here: Citation, inherited: Inherited) -> Iterator[Rule]:
        """Yield every rule that *mapping*, the part or point *here*, states."""
        listed = mapping.get("rules")
        if listed is None:
            yield from self._rule(mapping, here, str(here), inherited)
            return
        common = self._conditions(mapping, here, None)
        inner = attrs.evolve(
            inherited,
            conditions=(*inherited.conditions, *common),
            unless=(*inherited.unless, *self._exceptions(mapping, None)),
        )
        for number, node in enumerate(self.walk.items(listed, "`rules`"), 1):
            statement = self.walk.mapping(node, "a rule", STATEMENT)
            if statement is not None:
                yield from self._rule(statement, here, f"{here}#{number}", inner)

    def _rule(self, mapping: Mapping, here: Citation, key: str, inherited: Inherited) -> Iterator[Rule]:
        said = [k for k, _ in mapping if k.raw in CONCLUSIONS]
        if len(said) != 1:
            message = "the part says nothing" if not said else "the part says several things at once"
            cure = (
                f"state one of: {', '.join(CONCLUSIONS)}"
                if not said
                else "put each into a list under `rules:`"
            )
            self.walk.report("KZP040", (said[1] if said else mapping).span, message, cure)
            return
        verb = said[0].raw
        subject = _SUBJECT[verb]
        conclusion = self._conclusion(verb, mapping, here, inherited)
        conditions = (*inherited.conditions, *self._conditions(mapping, here, subject))
        points = tuple(self._points(mapping, here, subject))
        unless = (*inherited.unless, *self._exceptions(mapping, subject))
        if conclusion is not None:
            yield Rule(key, here, conclusion, conditions, points, unless, mapping.span)

    # Conditions

    def _conditions(self, mapping: Mapping, here: Citation, subject: str | None) -> tuple[Node, ...]:
        found: list[Node] = []
        if mapping.get("of") is not None:
            of = self.walk.citations(mapping.get("of"), "`of`", here.whole)
            found.append(Of(of, mapping.get("of").span))  # type: ignore[union-attr]
        for name in ("when", "all", "any"):
            node = mapping.get(name)
            if node is None or (name == "any" and isinstance(node, Mapping)):
                continue
            tree = self._joined(name, node, subject)
            if tree is not None:
                found.append(self._block(tree))
        return tuple(found)

    def _points(self, mapping: Mapping, here: Citation, subject: str | None) -> Iterator[Point]:
        node = mapping.get("any")
        if not isinstance(node, Mapping):
            return
        for name, key, value in self.walk.numbered(node, "a point"):
            remarks, text, source = Remarks(), "", value
            if isinstance(value, Mapping) and any(k.raw in ("text", *REMARKS) for k, _ in value):
                remarks = self.remarks(value)
                text = self.walk.text(value.get("text"), "a text") or ""
                entries = tuple((k, v) for k, v in value if k.raw not in ("text", *REMARKS))
                source = Mapping(entries, value.span)
            tree = self._tree(source, subject)
            if tree is not None:
                yield Point(here.child(name), self._block(tree), text, remarks, key.span)

    def _exceptions(self, mapping: Mapping, subject: str | None) -> tuple[Unless, ...]:
        found = []
        for node in self.walk.items(mapping.get("unless"), "`unless`"):
            allowed = ("by", "when", "all", "any")
            exception = self.walk.mapping(node, "an exception", allowed)
            if exception is None:
                continue
            by_node = self.walk.required(exception, "by", "an exception")
            by = self.walk.citation(by_node, "`by`")
            trees = [self._joined(k.raw, v, subject) for k, v in exception if k.raw in ("when", "all", "any")]
            if not trees:
                self.walk.report("KZP021", exception.span, "an exception lacks the key `when`")
            elif by is not None and all(t is not None for t in trees):
                whole = All(tuple(t for t in trees if t is not None))
                found.append(Unless(by, self._block(whole), by_node.span if by_node else None))
        return tuple(found)

    def _tree(self, node: Source, subject: str | None) -> Node | None:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            try:
                return parse_tests(node, self.words[subject])
            except TestError as fault:
                self.walk.problems.append(fault.problem)
                return None
        mapping = self.walk.mapping(node, "a condition", ("all", "any", "not", "no"))
        if mapping is None:
            return None
        trees = [self._joined(k.raw, v, subject) for k, v in mapping]
        if not trees:
            self.walk.report("KZP010", mapping.span, "an empty condition")
        good = [t for t in trees if t is not None]
        return None if len(good) < len(trees) or not good else good[0] if len(good) == 1 else All(tuple(good))

    def _joined(self, word: str, node: Source, subject: str | None) -> Node | None:
        if word in ("all", "any"):
            items = self.walk.items(node, f"`{word}`")
            if not items and not isinstance(node, Scalar):
                self.walk.report("KZP010", node.span, f"an empty list under `{word}`")
            trees = [self._tree(i, subject) for i in items]
            if not trees or any(t is None for t in trees):
                return None
            good = tuple(t for t in trees if t is not None)
            return good[0] if len(good) == 1 else All(good) if word == "all" else Any(good)
        tree = self._tree(node, subject)
        if tree is None or word == "when":
            return tree
        return Not(tree) if word == "not" else No(tree) if word == "no" else None

    def _block(self, node: Node) -> Node:
        member = self.words[None].vocabulary.member
        prefix = f"{member}."
        outside = [n for n in _outside(node) if isinstance(n, Test) and n.fact.startswith(prefix)]
        return Block(node) if member is not None and outside else node

    # Conclusions

    def _conclusion(
        self, verb: str, mapping: Mapping, here: Citation, inherited: Inherited
    ) -> Conclusion | None:
        walk, node = self.walk, mapping.get(verb)
        if node is None:
            return None
        if verb == "sanction":
            return self._charge(node, mapping, inherited)
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
        word = walk.word(node, "duty" if verb == "duty" else "class")
        if word is None:
            return None
        return Duty(word) if verb == "duty" else Define(word)

    def _charge(self, node: Source, mapping: Mapping, inherited: Inherited) -> Charge | None:
        charge = self.charge_defaults(mapping, inherited.charge)
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
        also = [self._penalty(n) for n in self.walk.items(shape.get("and_also"), "`and_also`")]
        if not choices and shape.get("one_of") is not None:
            self.walk.report("KZP024", shape.span, "a sanction offers at least one penalty")
        for alternative, source in zip(one_of, choices, strict=True):
            if alternative is not None and alternative.penalty.kind not in MAIN:
                message = f"`{alternative.penalty.kind}` is an addition, not a penalty of its own"
                self.walk.report("KZP024", source.span, message, "put it under `with` or `and_also`")
        sanction = Sanction(
            tuple(a for a in one_of if a is not None), tuple(p for p in also if p is not None)
        )
        return attrs.evolve(charge, sanction=sanction)

    def _increase(self, node: Source, here: Citation) -> Increase:
        targets = []
        for item in self.walk.items(node, "`increases`"):
            name = self.walk.text(item, "a provision")
            try:
                if name is not None:
                    targets.append(cite(name if ":" in name else f"{here.code}:{name}"))
            except ValueError as error:
                self.walk.report("KZP023", item.span, str(error))
        return Increase(tuple(targets))

    def _alternative(self, node: Source) -> Alternative | None:
        if isinstance(node, Scalar):
            penalty = self._penalty(node)
            return None if penalty is None else Alternative(penalty)
        mapping = self.walk.mapping(node, "an alternative")
        if mapping is None or len(mapping.entries) != 1:
            if mapping is not None:
                self.walk.report("KZP024", mapping.span, "an alternative is one penalty")
            return None
        phrase, details = mapping.entries[0]
        penalty = self._penalty(phrase)
        extra = self.walk.mapping(details, "an alternative", ("with", "on"))
        if penalty is None or extra is None:
            return None
        with_ = [self._penalty(n) for n in self.walk.items(extra.get("with"), "`with`")]
        on = self.walk.word(extra.get("on"), "person") if extra.key("on") else None
        return Alternative(attrs.evolve(penalty, on=on), tuple(p for p in with_ if p is not None))

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


def parse_operation(text: str) -> Operation:
    """Return the operation that *text* writes; ValueError says what is wrong with it.

    Forms: `floor fine 20 mci`, `exclude life-imprisonment`, `substitute imprisonment 15..20 years`,
    `scale 3/4`, `scale imprisonment 3/4`, `cap imprisonment 10 years`.

    >>> parse_operation("cap imprisonment 10 years").amount
    Quantity(value=10, unit='year')
    """
    op, *words = text.split() or [""]
    if op not in OPERATIONS:
        raise ValueError(f"`{op}` is no operation; they are: {', '.join(OPERATIONS)}")
    if op == "substitute":
        penalty = parse_penalty(" ".join(words))
        return Operation("substitute", penalty.kind, penalty=penalty)
    kind = None
    if words and not words[0][0].isdigit():
        kind, words = (
            ("life-imprisonment", words[2:]) if words[:2] == ["life", "imprisonment"] else parse_kind(words)
        )
    if op == "scale":
        numbers = words[0].split("/") if len(words) == 1 else []
        if len(numbers) != 2 or not all(n.isdigit() and len(n) < 4 and int(n) for n in numbers):
            raise ValueError("`scale` takes a fraction such as 3/4")
        factor = Fraction(int(numbers[0]), int(numbers[1]))
        if factor > 1:
            raise ValueError("`scale` takes a fraction of at most 1")
        return Operation("scale", kind, factor=factor)
    if kind is None:
        raise ValueError(f"`{op}` names a penalty: `{op} imprisonment …`")
    if op == "exclude":
        if words:
            raise ValueError(f"`exclude {kind}` takes no amount, but `{' '.join(words)}` follows")
        return Operation("exclude", kind)
    low, high, unit = parse_amount(words)
    if low != high or high is None:
        raise ValueError(f"`{op}` takes one amount such as `10 years`")
    check_unit(kind, unit)
    return Operation("floor" if op == "floor" else "cap", kind, Quantity(high, unit))


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
    if not kind.replace("-", "").isalnum() or not kind[0].isalpha():
        raise ValueError(f"`{kind}` is no kind of order; write it in kebab-case")
    if rest == ["for", "life"]:
        return Order(kind, force, term="life")  # type: ignore[arg-type]
    if not rest:
        return Order(kind, force)  # type: ignore[arg-type]
    low, high, unit = parse_amount(rest)
    return Order(kind, force, low, high, unit)  # type: ignore[arg-type]


def _outside(node: Node) -> Iterator[Node]:
    """Yield the leaves of *node* that are about the victim in scope."""
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from _outside(item)
    elif isinstance(node, Not):
        yield from _outside(node.item)
    elif isinstance(node, Test):
        yield from leaves(node)


def _words(vocabulary: Vocabulary, subject: str | None) -> Words:
    facts: dict[str, Fact] = {}
    elsewhere: dict[str, str] = {}
    for name in ("part", "charge"):
        where = facts if name == subject else None
        entries = [
            Fact(f"{name}.kind", "enum", KINDS),
            Fact(f"{name}.gravity", "enum", GRAVITIES),
        ]
        if name == "charge":
            entries.append(Fact("charge.classes", "set"))
        for entry in entries:
            if where is None:
                told = "of a part" if name == "part" else "about a charge"
                elsewhere[entry.path] = f"is known only in rules {told}"
            else:
                where[entry.path] = entry
    printed = [
        Fact("statutory.only", "enum", MAIN),
        Fact("statutory.has", "set", MAIN),
        Fact("statutory.max.imprisonment", "int"),
        Fact("fault", "enum", FAULTS),
    ]
    for entry in printed:
        if subject is None:
            elsewhere[entry.path] = "is known only in rules of a part or about a charge"
        else:
            facts[entry.path] = entry
    return Words(vocabulary, subject, facts, elsewhere)
