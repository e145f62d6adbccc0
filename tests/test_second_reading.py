"""Each article's rules against a second reading of its text, layer by layer."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

import kzpenal
from kzpenal import Act, Case
from kzpenal.aggregation import Joined, governing, limits
from kzpenal.engines.reference import Reference
from kzpenal.laws import Law, Part, printed_facts
from kzpenal.provision import (
    Aggregation,
    Bar,
    Define,
    Duty,
    Equivalence,
    Liability,
    Operation,
    Order,
    Repetition,
    Rule,
)
from kzpenal.sanction import Penalty
from kzpenal.subjects import GRADES
from kzpenal.vocabulary import Facts, flatten
from tests.second_reading.complete import complete
from tests.second_reading.reading import Subject

FOLDER = Path(__file__).parent / "second_reading"
HELPERS = {"__init__", "reading", "complete"}
MODULES = sorted(p.stem for p in FOLDER.glob("*.py") if p.stem not in HELPERS)
#: Cases tried for each article, day and layer.
CASES = 25


def read(name: str) -> ModuleType:
    """Return the second reading *name*."""
    return importlib.import_module(f"tests.second_reading.{name}")


def having(layer: str) -> list[str]:
    """Return the readings that speak about *layer*."""
    return [name for name in MODULES if hasattr(read(name), layer)]


def laws(module: ModuleType) -> Iterator[tuple[dt.date, Law]]:
    """Yield each day of the reading with the law of that day."""
    for day in module.DAYS:
        yield day, kzpenal.law(on=day)


def tried(name: str, law: Law, day: dt.date, acts: tuple[str, ...]) -> Iterator[tuple[Case, Facts]]:
    """Yield complete cases of *acts*, the same in each run."""
    random = Random(f"{name} {day}")
    for number in range(CASES):
        case = complete(random, Act(acts[number % len(acts)]), day)
        yield case, flatten(case)


def acts_of(law: Law, article: str) -> tuple[str, ...]:
    """Return the acts of *article*, and one that it is not about."""
    mine = next((a.acts for a in law.articles if str(a.citation) == article), ())
    other = next((a for a in law.acts if a not in mine), None)
    return (*mine, *([other] if other is not None else []))


def subject(law: Law, part: Part, elements: Any, classes: frozenset[str] = frozenset()) -> Subject:
    """Return *part* as a second reading is given it."""
    printed = part.charge.sanction
    points = frozenset(str(p.citation) for p in part.points if elements.get(str(p.citation)) is True)
    return Subject(
        str(part.citation),
        str(part.article),
        points,
        part.kind,
        part.gravity,
        part.charge.fault,
        frozenset(printed.kinds) if printed is not None else frozenset(),
        printed_facts(printed)["statutory.max.imprisonment"],
        classes,
        printed.added if printed is not None else frozenset(),
    )


def said(rule: Rule) -> Any:
    """Return what a rule about a charge concludes, as second readings write it."""
    told = rule.conclusion
    if isinstance(told, Operation):
        words: list[str] = [told.op]
        if told.kind is not None and told.penalty is None:
            words.append(told.kind)
        if told.amount is not None:
            words.append(f"{told.amount.value} {told.amount.unit}")
        if told.factor is not None:
            words.append(f"{told.factor.numerator}/{told.factor.denominator}")
        if told.penalty is not None:
            p = told.penalty
            words.append(f"{p.kind} {p.min}..{p.max} {p.unit}" if p.unit else p.kind)
        if told.on is not None:
            words.append(f"to {told.on}")
        return " ".join(words)
    if isinstance(told, Order):
        return (told.kind, told.force, told.min, told.max, told.unit, told.term)
    assert isinstance(told, (Bar, Define))
    return told.kind if isinstance(told, Bar) else told.name


def of_article(law: Law, article: str, *kinds: Any) -> list[Rule]:
    """Return the rules of *article* that conclude one of *kinds*."""
    return [r for r in law.concluding(*kinds) if str(r.citation.whole) == article]


@pytest.mark.parametrize("name", having("parts"))
def test_elements_are_read_alike(name: str) -> None:
    """Each part and point of the article is met in the same complete cases by rules and second reading."""
    module = read(name)
    for day, law in laws(module):
        engine = Reference(law)
        mine = {str(c) for c in law.by_citation if str(c.whole) == module.ARTICLE}
        for case, facts in tried(name, law, day, acts_of(law, module.ARTICLE)):
            marks = engine.act(facts)
            expected = {c: bool(m) for c, m in module.parts(case, day).items()}
            assert mine == set(expected), f"{day}: parts and points differ"
            wrong = {c: marks[c] for c in mine if marks[c] is not expected[c]}
            assert not wrong, f"{day}: the rules say {wrong} of {case}"


def plain(sanction: Any) -> Any:
    """Return a sanction in one shape: a penalty that is alone has its additions beside it."""
    one_of, also = list(sanction["one_of"]), list(sanction["and_also"])
    if len(one_of) == 1:
        alone = dict(one_of[0])
        also += alone.pop("with", [])
        one_of = [alone]
    return one_of, also


@pytest.mark.parametrize("name", having("sanctions"))
def test_sanctions_are_read_alike(name: str) -> None:
    """Each part threatens what the second reading says, with each addition where it says it belongs."""
    module = read(name)
    for day, law in laws(module):
        parts = [p for p in law.parts if str(p.article) == module.ARTICLE]
        got = {str(p.citation): p.charge.sanction.to_dict() for p in parts if p.charge.sanction is not None}
        expected = {c: plain(s) for c, s in module.sanctions(day).items() if s is not None}
        assert {c: plain(s) for c, s in got.items()} == expected, str(day)


@pytest.mark.parametrize("name", having("categories"))
def test_categories_are_read_alike(name: str) -> None:
    """Each part is of the kind and gravity that the second reading derives from its sanction."""
    module = read(name)
    for day, law in laws(module):
        parts = [p for p in law.parts if str(p.article) == module.ARTICLE]
        assert {str(p.citation): (p.kind, p.gravity) for p in parts} == module.categories(day), str(day)


@pytest.mark.parametrize("name", having("kind_of"))
def test_kinds_are_derived_alike(name: str) -> None:
    """Each part of the criminal code is a crime or a misdemeanour where the second reading says so."""
    module = read(name)
    for day, law in laws(module):
        for part, printed in threatening(law, module.ARTICLE):
            assert part.kind == module.kind_of(printed), f"{day} {part.citation}"


@pytest.mark.parametrize("name", having("gravity_of"))
def test_gravity_is_derived_alike(name: str) -> None:
    """Each part of the criminal code is of the gravity that the second reading derives."""
    module = read(name)
    for day, law in laws(module):
        for part, printed in threatening(law, module.ARTICLE):
            assert part.gravity == module.gravity_of(printed, part.charge.fault), f"{day} {part.citation}"


def threatening(law: Law, article: str) -> Iterator[tuple[Part, Any]]:
    """Yield each part of the code of *article* that threatens a sanction, with it as JSON has it."""
    found = [p for p in law.parts if p.citation.code == article.partition(":")[0] and p.charge.sanction]
    assert found
    for part in found:
        assert part.charge.sanction is not None
        yield part, part.charge.sanction.to_dict()


@pytest.mark.parametrize("name", having("liability"))
def test_liability_is_read_alike(name: str) -> None:
    """For each part met, the article grants and denies liability where the second reading says so.

    Of a part that names another liable person no rule of liability is asked.
    """
    module = read(name)
    for day, law in laws(module):
        engine = Reference(law)
        rules = of_article(law, module.ARTICLE, Liability)
        code = module.ARTICLE.partition(":")[0]
        for case, facts, part, elements in met(name, law, day, engine):
            if part.citation.code != code:
                continue
            marks = engine.part(facts, elements, part.citation)
            said_so = [r.conclusion for r in rules if marks[r.key] is True]
            granted = {c.grants for c in said_so if isinstance(c, Liability)}
            asked = part.charge.liable == "offender"
            got = None if not asked or not granted else "liable" if False not in granted else "not-liable"
            expected = module.liability(subject(law, part, elements), case, day)
            assert got == expected, f"{day} {part.citation}: {got}, not {expected}, of {case}"


LAYERS: dict[str, Any] = {"operations": Operation, "orders": Order, "bars": Bar, "classes": Define}


@pytest.mark.parametrize(("name", "layer"), [(name, layer) for layer in LAYERS for name in having(layer)])
def test_what_follows_a_charge_is_read_alike(name: str, layer: str) -> None:
    """For each part met, the article changes, orders, bars and classes as the second reading says."""
    module = read(name)
    for day, law in laws(module):
        engine = Reference(law)
        rules = of_article(law, module.ARTICLE, LAYERS[layer])
        code = module.ARTICLE.partition(":")[0]
        for case, facts, part, elements in met(name, law, day, engine):
            if part.citation.code != code and not any(law.concerns(r, part) for r in rules):
                continue
            marks = engine.charge(facts, elements, part.citation)
            classes = frozenset(
                k.removeprefix("class:") for k, t in marks.items() if k.startswith("class:") and t
            )
            if layer == "classes":
                names = {said(r) for r in rules}
                got = {n for n in names if n in classes}
                about = subject(law, part, elements, classes - names)
            else:
                got = {said(r) for r in rules if marks[r.key] is True}
                about = subject(law, part, elements, classes)
            expected = set(getattr(module, layer)(about, case, day))
            assert got == expected, f"{day} {part.citation}: {got}, not {expected}, of {case}"


@pytest.mark.parametrize("name", having("duties"))
def test_duties_are_read_alike(name: str) -> None:
    """The article lays the duties on authorities that the second reading says."""
    module = read(name)
    for day, law in laws(module):
        engine = Reference(law)
        rules = of_article(law, module.ARTICLE, Duty)
        for case, facts in tried(name, law, day, law.acts):
            marks = engine.act(facts)
            concluded = [r.conclusion for r in rules if marks[r.key] is True]
            got = {c.kind for c in concluded if isinstance(c, Duty)}
            assert got == set(module.duties(case, day)), f"{day}: {case}"


FINE = Penalty("fine", 20, 200, "mci")
SERVICE = Penalty("community-service", 20, 200, "hour")
TERM = Penalty("imprisonment", 6, 120, "month")
LIFE = Penalty("life-imprisonment")


def joined(grade: str, longest: int, *penalties: Penalty) -> Joined:
    """Return a charge of *grade*: a misdemeanour with *penalties*, or a crime with imprisonment."""
    if grade == "misdemeanour":
        return Joined("misdemeanour", None, None, penalties)
    return Joined("crime", grade, longest if grade == "especially-grave" else 24, (TERM,))


def way(rule: Rule) -> Any:
    """Return the ways to join that a rule allows, and the limits, as second readings write them."""
    told = rule.conclusion
    assert isinstance(told, Aggregation)
    return set(told.methods), {kind: (most.value, most.unit) for kind, most in told.at_most}


@pytest.mark.parametrize("name", having("rule"))
def test_several_sentences_are_joined_alike(name: str) -> None:
    """Charges of any two or three grades are joined as the second reading says, fined or not, or perhaps."""
    module = read(name)
    for day, law in laws(module):
        for number, longest in product((2, 3), (180, 239, 240, 300)):
            for grades in product(GRADES, repeat=number):
                told = {}
                for fined, penalties in ((True, (FINE,)), (False, (SERVICE,)), (None, (FINE, SERVICE))):
                    parts = [joined(g, longest, *penalties) for g in grades]
                    told[fined] = [way(r) for r in governing(law, module.OVER, parts)]
                about = f"{day} {grades} {longest}"
                for fined in (True, False):
                    assert told[fined] == [module.rule(list(grades), longest, fined, False)], about
                # What is not known yet leaves open what either answer would bring, and nothing else.
                assert all(w in told[None] for w in told[True] + told[False]), about
                assert all(w in told[True] + told[False] for w in told[None]), about


@pytest.mark.parametrize("name", having("rule"))
def test_life_imprisonment_is_joined_alike(name: str) -> None:
    """Where life is imposed for one crime, sentences are joined as the second reading says, or perhaps."""
    module = read(name)
    for day, law in laws(module):
        for other in GRADES:
            grades = ["especially-grave", other]
            for penalties, expected in (((LIFE,), (True,)), ((TERM, LIFE), (False, True))):
                first = Joined("crime", "especially-grave", 240, penalties)
                got = [way(r) for r in governing(law, module.OVER, [first, joined(other, 240, SERVICE)])]
                wanted = [module.rule(grades, 240, False, life) for life in expected]
                assert got == wanted, f"{day} {grades} {penalties}"


@pytest.mark.parametrize("name", having("releases"))
def test_releases_are_read_alike(name: str) -> None:
    """The releases after which an act does not count are those of the second reading, sure or not."""
    module = read(name)
    for day, law in laws(module):
        got: dict[str, bool | None] = {}
        for rule in of_article(law, module.ARTICLE, Repetition, Aggregation):
            assert isinstance(rule.conclusion, (Repetition, Aggregation))
            got |= dict.fromkeys(rule.conclusion.released, True)
            got |= dict.fromkeys(rule.conclusion.perhaps_released, None)
        assert got == module.releases(), str(day)


@pytest.mark.parametrize("name", having("joint_limits"))
def test_limits_of_joined_sentences_are_read_alike(name: str) -> None:
    """The limits that hold beside the rule that joins, or may, are those of the second reading."""
    module = read(name)
    for day, law in laws(module):
        yes_no = (False, True)
        for over, first, second, murder, alone in product(
            ("acts", "sentences"), yes_no, yes_no, yes_no, yes_no
        ):
            if (murder and not first) or (alone and not murder):
                continue
            classes: list[dict[str, bool | None]] = [
                {"by-a-minor": first, "aggravated-murder-by-a-minor": murder, "life-alone-by-a-minor": alone},
                {"by-a-minor": second},
            ]
            for grade in ("grave", "especially-grave"):
                if murder and grade == "grave":
                    continue
                parts = [Joined("crime", grade, 240, (TERM,), (c,)) for c in classes]
                caps = limits(law, over, parts)
                got = [
                    {(k, m.value, m.unit) for r in rules for k, m in measured(r)}
                    for rules in (caps.sure, caps.perhaps)
                ]
                expected = module.joint_limits(
                    over, [first, second], murder, alone, grade == "especially-grave", day
                )
                assert tuple(got) == expected, f"{day} {over} {first} {second} {murder} {alone} {grade}"


def measured(rule: Rule) -> Any:
    """Return the limits that a rule lays down, whether they are sure or not."""
    assert isinstance(rule.conclusion, Aggregation)
    return (*rule.conclusion.at_most, *rule.conclusion.perhaps_at_most)


@pytest.mark.parametrize("name", having("worth"))
def test_penalties_are_worth_alike(name: str) -> None:
    """Where penalties are added up, a unit of one is worth in another what the second reading says."""
    module = read(name)
    for day, law in laws(module):
        got: dict[tuple[str, str], Fraction] = {}
        for rule in of_article(law, module.ARTICLE, Equivalence):
            assert isinstance(rule.conclusion, Equivalence)
            kind, one = rule.conclusion.one
            for other, equal in rule.conclusion.equals:
                assert (kind, other) not in got, f"{day}: {kind} and {other} twice"
                got[kind, other] = Fraction(one.value, equal.value)
        assert got == {pair: Fraction(rate) for pair, rate in module.worth().items()}, str(day)


DONE = (
    {"act": "battery"},
    {"act": "light-harm"},
    {"act": "light-harm", "victims": [{"age": 9, "sex": "male", "age_known": True}]},
    {"act": "rape"},
    {"act": "rape", "victims": [{"age": 13, "sex": "female", "age_known": True}]},
    {"act": "violent-sexual-acts"},
    {"act": "murder"},
    {"act": "domestic-misconduct", "victims": [{"age": 30, "sex": "female", "relations": ["spouse"]}]},
)


@pytest.mark.parametrize("name", having("repeats"))
def test_what_repeats_is_read_alike(name: str) -> None:
    """Of any two deeds the later repeats the earlier where the second reading says so of their charges."""
    module = read(name)
    man = {"age": 34, "sex": "male", "disability_group": 0, "sole_carer": False, "sane": True}
    common = {"offender": man, "victims": [{"age": 30, "sex": "female"}]}
    for day in module.DAYS:
        earlier = [Case.from_dict(common | {"committed": day} | d).closed() for d in DONE]
        later = [c.but({"committed": day + dt.timedelta(days=1)}) for c in earlier]
        charged = [kzpenal.assess(c, engine="reference").charges for c in earlier]
        every = day in (module.DAYS[0], module.DAYS[-1])
        for (i, first), (j, second) in product(enumerate(earlier), enumerate(later)):
            if not every and i != j and i + 1 != j:
                continue  # between the first text and the last only like deeds, and neighbours
            expected = any(
                module.repeats(mine.provision.partition("(")[0], mine.kind, *of)
                for mine in charged[j]
                for of in {(c.provision.partition("(")[0], c.kind) for c in charged[i]}
            )
            found = kzpenal.proceedings([first, second], engine="reference")
            got = any(c.case == 1 and c.fact == "repeated" for c in found.concluded)
            assert got == expected, f"{day}: {DONE[j]} after {DONE[i]}"


def met(name: str, law: Law, day: dt.date, engine: Reference) -> Iterator[tuple[Case, Facts, Part, Any]]:
    """Yield complete cases of every act with each part whose elements are met."""
    for case, facts in tried(name, law, day, law.acts):
        elements = engine.act(facts)
        for part in law.parts:
            if elements[str(part.citation)] is True:
                yield case, facts, part, elements


def test_every_reading_is_of_an_article_that_is_encoded() -> None:
    """Each second reading names an article of the rules, and reads at least one day of each of its texts."""
    articles = {str(a.citation): a for a in kzpenal.statute().articles}
    for name in MODULES:
        module = read(name)
        article = articles[module.ARTICLE]
        for version in article.versions:
            if not version.absent and not version.not_seen:
                assert any(d in version.in_force for d in module.DAYS), f"{name}: {version.in_force}"


def test_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading that misses an age by one year is told apart from the rules."""
    module = read("cc_99")
    right = module.parts

    def wrong(case: Case, day: dt.date) -> Any:
        young = any(v.age is not None and v.age <= 14 for v in case.victims or ())  # type: ignore[operator]
        return right(case, day) | {"cc:99(3)": case.act is Act.MURDER and young}

    monkeypatch.setattr(module, "parts", wrong)
    with pytest.raises(AssertionError, match="cc:99"):
        test_elements_are_read_alike("cc_99")


def test_administrative_offences_are_of_one_kind() -> None:
    """Each part of the administrative code that threatens a sanction is of the kind that koap:25 gives it."""
    module = read("koap_25")
    for _, law in laws(module):
        for part in law.parts:
            expected = module.kind_under(part.citation.code)
            assert expected in (None, part.kind), str(part.citation)
            assert (part.kind == "administrative-offence") == (expected is not None), str(part.citation)
