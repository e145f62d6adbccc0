"""Reading nodes as the shapes a rule file has, collecting every Problem on the way."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator

import attrs

from kzpenal.citation import Citation, cite
from kzpenal.errors import MAX_PROBLEMS, Problem, Span, did_you_mean, listed
from kzpenal.source import Mapping, Node, Scalar, Sequence, empty

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
#: The languages that rules may say something in.
LANGUAGES = ("en", "ru", "kk")
_NUMBER = re.compile(r"[0-9a-z]+(-[0-9a-z]+)*\Z")
_SHAPES = {Scalar: "a single value", Sequence: "a list", Mapping: "keys with values"}


class EnoughError(Exception):
    """More problems than are told: nothing more is looked for."""


class Walk:
    """A collector of Problems, with one reader for each shape; a reader returns None on a fault."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def report(self, code: str, span: Span | None, message: str, cure: str | None = None) -> None:
        """Record a fault and go on."""
        self.add(Problem(code, span, message, cure))

    def add(self, *problems: Problem) -> None:
        """Record faults and go on; EnoughError after more than are told."""
        self.problems.extend(problems)
        if len(self.problems) > MAX_PROBLEMS:
            raise EnoughError

    def mapping(
        self, node: Node | None, what: str, allowed: Iterable[str] = (), words: str | None = None
    ) -> Mapping | None:
        """Return *node* as a mapping; every key outside *allowed* (if given) is reported and left out.

        *words* say what is expected, where that is more than keys with values.
        """
        if not isinstance(node, Mapping):
            self._shape(node, what, Mapping, words)
            return None
        known = list(allowed)
        if not known:
            return node
        unknown = tuple(k for k, _ in node if k.raw not in known)
        for key in unknown:
            cure = did_you_mean(key.raw, known) or f"known here: {listed(known, 30)}"
            self.report("KZP020", key.span, f"unknown key `{key.raw}` in {what}", cure)
        entries = tuple((k, v) for k, v in node if k.raw in known)
        return attrs.evolve(node, entries=entries, unread=(*node.unread, *unknown))

    def numbered(self, node: Node | None, what: str) -> Iterator[tuple[str, Scalar, Node]]:
        """Yield the entries of a mapping whose keys are quoted numbers such as "3-1"."""
        mapping = self.mapping(node, what)
        for key, value in mapping or ():
            if not key.quoted:
                cure = f'write "{key.raw}": in quotes, so that 3-1 and 10 stay what they are'
                self.report("KZP026", key.span, f"the number `{key.raw}` of {what} is not in quotes", cure)
            elif not _NUMBER.match(key.raw):
                cure = "write it as 3, 3-1 or 18-1"
                self.report("KZP023", key.span, f"`{key.raw}` is no number of {what}", cure)
            else:
                yield key.raw, key, value

    def items(self, node: Node | None, what: str) -> tuple[Node, ...]:
        """Return the items of a list; a missing node is an empty list."""
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self._shape(node, what, Sequence)
        return ()

    def text(self, node: Node | None, what: str) -> str | None:
        """Return *node* as text."""
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
            return node.value
        self._shape(node, what, Scalar, "text")
        return None

    def by_language(self, node: Node | None, what: str) -> tuple[tuple[str, str], ...]:
        """Return a text by language; one text alone is English."""
        if not isinstance(node, Mapping):
            text = self.text(node, what)
            return () if text is None else (("en", text),)
        mapping = self.mapping(node, what, LANGUAGES)
        found = [(k.raw, self.text(v, what)) for k, v in mapping or ()]
        return tuple((lang, text) for lang, text in found if text is not None)

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """Return a list of texts, or one text alone as a list of it."""
        if isinstance(node, Scalar):
            text = self.text(node, what)
            return () if text is None else (text,)
        found = [self.text(n, what) for n in self.items(node, what)]
        return tuple(t for t in found if t is not None)

    def day(self, node: Node | None, what: str) -> dt.date | None:
        """Return *node* as a day."""
        if isinstance(node, Scalar) and isinstance(node.value, dt.date):
            return node.value
        if isinstance(node, Scalar) and node.quoted and _DAY.match(node.raw):
            # JSON has no days of its own: they stand in quotes.
            with contextlib.suppress(ValueError):
                return dt.date.fromisoformat(node.raw)
        self._shape(node, what, Scalar, "a day as YYYY-MM-DD", code="KZP025")
        return None

    def flag(self, node: Node | None, what: str) -> bool:
        """Return *node* as true or false; absent is false."""
        if node is None:
            return False
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self._shape(node, what, Scalar, "true or false")
        return False

    def word(self, node: Node | None, what: str, allowed: Iterable[str] = ()) -> str | None:
        """Return *node* as one of *allowed*, or as any kebab-case word if none are given."""
        text = self.text(node, f"the {what}")
        if text is None or node is None:
            return None
        known = list(allowed)
        if known and text not in known:
            cure = did_you_mean(text, known) or f"allowed: {listed(known, 30)}"
            self.report("KZP022", node.span, f"`{text}` is no {what}", cure)
            return None
        if not known and not _KEBAB.match(text):
            self.report("KZP022", node.span, f"`{text}` is no {what}", "write it in kebab-case")
            return None
        return text

    def citation(self, node: Node | None, what: str, base: Citation | None = None) -> Citation | None:
        """Return *node* as a citation; with *base*, `2` and `3-1(3)` are read within that article."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        try:
            if base is not None and ":" not in text:
                head, bracket, rest = text.partition("(")
                return cite(f"{base}({head}){bracket}{rest}")
            return cite(text)
        except ValueError as error:
            within = base is not None and ":" not in text
            message = f"`{text}` is no part or point such as 2 or 3-1(3)" if within else str(error)
            self.report("KZP023", node.span, message)
            return None

    def citations(self, node: Node | None, what: str, base: Citation | None = None) -> tuple[Citation, ...]:
        """Return a list of citations, or one alone as a list of it."""
        nodes = (node,) if isinstance(node, Scalar) else self.items(node, what)
        found = [self.citation(n, what, base) for n in nodes]
        return tuple(c for c in found if c is not None)

    def required(self, mapping: Mapping, name: str, what: str) -> Node | None:
        """Return the value under *name*, reporting its absence."""
        node = mapping.get(name)
        if node is None and not self.meant(mapping, (name,)):
            self.report("KZP021", mapping.span, f"{what} lacks the key `{name}`")
        return node

    def filled(
        self,
        node: Node | None,
        shape: type[Sequence] | type[Mapping],
        code: str,
        message: str,
        cure: str | None = None,
    ) -> None:
        """Report *message* where *node* is of *shape* and holds nothing."""
        if node is not None and empty(node, shape):
            self.report(code, node.span, message, cure)

    def meant(self, mapping: Mapping, names: Iterable[str]) -> bool:
        """Say whether a key that was reported already is, or was meant as, one of *names*."""
        known = list(names)
        return any(did_you_mean(k.raw, known) for k in mapping.unread)

    def _shape(
        self, node: Node | None, what: str, wanted: type[Node], words: str | None = None, code: str = "KZP022"
    ) -> None:
        expected = words or _SHAPES[wanted]
        if node is None:
            return
        self.report(code, node.span, f"{what} is {expected}, not {got(node)}")


def got(node: Node) -> str:
    """Return what was written, for a message that wants something else."""
    if not isinstance(node, Scalar):
        return _SHAPES[type(node)]
    if node.value is None or not node.raw.strip():
        return "nothing"
    return f'`"{node.raw}"`' if node.quoted else f"`{node.raw}`"
