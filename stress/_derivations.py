"""What valgrind runs: a few cases of the real rules, in every stratum, and programs made and freed."""

from __future__ import annotations

import argparse
import datetime as dt

import kzpenal
from kzpenal.engines import durable
from kzpenal.engines.durable import Durable
from kzpenal.engines.reference import Reference
from kzpenal.vocabulary import flatten
from stress._pool import drawn


def misuse() -> None:
    """Delete states that matched nothing: each frees a pointer that was never set."""
    assert durable.available() is None
    handle = durable._engine.create_ruleset("misused", '{"r": {"all": [{"m": {"a": 1}}]}}')
    for number in range(3):
        durable._engine.assert_fact(handle, f'{{"sid": "{number}", "b": 1}}')
        durable._engine.delete_state(handle, str(number))


def main() -> None:
    """Derive, compare, and leave with an error where a mark is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--without", action="store_true", help="only the reference engine, to compare with")
    parser.add_argument("--misuse", action="store_true", help="provoke the known fault instead")
    options = parser.parse_args()
    if options.misuse:
        misuse()
        return
    compared = 0
    for day in (dt.date(2024, 7, 1), dt.date(2025, 10, 1), dt.date(2024, 7, 2)):
        law = kzpenal.law(on=day)
        reference = Reference(law)
        engine = reference if options.without else Durable(law)
        for number in range(options.cases):
            facts = flatten(drawn(number))
            elements = reference.act(facts)
            assert dict(engine.act(facts)) == dict(elements)
            part = law.parts[number % len(law.parts)].citation
            assert dict(engine.part(facts, elements, part)) == dict(reference.part(facts, elements, part))
            assert dict(engine.charge(facts, elements, part)) == dict(reference.charge(facts, elements, part))
            compared += 1
        durable._compiled.clear()  # frees the program: the next law makes its own
        del engine
    print(f"{compared} cases right in every stratum")


if __name__ == "__main__":
    main()
