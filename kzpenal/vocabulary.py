"""An attrs class as a closed, typed vocabulary of facts.

A facts class is a frozen attrs class. Its fields may be `bool`, `int`, `datetime.date`, a `str`
enum or `Literal`, a `frozenset` of one, another such class (its fields are named `field.name`),
and one `tuple` of another such class (the group: its fields are named in the singular, `victim.age`
for `victims`). Everything but the required fields defaults to None, "not stated".

A facts class may define `derived_facts()`, returning facts that follow from those stated, by path.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias, TypeVar

import attrs
from attrs import field, frozen

from kzpenal.errors import InvalidCase, KzpenalError, Problem, did_you_mean, listed
from kzpenal.values import is_a, items_of, shown


class Unknown(enum.Enum):
    """The type of UNKNOWN."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"


T = TypeVar("T")
#: "Asked, and not known": never replaced by what is taken for granted. Files write `unknown`.
UNKNOWN: Final = Unknown.UNKNOWN

Kind: TypeAlias = Literal["bool", "int", "date", "enum", "set"]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
#: Ages and counts: no fact of a case is a larger number.
LARGEST = 1_000_000


@frozen
class Interval:
    """A whole number known only to lie between two bounds, both included."""

    low: int
    high: int


FactValue: TypeAlias = "bool | int | str | Interval | frozenset[str] | None"


@frozen
class Fact:
    """One word of the vocabulary."""

    path: str
    kind: Kind
    values: tuple[str, ...] = ()
    low: int = 0
    high: int = LARGEST
    closes: bool = False
    required: bool = False
    text: str = ""
    enum_type: type[enum.Enum] | None = field(default=None, eq=False)

    @property
    def allowed(self) -> str:
        """What may be written for this fact, in words."""
        if self.kind == "bool":
            return "true or false"
        if self.kind == "int":
            return f"a whole number from {self.low} to {self.high}"
        if self.kind == "date":
            return "a day as YYYY-MM-DD"
        prefix = "a list of " if self.kind == "set" else ""
        return prefix + listed(self.values, limit=40)


