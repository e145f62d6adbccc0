"""JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

from typing import Any

import attrs

from kzpenal.operations import GAPS
from kzpenal.provision import BARS, GRAVITIES, KINDS, OPERATIONS
from kzpenal.reasons import KEYS, STATEMENTS
from kzpenal.sanction import KINDS as PENALTIES
from kzpenal.structuring import MAX_MEMBERS
from kzpenal.succession import RELATIONS, VERDICTS
from kzpenal.vocabulary import UNKNOWN, Fact, fields_of, leaves_of, vocabulary

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OPEN = ("charge", "point", "penalty", "order", "bar", "gap")
OUTCOMES = ("charged", "at-least", "possible", "not-liable", "none-met")


def case_schema(cls: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of a case over the facts class *cls*; null is "not stated"."""
    words = vocabulary(cls)
    schema = _object(cls)
    for name, _, _ in fields_of(cls):
        if name == words.group and words.member_cls is not None:
            schema["properties"][name] = {
                "type": ["array", "null"],
                "maxItems": MAX_MEMBERS,
                "items": _object(words.member_cls),
            }
        elif name not in schema["properties"]:
            inner = _class_of(cls, name)
            schema["properties"][name] = {"anyOf": [_object(inner), {"type": "null"}]}
    return {"$schema": _DRAFT, "title": words.name, **schema}


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment; keys may be added, readers ignore those unknown."""
    penalty, sanction = _penalty(), _sanction()
    one = {"anyOf": [{"$ref": "#/$defs/penalty"}, {"type": "null"}]}
    step = _closed(op={"enum": [*OPERATIONS, "increase"]}, provision=_text(), before=one, after=one)
    charge = _closed(
        provision=_text(),
        points=_list(_text()),
        certainty={"enum": ["settled", "at-least"]},
        kind={"enum": [*KINDS, None]},
        gravity={"enum": [*GRAVITIES, None]},
        liable=_text(),
        statutory={"$ref": "#/$defs/sanction"},
        sanction={"$ref": "#/$defs/sanction"},
        steps=_list(step),
    )
    measure = _closed(kind=_text(), provision=_text(), **{"for": _text()})
    measure["properties"] |= {k: v for k, v in penalty["properties"].items() if k not in ("kind", "with")}
    order = {**measure, "required": [*measure["required"], "force"]}
    remark = _closed(provision=_text(), text=_text())
    reading = _closed(
        provision=_text(),
        kind={"enum": list(KINDS)},
        gravity={"enum": [*GRAVITIES, None]},
        outcome={"enum": list(OUTCOMES)},
        sanction={"anyOf": [{"$ref": "#/$defs/sanction"}, {"type": "null"}]},
        mandatory=_list(measure),
        orders=_list(order),
        bars=_list(_notice(BARS)),
    )
    whole = _closed(
        schema={"const": 1},
        law=_closed(
            kind={"enum": ["in-force", "bill"]},
            on=_day(),
            id=_text(),
            hash={"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
            text_read=_day(),
        ),
        engine=_closed(name=_text(), cross_checked={"type": "boolean"}),
        outcome={"enum": list(OUTCOMES)},
        charges=_list({"$ref": "#/$defs/charge"}),
        mandatory=_list(measure),
        orders=_list(order),
        bars=_list(_notice(BARS)),
        duties=_list(_closed(kind=_text(), provision=_text(), **{"for": {"type": "null"}})),
        gaps=_list(_notice(GAPS)),
        possible=_list(
            {
                "type": "object",
                "required": ["what", "provision", "missing"],
                "properties": {
                    "what": {"enum": list(_OPEN)},
                    "provision": _text(),
                    "kind": _text(),
                    "missing": _list(_text()),
                },
            }
        ),
        presumed=_list(
            _closed(fact=_text(), value={"type": ["string", "integer", "boolean"]}, because=_text())
        ),
        interpretations=_list(remark),
        not_encoded=_list(remark),
        milder={"anyOf": [_succession(measure, order), {"type": "null"}]},
        readings=_list(reading),
        money=_list(_price()),
    )
    whole["properties"]["by"] = _list(_closed(provision=_text(), **{"for": _text()}))
    whole["if"] = {"properties": {"outcome": {"const": "not-liable"}}}
    whole["then"] = {"required": ["by"]}
    return {
        "$schema": _DRAFT,
        "title": "Assessment",
        **whole,
        "$defs": {"penalty": penalty, "sanction": sanction, "charge": charge},
    }


def question_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Question.to_dict()`; keys may be added, readers ignore those unknown."""
    whole = {"type": "integer", "minimum": 0}
    item = _closed(what={"enum": [*_OPEN, "price"]}, provision=_text())
    item["properties"]["kind"] = _text()
    question = _closed(
        path=_text(),
        kind={"enum": ["bool", "int", "date", "enum", "set", "count"]},
        decides=_closed(
            of=whole,
            named=whole,
            least={"type": ["integer", "null"], "minimum": 0},
            mean={"type": ["number", "null"], "minimum": 0},
            measured={"type": "boolean"},
        ),
        why=_list(item),
    )
    question["properties"] |= {"values": _list(_text()), "low": whole, "high": whole}
    question["dependentRequired"] = {"low": ["high"], "high": ["low"]}
    return {"$schema": _DRAFT, "title": "Question", **question}


