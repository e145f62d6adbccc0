"""Why something holds and why not: what is argued is so, is in the rules, and is told in words."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
from attrs import frozen
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import (
    Assessment,
    Case,
    KzpenalError,
    NoLawForDay,
    NotHeld,
    answers,
    condition,
    provision,
    reasons,
)
from kzpenal.citation import cite
from kzpenal.cli import main
from kzpenal.condition import Test as FactTest
from kzpenal.condition import value_truth
from kzpenal.operations import GAPS
from kzpenal.provision import Define
from kzpenal.reasons import KEYS, STATEMENTS, Reason
from kzpenal.sanction import KINDS
from kzpenal.testing import cases
from kzpenal.vocabulary import Interval, flatten

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SNAPSHOTS = Path(__file__).parent / "snapshots"
SCHEMA = jsonschema.Draft202012Validator(kzpenal.reason_schema())
LANGS = ("en", "ru", "kk")
#: Few draws, each looked at in full: an answer holds dozens of things to argue.
FEW = settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))

HELD = ("charges", "mandatory", "orders", "bars", "duties", "gaps")


@lru_cache(maxsize=64)
def answer_to(case: Case) -> Assessment:
    """Return the answer to *case* by one engine."""
    return kzpenal.assess(case, engine="reference")


@lru_cache(maxsize=16)
def example(name: str) -> Assessment:
    """Return the answer to one of the examples."""
    return kzpenal.assess(kzpenal.read_case(EXAMPLES / f"{name}.yaml"), engine="reference")


def by_women() -> st.SearchStrategy[Case]:
    """Return murders and suicides of children at stages and by persons for whom the law has gaps."""
    return st.builds(
        lambda act, stage, sex, age, day: Case.from_dict(
            {
                "act": act,
                "committed": day.isoformat(),
                "stage": stage,
                "victims": [{"age": 9}],
                "offender": {"age": age, "sex": sex},
            }
        ).closed(),
        st.sampled_from(["murder", "promote-suicide", "drive-to-suicide", "rape"]),
        st.sampled_from(["completed", "attempt", "preparation"]),
        st.sampled_from(["female", "male"]),
        st.sampled_from([15, 17, 34, 64]),
        st.sampled_from([dt.date(2024, 7, 1), dt.date(2025, 10, 1)]),
    )


def assessed(case: Case) -> Assessment:
    """Return the answer to *case*; what the law does not answer is not drawn."""
    try:
        return answer_to(case)
    except NoLawForDay:
        assume(False)
        raise


TOLD = st.sampled_from(sorted(p.stem for p in EXAMPLES.glob("*.yaml"))).map(lambda n: example(n).case)
DRAWN = st.one_of(by_women(), TOLD, cases(), cases().map(lambda c: c.closed()))


def items(answer: Assessment) -> Iterator[tuple[str, Any]]:
    """Yield everything that *answer* holds, with the name of where it stands."""
    for name in HELD:
        for item in getattr(answer, name):
            yield name, item


def steps(argued: tuple[Reason, ...]) -> Iterator[Reason]:
    """Yield every step of *argued*."""
    for one in argued:
        yield from one.walk()


def stated(answer: Assessment, path: str) -> Any:
    """Return what the case states, or what follows from it, of the fact at *path*."""
    facts = flatten(answer.case)
    if path == "victims":
        low, high = facts.total
        return low if low == high else None
    if path.startswith("victims["):
        number, _, name = path.removeprefix("victims[").partition("].")
        return facts.members[int(number)][f"victim.{name}"]
    return facts.values[path]


@lru_cache(maxsize=256)
def lines_of(file: str) -> int:
    """Return how many lines the file of rules has."""
    return len((ROOT / file).read_text("utf-8").splitlines())


def check_citations(answer: Assessment, argued: tuple[Reason, ...]) -> None:
    """Check that the argument names a provision of the law, and that every place it names is there."""
    law = answer.openness.law
    known = {a.citation for a in law.articles}
    assert any(s.provision and s.place for s in steps(argued))
    for step in steps(argued):
        if step.provision is not None and step.key != "exception":
            assert cite(step.provision).whole in known, step
        if step.place:
            file, _, line = step.place.rpartition(":")
            assert 1 <= int(line) <= lines_of(file), step.place


def check_facts(answer: Assessment, argued: tuple[Reason, ...]) -> None:
    """Check that each fact named is stated so, or taken for granted, and makes the test what is said."""
    words = answer.openness.law.vocabulary
    for step in steps(argued):
        for (path, _), value in zip(step.facts, step.values, strict=True):
            if words.fact(path) is None and path != words.group:
                continue  # of a part or a charge: nobody states it
            held = stated(answer, path)
            if path in step.presumed:
                assert value is not None
                assert held in (None, value), path
            elif not isinstance(value, str) or ".." not in value:
                assert value == held, path
            if isinstance(step.node, FactTest) and path != words.group:
                truth = value_truth(step.node, value)
                met = truth if step.node.positive or truth is None else not truth
                assert step.truth == {True: "met", False: "failed", None: "unknown"}[met], step


@pytest.mark.dear
@FEW
@given(case=DRAWN)
def test_everything_in_an_answer_has_a_why(case: Case) -> None:
    """Each charge, penalty, order, bar, duty and gap is argued: met, by provisions that are there."""
    answer = assessed(case)
    for name, item in items(answer):
        argued = answer.why(item)
        asked = [r for r in argued if r.key not in STATEMENTS and not r.against]
        assert asked
        assert {r.truth for r in asked} <= ({"met"} if name != "charges" else {"met", "failed"})
        assert asked[0].truth == "met"
        check_citations(answer, argued)
        check_facts(answer, argued)
    for immunity in answer.by:
        check_citations(answer, answer.why(immunity))
    for entry in answer.possible[:20]:
        check_citations(answer, answer.why(entry))
        assert any(s.truth == "unknown" for s in steps(answer.why(entry)))


@pytest.mark.dear
@FEW
@given(case=DRAWN)
def test_why_not_names_what_failed(case: Case) -> None:
    """Of each part about the act that is not charged, `why_not` names what is not met, not known, or stands
    against it; the facts are those of the case, and the case may state them so.
    """
    answer = assessed(case)
    charged = {c.provision for c in answer.charges}
    about = [p for p in answer.openness.law.parts if case.act.value in p.within.acts]
    for part in about:
        if str(part.citation) in charged:
            continue
        argued = answer.why_not(str(part.citation))
        check_facts(answer, argued)
        decisive = [s for s in steps(argued) if s.facts]
        assert decisive
        assert all(r.truth != ("failed" if r.against else "met") for r in argued)
        named = {p: v for s in decisive for (p, _), v in zip(s.facts, s.values, strict=True)}
        words = answer.openness.law.vocabulary
        so = {
            p: v for p, v in named.items() if v is not None and words.fact(p) and not isinstance(v, Interval)
        }
        again = case.but({p: sorted(v) if isinstance(v, frozenset) else v for p, v in _askable(so).items()})
        assert flatten(again).values["act"] == case.act.value


def _askable(facts: dict[str, Any]) -> dict[str, Any]:
    """Return those of *facts* that a case states itself, and does not derive from days and relations."""
    derived = ("age", "age_at_decision", "age_known", "months_since_act", "domestic", "repeat_within_year")
    return {p: v for p, v in facts.items() if p.rpartition(".")[2] not in derived}


@pytest.mark.dear
@FEW
@given(case=DRAWN, lang=st.sampled_from(LANGS))
def test_arguments_are_told_in_words(case: Case, lang: str) -> None:
    """No text of an argument holds a word of the engine, a class, or a test as a rule writes it."""
    answer = assessed(case)
    modules: tuple[Any, ...] = (answers, condition, provision, reasons)
    classes = {n for m in modules for n, c in vars(m).items() if isinstance(c, type)} | {
        "None",
        "True",
        "False",
    }
    classes |= {"Kleene", "marks", "node", "nodes", "engine", "durable", "stratum"}
    every = [i for _, i in items(answer)]
    asked = [*every[:: 1 + len(every) // 8], str(answer.openness.law.parts[0].citation)]
    for item in asked:
        for argued in (answer.why(item), answer.why_not(item)):
            for reason in argued:
                told = re.sub(r"  \[[^\]]*:\d+\]$", "", reason.render(lang), flags=re.M)
                assert not classes & set(re.findall(r"[\w-]+", told))
                for step in reason.walk():
                    if isinstance(step.node, FactTest) and " " in step.node.text:
                        assert step.node.text not in told


@pytest.mark.dear
@FEW
@given(case=DRAWN)
def test_arguments_fit_their_schema(case: Case) -> None:
    """Each argument is plain JSON of the one shape, the same after a way through text, in every language."""
    answer = assessed(case)
    every = [i for _, i in items(answer)]
    found = [r for i in every[:: 1 + len(every) // 8] for r in answer.why(i)]
    found += [r for k in ("life-imprisonment", "no-imposable-penalty") for r in answer.why_not(k)]
    for reason in [r for r in dict.fromkeys(found) if sum(1 for _ in r.walk()) < 150]:
        document = reason.to_dict()
        SCHEMA.validate(document)
        assert json.loads(json.dumps(document)) == document
        assert set(document["text"]) == set(LANGS)
        assert reason.to_dict(["ru"])["text"] == {"ru": document["text"]["ru"]}


def test_the_schema_is_a_schema() -> None:
    """The schema is valid, is made anew for each caller, and refuses a truth for what is only told."""
    jsonschema.Draft202012Validator.check_schema(kzpenal.reason_schema())
    kzpenal.reason_schema()["$defs"].clear()
    assert kzpenal.reason_schema()["$defs"]
    (told,) = [s for s in example("child-murder").why("life-imprisonment")[0].walk() if s.key == "printed"]
    SCHEMA.validate(told.to_dict())
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate({**told.to_dict(), "truth": "met"})


def test_whatever_the_law_holds_may_be_asked() -> None:
    """Every provision, point and kind of the law of the day is argued, whatever its rules conclude."""
    answer = example("battery-media-report")
    law = answer.openness.law
    cited = {str(c) for p in law.provisions() for c in (p.citation, *(x.citation for x in p.points))}
    kinds = {*KINDS, *GAPS, "lifelong-ban"}
    kinds |= {r.conclusion.name for r in law.concluding(Define) if isinstance(r.conclusion, Define)}
    seen = set()
    for asked in (*sorted(cited), *sorted(str(a.citation) for a in law.articles), *sorted(kinds)):
        argued = answer.why(asked)
        assert argued, asked
        seen |= {s.key or "condition" for s in steps(argued)}
        for reason in argued:
            assert reason.told("kk")
    assert {"class", "classify", "states", "no-charge", "duty", "order", "bar", "operation"} <= seen
    assert seen <= {*KEYS, "condition"}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("cc:999", "`cc:999` is not encoded under in-force:2024-07-01"),
        ("cc:99(", "`cc:99(` is no citation"),
        ("life-imprisonmen", "did you mean `life-imprisonment`?"),
        ("", "is no provision and no kind"),
        ("contact-ban@cc:999", "`cc:999` is not encoded"),
        ("nonsense@cc:99(3)", "is no provision and no kind"),
        ("contact-ban@nonsense", "is no citation"),
        (7, "7 is no provision"),
        (None, "is no provision"),
    ],
)
@pytest.mark.parametrize("way", ["why", "why_not"])
def test_what_the_law_does_not_know_is_refused(way: str, asked: Any, says: str) -> None:
    """An ID that the law of the day does not know is one clear message with a cure, and a KeyError too."""
    with pytest.raises(NotHeld) as caught:
        getattr(example("child-murder"), way)(asked)
    assert says in str(caught.value)
    (problem,) = caught.value.problems
    assert problem.code == "KZP402"
    assert problem.help
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, KzpenalError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_an_item_and_its_id_are_argued_alike() -> None:
    """What is asked by an item of the answer is what is asked by its id."""
    answer = example("child-murder")
    for name, item in items(answer):
        if name not in ("mandatory", "orders"):
            assert answer.why(item) == answer.why(item.id)
        assert set(answer.why(item)) <= set(answer.why(item.id))


def test_a_penalty_is_argued_operation_by_operation() -> None:
    """A penalty tells the sanction as printed, each operation with before and after, and what is left."""
    (reason,) = example("child-murder-by-woman-2025").why("imprisonment")
    assert reason.truth == "met"
    changes = [s for s in reason.walk() if s.key == "change"]
    charge = example("child-murder-by-woman-2025").charges[0]
    assert [(c.provision, c.before, c.after) for c in changes] == [
        (s.provision, s.before, s.after) for s in charge.steps
    ]
    assert reason.parts[0].sanction == charge.statutory
    assert reason.parts[-1].sanction == charge.sanction
    looked = [s for p in reason.parts if p.key == "looked-at" for s in p.parts]
    assert {s.truth for s in looked} == {"failed"}
    assert all(any(f.facts for f in s.walk()) for s in looked)


def test_why_not_a_penalty_names_what_took_it_away() -> None:
    """The argument against a penalty holds the operation that excludes it, with the fact that met it."""
    (reason,) = example("child-murder-by-woman-2024").why_not("life-imprisonment")
    assert reason.truth == "failed"
    (taking,) = [s for s in reason.walk() if s.against and s.key == "operation"]
    assert taking.provision == "cc:46(4)"
    assert ("offender.sex", "female") in [f for s in taking.walk() for f in s.facts]


def test_a_gap_names_the_operation_that_led_to_it() -> None:
    """A gap tells the operation after which no penalty is left."""
    answer = example("child-murder-by-woman-2024")
    (reason,) = answer.why(answer.gaps[0])
    assert [s.after for s in reason.walk() if s.key == "change"] == [None]
    assert [s.sanction.one_of for s in reason.walk() if s.key == "left" and s.sanction] == [()]


def test_where_nothing_is_charged_the_parts_tried_are_named() -> None:
    """Asked about a kind where there is no charge, each part about the act says why it is not charged."""
    case = Case.from_dict({"act": "murder", "committed": "2024-07-01", "victims": [], "offender": {"age": 9}})
    answer = answer_to(case.closed())
    assert not answer.charges
    (reason,) = answer.why_not("life-imprisonment")
    assert reason.key == "no-charge"
    assert {s.provision for s in reason.parts} >= {"cc:99(1)", "cc:99(3)"}
    assert ("offender.age", "9") in [f for s in reason.walk() for f in s.facts]


def test_each_reading_is_argued_where_they_differ() -> None:
    """Where the kind of an offence is open, and the argument hangs on it, each reading has its own."""
    answer = example("promotion-of-suicide")
    assert answer.readings
    argued = answer.why("cc:98-3(1)")
    readings = {r.kind for r in answer.why("compulsory-payment") if r.key == "reading"}
    assert argued
    assert readings == {r.kind for r in answer.readings}


def test_a_copy_argues_the_same() -> None:
    """A copied or pickled answer argues as the answer does."""
    answer = example("child-murder")
    for again in (copy.deepcopy(answer), pickle.loads(pickle.dumps(answer))):
        assert again.why("contact-ban") == answer.why("contact-ban")


# Somebody else's rules


@frozen
class Lamp:
    """One lamp of a street."""

    lit: bool | None = None


@frozen
class Street:
    """A case about lamps, in words that are not those of `Case`."""

    act: Literal["pass", "stop"]
    committed: dt.date
    lamps: tuple[Lamp, ...] | None = None
    fast: bool | None = None


STREET = """
article: road:1
acts: [pass]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2024-07-01, url: "https://example.org/road"}]
    parts:
      "1":
        sanction: {one_of: [fine up to 10 mci]}
        when: act is pass
      "2":
        sanction: {one_of: [fine up to 20 mci]}
        of: ["1"]
        all:
          - no: lamp.lit
      "3":
        operation: cap fine 5 mci
        when: not fast
