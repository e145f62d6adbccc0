"""Receipts: what was answered is checked again from the paper alone, and no change in it goes unseen."""

from __future__ import annotations

import ast
import copy
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzpenal
from kzpenal import Assessment, Case, KzpenalError, NoLawForDay, Offender, Statute, Victim, sealing, verifying
from kzpenal.cli import main
from kzpenal.engines.durable import available
from kzpenal.testing import strategies
from tests import small
from tests.test_foreign import GENERAL, NOW, SPECIAL, Animal, Deed, Farm, Keeper, farms, write
from tests.test_layers import imported, modules

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = dt.date(2024, 7, 1)
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def assess(case: Any, **more: Any) -> Assessment:
    """Return the answer about *case* by the reference engine."""
    return kzpenal.assess(case, engine="reference", **more)


def told(found: kzpenal.Verification) -> list[str]:
    """Return the codes and messages of what was found."""
    return [f"{f.code} {f.message}" for f in found.faults]


def forged(document: dict[str, Any], name: str = "receipt") -> bytes:
    """Return *document* with its hash made anew, as one who changes a receipt would."""
    return sealing.sealed(name, document)


@pytest.fixture(scope="module")
def beasts(tmp_path_factory: pytest.TempPathFactory) -> Statute:
    """Return the law on beasts, over facts of its own."""
    return kzpenal.load(write(tmp_path_factory.mktemp("beasts"), GENERAL | SPECIAL), facts=Farm)


@pytest.fixture(scope="module")
def child() -> Assessment:
    """Return the answer about the killing of a child."""
    case = Case(
        act="murder",
        committed=DAY,
        victims=[Victim(age=9, sex="female")],
        offender=Offender(born=dt.date(1990, 3, 5), sex="male"),
    )
    return assess(case)


# Round trips


@pytest.mark.parametrize("name", ["child-murder", "battery-media-report"])
def test_a_receipt_of_an_example_holds(name: str) -> None:
    """A receipt is its canonical form and hash, says what the answer says, and holds when derived again."""
    answer = kzpenal.assess(kzpenal.read_case(EXAMPLES / f"{name}.yaml"))
    made = answer.receipt()
    document = made.to_dict()["receipt"]
    assert made.data == sealing.canonical(made.to_dict())
    assert made.sha256 == hashlib.sha256(sealing.canonical(document)).hexdigest()
    assert document["answer"] == answer.to_dict()
    assert made.openings is None
    assert answer.receipt() == made
    found = kzpenal.verify(made, sha256=made.sha256)
    assert (found.ok, found.derived_again, told(found)) == (True, True, [])


@pytest.mark.dear
@settings(deadline=None, max_examples=6, suppress_health_check=SLOW)
@given(case=strategies.cases(), closed=st.booleans())
def test_every_receipt_holds(case: Case, closed: bool) -> None:
    """Whatever the case, the receipt of its answer holds, and the answer derived again is the same."""
    try:
        answer = assess(case.closed() if closed else case)
    except NoLawForDay:
        return
    found = kzpenal.verify(answer.receipt())
    assert (told(found), found.derived_again) == ([], True)


@settings(deadline=None, max_examples=20, suppress_health_check=SLOW)
@given(case=farms(), data=st.data())
def test_receipts_of_somebody_elses_law_hold(beasts: Statute, case: Farm, data: st.DataObject) -> None:
    """Under other rules a receipt holds too, with facts withheld, and with all or some of them opened."""
    try:
        answer = assess(case, law=beasts.law(on=NOW))
    except NoLawForDay:
        return
    made = answer.receipt()
    found = kzpenal.verify(made, statute=beasts)
    assert (told(found), found.derived_again) == ([], True)
    paths = [
        f["path"] for f in made.to_dict()["receipt"]["facts"] if f["path"] not in ("act", "animals_count")
    ]
    if not paths:
        return
    try:
        made = answer.receipt(withhold=data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=3)))
    except KzpenalError:
        return  # it follows from what cannot be withheld
    assert made.openings is not None
    found = kzpenal.verify(made, statute=beasts)
    assert (told(found), found.derived_again) == ([], False)
    found = kzpenal.verify(made, statute=beasts, openings=made.openings)
    assert (told(found), found.derived_again) == ([], True)
    some = json.loads(made.openings)["openings"]
    some["facts"] = some["facts"][:-1]
    found = kzpenal.verify(made, statute=beasts, openings=forged(some, "openings"))
    assert (told(found), found.derived_again) == ([], False)


