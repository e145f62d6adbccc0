"""Layer by layer, every assignment: each condition of the real rules, then each article's charge step.

A condition is tried over all three-valued assignments of its own atoms: yes/no facts are true, false or
unknown; a word is each value named, one that is not, or unknown; a number is one of each class that the
thresholds cut, or unknown. durable_rules, the lowered formulas and the reference must agree on each.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
from collections.abc import Mapping
from typing import Any

import attrs
import pytest

import kzpenal
from kzpenal.citation import Citation
from kzpenal.completions import classes
from kzpenal.condition import Count, Node, Of, Scope, Subject, Truth, any_of, evaluate, leaves
from kzpenal.condition import Test as FactTest
from kzpenal.engines import durable
from kzpenal.laws import Law, condition_of
from kzpenal.lowering import lower
from kzpenal.program import Derivation
from kzpenal.provision import Bar, Charge, Duty, Liability, Operation, Order, Point, Rule
from kzpenal.vocabulary import Facts
from tests.formulas import truth

LAWS = [
    kzpenal.law(on=dt.date(2024, 7, 1)),
    kzpenal.law(on=dt.date(2025, 9, 10)),
    kzpenal.law(on=dt.date(2025, 10, 1)),
    kzpenal.law(bill="bill-2024-02-21"),
]
#: More assignments of one condition than this are walked in odd strides, so that all values meet.
MOST = 1_000


def domain(tests: list[FactTest], law: Law) -> list[Any]:
    """Return a value of each class into which *tests* cut one fact, and None for unknown."""
    fact = law.vocabulary.facts[tests[0].fact]
    if fact.kind == "set":
        words = [str(w) for t in tests for w in t.words]
        return [*(frozenset({w}) for w in words), frozenset(), frozenset(words), None]
    return [*classes(fact, tests), None]


def atoms(node: Node, law: Law) -> tuple[dict[str, list[Any]], dict[str, list[Any]], list[Citation]]:
    """Return the domains of the case's facts and of a member's, and the marks that *node* names."""
    tests: dict[str, list[FactTest]] = {}
    marks: list[Citation] = []
    for leaf in leaves(node):
        if isinstance(leaf, FactTest) and leaf.fact in law.vocabulary.facts:
            tests.setdefault(leaf.fact, []).append(leaf)
        elif isinstance(leaf, (Of, Subject)):
            marks += [c for c in leaf.citations if c in law.by_citation]
    case = {f: domain(ts, law) for f, ts in tests.items() if not law.vocabulary.is_member(f)}
    member = {f: domain(ts, law) for f, ts in tests.items() if law.vocabulary.is_member(f)}
    return case, member, list(dict.fromkeys(marks))


def size_of(domains: Mapping[str, list[Any]]) -> int:
    """Return how many assignments there are."""
    return math.prod(len(values) for values in domains.values())


def nth(domains: Mapping[str, list[Any]], number: int) -> dict[str, Any]:
    """Return the assignment of that *number*."""
    found = {}
    for name, values in domains.items():
        number, index = divmod(number, len(values))
        found[name] = values[index]
    return found


def group_of(member: Mapping[str, list[Any]], shape: int, number: int) -> Facts:
    """Return a group of one of six shapes: nobody, not stated, one, two alike, two, more than described."""
    one = nth(member, number)
    unknown = dict.fromkeys(member)
    return (
        Facts({}, (), True, (0, 0)),
        Facts({}, (), False, (0, None)),
        Facts({}, (one,), True, (1, 1)),
        Facts({}, (one, one), True, (2, 2)),
        Facts({}, (one, unknown), True, (2, 2)),
        Facts({}, (one,), False, (3, 3)),
    )[shape]


@functools.cache
def derivations(law: Law) -> dict[str, tuple[Derivation, Any]]:
    """Return each derivation of the law's program, with the stage of durable_rules that runs it."""
    program, compiled = lower(law), durable.Durable(law).compiled
    pairs = [
        *zip(program.act, compiled.act, strict=True),
        (program.part, compiled.part),
        *zip(program.charge, compiled.charge, strict=True),
    ]
    return {d.mark: (d, stage) for level, stage in pairs for d in level}


def subjects(rule: Rule, law: Law) -> list[dict[str, Any]]:
    """Return the parts that *rule* is asked about: one of each way in which they can differ for it."""
    if isinstance(rule.conclusion, (Charge, Duty)):
        return [{}]
    name = "part" if isinstance(rule.conclusion, Liability) else "charge"
    found = [leaf for node in rule.nodes() for leaf in leaves(node)]
    cited = [c for leaf in found if isinstance(leaf, Subject) for c in leaf.citations]
    asked = {leaf.fact for leaf in found if isinstance(leaf, FactTest)}
    seen: dict[Any, dict[str, Any]] = {}
    for part in law.parts:
        if law.concerns(rule, part):
            subject = part.subject(name)
            told = tuple(repr(subject.get(f)) for f in sorted(asked))
            seen.setdefault((told, *(part.citation.within(c) for c in cited)), subject)
    return list(seen.values())


