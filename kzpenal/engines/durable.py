"""The durable engine: a Program run by durable_rules. The only module that imports `durable`.

durable_rules 2.0.28 is safe in one narrow use, and this module keeps to it: one lock around every
call; no state that outlives a derivation; a catch-all rule, so that every fact matches something;
one flat fact of small whole numbers, a property absent where it is unknown; no joins, no `none`,
no operators of its DSL; small rulesets; marks collected in a set; conjunctions only.

Of the library it uses the engine, a C extension, and not the Python host around it: the host starts
two threads, swallows an interrupt, stops half way where the clock jumps, and frees no ruleset.
What is inferred is compared with the reference engine by `assess`. See docs/hardening.md.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from kzpenal.citation import Citation, cite
from kzpenal.condition import Truth
from kzpenal.engines.splitting import Rule, chunks, rounds
from kzpenal.errors import EngineUnavailable, Problem
from kzpenal.laws import Law, Part
from kzpenal.lowering import lower
from kzpenal.program import Atom, Derivation, Join, Marks, Program
from kzpenal.vocabulary import Facts, Interval, Vocabulary

#: One fact may reach 64 branches of a ruleset at once; the 65th aborts the process.
MAX_RULES = 60
#: One expression holds at most 31 literals and operators.
MAX_LITERALS = 24
#: One fact holds at most 254 properties.
MAX_PROPERTIES = 200
#: So many Programs are held ready; one more takes the place of the one that was asked longest ago.
MAX_PROGRAMS = 32
_CATCH_ALL = "k"
#: The states that a derivation may run in: the first, or the next where one interrupts another.
_SIDS = ("1", "2", "3")

_lock = threading.RLock()
#: The extension's functions, once they are imported and tried.
_engine: Any = None
_failure: str | None = None
#: By what the Law says and the facts that it says it of: the same words over others mean others.
_compiled: dict[tuple[str, Vocabulary], _Compiled] = {}
_forking = threading.local()


def _before_fork() -> None:
    # No child is made while another thread is inside: not of a derivation, and not of an import, whose
    # lock no one would open in the child. The wait has an end; what it may leave is swept by `_fire`.
    _forking.waited = _lock.acquire(timeout=10)


def _after_fork() -> None:
    if _forking.__dict__.pop("waited", False):
        _lock.release()


def _after_fork_in_child() -> None:
    global _lock
    _after_fork()
    # A thread that is not in the child may hold the lock; one that forked inside a derivation keeps it.
    if not _owned(_lock):
        _lock = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork_in_child)


def _owned(lock: Any) -> bool:
    """Say whether this thread holds *lock*, as `threading.Condition` asks it."""
    return bool(lock._is_owned())


def available() -> str | None:
    """Return None where the engine can run, else the reason why it cannot."""
    with _lock:
        _start()
        return _failure


def _start() -> None:
    """Import durable_rules, and try it once."""
    global _engine, _failure
    if _engine is not None or _failure is not None:
        return
    lazy, flags = getattr(os, "RTLD_LAZY", None), None
    if lazy is not None and hasattr(sys, "setdlopenflags"):
        # From CPython 3.13 on the extension names a function that is gone, in code never called:
        # binding symbols only when they are called lets it load.
        flags = sys.getdlopenflags()
    try:
        if flags is not None:
            sys.setdlopenflags(lazy)  # type: ignore[arg-type]
        from durable import engine
    except Exception as error:  # the package is a C extension: anything may come of importing it
        _failure = f"durable_rules cannot be imported: {error}"
        return
    finally:
        if flags is not None:
            sys.setdlopenflags(flags)
    try:
        tried = engine.durable_rules_engine
        atom = Atom("flag", "flag", "==", 1)
        marks = _fire(_Ruleset.of(tried, [Rule(("tried", True), (atom,))]), {"flag": True})
    except Exception as error:
        _failure = f"durable_rules does not work: {error}"
        return
    if ("tried", True) not in marks:
        _failure = "durable_rules does not work: a rule that is met did not fire"
        return
    _engine = tried


@define(eq=False)
class _Ruleset:
    """Rules held by the extension, freed with this object."""

    engine: Any
    handle: int
    #: The mark that each rule fires, by the rule's name.
    fires: Mapping[str, tuple[str, bool]]
    #: Property, source and kind of what the rules read.
    sources: tuple[tuple[str, str, str], ...]
    #: The states that may hold a fact: those of derivations that run, or that were broken off.
    live: list[str] = field(factory=list)

    @classmethod
    def of(cls, engine: Any, rules: Sequence[Rule]) -> _Ruleset:
        """Return *rules*, and a catch-all behind them: where it fired, all that could fire has."""
        props: dict[tuple[str, str], str] = {}
        names = {f"r{number}": rule for number, rule in enumerate(rules)}
        definition = {n: _all(_expression(r.atoms, props)) for n, r in names.items()}
        definition[_CATCH_ALL] = _all({_CATCH_ALL: 1})
        handle = engine.create_ruleset("kzpenal", json.dumps(definition))
        fires = {**{n: r.mark for n, r in names.items()}, _CATCH_ALL: (_CATCH_ALL, True)}
        sources = tuple((prop, source, kind) for (source, kind), prop in props.items())
        made = cls(engine, handle, fires, sources)
        made._prime()
        weakref.finalize(made, _free, engine, handle, made.live).atexit = False
        return made

    def _prime(self) -> None:
        """Use every state once.

        A state that has run no action yet holds a pointer that was never set, and deleting it frees
        that pointer. Once used the pointer is null between actions, so a derivation may be broken off
        at any point. Where this itself is broken off, the ruleset is never used, and never freed.
        """
        offsets = [self._assert({"sid": sid, _CATCH_ALL: 1}) for sid in _SIDS]
        fired = [self._run(offset) for offset in offsets]
        for sid in _SIDS:
            self.engine.delete_state(self.handle, sid)
        if fired != [{(_CATCH_ALL, True)}] * len(_SIDS):
            raise RuntimeError("the catch-all rule did not fire alone")

    def derive(self, sid: str, fact: Mapping[str, int]) -> set[tuple[str, bool]]:
        """Return what fires for *fact*, alone in the state *sid*."""
        self.live.append(sid)
        try:
            return self._run(self._assert({"sid": sid, **fact}))
        finally:
            self.clear(sid)

    def clear(self, sid: str) -> None:
        """Delete the state *sid*, which may not have been reached."""
        try:
            self.engine.delete_state(self.handle, sid)
        except Exception as error:
            if not str(error).endswith(" 309"):  # there is no such state
                raise
        self.live.remove(sid)

    def _assert(self, fact: Mapping[str, Any]) -> int:
        result, offset = self.engine.assert_fact(self.handle, json.dumps(fact))
        if result != 0:
            raise RuntimeError(f"a fact was not handled ({result})")
        return int(offset)

    def _run(self, offset: int) -> set[tuple[str, bool]]:
        fired: set[tuple[str, bool]] = set()
        started = self.engine.start_action_for_state(self.handle, offset)
        action = started and started[1]
        while action:
            fired.add(self.fires[action[2 : action.index('"', 2)]])  # {"r1":{"m":{…}}}
            action = self.engine.complete_and_start_action(self.handle, offset)
        return fired


def _free(engine: Any, handle: int, live: list[str]) -> None:
    for sid in live:
        try:
            engine.delete_state(handle, sid)
        except Exception:  # there is no such state
            continue
    engine.delete_ruleset(handle)


def _all(expression: Any) -> dict[str, Any]:
    return {"all": [{"m": expression}]}


_OPS = {"<=": "$lte", ">=": "$gte"}


def _expression(atoms: Sequence[Atom], props: dict[tuple[str, str], str]) -> dict[str, Any]:
    tests = []
    for atom in atoms:
        prop = props.setdefault((atom.source, atom.kind), f"p{len(props)}")
        test = {prop: atom.value}
        tests.append(test if atom.op == "==" else {_OPS[atom.op]: test})
    return tests[0] if len(tests) == 1 else {"$and": tests}


@frozen
class _Stage:
    """The rulesets of some derivations, in rounds: each round may read what the last ones fired."""

    derivations: tuple[Derivation, ...]
    rounds: tuple[tuple[_Ruleset, ...], ...]


@frozen
class _Compiled:
    member: _Stage
    joins: tuple[Join, ...]
    act: tuple[_Stage, ...]
    part: _Stage
    charge: tuple[_Stage, ...]


def _compile(program: Program) -> _Compiled:
    return _Compiled(
        _stage(program.member),
        program.joins,
        tuple(_stage(level) for level in program.act),
        _stage(program.part),
        tuple(_stage(level) for level in program.charge),
    )


def _stage(derivations: tuple[Derivation, ...]) -> _Stage:
    found = rounds(derivations, MAX_LITERALS)
    split = [chunks(rules, MAX_RULES - 1, MAX_PROPERTIES) for rules in found]
    return _Stage(derivations, tuple(tuple(_Ruleset.of(_engine, r) for r in rules) for rules in split))


def _refused(message: str) -> EngineUnavailable:
    return EngineUnavailable(Problem("KZP301", None, message, 'ask for engine="reference"'))


def _program(law: Law) -> _Compiled:
    """Return the program of *law*, held ready or made now."""
    key = (law.hash, law.vocabulary)
    with _lock:
        found = _compiled.pop(key, None)
        if found is None:
            reason = available()
            if reason is not None:
                raise _refused(f"the engine `durable` cannot run: {reason}")
            program = lower(law)
            try:
                found = _compile(program)
            except Exception as error:
                raise _refused(f"the engine `durable` cannot hold {law.id}: {error}") from error
        _compiled[key] = found
        while len(_compiled) > MAX_PROGRAMS:
            del _compiled[next(iter(_compiled))]
    return found


class Durable:
    """Derives marks with durable_rules; EngineUnavailable where it cannot run.

    Safe in threads: calls take turns.
    """

    name = "durable"

    def __init__(self, law: Law) -> None:
        self.compiled = _program(law)
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
        part = self.law.by_citation[citation]
        assert isinstance(part, Part)
        return {**facts.values, **self._joined(facts), **elements, **part.subject(name)}

    def _joined(self, facts: Facts) -> dict[str, Truth]:
        """Return the marks about the whole group: each member asserted alone, joined here."""
        last = self._last  # read once: another thread may ask about other facts meanwhile
        if last is not None and last[0] is facts:
            return last[1]
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
    for rulesets in stage.rounds:
        for ruleset in rulesets:
            fired |= _fire(ruleset, seen)
        seen |= dict(fired)
    return {d.mark: _mark(d, fired) for d in stage.derivations}


def _mark(derivation: Derivation, fired: set[tuple[str, bool]]) -> Truth:
    if derivation.met is True or (derivation.mark, True) in fired:
        return True
    return False if derivation.failed is True or (derivation.mark, False) in fired else None


def _fire(ruleset: _Ruleset, known: Mapping[str, Any]) -> set[tuple[str, bool]]:
    """Return what *ruleset* fires over what is known; EngineUnavailable where it does not finish."""
    fact = {_CATCH_ALL: 1}
    for prop, source, kind in ruleset.sources:
        value = _encoded(source, kind, known)
        if value is not None:
            fact[prop] = value
    # A signal handler may ask while this thread is inside: its states are then not to be touched.
    inside = _owned(_lock)
    try:
        with _lock:
            for sid in () if inside else tuple(ruleset.live):
                ruleset.clear(sid)  # a derivation was broken off, here or where this process was forked
            free = [sid for sid in _SIDS if sid not in ruleset.live]
            fired = ruleset.derive(free[0], fact) if free else set()
    except Exception as error:
        raise _refused(f"the engine `durable` did not finish a derivation: {error}") from error
    if (_CATCH_ALL, True) not in fired:
        raise _refused("the engine `durable` did not finish a derivation")
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
