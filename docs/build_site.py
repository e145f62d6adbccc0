"""Build the documents as web pages: `python docs/build_site.py [FOLDER]`, by default `site/`.

Gathers the pages that are written by hand and those that are written from the rules and the package,
and runs Sphinx over them. A warning, such as a link that leads nowhere, fails the build.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from gen_law import law_pages
from gen_reference import reference_pages

import kzpenal

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
#: Pages beside the folder of documents, with the names they get in the site.
BESIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
#: The contents, by use; a page that is not named here comes last among the explanations.
START = ("quick-start", "argued-case")
HOW_TO = (
    "howto-program",
    "howto-product",
    "howto-arguments",
    "interview",
    "pictures",
    "howto-testing",
    "howto-rules",
    "CONTRIBUTING",
)
REFERENCE = ("law/index", "facts", "python", "command", "rule-format", "problems")
EXPLANATION = (
    "semantics",
    "arguments",
    "receipts",
    "milder-law",
    "proceedings",
    "design",
    "bill-and-law",
    "hardening",
)
PROJECT = ("README", "CHANGELOG")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:\s]+)(#[^)\s]*)?\)")


def pages() -> dict[str, str]:
    """Return the text of every page by its path below the folder of the site."""
    found = {p.name: _moved(p) for p in [*DOCS.glob("*.md"), *(ROOT / name for name in BESIDE)]}
    found |= reference_pages() | law_pages(kzpenal.statute())
    found["index.md"] += "\n" + _contents(found)
    return found


def _moved(path: Path) -> str:
    """Return the page at *path* with its links as they are in the site, where all pages lie together."""

    def link(match: re.Match[str]) -> str:
        target = (path.parent / match[2]).resolve()
        if target.suffix == ".md" and target.parent in (DOCS, ROOT):
            return f"[{match[1]}]({target.name}{match[3] or ''})"
        if target.exists() and target.is_relative_to(ROOT):
            return f"{match[1]} (`{target.relative_to(ROOT)}`)"  # a file that is no page
        return match[0]

    return _LINK.sub(link, path.read_text("utf-8"))


def _contents(found: dict[str, str]) -> str:
    named = {*START, *HOW_TO, *REFERENCE, *EXPLANATION, *PROJECT, "index"}
    others = sorted(n.removesuffix(".md") for n in found if "/" not in n)
    groups = {
        "Start": START,
        "How to": HOW_TO,
        "Reference": REFERENCE,
        "Explanation": (*EXPLANATION, *(n for n in others if n not in named)),
        "Project": PROJECT,
    }
    lines = []
    for caption, names in groups.items():
        listed = [n for n in names if f"{n}.md" in found]
        lines += ["```{toctree}", ":hidden:", f":caption: {caption}", "", *listed, "```", ""]
    return "\n".join(lines)


def build(out: Path) -> int:
    """Build the site in *out*; return 0, or what Sphinx returns for a fault."""
    from sphinx.cmd.build import main as sphinx  # only here: the pages can be had without it

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        for name, text in pages().items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        shutil.rmtree(out, ignore_errors=True)
        options = [
            "-q",
            "-W",
            "--keep-going",
            "-b",
            "html",
            "-c",
            str(DOCS),
            "-d",
            str(Path(folder, "state")),
        ]
        return int(sphinx([*options, str(source), str(out)]))


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")))
