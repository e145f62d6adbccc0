"""An engine that nothing breaks: interrupts, calls inside calls, faults of the extension, its limits."""

from __future__ import annotations

import datetime as dt
import dis
import functools
import gc
import itertools
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import attrs
import pytest

import kzpenal
from kzpenal.engines import durable
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.errors import EngineUnavailable
from kzpenal.vocabulary import Facts, flatten
from tests.rulesets import Instead, entered, rulesets
from tests.small import Actor, Small, Thing, load, write
from tests.test_threads import drawn

if durable.available() is not None:
    pytest.skip(f"durable cannot run here: {durable.available()}", allow_module_level=True)

DAY = dt.date(2024, 7, 1)
LAW = kzpenal.law(on=DAY)
WORLDS = [flatten(drawn(n)) for n in range(12)]
EXPECTED = [dict(Reference(LAW).act(world)) for world in WORLDS]
#: Every call into the extension that a derivation makes.
CALLS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "delete_state")
PERIOD = {"in_force": {"from": "2020-01-01"}, "read": [{"redaction": "2021-01-01", "url": "drawn"}]}
_folders = itertools.count()


def answers() -> bool:
    """Say whether durable derives every world as the reference engine does."""
    engine = Durable(LAW)
    return [dict(engine.act(world)) for world in WORLDS] == EXPECTED


def told(error: EngineUnavailable) -> str:
    """Return the one fault of *error* in words."""
    (problem,) = error.problems
    return str(problem)


def replaced(monkeypatch: pytest.MonkeyPatch, **functions: Callable[..., Any]) -> None:
    """Put *functions* in place of those of the extension, for every ruleset of the law."""
    for ruleset in rulesets(LAW):
        monkeypatch.setattr(ruleset, "engine", Instead(ruleset.engine, functions))


# Faults of the extension


@pytest.mark.parametrize("engine", [None, "durable"])
def test_a_derivation_that_stops_early_is_refused(
    monkeypatch: pytest.MonkeyPatch, engine: str | None
) -> None:
    """What durable did not finish is refused, never taken as unknown, asked for by name or not."""
    replaced(monkeypatch, start_action_for_state=lambda *_: None)
    with pytest.raises(EngineUnavailable) as refused:
        kzpenal.assess(drawn(1), engine=engine)
    assert told(refused.value) == (
        'KZP301 the engine `durable` did not finish a derivation\n  help: ask for engine="reference"'
    )


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("engine", [None, "durable"])
def test_a_fault_in_the_middle_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, engine: str | None, call: str
) -> None:
    """An error of the extension in a derivation is a refusal with a cure, and the next case is right."""

    def fail(*_: Any) -> None:
        raise durable._engine.error("Could not go on, error code: 303")

    with monkeypatch.context() as patch:
        replaced(patch, **{call: fail})
        with pytest.raises(EngineUnavailable) as refused:
            kzpenal.assess(drawn(1), engine=engine)
        assert told(refused.value) == (
            "KZP301 the engine `durable` did not finish a derivation: Could not go on, error code: 303\n"
            '  help: ask for engine="reference"'
        )
    assert answers()


