"""The checker of receipts: the document, the rules, the facts, each step of the proof, and what they support.

It shares no code with the engines, with the translation of the law, or with the charging and sentencing of
answers. What is in a receipt was written by others: nothing in it is trusted, and nothing in it is run.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from attrs import define, evolve

from kzpenal import sealing
from kzpenal.condition import Test
from kzpenal.errors import InvalidCase, KzpenalError, Problem, bounded
from kzpenal.laws import Law
from kzpenal.papers import Claim, Verification
from kzpenal.premises import ORIGINS, Premises, ledger, plainly, premises, rebuilt, split
from kzpenal.proving import Ledger, Proof, Truth, answers, claimed, facts_in
from kzpenal.sealing import asked_text, misfits
from kzpenal.statute import Statute
from kzpenal.structuring import MAX_MEMBERS
from kzpenal.version import __version__
from kzpenal.vocabulary import Fact, Interval, coerce
from kzpenal.weighing import disagreements, weigh

SCHEMA = 1
#: So many steps that do not belong there are told.
_MOST = 100
_VALUE = (bool, int, str, [str], {"low": int, "high": int})
_SHAPE = {
    "schema": SCHEMA,
    "kzpenal": str,
    "law": str,
    "engine": {"name": ("durable", "reference"), "cross_checked": bool},
    "case": {"of": str, "members": (int, None)},
    "facts": [
        (
            {"path": str, "from": ORIGINS, "used": bool, "value": _VALUE},
            {"path": str, "from": ORIGINS, "used": bool, "sha256": str},
        )
    ],
    "provisions": [{"id": str, "place": str, "sha256": str}],
    "answer": dict,
    "proof": {"steps": [dict], "withheld": [{"fact": str, "test": str, "truth": (bool, None)}]},
}
_OPENINGS = {"receipt": str, "facts": [{"path": str, "salt": str, "value": (*_VALUE, None)}]}


def check(
    data: bytes, statute: Statute, *, openings: bytes | None = None, sha256: str | None = None
) -> Verification:
    """Return what is found of the receipt *data*, held against the rules of *statute*.

    *openings* show facts that are withheld; *sha256* is a hash known from elsewhere. Raises nothing for what
    is wrong with a receipt: every fault is in `faults`.
    """
    held, digest, faults = sealing.read_sealed(data, "receipt")
    if sha256 is not None and not faults and sha256.strip().lower().removeprefix("sha256:") != digest:
        faults.append(
            Problem("KZP502", None, f"the receipt has the sha256 `{digest}`, not the one that was given")
        )
    faults += [Problem("KZP501", None, m) for m in misfits(held, _SHAPE, "receipt")] if digest else []
    if faults:
        return Verification(digest, None, bounded(faults))
    checker = _Checker(held, digest, faults)
    try:
        return checker.run(statute, openings)
    except RecursionError:
        fault = Problem("KZP501", None, "the receipt is nested too deeply")
        return Verification(digest, None, (fault,))


@define
class _Checker:
    held: dict[str, Any]
    digest: str
    faults: list[Problem]

    def fault(self, code: str, message: str, cure: str | None = None) -> None:
        self.faults.append(Problem(code, None, message, cure))

    def run(self, statute: Statute, openings: bytes | None) -> Verification:
        held = self.held
        law = self._law(statute)
        found = Verification(self.digest, None if law is None else law.id, ())
        opened = self._opened(openings)
        facts = None if law is None else self._facts(law, opened)
        if law is not None and facts is not None:
            listed_, closed = facts
            case = self._case(law, listed_, closed)
            found = self._proof(law, listed_, closed, case)
        return evolve(found, faults=bounded(self.faults), document=held)

    # The rules

    def _law(self, statute: Statute) -> Law | None:
        held, answer = self.held, self.held["answer"]
        if held["kzpenal"] != __version__:
            message = f"the receipt was made by kzpenal `{held['kzpenal']}`, and this is {__version__}"
            self.fault("KZP503", message, "verify it with that version")
        name = held["law"]
        try:
            day = name.removeprefix("in-force:")
            law = statute.law(on=dt.date.fromisoformat(day)) if day != name else statute.law(bill=name)
        except (KzpenalError, ValueError):
            self.fault(
                "KZP503", f"the rules hold no law `{name}`", "verify it with the rules it was made with"
            )
            return None
        on = None if law.on is None else law.on.isoformat()
        said = answer.get("law") if isinstance(answer.get("law"), dict) else {}
        if (said.get("id"), said.get("kind"), said.get("on"), name) != (law.id, law.kind, on, law.id):
            self.fault("KZP506", "`answer.law` and `law` are not the same law")
        if said.get("hash") != law.hash:
            message = f"the law {law.id} has the hash {law.hash}, and the receipt states another"
            self.fault("KZP503", message, "verify it with the rules it was made with")
        if held["case"]["of"] != law.vocabulary.name:
            self.fault(
                "KZP504", f"the rules speak of a `{law.vocabulary.name}`, not of a `{held['case']['of']}`"
            )
            return None
        if answer.get("engine") != held["engine"]:
            self.fault("KZP506", "`answer.engine` and `engine` are not the same")
        return law

    def _provisions(self, law: Law, steps: Any) -> None:
        stated = {p["id"]: p for p in self.held["provisions"]}
        wanted = {p["id"]: p for p in sealing.rested_on(law, steps, self.held["answer"])}
        for name in sorted({*stated, *wanted}):
            if name not in wanted:
                self.fault("KZP503", f"`{name}` is listed as a provision used, and is not")
            elif name not in stated:
                self.fault("KZP503", f"`{name}` is used, and not among the provisions listed")
            elif stated[name]["sha256"] != wanted[name]["sha256"]:
                self.fault("KZP503", f"`{name}` in the rules is not what it was when the receipt was made")
            elif stated[name]["place"] != wanted[name]["place"]:
                told = stated[name]["place"], wanted[name]["place"]
                self.fault("KZP503", f"`{name}` stands at `{told[1]}`, not at `{told[0]}`")
        if (
            not any(f.code == "KZP503" for f in self.faults)
            and list(wanted.values()) != self.held["provisions"]
        ):
            self.fault("KZP503", "`provisions` is not in the order of the rules")

    # The facts

    def _opened(self, data: bytes | None) -> dict[str, dict[str, Any]]:
        """Return the openings given, by path."""
        if data is None:
            return {}
        held, _, faults = sealing.read_sealed(data, "openings")
        faults = faults or [Problem("KZP507", None, m) for m in misfits(held, _OPENINGS, "openings")]
        if not faults and held["receipt"] != self.digest:
            faults = [Problem("KZP507", None, "the openings are those of another receipt")]
        self.faults += faults
        return {} if faults else {sealing.digest(o): o for o in held["facts"]}

    def _facts(self, law: Law, opened: dict[str, dict[str, Any]]) -> tuple[Premises, set[str]] | None:
        """Return the facts that are known, and the paths of those withheld; None where they are none."""
        before, words = len(self.faults), law.vocabulary
        members, known, closed = self.held["case"]["members"], {}, set()
        if members is not None and (words.group is None or not 0 <= members <= MAX_MEMBERS):
            self.fault("KZP504", f"`case.members` is {members}")
            return None
        order = []
        for entry in self.held["facts"]:
            path, key = entry["path"], (entry["path"], entry["from"])
            order.append((path, ORIGINS.index(entry["from"])))
            if not _is_fact(law, path, members):
                self.fault("KZP504", f"`{path}` is no fact of the case")
            elif "value" in entry:
                known[key] = self._value(law, path, entry["value"], "KZP504")
            elif entry["sha256"] not in opened:
                closed.add(path)
            elif opened[entry["sha256"]]["path"] != path:
                self.fault("KZP507", f"the opening of `{path}` is that of another fact")
            elif (value := opened.pop(entry["sha256"])["value"]) is not None:
                known[key] = self._value(law, path, value, "KZP507")
        for opening in opened.values():
            self.fault("KZP507", f"the opening of `{opening['path']}` fits no fact that is withheld")
        if order != sorted(set(order)):
            self.fault("KZP504", "`facts` is not in order, or states a fact twice")
        return None if len(self.faults) > before else (known, closed)

    def _value(self, law: Law, path: str, value: Any, code: str) -> Any:
        """Return *value*; a fault where it is none that the fact at *path* can have."""
        fact = law.vocabulary.fact(path)
        assert fact is not None
        try:
            for one in value.values() if type(value) is dict and fact.kind == "int" else [value]:
                coerce(fact, one)
        except ValueError as error:
            self.fault(code, f"`{path}` {error}")
        return value

    def _case(self, law: Law, known: Premises, closed: set[str]) -> Any:
        """Return the case that is stated, save what is withheld; what follows is listed."""
        told = {p: v for (p, o), v in known.items() if o == "stated" and p not in closed}
        try:
            case = rebuilt(law.vocabulary, told, self.held["case"]["members"])
            wanted = premises(case, law)
        except (InvalidCase, KeyError, IndexError, TypeError, AttributeError) as error:
            why = (
                error.problems[0].message if isinstance(error, InvalidCase) else "they contradict each other"
            )
            self.fault("KZP504", f"the facts are no case: {why}")
            return None
        partly = closed and any("sha256" in e and e["path"] not in closed for e in self.held["facts"])
        for path, origin in sorted({*known, *wanted}, key=str):
            if path in closed or known.get((path, origin)) == wanted.get((path, origin)):
                continue
            if (path, origin) in known and (path, origin) in wanted:
                self.fault(
                    "KZP504", f"`{path}` is {origin}, and has another value than the facts and rules give"
                )
            elif (path, origin) in known:
                self.fault("KZP504", f"`{path}` is listed as {origin}, and is not")
            elif not partly:
                self.fault("KZP504", f"`{path}` is {origin}, and not listed")
        return None if closed else case

    # The proof

    def _proof(self, law: Law, known: Premises, closed: set[str], case: Any) -> Verification:
        held, rows = self.held, self.held["proof"]["withheld"]
        shown = {(r["fact"], r["test"]): r["truth"] for r in rows}
        hidden = {e["path"] for e in held["facts"] if "sha256" in e}
        facts = ledger(law.vocabulary, known, held["case"]["members"], hidden)
        claims: dict[str, list[tuple[Test, Truth]]] = {}
        facts.claim = lambda path, test: _claim(path, test, facts, closed, shown, claims)
        proof = Proof(law, facts)
        weighed = weigh(law, proof)
        answer = held["answer"]
        if held["proof"]["steps"] != weighed.steps:
            self._steps(weighed.steps)
        if claimed(proof) != rows:
            self.fault("KZP505", "`proof.withheld` is not what the rules ask of the facts that are withheld")
        for path, tests in sorted(claims.items()):
            fact = law.vocabulary.fact(path)
            if fact is not None and not _fits(fact, tests):
                self.fault(
                    "KZP505", f"no value of `{path}`, which is withheld, answers as the proof says it does"
                )
        used = {*facts_in(weighed.steps), *(path for path, _ in facts.asked)}
        for entry in held["facts"]:
            if entry["used"] is not (entry["path"] in used):
                self.fault("KZP505", f"`{entry['path']}` is {'not ' * entry['used']}used by the proof")
        for name in disagreements(weighed, answer):
            self.fault("KZP506", f"`answer.{name}` is not what the proof supports")
        self._presumed(law, known, hidden)
        self._provisions(law, [weighed.steps])
        nodes = {(p, asked_text(t)): t for p, tests in claims.items() for t, _ in tests}
        told = tuple(
            Claim(p, text, truth, evolve(nodes[p, text], positive=True), law.vocabulary)
            for (p, text), truth in sorted(facts.asked.items(), key=lambda item: item[0])
            if p in closed
        )
        return Verification(
            self.digest, law.id, (), tuple(sorted(closed)), told, tuple(weighed.open), False, case
        )

    def _steps(self, wanted: list[dict[str, Any]]) -> None:
        """Tell each step of the proof that is not what the rules and the facts give."""
        given, own = ({_key(s): s for s in steps} for steps in (self.held["proof"]["steps"], wanted))
        about = [f"{own[k]['provision']} ({own[k]['for']})" for k in own.keys() - given.keys()]
        about += [f"{s.get('provision')} ({s.get('for')})" for k, s in given.items() if k not in own][:_MOST]
        for name in sorted(set(about)):
            self.fault("KZP505", f"the proof of `{name}` does not follow from the facts and the rules")
        if not about:
            self.fault("KZP505", "the steps of the proof are not in order, or one stands twice")

    def _presumed(self, law: Law, known: Premises, hidden: set[str]) -> None:
        """Hold what the answer says was taken for granted against the facts listed."""
        entries = self.held["answer"].get("presumed")
        for entry in entries if isinstance(entries, list) else [None]:
            fact = str(entry.get("fact")) if isinstance(entry, dict) else ""
            fits = entry == {"fact": fact, "withheld": True} and fact in hidden
            if not fits and isinstance(entry, dict) and "value" in entry:
                fits = any(known.get((fact, o), self) == entry["value"] for o in ORIGINS[1:])
            if not fits and fact != "law.text_read":
                self.fault(
                    "KZP506", f"`answer.presumed` names `{fact}`, which is not listed so among the facts"
                )


def _key(step: Any) -> str:
    return json.dumps(step, sort_keys=True)


def _is_fact(law: Law, path: str, members: int | None) -> bool:
    try:
        name, number, _ = split(path)
    except ValueError:
        return False
    words = law.vocabulary
    if number is not None:
        return name == words.group and number < (members or 0) and words.fact(path) is not None
    return path in words.facts and not words.is_member(path)


def _claim(
    path: str,
    test: Test,
    facts: Ledger,
    closed: set[str],
    shown: Mapping[tuple[str, str], Truth],
    claims: dict[str, list[tuple[Test, Truth]]],
) -> Truth:
    """Return what a withheld fact answers: by its value where it was opened, else as the receipt says."""
    if path not in closed:
        return answers(test, facts.values.get(path))
    truth = shown.get((path, asked_text(test)))
    claims.setdefault(path, []).append((test, truth))
    return truth


def _fits(fact: Fact, tests: list[tuple[Test, Truth]]) -> bool:
    """Say whether some value of *fact* answers every one of *tests* so."""
    values: list[Any] = [None]
    if fact.kind == "bool":
        values += [True, False]
    elif fact.kind == "enum":
        values += fact.values
    elif fact.kind == "int":
        ends = [w for t, _ in tests for w in (t.low, t.high, *t.words) if type(w) is int]
        numbers = sorted({fact.low, fact.high, *(n for e in ends for n in (e - 1, e, e + 1))})
        values += [*numbers, *(Interval(n, n + 1) for n in numbers)]
    else:
        return True
    return any(all(answers(t, plainly(v)) is truth for t, truth in tests) for v in values)