"""


def test_the_words_of_other_rules_are_told(tmp_path: Path) -> None:
    """Facts, groups and places of somebody else's rules are argued by their own names."""
    (tmp_path / "road.yaml").write_text(STREET, "utf-8")
    law = kzpenal.load(tmp_path, facts=Street).law(on=dt.date(2024, 7, 1))
    case = Street(act="pass", committed=dt.date(2024, 7, 1), lamps=(Lamp(lit=True),), fast=False)
    answer = kzpenal.assess(case, law=law, engine="reference")
    (reason, *_) = answer.why_not("road:1(2)")
    assert "lamp 1: met" in reason.render()
    assert "lamps[0].lit = yes" in reason.render()
    assert "road.yaml:" in reason.render()
    (fine,) = answer.why("fine")
    assert "fine, up to 10 MCI → fine, up to 5 MCI" in fine.render()
    with pytest.raises(NotHeld, match="is no provision and no kind"):
        answer.why("contact-ban")


def test_an_argument_has_an_end(tmp_path: Path) -> None:
    """Classes that each rest on the two before are argued in bounded length, however many ways lead down."""
    rules = ["          - {define: c0, when: fast}", "          - {define: c1, when: fast}"]
    for number in range(2, 60):
        one, other = (f"charge.classes has c{number - i}" for i in (1, 2))
        rules.append(f"          - {{define: c{number}, any: [{one}, {other}]}}")
    more = '      "4":\n        rules:\n' + "\n".join(rules) + '\n      "5":\n        bar: parole\n'
    (tmp_path / "road.yaml").write_text(STREET + more + "        when: charge.classes has c59\n", "utf-8")
    law = kzpenal.load(tmp_path, facts=Street).law(on=dt.date(2024, 7, 1))
    case = Street(act="pass", committed=dt.date(2024, 7, 1), lamps=(), fast=True)
    answer = kzpenal.assess(case, law=law, engine="reference")
    (reason,) = answer.why(answer.bars[0])
    assert reason.truth == "met"
    assert sum(1 for _ in reason.walk()) < 10_000
    assert len(reason.render().splitlines()) < 1_000


