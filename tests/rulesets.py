"""What the tests of the durable engine share: its rulesets, and an engine that does something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import kzpenal
from kzpenal.engines.durable import Durable


class Instead:
    """An engine with other functions in place of some of its own."""

    def __init__(self, engine: Any, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.engine, self.functions = engine, functions

    def __getattr__(self, name: str) -> Any:
        return self.functions.get(name) or getattr(self.engine, name)


def rulesets(law: kzpenal.Law) -> Iterator[Any]:
    """Yield every ruleset that durable_rules holds of *law*."""
    program = Durable(law).compiled
    for stage in (program.member, *program.act, program.part, *program.charge):
        for turn in stage.rounds:
            yield from turn


def entered(real: Callable[..., Any], moment: str, handler: Callable[[], None]) -> Callable[..., Any]:
    """Return *real* with *handler* run "before" or "after" it, as a signal's handler may be."""

    def call(*args: Any) -> Any:
        if moment == "before":
            handler()
        result = real(*args)
        if moment == "after":
            handler()
        return result

    return call
