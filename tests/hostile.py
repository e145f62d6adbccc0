"""Broken, odd and hostile inputs: made from good ones by chance, for the tests and the long run.

Everything here takes its chances from one `random.Random`, so that an input is made again from its
seed, and so that Hypothesis can draw and shrink it.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NoReturn

from kzpenal import UNKNOWN, Act, Case, Offender, Relation, Sex, Victim
from kzpenal.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent

#: Pieces of text that programs trip over.
PIECES = (
    *(
        "&a ",
        "*a",
        "&a [*a, *a]",
        "<<: ",
        "<<: *a\n",
        "!!python/object:os.system ",
        "!!binary ",
        "!!timestamp ",
    ),
    *(
        "! ",
        "!<tag:x> ",
        "!!set ",
        "? ",
        "?\n",
        "- ",
        "-\n",
        ": ",
        ":\n",
        "|\n",
        ">\n",
        "|-9\n",
        "%YAML 1.1\n---\n",
    ),
    *(
        "---\n",
        "...\n",
        "# ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\u2029",
    ),
    *(
        "\ufeff",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\xad",
        "\u0430",
        "\uff11\uff12",
        "\U0001f600",
        "\u0301",
    ),
    *("\\ud800", "\\udfff\\ud800", "\\x00", "\\u202e", "\\\n", '"', "'", "`", "``", "[", "]", "{", "}", ","),
    *(
        "[[[[[[[[",
        "{{{{",
        "[]",
        "{}",
        "yes",
        "no",
        "on",
        "True",
        "NULL",
        "~",
        "null",
        "true",
        "false",
        "unknown",
    ),
    *(
        "010",
        "0x1f",
        "0o17",
        "1_000",
        "1e999",
        "-1e-999",
        ".inf",
        "-.inf",
        ".nan",
        "NaN",
        "Infinity",
        "-0",
        "+1",
    ),
    *("9" * 16, "9" * 400, "-1", "150", "151", "1000000000", "1.5", "2024-02-30", "0000-00-00", "0001-01-01"),
    *("9999-12-31", "10000-01-01", "-2024-01-01", "2024-07-01T00:00:00Z", "2024-W01-1", "20240701"),
    *(
        "act is murder",
        " and ",
        " or ",
        " not ",
        "victim.age under 14",
        "victims with age under 3 at least 2",
    ),
    *(
        "cc:99(3)",
        "cc:" + "9" * 150,
        "part is cc:1",
        "charge.classes has x",
        "imprisonment up to 3 years",
        "3..1",
    ),
    *(
        "${HOME}",
        "{{7*7}}",
        "%s%n",
        "../../etc/passwd",
        "file:///etc/passwd",
        "'; drop table",
        "__import__('os')",
    ),
)


class Broken:
    """An object all of whose methods fail."""

    def _fail(self, *_: object) -> NoReturn:
        raise ZeroDivisionError("a method of the caller's own")

    __eq__ = __hash__ = __str__ = __repr__ = __bool__ = __len__ = __iter__ = __getitem__ = _fail
    __lt__ = __int__ = __index__ = __float__ = __contains__ = __format__ = _fail


class Liar:
    """An object whose class cannot be asked for."""

    @property
    def __class__(self) -> Any:
        """Fail."""
        raise ZeroDivisionError

    @__class__.setter
    def __class__(self, _: Any) -> None:
        raise ZeroDivisionError


class BrokenDict(dict[str, Any]):
    """Keys with values that cannot be listed."""

    def items(self) -> Any:
        """Fail."""
        raise ZeroDivisionError


class EndlessList(list[Any]):
    """A list without an end."""

    def __iter__(self) -> Iterator[Any]:
        while True:
            yield {}


class SlyText(str):
    """A text that says it is equal to everything, and is written as another."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, _: object) -> bool:
        return True

    def __str__(self) -> str:
        return "murder"


class SlyNumber(int):
    """A number that is in every range."""

    def __le__(self, _: object) -> bool:
        return True

    def __ge__(self, _: object) -> bool:
        return True

    def __int__(self) -> int:
        return 10**9


def nested(depth: int, shape: str = "list") -> Any:
    """Return lists or mappings *depth* levels deep."""
    value: Any = 1
    for _ in range(depth):
        value = [value] if shape == "list" else {"a": value}
    return value


def in_itself() -> list[Any]:
    """Return a list that holds itself."""
    value: list[Any] = []
    value.append(value)
    return value


