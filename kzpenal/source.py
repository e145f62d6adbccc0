"""YAML and JSON text as nodes that know their file, line and column.

Only data comes through: no tags, no anchors, no merge keys, one document, plain scalars of one
meaning (no bare yes or no, no octal), no key twice. Sizes are bounded: 4,000,000 characters a
file, 60 levels.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import attrs
from attrs import field, frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from kzpenal.errors import Problem, Span

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 60

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|nan)\Z", re.I)
_ODD_INT = re.compile(r"[-+]?0[0-9_]+\Z|[-+]?0[xob][0-9a-f_]+\Z", re.I)
_ODD_WORDS = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}
_BREAK = re.compile(r"\r\n|\r|\n")
#: A text in quotes, which may hold brackets, or a bracket; an open quote runs to the end.
_BRACKETS = re.compile(r'"(?>(?:[^"\\]+|\\.)*)(?:"|\\?\Z)|[\[{\]}]', re.S)
_LONG = re.compile(r"`([^`\n]{80})[^`\n]+`")

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
    #: How many items could not be read; a Problem tells why.
    unread: int = 0


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


def read_text(path: Path, shown_as: str | None = None) -> str | Problem:
    """Return the text of the file at *path*, or the Problem that kept it from being read."""
    name = shown_as or str(path)
    try:
        if path.stat().st_size > MAX_CHARACTERS * 4:
            return Problem("KZP001", Span(name, 1, 1), "the file is too large", _size_help())
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return Problem("KZP001", None, f"cannot read `{name}`: {reason}")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 text (byte {error.start})"
        return Problem("KZP001", Span(name, 1, 1), message, "save it as UTF-8")
    except ValueError:
        return Problem("KZP001", None, "the path holds a NUL character")
    return text


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


def printable(message: str) -> str:
    r"""Return *message* fit for a terminal: one line, no control or bidi characters, no long quote.

    >>> printable("`a\u202eb` is no act")
    '`a�b` is no act'
    """
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in message)
    return _LONG.sub(r"`\1…`", shown)


def _size_help() -> str:
    return f"a file holds at most {MAX_CHARACTERS:,} characters"


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.text = text
        self.lines: list[str] = []
        self.problems: list[Problem] = []

    def read(self) -> Node | None:
        if len(self.text) > MAX_CHARACTERS:
            self._report("KZP001", Span(self.name, 1, 1), "the file is too large", _size_help())
            return None
        self.lines = _BREAK.split(self.text)
        text = self.text
        if self.name.endswith(".json"):
            # A raw tab may stand in JSON only between tokens, where YAML wants a space.
            text = text.replace("\t", " ")
        if self._too_deep(text):
            return None
        yaml = YAML(typ="safe", pure=True)
        try:
            document: Any = yaml.compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._report("KZP002", self._span(mark), _yaml_message(error))
            return None
        except YAMLError as error:
            before = _BREAK.split(self.text[: getattr(error, "position", 0)])
            self._report("KZP002", self._at(len(before), len(before[-1]) + 1), _yaml_message(error))
            return None
        except RecursionError:
            self._deep(Span(self.name, 1, 1))
            return None
        except (ValueError, IndexError, TypeError, AttributeError, AssertionError, KeyError):
            # The parser trips over a few malformed texts instead of saying so.
            self._report("KZP002", Span(self.name, 1, 1), "the text is neither YAML nor JSON")
            return None
        if document is None:
            self._report("KZP002", Span(self.name, 1, 1), "the file is empty")
            return None
        return self._node(document, 0)

    def _too_deep(self, text: str) -> bool:
        # Brackets nested past the bound would overflow the parser's own recursion first.
        depth = 0
        for match in _BRACKETS.finditer(text):
            token = match.group()
            if token in "[{":
                depth += 1
                if depth > MAX_DEPTH:
                    before = _BREAK.split(text[: match.start()])
                    self._deep(self._at(len(before), len(before[-1]) + 1))
                    return True
            elif token in "]}":
                depth = max(0, depth - 1)
        return False

    def _deep(self, span: Span) -> None:
        self._report("KZP002", span, f"nested deeper than {MAX_DEPTH} levels")

    def _report(self, code: str, span: Span, message: str, cure: str | None = None) -> None:
        self.problems.append(Problem(code, span, printable(message), cure))

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
        return written.split()[0] if written.startswith("!") else None

    def _node(self, node: Any, depth: int) -> Node | None:
        span = self._span(node.start_mark, node.end_mark)
        if depth > MAX_DEPTH:
            self._deep(span)
            return None
        if node.anchor is not None:
            cure = "write the value out where it is meant"
            self._report("KZP003", span, "anchors and aliases are not read", cure)
            return None
        tag = self._tag(node)
        if tag is not None:
            self._report("KZP003", span, f"tags are not read: `{tag}`", "write the value without it")
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node, span)
        if isinstance(node, SequenceNode):
            items = [self._node(item, depth + 1) for item in node.value]
            read = tuple(i for i in items if i is not None)
            return Sequence(read, span, len(items) - len(read))
        if isinstance(node, MappingNode):
            return self._mapping(node, span, depth)
        self._report("KZP002", span, "the text is neither YAML nor JSON")
        return None

    def _mapping(self, node: Any, span: Span, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        unread: list[Scalar] = []
        seen: dict[str, Span] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, depth + 1)
            value = self._node(value_node, depth + 1)
            if key is None:
                continue
            if not isinstance(key, Scalar):
                self._report("KZP003", key.span, "a key is a single word")
                continue
            if key.raw in seen:
                self.problems.append(
                    Problem(
                        "KZP004",
                        key.span,
                        printable(f"the key `{key.raw}` stands twice"),
                        "keep one of them",
                        related=(("first", seen[key.raw]),),
                    )
                )
                continue
            seen[key.raw] = key.span
            if isinstance(value, Scalar) and value.value is None and not value.raw:
                # Nothing has no place of its own: the next word's would be shown.
                value = attrs.evolve(value, span=key.span)
            if value is None:
                unread.append(key)
            else:
                entries.append((key, value))
        return Mapping(tuple(entries), span, tuple(unread))

    def _key(self, node: Any, depth: int) -> Node | None:
        span = self._span(node.start_mark, node.end_mark)
        if isinstance(node, ScalarNode) and node.anchor is None and self._tag(node) is None:
            # A key is a word, whatever it would be as a value.
            return self._string(node.value, span, node.style in ("'", '"'))
        return self._node(node, depth)

    def _scalar(self, node: Any, span: Span) -> Scalar | None:
        raw: str = node.value
        quoted = node.style in ("'", '"', "|", ">")
        if quoted:
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
