"""What is dumped loads as the same again."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import kzpenal
from kzpenal.dumping import dump
from kzpenal.loading import load_tree
from kzpenal.provision import Article, Bill
from kzpenal.vocabulary import vocabulary
from tests.small import Small, conditions, statutes, write

STATUTE = kzpenal.statute()
_names = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for dumped files."""
    return tmp_path_factory.mktemp("dumped")


def again(item: Article | Bill, folder: Path, facts: type[Any]) -> Article | Bill:
    """Return what loads from the dump of *item*."""
    path = folder / f"{next(_names)}.yaml"
    path.write_text(dump(item), encoding="utf-8")
    tree, problems = load_tree(path, vocabulary(facts))
    assert not problems
    found: list[Article | Bill] = [*tree.articles, *tree.bills]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "item", [*STATUTE.articles, *STATUTE.bills], ids=lambda i: getattr(i, "id", None) or str(i.citation)
)
def test_real_rules_load_as_dumped(item: Article | Bill, folder: Path) -> None:
    """Every article and bill that is encoded loads from its dump as the same."""
    assert again(item, folder, kzpenal.Case) == item


@pytest.mark.dear
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files=statutes())
def test_random_rules_load_as_dumped(files: dict[str, Any], folder: Path) -> None:
    """Every article of a drawn statute loads from its dump as the same."""
    tree, problems = load_tree(write(files, folder / f"drawn{next(_names)}"), vocabulary(Small))
    assert not problems
    for article in tree.articles:
        assert again(article, folder, Small) == article


@settings(max_examples=100)
@given(condition=conditions())
def test_every_condition_loads_as_dumped(condition: Any, folder: Path) -> None:
    """Every condition that can be written is the same when it is written back."""
    part = {"sanction": {"one_of": ["warning"]}, "when": condition}
    version = {
        "in_force": {"from": "2020-01-01"},
        "read": [{"redaction": "2021-01-01", "url": "drawn"}],
        "parts": {"1": part},
    }
    files = {"1.yaml": {"article": "t:1", "versions": [version]}}
    tree, problems = load_tree(write(files, folder / f"drawn{next(_names)}"), vocabulary(Small))
    assert not problems
    assert again(tree.articles[0], folder, Small) == tree.articles[0]
