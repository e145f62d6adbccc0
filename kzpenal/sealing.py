"""What a receipt is written in: canonical JSON (RFC 8785), hashes, salted hashes; and how it is read.

A sealed document is `{"NAME":…,"sha256":"…"}` in canonical form, byte for byte; the hash is of what stands
under NAME. It is read without trust: no size, depth, number or type in it is taken for granted.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any, NoReturn

import attrs

from kzpenal.condition import Count, Test
from kzpenal.errors import KzpenalError, Problem, Span
from kzpenal.laws import Law
from kzpenal.provision import Index

#: Bytes of one sealed document.
MAX_BYTES = 8_000_000
#: Digits of a number in one.
_DIGITS = 16
_SALT = 16
_TAIL = len(',"sha256":""}') + 64


def canonical(document: Any) -> bytes:
    """Return *document*, plain data, in its canonical form (RFC 8785).

    >>> canonical({"b": [True, None], "a": 1})
    b'{"a":1,"b":[true,null]}'
    """
    import rfc8785  # only here: most programs make no receipt

    try:
        return rfc8785.dumps(document)
    except (ValueError, RecursionError) as error:
        raise KzpenalError(Problem("KZP508", None, f"no receipt can hold this: {error}")) from None


def digest(document: Any) -> str:
    """Return the sha256, in hexadecimal, of *document* in its canonical form."""
    return hashlib.sha256(canonical(document)).hexdigest()


def salted(path: str, value: Any, salt: str | None = None) -> tuple[str, dict[str, Any]]:
    """Return the salted hash of a fact, and the opening that shows what it is of.

    >>> salted("offender.age", 34, "00")[1]
    {'path': 'offender.age', 'salt': '00', 'value': 34}
    """
    opening = {"path": path, "salt": secrets.token_hex(_SALT) if salt is None else salt, "value": value}
    return digest(opening), opening


def sealed(name: str, document: Any) -> bytes:
    """Return *document* under *name*, with its hash, in canonical form."""
    text = canonical({name: document, "sha256": digest(document)})
    if len(text) > MAX_BYTES:
        raise KzpenalError(Problem("KZP508", None, f"the {name} would hold more than {MAX_BYTES:,} bytes"))
    return text


def read_sealed(data: bytes, name: str) -> tuple[Any, str, list[Problem]]:
    """Return what *data* holds under *name*, its hash, and every Problem; with one, nothing else is given."""
    head, tail = f'{{"{name}":'.encode(), data[-_TAIL:]
    what = "receipt" if name == "receipt" else "file of openings"
    if len(data) > MAX_BYTES:
        return None, "", [Problem("KZP501", None, f"the {what} holds more than {MAX_BYTES:,} bytes")]
    found = hashlib.sha256(data[len(head) : -_TAIL]).hexdigest()
    if not data.startswith(head) or not tail.startswith(b',"sha256":"') or not tail.endswith(b'"}'):
        message = f'this is no {what}: it is not of the form `{{"{name}":…,"sha256":"…"}}`'
        return None, "", [Problem("KZP501", None, message, "no space and no line may be added to it")]
    if tail[-66:-2] != found.encode():
        message = f"the {what} was changed: its content has the sha256 `{found}`, and it states another"
        return None, "", [Problem("KZP502", None, message, "ask for it again where it came from")]
    try:
        text = data.decode("utf-8")
        held = json.loads(text, parse_int=_whole, parse_float=_refused, parse_constant=_refused)
        same = canonical(held) == data
    except (ValueError, RecursionError, KzpenalError):
        same = False
    if not same:
        message = f"the {what} is not in its canonical form (RFC 8785)"
        return None, "", [Problem("KZP501", None, message, "it has more than one reading; make it anew")]
    return held[name], found, []


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError
    return int(digits)


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


def misfits(value: Any, shape: Any, at: str) -> list[str]:
    """Return where *value* is not of *shape*: a type, a text that it must be, a list of one shape, or keys.

    A key that ends in `?` may be absent; a tuple is a choice; `object` is anything.

    >>> misfits({"a": 1}, {"a": str, "b?": int}, "it")
    ['`it.a` is not as it must be']
    """
    if isinstance(shape, tuple):
        return [] if any(not misfits(value, s, at) for s in shape) else [f"`{at}` is not as it must be"]
    if isinstance(shape, list):
        if type(value) is not list:
            return [f"`{at}` is not a list"]
        found = (m for n, item in enumerate(value) for m in misfits(item, shape[0], f"{at}[{n}]"))
        return [m for m, _ in zip(found, range(20), strict=False)]
    if isinstance(shape, dict):
        if type(value) is not dict:
            return [f"`{at}` is not keys with values"]
        keys = {k.removesuffix("?"): s for k, s in shape.items()}
        faults = [f"`{at}.{k}` does not belong there" for k in value if k not in keys]
        faults += [f"`{at}.{k}` is missing" for k in shape if not k.endswith("?") and k not in value]
        return faults + [m for k, s in keys.items() if k in value for m in misfits(value[k], s, f"{at}.{k}")]
    same = type(value) is type(shape) and value == shape
    good = shape is object or (type(value) is shape if isinstance(shape, type) else same)
    return [] if good else [f"`{at}` is not as it must be"]


def content(value: Any) -> Any:
    """Return a provision, or anything in it, as plain data: all that counts when two are compared."""
    if attrs.has(type(value)):
        named = {a.name: content(getattr(value, a.name)) for a in attrs.fields(type(value)) if a.eq}
        return {"is": type(value).__name__, **named}
    if isinstance(value, (tuple, list)):
        return [content(v) for v in value]
    if isinstance(value, Fraction):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def places(law: Law) -> dict[str, str]:
    """Return file and line of each provision of *law*, the file as it lies below what all files share."""
    spans = {str(p.citation): p.span for p in law.provisions()}
    base = _shared(s.file for s in spans.values() if s is not None)
    return {name: placed(span, base) for name, span in spans.items()}


def rested_on(law: Law, *documents: Any) -> list[dict[str, Any]]:
    """Return the provisions of *law* that *documents* name: citation, file and line, hash of the content."""
    named = {c for document in documents for c in _named(document)}
    at, hashes = places(law), _hashes(law)
    found = []
    for provision in law.provisions():
        name = str(provision.citation)
        if name in named or any(str(point.citation) in named for point in provision.points):
            if name not in hashes:
                hashes[name] = digest(content(provision))
            found.append({"id": name, "place": at[name], "sha256": hashes[name]})
    return found


@lru_cache(maxsize=64)
def _hashes(law: Law) -> dict[str, str]:
    """Return what is kept of the hashes of the provisions of *law*: Laws that are equal say the same."""
    return {}


def _named(document: Any) -> Iterable[str]:
    if isinstance(document, dict):
        for key, value in document.items():
            if key in ("provision", "for", "point", "by") and isinstance(value, str):
                yield value
            elif key != "milder":  # other laws, and what they say
                yield from _named(value)
    elif isinstance(document, list):
        for item in document:
            yield from _named(item)


def redacted(answer: dict[str, Any], law: Law, withheld: Collection[str]) -> dict[str, Any]:
    """Return *answer* without the facts *withheld*: what was presumed, and amounts that tell a day."""
    days = {
        (str(r.citation), r.conclusion.kind): r.conclusion.day
        for r in law.rules
        if isinstance(r.conclusion, Index)
    }

    def money(item: dict[str, Any]) -> dict[str, Any]:
        if days.get((item["provision"], item["kind"])) not in withheld:
            return item
        return {**{k: item[k] for k in ("kind", "provision", "for")}, "withheld": True}

    presumed = [
        {"fact": p["fact"], "withheld": True} if p["fact"] in withheld else p for p in answer["presumed"]
    ]
    return {**answer, "presumed": presumed, "money": [money(m) for m in answer["money"]]}


def placed(span: Span | None, base: str) -> str:
    """Return file and line of *span*, the file as it lies below *base*."""
    return "" if span is None else f"{os.path.relpath(span.file, base)}:{span.line}".replace(os.sep, "/")


def _shared(files: Iterable[str]) -> str:
    folders = [os.path.dirname(f) or "." for f in files]
    return os.path.commonpath(folders) if folders else "."


def asked_text(test: Test | Count) -> str:
    """Return *test* in words of its own, its sign aside: two tests that ask the same have the same.

    >>> asked_text(Test("victim.age", "between", high=13, positive=False))
    'victim.age between ..13'
    """
    if isinstance(test, Count):
        return f"at least {test.number}"
    if test.op == "between":
        low, high = ("" if n is None else n for n in (test.low, test.high))
        return f"{test.fact} between {low}..{high}"
    return " ".join([test.fact, test.op, *sorted(map(str, test.words))])
