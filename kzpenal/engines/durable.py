"""The durable engine: a Program run by durable_rules. The only module that imports `durable`.

durable_rules 2.0.28 is safe in one narrow use, and this module keeps to it: one lock around every
call; one live state at a time, deleted when done; a catch-all rule, so that every fact matches
something; one flat fact of small whole numbers, a property absent where it is unknown; no joins,
no `none`, no operators of its DSL; small rulesets under names of their own; marks collected in a
set; conjunctions only; no timers. What it infers is compared with the reference engine by `assess`.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from kzpenal.citation import Citation, cite
from kzpenal.condition import Truth
from kzpenal.errors import EngineUnavailable, Problem
from kzpenal.laws import Law
from kzpenal.lowering import lower
from kzpenal.program import Atom, Both, Derivation, Either, Formula, Join, Marks, Program
from kzpenal.vocabulary import Facts, Interval, Vocabulary

#: One fact may reach 64 branches of a ruleset at once; the 65th aborts the process.
MAX_RULES = 60
#: One expression holds at most 31 literals and operators.
MAX_LITERALS = 24
#: A ruleset can never be freed; beyond this many Programs in one process the engine is refused.
MAX_PROGRAMS = 64
_CATCH_ALL = "k"
_SID = "1"

_lock = threading.RLock()
_host: Any = None
_failure: str | None = None
#: By what the Law says and the facts that it says it of: the same words over others mean others.
_compiled: dict[tuple[str, Vocabulary], _Compiled] = {}
_names = 0


def _after_fork() -> None:
    # The parent's lock may be held by a thread that does not exist here.
    global _lock
    _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def available() -> str | None:
    """Return None where the engine can run, else the reason why it cannot."""
    with _lock:
        _start()
        if _failure is None and len(_compiled) >= MAX_PROGRAMS:
            return f"it holds {MAX_PROGRAMS} programs, and none can be freed"
        return _failure


def _start() -> None:
    """Import durable_rules and make its host, without its two timers."""
    global _host, _failure
    if _host is not None or _failure is not None:
        return
    flags = sys.getdlopenflags() if hasattr(sys, "getdlopenflags") else None
    try:
        if flags is not None:
            # From CPython 3.13 on the extension names a function that is gone, in code never called:
            # binding symbols only when they are called lets it load.
            sys.setdlopenflags(os.RTLD_LAZY)
        from durable import engine
    except Exception as error:  # the package is a C extension: anything may come of importing it
        _failure = f"durable_rules cannot be imported: {error}"
        return
    finally:
        if flags is not None:
            sys.setdlopenflags(flags)

    class Host(engine.Host):  # type: ignore[misc, unused-ignore]
        def _run(self) -> None:
            """Start no timers: they serve features that are not used, and can crash the process."""

    _host = Host()


@frozen
class _Chunk:
    """One ruleset: its name, the properties it reads, and where its rules put what they fire."""

    name: str
    sources: tuple[tuple[str, str, str], ...]
    fired: set[tuple[str, bool]]


@frozen
class _Stage:
    """The rulesets of some derivations, in rounds: each round may read what the last ones fired."""

    derivations: tuple[Derivation, ...]
    rounds: tuple[tuple[_Chunk, ...], ...]


@frozen
class _Compiled:
    member: _Stage
    joins: tuple[Join, ...]
    act: tuple[_Stage, ...]
    part: _Stage
    charge: tuple[_Stage, ...]


class Durable:
    """Derives marks with durable_rules; EngineUnavailable where it cannot run.

    Safe in threads: calls take turns.
    """

    name = "durable"

    def __init__(self, law: Law) -> None:
        with _lock:
            key = (law.hash, law.vocabulary)
            reason = available() if key not in _compiled else None
            if reason is not None:
                cure = 'ask for engine="reference"'
                raise EngineUnavailable(
                    Problem("KZP301", None, f"the engine `durable` cannot run: {reason}", cure)
                )
            if key not in _compiled:
                _compiled[key] = _compile(lower(law))
            self.compiled = _compiled[key]
        self.law = law
        self._last: tuple[Facts, dict[str, Truth]] | None = None

    def act(self, facts: Facts) -> Marks:
        """Return the marks of every part and point, and of every duty."""
        joined = self._joined(facts)
        known: dict[str, Any] = {**facts.values, **joined}
        marks: dict[str, Truth] = {}
        for stage in self.compiled.act:
            new = _run(stage, known)
            marks |= new
            known |= new
        return marks

    def part(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of the rules of liability of the code for the part *citation*."""
        known = self._known(facts, elements, citation, "part")
        marks = _run(self.compiled.part, known)
        return {k: v for k, v in marks.items() if k.startswith(citation.code + ":")}

    def charge(self, facts: Facts, elements: Marks, citation: Citation) -> Marks:
        """Return the marks of classes, operations, orders and bars for a charge of *citation*."""
        known = self._known(facts, elements, citation, "charge")
        marks: dict[str, Truth] = {}
        for stage in self.compiled.charge:
            new = _run(stage, known)
            marks |= new
            known |= new
        return marks

    def _known(self, facts: Facts, elements: Marks, citation: Citation, name: str) -> dict[str, Any]:
        part = next(p for p in self.law.parts if p.citation == citation)
        return {**facts.values, **self._joined(facts), **elements, **part.subject(name)}

    def _joined(self, facts: Facts) -> dict[str, Truth]:
        """Return the marks about the whole group: each member asserted alone, joined here."""
        if self._last is not None and self._last[0] is facts:
            return self._last[1]
        members = [_run(self.compiled.member, m) for m in facts.members]
        others: Marks = {}
        if not facts.complete:
            others = _run(self.compiled.member, {})
        joined = {j.mark: _join(j, members, others, facts) for j in self.compiled.joins}
        self._last = (facts, joined)
        return joined