def flips_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Flips.to_dict()`; keys may be added, readers ignore those unknown."""
    mandate = _closed(kind=_text())
    mandate["properties"]["term"] = {"const": "life"}
    change = _closed(fact=_text(), now=_value(), to={**_list(_value()), "minItems": 1})
    flip = _closed(
        changes={**_list(change), "minItems": 1},
        removes=_list(mandate),
        brings=_list(mandate),
        then=_list(mandate),
        direction={"enum": ["defence", "prosecution", None]},
        dropped=_list(_text()),
    )
    most = {"type": "integer", "minimum": 1}
    whole = _closed(
        now=_list(mandate),
        flips=_list(flip),
        most=most,
        cut={"type": "boolean"},
        broken_off={"type": "boolean"},
    )
    return {"$schema": _DRAFT, "title": "Flips", **whole}


def supports_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Supports.to_dict()`; keys may be added, readers ignore those unknown."""
    fact = _closed(fact=_text(), value=_value(), presumed={"type": "boolean"})
    support = _closed(facts=_list(fact))
    whole = _closed(item=_item(), supports=_list(support), cut={"type": "boolean"})
    return {"$schema": _DRAFT, "title": "Supports", **whole}


def bounds_schema() -> dict[str, Any]:
    """Return the JSON Schema of `Bounds.to_dict()`; keys may be added, readers ignore those unknown."""
    amount = {"type": ["integer", "null"], "minimum": 0}
    penalty = _closed(kind={"enum": list(PENALTIES)})
    penalty["properties"] |= {"min": amount, "max": amount, "unit": _text()}
    end = _closed(penalty={"anyOf": [penalty, {"type": "null"}]}, provisions=_list(_text()))
    ends = {"anyOf": [end, {"type": "null"}]}
    whole = _closed(
        every=_list(_item()), some=_list(_item()), mildest=ends, gravest=ends, gap={"type": "boolean"}
    )
    return {"$schema": _DRAFT, "title": "Bounds", **whole}


def _item() -> dict[str, Any]:
    """Return the schema of one thing that an answer holds."""
    item = _closed(what={"enum": [*_OPEN, "duty"]}, provision=_text())
    amount = {"type": ["integer", "null"], "minimum": 0}
    item["properties"] |= {
        "kind": _text(),
        "for": _text(),
        "force": {"enum": ["may", "must"]},
        "min": amount,
        "max": amount,
        "unit": _text(),
        "term": {"const": "life"},
        "on": _text(),
    }
    return item


def reason_schema() -> dict[str, Any]:
    """Return the JSON Schema of one argument, `Reason.to_dict()`; keys may be added."""
    here = {"$ref": "#/$defs/reason"}
    maybe = {"type": ["string", "null"], "minLength": 1}
    truths = ["met", "failed", "unknown"]
    reason = _closed(
        about={"enum": ["condition", *KEYS]},
        truth={"enum": [*truths, None]},
        against={"type": "boolean"},
        provision=maybe,
        kind=maybe,
        **{"for": maybe},
        text={"type": "object", "minProperties": 1, "additionalProperties": _text()},
        facts=_list(_closed(path=_text(), value=_value(), presumed={"type": "boolean"})),
        place={"type": ["string", "null"], "pattern": ":[0-9]+$"},
        parts=_list(here),
    )
    one = {"anyOf": [{"$ref": "#/$defs/penalty"}, {"type": "null"}]}
    reason["properties"] |= {"before": one, "after": one, "sanction": {"$ref": "#/$defs/sanction"}}
    reason["if"] = {"properties": {"about": {"enum": sorted(STATEMENTS)}}}
    reason["then"] = {"properties": {"truth": {"const": None}}}
    reason["else"] = {"properties": {"truth": {"enum": truths}}}
    return {
        "$schema": _DRAFT,
        "title": "Reason",
        **here,
        "$defs": {"reason": reason, "penalty": _penalty(), "sanction": _sanction()},
    }


def _value() -> dict[str, Any]:
    """Return the schema of the value of a fact; null is "not stated"."""
    between = _closed(**{"from": {"type": "integer"}, "to": {"type": "integer"}})
    listed = {"type": "array", "items": {"type": "string"}}
    return {"anyOf": [{"type": ["boolean", "integer", "string", "null"]}, listed, between]}


def _penalty() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"enum": list(PENALTIES)},
            "min": {"type": ["integer", "null"], "minimum": 0},
            "max": {"type": ["integer", "null"], "minimum": 0},
            "unit": {"enum": ["mci", "tenge", "hour", "day", "month", "year"]},
            "term": {"const": "life"},
            "force": {"enum": ["may", "must"]},
            "on": _text(),
            "with": {"type": "array", "items": {"$ref": "#/$defs/penalty"}},
        },
        "dependentRequired": {"unit": ["min", "max"], "min": ["unit"], "max": ["unit"]},
    }


def _sanction() -> dict[str, Any]:
    return _closed(
        one_of={"type": ["array", "null"], "items": {"$ref": "#/$defs/penalty"}},
        and_also=_list({"$ref": "#/$defs/penalty"}),
        non_alternative={"type": "boolean"},
    )


def _price() -> dict[str, Any]:
    """Return the schema of what a penalty comes to in tenge."""
    amount = {"type": ["integer", "null"], "minimum": 0}
    out = _closed(kind=_text(), provision=_text(), **{"for": _text()})
    out["properties"] |= {
        "on": _day(),
        "index": {"type": "integer", "minimum": 1},
        "min": amount,
        "max": amount,
        "unit": {"const": "tenge"},
        "missing": _list(_text()),
    }
    out["anyOf"] = [{"required": ["missing"]}, {"required": ["on", "index", "min", "max", "unit"]}]
    return out


def _succession(measure: dict[str, Any], order: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the laws between act and decision."""
    ruling = _closed(
        law=_text(),
        **{"from": {"type": "string", "format": "date"}},
        until=_day(),
        relation={"enum": list(RELATIONS)},
        differs=_list(
            _closed(topic=_text(), milder={"enum": ["act", "later", None]}, certain={"type": "boolean"})
        ),
    )
    ruling["properties"] |= {
        "outcome": {"enum": list(OUTCOMES)},
        "charges": _list({"$ref": "#/$defs/charge"}),
        "mandatory": _list(measure),
        "orders": _list(order),
        "bars": _list(_notice(BARS)),
        "gaps": _list(_notice(GAPS)),
        "refused": _list(_closed(code=_text(), message=_text(), help={"type": ["string", "null"]})),
    }
    ruling["anyOf"] = [{"required": ["outcome"]}, {"required": ["refused"]}]
    return _closed(verdict={"enum": list(VERDICTS)}, applies={"type": ["string", "null"]}, laws=_list(ruling))


