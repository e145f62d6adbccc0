"""Facts to and from plain data (JSON, YAML), for any facts class, with cattrs.

Every fault of a text is reported at once, with the path of the fact and, for a file, its place.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from kzpenal.errors import MAX_PROBLEMS, InvalidCase, Problem, Span, bounded, did_you_mean, listed
from kzpenal.files import as_path, read_text
from kzpenal.source import Mapping as MappingNode
from kzpenal.source import Node, Sequence, parse
from kzpenal.values import MAX_ENTRIES, Broken, entries_of, items_of, shown
from kzpenal.vocabulary import Unknown, coerce, fields_of, leaves_of, remembered, vocabulary

T = TypeVar("T")
_QUOTED = re.compile(r"`([^`]+)`")
_STEP = re.compile(r"([a-z_][a-z0-9_]*)|\[([0-9]{1,6})\]")
#: What a message calls the outermost facts.
_WHOLE = "case"
#: Stands in a list for what could not be read, and told; so the others keep their numbers.
_UNREAD: Any = object()
_BROKEN = f"more than {MAX_ENTRIES:,} entries, or what cannot be read"
#: A case has no more members of its group than this.
MAX_MEMBERS = 1_000


#: A fault on the way down: path, code, message, cure.
Fault: TypeAlias = tuple[str, str, str, str | None]


class _FaultsError(Exception):
    """Faults on the way down."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(faults)


def from_dict(cls: type[T], data: Any, places: Mapping[str, Span] | None = None) -> T:
    """Return the facts that *data* holds; InvalidCase names every fault.

    *places* gives the place of each path in the file, for the messages.
    """
    try:
        return _converter().structure(data, cls)
    except _FaultsError as found:
        raise InvalidCase(bounded(_problem(*f, places or {}) for f in found.faults)) from None


def to_dict(case: Any) -> dict[str, Any]:
    """Return the facts that *case* states as plain data; `from_dict` gives the same case again."""
    found: dict[str, Any] = _converter().unstructure(case)
    return found


def is_begun(error: InvalidCase) -> bool:
    """Say whether nothing was wrong with a case but that what every case states is not there yet."""
    return all(p.code == "KZP102" for p in error.problems)


def read_case(path: str | Path, cls: type[T]) -> T:
    """Return the case in the YAML or JSON file *path*; InvalidCase names every fault."""
    file = as_path(path)
    text = read_text(file)
    if isinstance(text, Problem):
        raise InvalidCase(text)
    return parse_case(text, str(file), cls)


def parse_case(text: str, name: str, cls: type[T]) -> T:
    """Return the case that *text* holds; messages call it *name*."""
    node, problems = parse(text, name)
    if node is None:
        raise InvalidCase(bounded(problems))
    places: dict[str, Span] = {}
    _index(node, "", places)
    unread: set[str] = set()
    data = _readable(node, "", unread)
    try:
        case: T = _converter().structure(data, cls)
    except _FaultsError as found:
        if not problems:
            raise InvalidCase(bounded(_problem(*f, places) for f in found.faults)) from None
        told = [*problems, *(_problem(*f, places) for f in found.faults if _stands(f, unread))]
        raise InvalidCase(bounded(sorted(told, key=_place))) from None
    if problems:
        raise InvalidCase(problems)
    return case


def _readable(node: Node, path: str, unread: set[str]) -> Any:
    """Return the bare values of *node* without what could not be read, whose paths go to *unread*."""
    if isinstance(node, Sequence):
        items: list[Any] = [_UNREAD] * (len(node.items) + len(node.unread))
        for number, item in node.numbered:
            items[number] = _readable(item, f"{path}[{number}]", unread)
        return items
    if not isinstance(node, MappingNode):
        return node.value
    values = {}
    unread.update(_joined(path, key.raw) for key in node.unread)
    for key, value in node:
        values[key.raw] = _readable(value, _joined(path, key.raw), unread)
    return values


