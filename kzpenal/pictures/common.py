"""What both pictures share: the library behind each, text fit to draw, and SVG as an image with a title."""

from __future__ import annotations

import importlib
import re
import textwrap
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kzpenal.citation import Citation, cite
from kzpenal.errors import KzpenalError, Problem, printable
from kzpenal.values import shown

#: Verdana is as wide as DejaVu Sans: the text fits its box on machines that have the one or the other.
FONTS = "DejaVu Sans,Verdana,Arial,sans-serif"
CURE = (
    "`pip install 'kzpenal[pictures]'` installs the Python packages; the program `dot`, for decision graphs, "
    "comes with Graphviz: `apt-get install graphviz` on Debian or Ubuntu, else https://graphviz.org/download/"
)
SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"


def absent(what: str) -> KzpenalError:
    """Return the refusal of a picture where *what* it needs is not installed."""
    return KzpenalError(Problem("KZP403", None, f"this picture needs {what}, which is not installed", CURE))


def library(name: str) -> Any:
    """Return the module *name* of the extra `pictures`; KzpenalError (KZP403) where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise absent(f"the Python package `{name.partition('.')[0]}`") from None


def undrawable(message: str, cure: str | None = None) -> KzpenalError:
    """Return the refusal of a picture that cannot be drawn."""
    return KzpenalError(Problem("KZP404", None, message, cure))


def cited(provision: str) -> Citation:
    """Return the citation that *provision* writes; KzpenalError (KZP402) if it is none."""
    try:
        return cite(provision)
    except (ValueError, TypeError) as error:
        message = str(error) if type(provision) is str else f"{shown(provision)} is no citation"
        raise KzpenalError(Problem("KZP402", None, message, "write it as cc:99 or 'cc:99(2)'")) from None


def clean(text: str) -> str:
    r"""Return *text* on one line, with no letter that XML or a reader's eye stumbles over.

    >>> clean("a\tb \x00c")
    'a b �c'
    """
    return printable(re.sub(r"\s+", " ", text)).strip()


def wrapped(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* letters; a word that is longer is broken.

    >>> wrapped("with special cruelty", 12)
    ['with special', 'cruelty']
    """
    return textwrap.wrap(clean(text), width, break_on_hyphens=False) or [""]


def element(tag: str, text: str | None = None, /, **attributes: object) -> Element:
    """Return an element of SVG; `_` in the name of an attribute is `-`."""
    made = Element(f"{{{SVG}}}{tag}", {k.replace("_", "-").strip("-"): str(v) for k, v in attributes.items()})
    made.text = text
    return made


def finished(root: Element, title: str, text: str) -> str:
    """Return the SVG *root* as an image that has a title and a description, for those who do not see it."""
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", _LINK)
    root.set("role", "img")
    root.set("aria-labelledby", "title desc")
    root.insert(0, element("title", clean(title), id="title"))
    root.insert(1, element("desc", clean(text), id="desc"))
    return ElementTree.tostring(root, encoding="unicode") + "\n"
