"""Values that a caller passes: taken over as plain ones, and shown, whatever their own methods do.

A value may be of a class of the caller's, endless, nested in itself, or raise when it is touched.
What comes from here is of Python's own classes, and bounded; `Broken` stands for what cannot be read.
"""

from __future__ import annotations

import enum
import reprlib
from collections.abc import Mapping
from itertools import islice
from typing import Any

#: No more entries of one list or mapping are taken over.
MAX_ENTRIES = 10_000
_SHOWN = 60


class Broken(Exception):
    """A value whose own methods fail, or that holds more than is taken over."""


class _Repr(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = 20
        self.maxstring = self.maxother = self.maxlong = 2 * _SHOWN

    def repr_instance(self, x: Any, level: int) -> str:
        try:
            return repr(x)[: 2 * _SHOWN]
        except Exception:
            return f"a value of the class {type(x).__name__}"

    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to write numbers of very many digits.
        return repr(x) if x.bit_length() < 1_000 else "a number of very many digits"


_REPR = _Repr()


def shown(value: Any) -> str:
    """Return *value* as a message shows it: short, an enum by what is written for it.

    >>> shown("x" * 100)[50:], shown(10**5000)
    ('xxxxxxx…', 'a number of very many digits')
    """
    try:
        if isinstance(value, enum.Enum):
            value = value.value
        text = repr(value[: 2 * _SHOWN]) if type(value) is str else _REPR.repr(value)
    except Exception:
        text = f"a value of the class {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "…"


def is_a(value: object, *classes: type) -> bool:
    """Say whether *value* is of one of *classes* by its own type, whatever it says of itself."""
    return issubclass(type(value), classes)


def entries_of(value: Any) -> list[tuple[Any, Any]] | None:
    """Return the keys and values of *value*, a text key as a plain `str`; None if it is no mapping."""
    try:
        if not isinstance(value, Mapping):
            return None
        found = list(islice(value.items(), MAX_ENTRIES + 1))
        pairs = [(str.__str__(k) if isinstance(k, str) else k, v) for k, v in found]
    except Exception:
        raise Broken from None
    if len(pairs) > MAX_ENTRIES:
        raise Broken
    return pairs


def items_of(value: Any, classes: tuple[type, ...] = (list, tuple)) -> list[Any] | None:
    """Return what the collection *value* holds; None if it is of none of *classes*."""
    try:
        if not isinstance(value, classes):
            return None
        found = list(islice(iter(value), MAX_ENTRIES + 1))  # type: ignore[call-overload]
    except Exception:
        raise Broken from None
    if len(found) > MAX_ENTRIES:
        raise Broken
    return found
