"""Articles and bills → rule files: `load` of what is dumped gives the same again.

The text is JSON, which is YAML too: every word is quoted, and nothing depends on layout.
"""

from __future__ import annotations

import json
from typing import Any

import attrs

from kzpenal.condition import All, Block, Count, No, Node, Not, Of, Subject, Test
from kzpenal.condition import Any as AnyOf
from kzpenal.provision import (
    Aggregation,
    Article,
    Bar,
    Bill,
    Charge,
    Classify,
    Define,
    Duty,
    Equivalence,
    Increase,
    Index,
    Liability,
    Measured,
    Operation,
    Order,
    Point,
    Provision,
    Remarks,
    Repetition,
    Rule,
    Version,
)
from kzpenal.sanction import UNMEASURED, Alternative, Penalty


def dump(item: Article | Bill) -> str:
    """Return the text of a rule file that holds *item*."""
    document = _article(item) if isinstance(item, Article) else _bill(item)
    return json.dumps(document, ensure_ascii=False, indent=1)


def _article(article: Article) -> dict[str, Any]:
    out: dict[str, Any] = {"article": str(article.citation)}
    if article.title:
        out["title"] = dict(article.title)
    if article.acts:
        out["acts"] = list(article.acts)
    return out | {"versions": [_version(v) for v in article.versions]}


def _version(version: Version) -> dict[str, Any]:
    bounds = {"from": version.in_force.first, "until": version.in_force.until}
    out: dict[str, Any] = {"in_force": {k: d.isoformat() for k, d in bounds.items() if d is not None}}
    if version.acts is not None:
        out["acts"] = list(version.acts)
    if version.amended_by is not None:
        out["amended_by"] = version.amended_by
    for name in ("not_seen", "absent"):
        if getattr(version, name):
            out[name] = True
    if version.read:
        out["read"] = [
            {"redaction": r.redaction.isoformat(), "url": r.url, **({"note": r.note} if r.note else {})}
            for r in version.read
        ]
    out |= _remarks(version.remarks)
    for provision in version.provisions:
        path = provision.citation.path
        here = out
        for level, name in enumerate(path):
            here = here.setdefault("points" if level else "parts", {}).setdefault(name, {})
        here |= _provision(provision)
    return out


def _bill(bill: Bill) -> dict[str, Any]:
    out: dict[str, Any] = {"bill": bill.id, "title": dict(bill.title), "reported": bill.reported.isoformat()}
    if bill.source:
        out["source"] = bill.source
    if bill.rate is not None:
        out["rate"] = {"currency": bill.rate[0], "tenge": str(bill.rate[1])}
    out |= _remarks(bill.remarks)
    provisions = {p.citation.article: _provision(p) for p in bill.provisions}
    if provisions and bill.acts:
        first = next(iter(provisions))
        provisions[first]["acts"] = list(bill.acts)
    return out | {"provisions": provisions}


def _provision(provision: Provision) -> dict[str, Any]:
    out: dict[str, Any] = {"text": provision.text} if provision.text else {}
    out |= _remarks(provision.remarks)
    if len(provision.rules) == 1 and "#" not in provision.rules[0].key:
        return out | _rule(provision.rules[0])
    return out | {"rules": [_rule(r) for r in provision.rules]}


def _remarks(remarks: Remarks) -> dict[str, Any]:
    return {k: list(v) for k, v in attrs.asdict(remarks).items() if v}


def _rule(rule: Rule) -> dict[str, Any]:
    out = _conclusion(rule)
    keys = ["when", "all", "any"] if not rule.points else ["when", "all"]
    for condition in rule.conditions:
        if isinstance(condition, Of):
            out["of"] = [str(c) for c in condition.citations]
            continue
        if not keys:
            raise ValueError(f"{rule.key}: more conditions than a rule file has keys for")
        key = keys.pop(0)
        tree = _condition(condition)
        out[key] = tree if key == "when" else [tree]
    if rule.points:
        out["any"] = {p.citation.path[-1]: _point(p) for p in rule.points}
    if rule.unless:
        out["unless"] = [{"by": str(u.by), "when": _condition(u.condition)} for u in rule.unless]
    return out


def _point(point: Point) -> Any:
    tree = _condition(point.condition)
    extra = ({"text": point.text} if point.text else {}) | _remarks(point.remarks)
    return extra | {"all": [tree]} if extra else tree


def _condition(node: Node) -> Any:
    if isinstance(node, Block):
        return _condition(node.item)
    if isinstance(node, All):
        return {"all": [_condition(i) for i in node.items]}
    if isinstance(node, AnyOf):
        return {"any": [_condition(i) for i in node.items]}
    if isinstance(node, Not):
        return {"not": _condition(node.item)}
    if isinstance(node, No):
        return {"no": _condition(node.item)}
    if isinstance(node, Subject):
        verb = "is" if node.positive else "is not"
        return f"{node.name} {verb} {' or '.join(map(str, node.citations))}"
    if isinstance(node, Count):
        return _count(node)
    assert isinstance(node, Test)
    return _test(node)