def test_rules_that_the_extension_refuses(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Rules that durable cannot hold are answered by the reference engine, and the answer says so."""
    # Rules that no other test has: equal ones share a program, and one may still be held.
    law = statute({"when": "a and b and not c and n at least 7"}, folder).law(on=DAY)

    def fail(*_: Any) -> None:
        raise durable._engine.error("Could not create ruleset, error code: 106")

    monkeypatch.setattr(durable, "_engine", Instead(durable._engine, {"create_ruleset": fail}))
    case = Small(a=True)
    assert not kzpenal.assess(case, law=law).engine.cross_checked
    with pytest.raises(EngineUnavailable, match="cannot hold in-force:2024-07-01: Could not create"):
        kzpenal.assess(case, law=law, engine="durable")


# Interrupts


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("turn", [1, 2, 5])
def test_an_interrupt_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, call: str, moment: str, turn: int
) -> None:
    """A derivation broken off at any call comes out as the interrupt, and later cases are right."""
    turns = itertools.count(1)
    real = getattr(durable._engine, call)

    def interrupted(*args: Any) -> Any:
        now = next(turns) == turn
        if now and moment == "before":
            raise KeyboardInterrupt
        result = real(*args)
        if now:
            raise KeyboardInterrupt
        return result

    with monkeypatch.context() as patch:
        replaced(patch, **{call: interrupted})
        with pytest.raises(KeyboardInterrupt):
            Durable(LAW).act(WORLDS[0])
    assert answers()
    assert not any(ruleset.live for ruleset in rulesets(LAW))


@functools.cache
def after_a_check(code: CodeType) -> frozenset[int]:
    """Return where CPython may raise an interrupt in *code*: behind calls, loops and the entrance."""
    found = list(dis.get_instructions(code))
    checks = ("CALL", "CALL_FUNCTION_EX", "CALL_KW", "JUMP_BACKWARD", "RESUME")
    return frozenset(then.offset for now, then in itertools.pairwise(found) if now.opname in checks)


def broken_off(work: Callable[[], Any], at: int) -> bool:
    """Run *work* with an interrupt at the step *at* of the adapter; say whether it came so far."""
    count = itertools.count()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != durable.__file__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode" and frame.f_lasti in after_a_check(frame.f_code) and next(count) == at:
            sys.settrace(None)
            raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_an_interrupt_at_any_step(folder: Path) -> None:
    """Wherever in the adapter a derivation is broken off, the next one is right."""
    engine = Durable(statute({"any": ["a", "b"]}, folder).law(on=DAY))
    yes, no = flatten(Small(a=True, b=False)), flatten(Small(a=False, b=False))
    for at in itertools.count():
        if not broken_off(lambda: engine.act(yes), at):
            break
        assert dict(engine.act(no)) == {"t:1(1)": False}, at
        assert dict(engine.act(yes)) == {"t:1(1)": True}, at
    assert not durable._owned(durable._lock)
    if at == 0:
        pytest.skip("this CPython traces no instructions")
    assert at > 40


@pytest.fixture
def alarm() -> Iterator[Callable[[Callable[[], None]], Callable[[float], None]]]:
    """Return what sets the handler of the alarm, and returns what sets the alarm."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        pytest.skip("no signals here")
    if sys.gettrace() is not None:
        pytest.skip("a tracer holds locks of its own, which an interrupt leaves closed")
    before = signal.getsignal(signal.SIGALRM)

    def handled(handler: Callable[[], None]) -> Callable[[float], None]:
        signal.signal(signal.SIGALRM, lambda *_: handler())

        def ring(delay: float) -> None:
            signal.setitimer(signal.ITIMER_REAL, delay)

        return ring

    yield handled
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_real_interrupts(alarm: Callable[..., Callable[[float], None]]) -> None:
    """Signals that break derivations off at any time leave the engine right, and its lock open."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    ring, engine, hits = alarm(interrupt), Durable(LAW), 0
    for turn in range(120):
        try:
            ring(0.0001 + turn * 0.00003)
            for world in WORLDS:
                engine.act(world)
            ring(0)
        except KeyboardInterrupt:
            hits += 1
        index = turn % len(WORLDS)
        assert dict(engine.act(WORLDS[index])) == EXPECTED[index]
        assert not durable._owned(durable._lock)
    assert hits > 10


# Calls inside calls


def test_real_signals_that_ask(alarm: Callable[..., Callable[[float], None]]) -> None:
    """A signal handler that asks is answered rightly whenever it is called, and so is what it breaks into."""
    inner: list[bool] = []

    def ask() -> None:
        index = len(inner) % len(WORLDS)
        inner.append(dict(Durable(LAW).act(WORLDS[index])) == EXPECTED[index])

    ring = alarm(ask)
    for turn in range(120):
        ring(0.0001 + turn * 0.00003)
        assert answers()
    ring(0)
    assert len(inner) > 10
    assert all(inner)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("depth", [1, 2])
def test_a_case_inside_a_case(monkeypatch: pytest.MonkeyPatch, call: str, moment: str, depth: int) -> None:
    """A signal handler that asks while its thread is inside the engine gets a right answer, and so does
    what it interrupted.
    """
    real = getattr(durable._engine, call)
    within = 0
    inner: list[bool] = []

    def handler() -> None:
        nonlocal within
        if within < depth:
            within += 1
            index = within
            inner.append(dict(Durable(LAW).act(WORLDS[index])) == EXPECTED[index])
            within -= 1

    # Every call of one ruleset is interrupted: what is inside runs through all the others too.
    first = Durable(LAW).compiled.act[0].rounds[0][0]
    monkeypatch.setattr(first, "engine", Instead(first.engine, {call: entered(real, moment, handler)}))
    outer = Durable(LAW)
    for index in (0, 5):
        assert dict(outer.act(WORLDS[index])) == EXPECTED[index]
    assert inner
    assert all(inner)


def test_too_many_cases_inside_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler that never stops asking is refused, and what it interrupted is right."""
    real = durable._engine.assert_fact
    refused = []

    def interrupted(*args: Any) -> Any:
        result = real(*args)
        try:
            Durable(LAW).act(WORLDS[1])
        except EngineUnavailable as error:
            refused.append(told(error))
        return result

    with monkeypatch.context() as patch:
        first = Durable(LAW).compiled.act[0].rounds[0][0]
        patch.setattr(first, "engine", Instead(first.engine, {"assert_fact": interrupted}))
        assert dict(Durable(LAW).act(WORLDS[0])) == EXPECTED[0]
    assert refused
    assert answers()


def test_one_engine_in_two_threads() -> None:
    """What an engine object keeps of one case is never taken for another that a thread asks meanwhile."""

    class Shared(Durable):
        """An engine whose object is used by another thread after every look at what it keeps."""

        kept: Any = None

        @property
        def _last(self) -> Any:
            kept, self.kept = self.kept, (WORLDS[1], dict.fromkeys(joins, True))
            return kept

        @_last.setter
        def _last(self, value: Any) -> None:
            self.kept = value

    joins = [join.mark for join in Durable(LAW).compiled.joins]
    engine = Shared(LAW)
    for world, expected in zip(WORLDS, EXPECTED, strict=True):
        engine.kept = (world, Durable(LAW)._joined(world))
        assert dict(engine.act(world)) == expected


# Many laws


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for drawn statutes."""
    return tmp_path


def statute(condition: dict[str, Any], folder: Path, *, facts: type[Any] = Small) -> kzpenal.Statute:
    """Return a statute whose only part has *condition*."""
    assert facts is Small
    part = {"sanction": {"one_of": ["warning"]}, **condition}
    files = {"1.yaml": {"article": "t:1", "versions": [{**PERIOD, "parts": {"1": part}}]}}
    return load(files, folder / str(next(_folders)))


def made(name: str, facts: list[str]) -> Any:
    """Return a new facts class with *facts* that are true or false."""
    maybe: Any = bool | None
    return attrs.make_class(name, {f: attrs.field(type=maybe, default=None) for f in facts}, frozen=True)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let the engine hold four programs."""
    monkeypatch.setattr(durable, "_compiled", {})
    monkeypatch.setattr(durable, "MAX_PROGRAMS", 4)
    yield 4
    durable._compiled.clear()
    gc.collect()


def test_days_share_a_program(few: int) -> None:
    """The law of many days is one program while no text changes."""
    laws = [kzpenal.law(on=DAY + dt.timedelta(days=day)) for day in range(60)]
    for law in laws:
        Durable(law)
    assert len(durable._compiled) == len({law.hash for law in laws}) < few


def test_the_same_rules_loaded_again_share_a_program(few: int, folder: Path) -> None:
    """Rules read again from the same text, however often, add no program."""
    for _ in range(50):
        Durable(statute({"when": "a"}, folder).law(on=DAY))
    assert len(durable._compiled) == 1


def test_many_statutes_stay_bounded(few: int, folder: Path) -> None:
    """A process that answers by a hundred statutes holds a few programs, frees the rest, and is right."""
    made, freed = [], []
    create, delete = durable._engine.create_ruleset, durable._engine.delete_ruleset

    def created(*args: Any) -> Any:
        made.append(create(*args))
        return made[-1]

    def deleted(handle: int) -> None:
        freed.append(handle)
        delete(handle)

    with pytest.MonkeyPatch.context() as patch:
        functions = {"create_ruleset": created, "delete_ruleset": deleted}
        patch.setattr(durable, "_engine", Instead(durable._engine, functions))
        for number in range(100):
            condition = {"all": [f"n at least {number % 10}", f"actor.age under {number // 10 + 1}"]}
            law = statute(condition, folder).law(on=DAY)
            case = Small(n=5, actor=Actor(age=4))
            answer = kzpenal.assess(case, law=law)
            assert answer.engine.cross_checked
            assert len(durable._compiled) <= few
            expected = dict(Reference(law).act(flatten(case)))
            assert bool(answer.charges) == (expected["t:1(1)"] is True)
        gc.collect()
        assert len(made) - len(freed) <= few * len(list(rulesets(law)))


def test_a_program_in_use_is_not_freed(few: int, folder: Path) -> None:
    """An engine object answers rightly after its program has made room for others."""
    engine = Durable(statute({"when": "a"}, folder).law(on=DAY))
    for number in range(few + 1):
        Durable(statute({"when": f"n at least {number}"}, folder).law(on=DAY))
    assert engine.compiled not in durable._compiled.values()
    assert dict(engine.act(flatten(Small(a=True)))) == {"t:1(1)": True}


def test_a_statute_that_is_dropped_is_freed(folder: Path) -> None:
    """No cache keeps a statute, or a law of it, that nobody holds any more."""
    rules = statute({"when": "a"}, folder)
    law = rules.law(on=DAY)
    answer = kzpenal.assess(Small(a=True), law=law)
    gone: list[Any] = [weakref.ref(rules), weakref.ref(law), weakref.ref(Durable(law))]
    del rules, law, answer
    gc.collect()
    assert [ref() for ref in gone] == [None, None, None]


def test_a_statute_keeps_few_laws(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A statute asked about day after day keeps no more laws than it says, and the newest of them."""
    monkeypatch.setattr(sys.modules["kzpenal.statute"], "MAX_LAWS", 5)
    rules = statute({"when": "a"}, folder)
    found = [rules.law(on=DAY + dt.timedelta(days=day)) for day in range(12)]
    assert [law.on for law in found] == [DAY + dt.timedelta(days=day) for day in range(12)]
    assert list(rules._laws.values()) == found[-5:]
    assert rules.law(on=DAY) == found[0]


def test_a_facts_class_that_is_dropped_is_freed(folder: Path) -> None:
    """What is remembered of a facts class goes with the class, once no program speaks of it."""
    part = {"sanction": {"one_of": ["warning"]}, "when": "yes"}
    path = write({"1.yaml": {"article": "t:1", "versions": [{**PERIOD, "parts": {"1": part}}]}}, folder)
    cls = made("Fleeting", ["yes"])
    law = kzpenal.load(path, facts=cls).law(on=DAY)
    assert kzpenal.assess(cls(yes=True), law=law).charges
    gone: Any = weakref.ref(cls)
    durable._compiled.clear()
    del cls, law
    gc.collect()
    assert gone() is None


def test_the_engine_starts_no_thread() -> None:
    """durable_rules runs without the threads of its host."""
    before = set(threading.enumerate())
    assert answers()
    assert set(threading.enumerate()) == before


# Limits


def both(law: kzpenal.Law, facts: Facts) -> bool:
    """Say whether the engines derive the same elements."""
    return dict(Durable(law).act(facts)) == dict(Reference(law).act(facts))


def nested(depth: int, leaf: str) -> Any:
    """Return a condition nested *depth* deep, `any` inside `all` inside `any`."""
    condition: Any = leaf
    for level in range(depth):
        condition = {"all": ["a", condition]} if level % 2 else {"any": ["b", condition]}
    return condition


CASES = [
    Small(a=a, b=b, things=(Thing(p=p),)) for a in (True, None) for b in (False, None) for p in (True, None)
]


@pytest.mark.parametrize("leaf", ["c", "thing.p"])
def test_deep_nesting(folder: Path, leaf: str) -> None:
    """A condition nested as deep as a file may be is derived by both engines alike."""
    law = statute({"when": nested(25, leaf)}, folder).law(on=DAY)
    assert all(both(law, flatten(case)) for case in CASES)


def test_nesting_that_is_too_deep_is_refused(folder: Path) -> None:
    """A condition nested 60 deep is refused by name, before any engine sees it."""
    with pytest.raises(kzpenal.RulesInvalid, match="nested deeper than"):
        statute({"when": nested(60, "c")}, folder)


def test_an_article_of_two_thousand_points(folder: Path) -> None:
    """An article of 2,000 points is held in small rulesets, and derived by both engines alike."""
    points = {str(i + 1): f"n at least {i % 10} and actor.age under {i % 41}" for i in range(2000)}
    law = statute({"any": points}, folder).law(on=DAY)
    for case in (Small(n=5, actor=Actor(age=20)), Small(n=0), Small()):
        assert both(law, flatten(case))
    assert all(len(ruleset.fires) <= durable.MAX_RULES for ruleset in rulesets(law))


def test_five_hundred_articles(folder: Path) -> None:
    """A statute of 500 articles is derived by both engines alike."""
    files = {
        f"{i}.yaml": {
            "article": f"t:{i}",
            "versions": [
                {
                    **PERIOD,
                    "parts": {
                        "1": {
                            "sanction": {"one_of": ["warning"]},
                            "when": f"n at least {i % 10} and actor.age under {i % 41}",
                        }
                    },
                }
            ],
        }
        for i in range(1, 501)
    }
    law = load(files, folder).law(on=DAY)
    for case in (Small(n=5, actor=Actor(age=20)), Small()):
        assert both(law, flatten(case))


def test_more_facts_than_one_fact_can_hold(folder: Path) -> None:
    """A law that asks for 600 facts asks for at most 200 of them at once, and both engines agree."""
    names = [f"f{i}" for i in range(600)]
    cls = made("Wide", names)
    # Twenty facts a point: 59 such rules would fill one fact of durable_rules several times.
    points = {str(i + 1): {"all": names[i * 10 : i * 10 + 20]} for i in range(59)}
    part = {"sanction": {"one_of": ["warning"]}, "any": points}
    path = write({"1.yaml": {"article": "t:1", "versions": [{**PERIOD, "parts": {"1": part}}]}}, folder)
    law = kzpenal.load(path, facts=cls).law(on=DAY)
    for stated in ({}, dict.fromkeys(names, True), {**dict.fromkeys(names[:300], True), "f25": False}):
        assert both(law, flatten(cls(**stated)))
    assert max(len(ruleset.sources) for ruleset in rulesets(law)) <= durable.MAX_PROPERTIES


def test_a_conjunction_of_hundreds_needs_few_rounds(folder: Path) -> None:
    """A conjunction too long for one rule is divided evenly, not rule behind rule."""
    tests = [{"any": [f"n over {i % 10}", f"actor.age at least {i}"]} for i in range(40)] * 10
    law = statute({"all": tests}, folder).law(on=DAY)
    assert max(len(stage.rounds) for stage in Durable(law).compiled.act) <= 4
    for case in (Small(n=9, actor=Actor(age=40)), Small(n=9), Small(n=3, actor=Actor(age=5))):
        assert both(law, flatten(case))
