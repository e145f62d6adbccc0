"""YAML and JSON text as nodes that know their file, line and column.

Only data comes through: no tags, no anchors, no merge keys, one document, plain scalars of one
meaning (no bare yes or no, no octal), no key twice. The text is taken event by event, and sizes are
bounded: a text that passes a bound is refused where it passes it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs
from attrs import field, frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kzpenal.errors import MAX_PROBLEMS, Problem, Span
from kzpenal.files import MAX_CHARACTERS, SIZE_HELP

#: Levels of lists and mappings in each other.
MAX_DEPTH = 60
#: Keys and values in one file.
MAX_NODES = 100_000
#: Characters of one value.
MAX_SCALAR = 100_000

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|nan)\Z", re.I)
_ODD_INT = re.compile(r"[-+]?0[0-9_]+\Z|[-+]?0[xob][0-9a-f_]+\Z", re.I)
_ODD_WORDS = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}
#: The parser takes very long over a tag of very many characters, before it says that there is one.
_LONG_TAG = re.compile(r"!\S{10000}")
_BREAK = re.compile(r"\r\n|\r|\n")

Value: TypeAlias = "str | int | bool | float | dt.date | None"


@frozen
class Scalar:
    """One value: a string, whole number, yes/no, day, or nothing."""

    value: Value
    raw: str
    quoted: bool
    span: Span = field(eq=False)


@frozen
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span = field(eq=False)
    #: The numbers of the items that could not be read; a Problem tells why.
    unread: tuple[int, ...] = ()

    @property
    def numbered(self) -> Iterator[tuple[int, Node]]:
        """The items, each with its number in the list as it was written."""
        unread = set(self.unread)
        numbers = (n for n in range(len(self.items) + len(unread)) if n not in unread)
        return zip(numbers, self.items, strict=True)


@frozen
class Mapping:
    """Keys with values, in the order written; a key occurs once."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span = field(eq=False)
    #: Keys that are not known, or whose value could not be read: a Problem tells why.
    unread: tuple[Scalar, ...] = ()

    def get(self, name: str) -> Node | None:
        """Return the value under *name*, or None if the key is absent."""
        return next((v for k, v in self.entries if k.raw == name), None)

    def key(self, name: str) -> Scalar | None:
        """Return the key *name* itself, for its place."""
        return next((k for k in self.written if k.raw == name), None)

    @property
    def written(self) -> tuple[Scalar, ...]:
        """Every key that was written, those that could not be read too."""
        return (*(k for k, _ in self.entries), *self.unread)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries)


Node: TypeAlias = Scalar | Sequence | Mapping