def _count(node: Count) -> str:
    # The text keeps the name of the group, which a count does not hold.
    group = node.text.split(" ")[0]
    if node.item is None:
        return f"{group} at least {node.number}"
    items = node.item.items if isinstance(node.item, All) else (node.item,)
    tests = " and ".join(str(_condition(i)) for i in items)
    return f"{group} with {tests} at least {node.number}"


def _test(test: Test) -> str:
    if test.op == "true":
        return test.fact if test.positive else f"not {test.fact}"
    if test.op == "between":
        if test.low is not None and test.high is not None:
            return f"{test.fact} {test.low}..{test.high}"
        return (
            f"{test.fact} at least {test.low}" if test.low is not None else f"{test.fact} at most {test.high}"
        )
    words = " or ".join(map(str, test.words))
    if not test.positive:
        return f"{test.fact} is not {words}"
    return f"{test.fact} {'has' if test.op == 'has' else 'is'} {words}"


def _conclusion(rule: Rule) -> dict[str, Any]:
    said = rule.conclusion
    if isinstance(said, Charge):
        return _charge(said)
    if isinstance(said, Operation):
        out: dict[str, Any] = {"operation": _operation(said)}
        if said.minimum_yields is not None:
            out["minimum_yields"] = str(said.minimum_yields)
        return out
    if isinstance(said, Order):
        return {
            "order": " ".join([said.kind, said.force, *_amount(said.min, said.max, said.unit, said.term)])
        }
    if isinstance(said, Liability):
        return {"liability": "liable" if said.grants else "not-liable"}
    if isinstance(said, Increase):
        return {"increases": [str(t) for t in said.targets]}
    if isinstance(said, Classify):
        return {"classify": said.value}
    if isinstance(said, Define):
        return {"define": said.name}
    if isinstance(said, Bar):
        return {"bar": said.kind}
    if isinstance(said, (Repetition, Aggregation, Equivalence, Index)):
        return _several(said)
    assert isinstance(said, Duty)
    return {"duty": said.kind}


def _several(said: Repetition | Aggregation | Equivalence | Index) -> dict[str, Any]:
    if isinstance(said, Repetition):
        released = _released(said)
        return {"repetition": {"of": said.fact} | released if released else said.fact}
    if isinstance(said, Aggregation):
        joined: dict[str, Any] = {"of": said.over}
        if said.methods:
            joined["by"] = list(said.methods)
        for name in ("at_most", "perhaps_at_most"):
            if getattr(said, name):
                joined[name] = list(map(_measured, getattr(said, name)))
        return {"aggregation": joined | _released(said)}
    if isinstance(said, Equivalence):
        return {"equivalence": {"one": _measured(said.one), "is": list(map(_measured, said.equals))}}
    return {"index": {"of": said.kind, "day": said.day}}


def _released(said: Repetition | Aggregation) -> dict[str, Any]:
    names = ("released", "perhaps_released")
    return {name: list(getattr(said, name)) for name in names if getattr(said, name)}


def _measured(measured: Measured) -> str:
    kind, amount = measured
    return f"{kind} {amount.value} {amount.unit}"


def _charge(said: Charge) -> dict[str, Any]:
    out: dict[str, Any] = {"sanction": "not reported"}
    if said.sanction is not None and said.sanction.one_of is not None:
        out["sanction"] = {"one_of": [_alternative(a) for a in said.sanction.one_of]}
        if said.sanction.and_also:
            out["sanction"]["and_also"] = [_penalty(p) for p in said.sanction.and_also]
    if said.fault != "intent":
        out["fault"] = said.fault
    if said.kind is not None:
        out["kind"] = said.kind
    if said.liable != "offender":
        out["liable"] = said.liable
    if said.beside:
        out["beside"] = True
    if said.instead_of:
        out["instead_of"] = [str(c) for c in said.instead_of]
    return out


def _alternative(alternative: Alternative) -> Any:
    details: dict[str, Any] = {}
    if alternative.with_:
        details["with"] = [_penalty(p) for p in alternative.with_]
    if alternative.penalty.on is not None:
        details["on"] = alternative.penalty.on
    phrase = _penalty(alternative.penalty)
    return {phrase: details} if details else phrase


def _penalty(penalty: Penalty) -> str:
    words = [penalty.kind, *_amount(penalty.min, penalty.max, penalty.unit, penalty.term)]
    if penalty.kind in UNMEASURED:
        words = [penalty.kind]
    return " ".join([*words, penalty.force] if penalty.force else words)


def _amount(low: int | None, high: int | None, unit: str | None, term: str | None) -> list[str]:
    if term is not None:
        return ["for", term]
    if unit is None:
        return []
    if low is None:
        return ["up", "to", str(high), unit]
    return ["exactly", str(high), unit] if low == high else [f"{low}..{high}", unit]


def _operation(said: Operation) -> str:
    words = [said.op, *([said.kind] if said.kind is not None else [])]
    if said.penalty is not None:
        return f"{said.op} {_penalty(said.penalty)}"
    if said.amount is not None:
        words += [str(said.amount.value), said.amount.unit]
    if said.factor is not None:
        words.append(f"{said.factor.numerator}/{said.factor.denominator}")
    if said.on is not None:
        words += ["to", said.on]
    return " ".join(words)