# The command


def run(*arguments: str) -> Any:
    """Return what `kzpenal explain` does with *arguments* for a child's murder."""
    return CliRunner().invoke(main, ["explain", str(EXAMPLES / "child-murder.yaml"), *arguments])


def test_the_command_argues_for_and_against() -> None:
    """`explain` prints `why` of ID, then `why_not` of `--not`, in the language asked for."""
    answer = kzpenal.assess(kzpenal.read_case(EXAMPLES / "child-murder.yaml"))
    result = run("contact-ban", "--not", "cc:99(2)", "--lang", "kk", "--engine", "reference")
    assert result.exit_code == 0
    pro = "".join(r.render("kk") + "\n" for r in answer.why("contact-ban"))
    contra = "".join(r.render("kk") + "\n" for r in answer.why_not("cc:99(2)"))
    assert result.stdout == f"{pro}\n{contra}"


def test_the_command_argues_everything_as_json() -> None:
    """Without ID, `explain` argues each thing in the answer; `--json` gives arguments of the schema."""
    result = run("--json", "--engine", "reference")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert [d["asked"] for d in document] == [i.id for _, i in items(example("child-murder"))]
    for argued in document:
        assert argued["not"] is False
        assert argued["arguments"]
        SCHEMA.validate(argued["arguments"][0])
    text = run("--engine", "reference").stdout
    assert len(text.split("\n\n")) == len(document)


# Snapshots

ARGUMENTS = {
    "penalty": ("child-murder-by-woman-2025", "why", "imprisonment"),
    "gap": ("child-murder-by-woman-2024", "why", "no-imposable-penalty"),
    "bar": ("rape-of-15-year-old", "why", "conditional-sentence"),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_are_told_as_before(name: str, lang: str) -> None:
    """An argument reads as the snapshot does, lines of files aside, in each language."""
    file, way, asked = ARGUMENTS[name]
    told = "\n".join(r.render(lang) for r in getattr(example(file), way)(asked)) + "\n"
    told = re.sub(r":\d+\]$", "]", told, flags=re.M)
    assert told == (SNAPSHOTS / f"why-{name}.{lang}.txt").read_text("utf-8")
