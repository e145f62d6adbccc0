"""The lists beside the law: what is not encoded, assumptions, instruments, the calculation index."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import field, frozen

from kzpenal.citation import Citation
from kzpenal.condition import Node as Condition
from kzpenal.condition import Test, leaves
from kzpenal.errors import Span
from kzpenal.source import Mapping, Node, Scalar
from kzpenal.syntax import TestError, Words, parse_tests
from kzpenal.timeline import Period
from kzpenal.vocabulary import UNKNOWN, Vocabulary, coerce
from kzpenal.walking import Walk, got

LISTS = ("instruments", "mci", "unencoded", "assumptions", "coverage")


@frozen
class Unencoded:
    """A provision that exists, or existed, and is not encoded."""

    citation: Citation
    in_force: Period
    text: str = ""


@frozen
class Assumption:
    """What the question itself takes for granted of a fact that is not stated.

    With `condition` only where it is met by what is stated.
    """

    fact: str
    because: str
    value: str | int | bool | None = None
    same_as: str | None = None
    unless_stated: str | None = None
    condition: Condition | None = None
    #: `because` in every language that it is written in.
    said: tuple[tuple[str, str], ...] = field(default=(), eq=False)


@frozen
class Instrument:
    """A law or a bill as it passed: its id, names, and the days known of its way."""

    id: str
    name: str
    stages: tuple[tuple[str, dt.date | None, str], ...]
    span: Span | None = field(default=None, eq=False)


@frozen
class Rate:
    """The monthly calculation index from a day on, with the law that set it."""

    first: dt.date
    tenge: int
    law: str


@frozen
class Coverage:
    """How far an article is covered: worked cases, days read a second time, and why, if it is left out."""

    citation: Citation
    cases: int = 0
    read_again: tuple[dt.date, ...] = ()
    why: str = ""


@frozen
class Lists:
    """What the lists of a folder of rules hold."""

    unencoded: tuple[Unencoded, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    mci: tuple[Rate, ...] = ()
    coverage: tuple[Coverage, ...] = ()


class ListReader:
    """Reads lists from nodes, over one vocabulary, and collects what they hold."""

    def __init__(self, walk: Walk, vocabulary: Vocabulary) -> None:
        self.walk = walk
        self.vocabulary = vocabulary
        self.found = Lists()

    def read(self, node: Mapping) -> None:
        """Add what the file *node* lists."""
        node = self.walk.mapping(node, "a list beside the law", LISTS) or node
        readers = {
            "unencoded": self._unencoded,
            "assumptions": self._assumptions,
            "instruments": self._instruments,
            "mci": self._mci,
            "coverage": self._coverage,
        }
        for key, value in node:
            if key.raw in readers:
                more = getattr(self.found, key.raw) + readers[key.raw](value)
                self.found = attrs.evolve(self.found, **{key.raw: more})

    def _unencoded(self, node: Node) -> tuple[Unencoded, ...]:
        walk, found = self.walk, []
        for item in walk.items(node, "`unencoded`"):
            entry = walk.mapping(item, "an entry", ("provision", "from", "until", "text"))
            if entry is None:
                continue
            citation = walk.citation(walk.required(entry, "provision", "an entry"), "a provision")
            first = walk.day(entry.get("from"), "`from`")
            until = walk.day(entry.get("until"), "`until`")
            text = walk.text(entry.get("text"), "`text`") or ""
            if Period(first, until).empty():
                walk.report("KZP025", entry.span, f"the period {Period(first, until)} is empty")
            elif citation is not None:
                found.append(Unencoded(citation, Period(first, until), text))
        return tuple(found)

    def _assumptions(self, node: Node) -> tuple[Assumption, ...]:
        walk, found = self.walk, []
        keys = ("fact", "value", "same_as", "unless_stated", "when", "because")
        for item in walk.items(node, "`assumptions`"):
            entry = walk.mapping(item, "an assumption", keys)
            if entry is None:
                continue
            reason = walk.required(entry, "because", "an assumption")
            if isinstance(reason, Mapping):
                walk.required(reason, "en", "`because`")
            said = walk.by_language(reason, "`because`")
            because = dict(said).get("en")
            names = {n: self._fact(entry.get(n)) for n in ("fact", "same_as", "unless_stated")}
            fact = names["fact"]
            walk.required(entry, "fact", "an assumption")
            if bool(entry.key("value")) == bool(entry.key("same_as")):
                walk.report("KZP021", entry.span, "an assumption has either `value` or `same_as`")
                continue
            value = self._assumed(fact, entry.get("value"))
            if fact is not None and because is not None:
                same, unless = names["same_as"], names["unless_stated"]
                condition = self._condition(entry.get("when"))
                found.append(Assumption(fact, because, value, same, unless, condition, said))
        return tuple(found)

    def _condition(self, node: Node | None) -> Condition | None:
        """Return the condition that a line of tests states about the whole case."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.walk.report("KZP022", node.span, f"`when` is one line of tests, not {got(node)}")
            return None
        try:
            condition = parse_tests(node, Words(self.vocabulary))
        except TestError as error:
            self.walk.problems.append(error.problem)
            return None
        for leaf in leaves(condition):
            if not isinstance(leaf, Test) or self.vocabulary.is_member(leaf.fact):
                message = "an assumption asks only about facts of the whole case"
                self.walk.report("KZP022", node.span, message)
                return None
        return condition

    def _assumed(self, path: str | None, node: Node | None) -> str | int | bool | None:
        """Return the value *node* that is assumed of the fact at *path*."""
        if path is None or node is None:
            return None
        fact = self.vocabulary.facts[path]
        value = node.value if isinstance(node, Scalar) else None
        try:
            single = isinstance(value, (str, int)) and fact.kind in ("bool", "int", "enum")
            if single and coerce(fact, value) is not UNKNOWN:
                return value  # type: ignore[return-value]
        except ValueError:
            pass
        message = f"`value` is a value of `{path}`, not {got(node)}"
        self.walk.report("KZP022", node.span, message, f"allowed: {fact.allowed}")
        return None

    def _fact(self, node: Node | None) -> str | None:
        """Return the path of a fact about the whole case: nothing is assumed of one of the group."""
        if node is None:
            return None
        known = [p for p in self.vocabulary.facts if not self.vocabulary.is_member(p)]
        return self.walk.word(node, "fact of the case", known)

    def _instruments(self, node: Node) -> tuple[Instrument, ...]:
        walk, found = self.walk, []
        mapping = walk.mapping(node, "`instruments`")
        for key, value in mapping or ():
            entry = walk.mapping(value, "an instrument", ("name", "stages"))
            if entry is None:
                continue
            name = walk.text(walk.required(entry, "name", "an instrument"), "`name`")
            stages = []
            for item in walk.items(entry.get("stages"), "`stages`"):
                stage = walk.mapping(item, "a stage", ("stage", "day", "source"))
                if stage is None:
                    continue
                label = walk.text(walk.required(stage, "stage", "a stage"), "a stage") or ""
                day_node = stage.get("day")
                day = walk.day(day_node, "`day`") if not _is_null(day_node) else None
                told = walk.text(stage.get("source"), "`source`") or ""
                stages.append((label, day, told))
            found.append(Instrument(key.raw, name or "", tuple(stages), key.span))
        return tuple(found)

    def _mci(self, node: Node) -> tuple[Rate, ...]:
        walk, found = self.walk, []
        for item in walk.items(node, "`mci`"):
            entry = walk.mapping(item, "a rate", ("from", "tenge", "law"))
            if entry is None:
                continue
            day = walk.day(walk.required(entry, "from", "a rate"), "`from`")
            tenge = walk.required(entry, "tenge", "a rate")
            law = walk.text(walk.required(entry, "law", "a rate"), "`law`")
            number = tenge.value if isinstance(tenge, Scalar) else None
            if tenge is None:
                continue
            if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
                walk.report("KZP022", tenge.span, f"`tenge` is a whole number above 0, not {got(tenge)}")
            elif day is not None and law is not None:
                found.append(Rate(day, number, law))
        return tuple(sorted(found, key=lambda r: r.first))

    def _coverage(self, node: Node) -> tuple[Coverage, ...]:
        walk, found = self.walk, []
        for item in walk.items(node, "`coverage`"):
            entry = walk.mapping(item, "an entry", ("article", "cases", "read_again", "why"))
            if entry is None:
                continue
            citation = walk.citation(walk.required(entry, "article", "an entry"), "an article")
            count = entry.get("cases")
            number = count.value if isinstance(count, Scalar) else None
            if count is None:
                number = 0
            elif not isinstance(number, int) or isinstance(number, bool) or number < 0:
                walk.report("KZP022", count.span, f"`cases` is a whole number, not {got(count)}")
                continue
            days = [walk.day(d, "a day") for d in walk.items(entry.get("read_again"), "`read_again`")]
            why = walk.text(entry.get("why"), "`why`") if entry.get("why") is not None else ""
            if citation is not None:
                found.append(Coverage(citation, int(number or 0), tuple(d for d in days if d), why or ""))
        return tuple(found)


def _is_null(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)
