"""Worked cases: facts, the expected answer, and the source, readable by a lawyer.

A file in `tests/cases/` is about one provision. Under `expect` stands the part of the answer's JSON
that the case is about: a list is compared whole, item by item; an object only in the keys written.
Under `expect_some` a list need only hold the items written; under `expect_none` it may hold none of
them. `refused` names the error instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kzpenal
from kzpenal.errors import InvalidCase
from kzpenal.source import parse, plain
from kzpenal.structuring import from_dict
from tests.test_schemas import ANSWER, as_json

CASES = Path(__file__).parent / "cases"
EXPECTED = {"expect", "expect_some", "expect_none"}
KEYS = {"title", "source", "facts", "law", "closed", "refused", "because"} | EXPECTED


def read() -> list[Any]:
    """Return every worked case, named by its file and number."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        node, problems = parse(path.read_text("utf-8"), path.name)
        assert not problems, "\n".join(map(str, problems))
        document = plain(node)
        for number, case in enumerate(document["cases"], 1):
            assert set(case) <= KEYS, f"{path.name} {number}: {set(case) - KEYS}"
            found.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return found


def mismatch(expected: Any, got: Any, where: str, some: bool) -> str | None:
    """Return where *got* differs from what is *expected* of it, or None."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return f"{where}: expected {expected}, got {got}"
        for key, value in expected.items():
            if key not in got and value is not None:
                return f"{where}.{key}: missing; got {got}"
            found = mismatch(value, got.get(key), f"{where}.{key}", some)
            if found:
                return found
        return None
    if isinstance(expected, list):
        if not isinstance(got, list) or (not some and len(expected) != len(got)):
            return f"{where}: expected {expected}, got {got}"
        if some:
            lost = [e for e in expected if all(mismatch(e, g, where, some) for g in got)]
            return f"{where}: {lost[0]} is not among {got}" if lost else None
        pairs = zip(expected, got, strict=True)
        found_ones = (mismatch(e, g, f"{where}[{i}]", some) for i, (e, g) in enumerate(pairs))
        return next((f for f in found_ones if f), None)
    return None if expected == got else f"{where}: expected {expected!r}, got {got!r}"


def unwanted(items: dict[str, Any], got: dict[str, Any]) -> str | None:
    """Return the first of *items*, lists by key of the answer, that *got* holds, or None."""
    for key, listed in items.items():
        for item in listed:
            if any(mismatch(item, g, key, some=True) is None for g in got[key]):
                return f"answer.{key}: {item} is among {got[key]}"
    return None


@pytest.mark.parametrize("worked", read())
def test_worked_case(worked: dict[str, Any]) -> None:
    """The library gives each worked case the answer that a reader of the text expects."""
    assert worked["title"]
    assert worked["source"]
    refused = worked.get("refused")
    if refused == "InvalidCase":
        with pytest.raises(InvalidCase):
            from_dict(kzpenal.Case, worked["facts"])
        return
    case = from_dict(kzpenal.Case, worked["facts"])
    if worked.get("closed"):
        case = case.closed()
    law = kzpenal.law(bill=worked["law"]) if worked.get("law", "in-force") != "in-force" else None
    if refused is not None:
        with pytest.raises(getattr(kzpenal, refused)):
            kzpenal.assess(case, law=law)
        return
    answer = kzpenal.assess(case, law=law).to_dict()
    ANSWER.validate(as_json(answer))
    assert EXPECTED & set(worked)
    found = mismatch(worked.get("expect", {}), answer, "answer", some=False)
    assert found is None, found
    found = mismatch(worked.get("expect_some", {}), answer, "answer", some=True)
    assert found is None, found
    found = unwanted(worked.get("expect_none", {}), answer)
    assert found is None, found