def _join(join: Join, members: Sequence[Marks], others: Marks, facts: Facts) -> Truth:
    """Return whether at least `join.number` of the group are sure, can be, or cannot be."""
    low, high = facts.total
    described = len(members)
    if join.member is None:
        least, most = low, high
    else:
        truths = [m[join.member] for m in members]
        least, most = truths.count(True), described - truths.count(False)
        rest = None if facts.complete else others[join.member]
        if not facts.complete and rest is not False:
            least += max(0, low - described) if rest is True else 0
            most = None if high is None else most + high - described
    if least >= join.number:
        return True
    return None if most is None or most >= join.number else False


def _run(stage: _Stage, known: Mapping[str, Any]) -> dict[str, Truth]:
    """Return the marks of a stage's derivations over what is known."""
    fired: set[tuple[str, bool]] = set()
    seen = dict(known)
    for chunks in stage.rounds:
        for chunk in chunks:
            fired |= _fire(chunk, seen)
        seen |= dict(fired)
    return {d.mark: _mark(d, fired) for d in stage.derivations}


def _mark(derivation: Derivation, fired: set[tuple[str, bool]]) -> Truth:
    if derivation.met is True or (derivation.mark, True) in fired:
        return True
    return False if derivation.failed is True or (derivation.mark, False) in fired else None


def _fire(chunk: _Chunk, known: Mapping[str, Any]) -> set[tuple[str, bool]]:
    fact: dict[str, Any] = {"sid": _SID, _CATCH_ALL: 1}
    for prop, source, kind in chunk.sources:
        value = _encoded(source, kind, known)
        if value is not None:
            fact[prop] = value
    with _lock:
        chunk.fired.clear()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                state = _host.assert_fact(chunk.name, fact)
            fired = set(chunk.fired)
        finally:
            _host.delete_state(chunk.name, _SID)
    if (_CATCH_ALL, True) not in fired or (state or {}).get("exception"):
        raise EngineUnavailable(Problem("KZP301", None, "the engine `durable` did not finish a derivation"))
    return fired


def _encoded(source: str, kind: str, known: Mapping[str, Any]) -> int | None:
    path, tilde, word = source.partition("~")
    value = known.get(path)
    if value is None:
        return None
    if kind != "flag":
        if isinstance(value, Interval):
            return value.low if kind == "low" else value.high
        return int(value)
    if not tilde:
        return int(bool(value))
    if isinstance(value, Citation):
        return int(value.within(cite(word)))
    return int(word in value if isinstance(value, frozenset) else word == value)


def _compile(program: Program) -> _Compiled:
    return _Compiled(
        _stage(program.member),
        program.joins,
        tuple(_stage(level) for level in program.act),
        _stage(program.part),
        tuple(_stage(level) for level in program.charge),
    )