def _stands(fault: Fault, unread: set[str]) -> bool:
    """Say whether *fault* holds whatever could not be read: what is absent may be what was not."""
    _, code, message, _ = fault
    named = _QUOTED.match(message)
    if code == "KZP102":
        return named is None or named[1] not in unread
    return code in ("KZP101", "KZP104")


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.span.line, problem.span.column) if problem.span else (0, 0)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def changed(case: T, changes: Mapping[str, Any]) -> T:
    """Return *case* with *changes* by path; None takes a fact back. InvalidCase for a bad path."""
    data = to_dict(case)
    faults = []
    try:
        entries = entries_of(changes)
    except Broken:
        entries = None
    if entries is None:
        message = f"`changes` is facts by their paths, not {shown(changes)}"
        raise InvalidCase(Problem("KZP101", None, message, 'write it as {"offender.age": 34}'))
    for path, value in entries:
        try:
            _set(data, path, _plain(value, case), case)
        except (KeyError, IndexError, TypeError):
            words = vocabulary(type(case))
            known = [*words.facts, *(f.name for f in attrs.fields(type(case)))]  # type: ignore[arg-type]
            general = words.general(path if isinstance(path, str) else shown(path))
            cure = did_you_mean(general, known)
            if words.is_member(general) and general in words.facts:
                cure = f"no such {words.member} is described in the case"
            told = path if isinstance(path, str) else shown(path)
            faults.append(Problem("KZP104", None, f"there is no fact `{told}`", cure))
    if faults:
        raise InvalidCase(faults)
    return from_dict(type(case), data)


@remembered
def _persons(cls: type[Any]) -> frozenset[type[Any]]:
    """Return the classes of the persons in a case of *cls*."""
    return frozenset(c for _, _, hint in fields_of(cls) for c in _classes(hint))


def _plain(value: Any, case: Any) -> Any:
    """Return *value* with the persons in it as plain data; the caller's own is not changed later."""
    persons = _persons(type(case))

    def plain(one: Any) -> Any:
        return to_dict(one) if type(one) in persons else dict(one) if type(one) is dict else one

    return [plain(v) for v in value] if type(value) in (list, tuple) else plain(value)


def _set(data: dict[str, Any], path: str, value: Any, case: Any) -> None:
    steps = [name or int(index) for name, index in _STEP.findall(path)]
    spelled = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).lstrip(".")
    if not steps or spelled != path:
        raise KeyError(path)
    here: Any = data
    for step in steps[:-1]:
        if isinstance(step, str):
            if type(here) is not dict or step not in _names(case):
                raise KeyError(path)
            case = getattr(case, step)
            here = here.setdefault(step, {})
        else:
            here = _list(here)[step]
            case = case[step]
    last = steps[-1]
    if isinstance(last, str):
        if type(here) is not dict or last not in _names(case):
            raise KeyError(path)
        here.pop(last, None)
        if value is not None:
            here[last] = value
    else:
        _list(here)[last] = value


def _list(here: Any) -> list[Any]:
    if type(here) is not list:
        raise TypeError
    return here


def _names(part: Any) -> set[str]:
    return {a.name for a in attrs.fields(type(part))} if attrs.has(type(part)) else set()


def _problem(path: str, code: str, message: str, cure: str | None, places: Mapping[str, Span]) -> Problem:
    if not path:
        named = _QUOTED.match(message)
        path = named[1] if named else ""
    span = places.get(path)
    while span is None and path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
        span = places.get(path)
    return Problem(code, span, message, cure)


