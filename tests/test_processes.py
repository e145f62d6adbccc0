"""Processes made from others: a child answers rightly and does not hang, wherever its parent was."""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any

import pytest

import kzpenal
from kzpenal.engines import durable
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.vocabulary import flatten
from tests.rulesets import Instead, entered
from tests.test_threads import drawn

if durable.available() is not None:
    pytest.skip(f"durable cannot run here: {durable.available()}", allow_module_level=True)
if not hasattr(os, "fork"):
    pytest.skip("this system does not fork", allow_module_level=True)

LAW = kzpenal.law(on=dt.date(2024, 7, 1))
WORLDS = [flatten(drawn(n)) for n in range(12)]
EXPECTED = [dict(Reference(LAW).act(world)) for world in WORLDS]
#: After this many seconds a child is taken to hang, and is ended.
PATIENCE = 120


def right() -> bool:
    """Say whether durable derives every world as the reference engine does."""
    engine = Durable(LAW)
    return [dict(engine.act(world)) for world in WORLDS] == EXPECTED


def forked(work: Callable[[], bool]) -> Callable[[], bool]:
    """Start *work* in a child made by fork; return what waits for it and says whether it was right."""
    with warnings.catch_warnings():
        # CPython 3.12 and later warn that a process with threads forks: here that is the subject.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        status = 1
        try:
            status = 0 if work() else 1
        finally:
            os._exit(status)

    def wait() -> bool:
        for _ in range(PATIENCE * 20):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise AssertionError("the child hangs")

    return wait


def test_fork_while_threads_are_inside() -> None:
    """Children made while other threads derive answer rightly, and so do the threads."""
    stop = threading.Event()
    wrong: list[int] = []

    def work(seed: int) -> None:
        engine = Durable(LAW)
        for turn in itertools.count(seed):
            index = turn % len(WORLDS)
            if dict(engine.act(WORLDS[index])) != EXPECTED[index]:
                wrong.append(index)
            if stop.is_set():
                return

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(6):
            assert forked(right)()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_fork_after_use_and_again_in_the_child() -> None:
    """A child goes on with the programs of its parent, and so does a child of the child."""
    assert right()
    assert forked(lambda: right() and forked(right)() and right())()
    assert right()


@pytest.mark.parametrize("call", ["assert_fact", "complete_and_start_action", "delete_state"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_fork_inside_a_derivation(monkeypatch: pytest.MonkeyPatch, call: str, moment: str) -> None:
    """A handler that forks while its thread is inside: child and parent finish what was begun, rightly."""
    real = getattr(durable._engine, call)
    waiting: list[Callable[[], bool]] = []
    parent = os.getpid()
    turns = itertools.count()

    def handler() -> None:
        if os.getpid() == parent and next(turns) == 1:
            # The child answers inside what was begun; then it leaves, by the exit of `forked`.
            waiting.append(forked(lambda: finish() and right()))

    def finish() -> bool:
        return right()

    first = Durable(LAW).compiled.act[0].rounds[0][0]
    monkeypatch.setattr(first, "engine", Instead(first.engine, {call: entered(real, moment, handler)}))
    assert right()
    assert [wait() for wait in waiting] == [True]


def test_a_child_goes_on_with_what_was_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """The derivation that a fork interrupted is finished in the child as in the parent."""
    real = durable._engine.complete_and_start_action
    begun = threading.Event()
    child = -1

    def interrupted(*args: Any) -> Any:
        nonlocal child
        if not begun.is_set():
            begun.set()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                child = os.fork()
            if child == 0 and not right():
                os._exit(1)
        return real(*args)

    first = Durable(LAW).compiled.act[0].rounds[0][0]
    monkeypatch.setattr(first, "engine", Instead(first.engine, {"complete_and_start_action": interrupted}))
    found = False
    try:
        found = dict(Durable(LAW).act(WORLDS[0])) == EXPECTED[0] and right()
    finally:
        if child == 0:
            os._exit(0 if found else 1)
    assert found
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_what_a_vanished_thread_left_is_swept() -> None:
    """A state that a thread left live, and that no lock kept from a fork, is in no later answer."""
    ruleset = Durable(LAW).compiled.act[0].rounds[0][0]
    everything = {prop: 1 for prop, _, _ in ruleset.sources}
    ruleset.live.append("1")
    ruleset._assert({"sid": "1", "k": 1, **everything})
    assert right()
    assert ruleset.live == []


def test_a_fork_that_cannot_wait_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a thread stays inside for ever, a fork is not held up for ever, and the child is right."""
    entered, leave = threading.Event(), threading.Event()

    def stay() -> None:
        with durable._lock:
            entered.set()
            leave.wait()

    class Impatient:
        """The lock, waited for a moment only."""

        def __init__(self, lock: Any) -> None:
            self.lock = lock

        def acquire(self, timeout: float) -> bool:
            return bool(self.lock.acquire(timeout=min(timeout, 0.01)))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.lock, name)

        def __enter__(self) -> None:
            self.lock.__enter__()

        def __exit__(self, *error: Any) -> None:
            self.lock.__exit__(*error)

    thread = threading.Thread(target=stay)
    thread.start()
    entered.wait()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(durable, "_lock", Impatient(durable._lock))
            assert forked(right)()
    finally:
        leave.set()
        thread.join()
    assert right()


def test_a_fork_waits_for_what_is_under_way() -> None:
    """A child is made when no other thread is inside: what such a thread began is done in the child too."""
    entered, done = threading.Event(), []

    def work() -> None:
        with durable._lock:
            entered.set()
            time.sleep(0.2)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    entered.wait()
    assert forked(lambda: done == [True] and right())()
    thread.join()


def _outcomes(numbers: list[int]) -> list[str]:
    return [kzpenal.assess(drawn(n)).outcome for n in numbers]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_other_processes(method: str) -> None:
    """A process of its own gives the same answers, however it is made."""
    numbers = list(range(6))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        with multiprocessing.get_context(method).Pool(2) as pool:
            found = pool.map(_outcomes, [[number] for number in numbers])
    assert [outcome for (outcome,) in found] == _outcomes(numbers)


FIRST_USE = """
import os, sys, threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from tests.test_threads import drawn
import kzpenal

kzpenal.statute()
begin = threading.Barrier(3)

def use():
    begin.wait()
    kzpenal.assess(drawn(1), engine="durable")

threads = [threading.Thread(target=use) for _ in range(2)] if "threads" in sys.argv else []
for thread in threads:
    thread.start()
if threads:
    begin.wait()
child = os.fork()
answer = kzpenal.assess(drawn(2), engine="durable")
if child == 0:
    os._exit(0 if answer.engine.cross_checked else 1)
for thread in threads:
    thread.join()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize("threads", [[], ["threads"]])
def test_fork_before_the_first_use(threads: list[str]) -> None:
    """A fork before the engine was ever used, or in the midst of its first use, breaks neither process."""
    command = [sys.executable, "-c", FIRST_USE, *threads]
    subprocess.run(command, check=True, timeout=PATIENCE)
