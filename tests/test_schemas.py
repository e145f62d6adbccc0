"""The JSON Schemas against real documents: what the library reads and what it answers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Case, InvalidCase, NoLawForDay
from kzpenal.source import parse, plain
from kzpenal.structuring import from_dict
from kzpenal.testing import cases
from kzpenal.vocabulary import UNKNOWN, vocabulary

ANSWER = jsonschema.Draft202012Validator(
    kzpenal.assessment_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
CASE = jsonschema.Draft202012Validator(
    kzpenal.case_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
LAWS = {
    "2024-07-01": lambda: kzpenal.law(on=dt.date(2024, 7, 1)),
    "2025-09-10": lambda: kzpenal.law(on=dt.date(2025, 9, 10)),
    "2025-10-01": lambda: kzpenal.law(on=dt.date(2025, 10, 1)),
    "bill-2024-02-21": lambda: kzpenal.law(bill="bill-2024-02-21"),
}


def worked() -> list[Any]:
    """Return every worked case of `tests/cases` that the library reads."""
    found: list[Any] = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        node, problems = parse(path.read_text("utf-8"), path.name)
        assert not problems
        found += [one for one in plain(node)["cases"] if one.get("refused") != "InvalidCase"]
    return found


def as_json(document: Any) -> Any:
    """Return *document* as it is after a way through JSON, days as text."""
    return json.loads(json.dumps(document, default=dt.date.isoformat))


@pytest.mark.parametrize("schema", [kzpenal.case_schema, kzpenal.assessment_schema])
def test_the_schemas_are_schemas(schema: Any) -> None:
    """Each schema is a valid JSON Schema, plain JSON, and made anew for every caller."""
    document = schema()
    jsonschema.Draft202012Validator.check_schema(document)
    assert as_json(document) == document
    document["properties"].clear()
    assert schema()["properties"]


def test_the_facts_of_worked_cases_fit() -> None:
    """The facts of every worked case fit the schema of a case, as written and as read."""
    for one in worked():
        CASE.validate(as_json(one["facts"]))
        CASE.validate(from_dict(Case, one["facts"]).to_dict())


@pytest.mark.parametrize("name", LAWS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_every_answer_fits(name: str, data: st.DataObject) -> None:
    """The answer to any case under any law, in force or a bill, fits the schema as JSON."""
    law = LAWS[name]()
    case = data.draw(cases(law.acts))
    try:
        document = kzpenal.assess(case, law=law, engine="reference").to_dict()
    except NoLawForDay:
        assert case.decided is not None
        return
    assert as_json(document) == document
    ANSWER.validate(document)


@settings(deadline=None, max_examples=30)
@given(case=cases())
def test_every_case_fits(case: Case) -> None:
    """What `to_dict` writes of any case fits the schema of a case."""
    CASE.validate(case.to_dict())


def answered() -> dict[str, Any]:
    """Return one real answer with something in most places."""
    case = Case.from_dict(
        {
            "act": "murder",
            "committed": "2024-07-01",
            "victims": [{"age": 9}],
            "offender": {"age": 17, "sex": "male"},
        }
    )
    return kzpenal.assess(case, engine="reference").to_dict()


def wrong(path: str, value: Any) -> dict[str, Any]:
    """Return a real answer with *value* at *path*; "-" takes the key away."""
    document = answered()
    here: Any = document
    *steps, last = (int(s) if s.isdigit() else s for s in path.split("/"))
    for step in steps:
        here = here[step]
    if value == "-":
        del here[last]
    else:
        here[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", 2),
        ("schema", "-"),
        ("law", None),
        ("law/kind", "draft"),
        ("law/on", "yesterday"),
        ("law/on", 20240701),
        ("law/hash", "sha256:123"),
        ("law/text_read", "-"),
        ("engine/cross_checked", "yes"),
        ("outcome", "lawful"),
        ("outcome", "not-liable"),
        ("charges", None),
        ("charges/0/provision", ""),
        ("charges/0/certainty", "certain"),
        ("charges/0/kind", "felony"),
        ("charges/0/gravity", "mild"),
        ("charges/0/points", [1]),
        ("charges/0/liable", None),
        ("charges/0/statutory", "-"),
        ("charges/0/sanction/one_of", "life"),
        ("charges/0/sanction/one_of/0/kind", "flogging"),
        ("charges/0/sanction/one_of/0/min", -1),
        ("charges/0/sanction/one_of/0/min", 1.5),
        ("charges/0/sanction/one_of/0/unit", "week"),
        ("charges/0/sanction/one_of/0/unit", "-"),
        ("charges/0/sanction/non_alternative", None),
        ("charges/0/steps/0/op", "guess"),
        ("charges/0/steps/0/before", "life"),
        ("charges/0/steps/0/after", "-"),
        ("mandatory/0/for", "-"),
        ("mandatory/0/kind", 1),
        ("orders/0/force", "shall"),
        ("orders/0/force", "-"),
        ("bars", [{"kind": "parole", "provision": "cc:72(8)"}]),
        ("bars", [{"kind": "holiday", "provision": "cc:72(8)", "for": "cc:99"}]),
        ("duties", [{"kind": "x", "provision": "cc:1", "for": "cc:99"}]),
        ("gaps", [{"kind": "hole", "provision": "cc:1", "for": "cc:99"}]),
        ("possible", [{"what": "charge", "provision": "cc:1"}]),
        ("possible", [{"what": "luck", "provision": "cc:1", "missing": []}]),
        ("presumed/0/because", "-"),
        ("presumed/0/value", None),
        ("interpretations", ["a text"]),
        ("not_encoded/0/text", "-"),
        ("milder", {}),
        ("milder", "-"),
    ],
)
def test_wrong_answers_do_not_fit(path: str, value: Any) -> None:
    """A document that is not an answer is rejected: a real one with one thing wrong."""
    ANSWER.validate(answered())
    assert not ANSWER.is_valid(wrong(path, value))


@pytest.mark.parametrize(
    "path", ["new", "law/new", "charges/0/new", "charges/0/sanction/new", "orders/0/new"]
)
def test_keys_may_be_added(path: str) -> None:
    """Keys are only ever added, so a document with one more fits."""
    ANSWER.validate(wrong(path, {"anything": 1}))


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "murder",
        {},
        {"act": "murder"},
        {"committed": "2024-07-01"},
        {"act": None, "committed": "2024-07-01"},
        {"act": "unknown", "committed": "2024-07-01"},
        {"act": "murder", "committed": "unknown"},
        {"act": "murdr", "committed": "2024-07-01"},
        {"act": "murder", "committed": "2024-13-01"},
        {"act": "murder", "committed": 20240701},
        {"act": "murder", "committed": "2024-07-01", "grup": True},
        {"act": "murder", "committed": "2024-07-01", "group": "yes"},
        {"act": "murder", "committed": "2024-07-01", "group": 1},
        {"act": "murder", "committed": "2024-07-01", "victims": {}},
        {"act": "murder", "committed": "2024-07-01", "victims": "unknown"},
        {"act": "murder", "committed": "2024-07-01", "victims": [None]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"age": 151}]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"age": -1}]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"age": 9.5}]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"age": True}]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"relations": "child"}]},
        {"act": "murder", "committed": "2024-07-01", "victims": [{"relations": ["nephew"]}]},
        {"act": "murder", "committed": "2024-07-01", "victims_count": 0},
        {"act": "murder", "committed": "2024-07-01", "offender": []},
        {"act": "murder", "committed": "2024-07-01", "offender": "unknown"},
        {"act": "murder", "committed": "2024-07-01", "offender": {"disability_group": 4}},
    ],
)
def test_wrong_cases_fit_neither_the_schema_nor_the_reader(document: Any) -> None:
    """What is no case is rejected by the schema and by `Case.from_dict` alike."""
    assert not CASE.is_valid(document)
    with pytest.raises(InvalidCase):
        Case.from_dict(document)


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"group": None, "victims": None, "offender": None, "stage": None},
        {"group": "unknown", "stage": "unknown", "victims_count": "unknown", "decided": "unknown"},
        {"victims": [], "offender": {}},
        {"victims": [{}, {"relations": [], "born": "2020-02-29"}]},
        {"victims": [{"relations": ["child", "child"], "age": 0}], "offender": {"disability_group": 0}},
        {"victims": [{"relations": "unknown", "sex": "unknown", "age": None}]},
    ],
)
def test_right_cases_fit_both(extra: dict[str, Any]) -> None:
    """What is a case fits the schema and is read by `Case.from_dict`; null is "not stated"."""
    document = {"act": "murder", "committed": "2024-07-01", **extra}
    CASE.validate(document)
    assert Case.from_dict(document) == Case.from_dict(as_json(Case.from_dict(document).to_dict()))


WORDS = vocabulary(Case)
#: Facts that may contradict each other, which a schema cannot tell.
BOUND = {
    "born",
    "age",
    "age_at_decision",
    "decided",
    "initiated",
    "domestic",
    "relations",
    "victims_count",
    "form",
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 200),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not x.is_integer()),
    st.sampled_from(
        ["", "unknown", "UNKNOWN", "yes", "murder", "male", "2024-07-01", "2024-7-1", "20240701"]
    ),
    st.text(max_size=4),
    st.lists(st.sampled_from(["child", "nobody", None]), max_size=2),
    st.just({}),
)


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """Return a document that is nearly a case: a real one with a few values changed for odd ones."""
    document = draw(cases()).to_dict()
    document.pop("form", None)
    places: list[Any] = [document]
    if "offender" in document:
        places.append(document["offender"])
    places += document.get("victims", [])
    for place, cls in zip(places, ("case", "offender", *["victim"] * 9), strict=False):
        prefix = "" if cls == "case" else cls + "."
        names = [
            p.removeprefix(prefix)
            for p in WORDS.facts
            if p.startswith(prefix) and "." not in p.removeprefix(prefix)
        ]
        names = [n for n in names if n not in BOUND]
        odd = ["oddity", *(["victims", "offender"] if cls == "case" else [])]
        for name in draw(st.lists(st.sampled_from([*names, *odd]), max_size=2)):
            place[name] = draw(ODD)
    return document


@settings(deadline=None, max_examples=150)
@given(document=documents())
def test_the_schema_and_the_reader_agree(document: Any) -> None:
    """A document fits the schema of a case exactly where `Case.from_dict` reads it."""
    try:
        Case.from_dict(document)
        read = True
    except InvalidCase:
        read = False
    assert CASE.is_valid(document) is read


def test_every_fact_is_described() -> None:
    """The schema of a case tells of each fact what it means, and lists every fact there is."""
    schema = kzpenal.case_schema()
    victim = schema["properties"]["victims"]["items"]["properties"]
    offender = schema["properties"]["offender"]["anyOf"][0]["properties"]
    assert set(offender) == {a.name for a in attrs.fields(kzpenal.Offender)}
    assert set(victim) == {a.name for a in attrs.fields(kzpenal.Victim)}
    assert set(schema["properties"]) == {a.name for a in attrs.fields(Case)}
    for path, fact in WORDS.facts.items():
        name = path.split(".")[-1]
        held = offender if path.startswith("offender.") else victim if path.startswith("victim.") else None
        shape = (schema["properties"] if held is None else held)[name]
        shown = shape.get("anyOf", [shape])[0]
        assert shown["description"] == fact.text
        unknown = {"const": UNKNOWN.value} in shape.get("anyOf", [])
        assert unknown is not fact.required