@settings(deadline=None, max_examples=12, suppress_health_check=SLOW)
@given(files=small.statutes(), case=small.small_cases())
def test_the_checker_reads_random_rules_as_the_engines_do(
    files: dict[str, Any], case: small.Small, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Under rules drawn by chance, the checker finds for every answer the truths that are in it."""
    try:
        statute = small.load(files, tmp_path_factory.mktemp("small"))
    except kzpenal.RulesInvalid:
        return
    answer = assess(case, law=statute.law(on=dt.date(2020, 6, 1)))
    found = kzpenal.verify(answer.receipt(), statute=statute)
    assert (told(found), found.derived_again) == ([], True)


@pytest.mark.parametrize(
    ("facts", "bill"),
    [
        ({"decided": "2025-12-01", "offender.sex": "female"}, None),  # a later law that may be milder
        ({"act": "promote-suicide"}, None),  # a kind that cannot be derived
        ({"act": "battery"}, "bill-2024-02-21"),  # a bill, by which something is punished more severely
        ({"offender.age": 12}, None),  # one who is not liable
    ],
)
def test_answers_of_every_kind_have_receipts(facts: dict[str, Any], bill: str | None) -> None:
    """An answer of a later law, with readings, of a bill, or of one not liable, has a receipt that holds."""
    case = Case(act="murder", committed=DAY, victims=[Victim(age=9)], offender=Offender(age=34)).but(facts)
    answer = assess(case, law=None if bill is None else kzpenal.law(bill=bill))
    found = kzpenal.verify(answer.receipt())
    assert (told(found), found.derived_again) == ([], True)


# Changes


@pytest.mark.dear
def test_every_change_of_one_byte_is_found(child: Assessment) -> None:
    """A receipt in which any one byte is another, is gone, or is added, is refused."""
    paper = child.receipt().data
    for at in range(len(paper)):
        changed = bytearray(paper)
        changed[at] ^= 1 << (at % 8)
        assert sealing.read_sealed(bytes(changed), "receipt")[2], at
    for at in range(0, len(paper), 97):
        assert sealing.read_sealed(paper[:at] + paper[at + 1 :], "receipt")[2], at
        assert sealing.read_sealed(paper[:at] + paper[at : at + 1] + paper[at:], "receipt")[2], at
    for added in (b"\n", b" ", b"\x00"):
        assert not kzpenal.verify(paper + added).ok
        assert not kzpenal.verify(added + paper).ok


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in *tree*."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def another(value: Any) -> list[Any]:
    """Return other values that might stand in the place of *value*."""
    if isinstance(value, bool) or value is None:
        return [v for v in (True, False, None) if v is not value]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, str):
        return [value + "x", ""] if value else ["x"]
    return [[], {}, None] if value else [None]


def forgeries(document: dict[str, Any], path: tuple[Any, ...], most: int = 9) -> Iterator[bytes]:
    """Yield the receipt of *document*, hashed anew, with what stands at *path* changed, then gone."""
    *steps, last = path
    here: Any = document
    for step in steps:
        here = here[step]
    value = here[last]
    for other in another(value)[:most]:
        here[last] = other
        yield forged(document)
    here[last] = value
    if most > 1:
        del here[last]
        yield forged(document)
        here.insert(last, value) if isinstance(here, list) else here.update({last: value})


def held(data: bytes, statute: Statute, openings: bytes | None = None) -> bool:
    """Say whether a receipt holds; the cheap checks first."""
    if verifying.check(data, statute, openings=openings).faults:
        return False
    return kzpenal.verify(data, statute=statute, openings=openings).ok


@pytest.mark.dear
def test_no_value_can_be_changed_even_with_a_new_hash(beasts: Statute) -> None:
    """Change, empty or delete any value and hash anew: what holds is only the true receipt of other facts."""
    two = (Animal(age=0, species="dog"), Animal(age=3))
    case = Farm(act=Deed.BEAT, animals=two, keeper=Keeper(age=17, poor=True))
    document = assess(case, law=beasts.law(on=NOW)).receipt().to_dict()["receipt"]
    assert document["answer"]["charges"]
    tried, others = 0, set()
    for path in list(places(document)):
        for data in forgeries(document, path, 9 if len(path) < 4 else 1):
            tried += 1
            if held(data, beasts):
                stated = kzpenal.verify(data, statute=beasts).case
                assert stated != case
                assert assess(stated, law=beasts.law(on=NOW)).receipt().data == data, path
                others.add(path[0])
    assert tried > 500
    assert others <= {"facts"}


@pytest.mark.dear
def test_what_is_withheld_cannot_be_changed_either(beasts: Statute) -> None:
    """With the openings, a change of any value of a receipt that withholds facts is found too."""
    case = Farm(act=Deed.KILL, animals=(Animal(dying=True, age=1),), keeper=Keeper(age=30))
    made = assess(case, law=beasts.law(on=NOW)).receipt(withhold=["animals[0]", "keeper.age"])
    document = made.to_dict()["receipt"]
    apart = json.loads(str(made.openings))["openings"]
    for path in [p for p in places(document) if len(p) < 6]:
        (data,) = forgeries(document, path, 1)
        openings = forged({**apart, "receipt": json.loads(data)["sha256"]}, "openings")
        assert not held(data, beasts, openings), path


@pytest.mark.dear
def test_each_field_of_a_receipt_of_the_penal_law_is_checked(child: Assessment) -> None:
    """One value of each kind of field, changed with a new hash, is found, and told by its code."""
    document = child.receipt().to_dict()["receipt"]
    codes = {
        "law": {"KZP503", "KZP506"},
        "kzpenal": {"KZP503"},
        "schema": {"KZP501"},
        "engine": {"KZP501", "KZP506"},
        "case": {"KZP501", "KZP504", "KZP505"},
        "facts": {"KZP501", "KZP504", "KZP505"},
        "provisions": {"KZP501", "KZP503"},
        "answer": {"KZP501", "KZP503", "KZP506"},
        "proof": {"KZP501", "KZP505"},
    }
    seen: set[tuple[Any, ...]] = set()
    for path in list(places(document)):
        kind = tuple("*" if isinstance(step, int) else step for step in path)
        if kind in seen or len(kind) > 4:
            continue
        seen.add(kind)
        (data,) = forgeries(document, path, 1)
        found = verifying.check(data, kzpenal.statute())
        if found.ok:
            found = kzpenal.verify(data)
        assert not found.ok, path
        assert {f.code for f in found.faults} & codes[str(path[0])], (path, told(found))
    assert len(seen) > 50


def test_a_lie_that_fits_the_facts_is_found_by_the_proof(child: Assessment) -> None:
    """A charge, measure, order or bar that is left out or added is not what the proof supports."""
    document = child.receipt().to_dict()["receipt"]
    for name in ("charges", "mandatory", "bars"):
        for items in (document["answer"][name][1:], document["answer"][name] * 2):
            changed = {**document, "answer": {**document["answer"], name: items}}
            found = verifying.check(forged(changed), kzpenal.statute())
            assert f"KZP506 `answer.{name}` is not what the proof supports" in told(found)


def test_a_true_answer_to_other_facts_is_another_receipt(child: Assessment) -> None:
    """A receipt made anew for other facts holds, and is told apart by the hash known from elsewhere."""
    other = assess(child.case.but({"victims[0].age": 15})).receipt()
    assert kzpenal.verify(other).ok
    found = kzpenal.verify(other, sha256=child.receipt().sha256)
    assert [f.code for f in found.faults] == ["KZP502"]


def test_rules_that_changed_are_told(tmp_path: Path) -> None:
    """A provision used that is no longer what it was, or has moved, is named; so is a law that is another."""
    first = kzpenal.load(write(tmp_path, GENERAL | SPECIAL), facts=Farm)
    made = assess(Farm(act=Deed.KILL, keeper=Keeper(age=30)), law=first.law(on=NOW)).receipt()
    again = kzpenal.load(tmp_path, facts=Farm)
    assert kzpenal.verify(made, statute=again).ok
    rules = (tmp_path / "011.yaml").read_text("utf-8")
    (tmp_path / "011.yaml").write_text(rules.replace("2..6 years", "2..7 years"), "utf-8")
    codes = told(kzpenal.verify(made, statute=kzpenal.load(tmp_path, facts=Farm)))
    assert "KZP503 `bc:11(1)` in the rules is not what it was when the receipt was made" in codes
    assert any(c.startswith("KZP503 the law in-force:2023-01-01 has the hash") for c in codes)
    (tmp_path / "011.yaml").write_text("# A line.\n" + rules.lstrip("\n"), "utf-8")
    (tmp_path / "012.yaml").write_text("\n\n" + SPECIAL["012"], "utf-8")
    codes = told(kzpenal.verify(made, statute=kzpenal.load(tmp_path, facts=Farm)))
    assert [c for c in codes if "stands at `012.yaml" in c] == codes


# Withholding


def test_a_withheld_fact_tells_only_what_it_answers(
    monkeypatch: pytest.MonkeyPatch, child: Assessment
) -> None:
    """Two ages or days that answer every test alike give receipts that differ in salted hashes alone."""
    monkeypatch.setattr("secrets.token_hex", lambda n: "0" * 2 * n)

    def paper(changes: dict[str, Any], withhold: list[str]) -> tuple[str, list[str]]:
        made = assess(child.case.but(changes)).receipt(withhold=withhold)
        document = made.to_dict()["receipt"]
        hashes = [f.pop("sha256") for f in document["facts"] if "sha256" in f]
        return json.dumps(document), hashes

    for withhold, one, two in (
        (["victims[0]"], {"victims[0].age": 9}, {"victims[0].age": 8}),
        (["offender.born"], {"offender.born": "1990-03-05"}, {"offender.born": "1991-11-20"}),
        (["offender.age"], {"offender.born": "1990-03-05"}, {"offender.born": "1991-11-20"}),
    ):
        first, second = paper(one, withhold), paper(two, withhold)
        assert first[0] == second[0]
        assert first[1] != second[1]


def test_what_is_withheld_is_nowhere_and_what_was_used_is_seen(child: Assessment) -> None:
    """A withheld day of birth, the ages that follow from it and their copies stand nowhere in clear."""
    made = child.receipt(withhold=["offender.born", "victims[0]"])
    facts = {f["path"]: f for f in made.to_dict()["receipt"]["facts"]}
    hidden = {"offender.born", "offender.age", "offender.age_at_decision", "victims[0].age", "victims[0].sex"}
    assert {p for p, f in facts.items() if "sha256" in f} == hidden
    assert "1990-03-05" not in made.text
    assert "34" not in json.dumps([f.get("value") for f in facts.values()])
    assert '"value":34' not in made.text
    assert '"value":9' not in made.text
    assert all("value" not in facts[p] for p in hidden)
    assert (facts["victims[0].age"]["used"], facts["victims[0].sex"]["used"]) == (True, False)
    assert {"fact": "offender.age_at_decision", "withheld": True} in made.to_dict()["receipt"]["answer"][
        "presumed"
    ]
    salts = [o["salt"] for o in json.loads(str(made.openings))["openings"]["facts"]]
    assert len(set(salts)) == len(hidden)
    assert all(len(s) == 32 for s in salts)
    assert child.receipt(withhold=["offender.born", "victims[0]"]).sha256 != made.sha256
    assert "salt" not in repr(made)


def test_amounts_that_tell_a_withheld_day_are_withheld() -> None:
    """Where the day whose index counts is withheld, what a fine comes to in tenge is not told either."""
    case = Case(act="bullying", committed=DAY, initiated=dt.date(2024, 8, 9), systematic=True)
    case = case.but({"victims": [{"age": 12}], "offender": {"age": 30}})
    answer = assess(case)
    assert any(p.on == dt.date(2024, 8, 9) for p in answer.money)
    made = answer.receipt(withhold="initiated")
    assert "2024-08-09" not in made.text
    assert all(m.get("withheld") for m in made.to_dict()["receipt"]["answer"]["money"])
    assert kzpenal.verify(made, openings=made.openings).derived_again


def test_a_report_says_what_could_not_be_checked(child: Assessment) -> None:
    """Without openings the report names what is withheld, what was taken on trust, and what is unchecked."""
    made = child.receipt(withhold=["victims[0].age"])
    found = kzpenal.verify(made)
    assert (found.ok, found.derived_again, found.withheld) == (True, False, ("victims[0].age",))
    assert [(c.test, c.truth) for c in found.claims] == [
        ("victim.age between ..13", True),
        ("victim.age between ..17", True),
    ]
    lines = found.lines()
    assert "The answer was not derived again, since facts are withheld: victims[0].age" in lines
    assert "  - victims[0].age: victim.age under 14: met" in lines
    assert any(line.startswith("Therefore not checked: possible.missing, readings") for line in lines)
    assert kzpenal.verify(made, openings=made.openings).claims == ()


def test_what_a_withheld_fact_answers_is_possible_and_is_what_was_asked(child: Assessment) -> None:
    """An answer of a withheld fact that no value gives, that was not asked, or that is left out, is found."""
    document = child.receipt(withhold=["victims[0].age"]).to_dict()["receipt"]
    rows = document["proof"]["withheld"]
    assert [r["truth"] for r in rows] == [True, True]
    lie = [rows[0], {**rows[1], "truth": False}]  # under 14 and not under 18
    unasked = [*rows, {"fact": "victims[0].age", "test": "victim.age between ..99", "truth": True}]
    for wrong in (lie, unasked, rows[:1], [*rows, rows[0]]):
        changed = {**document, "proof": {**document["proof"], "withheld": wrong}}
        assert "KZP505" in {f.code for f in kzpenal.verify(forged(changed)).faults}
    told_so = told(kzpenal.verify(forged({**document, "proof": {**document["proof"], "withheld": lie}})))
    assert any("no value of `victims[0].age`" in t for t in told_so)


@pytest.mark.parametrize(
    "change",
    [
        {"value": 10},
        {"salt": "0" * 32},
        {"path": "offender.disability_group"},
        {"value": None},
        {"value": "nine"},
    ],
)
def test_a_wrong_opening_is_found(child: Assessment, change: dict[str, Any]) -> None:
    """An opening with another value, salt or path does not fit its hash; nor does that of another receipt."""
    made = child.receipt(withhold=["victims[0].age"])
    apart = json.loads(str(made.openings))["openings"]
    apart["facts"] = [{**apart["facts"][0], **change}]
    found = kzpenal.verify(made, openings=forged(apart, "openings"))
    assert {f.code for f in found.faults} == {"KZP507"}
    other = child.receipt(withhold=["victims[0].age"])
    assert told(kzpenal.verify(made, openings=other.openings)) == [
        "KZP507 the openings are those of another receipt"
    ]


def test_a_withheld_fact_whose_opening_denies_the_proof_is_found(beasts: Statute) -> None:
    """One who hashes another value than the proof rests on is found when it is opened."""
    case = Farm(act=Deed.KILL, animals=(Animal(age=0),), keeper=Keeper(age=30))
    made = assess(case, law=beasts.law(on=NOW)).receipt(withhold=["animals[0].age"])
    document = made.to_dict()["receipt"]
    digest, opening = sealing.salted("animals[0].age", 9)
    for entry in document["facts"]:
        if entry["path"] == "animals[0].age":
            entry["sha256"] = digest
    data = forged(document)
    assert kzpenal.verify(data, statute=beasts).ok  # as far as can be seen
    apart = {"facts": [opening], "receipt": json.loads(data)["sha256"]}
    found = kzpenal.verify(data, statute=beasts, openings=forged(apart, "openings"))
    assert "KZP505" in {f.code for f in found.faults}


@pytest.mark.parametrize(
    ("withhold", "told_so"),
    [
        (["act"], "`act` cannot be withheld: what is charged tells it"),
        (["committed"], "`committed` cannot be withheld: the law of that day answers"),
        (["stage"], "`stage` cannot be withheld: it follows from the rules"),
        (["offender.agee"], "`offender.agee` is no fact of this case"),
        (["victims[7]"], "`victims[7]` is no fact of this case"),
        ([3], "`withhold` is a list of paths"),
        (7, "`withhold` is a list of paths"),
    ],
)
def test_what_cannot_be_withheld_is_refused(child: Assessment, withhold: Any, told_so: str) -> None:
    """What the answer tells anyway, what the rules tell, and what is no fact, is refused with the reason."""
    with pytest.raises(KzpenalError) as refusal:
        child.receipt(withhold=withhold)
    assert refusal.value.problems[0].code == "KZP508"
    assert told_so in refusal.value.problems[0].message


# Hostile receipts


@pytest.mark.parametrize(
    "body",
    [
        "NaN",
        '{"a":1,"a":1}',
        "1e400",
        "1" * 5_000,
        '"\\ud800"',
        '{"b":1,"a":2}',
        '{"a": 1}',
        "[" * 100_000 + "]" * 100_000,
        "[" * 500 + "]" * 500,
        "null",
        "[]",
        "-0",
        "1.0",
        "{" * 9,
        "",
    ],
    ids=lambda b: b[:12],
)
def test_hostile_text_is_refused(body: str) -> None:
    """Whatever stands in a receipt, its hash right, ends in a fault, and not in an error."""
    digest = hashlib.sha256(body.encode()).hexdigest()
    found = kzpenal.verify(f'{{"receipt":{body},"sha256":"{digest}"}}')
    assert [f.code for f in found.faults][:1] == ["KZP501"]
    assert found.lines()


@pytest.mark.parametrize(
    "text", ["", b"", "\ud800", b"\xff" * 300, " " * 200, '{"receipt":', b"\x00" * 8_000_001]
)
def test_what_is_no_receipt_is_refused(text: str | bytes) -> None:
    """An empty file, a file of something else and one that is too large are told so."""
    assert [f.code for f in kzpenal.verify(text).faults] == ["KZP501"]
    assert not kzpenal.verify(assess_none(), openings=text).ok


def assess_none() -> kzpenal.Receipt:
    """Return a receipt of the least case."""
    return _NONE


_NONE = assess(Case(act="bullying", committed=DAY, victims=[Victim(age=30)])).receipt()


@pytest.fixture(scope="module")
def withholding(beasts: Statute) -> dict[str, Any]:
    """Return what a receipt holds that withholds a fact."""
    answer = assess(Farm(act=Deed.KILL, animals=(Animal(age=0),)), law=beasts.law(on=NOW))
    found: dict[str, Any] = answer.receipt(withhold=["animals[0].age"]).to_dict()["receipt"]
    return found


@pytest.mark.parametrize("value", [None, 2**40, "x", [[1]], {"": {}}])
def test_wrong_types_anywhere_end_in_a_fault(
    beasts: Statute, withholding: dict[str, Any], value: object
) -> None:
    """Anything in the place of anything, hashed anew, ends in faults, never in an error."""
    for path in list(places(withholding))[:: 17 if value else 13]:
        document = copy.deepcopy(withholding)
        here = document
        for step in path[:-1]:
            here = here[step]
        here[path[-1]] = value
        found = kzpenal.verify(forged(document), statute=beasts)
        assert all(f.code.startswith("KZP50") for f in found.faults)


@pytest.mark.parametrize("text", [3, None, ["a"]])
def test_what_is_no_text_is_a_wrong_call(text: Any) -> None:
    """What is neither a receipt nor text is told by its type."""
    with pytest.raises(KzpenalError, match="`receipt` is its text"):
        kzpenal.verify(text)


# The checker


def test_the_checker_shares_nothing_with_what_it_checks() -> None:
    """No module that the checker rests on is of the engines, the translation, the charging or sentencing."""
    forbidden = {"engines", "lowering", "program", "charging", "sentencing", "operations", "consequences"}
    forbidden |= {
        "deriving",
        "composing",
        "readings",
        "openness",
        "reasons",
        "completions",
        "assessing",
        "receipts",
    }
    reached, waiting = set(), ["verifying"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += imported(modules()[name])
    assert {"proving", "reckoning", "weighing", "premises", "sealing"} <= reached
    assert not {n for n in reached if n.split(".")[0] in forbidden}


@pytest.mark.parametrize("name", ["verifying", "proving", "reckoning", "weighing", "premises", "sealing"])
def test_the_checker_evaluates_by_itself(name: str) -> None:
    """The checker takes from conditions only what they are made of, and from sanctions no arithmetic."""
    tree = ast.parse(modules()[name].read_text("utf-8"))
    taken = {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    made_of = {"All", "Any", "Block", "Count", "No", "Node", "Not", "Of", "Subject", "Test", "leaves"}
    assert {n for module, n in taken if module == "kzpenal.condition"} <= made_of
    assert {n for m, n in taken if m == "kzpenal.sanction"} <= {"MAIN", "Alternative", "Penalty", "Sanction"}
    assert {n for m, n in taken if m == "kzpenal.laws"} <= {"Law", "Part"}


def test_an_engine_that_cannot_run_here_is_no_fault(
    child: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A receipt of an answer by durable is derived again by the reference engine where durable cannot run."""
    if available() is not None:
        pytest.skip("durable cannot run")
    made = kzpenal.assess(child.case).receipt()
    assert made.to_dict()["receipt"]["engine"] == {"name": "durable", "cross_checked": True}
    monkeypatch.setattr("kzpenal.engines.durable.available", lambda: "not here")
    found = kzpenal.verify(made)
    assert (told(found), found.derived_again) == ([], True)


# The command


def run(*arguments: str, text: str | None = None) -> Any:
    """Return what the command gives for *arguments*."""
    return CliRunner().invoke(main, list(arguments), input=text, catch_exceptions=False)


def test_the_command_makes_and_checks_receipts(tmp_path: Path) -> None:
    """`receipt` prints or writes one, its openings apart; `verify` checks it, and exits with 1 on a fault."""
    file, apart = str(tmp_path / "r.json"), str(tmp_path / "o.json")
    case = str(EXAMPLES / "child-murder.yaml")
    made = run("receipt", case, "-o", file, "--withhold", "victims[0]", "--openings", apart)
    assert made.exit_code == 0
    digest = made.output.strip()
    assert (tmp_path / "o.json").stat().st_mode & 0o077 == 0
    for options in ([], ["--openings", apart], ["--sha256", digest], ["--lang", "ru"], ["--lang", "kk"]):
        found = run("verify", file, *options)
        assert (found.exit_code, digest in found.output) == (0, True)
        assert bool(re.search(r"[\u0430-\u044f]{3}", found.output)) is (options[-1:] in (["ru"], ["kk"]))
    wrong = run("verify", file, "--sha256", "0" * 64)
    assert (wrong.exit_code, "KZP502" in wrong.output) == (1, True)
    (tmp_path / "r.json").write_text((tmp_path / "r.json").read_text().replace("murder", "murdeR", 1))
    wrong = run("verify", file)
    assert (wrong.exit_code, "The receipt does not hold:" in wrong.output) == (1, True)
    printed = run("receipt", case, "--engine", "reference")
    assert run("verify", "-", text=printed.output).exit_code == 0
    assert run("verify", str(tmp_path / "none")).exit_code == 1
    assert run("receipt", case, "--withhold", "victims[0]").exit_code == 2
    assert "file exists" in run("receipt", case, "--withhold", "victims[0]", "--openings", apart).output


def test_the_command_checks_against_other_rules(tmp_path: Path) -> None:
    """`verify --rules` holds a receipt against the rules in that folder."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "a.yaml").write_text(
        """
article: x:1
acts: [battery]
versions:
  - in_force: {from: 2020-01-01}
    read: [{redaction: 2021-01-01, url: "https://example.org"}]
    parts: {"1": {when: act is battery, sanction: {one_of: [arrest up to 5 days]}}}
""",
        "utf-8",
    )
    law = kzpenal.load(rules).law(on=DAY)
    (tmp_path / "r.json").write_text(
        assess(Case(act="battery", committed=DAY), law=law).receipt().text, "utf-8"
    )
    assert run("verify", str(tmp_path / "r.json"), "--rules", str(rules)).exit_code == 0
    wrong = run("verify", str(tmp_path / "r.json"))
    assert (wrong.exit_code, "KZP503" in wrong.output) == (1, True)
    assert run("verify", str(tmp_path / "r.json"), "--rules", str(tmp_path / "none")).exit_code == 1


def test_receipts_are_frozen_and_verifications_too(child: Assessment) -> None:
    """Neither a receipt nor what was found of one can be changed; both are equal by value, and hashable."""
    made = child.receipt()
    assert len({made, child.receipt()}) == len({kzpenal.verify(made), kzpenal.verify(made.data)}) == 1
    for held, name in ((made, "text"), (kzpenal.verify(made), "faults")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(held, name, "")