#: Values of Python that a caller may pass by mistake or on purpose; each made anew.
OBJECTS: tuple[Callable[[], Any], ...] = (
    *(Broken, Liar, in_itself, object, BrokenDict, EndlessList, dict, list, set, frozenset, tuple),
    *(lambda: BrokenDict(age=3), lambda: EndlessList([1]), lambda: SlyText("x"), lambda: SlyNumber(-5)),
    *(lambda: SlyText("murder"), lambda: {SlyText("act"): "rape"}, lambda: {"age": SlyNumber(9)}),
    *(lambda: 10**5000, lambda: -(10**5000), lambda: float("nan"), lambda: float("inf"), lambda: 1e308),
    *(
        lambda: True,
        lambda: False,
        lambda: None,
        lambda: 0,
        lambda: -1,
        lambda: 150,
        lambda: 151,
        lambda: 10**9,
    ),
    *(
        lambda: "x" * 100_000,
        lambda: "\ud800",
        lambda: "\x00",
        lambda: "\u202e",
        lambda: "",
        lambda: b"murder",
    ),
    *(
        lambda: {1: 2},
        lambda: {None: None},
        lambda: {(): {}},
        lambda: {"a": {"b": {}}},
        lambda: {Act.MURDER: 1},
    ),
    *(lambda: nested(5_000), lambda: nested(5_000, "map"), lambda: [[]], lambda: [None], lambda: {"": ""}),
    *(
        lambda: UNKNOWN,
        lambda: "unknown",
        lambda: Act.MURDER,
        lambda: Act,
        lambda: Sex.MALE,
        lambda: Relation.CHILD,
    ),
    *(lambda: Victim(age=9), lambda: Victim, lambda: Offender(), lambda: [Victim()], lambda: [Victim, 3]),
    *(
        lambda: dt.date.max,
        lambda: dt.date.min,
        lambda: dt.datetime(2024, 7, 1),
        lambda: dt.date,
        lambda: dt.time(),
    ),
    *(
        lambda: iter([1]),
        lambda: range(10**9),
        lambda: (n for n in "ab"),
        lambda: len,
        lambda: 1j,
        lambda: ...,
    ),
    *(lambda: [{}] * 1_001, lambda: ["child"] * 20_000, lambda: {str(n): n for n in range(20_000)}),
    *(lambda: Exception("x"), lambda: type("Age", (), {"__repr__": lambda _: "\x1b[31m" * 99})()),
)

#: Plain values, such as JSON holds.
PLAIN: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 9, 150, 151, 10**9, 10**15, 10**16, 10**400, 1.5, -0.0, 1e300),
    *(
        "",
        " ",
        "x" * 300,
        "murder",
        "rape",
        "child",
        "male",
        "unknown",
        "yes",
        "9",
        "2024-07-01",
        "2024-02-30",
    ),
    *(
        "0000-01-01",
        "9999-12-31",
        "20240701",
        "\u202emurder",
        "\u0430ct",
        "mur\u200bder",
        "\uff12\uff10\uff12\uff14",
    ),
    *(
        "\x1b[31m",
        "a`b",
        "`",
        "\n",
        [],
        [None],
        [[]],
        {},
        {"": ""},
        {"age": 9},
        ["child"],
        ["child", "child"],
    ),
    *([{}], [{}, {}], {"a": [{"b": {}}]}, "act is murder", "cc:1", "cc:1(2)", ["1"], "not reported", "2"),
)

CASE: dict[str, Any] = {
    "act": "murder",
    "committed": "2024-07-01",
    "decided": "2025-01-01",
    "stage": "attempt",
    "victims": [
        {"age": 9, "age_known": True, "relations": ["child"], "born": "2014-08-01"},
        {"sex": "female", "pregnant": "unknown", "helpless": False},
    ],
    "victims_count": 2,
    "offender": {"age": 34, "sex": "male", "disability_group": 0},
    "group": "unknown",
    "weapon": True,
    "reported_by": "official",
}
#: Small rule files, each with much of the format in few words.
RULES: tuple[dict[str, Any], ...] = (
    {
        "article": "cc:1",
        "title": {"en": "First"},
        "acts": ["murder"],
        "versions": [
            {
                "in_force": {"from": "2024-01-01", "until": "2025-01-01"},
                "read": [{"redaction": "2024-01-01", "url": "https://example.org"}],
                "parts": {
                    "1": {
                        "when": "act is murder and victim.age under 14",
                        "sanction": {"one_of": ["fine up to 3 mci", "imprisonment 1..2 years"]},
                    },
                    "2": {
                        "of": ["1"],
                        "any": {"1": "repeated", "3-1": {"text": "x", "all": ["group", "not weapon"]}},
                        "sanction": "not reported",
                        "unless": [{"by": "cc:1(1)", "when": "conspiracy"}],
                    },
                },
            },
            {"in_force": {"from": "2025-01-01"}, "not_seen": True},
        ],
    },
    {
        "article": "cc:2",
        "versions": [
            {
                "in_force": {"from": "2024-01-01"},
                "read": [{"redaction": "2024-01-01", "url": "https://example.org"}],
                "rules": [
                    {"operation": "floor fine 2 mci", "when": "charge.kind is crime"},
                    {"order": "assistance may 1..2 days", "when": {"no": "victim.age over 3"}},
                    {"classify": "grave", "when": "statutory.max.imprisonment over 12"},
                    {"bar": "parole", "when": "victims with age under 3 at least 2"},
                    {"liability": "liable", "when": "offender.age at least 16"},
                ],
            }
        ],
    },
    {
        "bill": "bill-1",
        "reported": "2024-01-01",
        "rate": {"currency": "USD", "tenge": "1.5"},
        "provisions": {
            "a": {"acts": ["rape"], "when": "act is rape", "sanction": {"one_of": ["life imprisonment"]}},
            "b": {"increases": ["a"], "when": "victim.age under 18"},
        },
    },
    {
        "instruments": {"law-1": {"name": "n", "stages": [{"stage": "s", "day": None, "source": "x"}]}},
        "mci": [{"from": "2024-01-01", "tenge": 3692, "law": "l"}],
        "unencoded": [{"provision": "cc:2", "from": "2024-01-01", "text": "t"}],
        "assumptions": [{"fact": "stage", "value": "completed", "because": "b"}],
    },
)
FACTS = tuple(vocabulary(Case).facts)