def _index(node: Node, path: str, places: dict[str, Span]) -> None:
    places[path] = node.span
    if isinstance(node, MappingNode):
        for key, value in node:
            inner = _joined(path, key.raw)
            _index(value, inner, places)
            places.setdefault(f"{inner}!", key.span)
    elif isinstance(node, Sequence):
        for number, item in node.numbered:
            _index(item, f"{path}[{number}]", places)


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(omit_if_default=True)
    converter.register_unstructure_hook(Unknown, lambda u: u.value)
    converter.register_unstructure_hook(dt.date, lambda d: d.isoformat())
    converter.register_unstructure_hook_func(
        lambda t: isinstance(t, type) and issubclass(t, enum.Enum), lambda e: e.value
    )
    converter.register_unstructure_hook_func(_is_leaf_hint, _plain_leaf)
    converter.register_unstructure_hook_factory(
        attrs.has, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
    converter.register_structure_hook_factory(attrs.has, lambda _: _structured)
    return converter


def _is_leaf_hint(hint: Any) -> bool:
    return not isinstance(hint, type) and not _holds_classes(hint)


def _holds_classes(hint: Any) -> bool:
    args = getattr(hint, "__args__", ())
    return attrs.has(hint) if isinstance(hint, type) else any(_holds_classes(a) for a in args)


def _plain_leaf(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(_plain_leaf(v) for v in value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _structured(data: Any, cls: type[Any]) -> Any:
    faults: list[Fault] = []
    try:
        entries = entries_of(data)
    except Broken:
        raise _FaultsError([("", "KZP101", f"`{_WHOLE}` holds {_BROKEN}", None)]) from None
    if entries is None:
        raise _FaultsError([("", "KZP101", f"`{_WHOLE}` is keys with values, not {_shape(data)}", None)])
    values: dict[str, Any] = {}
    leaves = {leaf.path: leaf for leaf in leaves_of(cls)}
    names = [name for name, _, _ in fields_of(cls)]
    unknown = [k if type(k) is str else shown(k) for k, _ in entries if type(k) is not str or k not in names]
    given = {k: v for k, v in entries if type(k) is str}
    faults += (_unknown(name, names, leaves) for name in unknown[: MAX_PROBLEMS + 1])
    for name, attribute, hint in fields_of(cls):
        value = given.get(name)
        if name in leaves and type(value) is list:
            value = [v for v in value if v is not _UNREAD]
        if name in leaves:
            if value is None and attribute.default is attrs.NOTHING:
                faults += _missing(name, given, unknown, leaves[name].allowed)
                continue
            try:
                held = coerce(leaves[name], value)
                if held is not None:
                    values[name] = held
            except ValueError as error:
                faults.append((name, "KZP101", f"`{name}` {error}", None))
        elif value is not None:
            try:
                values[name] = _nested(name, value, hint)
            except _FaultsError as found:
                faults += found.faults
    if faults:
        raise _FaultsError(faults)
    try:
        return cls(**values)
    except InvalidCase as error:
        raise _FaultsError([("", p.code, p.message, p.help) for p in error.problems]) from None


def _unknown(name: str, names: list[str], leaves: Mapping[str, Any]) -> Fault:
    cure = did_you_mean(name, names) or f"the facts here: {listed(names, 60)}"
    head = name.partition(".")[0]
    if head != name and head in names and head not in leaves:
        cure = f"write it under `{head}`"
    return (f"{name}!", "KZP104", f"`{name[:60]}` is no fact", cure)


def _nested(name: str, value: Any, hint: Any) -> Any:
    inner = next(c for c in _classes(hint))
    if not _is_tuple(hint):
        return _under(name, value, inner)
    try:
        items = items_of(value)
    except Broken:
        raise _FaultsError([(name, "KZP101", f"`{name}` holds {_BROKEN}", None)]) from None
    if items is None:
        raise _FaultsError([(name, "KZP101", f"`{name}` is a list, not {_shape(value)}", None)])
    if len(items) > MAX_MEMBERS:
        raise _FaultsError([(name, "KZP101", f"`{name}` has more than {MAX_MEMBERS:,} entries", None)])
    faults: list[Fault] = []
    found: list[Any] = []
    for number, item in enumerate(items):
        if item is _UNREAD:
            continue
        if len(faults) > MAX_PROBLEMS:
            break
        try:
            found.append(_under(f"{name}[{number}]", item, inner))
        except _FaultsError as error:
            faults += error.faults
    if faults:
        raise _FaultsError(faults)
    return tuple(found)


def _missing(name: str, data: Mapping[Any, Any], unknown: list[str], allowed: str) -> list[Fault]:
    if any(did_you_mean(other, [name]) for other in unknown):
        return []  # misspelled, and told so
    return [(name if name in data else "", "KZP102", f"`{name}` is required: {allowed}", None)]


def _shape(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "keys with values"
    return "a list" if isinstance(value, (list, tuple)) else "one value"


def _under(name: str, value: Any, cls: type[Any]) -> Any:
    try:
        return _structured(value, cls)
    except _FaultsError as error:
        inner = [
            (f"{name}.{path}" if path else name, code, _renamed(message, name), cure)
            for path, code, message, cure in error.faults
        ]
        raise _FaultsError(inner) from None


def _renamed(message: str, name: str) -> str:
    """Return *message* with the whole path in place of the fact's own name."""
    named = _QUOTED.match(message)
    if named is None:
        return message
    if named[1] == _WHOLE:
        return f"`{name}`{message[named.end() :]}"
    if named[1].partition("[")[0] == name.partition("[")[0] or named[1].startswith(name + "."):
        return message
    own = named[1].rpartition(".")[2]
    return f"`{name}`{message[named.end() :]}" if own == name else f"`{name}.{own}`{message[named.end() :]}"


def _classes(hint: Any) -> list[type[Any]]:
    if isinstance(hint, type) and attrs.has(hint):
        return [hint]
    return [c for a in getattr(hint, "__args__", ()) for c in _classes(a)]


def _is_tuple(hint: Any) -> bool:
    if getattr(hint, "__origin__", None) is tuple:
        return True
    return any(_is_tuple(a) for a in getattr(hint, "__args__", ()) if a is not None)
