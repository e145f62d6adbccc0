"""What one part says: its conditions and its conclusion, from nodes."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation, cite, code_order
from kzpenal.condition import All, Any, Block, No, Node, Not, Of, Test, leaves
from kzpenal.errors import KzpenalError
from kzpenal.phrases import parse_operation, parse_order
from kzpenal.provision import (
    BARS,
    FAULTS,
    GRAVITIES,
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
    Point,
    Remarks,
    Rule,
    Unless,
)
from kzpenal.sanction import (
    MAIN,
    Alternative,
    Penalty,
    Sanction,
    parse_penalty,
)
from kzpenal.source import Mapping, Scalar, Sequence, empty
from kzpenal.source import Node as Source
from kzpenal.subjects import words_for
from kzpenal.syntax import TestError, parse_tests
from kzpenal.vocabulary import Vocabulary
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
#: What a part says for all its rules.
_COMMON = ("of", "when", "all", "any", "unless", *CHARGE_KEYS, *REMARKS)
#: Keys that belong to one conclusion.
_OWN = {"kind": "sanction", "minimum_yields": "operation", **dict.fromkeys(CHARGE_KEYS, "sanction")}
#: Whether a conclusion is about the act, about each part of the code, or about each charge.
_SUBJECT = {
    "sanction": None,
    "duty": None,
    "classify": "classify",
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
        self.words = {s: words_for(vocabulary, s) for s in (None, "classify", "part", "charge")}

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
        for key, value in mapping:
            points = key.raw == "any" and isinstance(value, Mapping)
            if points or (key.raw in STATEMENT and key.raw not in _COMMON):
                message = f"`{key.raw}` stands beside `rules`"
                self.walk.report("KZP020", key.span, message, "put it into the rules it belongs to")
        if empty(listed, Sequence):
            cure = "`rules` holds at least one rule"
            self.walk.report("KZP040", listed.span, "the part says nothing", cure)
        common = self._conditions(mapping, here, None)
        inner = attrs.evolve(
            inherited,
            conditions=(*inherited.conditions, *common),
            unless=(*inherited.unless, *self._exceptions(mapping, None)),
        )
        for number, node in enumerate(self.walk.items(listed, "`rules`"), 1):
            statement = self.walk.mapping(node, "a rule", STATEMENT)
            if statement is None:
                continue
            for key, _ in statement:
                if key.raw in REMARKS:
                    message, cure = (
                        f"`{key.raw}` stands in a rule",
                        "put it beside `rules`: it is of the part",
                    )
                    self.walk.report("KZP020", key.span, message, cure)
            charge = self.charge_defaults(statement, inner.charge)
            own = attrs.evolve(inner, charge=charge)
            yield from self._rule(statement, here, f"{here}#{number}", own)

    def _rule(self, mapping: Mapping, here: Citation, key: str, inherited: Inherited) -> Iterator[Rule]:
        said = [k for k in mapping.written if k.raw in CONCLUSIONS]
        if not said and self.walk.meant(mapping, CONCLUSIONS):
            return
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
        for name, owner in _OWN.items():
            stray = mapping.key(name)
            if stray is not None and verb != owner:
                message = f"`{name}` belongs to `{owner}`, not to `{verb}`"
                self.walk.report("KZP020", stray.span, message, "leave it out")
        conditions = (*inherited.conditions, *self._conditions(mapping, here, subject))
        points = tuple(sorted(self._points(mapping, here, subject), key=lambda p: code_order(p.citation)))
        unless = (*inherited.unless, *self._exceptions(mapping, subject))
        if conclusion is not None:
            yield Rule(key, here, conclusion, conditions, points, unless, mapping.span)

    # Conditions

    def _conditions(self, mapping: Mapping, here: Citation, subject: str | None) -> tuple[Node, ...]:
        found: list[Node] = []
        if mapping.get("of") is not None:
            self._listed("of", mapping.get("of"), Sequence)
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
        self._listed("any", node, Mapping)
        for name, key, value in self.walk.numbered(node, "a point"):
            remarks, text, source = Remarks(), "", value
            if isinstance(value, Mapping) and any(k.raw in ("text", *REMARKS) for k, _ in value):
                remarks = self.remarks(value)
                text = self.walk.text(value.get("text"), "`text`") or ""
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
                self.walk.add(fault.problem)
                return None
        words = "a test, or tests under `all`, `any`, `not` or `no`"
        mapping = self.walk.mapping(node, "a condition", ("all", "any", "not", "no"), words)
        if mapping is None:
            return None
        trees = [self._joined(k.raw, v, subject) for k, v in mapping]
        if empty(mapping, Mapping):
            cure = "write a test, such as `victim.age under 14`"
            self.walk.report("KZP010", mapping.span, "an empty condition", cure)
        good = [t for t in trees if t is not None]
        return None if len(good) < len(trees) or not good else good[0] if len(good) == 1 else All(tuple(good))

    def _joined(self, word: str, node: Source, subject: str | None) -> Node | None:
        if word in ("all", "any"):
            items = self.walk.items(node, f"`{word}`")
            self._listed(word, node, Sequence)
            trees = [self._tree(i, subject) for i in items]
            if not trees or (isinstance(node, Sequence) and node.unread) or any(t is None for t in trees):
                return None
            good = tuple(t for t in trees if t is not None)
            return good[0] if len(good) == 1 else All(good) if word == "all" else Any(good)
        tree = self._tree(node, subject)
        if tree is None or word == "when":
            return tree
        return Not(tree) if word == "not" else No(tree) if word == "no" else None

    def _listed(self, word: str, node: Source | None, shape: type[Sequence] | type[Mapping]) -> None:
        """Report a list or points of nothing under *word*: it would hold always, or never."""
        self.walk.filled(node, shape, "KZP010", f"an empty list under `{word}`", "fill it, or leave it out")

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
        charge = inherited.charge
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
        self._listed("increases", node, Sequence)
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


def _outside(node: Node) -> Iterator[Node]:
    """Yield the leaves of *node* that are about the victim in scope."""
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from _outside(item)
    elif isinstance(node, Not):
        yield from _outside(node.item)
    elif isinstance(node, Test):
        yield from leaves(node)
