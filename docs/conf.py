"""Settings of the documents' generator, Sphinx; `docs/build_site.py` runs it."""

from kzpenal.version import __version__

project = "kzpenal"
author = "the contributors"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = f"kzpenal {release}"
html_copy_source = False
smartquotes = False
html_show_copyright = False

myst_heading_anchors = 3
# Docstrings put code in single backticks.
default_role = "code"
autodoc_class_signature = "separated"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