@frozen
class Vocabulary:
    """The facts that rules over one attrs class may test, by path."""

    cls: type[Any] = field(eq=False)
    name: str
    facts: Mapping[str, Fact] = field(eq=lambda facts: tuple(sorted(facts.items())), hash=False)
    group: str | None
    member: str | None
    member_cls: type[Any] | None = field(eq=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return (vocabulary, (self.cls,))

    def is_member(self, path: str) -> bool:
        """Say whether *path* is a fact about one of the group."""
        return self.member is not None and path.startswith(self.member + ".")

    def fact(self, path: str) -> Fact | None:
        """Return the fact at *path*; the index of a group member is ignored."""
        return self.facts.get(self.general(path))

    def general(self, path: str) -> str:
        """Return the path in the singular: `victims[0].age` is `victim.age`."""
        if self.group is not None and path.startswith(self.group + "["):
            return f"{self.member}.{path.partition('].')[2]}"
        return path


@frozen(eq=False)
class Facts:
    """The facts of one case, flat: what engines see.

    `members` are the described members of the group; `complete` says that there are no others;
    `total` bounds how many there are (None: no upper bound known).
    """

    values: Mapping[str, FactValue]
    members: tuple[Mapping[str, FactValue], ...] = ()
    complete: bool = True
    total: tuple[int, int | None] = (0, 0)

    def replaced(self, changes: Mapping[str, FactValue]) -> Facts:
        """Return the same facts with *changes*, by path, to those about the case."""
        return attrs.evolve(self, values={**self.values, **changes})


def fact(
    default: Any = None,
    *,
    text: str = "",
    closes: bool = False,
    low: int = 0,
    high: int = LARGEST,
    member: str | None = None,
) -> Any:
    """Return an attrs field of a facts class with what the vocabulary says of it."""
    return attrs.field(default=default, metadata=about(text, closes, low, high, member))


def about(
    text: str, closes: bool = False, low: int = 0, high: int = LARGEST, member: str | None = None
) -> dict[str, Any]:
    """Return what the vocabulary says of a field, as its metadata: for a field with a converter."""
    return {"text": text, "closes": closes, "low": low, "high": high, "member": member}


def remembered(make: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    """Return *make*, called once for each class.

    The class itself keeps what was made, so that both go together when nobody uses the class.
    """
    name = f"__kzpenal_{make.__name__}__"

    @functools.wraps(make)
    def look_up(cls: type[Any]) -> T:
        if not is_a(cls, type):
            raise KzpenalError(f"`facts` is a class, not {shown(cls)}")
        made: T | None = vars(cls).get(name)
        if made is None:
            made = make(cls)
            setattr(cls, name, made)
        return made

    return look_up


@remembered
def vocabulary(cls: type[Any]) -> Vocabulary:
    """Return the vocabulary of the attrs class *cls*; KzpenalError if it is not a facts class."""
    if not attrs.has(cls):
        raise KzpenalError(f"`{cls.__name__}` is not an attrs class")
    facts: dict[str, Fact] = {}
    group = member = member_cls = None
    for name, attribute, hint in fields_of(cls):
        if attrs.has(_bare(hint)):
            facts.update({f.path: f for f in _leaves(_bare(hint), f"{name}.")})
        elif (inner := _tuple_of(hint)) is not None:
            if group is not None:
                raise KzpenalError(f"`{cls.__name__}` has two groups: `{group}` and `{name}`")
            group, member_cls = name, inner
            member = attribute.metadata.get("member") or name.removesuffix("s")
            facts.update({f.path: f for f in _leaves(inner, f"{member}.")})
        else:
            leaf = _leaf(cls, name, name, attribute, hint)
            facts[leaf.path] = leaf
    return Vocabulary(cls, cls.__name__, facts, group, member, member_cls)


def coerce(fact: Fact, value: Any) -> Any:
    """Return *value* as the field of *fact* holds it; ValueError says what is allowed instead.

    >>> coerce(Fact("offender.age", "int", high=150), "34")
    Traceback (most recent call last):
        ...
    ValueError: is '34', but must be a whole number from 0 to 150
    """
    if value is None or value is UNKNOWN:
        return value
    try:
        good = _coerced(fact, value)
    except Exception:
        good = None  # a value of the caller's own class, whose methods fail
    if good is None:
        raise ValueError(f"is {shown(value)}, but must be {fact.allowed}{_hint(fact, value)}")
    return good


def checked(instance: Any, prefix: str = "") -> None:
    """Coerce and check every field of *instance* in place; InvalidCase names all faults at once.

    For `__attrs_post_init__` of facts classes: frozen instances are set before anyone sees them.
    """
    problems = []
    cls = type(instance)
    for leaf in leaves_of(cls):
        name = leaf.path
        try:
            object.__setattr__(instance, name, coerce(leaf, getattr(instance, name)))
        except ValueError as error:
            problems.append(Problem("KZP101", None, f"`{prefix}{name}` {error}"))
        held = getattr(instance, name)
        if leaf.required and (held is None or held is UNKNOWN):
            message = f"`{prefix}{name}` is required: {leaf.allowed}"
            problems.append(Problem("KZP102", None, message))
    if problems:
        raise InvalidCase(problems)


def flatten(case: Any) -> Facts:
    """Return the facts of *case*: those stated and those its class derives from them."""
    words = vocabulary(type(case))
    values: dict[str, FactValue] = {}
    members: list[dict[str, FactValue]] = []
    complete = True
    total: tuple[int, int | None] = (0, 0)
    for name, _, hint in fields_of(type(case)):
        held = getattr(case, name)
        if attrs.has(_bare(hint)):
            inner = _bare(hint)
            for leaf in _leaves(inner, ""):
                value = None if held is None else getattr(held, leaf.path)
                values[f"{name}.{leaf.path}"] = _flat(value)
        elif name == words.group:
            members = [
                {f"{words.member}.{f.path}": _flat(getattr(m, f.path)) for f in leaves_of(type(m))}
                for m in held or ()
            ]
            stated = getattr(case, f"{name}_count", None)
            count = stated if isinstance(stated, int) else None
            complete = count == len(members) or (held is not None and count is None)
            low = max(len(members), count or 0)
            total = (low, low if complete or count is not None else None)
        else:
            values[name] = _flat(held)
    derive = getattr(case, "derived_facts", None)
    for path, value in (derive() if derive is not None else {}).items():
        if words.group is not None and path.startswith(words.group + "["):
            index = int(path[len(words.group) + 1 : path.index("]")])
            members[index][words.general(path)] = value
        else:
            values[path] = value
    return Facts(values, tuple(members), complete, total)


def _flat(value: Any) -> FactValue:
    if value is None or value is UNKNOWN:
        return None
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, frozenset):
        return frozenset(str(v.value) if isinstance(v, enum.Enum) else str(v) for v in value)
    if isinstance(value, dt.date):
        return value.isoformat()
    assert isinstance(value, (bool, int, str))
    return value


@remembered
def fields_of(cls: type[Any]) -> tuple[tuple[str, attrs.Attribute[Any], Any], ...]:
    """Return name, attribute and type of each field of *cls*."""
    hints = typing.get_type_hints(cls)
    return tuple((a.name, a, hints[a.name]) for a in attrs.fields(cls))


@remembered
def leaves_of(cls: type[Any]) -> tuple[Fact, ...]:
    """Return the fields of *cls* that are facts themselves, not nested classes."""
    return tuple(
        _leaf(cls, name, name, attribute, hint)
        for name, attribute, hint in fields_of(cls)
        if not attrs.has(_bare(hint)) and _tuple_of(hint) is None
    )


def _leaves(cls: type[Any], prefix: str) -> list[Fact]:
    for name, _, hint in fields_of(cls):
        if attrs.has(_bare(hint)) or _tuple_of(hint) is not None:
            raise KzpenalError(f"`{cls.__name__}.{name}`: facts nest one level deep")
    return [attrs.evolve(leaf, path=prefix + leaf.path) for leaf in leaves_of(cls)]


def _leaf(cls: type[Any], name: str, path: str, attribute: Any, hint: Any) -> Fact:
    bare = _bare(hint)
    meta = attribute.metadata
    kind: Kind
    values: tuple[str, ...] = ()
    of: Any = None
    if bare is bool:
        kind = "bool"
    elif bare is int:
        kind = "int"
    elif bare is dt.date:
        kind = "date"
    elif typing.get_origin(bare) is frozenset:
        kind = "set"
        of = typing.get_args(bare)[0]
        values = _values(of)
    else:
        kind = "enum"
        of = bare
        values = _values(bare)
    if kind in ("enum", "set") and not values:
        raise KzpenalError(
            f"`{cls.__name__}.{name}` has the type `{hint}`; a fact is a bool, int, date, a str enum, "
            "a Literal of strings, a frozenset of one of them, or a nested attrs class"
        )
    enum_type = of if isinstance(of, type) and issubclass(of, enum.Enum) else None
    return Fact(
        path,
        kind,
        values,
        meta.get("low", 0),
        meta.get("high", LARGEST),
        meta.get("closes", False),
        attribute.default is attrs.NOTHING,
        meta.get("text", ""),
        enum_type,
    )


def _values(of: Any) -> tuple[str, ...]:
    if typing.get_origin(of) is Literal:
        args = typing.get_args(of)
        return tuple(args) if all(isinstance(a, str) for a in args) else ()
    if isinstance(of, type) and issubclass(of, enum.Enum):
        values = tuple(e.value for e in of)
        return values if all(isinstance(v, str) for v in values) else ()
    return ()


def _bare(hint: Any) -> Any:
    """Return *hint* without "or not stated"."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        rest = [a for a in typing.get_args(hint) if a is not type(None) and a is not Unknown]
        return rest[0] if len(rest) == 1 else hint
    return hint


def _tuple_of(hint: Any) -> type[Any] | None:
    bare = _bare(hint)
    args = typing.get_args(bare)
    if typing.get_origin(bare) is tuple and len(args) == 2 and args[1] is Ellipsis:
        return args[0] if attrs.has(args[0]) else None
    return None


def _coerced(fact: Fact, value: Any) -> Any:
    # Values of subclasses are taken over as plain ones: what is checked is what is kept.
    if isinstance(value, str) and str.__str__(value) == UNKNOWN.value:
        return UNKNOWN
    if fact.kind == "bool":
        return value if isinstance(value, bool) else None
    if fact.kind == "int":
        number = int.__index__(value) if isinstance(value, int) and not isinstance(value, bool) else None
        return number if number is not None and fact.low <= number <= fact.high else None
    if fact.kind == "date":
        if isinstance(value, dt.datetime) or not isinstance(value, (str, dt.date)):
            return None
        if isinstance(value, dt.date):
            return dt.date.fromordinal(dt.date.toordinal(value))
        # Other ways to write a day, such as 20240701, are not read.
        return dt.date.fromisoformat(str.__str__(value)) if _DAY.match(value) else None
    if fact.kind == "enum":
        return _word(fact, value)
    words = [_word(fact, v) for v in items_of(value, (list, tuple, set, frozenset)) or ()]
    if any(w is None for w in words) or not isinstance(value, (list, tuple, set, frozenset)):
        return None
    return frozenset(words)


def _word(fact: Fact, value: Any) -> Any:
    word = value.value if isinstance(value, enum.Enum) else value
    word = str.__str__(word) if isinstance(word, str) else None
    if word not in fact.values:
        return None
    if fact.enum_type is None:
        return word
    if isinstance(value, enum.Enum) and not isinstance(value, fact.enum_type):
        return None
    return fact.enum_type(word)


def _hint(fact: Fact, value: Any) -> str:
    suggestion = did_you_mean(value, fact.values) if type(value) is str else None
    return f"; {suggestion}" if suggestion else ""