def _object(cls: type[Any]) -> dict[str, Any]:
    leaves = leaves_of(cls)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [leaf.path for leaf in leaves if leaf.required],
        "properties": {leaf.path: _leaf(leaf) for leaf in leaves},
    }


def _leaf(leaf: Fact) -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "bool": {"type": "boolean"},
        "int": {"type": "integer", "minimum": leaf.low, "maximum": leaf.high},
        "date": {"type": "string", "format": "date"},
        "enum": {"enum": list(leaf.values)},
        "set": {"type": "array", "items": {"enum": list(leaf.values)}},
    }
    shape = shapes[leaf.kind]
    if leaf.text:
        shape = {"description": leaf.text, **shape}
    if leaf.required:
        return shape
    return {"anyOf": [shape, {"const": UNKNOWN.value}, {"type": "null"}]}


def _class_of(cls: type[Any], name: str) -> type[Any]:
    hint: Any = next(h for n, _, h in fields_of(cls) if n == name)
    candidates = [hint, *getattr(hint, "__args__", ())]
    found: type[Any] = next(c for c in candidates if attrs.has(c))
    return found


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _text() -> dict[str, Any]:
    return {"type": "string", "minLength": 1}


def _day() -> dict[str, Any]:
    return {"type": ["string", "null"], "format": "date"}


def _notice(kinds: tuple[str, ...]) -> dict[str, Any]:
    return _closed(kind={"enum": list(kinds)}, provision=_text(), **{"for": _text()})
