"""The house: every module in its place, imports only going down."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kzpenal

PACKAGE = Path(kzpenal.__file__).parent
#: From the ground up: a module imports only what stands before it.
ORDER = (
    "version",
    "errors",
    "values",
    "files",
    "source",
    "timeline",
    "quantity",
    "citation",
    "vocabulary",
    "structuring",
    "enums",
    "consistency",
    "facts",
    "condition",
    "syntax",
    "sanction",
    "provision",
    "phrases",
    "subjects",
    "walking",
    "translations",
    "conclusions",
    "statements",
    "lists",
    "loading",
    "dumping",
    "circles",
    "checks",
    "money",
    "laws",
    "statute",
    "program",
    "lowering",
    "engines",
    "engines.reference",
    "engines.splitting",
    "engines.durable",
    "charging",
    "completions",
    "operations",
    "sentencing",
    "consequences",
    "openness",
    "wording",
    "labels",
    "deriving",
    "answers",
    "rendering",
    "reasons",
    "grounds",
    "arguing",
    "composing",
    "readings",
    "retelling",
    "presuming",
    "severity",
    "solving",
    "telling",
    "threatened",
    "varying",
    "worlds",
    "items",
    "mandates",
    "changing",
    "supporting",
    "bounding",
    "flipped",
    "flipping",
    "asking",
    "naming",
    "pricing",
    "succession",
    "papers",
    "sealing",
    "proving",
    "premises",
    "reckoning",
    "weighing",
    "verifying",
    "receipts",
    "assessment",
    "assessing",
    "milder",
    "deciding",
    "adding",
    "aggregation",
    "merging",
    "joining",
    "comparing",
    "dialogue",
    "casefile",
    "rederiving",
    "schemas",
    "api",
    "pictures.common",
    "pictures.conditions",
    "pictures.decisions",
    "pictures.drawn_decisions",
    "pictures.ladders",
    "pictures.drawn_ladders",
    "pictures",
    "",
    "testing.strategies",
    "testing",
    "cli.common",
    "cli.assess",
    "cli.bounds",
    "cli.check",
    "cli.compare",
    "cli.coverage",
    "cli.explain",
    "cli.facts",
    "cli.flips",
    "cli.ladder",
    "cli.interview",
    "cli.law",
    "cli.receipt",
    "cli.show",
    "cli.supports",
    "cli.verify",
    "cli",
)


def modules() -> dict[str, Path]:
    """Return every module of the package by its name within it."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(p for p in parts if p != "__init__")] = path
    return found


def imported(path: Path) -> set[str]:
    """Return the names, within the package, of the modules that *path* imports anywhere in it."""
    known = modules()
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [f"{node.module}.{a.name}" for a in node.names]
        for name in names:
            if name.split(".")[0] == "kzpenal":
                inside = name.removeprefix("kzpenal").lstrip(".")
                while inside not in known:
                    inside = inside.rpartition(".")[0]
                found.add(inside)
    return found


def test_every_module_has_a_place() -> None:
    """The list of layers holds every module and nothing else."""
    assert set(ORDER) == set(modules())
    assert len(ORDER) == len(set(ORDER))


@pytest.mark.parametrize("name", ORDER)
def test_imports_only_go_down(name: str) -> None:
    """A module imports nothing that stands at its own height or above it."""
    below = set(ORDER[: ORDER.index(name)])
    assert imported(modules()[name]) - {name} <= below


@pytest.mark.parametrize("name", [n for n in ORDER if n and not n.startswith("cli")])
def test_nothing_imports_the_package_root(name: str) -> None:
    """Only the command imports the public names; no module of the library does."""
    assert "" not in imported(modules()[name])


def test_only_the_adapter_imports_durable_rules() -> None:
    """One file imports `durable`, so that one file keeps its rules of use."""
    users = {
        name
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Import) and any(a.name.split(".")[0] == "durable" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "durable")
    }
    assert users == {"engines.durable"}


def test_engines_do_not_know_each_other() -> None:
    """The reference engine sees neither a lowered program nor another engine."""
    reference = imported(modules()["engines.reference"])
    assert "lowering" not in reference
    assert not any(n.startswith("engines") for n in reference)
    assert "engines.reference" not in imported(modules()["engines.durable"])


@pytest.mark.parametrize("name", ORDER)
def test_modules_stay_small(name: str) -> None:
    """A module of more than 450 lines is two modules."""
    assert len(modules()[name].read_text("utf-8").splitlines()) <= 450


def test_the_engine_knows_no_article() -> None:
    """No module holds the citation of an article of a code as a value."""
    cited = re.compile(r"(cc|koap|cpc):[0-9]")
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not cited.match(node.value), f"{name}: {node.value}"
