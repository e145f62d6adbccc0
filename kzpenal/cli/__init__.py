"""The command `kzpenal`: one file a command.

Exit codes: 0 answered, 1 the input is wrong, 2 usage, 3 the law gives no answer for that day or act.
"""

from __future__ import annotations

import click

from kzpenal.cli import assess, check, compare, explain, facts, law, show
from kzpenal.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kzpenal")
def main() -> None:
    """Apply the penal law of Kazakhstan on violence against children, women and in the family.

    A tool for reading the law, not legal advice. A case is a file of facts (`kzpenal facts`). A provision
    is named as 'cc:99(3)', in quotes, since brackets mean something to the shell.

    Exit codes: 0 answered, 1 the input is wrong, 2 usage, 3 the law gives no answer for that day or act.
    """


for command in (
    assess.assess,
    compare.compare,
    explain.explain,
    check.check,
    show.show,
    law.law,
    facts.facts,
):
    main.add_command(command)
