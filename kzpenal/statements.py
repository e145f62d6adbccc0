"""What one part says: its conditions and its conclusion, from nodes."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation, code_order
from kzpenal.conclusions import Conclusions
from kzpenal.condition import All, Any, Block, No, Node, Not, Of, Test, leaves
from kzpenal.provision import (
    FAULTS,
    Charge,
    Point,
    Remarks,
    Rule,
    Unless,
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
    "repetition",
    "aggregation",
    "equivalence",
    "index",
)
CHARGE_KEYS = ("fault", "liable", "beside", "instead_of")
REMARKS = ("interpretation", "not_encoded")
STATEMENT = (*CONDITIONS, *CONCLUSIONS, *CHARGE_KEYS, *REMARKS, "minimum_yields", "kind")
#: What a part says for all its rules.
_COMMON = ("of", "when", "all", "any", "unless", *CHARGE_KEYS, *REMARKS)
#: Keys that belong to one conclusion.
_OWN = {"kind": "sanction", "minimum_yields": "operation", **dict.fromkeys(CHARGE_KEYS, "sanction")}
#: Whether a conclusion is about the act, each part of the code, each charge, or several together.
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
    "repetition": "together",
    "aggregation": "together",
    "equivalence": "together",
    "index": "together",
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
        self.words = {s: words_for(vocabulary, s) for s in (None, "classify", "part", "charge", "together")}
        self.conclusions = Conclusions(walk, vocabulary)

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
        conclusion = self.conclusions.read(verb, mapping, here, inherited.charge)
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


def _outside(node: Node) -> Iterator[Node]:
    """Yield the leaves of *node* that are about the victim in scope."""
    if isinstance(node, (All, Any)):
        for item in node.items:
            yield from _outside(item)
    elif isinstance(node, Not):
        yield from _outside(node.item)
    elif isinstance(node, Test):
        yield from leaves(node)
