"""Many threads at once: none is wrong, none is lost."""

from __future__ import annotations

import datetime as dt
import pickle
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import kzpenal
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.enums import Act
from kzpenal.facts import Case, Offender, Victim
from kzpenal.vocabulary import flatten

LAW = kzpenal.law(on=dt.date(2024, 7, 1))
THREADS, CASES = 8, 8_000
#: Facts whose truths differ from case to case, so that one case's marks would be wrong for another.
TELLING = ("hooligan_motive", "special_cruelty", "repeated", "group", "on_duty", "domestic")


def drawn(number: int) -> Case:
    """Return one of many different cases."""
    chosen = random.Random(number)
    acts = ["murder", "rape", "battery", "bullying", "domestic-misconduct"]
    ages = [chosen.choice([9, 13, 14, 17, 18, 40]) for _ in range(chosen.randrange(3))]
    circumstances: dict[str, Any] = {name: chosen.choice([True, False, None]) for name in TELLING}
    return Case(
        act=Act(chosen.choice(acts)),
        committed=dt.date(2024, 7, 1),
        victims=tuple(Victim(age=age, age_known=chosen.choice([True, False, None])) for age in ages),
        offender=Offender(age=chosen.choice([10, 15, 16, 30])),
        **circumstances,
    )


def questions() -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Return stratum, question and right answer, for many questions: a third of them in each stratum."""
    reference = Reference(LAW)
    found: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
    for number in range(400):
        facts = flatten(drawn(number))
        elements = reference.act(facts)
        about = (facts, elements, random.Random(number).choice(LAW.parts).citation)
        found.append(("act", (facts,), dict(elements)))
        found.append(("part", about, dict(reference.part(*about))))
        found.append(("charge", about, dict(reference.charge(*about))))
    return found


def test_many_thousand_cases_in_eight_threads() -> None:
    """Eight threads that share a program get every one of 8,000 cases right, in all three strata."""
    asked = questions()
    for stratum, different in (("act", 100), ("part", 4), ("charge", 20)):
        answers = {pickle.dumps(sorted(answer.items())) for name, _, answer in asked if name == stratum}
        assert len(answers) > different
    begin = threading.Barrier(THREADS)

    def work(seed: int) -> tuple[int, int]:
        engine, order = Durable(LAW), random.Random(seed)
        begin.wait()
        done = wrong = 0
        for _ in range(CASES // THREADS):
            stratum, question, expected = order.choice(asked)
            wrong += dict(getattr(engine, stratum)(*question)) != expected
            done += 1
        return done, wrong

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(work, range(THREADS))) == [(CASES // THREADS, 0)] * THREADS


def test_whole_answers_in_threads() -> None:
    """Whole answers in threads equal those given one after another."""
    cases = [drawn(n) for n in range(24)]
    alone = [kzpenal.assess(c) for c in cases]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(kzpenal.assess, cases)) == alone


def test_no_thread_is_left_behind() -> None:
    """The engine starts no thread of its own: nothing runs when no answer is asked for."""
    kzpenal.assess(drawn(1))
    assert [t for t in threading.enumerate() if isinstance(t, threading.Timer)] == []