def conditions() -> list[Any]:
    """Return every condition of every rule under every law, those that say the same once."""
    kinds = (Charge, Duty, Liability, Operation, Order, Bar)
    seen = set()
    found = []
    for law in LAWS:
        for rule in law.rules:
            if not any(rule.nodes()) or not isinstance(rule.conclusion, kinds) or rule in seen:
                continue
            seen.add(rule)
            charge = isinstance(rule.conclusion, Charge)
            if charge:
                points = ((str(p.citation), p) for p in rule.points)
                found += [pytest.param(law, rule, p, id=f"{law.id}-{name}") for name, p in points]
            found.append(pytest.param(law, rule, None, id=f"{law.id}-{rule.key}"))
    return found


@pytest.mark.parametrize(("law", "rule", "point"), conditions())
def test_every_condition_over_all_its_assignments(law: Law, rule: Rule, point: Point | None) -> None:
    """Both engines give a condition one truth, for every assignment of its own atoms."""
    named = point or rule
    mark = str(named.citation) if isinstance(rule.conclusion, Charge) else rule.key
    derivation, stage = derivations(law)[mark]
    only = durable._Stage((derivation,), stage.rounds)
    node = condition_of(rule, point)
    case, member, marks = atoms(node, law)
    counted = any(isinstance(leaf, Count) for leaf in leaves(node))
    domains = {**case, **{f"mark:{c}": [True, False, None] for c in marks}}
    about = subjects(rule, law)
    engine = durable.Durable(law)
    shapes = 6 if member or counted else 1
    total = size_of(domains) * shapes * size_of(member) * len(about)
    stride = max(1, total // MOST) | 1
    joined: dict[Any, Any] = {}
    for number in range(0, total, stride):
        rest, at = divmod(number, len(about))
        rest, shape = divmod(rest, shapes)
        values, which = divmod(rest, size_of(member))
        given = nth(domains, values)
        facts = {f: v for f, v in given.items() if not f.startswith("mark:")}
        elements = {f.removeprefix("mark:"): v for f, v in given.items() if f.startswith("mark:")}
        group = group_of(member, shape, which)
        if (shape, which) not in joined:
            joined[shape, which] = engine._joined(group) if shapes > 1 else {}
        world = attrs.evolve(group, values=facts)
        expected = evaluate(node, scope(law, world, about[at], elements))
        known = {**facts, **joined[shape, which], **elements, **about[at], CLASS: None}
        assert truth(derivation, known) == expected, (given, group.members)
        assert durable._run(only, known)[mark] == expected, (given, group.members)


CLASS = "class:sexual-inviolability-of-minors"


def scope(law: Law, world: Facts, subject: Mapping[str, Any], elements: Mapping[str, Truth]) -> Scope:
    """Return the scope of the reference engine for one assignment."""
    return Scope(
        world,
        law.vocabulary.group or "",
        f"{law.vocabulary.member}.",
        subject,
        lambda c: any_of(elements.get(str(f.citation)) for f in law.resolve(c)),
        lambda _: None,
    )


# The charge step


MAN = {"sex": "male", "disability_group": 0, "sole_carer": False}
ADULT, CHILD, NOBODY_KNOWS = {"age": 34, **MAN}, {"age": 10, **MAN}, MAN
PERSONS = {True: ADULT, False: CHILD, None: NOBODY_KNOWS}
#: For each article: the acts it is about, and for each part a fact that alone decides it, with values
#: that make it true, false and unknown. All other circumstances are stated to be absent.
DRIVERS: dict[str, tuple[dict[str, Any], dict[str, tuple[str, Any, Any]]]] = {
    "cc:99": (
        {"act": "murder", "victims": [{"age": 40, "age_known": False}]},
        {
            "cc:99(2)": ("hooligan_motive", True, False),
            "cc:99(3)": ("victims[0].age", 9, 40),
        },
    ),
    "cc:101": (
        {"act": "murder", "form": "affect"},
        {"cc:101(2)": ("victims", [{}, {}], [{}])},
    ),
    "cc:109-1": (
        {"act": "battery", "victims": [{"age": 40}]},
        {"cc:109-1(2)": ("hooligan_motive", True, False)},
    ),
    "cc:120": (
        {"act": "rape", "victims": [{"age": 40}]},
        {
            "cc:120(2)": ("on_duty", True, False),
            "cc:120(3)": ("hiv_infection", True, False),
            "cc:120(3-1)": ("criminal_group", True, False),
            "cc:120(4)": ("careless_death", True, False),
        },
    ),
    "koap:73": (
        {"act": "domestic-misconduct", "domestic": True},
        {"koap:73(2)": ("repeat_within_year", True, False)},
    ),
    "koap:127-2": (
        {"act": "bullying", "victims": [{"age": 12}]},
        {"koap:127-2(2)": ("repeat_within_year", True, False)},
    ),
}


def base_part(article: str) -> str:
    """Return the part that the act alone meets."""
    return f"{article}(1)"


def charged(article: str, met: Mapping[str, bool], liable: bool) -> str | None:
    """Return what is charged where everything is known: the last part met, if liable."""
    if not liable:
        return None
    parts = [base_part(article), *(p for p, m in met.items() if m)]
    return parts[-1]


#: Under the code of administrative offences an unknown age decides more than liability.
STEPS = [(a, t) for a in sorted(DRIVERS) for t in (True, False, None) if t is not None or a.startswith("cc")]


@pytest.mark.parametrize(("article", "liable"), STEPS)
def test_the_charge_step_over_all_marks(article: str, liable: bool | None) -> None:
    """For every assignment of an article's marks, made real by a case, the charge is what every
    completion of the case says: settled if all agree, at least the lowest, possible if some.
    """
    facts, drivers = DRIVERS[article]
    for truths in itertools.product((True, False, None), repeat=len(drivers)):
        marks = dict(zip(drivers, truths, strict=True))
        case = witness(facts, drivers, marks, liable)
        answer = kzpenal.assess(case)
        ends = {
            charged(article, dict(zip(drivers, ends, strict=True)), person)
            for ends in itertools.product(*[(True, False) if t is None else (t,) for t in truths])
            for person in ((True, False) if liable is None else (liable,))
        }
        order = [base_part(article), *drivers]
        sure = None not in ends
        lowest = min((order.index(e) for e in ends if e is not None), default=None)
        standing = [c.provision for c in answer.charges]
        possible = {p.provision for p in answer.possible if p.what == "charge"}
        if sure:
            assert lowest is not None
            assert standing == [order[lowest]]
            assert (answer.charges[0].certainty == "settled") is (len(ends) == 1)
            assert possible == {e for e in ends if e is not None} - set(standing)
        else:
            assert standing == []
            assert possible == {e for e in ends if e is not None}
            if not possible:
                assert answer.outcome == "not-liable"


def witness(
    facts: Mapping[str, Any],
    drivers: Mapping[str, tuple[str, Any, Any]],
    marks: Mapping[str, bool | None],
    liable: bool | None,
) -> kzpenal.Case:
    """Return a case that realises *marks*: all else is stated to be absent."""
    stated = {"committed": "2024-07-01", "victims": [{"age": 40}], **facts, "offender": PERSONS[liable]}
    case = kzpenal.Case.from_dict(stated).closed()
    for part, (path, true, false) in drivers.items():
        mark = marks[part]
        case = case.but({path: None if mark is None else true if mark else false})
    return case


@pytest.mark.parametrize("form", ["affect", "excess-of-defence", "excess-of-detention", "newborn-by-mother"])
@pytest.mark.parametrize(("age", "liable"), [(34, True), (15, False), (None, None)])
def test_the_special_norm_over_all_marks(form: str, age: int | None, liable: bool | None) -> None:
    """A privileged form displaces murder whether or not the person is liable for it; unknown, both wait."""
    offender = {"sex": "female", **({} if age is None else {"age": age})}
    stated = {"act": "murder", "committed": "2024-07-01", "victims": [{"age": 40}], "offender": offender}
    case = kzpenal.Case.from_dict(stated).closed()
    met = kzpenal.assess(case.but({"form": form}))
    provisions = [c.provision for c in met.charges] + [
        p.provision for p in met.possible if p.what == "charge"
    ]
    assert not any(p.startswith("cc:99(") for p in provisions)
    assert met.outcome == {True: "charged", False: "not-liable", None: "possible"}[liable]
    unknown = kzpenal.assess(case.but({"form": "unknown"}))
    assert unknown.charges == ()
    waiting = {p.provision for p in unknown.possible if p.what == "charge"}
    # At fifteen murder is punished, and its privileged forms are not.
    assert ("cc:99(1)" in waiting) is True
    assert any(not p.startswith("cc:99(") for p in waiting) is (liable is not False)