def real_texts() -> list[str]:
    """Return the library's own rule files and the cases of the examples, the short ones."""
    files = [
        *ROOT.glob("rules/**/*.yaml"),
        *ROOT.glob("examples/**/*.yaml"),
        *ROOT.glob("examples/**/*.json"),
    ]
    return [t for t in (f.read_text("utf-8") for f in sorted(files)) if len(t) < 1_500]


# Shapes


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in *data*."""
    yield path
    if len(path) > 8:
        return
    entries = data.items() if type(data) is dict else enumerate(data) if type(data) is list else ()
    for key, value in entries:
        yield from places(value, (*path, key))


def reshaped(rng: Random, data: Any, values: tuple[Any, ...] = PLAIN) -> Any:
    """Return *data* with one to three things in it replaced, taken out, doubled, wrapped or exchanged."""
    data = copy.deepcopy(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        paths = list(places(data))
        path = rng.choice(paths)
        if not path:
            if rng.random() < 0.02:
                return made(rng, values)
            continue
        here = data
        for step in path[:-1]:
            here = here[step]
        last = path[-1]
        way = rng.randrange(8)
        if way == 0:
            del here[last]
        elif way == 1:
            here[last] = [here[last]]
        elif way == 2:
            here[last] = {rng.choice(FACTS): here[last]}
        elif way == 3 and type(here) is dict:
            here[rng.choice((*FACTS, *PIECES))] = made(rng, values)
        elif way == 4 and type(here) is dict:
            here[garbled(rng, str(last))] = here.pop(last)
        elif way == 5 and type(here[last]) is str:
            here[last] = garbled(rng, here[last])
        elif way == 6 and values is PLAIN:
            other = data
            for step in rng.choice(paths):
                try:
                    other = other[step]
                except (KeyError, IndexError, TypeError):
                    break
            here[last] = copy.deepcopy(other)
        else:
            here[last] = made(rng, values)
    return data


def made(rng: Random, values: tuple[Any, ...]) -> Any:
    """Return one of *values*, made anew where it is a maker."""
    value = rng.choice(values)
    return value() if values is OBJECTS else copy.deepcopy(value)


# Texts


def written(rng: Random, data: Any) -> str:
    """Return *data* as JSON, or as YAML in blocks."""
    if rng.random() < 0.4:
        return json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1)))
    return "\n".join(_block(data))


def _block(data: Any, indent: int = 0) -> Iterator[str]:
    pad = " " * indent
    if type(data) is dict and data:
        for key, value in data.items():
            shown = key if str(key).isidentifier() else json.dumps(str(key))
            if type(value) in (dict, list) and value:
                yield f"{pad}{shown}:"
                yield from _block(value, indent + 2)
            else:
                yield f"{pad}{shown}: {_scalar(value)}"
    elif type(data) is list and data:
        for value in data:
            first, *rest = _block(value, indent + 2)
            yield f"{pad}- {first.strip()}"
            yield from rest
    else:
        yield pad + _scalar(data)


def _scalar(value: Any) -> str:
    plain = (
        type(value) is str and value and value[0].isalnum() and all(c.isalnum() or c in " -.:" for c in value)
    )
    if plain and ": " not in value and not value.endswith(":") and not value[0].isdigit():
        return str(value)
    return json.dumps(value)


def garbled(rng: Random, text: str) -> str:
    """Return *text* with a few pieces of it taken out, doubled, exchanged or put in."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randint(0, len(text))
        to = min(len(text), at + rng.choice((1, 1, 2, 5, 30)))
        way = rng.randrange(7)
        if way <= 2:
            text = text[:at] + rng.choice(PIECES) + text[at:]
        elif way == 3:
            text = text[:at] + text[to:]
        elif way == 4:
            text = text[:to] + text[at:to] * rng.choice((1, 1, 2, 50)) + text[to:]
        elif way == 5:
            text = text[:at] + rng.choice(PIECES) + text[to:]
        else:
            lines = text.split("\n")
            rng.shuffle(lines)
            text = "\n".join(lines)
    return text


def encoded(rng: Random, text: str) -> bytes:
    """Return *text* as bytes, now and then of another encoding, cut off, or with bits turned over."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    way = rng.randrange(20)
    if way == 0:
        name = rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1251", "utf-7"))
        return text.encode(name, "replace")
    if way == 1:
        return bytes(data[: rng.randint(0, len(data))])
    if way <= 4 and data:
        for _ in range(rng.choice((1, 2, 8))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)
