"""Worked cases as they stand on the pages about the law."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from gen_text import linked
from ruamel.yaml import YAML

from kzpenal.citation import Citation, cite
from kzpenal.source import parse, plain
from kzpenal.statute import Statute

#: Worked cases by the article they are about, else by the name of their file.
Worked: TypeAlias = dict[Citation | str, list[dict[str, Any]]]


def read_cases(folder: Path) -> Worked:
    """Return the worked cases of *folder* by the article they are about, else by their file's name."""
    found: Worked = {}
    for path in sorted(folder.glob("*.yaml")):
        node, problems = parse(path.read_text("utf-8"), path.name)
        assert not problems, "\n".join(map(str, problems))
        document = plain(node)
        try:
            about: Citation | str = cite(document["provision"]).whole
        except ValueError:
            about = path.stem  # several provisions, told in words
        found.setdefault(about, []).extend(document["cases"])
    return found


def cases_about(citation: Citation, worked: Worked, statute: Statute) -> Iterator[str]:
    """Yield the worked cases about *citation*, and where else it is cited."""
    own = worked.get(citation.whole, [])
    cited = re.compile(re.escape(str(citation.whole)) + r"(?![0-9a-z-])")
    others = [n for n, cases in worked.items() if n != citation.whole and cited.search(str(cases))]
    if own or others:
        yield from ("## Worked cases", "")
        yield "Each runs as a test: these facts, and what the answer holds. `closed: true` is a case that was"
        yield from ("[closed](/semantics.md) before it was asked.", "")
    for case in own:
        yield from _case(case, statute)
    if others:
        links = [
            linked(str(n), statute) if isinstance(n, Citation) else f"[{n}](/law/cases/{n}.md)"
            for n in others
        ]
        yield from (f"It is cited in the cases about {', '.join(links)} too.", "")


def _case(case: dict[str, Any], statute: Statute) -> Iterator[str]:
    yield f"<details><summary>{_html(case['title'])}</summary>"
    yield ""
    yield f"Source: {linked(case['source'], statute)}."
    if case.get("because"):
        yield from ("", linked(case["because"], statute))
    shown = {k: v for k, v in case.items() if k not in ("title", "source", "because")}
    yield from ("", "```yaml", _yaml(shown), "```", "", "</details>", "")


def cases_page(name: str, cases: list[dict[str, Any]], statute: Statute) -> Iterator[str]:
    """Yield a page of worked cases that are about several provisions."""
    yield from (f"# {name.replace('-', ' ').capitalize()}", "")
    yield from ("Worked cases that are about no single provision. Each runs as a test.", "")
    for case in cases:
        yield from _case(case, statute)


def _yaml(data: Any) -> str:
    writer, out = YAML(), io.StringIO()
    writer.width = 100
    writer.dump(data, out)
    return out.getvalue().rstrip()


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
