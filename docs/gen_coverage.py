"""Write `rules/coverage.yaml`: worked cases and second readings as they stand, and the articles left out.

What was left out, and why, is kept from the file; the rest is counted anew. Run it after a change:
`python docs/gen_coverage.py`.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from gen_cases import read_cases  # noqa: E402

import kzpenal  # noqa: E402
from kzpenal.citation import Citation, code_order  # noqa: E402

HEAD = """# How far each article is covered: its worked cases, the days on which its text was read a second
# time, or why it is left out. Written by docs/gen_coverage.py, but for the reasons.
coverage:
"""


def readings() -> dict[str, list[str]]:
    """Return the days of each second reading, by article."""
    found = {}
    for path in sorted((ROOT / "tests" / "second_reading").glob("[a-z]*_[0-9]*.py")):
        module = importlib.import_module(f"tests.second_reading.{path.stem}")
        found[module.ARTICLE] = [d.isoformat() for d in sorted(module.DAYS)]
    return found


def written() -> str:
    """Return the file as it should be."""
    statute = kzpenal.statute()
    cases = {str(c): len(found) for c, found in read_cases(ROOT / "tests" / "cases").items()}
    again = readings()
    articles = {a.citation for a in statute.articles}
    left_out: dict[Citation, str] = {
        c.citation: c.why for c in statute.coverage if c.why and c.citation not in articles
    }
    lines = [HEAD]
    for citation in sorted({*articles, *left_out}, key=code_order):
        if citation in left_out:
            lines.append(f'  - {{article: {citation}, why: "{left_out[citation]}"}}\n')
            continue
        days = f", read_again: [{', '.join(again[str(citation)])}]" if str(citation) in again else ""
        lines.append(f"  - {{article: {citation}, cases: {cases.get(str(citation), 0)}{days}}}\n")
    return "".join(lines)


if __name__ == "__main__":
    (ROOT / "rules" / "coverage.yaml").write_text(written(), "utf-8")