def parse(text: str, name: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the document of *text* as a node, or None, with every Problem found.

    *name* is what messages call the file. JSON is read by the same rules.

    >>> node, problems = parse("act: murder", "case.yaml")
    >>> plain(node), problems
    ({'act': 'murder'}, ())
    """
    reader = _Reader(text, name)
    return reader.read(), tuple(reader.problems)


def plain(node: Node | None) -> Any:
    """Return the bare values of *node*: dicts, lists, strings, numbers, days."""
    if isinstance(node, Mapping):
        return {k.raw: plain(v) for k, v in node}
    if isinstance(node, Sequence):
        return [plain(v) for v in node.items]
    return None if node is None else node.value


def empty(node: Node | None, shape: type[Sequence] | type[Mapping]) -> bool:
    """Say whether *node* is of *shape* and nothing was written in it."""
    if not isinstance(node, (Sequence, Mapping)) or not isinstance(node, shape):
        return False
    return not (node.items if isinstance(node, Sequence) else node.entries) and not node.unread


class _Yaml(YAML):
    """The parser, without a look for plug-ins on the disk."""

    def official_plug_ins(self) -> list[str]:
        """Return none."""
        return []


class _EnoughError(Exception):
    """A bound is passed, and told: nothing more is read."""


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.text = text
        self.lines: list[str] = []
        self.events: Iterator[Any] = iter(())
        self.nodes = 0
        self.problems: list[Problem] = []

    def read(self) -> Node | None:
        if len(self.text) > MAX_CHARACTERS:
            self._report("KZP001", Span(self.name, 1, 1), "the file is too large", SIZE_HELP)
            return None
        self.lines = _BREAK.split(self.text)
        text = self.text
        tag = _LONG_TAG.search(text)
        if tag is not None:
            before = _BREAK.split(text[: tag.start()])
            place = self._at(len(before), len(before[-1]) + 1)
            message = "a word after `!` of more than 10,000 characters"
            self._report("KZP005", place, message, "tags are not read")
            return None
        if self.name.endswith(".json"):
            # A raw tab may stand in JSON only between tokens, where YAML wants a space.
            text = text.replace("\t", " ")
        self.events = iter(_Yaml(typ="safe", pure=True).parse(text))
        try:
            return self._document()
        except _EnoughError:
            return None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._report("KZP002", self._span(mark), _yaml_message(error))
            return None
        except YAMLError as error:
            before = _BREAK.split(self.text[: getattr(error, "position", 0)])
            self._report("KZP002", self._at(len(before), len(before[-1]) + 1), _yaml_message(error))
            return None
        except (ValueError, IndexError, TypeError, AttributeError, AssertionError, KeyError, StopIteration):
            # The parser trips over a few malformed texts instead of saying so.
            self._report("KZP002", Span(self.name, 1, 1), "the text is neither YAML nor JSON")
            return None

    def _document(self) -> Node | None:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), StreamEndEvent):
            self._report("KZP002", Span(self.name, 1, 1), "the file is empty")
            return None
        node = self._node(next(self.events), 0)
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            words = (
                "not readable as YAML or JSON: expected a single document in the stream: but found another"
            )
            self._report("KZP002", self._span(after.start_mark), f"{words} document")
            return None
        return node

    def _report(self, code: str, span: Span, message: str, cure: str | None = None, **more: Any) -> None:
        self.problems.append(Problem(code, span, message, cure, **more))
        if len(self.problems) > MAX_PROBLEMS:
            raise _EnoughError

    def _at(self, line: int, column: int, length: int = 1) -> Span:
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Span(self.name, line, column, max(1, length), text)

    def _span(self, start: Any, end: Any = None) -> Span:
        if start is None:
            return Span(self.name, 1, 1)
        length = 1
        line = start.line + 1
        text = self.lines[start.line] if start.line < len(self.lines) else ""
        if end is not None:
            stop = end.column if end.line == start.line else len(text.rstrip())
            length = stop - start.column
        return self._at(line, start.column + 1, length)

    def _tag(self, node: Any) -> str | None:
        """Return the tag that is written out before *node*, or None: nothing else begins with `!`."""
        start = node.start_mark
        written = self.lines[start.line][start.column :] if start.line < len(self.lines) else ""
        return written.split(maxsplit=1)[0] if written.startswith("!") else None

    def _node(self, event: Any, depth: int) -> Node | None:
        """Return the node that *event* begins; the events up to its end are taken."""
        self._count(event)
        if depth > MAX_DEPTH:
            self._report("KZP002", self._whole(event), f"nested deeper than {MAX_DEPTH} levels")
            raise _EnoughError
        problem = self._refused(event)
        if problem is not None:
            self._report("KZP003", self._whole(event, self._skip(event)), *problem)
            return None
        if isinstance(event, ScalarEvent):
            return self._scalar(event, self._whole(event))
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth)
        return self._mapping(event, depth)

    def _refused(self, event: Any) -> tuple[str, str] | None:
        """Return what is not read about *event*, and the cure."""
        if event.anchor is not None:
            return "anchors and aliases are not read", "write the value out where it is meant"
        tag = self._tag(event)
        return None if tag is None else (f"tags are not read: `{tag}`", "write the value without it")

    def _whole(self, event: Any, last: Any = None) -> Span:
        return self._span(event.start_mark, (last or event).end_mark)

    def _count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"the file holds more than {MAX_NODES:,} keys and values"
            self._report("KZP005", self._whole(event), message, "split it")
            raise _EnoughError

    def _skip(self, event: Any) -> Any:
        """Pass over what *event* begins, and return the event that ends it."""
        depth = 0
        while True:
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return event
            event = next(self.events)
            self._count(event)

    def _sequence(self, start: Any, depth: int) -> Sequence:
        items: list[Node] = []
        unread: list[int] = []
        number = 0
        while not isinstance(event := next(self.events), SequenceEndEvent):
            item = self._node(event, depth + 1)
            if item is None:
                unread.append(number)
            else:
                items.append(item)
            number += 1
        return Sequence(tuple(items), self._whole(start, event), tuple(unread))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        unread: list[Scalar] = []
        seen: dict[str, Span] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if key is None:
                continue
            if key.raw in seen:
                related = (("first", seen[key.raw]),)
                message = f"the key `{key.raw}` stands twice"
                self._report("KZP004", key.span, message, "keep one of them", related=related)
                continue
            seen[key.raw] = key.span
            if isinstance(value, Scalar) and value.value is None and not value.raw:
                # Nothing has no place of its own: the next word's would be shown.
                value = attrs.evolve(value, span=key.span)
            if value is None:
                unread.append(key)
            else:
                entries.append((key, value))
        return Mapping(tuple(entries), self._whole(start, event), tuple(unread))

    def _key(self, event: Any, depth: int) -> Scalar | None:
        if not isinstance(event, ScalarEvent) or self._refused(event) is not None:
            node = self._node(event, depth)
            if node is not None:
                self._report("KZP003", node.span, "a key is a single word")
            return None
        self._count(event)
        span = self._whole(event)
        if event.value == "<<" and not event.style:
            self._report("KZP003", span, "merge keys are not read", "write the keys out")
            return None
        # A key is a word, whatever it would be as a value.
        return self._string(event.value, span, bool(event.style))

    def _scalar(self, event: Any, span: Span) -> Scalar | None:
        raw: str = event.value
        if event.style:
            return self._string(raw, span)
        if raw in ("", "~", "null"):
            return Scalar(None, raw, False, span)
        if raw in ("true", "false"):
            return Scalar(raw == "true", raw, False, span)
        if raw.lower() in _ODD_WORDS:
            cure = "write true, false or null, or put the word in quotes"
            self._report("KZP003", span, f"`{raw}` is a word to some readers and a value to others", cure)
            return None
        if _ODD_INT.match(raw):
            cure = "write a plain decimal number, or put it in quotes"
            self._report("KZP003", span, f"`{raw}` is read as a different number elsewhere", cure)
            return None
        if _INT.match(raw):
            if len(raw) > 15:
                self._report("KZP003", span, "the number has more than 15 digits")
                return None
            return Scalar(int(raw), raw, False, span)
        if _DATE.match(raw):
            try:
                return Scalar(dt.date.fromisoformat(raw), raw, False, span)
            except ValueError:
                self._report("KZP003", span, f"`{raw}` is no day of the calendar")
                return None
        if _FLOAT.match(raw):
            try:
                return Scalar(float(raw), raw, False, span)
            except ValueError:
                return Scalar(float(raw.lower().replace(".", "")), raw, False, span)
        return self._string(raw, span, quoted=False)

    def _string(self, raw: str, span: Span, quoted: bool = True) -> Scalar | None:
        if len(raw) > MAX_SCALAR:
            message = f"a text of more than {MAX_SCALAR:,} characters"
            self._report("KZP005", span, message, "say it in fewer words")
            return None
        try:
            # JSON writes a character beyond the first plane as two escapes.
            raw = raw.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self._report("KZP003", span, "the text holds half of a character (a lone surrogate)")
            return None
        return Scalar(raw, raw, quoted, span)


def _yaml_message(error: YAMLError) -> str:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    context = getattr(error, "context", None)
    words = f"{context}: {problem}" if context else str(problem)
    return "not readable as YAML or JSON: " + words.strip().lower()
