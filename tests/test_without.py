"""Where durable_rules is missing or broken: the reference engine answers, and the answer says so."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

#: What stands in the way of durable_rules, and the reason that must be told.
WITHOUT = {
    "not installed": (
        """
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("durable", "durable_rules_engine"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
""",
        "durable_rules cannot be imported: No module named 'durable'",
    ),
    "blocked": (
        "sys.modules['durable'] = None",
        "durable_rules cannot be imported: import of durable halted; None in sys.modules",
    ),
    "built for another system": (
        """
class Foreign:
    def find_spec(self, name, path=None, target=None):
        if name == "durable_rules_engine":
            raise OSError("wrong ELF class")
sys.meta_path.insert(0, Foreign())
""",
        "durable_rules cannot be imported: wrong ELF class",
    ),
    "lacking a symbol": (
        """
class Lacking:
    def find_spec(self, name, path=None, target=None):
        if name == "durable_rules_engine":
            raise ImportError("undefined symbol: PyEval_CallObject")
sys.meta_path.insert(0, Lacking())
""",
        "durable_rules cannot be imported: undefined symbol: PyEval_CallObject",
    ),
    "another version": (
        "sys.modules['durable_rules_engine'] = type(sys)('durable_rules_engine')",
        "durable_rules does not work: module 'durable_rules_engine' has no attribute 'create_ruleset'",
    ),
    "refusing the first rules": (
        """
engine = sys.modules["durable_rules_engine"] = type(sys)("durable_rules_engine")
def create_ruleset(name, rules):
    raise RuntimeError("Could not create ruleset, error code: 112")
engine.create_ruleset = create_ruleset
""",
        "durable_rules does not work: Could not create ruleset, error code: 112",
    ),
    "deaf": (
        """
engine = sys.modules["durable_rules_engine"] = type(sys)("durable_rules_engine")
engine.create_ruleset = lambda name, rules: 1
engine.assert_fact = lambda handle, fact: (0, 1)
engine.start_action_for_state = lambda handle, offset: None
engine.delete_state = engine.delete_ruleset = lambda *_: None
""",
        "durable_rules does not work: the catch-all rule did not fire alone",
    ),
}
PROBE = """
import json
from click.testing import CliRunner
import kzpenal
from kzpenal.cli import main

data = {"act": "murder", "committed": "2024-07-01", "victims": [{"age": 9}], "offender": {"age": 34}}
case = kzpenal.Case.from_dict(data)
answer = kzpenal.assess(case)
try:
    kzpenal.assess(case, engine="durable")
    refused = None
except kzpenal.EngineUnavailable as error:
    refused = [str(p) for p in error.problems]
def told(*arguments):
    result = CliRunner().invoke(main, ["assess", "-", *arguments], input=json.dumps(data))
    return [result.exit_code, result.output]
print(json.dumps({
    "engine": answer.to_dict()["engine"], "text": answer.explain(), "refused": refused,
    "charge": answer.charges[0].provision, "told": told(), "json": told("--json"),
    "asked": told("--engine", "durable"), "threads": __import__("threading").active_count(),
}))
"""


@cache
def told(kind: str) -> dict[str, Any]:
    """Return what a fresh process answers in which durable_rules is *kind*."""
    command = [sys.executable, "-c", "import sys\n" + WITHOUT[kind][0] + PROBE]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("kind", WITHOUT)
def test_the_reference_engine_answers_and_says_so(kind: str) -> None:
    """Without a durable that works the reference engine answers, alone, and every form of answer says so."""
    found = told(kind)
    alone = {"name": "reference", "cross_checked": False}
    assert found["engine"] == alone
    assert found["charge"] == "cc:99(3)"
    assert found["text"].splitlines()[-1] == "Derived by reference alone."
    assert found["told"] == [0, found["text"] + "\n"]
    status, printed = found["json"]
    assert (status, json.loads(printed)["engine"]) == (0, alone)


@pytest.mark.parametrize("kind", WITHOUT)
def test_durable_is_refused_with_the_reason(kind: str) -> None:
    """Asked for by name, a durable that does not work is refused with the reason and a cure."""
    found = told(kind)
    fault = f"the engine `durable` cannot run: {WITHOUT[kind][1]}"
    cure = '  help: ask for engine="reference"'
    assert found["refused"] == [f"KZP301 {fault}\n{cure}"]
    status, printed = found["asked"]
    assert (status, printed.strip()) == (1, f"{fault}\n{cure}")