def _stage(derivations: tuple[Derivation, ...]) -> _Stage:
    """Return *derivations* as rounds of rules that are conjunctions, and nothing else.

    An `or` inside a conjunction becomes a mark of its own, fired in an earlier round; one outside
    becomes several rules. So no ruleset branches, and what one fact can reach is bounded.
    """
    splitter = _Splitter()
    for derivation in derivations:
        for truth, formula in ((True, derivation.met), (False, derivation.failed)):
            if not isinstance(formula, bool):
                splitter.add((derivation.mark, truth), formula)
    size = MAX_RULES - 1
    rounds = [
        tuple(_chunk(rules[i : i + size]) for i in range(0, len(rules), size)) for rules in splitter.rounds
    ]
    return _Stage(derivations, tuple(rounds))


@define
class _Splitter:
    """Breaks formulas into conjunctions, by rounds."""

    rounds: list[list[tuple[tuple[str, bool], tuple[Atom, ...]]]] = field(factory=list)
    helpers: dict[Formula, tuple[Atom, int]] = field(factory=dict)

    def add(self, mark: tuple[str, bool], formula: Formula) -> int:
        """Add the rules that fire *mark* where *formula* is met; return their last round."""
        conjunctions = formula.items if isinstance(formula, Either) else (formula,)
        split = [self.conjunction(c) for c in conjunctions]
        last = max(turn for _, turn in split)
        while len(self.rounds) <= last:
            self.rounds.append([])
        self.rounds[last] += [(mark, atoms) for atoms, _ in split]
        return last

    def conjunction(self, formula: Formula) -> tuple[tuple[Atom, ...], int]:
        """Return *formula* as literals, and the first round in which all of them can be known."""
        parts = formula.items if isinstance(formula, Both) else (formula,)
        while len(parts) > MAX_LITERALS:
            parts = (Both(parts[:MAX_LITERALS]), *parts[MAX_LITERALS:])
        atoms, rounds = [], [0]
        for part in parts:
            if isinstance(part, Atom):
                atoms.append(part)
            else:
                helper, turn = self.helper(part)
                atoms.append(helper)
                rounds.append(turn + 1)
        return tuple(atoms), max(rounds)

    def helper(self, formula: Formula) -> tuple[Atom, int]:
        """Return a literal that is met where *formula* is, and the round that fires it."""
        if formula not in self.helpers:
            name = f"helper:{len(self.helpers)}"
            atom = Atom(name, "flag", "==", 1)
            self.helpers[formula] = (atom, -1)
            self.helpers[formula] = (atom, self.add((name, True), formula))
        return self.helpers[formula]


def _chunk(rules: Sequence[tuple[tuple[str, bool], tuple[Atom, ...]]]) -> _Chunk:
    global _names
    props: dict[tuple[str, str], str] = {}
    fired: set[tuple[str, bool]] = set()
    definition: dict[str, Any] = {"c": _rule({_CATCH_ALL: 1}, (_CATCH_ALL, True), fired)}
    for number, (mark, atoms) in enumerate(rules):
        definition[f"r{number}"] = _rule(_expression(atoms, props), mark, fired)
    _names += 1
    name = f"kzpenal-{os.getpid()}-{_names}"
    _host.register_rulesets({name: definition})
    sources = tuple((prop, source, kind) for (source, kind), prop in props.items())
    return _Chunk(name, sources, fired)


def _rule(expression: Any, mark: tuple[str, bool], fired: set[tuple[str, bool]]) -> dict[str, Any]:
    return {"all": [{"m": expression}], "run": _action(mark, fired)}


def _action(mark: tuple[str, bool], fired: set[tuple[str, bool]]) -> Callable[[Any], None]:
    def action(_: Any) -> None:  # exactly one parameter: a second one would be a callback
        fired.add(mark)

    return action


_OPS = {"<=": "$lte", ">=": "$gte"}


def _expression(atoms: Sequence[Atom], props: dict[tuple[str, str], str]) -> dict[str, Any]:
    tests = []
    for atom in atoms:
        prop = props.setdefault((atom.source, atom.kind), f"p{len(props)}")
        test = {prop: atom.value}
        tests.append(test if atom.op == "==" else {_OPS[atom.op]: test})
    return tests[0] if len(tests) == 1 else {"$and": tests}
